"""Partners: organisations, the tables where people meet, and who has a seat."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, Municipality, Plan, User
from areas.models.places import Provenance
from config.lib.clock import today
from config.lib.models import Versioned, classify


class Organisation(Provenance, Versioned):
    """Police, housing corporation, welfare, school, department, residents' group, …"""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="organisations")
    name = models.CharField(_("naam"), max_length=120)
    kind = models.CharField(_("soort"), max_length=80, blank=True)
    of_residents = models.BooleanField(_("van bewoners"), default=False)
    website = models.URLField(_("website"), blank=True)

    privacy = classify(
        public="code source assumed version municipality name kind of_residents website"
    )

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="organisation_code_once")
        ]

    def __str__(self):
        return self.name


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

    privacy = classify(
        public="code source assumed municipality name plural sits level says confidential"
        " times_a_year"
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


class Roundtable(Provenance, Versioned):
    """People who meet for an area, at a place. (`Table` is django-tables2's word.)"""

    kind = models.ForeignKey(RoundtableKind, models.PROTECT, related_name="roundtables")
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="roundtables"
    )
    name = models.CharField(_("naam"), max_length=120)
    place = models.CharField(_("plek"), max_length=200, blank=True)
    note = models.CharField(_("opmerking"), max_length=300, blank=True)
    organisations = models.ManyToManyField(Organisation, blank=True, related_name="roundtables")

    privacy = classify(public="code source assumed version kind area name place note organisations")

    class Meta:
        verbose_name = _("tafel")
        verbose_name_plural = _("tafels")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="roundtable_code_once")
        ]

    def __str__(self):
        return self.name


class SeatQuerySet(models.QuerySet):
    """Seats."""

    def current(self):
        """Seats that are taken today."""
        day = today()
        return self.filter(
            Q(starts_on__lte=day),
            Q(ends_on__isnull=True) | Q(ends_on__gte=day),
            user__is_active=True,
        )


class Seat(models.Model):
    """A person sits at a table, for an organisation or as a resident, from–until."""

    roundtable = models.ForeignKey(Roundtable, models.PROTECT, related_name="seats")
    user = models.ForeignKey(User, models.PROTECT, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="seats"
    )
    role = models.CharField(_("rol aan tafel"), max_length=80, blank=True)
    votes = models.BooleanField(_("stemt mee"), default=False)
    starts_on = models.DateField(_("vanaf"), default=today)
    ends_on = models.DateField(_("tot en met"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()
    privacy = classify(
        internal="votes starts_on ends_on role organisation",
        personal="roundtable user",
        retention="person",
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


class Commitment(Versioned):
    """What an organisation brings to an action: it leads, or gives money, hours or goods."""

    class Role(models.TextChoices):
        """What the organisation is for the action."""

        LEAD = "lead", _("trekt de actie")
        PARTNER = "partner", _("doet mee")

    class Brings(models.TextChoices):
        """What it gives."""

        NOTHING = "", _("nog niets afgesproken")
        MONEY = "money", _("geld")
        HOURS = "hours", _("uren")
        GOODS = "goods", _("spullen of ruimte")

    action = models.ForeignKey(
        Action, models.PROTECT, related_name="commitments", verbose_name=_("actie")
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="commitments", verbose_name=_("organisatie")
    )
    role = models.CharField(_("rol"), max_length=10, choices=Role, default=Role.PARTNER)
    brings = models.CharField(_("wat brengt zij in"), max_length=10, choices=Brings, blank=True)
    amount_cents = models.PositiveBigIntegerField(_("bedrag"), null=True, blank=True)
    hours = models.PositiveIntegerField(_("uren"), null=True, blank=True)
    text = models.CharField(_("toelichting"), max_length=200, blank=True)
    sure = models.BooleanField(_("toegezegd"), default=False)

    privacy = classify(
        public="version action organisation role brings amount_cents hours text sure"
    )

    class Meta:
        verbose_name = _("inbreng van een partner")
        verbose_name_plural = _("inbreng van partners")
        ordering = ["role", "organisation__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["action"], condition=Q(role="lead"), name="commitment_one_lead"
            ),
            models.UniqueConstraint(
                fields=["action", "organisation", "brings"],
                name="commitment_once",
                violation_error_message=_("Dit staat er al: verander die regel."),
            ),
            models.CheckConstraint(
                condition=Q(brings="money", amount_cents__gt=0, hours__isnull=True)
                | Q(brings="hours", hours__gt=0, amount_cents__isnull=True)
                | Q(brings__in=["", "goods"], hours__isnull=True, amount_cents__isnull=True),
                name="commitment_amount_fits_what_it_brings",
                violation_error_message=_("Vul bij geld een bedrag in, en bij uren een aantal."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.action_id}"

    @property
    def area_id(self) -> int:
        """The area of its action, for the trail."""
        return self.action.area_id


class PlanParty(Versioned):
    """A partner in a plan, who signs it where the kind of plan is signed (buurtcontract)."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="parties", verbose_name=_("plan"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="plans", verbose_name=_("organisatie")
    )
    promises = models.CharField(_("wat zegt zij toe"), max_length=300, blank=True)
    signed_on = models.DateField(_("ondertekend op"), null=True, blank=True)
    signed_as = models.CharField(_("in welke functie"), max_length=120, blank=True)

    privacy = classify(public="version plan organisation promises signed_on signed_as")

    class Meta:
        verbose_name = _("partner in een plan")
        verbose_name_plural = _("partners in een plan")
        ordering = ["plan", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "organisation"],
                name="plan_party_once",
                violation_error_message=_("Deze partner staat al bij het plan."),
            ),
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | ~Q(signed_as=""),
                name="plan_party_signed_as",
                violation_error_message=_("Zeg in welke functie is ondertekend."),
            ),
        ]

    def __str__(self):
        return f"{self.organisation_id} {self.plan_id}"

    @property
    def area_id(self) -> int:
        """The area of its plan, for the trail."""
        return self.plan.area_id
