"""Rows of a sheet as drafts of actions: what each says, what is wrong with it, what is in doubt."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from areas.sheets.days import read_date
from areas.sheets.match import NAMES, read_state, read_yes
from config.lib.money import parse_euro
from config.lib.text import normalise

AREA, THEME, GOAL, LEAD = KINDS = ("area", "theme", "goal", "lead")
# Choices that are no existing row: a goal that is made, a lead that stays a text.
NEW, TEXT = "new", "text"
LONGEST = {"key": 100, "title": 150, "text": 4000, "goal": 200, "lead": 100}


@dataclass
class Known:
    """What words can mean here: per kind the number that each name stands for."""

    names: dict[str, dict[str, int]]
    # Names as people read them, by number, for the choices.
    labels: dict[str, dict[int, str]]
    area: int
    theme_of_goal: dict[int, int] = field(default_factory=dict)
    role_of_person: dict[int, str] = field(default_factory=dict)


@dataclass
class Draft:
    """One row: its number in the sheet, what it gives for which field, and what stands in the way.

    `doubts` are pairs of a kind and the word as it was written.
    """

    number: int
    key: str = ""
    given: dict = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    doubts: list[tuple[str, str]] = field(default_factory=list)
    cells: dict[str, str] = field(default_factory=dict)
    # What comes of it (areas.actions.sheets.compare): the action it is, and what changes.
    action: object = None
    changed: list[str] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        """Whether it can come in."""
        return not self.problems and not self.doubts

    @property
    def title(self) -> str:
        """What it is called."""
        return self.given.get("title", "")


def drafts_of(
    rows: list[list[str]], columns: dict[str, int], known: Known, choices: dict, first: int = 2
) -> list[Draft]:
    """Read every row; `first` is the number of the first row as the person sees it."""
    reader = _Reader(columns, known, choices)
    found = [reader.read(number, row) for number, row in enumerate(rows, start=first)]
    found = [draft for draft in found if any(draft.cells.values())]
    _twice(found)
    return found


def _twice(found: list[Draft]) -> None:
    """Two rows with one mark, or without a mark with one title, cannot be told apart."""
    seen: dict[tuple[str, str], int] = {}
    for draft in found:
        mark = ("key", draft.key) if draft.key else ("title", normalise(draft.title))
        if not mark[1]:
            continue
        if mark in seen:
            what = (
                _("Dit kenmerk staat ook in rij %(row)d.")
                if draft.key
                else _("Deze titel staat ook in rij %(row)d. Geef de rijen een kenmerk.")
            )
            draft.problems.append(what % {"row": seen[mark]})
        seen.setdefault(mark, draft.number)


class _Reader:
    """Reads rows with the same columns, names and choices."""

    def __init__(self, columns: dict[str, int], known: Known, choices: dict):
        self.columns, self.known, self.choices = columns, known, choices

    def read(self, number: int, row: list[str]) -> Draft:
        cells = {name: row[at] if at < len(row) else "" for name, at in self.columns.items()}
        draft = Draft(number, cells={**dict.fromkeys(NAMES, ""), **cells})
        for name, longest in LONGEST.items():
            if len(cells.get(name, "")) > longest:
                label = _("Te lang: %(name)s heeft meer dan %(count)d tekens.")
                draft.problems.append(label % {"name": LABELS[name](), "count": longest})
        draft.key = cells.get("key", "").strip()
        if not cells.get("title"):
            draft.problems.append(_("Er staat geen titel."))
        for name in cells:
            getattr(self, f"_{name}", self._plain)(draft, name, cells[name])
        start, end = draft.given.get("starts_on"), draft.given.get("ends_on")
        if start and end and end < start:
            draft.problems.append(_("De einddatum ligt voor de begindatum."))
        return draft

    def _plain(self, draft: Draft, name: str, cell: str) -> None:
        if name != "key":
            draft.given[name] = cell

    def _area(self, draft: Draft, name: str, cell: str) -> None:
        draft.given["area"] = self._meant(draft, AREA, cell) if cell else self.known.area

    def _theme(self, draft: Draft, name: str, cell: str) -> None:
        if cell:
            draft.given["theme"] = self._meant(draft, THEME, cell)

    def _goal(self, draft: Draft, name: str, cell: str) -> None:
        draft.given["goal"] = self._meant(draft, GOAL, cell) if cell else None

    def _lead(self, draft: Draft, name: str, cell: str) -> None:
        who = self._meant(draft, LEAD, cell) if cell else TEXT
        if who == TEXT:
            draft.given["lead"] = (None, cell)
        elif who is not None:
            draft.given["lead"] = (who, self.known.role_of_person.get(who, ""))

    def _meant(self, draft: Draft, kind: str, cell: str):
        """The number of what is meant, or what was chosen for the word; None is a doubt."""
        word = normalise(cell)
        names, labels = self.known.names[kind], self.known.labels[kind]
        if word in names:
            return names[word]
        chosen = self.choices.get(kind, {}).get(word)
        if chosen in labels or (kind, chosen) in {(GOAL, NEW), (LEAD, TEXT)}:
            return chosen
        draft.doubts.append((kind, cell))
        return None

    def _starts(self, draft: Draft, name: str, cell: str) -> None:
        self._try(draft, "starts_on", cell, read_date, _("Dit is geen datum: “%(cell)s”."))

    def _ends(self, draft: Draft, name: str, cell: str) -> None:
        def last(text):
            return read_date(text, end=True)

        self._try(draft, "ends_on", cell, last, _("Dit is geen datum: “%(cell)s”."))

    def _cost(self, draft: Draft, name: str, cell: str) -> None:
        def cents(text):
            return parse_euro(text) if text else None

        self._try(draft, "cost_cents", cell, cents, _("Dit is geen bedrag: “%(cell)s”."))

    def _state(self, draft: Draft, name: str, cell: str) -> None:
        self._try(draft, "state", cell, read_state, _("Deze stand kennen we niet: “%(cell)s”."))

    def _public(self, draft: Draft, name: str, cell: str) -> None:
        wrong = _("Schrijf ja of nee bij openbaar, niet “%(cell)s”.")
        self._try(draft, "public", cell, read_yes, wrong)
        if draft.given.get("public", False) is None:
            del draft.given["public"]

    @staticmethod
    def _try(draft: Draft, name: str, cell: str, read: Callable, wrong: str) -> None:
        try:
            draft.given[name] = read(cell)
        except ValueError:
            draft.problems.append(wrong % {"cell": cell[:60]})


LABELS: dict[str, Callable[[], str]] = {
    "key": lambda: _("het kenmerk"),
    "title": lambda: _("de titel"),
    "text": lambda: _("de toelichting"),
    "goal": lambda: _("het doel"),
    "lead": lambda: _("de trekker"),
}
