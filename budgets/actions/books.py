"""The books: the one writer of entries and of the running columns that follow from them."""

import logging
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.models import Account, Budget, Entry, YearClosing
from budgets.models.books import COLUMNS, MOVES, moved
from config.audit.log import record
from config.lib.access import Refused
from config.lib.money import format_euro

log = logging.getLogger("gebiedswerk.books")

# The sentence for when an account holds too little.
_TOO_LITTLE = {
    Account.AVAILABLE: gettext_lazy("Er is niet genoeg geld over in dit budget: nog %(amount)s."),
    Account.RESERVED: gettext_lazy("Er is niet zoveel gereserveerd in dit budget: %(amount)s."),
    Account.COMMITTED: gettext_lazy("Er staat niet zoveel klaar om te betalen: %(amount)s."),
    Account.SPENT: gettext_lazy("Er is niet zoveel betaald uit dit budget: %(amount)s."),
    Account.CLAIMED: gettext_lazy("Er is niet zoveel teruggevraagd: %(amount)s."),
}
_COLUMN_OF = {account: f"{name}_cents" for name, kinds in COLUMNS.items() for account in kinds}


@transaction.atomic
def book(
    *,
    budget: Budget,
    source: str,
    target: str,
    amount_cents: int,
    key: str,
    text: str,
    application=None,
    allocation=None,
    by,
) -> Entry:
    """Move an amount (cents) between two accounts of a budget, and return the entry.

    Running columns and entry change together: one conditional UPDATE that counts only when the
    source holds enough, so two at once cannot overspend on either database. It also keeps the row
    of the budget, so that what one request holds is counted by one at a time. A second booking
    with the same key does nothing and returns the first entry. Asks no permission: the actions
    that call it do. `budget` in memory is not refreshed.
    Raises Refused when the source holds too little, the year is closed or money comes in without
    a decision, and ValueError for a move that does not exist.
    """
    if (source, target) not in MOVES or amount_cents <= 0:
        raise ValueError(f"no such booking: {source} to {target}, {amount_cents}")
    wanted = Entry(
        budget=budget,
        application=application,
        allocation=allocation,
        source=source,
        target=target,
        amount_cents=amount_cents,
        key=key,
        text=text,
        by=by,
    )
    entry = _of_key(key) or _move(wanted)
    if any(getattr(entry, name) != getattr(wanted, name) for name in _SAME):
        raise ValueError("this key was used for another booking")
    return entry


_SAME = ("budget_id", "source", "target", "amount_cents")


def _of_key(key: str) -> Entry | None:
    return Entry.objects.filter(key=key).first()


def _move(wanted: Entry) -> Entry:
    try:
        with transaction.atomic():
            if _change_columns(wanted):
                _refuse_closed_or_short(wanted)
                wanted.save(force_insert=True)
                # The entry is a trail by itself; the event tells kept pages that it is there.
                record(wanted, "entry.booked", by=wanted.by, area_id=wanted.budget.area_id)
                return wanted
    except IntegrityError:
        # The same key at the same moment: our UPDATE is undone with the entry. Anything else
        # (the CHECK of the budget) is a fault in the code and stays an error.
        entry = _of_key(wanted.key)
        if entry is None:
            raise
        return entry
    # The money may have gone to this very booking while the UPDATE waited.
    entry = _of_key(wanted.key)
    if entry is None:
        budget = Budget.objects.get(pk=wanted.budget_id)
        raise Refused(_too_little(wanted.source, _held(budget, wanted.source)))
    return entry


def is_closed(municipality, year: int) -> bool:
    """Whether the books of this year are closed."""
    return YearClosing.objects.filter(municipality=municipality, year=year).exists()


def _refuse_closed_or_short(wanted: Entry) -> None:
    """Asked when the row of the budget is ours: the year is open, and this request (or what is of
    no request) holds the amount. The trigger asks the same of whoever goes past this.
    """
    budget = wanted.budget
    if is_closed(budget.scheme.municipality_id, budget.year):
        raise Refused(_("Het jaar %(year)s is afgesloten.") % {"year": budget.year})
    if wanted.source == Account.MUNICIPALITY and not wanted.allocation:
        room = Entry.objects.undecided_room(budget)
        if room is not None and wanted.amount_cents > room:
            raise Refused(_("Extra geld voor een budget kan alleen met een besluit."))
    if wanted.source not in _COLUMN_OF:
        return
    rows = Entry.objects.filter(budget=budget, application=wanted.application)
    held = rows.aggregate(held=moved(wanted.source))["held"]
    if held < wanted.amount_cents:
        raise Refused(_too_little(wanted.source, held))


def refuse_too_little(budget_id: int, source: str, target: str, amount_cents: int) -> None:
    """Raise Refused when the source holds less than this now; it promises nothing for later."""
    budget = Budget.objects.get(pk=budget_id)
    if _held(budget, source) < amount_cents:
        raise Refused(_too_little(source, _held(budget, source)))


def _change_columns(wanted: Entry) -> bool:
    """The one conditional UPDATE; whether the source held enough."""
    source, target, amount = wanted.source, wanted.target, wanted.amount_cents
    rows = _holding(Budget.objects.filter(pk=wanted.budget_id), source, amount)
    return bool(rows.update(**_changes(source, target, amount)))


def _holding(rows, source: str, amount: int):
    """Only the budget whose source account holds the amount."""
    if source == Account.AVAILABLE:
        return rows.filter(allocated_cents__gte=F("reserved_cents") + F("spent_cents") + amount)
    if source in _COLUMN_OF:
        return rows.filter(**{f"{_COLUMN_OF[source]}__gte": amount})
    return rows


def _changes(source: str, target: str, amount: int) -> dict:
    """What the columns become; a move within one column leaves it as it is."""
    steps = {"allocated_cents": 0, **dict.fromkeys(_COLUMN_OF.values(), 0)}
    for account, step in ((source, -amount), (target, amount)):
        if account in _COLUMN_OF:
            steps[_COLUMN_OF[account]] += step
        elif account == Account.MUNICIPALITY:
            steps["allocated_cents"] -= step
    return {name: F(name) + step for name, step in steps.items()}


def _held(budget: Budget, source: str) -> int:
    return getattr(budget, _COLUMN_OF.get(source, "left_cents"))


def _too_little(source: str, held: int) -> str:
    return _TOO_LITTLE[source] % {"amount": format_euro(held)}


@dataclass(frozen=True)
class Difference:
    """A budget whose running columns are not what its entries add up to (cents)."""

    budget_id: int
    columns: dict[str, int]
    books: dict[str, int]


class BooksDiffer(Exception):
    """The nightly check found budgets that do not follow from their entries."""


def check_books() -> list[Difference]:
    """Compare every budget with its entries, in one statement so that all is of one moment."""
    rows = Budget.objects.order_by("pk").annotate(
        booked_allocated=-moved(Account.MUNICIPALITY, prefix="entries__"),
        booked_reserved=moved(*COLUMNS["reserved"], prefix="entries__"),
        booked_spent=moved(*COLUMNS["spent"], prefix="entries__"),
    )
    names = ("allocated", "reserved", "spent")
    found = []
    wrong = rows.exclude(**{f"{name}_cents": F(f"booked_{name}") for name in names})
    for row in wrong.values():
        columns = {name: row[f"{name}_cents"] for name in names}
        books = {name: row[f"booked_{name}"] for name in names}
        found.append(Difference(row["id"], columns, books))
    return found


def check_books_daily() -> None:
    """The daily job: be silent when all is well, else name the budgets in the log and fail."""
    found = check_books()
    for difference in found:
        log.error("books of budget %d differ: %s", difference.budget_id, difference)
    if found:
        raise BooksDiffer(_("%(count)d budgetten kloppen niet.") % {"count": len(found)})
