"""Schemes: the rules of a pot of money, and the budget that follows from them per area and year."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from areas.models import Area, Level, Motion, Municipality
from areas.models.places import Provenance
from areas.roles import RoleKind
from budgets.models.terms import TermBasis, TermUnit
from config.lib.clock import today
from config.lib.models import Versioned, classify
from config.look.templatetags.gebiedswerk import date_nl, euro, number


class SchemeQuerySet(models.QuerySet):
    """Schemes."""

    def visible_to(self, user):
        """Every scheme is public."""
        return self

    def of(self, municipality):
        """Schemes of one municipality."""
        return self.filter(municipality=municipality)

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
        _("waarom niet aan te vragen"),
        max_length=200,
        blank=True,
        help_text=_("Bijvoorbeeld: praktijk 2008."),
    )
    level = models.ForeignKey(
        Level,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schemes",
        help_text=_("Per welk niveau een budget; leeg = één pot voor de hele gemeente."),
    )
    motion = models.ForeignKey(
        Motion,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="schemes",
        verbose_name=_("komt uit motie of toezegging"),
    )
    fixed_cents = models.PositiveBigIntegerField(_("vast bedrag per jaar"), null=True, blank=True)
    per_inhabitant = models.DecimalField(
        _("euro per inwoner per jaar"), max_digits=10, decimal_places=4, null=True, blank=True
    )
    limit_cents = models.PositiveBigIntegerField(
        _("hoogste bedrag per aanvraag"), null=True, blank=True
    )
    decided_by = models.CharField(_("wie beslist"), max_length=30, choices=RoleKind, blank=True)
    decided_by_text = models.CharField(_("wie beslist (tekst)"), max_length=200, blank=True)
    term_length = models.PositiveSmallIntegerField(
        _("termijn"),
        null=True,
        blank=True,
        help_text=_("Leeg: acht weken (Algemene wet bestuursrecht, artikel 4:13)."),
    )
    term_unit = models.CharField(
        _("termijn in"), max_length=10, choices=TermUnit, default=TermUnit.WEEKS
    )
    term_basis = models.CharField(
        _("termijn volgt uit"), max_length=12, choices=TermBasis, default=TermBasis.AWB
    )
    awt_applies = models.BooleanField(
        _("Algemene termijnenwet geldt"),
        null=True,
        blank=True,
        help_text=_("Leeg: ja voor een wet, nee voor wat de gemeente zelf bepaalt."),
    )

    objects = SchemeQuerySet.as_manager()
    privacy = classify(
        public="code source assumed version municipality name text legal_basis valid_from"
        " valid_until can_apply closed_note level motion fixed_cents per_inhabitant limit_cents"
        " decided_by decided_by_text term_length term_unit term_basis awt_applies"
    )

    class Meta:
        verbose_name = _("regeling")
        verbose_name_plural = _("regelingen")
        ordering = ["municipality", "name", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "code", "valid_from"],
                name="scheme_version_once",
            ),
            # SQLite counts two empty dates as different, so they have a rule of their own.
            models.UniqueConstraint(
                fields=["municipality", "code"],
                condition=Q(valid_from__isnull=True),
                name="scheme_undated_once",
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

    @property
    def decider(self) -> str:
        """Who decides, in words; empty when the source does not say."""
        return self.decided_by_text or (
            str(RoleKind(self.decided_by).label) if self.decided_by else ""
        )

    @property
    def has_formula(self) -> bool:
        """Whether the scheme says how large its budgets are."""
        return self.fixed_cents is not None or self.per_inhabitant is not None

    def formula(self) -> str:
        """How large each budget is, in words; empty when the source does not say."""
        parts = []
        if self.fixed_cents is not None:
            parts.append(_say("%(amount)s vast") % {"amount": euro(self.fixed_cents)})
        if self.per_inhabitant is not None:
            parts.append(_say("€ %(rate)s per inwoner") % {"rate": rate(self.per_inhabitant)})
        return " + ".join(parts)

    def term(self) -> str:
        """Within how long is decided, in words: "8 weken"."""
        if self.term_length is None:
            return _say("8 weken")
        return f"{self.term_length} {self.get_term_unit_display()}"

    def period(self) -> str:
        """When the scheme holds, in words; empty when it always does."""
        start, end = date_nl(self.valid_from), date_nl(self.valid_until)
        if start and end:
            return _say("van %(start)s tot en met %(end)s") % {"start": start, "end": end}
        if start:
            return _say("vanaf %(start)s") % {"start": start}
        return _say("tot en met %(end)s") % {"end": end} if end else ""


def rate(value) -> str:
    """Return euros per inhabitant with at least two decimals: "1,50", "3,687"."""
    digits = format(value.normalize(), "f").partition(".")[2]
    return number(value, max(2, len(digits)))


class BudgetQuerySet(models.QuerySet):
    """Budgets. `totals` is the one definition of the figures on every page and in every export."""

    def visible_to(self, user):
        """Budgets are public in outline."""
        return self

    def of(self, municipality):
        """Budgets of one municipality."""
        return self.filter(scheme__municipality=municipality)

    def of_scheme(self, scheme):
        """Budgets of a scheme, whichever version of its rules was valid when they were opened."""
        if not scheme.code:
            return self.filter(scheme=scheme)
        return self.filter(scheme__municipality_id=scheme.municipality_id, scheme__code=scheme.code)

    def within(self, area):
        """Budgets of an area and everything below it."""
        return self.filter(area__ancestor_rows__ancestor=area)

    def for_area(self, area):
        """Budgets that an initiative in this area can ask from: the nearest area first."""
        return self.filter(area__descendant_rows__area=area).order_by(
            "area__descendant_rows__distance", "pk"
        )

    def for_list(self):
        """What the overview and its exports print, without the long texts."""
        rows = self.select_related("area", "scheme").order_by("area__name", "scheme__name", "pk")
        return rows.only(
            "year",
            "inhabitants",
            "inhabitants_year",
            "allocated_cents",
            "reserved_cents",
            "spent_cents",
            "fictitious",
            "area__name",
            "area__slug",
            "scheme__name",
            "scheme__assumed",
        )

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
        indexes = [models.Index(fields=["year", "scheme"], name="budget_by_year")]
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

    @property
    def figures(self) -> dict[str, int]:
        """The four amounts in cents, by the names of `totals()`."""
        return {
            "allocated": self.allocated_cents,
            "reserved": self.reserved_cents,
            "spent": self.spent_cents,
            "left": self.left_cents,
        }

    def formula(self) -> str:
        """How the amount came about: "€ 5.000,00 vast + € 1,50 × 9.720 inwoners (2024)"."""
        parts = []
        if self.scheme.fixed_cents is not None:
            parts.append(_say("%(amount)s vast") % {"amount": euro(self.scheme.fixed_cents)})
        if self.scheme.per_inhabitant is not None and self.inhabitants is not None:
            parts.append(
                _say("€ %(rate)s × %(count)s inwoners (%(year)s)")
                % {
                    "rate": rate(self.scheme.per_inhabitant),
                    "count": number(self.inhabitants),
                    "year": self.inhabitants_year,
                }
            )
        return " + ".join(parts)

    def opened_cents(self) -> int:
        """What the budget was opened with, before later corrections; from its first entry."""
        first = self.entries.order_by("at", "pk").values_list("amount_cents", flat=True).first()
        return first or 0
