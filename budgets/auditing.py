"""Everything about money for the auditor, as tables from which each total can be worked out again.

People are numbers and account numbers have four characters; the site tells more where it is needed.
"""

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from budgets.models import (
    Account,
    Allocation,
    Application,
    Budget,
    Decision,
    Entry,
    Letter,
    Payment,
    Revocation,
    RoomPriority,
    Settlement,
    SpendingReport,
    YearClosing,
)
from config.look.exports import Cell, euros

CHUNK = 1000
Row = list[Cell]
# The name of a file, the field of the model by which it is of a budget, its columns, and which of
# them are amounts in cents.
_Columns = dict[str, str]


def _table(model, of_budget: str, columns: _Columns) -> Callable[[object], Iterator[Row]]:
    """The rows of a model, of these budgets (a subquery), in the order in which they were made."""
    names = list(columns.values())

    def rows(budgets) -> Iterator[Row]:
        found = model.objects.filter(**{f"{of_budget}__in": budgets}).order_by("pk")
        for row in found.values_list(*names).iterator(chunk_size=CHUNK):
            pairs = zip(names, row, strict=True)
            yield [_cell(name, value) for name, value in pairs]

    return rows


def _cell(name: str, value) -> Cell:
    if name.endswith("_cents"):
        return None if value is None else euros(value)
    if name.endswith("last_four"):
        return f"•••• {value}" if value else ""
    return value


TABLES: dict[str, tuple[type, str, _Columns]] = {
    "budgetten": (
        Budget,
        "pk",
        {
            "budget": "pk",
            "gebied": "area__name",
            "regeling": "scheme__name",
            "regelingcode": "scheme__code",
            "jaar": "year",
            "inwoners": "inhabitants",
            "verzonnen": "fictitious",
        },
    ),
    "boekingen": (
        Entry,
        "budget",
        {
            "boeking": "pk",
            "budget": "budget",
            "aanvraag": "application",
            "budgetbesluit": "allocation",
            "van": "source",
            "naar": "target",
            "bedrag": "amount_cents",
            "omschrijving": "text",
            "moment": "at",
            "door": "by",
        },
    ),
    "budgetbesluiten": (
        Allocation,
        "budget",
        {
            "budgetbesluit": "pk",
            "budget": "budget",
            "uit_budget": "taken_from",
            "bedrag": "amount_cents",
            "wie_besloot": "body",
            "kenmerk": "reference",
            "datum": "decided_on",
            "reden": "reason",
            "door": "by",
        },
    ),
    "vrije_ruimte": (
        RoomPriority,
        "budget",
        {
            "nummer": "pk",
            "budget": "budget",
            "ronde": "round",
            "plaats": "rank",
            "afgesproken": "amount_cents",
            "kostte": "spent_cents",
            "stand": "state",
            "datum": "agreed_on",
            "door": "by",
        },
    ),
    "aanvragen": (
        Application,
        "budget",
        {
            "aanvraag": "pk",
            "budget": "budget",
            "regelingversie": "scheme",
            "gevraagd": "asked_cents",
            "stand": "state",
            "ontvangen": "received_on",
            "beslissen_uiterlijk": "decide_by",
        },
    ),
    "besluiten": (
        Decision,
        "application__budget",
        {
            "aanvraag": "application",
            "toegekend": "granted",
            "bedrag": "amount_cents",
            "grond": "ground",
            "vervolgaanvraag": "follow_up",
            "moment": "at",
            "door": "by",
        },
    ),
    "betalingen": (
        Payment,
        "application__budget",
        {
            "betaling": "pk",
            "aanvraag": "application",
            "opdracht": "batch",
            "bedrag": "amount_cents",
            "stand": "state",
            "betaald_op": "settled_on",
            "rekening": "application__bank_account__last_four",
            "opdracht_gemaakt_door": "batch__made_by",
            "opdracht_gekeurd_door": "batch__checked_by",
            "opdracht_gekeurd": "batch__checked_at",
        },
    ),
    "brieven": (
        Letter,
        "application__budget",
        {
            "brief": "pk",
            "aanvraag": "application",
            "soort": "kind",
            "datum": "on",
            "bezwaar_tot_en_met": "objection_until",
            "vingerafdruk": "digest",
        },
    ),
    "verantwoordingen": (
        SpendingReport,
        "application__budget",
        {
            "aanvraag": "application",
            "soort": "kind",
            "uitgegeven": "spent_cents",
            "moment": "at",
        },
    ),
    "vaststellingen": (
        Settlement,
        "application__budget",
        {
            "aanvraag": "application",
            "verleend": "granted_cents",
            "vastgesteld": "amount_cents",
            "grond": "ground",
            "ambtshalve": "ex_officio",
            "moment": "at",
            "door": "by",
        },
    ),
    "intrekkingen": (
        Revocation,
        "application__budget",
        {
            "aanvraag": "application",
            "was": "before_cents",
            "wordt": "amount_cents",
            "buiten_de_boeken": "outside_books",
            "grond": "ground",
            "moment": "at",
            "door": "by",
        },
    ),
}


def tables(budgets, municipality) -> Iterator[tuple[str, list[str], Iterator[Row]]]:
    """Each table (name, heads, rows) of these budgets, and the years that are closed."""
    numbers = budgets.order_by().values("pk")
    for name, (model, of_budget, columns) in TABLES.items():
        yield name, list(columns), _table(model, of_budget, columns)(numbers)
    closed = YearClosing.objects.filter(municipality=municipality).order_by("year")
    rows = closed.values_list("year", "at", "by")
    yield "afgesloten_jaren", ["jaar", "moment", "door"], map(list, rows)


def explanation() -> str:
    """How each amount of the overview follows from the entries, for who reads the files."""
    accounts = "\n".join(f"  {account.value}: {account.label}" for account in Account)
    sums = _(
        "Elk bedrag op de pagina Geld volgt uit boekingen.csv. Een boeking brengt een bedrag van\n"
        "de ene rekening naar de andere. Wat een rekening heeft: alles met die rekening onder\n"
        "“naar”, min alles met die rekening onder “van”.\n\n"
        "  Toegewezen                 van municipality naar een budget, min wat terugging\n"
        "  Waarvan bij besluit        hetzelfde, alleen boekingen met een budgetbesluit\n"
        "  Toegekend, nog te betalen  reserved + committed\n"
        "  Klaar om te betalen        committed\n"
        "  Betaald                    spent + claimed\n"
        "  Waarvan terug te krijgen   claimed\n"
        "  Toegekend                  reserved + committed + spent + claimed\n"
        "  Teruggekomen               van claimed naar available, min andersom\n"
        "  Over                       available\n"
    )
    people = _(
        "Personen staan als nummer in de bestanden, en van een rekening alleen de laatste vier\n"
        "tekens. De stukken zelf leest u op de site bij het nummer van de aanvraag."
    )
    return f"{sums}\n{_('De rekeningen:')}\n{accounts}\n\n{people}\n"
