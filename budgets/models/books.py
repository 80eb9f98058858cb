"""The books: rows that each move an amount from one account to another, never changed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from areas.models import Municipality, User
from budgets.models.allocations import Allocation
from budgets.models.applications import Application
from budgets.models.budgets import Budget
from config.lib.clock import now
from config.lib.models import classify


class Account(models.TextChoices):
    """Where an amount stands; an entry moves it from one to another."""

    MUNICIPALITY = "municipality", _("gemeente")
    AVAILABLE = "available", _("beschikbaar")
    RESERVED = "reserved", _("toegekend, nog te betalen")
    COMMITTED = "committed", _("klaargezet om te betalen")
    SPENT = "spent", _("betaald")
    CLAIMED = "claimed", _("terug te betalen door de aanvrager")


# The moves that exist; a database CHECK and a trigger keep them too (budgets.book_rules).
MOVES = frozenset(
    {
        (Account.MUNICIPALITY, Account.AVAILABLE),
        (Account.AVAILABLE, Account.MUNICIPALITY),
        (Account.AVAILABLE, Account.RESERVED),
        (Account.RESERVED, Account.AVAILABLE),
        (Account.RESERVED, Account.COMMITTED),
        (Account.COMMITTED, Account.RESERVED),
        (Account.COMMITTED, Account.SPENT),
        (Account.SPENT, Account.COMMITTED),
        (Account.RESERVED, Account.SPENT),
        (Account.SPENT, Account.RESERVED),
        (Account.SPENT, Account.CLAIMED),
        (Account.CLAIMED, Account.SPENT),
        (Account.CLAIMED, Account.AVAILABLE),
        (Account.AVAILABLE, Account.CLAIMED),
    }
)
# What a running column of a budget stands for: money that is ready to be paid is still reserved,
# and money that is claimed back is still spent.
COLUMNS = {
    "reserved": (Account.RESERVED, Account.COMMITTED),
    "spent": (Account.SPENT, Account.CLAIMED),
}


def moved(*accounts: str, prefix: str = ""):
    """What accounts hold together: all that went in, less all that went out, in cents."""
    amount = f"{prefix}amount_cents"
    into = models.Sum(amount, filter=Q(**{f"{prefix}target__in": accounts}), default=0)
    out = models.Sum(amount, filter=Q(**{f"{prefix}source__in": accounts}), default=0)
    return into - out


def _sums() -> dict:
    """Every figure that is read from the books, as expressions in cents."""
    back = Q(source=Account.CLAIMED, target=Account.AVAILABLE)
    undone = Q(source=Account.AVAILABLE, target=Account.CLAIMED)
    returned = models.Sum("amount_cents", filter=back, default=0)
    returned -= models.Sum("amount_cents", filter=undone, default=0)
    came, went = (
        models.Sum("amount_cents", filter=Q(allocation__isnull=False, **{end: place}), default=0)
        for end, place in (("source", Account.MUNICIPALITY), ("target", Account.MUNICIPALITY))
    )
    return {
        "municipality": moved(Account.MUNICIPALITY),
        "decided": came - went,
        "reserved": moved(*COLUMNS["reserved"]),
        "spent": moved(*COLUMNS["spent"]),
        "left": moved(Account.AVAILABLE),
        "committed": moved(Account.COMMITTED),
        "claimed": moved(Account.CLAIMED),
        "returned": returned,
    }


def _chain(sums: dict) -> dict[str, int]:
    """The sums by the names of the figures; granted is all that was promised, paid or not."""
    found = {name: sums[name] for name in _sums() if name != "municipality"}
    granted = found["reserved"] + found["spent"]
    return {"allocated": -sums["municipality"], "granted": granted, **found}


def _known_moves() -> Q:
    condition = Q()
    for source, target in sorted(MOVES):
        condition |= Q(source=source, target=target)
    return condition


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

    def for_list(self):
        """What a list prints of each, with the names of its budget."""
        plain = ("budget", "application", "allocation", "source", "target", "amount_cents")
        rows = self.annotate(
            area_name=F("budget__area__name"),
            scheme_name=F("budget__scheme__name"),
            year=F("budget__year"),
        )
        return rows.only(*plain, "text", "at")

    def openings(self):
        """What budgets were opened with by their formula, and what else no decision brought; the
        oldest first.
        """
        return self.filter(allocation__isnull=True).order_by("at", "pk")

    def until(self, day):
        """Entries of this day and before; all of them without a day."""
        return self.filter(at__date__lte=day) if day else self

    def touching(self, *accounts):
        """Entries that change what these accounts hold together."""
        out, into = Q(source__in=accounts), Q(target__in=accounts)
        return self.filter((out & ~into) | (into & ~out))

    def totals(self) -> dict[str, int]:
        """The same figures as `Budget.objects.totals()`, added up from the books, in cents."""
        chain = self.chain()
        return {name: chain[name] for name in ("allocated", "reserved", "spent", "left")}

    def chain(self) -> dict[str, int]:
        """From allocated to returned, in cents: what was granted, is ready to be paid, was paid,
        is claimed back, came back, and is left; `decided` is what decisions brought or took away.
        """
        return _chain(self.aggregate(**_sums()))

    def chains(self) -> dict[int, dict[str, int]]:
        """The figures of `chain` by budget (id), in one question."""
        rows = self.order_by().values("budget").annotate(**_sums())
        return {row["budget"]: _chain(row) for row in rows}

    def undecided_room(self, budget) -> int | None:
        """What may come into a budget without a decision: what it was opened with, as far as it
        was taken back; None for a budget without entries, that can still be opened. In cents.
        """
        rows = self.filter(budget=budget, source=Account.MUNICIPALITY).order_by("pk")
        first = rows.values("allocation", "amount_cents").first()
        if first is None:
            return None
        opened = 0 if first["allocation"] else first["amount_cents"]
        mine = self.filter(budget=budget, allocation__isnull=True)
        return opened + mine.aggregate(inside=moved(Account.MUNICIPALITY))["inside"]

    def held(self, application) -> dict[str, int]:
        """What each account holds of one request, in cents."""
        rows = self.filter(application=application)
        return rows.aggregate(**{name: moved(name) for name in Account.values})


class Entry(models.Model):
    """One row of the books: an amount above zero moves from one account to another.

    It cannot fail to balance, is never edited or deleted, and a correction is a new row.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="entries")
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="entries"
    )
    # The decision that gave the budget this amount, or took it away.
    allocation = models.ForeignKey(
        Allocation, models.PROTECT, null=True, blank=True, related_name="entries"
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
        public="budget application allocation source target amount_cents text at",
        internal="key by",
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
            models.CheckConstraint(condition=_known_moves(), name="entry_move_known"),
            models.UniqueConstraint(
                fields=["allocation", "budget"],
                condition=Q(allocation__isnull=False),
                name="entry_of_allocation_once",
            ),
        ]

    def __str__(self):
        return f"{self.pk}"

    def get_absolute_url(self):
        """Its place in the books of the budget."""
        return f"{self.budget.get_absolute_url()}#boeking-{self.pk}"

    @property
    def source_name(self) -> str:
        """Where the amount came from, in words; quicker than `get_source_display` in a list."""
        return Account(self.source).label

    @property
    def target_name(self) -> str:
        """Where the amount went, in words."""
        return Account(self.target).label


class YearClosing(models.Model):
    """The books of a year are closed: no entry in them any more, for anybody."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="closed_years")
    year = models.PositiveSmallIntegerField(_("jaar"))
    at = models.DateTimeField(default=now, editable=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", editable=False)

    append_only = True
    privacy = classify(public="municipality year at", internal="by")

    class Meta:
        verbose_name = _("afgesloten jaar")
        verbose_name_plural = _("afgesloten jaren")
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "year"], name="year_closed_once"),
        ]

    def __str__(self):
        return f"{self.year}"
