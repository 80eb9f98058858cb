"""Figures of a report on several municipalities, worked out from the practice files (domain F3).

Nothing of it is stored: each file has the inhabitants as the report gives them and says how often
each of its schemes counts; the amounts are those of the schemes. What the report itself came to
stands beside it, and no input is bent to reach it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from budgets.models.schemes import rate
from config.lib.money import format_euro
from config.look.templatetags.gebiedswerk import number
from config.pages.practice.check import Row, check, read
from config.pages.practice.schema import FILE_TABLES

FOLDER = Path(settings.BASE_DIR) / "config" / "municipalities"


@dataclass(frozen=True)
class Line:
    """One municipality in a comparison.

    `parts` are (name of the scheme, its formula, cents); `per_inhabitant` is in whole cents,
    rounded half up, and None when no scheme counts. The rest are words of the file.
    """

    place: str
    inhabitants: int
    parts: tuple[tuple[str, str, int], ...]
    note: str
    reported: str
    formation: str
    source: str
    assumed: bool

    @property
    def cents(self) -> int:
        """What the schemes come to together in a year."""
        return sum(cents for _name, _formula, cents in self.parts)

    @property
    def per_inhabitant(self) -> int | None:
        """Cents for each inhabitant."""
        return _half_up(Decimal(self.cents) / self.inhabitants) if self.parts else None

    @property
    def formula(self) -> str:
        """How that figure comes about: "€ 160.000,00 / 94.000 inwoners"."""
        words = {"amount": format_euro(self.cents), "people": number(self.inhabitants)}
        return _("%(amount)s / %(people)s inwoners") % words if self.parts else ""


@dataclass(frozen=True)
class Comparison:
    """One report: its name and year, a line for each municipality, and its own averages."""

    name: str
    year: int
    lines: tuple[Line, ...]
    averages: tuple[str, ...]


@cache
def comparisons() -> tuple[Comparison, ...]:
    """Every comparison in the practice files of the project; read once in a process."""
    found: dict[str, list[tuple[Row, Line]]] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        rows = check(read(path), FILE_TABLES, known=lambda _table: set())
        for row in rows["vergelijkingen"]:
            found.setdefault(row.code, []).append((row, _line(row, rows)))
    return tuple(_comparison(pairs) for pairs in found.values())


def _comparison(pairs: list[tuple[Row, Line]]) -> Comparison:
    first = pairs[0][0]
    said = (row.get("gemiddelde") for row, _line in pairs)
    return Comparison(
        name=first.get("naam"),
        year=first.get("jaar"),
        lines=tuple(sorted((line for _row, line in pairs), key=lambda line: line.place)),
        averages=tuple(dict.fromkeys(text for text in said if text)),
    )


def _line(row: Row, rows: dict[str, list[Row]]) -> Line:
    return Line(
        place=rows["gemeente"][0].get("naam"),
        inhabitants=row.get("inwoners"),
        parts=tuple(_parts(row, rows["regelingen"])),
        note=row.get("opmerking", ""),
        reported=row.get("rapport_zegt", ""),
        formation=row.get("formatie", ""),
        source=row.get("bron", ""),
        assumed=row.get("aanname", False),
    )


def _parts(row: Row, schemes: list[Row]) -> Iterator[tuple[str, str, int]]:
    by_code = {scheme.code: scheme for scheme in schemes}
    people = row.get("inwoners")
    for one in row.get("regelingen", ()):
        scheme, times = by_code[one["regeling"]], one["keer"]
        words, exact = [], Decimal(0)
        if scheme.get("vast"):
            exact += scheme.get("vast") * times
            amount = format_euro(scheme.get("vast"))
            words.append(f"{times} × {amount}" if times > 1 else amount)
        if scheme.get("per_inwoner"):
            exact += scheme.get("per_inwoner") * 100 * people
            words.append(f"€\xa0{rate(scheme.get('per_inwoner'))} × {number(people)}")
        yield scheme.get("naam"), " + ".join(words), _half_up(exact)


def _half_up(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
