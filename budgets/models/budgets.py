"""Budgets: the pot of a scheme for an area and a year."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from areas.models import Area
from budgets.models.schemes import Scheme, rate
from config.lib.addresses import address
from config.lib.models import classify
from config.look.templatetags.gebiedswerk import date_nl, euro, number


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
        """What a row of the overview and of its exports prints: one object for each budget."""
        rows = self.order_by("area__name", "scheme__name", "pk")
        rows = rows.annotate(
            area_name=F("area__name"), scheme_name=F("scheme__name"), assumed=F("scheme__assumed")
        )
        return rows.only("allocated_cents", "reserved_cents", "spent_cents", "fictitious")

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
        return address("budgets:budget", self.pk)

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
        scheme, parts = self.scheme, []
        if scheme.fixed_cents is not None:
            parts.append(_say("%(amount)s vast") % {"amount": euro(scheme.fixed_cents)})
        if scheme.per_inhabitant is not None and self.inhabitants is not None:
            day = date_nl(scheme.counted_on) if scheme.counted_on else self.inhabitants_year
            parts.append(
                _say("€\xa0%(rate)s × %(count)s inwoners (%(day)s)")
                % {
                    "rate": rate(scheme.per_inhabitant),
                    "count": number(self.inhabitants),
                    "day": day,
                }
            )
        if scheme.per_institution_cents is not None and scheme.institutions is not None:
            parts.append(
                _say("%(amount)s × %(count)s instellingen")
                % {
                    "amount": euro(scheme.per_institution_cents),
                    "count": number(scheme.institutions),
                }
            )
        return scheme.shared(" + ".join(parts))
