"""Organisations: who they are, for which areas, and whom one asks there."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Municipality, Theme
from areas.models.places import Provenance
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.addresses import address
from config.lib.clock import today
from config.lib.models import Versioned, classify


class OrganisationQuerySet(models.QuerySet):
    """Organisations."""

    def visible_to(self, user):
        """All of them are public; the people behind them are not (see Contact)."""
        return self

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(municipality=municipality)


class Organisation(Provenance, Versioned):
    """Police, housing corporation, welfare, school, department, residents' group, …

    What stands here is public: a general number and address, never those of one person.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="organisations")
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=80, blank=True)
    of_residents = models.BooleanField(_("van bewoners"), default=False)
    about = models.TextField(_("wat doet zij"), max_length=1000, blank=True)
    areas = models.ManyToManyField(
        Area, blank=True, related_name="organisations", verbose_name=_("gebieden")
    )
    # What the organisation itself calls the part of the town that it works in.
    district = models.CharField(_("eigen indeling"), max_length=120, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    visiting_address = models.CharField(_("bezoekadres"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)

    objects = OrganisationQuerySet.as_manager()
    privacy = classify(
        public="code source assumed version municipality name kind of_residents about areas"
        " district phone email visiting_address website"
    )

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code"],
                condition=~Q(code=""),
                name="organisation_code_once",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Its page."""
        return address("partners:organisation", self.pk)


class ContactQuerySet(models.QuerySet):
    """Contact persons."""

    def visible_to(self, user):
        """Who wants to be found by everyone, and for colleagues those of where they work."""
        shown = Q(in_public=True) & _current()
        internal = areas_where(user, Permission.SEE_INTERNAL)
        if internal is not None:
            towns = Area.objects.filter(pk__in=internal).order_by().values("municipality")
            shown |= Q(area__in=internal)
            shown |= Q(area__isnull=True, organisation__municipality__in=towns)
        return self.filter(shown)

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(organisation__municipality=municipality)

    def current(self):
        """Who can be asked today."""
        return self.filter(_current())


def _current() -> Q:
    day = today()
    begun = Q(starts_on__isnull=True) | Q(starts_on__lte=day)
    return begun & (Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Contact(Versioned):
    """A person at an organisation whom one asks, for an area or theme, from–until.

    Name, number and address are for colleagues, unless this person agreed to be shown.
    """

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="contacts", verbose_name=_("organisatie")
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("gebied"),
    )
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contacts",
        verbose_name=_("thema"),
    )
    name = models.CharField(_("naam"), max_length=120)
    role = models.CharField(_("functie"), max_length=120, blank=True)
    phone = models.CharField(_("telefoon"), max_length=30, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    in_public = models.BooleanField(_("iedereen mag dit zien"), default=False)
    starts_on = models.DateField(_("vanaf"), null=True, blank=True)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)
    stand_in = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vervanger"),
    )

    objects = ContactQuerySet.as_manager()
    privacy = classify(
        internal="version organisation area theme role in_public starts_on ends_on stand_in",
        personal="name phone email",
        retention="contacts",
    )

    class Meta:
        verbose_name = _("contactpersoon")
        verbose_name_plural = _("contactpersonen")
        ordering = ["organisation__name", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="contact_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            )
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.pk}"

    def get_absolute_url(self):
        """The page of its organisation."""
        return self.organisation.get_absolute_url()

    @property
    def is_current(self) -> bool:
        """Whether this person can be asked today (as ContactQuerySet.current)."""
        day = today()
        return (self.starts_on or day) <= day <= (self.ends_on or day)
