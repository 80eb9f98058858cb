"""Decisions that give a budget more: new money, or what another budget has free (E2, E12)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from budgets.models.budgets import Budget
from config.lib.clock import now
from config.lib.models import classify


class Body(models.TextChoices):
    """Who decided. Money of a scheme of the council moves only by the council itself."""

    COUNCIL = "council", _("gemeenteraad")
    COLLEGE = "college", _("college van burgemeester en wethouders")
    HOLDER = "holder", _("budgethouder, in mandaat")


class Allocation(models.Model):
    """A decision to give a budget an amount; never edited or deleted.

    Without `taken_from` it is new money of the municipality; with it the amount was free there.
    The database refuses one across municipalities or years (budgets.book_rules).
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="allocations")
    taken_from = models.ForeignKey(
        Budget, models.PROTECT, null=True, blank=True, related_name="given_away"
    )
    amount_cents = models.PositiveBigIntegerField(_("bedrag"))
    body = models.CharField(_("wie besloot"), max_length=10, choices=Body)
    reference = models.CharField(_("kenmerk van het besluit"), max_length=120)
    decided_on = models.DateField(_("datum van het besluit"))
    reason = models.TextField(_("waarom"), max_length=1000)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    append_only = True
    privacy = classify(
        public="budget taken_from amount_cents body reference decided_on reason at", internal="by"
    )

    class Meta:
        verbose_name = _("besluit over een budget")
        verbose_name_plural = _("besluiten over budgetten")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="allocation_above_zero"),
            models.CheckConstraint(
                condition=Q(body__in=Body.values) & ~Q(reference="") & ~Q(reason=""),
                name="allocation_says_who_and_why",
            ),
            models.CheckConstraint(
                condition=Q(taken_from__isnull=True) | ~Q(taken_from=F("budget")),
                name="allocation_between_two_budgets",
            ),
        ]

    def __str__(self):
        return f"{self.budget_id} {self.reference}"

    def get_absolute_url(self):
        """Its place on the page of the budget that got it."""
        return f"{self.budget.get_absolute_url()}#besluit-{self.pk}"
