"""The tables where people meet, and who has a seat."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Municipality, User
from areas.models.places import Provenance
from config.lib.addresses import address
from config.lib.clock import today
from config.lib.models import Versioned, classify
from partners.models.organisations import Organisation


class RoundtableKind(Provenance):
    """A kind of table: its word, who sits, its level, whether it decides or is confidential.

    The same word means different things in different municipalities, so all of it is data.
    """

    class Sits(models.TextChoices):
        """Who sits at the table."""

        RESIDENTS = "residents", _("bewoners")
        PROFESSIONALS = "professionals", _("professionals")
        BOTH = "both", _("bewoners en professionals")

    class Says(models.TextChoices):
        """What its word is worth."""

        CONSULTS = "consults", _("overlegt")
        ADVISES = "advises", _("adviseert")
        DECIDES = "decides", _("beslist")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="roundtable_kinds")
    name = models.CharField(_("naam"), max_length=80)
    plural = models.CharField(_("meervoud"), max_length=80)
    sits = models.CharField(_("wie zitten er"), max_length=20, choices=Sits)
    level = models.CharField(_("niveau"), max_length=40, blank=True)
    says = models.CharField(_("wat doet de tafel"), max_length=20, choices=Says)
    confidential = models.BooleanField(_("vertrouwelijk"), default=False)
    times_a_year = models.PositiveSmallIntegerField(_("keer per jaar"), null=True, blank=True)
    standing = models.TextField(_("vaste punten, elk op een regel"), max_length=1000, blank=True)
    # What must be in order before people are spoken of at a confidential table (AVG 6, 9 and 35).
    dpia_on = models.DateField(
        _("DPIA vastgesteld op"),
        null=True,
        blank=True,
        help_text=_("Zonder deze dag en een grondslag kan deze tafel geen vragen bespreken."),
    )
    legal_basis = models.CharField(_("grondslag"), max_length=200, blank=True)
    cases_kept_months = models.PositiveSmallIntegerField(
        _("maanden dat een afgesloten vraag blijft"), default=6
    )

    privacy = classify(
        public="code source assumed municipality name plural sits level says confidential"
        " times_a_year standing dpia_on legal_basis cases_kept_months"
    )

    class Meta:
        verbose_name = _("soort tafel")
        verbose_name_plural = _("soorten tafels")
        ordering = ["municipality", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code"], name="roundtable_kind_code_once"
            )
        ]

    def __str__(self):
        return self.name


class RoundtableQuerySet(models.QuerySet):
    """Tables."""

    def visible_to(self, user):
        """That a table is there is public; what is said at it is not (see Meeting)."""
        return self

    def of(self, municipality):
        """Those of one municipality."""
        return self.filter(kind__municipality=municipality)

    def awake(self):
        """Those that meet: not the ones that sleep."""
        return self.filter(dormant_since__isnull=True)


class Roundtable(Provenance, Versioned):
    """People who meet for an area, at a place. (`Table` is django-tables2's word.)

    A residents' council is one too: it has a legal form, and says whom it speaks for (domain C7).
    """

    class Informed(models.TextChoices):
        """What a body of residents was promised about information (domain C10)."""

        EARLY = "early", _("vroeg en in vertrouwen")
        LATE = "late", _("later, en dan onafhankelijk")

    kind = models.ForeignKey(RoundtableKind, models.PROTECT, related_name="roundtables")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="roundtables"
    )
    name = models.CharField(_("naam"), max_length=120)
    also_for = models.ManyToManyField(
        Area, blank=True, related_name="more_roundtables", verbose_name=_("ook voor")
    )
    place = models.CharField(_("plek"), max_length=200, blank=True)
    note = models.CharField(_("opmerking"), max_length=300, blank=True)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="roundtables")
    # Instead of what its kind says.
    times_a_year = models.PositiveSmallIntegerField(_("keer per jaar"), null=True, blank=True)
    standing = models.TextField(_("vaste punten, elk op een regel"), max_length=1000, blank=True)
    legal_form = models.CharField(_("rechtsvorm"), max_length=80, blank=True)
    represents = models.TextField(_("namens wie spreekt zij"), max_length=1000, blank=True)
    informed = models.CharField(
        _("afspraak over informatie"), max_length=10, choices=Informed, blank=True
    )
    dormant_since = models.DateField(_("slaapt sinds"), null=True, blank=True)

    objects = RoundtableQuerySet.as_manager()
    privacy = classify(
        public="code source assumed version kind area also_for name place note organisations"
        " times_a_year standing legal_form represents informed dormant_since"
    )

    class Meta:
        verbose_name = _("tafel")
        verbose_name_plural = _("tafels")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="roundtable_code_once")
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """Its page."""
        return address("partners:roundtable", self.pk)

    @property
    def meetings_a_year(self) -> int | None:
        """How often it should meet: its own number, else that of its kind."""
        return self.times_a_year or self.kind.times_a_year


class SeatQuerySet(models.QuerySet):
    """Seats."""

    def current(self):
        """Seats that are taken today."""
        return self.on(today())

    def on(self, day):
        """Seats that are taken on this day."""
        return self.filter(
            Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            Q(user__isnull=True) | Q(user__is_active=True),
        )


class Seat(Versioned):
    """A person sits at a table, for an organisation or as a resident, from–until.

    Who has an account sees what the table does; others have a name and perhaps an address.
    """

    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="seats")
    user = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("persoon"),
    )
    name = models.CharField(_("naam"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="seats",
        verbose_name=_("organisatie"),
    )
    role = models.CharField(_("rol aan tafel"), max_length=80, blank=True)
    votes = models.BooleanField(_("stemt mee"), default=False)
    leads = models.BooleanField(_("leidt de tafel (voorzitter of secretaris)"), default=False)
    in_public = models.BooleanField(_("naam op de site"), default=False)
    stand_in = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vervanger"),
    )
    starts_on = models.DateField(_("vanaf"), default=today)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()
    privacy = classify(
        internal="version votes leads in_public starts_on ends_on role organisation stand_in",
        personal="roundtable user name email",
        retention="seats",
    )

    class Meta:
        verbose_name = _("zetel")
        verbose_name_plural = _("zetels")
        ordering = ["roundtable", "starts_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="seat_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
            models.UniqueConstraint(fields=["roundtable", "user", "starts_on"], name="seat_once"),
        ]

    def __str__(self):
        return f"{self.roundtable} {self.pk}"

    def get_absolute_url(self):
        """The page of its table."""
        return self.roundtable.get_absolute_url()

    @property
    def area_id(self) -> int | None:
        """The area of its table, for the trail."""
        return self.roundtable.area_id

    @property
    def who(self) -> str:
        """The name of who sits here; the role where there is no name any more."""
        return (self.user.name if self.user_id else self.name) or self.role or str(_("onbekend"))

    @property
    def in_words(self) -> str:
        """Who sits here as everyone reads it: a name only of who agreed to that."""
        if self.in_public:
            return self.who
        organisation = self.organisation.name if self.organisation_id else ""
        return organisation or self.role or str(_("iemand aan deze tafel"))

    @property
    def mail(self) -> str:
        """Where invitations go; empty without an address."""
        return self.user.email if self.user_id else self.email

    @property
    def is_current(self) -> bool:
        """Whether it is taken today (as SeatQuerySet.current, the account aside)."""
        return self.starts_on <= today() <= (self.ends_on or today())
