"""The books: rows that each move an amount from one account to another, never changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import User
from budgets.models.applications import Application
from budgets.models.budgets import Budget
from config.lib.clock import now
from config.lib.models import classify


class Account(models.TextChoices):
    """Where an amount stands; an entry moves it from one to another."""

    MUNICIPALITY = "municipality", _("gemeente")
    AVAILABLE = "available", _("beschikbaar")
    RESERVED = "reserved", _("toegekend, nog te betalen")
    SPENT = "spent", _("betaald")


def moved(account: str, prefix: str = ""):
    """What an account holds: all that went in, less all that went out, in cents (an expression)."""
    amount = f"{prefix}amount_cents"
    into = models.Sum(amount, filter=Q(**{f"{prefix}target": account}), default=0)
    out = models.Sum(amount, filter=Q(**{f"{prefix}source": account}), default=0)
    return into - out


class EntryQuerySet(models.QuerySet):
    """Entries."""

    def visible_to(self, user):
        """The books are public: an entry names an amount and a number, no person."""
        return self

    def of(self, municipality):
        """Entries of one municipality."""
        return self.filter(budget__scheme__municipality=municipality)

    def within(self, area):
        """Entries of an area and everything below it."""
        return self.filter(budget__area__ancestor_rows__ancestor=area)

    def touching(self, account):
        """Entries that change what this account holds."""
        return self.filter(Q(source=account) | Q(target=account))

    def totals(self) -> dict[str, int]:
        """The same figures as `Budget.objects.totals()`, added up from the books, in cents."""
        sums = self.aggregate(
            municipality=moved(Account.MUNICIPALITY),
            reserved=moved(Account.RESERVED),
            spent=moved(Account.SPENT),
            left=moved(Account.AVAILABLE),
        )
        return {"allocated": -sums.pop("municipality"), **sums}


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
        max_length=80,
        unique=True,
        help_text=_("Een tweede boeking met dezelfde sleutel gebeurt niet."),
    )
    text = models.CharField(_("omschrijving"), max_length=200)
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EntryQuerySet.as_manager()
    append_only = True
    privacy = classify(
        public="budget application source target amount_cents text at", internal="key by"
    )

    class Meta:
        verbose_name = _("boeking")
        verbose_name_plural = _("boekingen")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["budget", "-at", "-id"], name="entry_of_budget"),
            models.Index(fields=["-at", "-id"], name="entry_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(source__in=Account.values, target__in=Account.values),
                name="entry_accounts_known",
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="entry_above_zero"),
            models.CheckConstraint(condition=~Q(source=F("target")), name="entry_moves"),
        ]

    def __str__(self):
        return f"{self.pk}"

    def get_absolute_url(self):
        """Its place in the books of the budget."""
        return f"{self.budget.get_absolute_url()}#boeking-{self.pk}"
