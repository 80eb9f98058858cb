"""Places: a municipality is the root of a tree of areas, valid in time, with figures per year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.lib.addresses import address
from config.lib.clock import today
from config.lib.models import Versioned, classify
from config.lib.text import normalise


class Provenance(models.Model):
    """Where a row of a practice file comes from: a source, or an assumption that shows as one."""

    code = models.SlugField(_("code"), max_length=60, blank=True)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    assumed = models.BooleanField(_("aanname"), default=False)

    class Meta:
        abstract = True


class MunicipalityQuerySet(models.QuerySet):
    """Municipalities of this installation."""

    def for_host(self, host: str) -> "Municipality | None":
        """The municipality of this host name, else the only one, else the first loaded."""
        rows = list(self.order_by("pk"))
        return next((row for row in rows if row.host and row.host == host), next(iter(rows), None))


class Municipality(Provenance):
    """A municipality that works with this installation; every page is scoped by one."""

    name = models.CharField(_("naam"), max_length=100, unique=True)
    root = models.OneToOneField(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="root_of",
        verbose_name=_("bovenste gebied"),
    )
    host = models.CharField(_("adres van de site"), max_length=200, blank=True)
    theme_css = models.CharField(_("bestand met huisstijl"), max_length=200, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("bezoekadres"), max_length=200, blank=True)
    opening_hours = models.CharField(_("openingstijden"), max_length=200, blank=True)
    accessibility_statement = models.URLField(_("toegankelijkheidsverklaring"), blank=True)
    release_days = models.PositiveSmallIntegerField(
        _("werkdagen tot een initiatief is bekeken"), default=5
    )
    answer_days = models.PositiveSmallIntegerField(
        _("werkdagen tot een vraag of opmerking antwoord krijgt"), default=10
    )
    stale_days = models.PositiveSmallIntegerField(
        _("dagen zonder beweging voordat iets op “Mijn werk” komt"), default=14
    )
    progress_weeks = models.PositiveSmallIntegerField(
        _("weken zonder nieuws voordat een actie opvalt"), default=8
    )
    fictitious = models.BooleanField(_("met verzonnen voorbeelden"), default=False)

    objects = MunicipalityQuerySet.as_manager()
    privacy = classify(
        public="code source assumed name root host theme_css phone email address opening_hours"
        " accessibility_statement release_days answer_days stale_days progress_weeks fictitious"
    )

    class Meta:
        verbose_name = _("gemeente")
        verbose_name_plural = _("gemeenten")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"], name="municipality_code_once", condition=~Q(code="")
            ),
            models.UniqueConstraint(
                fields=["host"], name="municipality_host_once", condition=~Q(host="")
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The home page."""
        return address("pages:home")


class Level(Provenance):
    """What this municipality calls a layer of its tree: gebied, wijk, dorp, buurt."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="levels", verbose_name=_("gemeente")
    )
    name = models.CharField(_("naam"), max_length=60)
    plural = models.CharField(_("meervoud"), max_length=60)
    rank = models.PositiveSmallIntegerField(
        _("diepte"), help_text=_("1 is direct onder de gemeente")
    )
    on_map = models.BooleanField(_("op de kaart van de gemeente"), default=False)

    privacy = classify(public="code source assumed municipality name plural rank on_map")

    class Meta:
        verbose_name = _("niveau")
        verbose_name_plural = _("niveaus")
        ordering = ["municipality", "rank", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="level_code_once")
        ]

    def __str__(self):
        return self.name


class Grouping(Provenance):
    """A second division over the same areas: rayons, or own wijken that cut across CBS wijken."""

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="groupings", verbose_name=_("gemeente")
    )
    name = models.CharField(_("naam"), max_length=60)
    plural = models.CharField(_("meervoud"), max_length=60)

    privacy = classify(public="code source assumed municipality name plural")

    class Meta:
        verbose_name = _("tweede indeling")
        verbose_name_plural = _("tweede indelingen")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="grouping_code_once")
        ]

    def __str__(self):
        return self.name


class AreaQuerySet(models.QuerySet):
    """Areas."""

    def visible_to(self, user):
        """Every area is public."""
        return self

    def of(self, municipality):
        """Areas of one municipality."""
        return self.filter(municipality=municipality)

    def current(self):
        """Areas that exist today."""
        day = today()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

    def within(self, area):
        """The area and everything below it."""
        return self.filter(ancestor_rows__ancestor=area)

    def in_tree(self):
        """Areas of the tree, without those of a second division."""
        return self.filter(grouping__isnull=True)

    def search(self, text):
        """Areas whose name (or postcode) matches, blind for case and accents."""
        return self.filter(search__contains=normalise(text[:200]))


class Area(Provenance, Versioned):
    """A piece of the municipality. The row is its lasting identity; shape and figures are per year.

    `parent` is today's and drives rights. An area of a second division has a `grouping`, the
    root as parent, and members (AreaMember).
    """

    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="areas",
        verbose_name=_("gemeente"),
    )
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="areas", verbose_name=_("niveau")
    )
    grouping = models.ForeignKey(
        Grouping,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="areas",
        verbose_name=_("tweede indeling"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("onder"),
    )
    name = models.CharField(_("naam"), max_length=120)
    slug = models.SlugField(_("adres"), max_length=140, unique=True)
    cbs_code = models.CharField(_("CBS-code"), max_length=10, blank=True)
    valid_from = models.DateField(_("geldig vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("geldig tot en met"), null=True, blank=True)
    portrait = models.TextField(_("over dit gebied"), max_length=5000, blank=True)
    search = models.CharField(max_length=200, blank=True, editable=False)

    objects = AreaQuerySet.as_manager()
    privacy = classify(
        public="code source assumed version municipality level grouping parent name slug cbs_code"
        " valid_from valid_until portrait",
        internal="search",
    )

    class Meta:
        verbose_name = _("gebied")
        verbose_name_plural = _("gebieden")
        ordering = ["name"]
        indexes = [models.Index(fields=["municipality", "level", "name"], name="area_by_level")]
        constraints = [
            models.UniqueConstraint(
                fields=["cbs_code"],
                condition=Q(valid_until__isnull=True) & ~Q(cbs_code=""),
                name="area_cbs_code_once_today",
            ),
            models.UniqueConstraint(
                fields=["municipality", "code"],
                condition=~Q(code=""),
                name="area_code_once",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=models.F("valid_from")),
                name="area_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
                name="area_not_its_own_parent",
                violation_error_message=_("Een gebied kan niet onder zichzelf liggen."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The area page."""
        return address("pages:area", self.slug)

    def clean_fields(self, exclude=None):
        """Keep the search column in step with the name."""
        self.search = normalise(self.name)
        super().clean_fields(exclude=exclude)


class AreaAncestor(models.Model):
    """Every area with itself and each area above it; rebuilt by the action that moves an area.

    Stored because a recursive query over 17,000 areas costs 39–140 ms per call.
    """

    ancestor = models.ForeignKey(Area, models.CASCADE, related_name="descendant_rows")
    area = models.ForeignKey(Area, models.CASCADE, related_name="ancestor_rows")
    distance = models.PositiveSmallIntegerField()

    privacy = classify(public="ancestor area distance")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ancestor", "area"], name="area_ancestor_once")
        ]

    def __str__(self):
        return f"{self.ancestor_id} ≥ {self.area_id}"


class AreaMember(models.Model):
    """An area that belongs, whole or for a share, to an area of a second division."""

    group = models.ForeignKey(Area, models.CASCADE, related_name="members")
    area = models.ForeignKey(Area, models.CASCADE, related_name="groups", verbose_name=_("gebied"))
    share = models.DecimalField(
        _("deel"),
        max_digits=5,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("leeg = helemaal, of onbekend bij een aanname"),
    )
    assumed = models.BooleanField(_("aanname"), default=False)

    privacy = classify(public="group area share assumed")

    class Meta:
        verbose_name = _("deel van een tweede indeling")
        verbose_name_plural = _("delen van een tweede indeling")
        constraints = [
            models.UniqueConstraint(fields=["group", "area"], name="area_member_once"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1),
                name="area_member_share_between_0_and_1",
            ),
        ]

    def __str__(self):
        return f"{self.area} in {self.group}"


class AreaPlacement(models.Model):
    """Where the practice file wants a CBS area, remembered for when that area is imported.

    Under `area` in the tree; when `area` belongs to a second division: as a member of it, for
    `share`. So that import and practice file in either order give the same result.
    """

    municipality = models.ForeignKey(
        Municipality, models.CASCADE, related_name="placements", verbose_name=_("gemeente")
    )
    area = models.ForeignKey(
        Area, models.CASCADE, related_name="placements", verbose_name=_("gebied")
    )
    cbs_code = models.CharField(_("CBS-code"), max_length=10)
    share = models.DecimalField(_("deel"), max_digits=5, decimal_places=4, null=True, blank=True)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    assumed = models.BooleanField(_("aanname"), default=False)

    privacy = classify(public="municipality area cbs_code share source assumed")

    class Meta:
        verbose_name = _("plaats van een CBS-gebied")
        verbose_name_plural = _("plaatsen van CBS-gebieden")
        constraints = [
            models.UniqueConstraint(fields=["area", "cbs_code"], name="area_placement_once"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__gt=0, share__lte=1),
                name="area_placement_share_between_0_and_1",
            ),
        ]

    def __str__(self):
        return f"{self.cbs_code} → {self.area}"
