"""What a list of budgets shows: one list of columns for the page and for its exports."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from budgets.models import Account, Budget, Entry
from budgets.models.books import COLUMNS as COLUMNS_OF
from config.lib.addresses import address
from config.lib.money import format_euro
from config.look.exports import Cell, euros


@dataclass(frozen=True)
class Figure:
    """One of the four amounts: its name in addresses, its accounts, its word and its place."""

    name: str
    accounts: tuple[str, ...]
    label: str
    key: str
    # What the books call money that is available has left the municipality's account.
    sign: int = 1
    # Only what a decision brought or took away.
    decided: bool = False

    def rows(self, entries):
        """The entries that change this amount."""
        found = entries.touching(*self.accounts)
        return found.filter(allocation__isnull=False) if self.decided else found

    def of(self, entry: Entry) -> int:
        """What an entry does to this amount, in cents: added or taken off."""
        into = (entry.target in self.accounts) - (entry.source in self.accounts)
        return self.sign * into * entry.amount_cents


FIGURES = [
    Figure("toegewezen", (Account.MUNICIPALITY,), _("Toegewezen"), "allocated", -1),
    Figure("gereserveerd", COLUMNS_OF["reserved"], _("Toegekend, nog te betalen"), "reserved"),
    Figure("betaald", COLUMNS_OF["spent"], _("Betaald"), "spent"),
    Figure("over", (Account.AVAILABLE,), _("Over"), "left"),
]
DECIDED = Figure(
    "besluit", (Account.MUNICIPALITY,), _("Waarvan bij besluit"), "decided", -1, decided=True
)
# The overview also says what decisions brought or took away.
OVERVIEW = [FIGURES[0], DECIDED, *FIGURES[1:]]
FIGURE = {figure.name: figure for figure in OVERVIEW}


# A budget that had no entry yet.
NOTHING = dict.fromkeys((figure.key for figure in OVERVIEW), 0)


@dataclass(frozen=True)
class Column:
    """One column of the list."""

    label: str
    value: Callable[[Budget], Cell]


COLUMNS = [
    Column(_("Gebied"), lambda budget: budget.area_name),
    Column(_("Regeling"), lambda budget: budget.scheme_name),
]


# From the council's euro to what came back, in the order in which money goes.
CHAIN = {
    "allocated": _("Toegewezen"),
    "decided": _("Waarvan bij besluit"),
    "granted": _("Toegekend"),
    "committed": _("Klaar om te betalen"),
    "spent": _("Betaald"),
    "claimed": _("Waarvan terug te krijgen"),
    "returned": _("Teruggekomen"),
    "left": _("Over"),
}


def header() -> list[str]:
    """The heads of the columns."""
    return [str(one.label) for one in (*COLUMNS, *OVERVIEW)]


def rows(
    budgets: Iterable[Budget], totals: dict[str, int], then: dict[int, dict[str, int]]
) -> Iterator[list[Cell]]:
    """The rows of an export with the line of totals under them, as on the page; `then` gives the
    figures from the books by budget (id).
    """
    for budget in budgets:
        figures = then.get(budget.pk, NOTHING)
        places = [column.value(budget) for column in COLUMNS]
        yield [*places, *(euros(figures[figure.key]) for figure in OVERVIEW)]
    yield [str(_("Samen")), "", *(euros(totals[figure.key]) for figure in OVERVIEW)]


def amounts(sums: dict[str, int], figures=FIGURES) -> list[tuple[Figure, int]]:
    """The amounts of `totals()`, or other figures, in the order of the columns, in cents."""
    return [(figure, sums[figure.key]) for figure in figures]


def links(sums: dict[str, int], query: str, where: str) -> list[dict[str, str | bool]]:
    """The amounts of a row of the overview, each as it reads, with the address of its entries and
    with what is said of that link. `query` says of which budgets the entries are.
    """
    entries, say = address("budgets:entries"), gettext("%(amount)s %(what)s, %(where)s: boekingen")
    cells = []
    for figure in OVERVIEW:
        amount, label = format_euro(sums[figure.key]), str(figure.label)
        url = f"{entries}?{query}&bedrag={figure.name}"
        words = say % {"amount": amount, "what": label, "where": where}
        # Most budgets never had a decision: on a phone such a zero is left out.
        nothing = figure.decided and not sums[figure.key]
        cells.append(
            {"label": label, "amount": amount, "url": url, "words": words, "is_nothing": nothing}
        )
    return cells


def chain(sums: dict[str, int]) -> list[tuple[str, int]]:
    """The amounts of `Entry.objects.chain()` with their words, in cents."""
    return [(str(label), sums[name]) for name, label in CHAIN.items()]


def added_up(figures: dict[int, dict[str, int]]) -> dict[str, int]:
    """The figures of `Entry.objects.chains()` of all budgets together, in cents."""
    names = CHAIN.keys() | NOTHING.keys()
    return {name: sum(one[name] for one in figures.values()) for name in names}


def parts(sums: dict[str, int]) -> list[dict]:
    """The same amounts as the parts of a bar; what was allocated is its whole length."""
    kinds = {"spent": "spent", "reserved": "reserved", "left": "free"}
    by_key = {figure.key: figure for figure in FIGURES}
    return [
        {"label": by_key[key].label, "value": sums[key], "kind": kind}
        for key, kind in kinds.items()
    ]
