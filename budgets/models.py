"""Money: schemes with their rules, a budget per area and year, applications, decisions, books."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Level, Municipality, User
from areas.models.places import Provenance
from areas.rights import areas_where
from areas.roles import Permission, RoleKind
from config.lib.clock import now, today
from config.lib.models import Versioned, classify
from config.lib.states import Machine, Step
from initiatives.models import SHOWN_STATES, Initiative


class SchemeQuerySet(models.QuerySet):
    """Schemes."""

    def open_today(self):
        """Schemes that can be asked for today."""
        day = today()
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
            can_apply=True,
        )


class Scheme(Provenance, Versioned):
    """The rules of a pot of money: its formula, its limit and who decides.

    A changed rule in the practice file makes a new row with a later `valid_from`.
    """

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="schemes")
    name = models.CharField(_("naam"), max_length=120)
    text = models.TextField(_("waarvoor"), max_length=2000, blank=True)
    legal_basis = models.CharField(_("grondslag"), max_length=200, blank=True)
    valid_from = models.DateField(_("geldig vanaf"), null=True, blank=True)
    valid_until = models.DateField(_("geldig tot en met"), null=True, blank=True)
    can_apply = models.BooleanField(_("aan te vragen"), default=False)
    closed_note = models.CharField(
        _("waarom niet aan te vragen"), max_length=200, blank=True,
        help_text=_("Bijvoorbeeld: praktijk 2008."),
    )
    level = models.ForeignKey(
        Level, models.PROTECT, null=True, blank=True, related_name="schemes",
        help_text=_("Per welk niveau een budget; leeg = één pot voor de hele gemeente."),
    )
    fixed_cents = models.PositiveBigIntegerField(_("vast bedrag per jaar"), null=True, blank=True)
    per_inhabitant = models.DecimalField(
        _("euro per inwoner per jaar"), max_digits=10, decimal_places=4, null=True, blank=True
    )
    limit_cents = models.PositiveBigIntegerField(_("hoogste bedrag per aanvraag"), null=True, blank=True)
    decided_by = models.CharField(
        _("wie beslist"), max_length=30, choices=RoleKind, blank=True
    )
    decided_by_text = models.CharField(_("wie beslist (tekst)"), max_length=200, blank=True)

    objects = SchemeQuerySet.as_manager()
    privacy = classify(
        public="code source assumed version municipality name text legal_basis valid_from"
        " valid_until can_apply closed_note level fixed_cents per_inhabitant limit_cents"
        " decided_by decided_by_text"
    )

    class Meta:
        verbose_name = _("regeling")
        verbose_name_plural = _("regelingen")
        ordering = ["municipality", "name", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code", "valid_from"],
                name="scheme_version_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="scheme_ends_after_start",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the scheme."""
        return reverse("budgets:scheme", args=[self.pk])


class BudgetQuerySet(models.QuerySet):
    """Budgets. `totals` is the one definition of the figures on every page and in every export."""

    def visible_to(self, user):
        """Budgets are public in outline."""
        return self

    def of(self, municipality):
        """Budgets of one municipality."""
        return self.filter(scheme__municipality=municipality)

    def within(self, area):
        """Budgets of an area and everything below it."""
        return self.filter(area__ancestor_rows__ancestor=area)

    def totals(self) -> dict[str, int]:
        """Allocated, reserved, spent and left, in cents."""
        sums = self.aggregate(
            allocated=models.Sum("allocated_cents", default=0),
            reserved=models.Sum("reserved_cents", default=0),
            spent=models.Sum("spent_cents", default=0),
        )
        return sums | {"left": sums["allocated"] - sums["reserved"] - sums["spent"]}


class Budget(models.Model):
    """The pot of a scheme for an area and a year.

    The three running columns follow from the books (Entry) and are changed only together with
    an entry, by one conditional UPDATE; the CHECK keeps them within what was allocated.
    """

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="budgets")
    area = models.ForeignKey(Area, models.PROTECT, related_name="budgets")
    year = models.PositiveSmallIntegerField(_("jaar"))
    inhabitants = models.PositiveIntegerField(_("inwoners in de formule"), null=True, blank=True)
    inhabitants_year = models.PositiveSmallIntegerField(
        _("jaar van het inwonertal"), null=True, blank=True
    )
    allocated_cents = models.PositiveBigIntegerField(default=0, editable=False)
    reserved_cents = models.PositiveBigIntegerField(default=0, editable=False)
    spent_cents = models.PositiveBigIntegerField(default=0, editable=False)
    fictitious = models.BooleanField(_("verzonnen"), default=False)

    objects = BudgetQuerySet.as_manager()
    privacy = classify(
        public="scheme area year inhabitants inhabitants_year allocated_cents reserved_cents"
        " spent_cents fictitious"
    )

    class Meta:
        verbose_name = _("budget")
        verbose_name_plural = _("budgetten")
        ordering = ["-year", "area"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "area", "year"], name="budget_once"),
            models.CheckConstraint(
                condition=Q(allocated_cents__gte=F("reserved_cents") + F("spent_cents")),
                name="budget_never_overspent",
                violation_error_message=_("Er is niet genoeg geld over in dit budget."),
            ),
        ]

    def __str__(self):
        return f"{self.scheme} {self.area} {self.year}"

    def get_absolute_url(self):
        """The page of the budget with its entries."""
        return reverse("budgets:budget", args=[self.pk])

    @property
    def left_cents(self) -> int:
        """What can still be granted, in cents."""
        return self.allocated_cents - self.reserved_cents - self.spent_cents


class ApplicationState(models.TextChoices):
    """Where a request for money is."""

    ASKED = "asked", _("aangevraagd")
    GRANTED = "granted", _("toegekend")
    REFUSED = "refused", _("afgewezen")
    WITHDRAWN = "withdrawn", _("ingetrokken")


A = ApplicationState
APPLICATION_MACHINE = Machine(
    ApplicationState,
    {
        A.ASKED: {
            A.GRANTED: Step(_("Toekennen"), needs_reason=True),
            A.REFUSED: Step(_("Afwijzen"), needs_reason=True),
            A.WITHDRAWN: Step(_("Intrekken")),
        },
    },
    start=A.ASKED,
    final={A.GRANTED, A.REFUSED, A.WITHDRAWN},
)


class ApplicationQuerySet(models.QuerySet):
    """Applications."""

    def public(self):
        """Applications with an initiative that everyone may see."""
        return self.filter(
            initiative__released_at__isnull=False, initiative__state__in=SHOWN_STATES
        )

    def visible_to(self, user):
        """Public ones, one's own, and those in areas where the user may see the money."""
        shown = Q(initiative__released_at__isnull=False, initiative__state__in=SHOWN_STATES)
        if user.is_authenticated:
            shown |= Q(initiative__submitter=user)
        areas = areas_where(user, Permission.SEE_MONEY)
        if areas is not None:
            shown |= Q(budget__area__in=areas)
        return self.filter(shown)

    def waiting(self):
        """Applications that wait for a decision."""
        return self.filter(state=ApplicationState.ASKED)


class Application(Versioned):
    """An initiative asks an amount from a budget."""

    initiative = models.ForeignKey(Initiative, models.PROTECT, related_name="applications")
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="applications")
    asked_cents = models.PositiveBigIntegerField(_("gevraagd bedrag"))
    purpose = models.CharField(_("waarvoor is het geld"), max_length=300)
    state = models.CharField(
        max_length=20, choices=ApplicationState, default=ApplicationState.ASKED, editable=False
    )
    received_on = models.DateField(_("ontvangen op"), default=today)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = ApplicationQuerySet.as_manager()
    privacy = classify(
        public="version initiative budget asked_cents purpose state received_on",
        internal="created_at",
    )

    class Meta:
        verbose_name = _("aanvraag")
        verbose_name_plural = _("aanvragen")
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["budget", "state"], name="application_by_budget")]
        constraints = [
            models.CheckConstraint(
                condition=Q(asked_cents__gt=0),
                name="application_asks_something",
                violation_error_message=_("Vul een bedrag in van meer dan € 0."),
            ),
            models.UniqueConstraint(
                fields=["initiative"],
                condition=Q(state=ApplicationState.ASKED),
                name="application_one_at_a_time",
                violation_error_message=_("Voor dit initiatief loopt al een aanvraag."),
            ),
        ]

    def __str__(self):
        return f"{self.initiative} {self.pk}"

    def get_absolute_url(self):
        """The page of the application."""
        return reverse("budgets:application", args=[self.pk])


class Decision(models.Model):
    """What was decided on an application; never edited or deleted."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="decision")
    granted = models.BooleanField(_("toegekend"))
    amount_cents = models.PositiveBigIntegerField(_("bedrag"), default=0)
    reason = models.TextField(_("reden"), max_length=2000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", editable=False)

    append_only = True
    privacy = classify(public="application granted amount_cents reason at", internal="by")

    class Meta:
        verbose_name = _("besluit")
        verbose_name_plural = _("besluiten")
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(granted=True, amount_cents__gt=0) | Q(granted=False, amount_cents=0),
                name="decision_amount_fits",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="decision_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.application_id} {self.granted}"

    def get_absolute_url(self):
        """The page of its application."""
        return self.application.get_absolute_url()


class Account(models.TextChoices):
    """Where an amount stands; an entry moves it from one to another."""

    MUNICIPALITY = "municipality", _("gemeente")
    AVAILABLE = "available", _("beschikbaar")
    RESERVED = "reserved", _("toegekend, nog te betalen")
    SPENT = "spent", _("betaald")


class Entry(models.Model):
    """One row of the books: an amount above zero moves from one account to another.

    It cannot fail to balance, is never edited or deleted, and a correction is a new row.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="entries")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    source = models.CharField(_("van"), max_length=20, choices=Account)
    target = models.CharField(_("naar"), max_length=20, choices=Account)
    amount_cents = models.PositiveBigIntegerField(_("bedrag"))
    key = models.CharField(
        max_length=80, unique=True, help_text=_("Een tweede boeking met dezelfde sleutel gebeurt niet.")
    )
    text = models.CharField(_("omschrijving"), max_length=200)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    append_only = True
    privacy = classify(
        public="budget application source target amount_cents text at", internal="key by"
    )

    class Meta:
        verbose_name = _("boeking")
        verbose_name_plural = _("boekingen")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="entry_above_zero"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="entry_moves"),
        ]

    def __str__(self):
        return f"{self.pk}"

    def get_absolute_url(self):
        """Its place in the books of the budget."""
        return f"{self.budget.get_absolute_url()}#boeking-{self.pk}"
