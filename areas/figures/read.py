"""Reads files with a figure per area and year, or refuses them with file, line and reason.

Two layouts, told by the head: our own (one row per figure, with what is measured in it), and the
series of CBS (a code of an area, a year, and one or more columns with figures).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Final

from areas.figures.series import PARTS, SERIES, Series
from areas.geo import values
from areas.geo.build import Complaints
from areas.geo.columns import CODE_FIELDS, field_of
from areas.geo.sources import BadFile, Raw, read_table, reader_for, rows_of
from areas.geo.values import BadValue

OWN: Final = ("indicator", "gebied", "jaar", "waarde")
OWN_MORE: Final = ("naam", "eenheid", "richting", "bron")
MAX_VALUE: Final = Decimal(10) ** 9
DECIMALS: Final = 4  # as many as are stored
_CODE: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_LARGER: Final = re.compile(r"(NL|LD|PV|CR)\d{2}", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_THOUSANDS: Final = re.compile(r"-?\d{1,3}(?:\.\d{3})+", re.ASCII)
_MISSING: Final = frozenset({"", ".", "-", "x", "null", "none", "na", "nan", "n.b.", "onbekend"})
_NOT_KNOWN: Final = -99990  # CBS writes -99995, -99997 or -99999999
_WAYS: Final = {
    "": "",
    "hoger": "up",
    "hoger is beter": "up",
    "lager": "down",
    "lager is beter": "down",
    "geen": "none",
    "niet beter of slechter": "none",
}
_WANTED: Final = (
    "de kop heeft niet de kolommen indicator, gebied, jaar en waarde, en ook geen CBS-code met een"
    " jaar en een reeks die we kennen"
)


@dataclass(frozen=True)
class Figure:
    """One figure as a file tells it; without value it is not known. `where` is file and line."""

    where: str
    series: Series
    area: str
    year: int
    value: Decimal | None
    source: str


def read_figures(paths: Iterable[str | Path], complaints: Complaints) -> tuple[list[Figure], int]:
    """The figures in the files, and how many rows were left out as no area of a municipality.

    What is wrong is told to `complaints`; at the fiftieth fault it raises ImportRefused.
    """
    found: list[Figure] = []
    ignored = 0
    for path in map(Path, paths):
        try:
            for figure in _read_file(path, complaints):
                if figure is None:
                    ignored += 1
                else:
                    found.append(figure)
        except BadFile as fault:
            complaints.add(f"{path.name}: {fault}")
        except OSError:
            complaints.add(f"{path.name}: dit bestand kan niet gelezen worden")
    return found, ignored


def _read_file(path: Path, complaints: Complaints) -> Iterator[Figure | None]:
    if reader_for(path) is not read_table:
        raise BadFile("dit is geen CSV")
    count = 0
    for raw in rows_of(path, _knows, _WANTED):
        count += 1
        where = f"{path.name}: {raw.where}"
        if raw.fault:
            complaints.add(f"{where}: {raw.fault}")
            continue
        read = _own_row if _is_own(raw.row) else _series_row
        try:
            yield from read(raw, where)
        except BadValue as fault:
            complaints.add(f"{where}: {fault}")
    if not count:
        raise BadFile("er staat geen enkel cijfer in dit bestand")


def _knows(names: Sequence[str]) -> bool:
    if _is_own(names):
        return True
    fields = {field_of(name) for name in names}
    return "year" in fields and bool(fields & set(CODE_FIELDS)) and bool(fields & set(SERIES))


def _is_own(names: Iterable[str]) -> bool:
    return set(OWN) <= {name.strip().lower() for name in names}


def _own_row(raw: Raw, where: str) -> Iterator[Figure]:
    row = {name.strip().lower(): values.text(cell) for name, cell in raw.row.items()}
    if unknown := sorted(set(row) - {*OWN, *OWN_MORE, ""}):
        raise BadValue(f"kolom “{unknown[0][:30]}” kennen we niet")
    code, area = row["indicator"], row["gebied"]
    if not _CODE.fullmatch(code) or len(code) > values.MAX_NAME // 2:
        raise BadValue(
            f"indicator “{code[:30]}”: gebruik kleine letters, cijfers en streepjes, zonder spaties"
        )
    if not area:
        raise BadValue("het gebied is leeg")
    way = row.get("richting", "").lower()
    if way not in _WAYS:
        raise BadValue(f"richting “{way[:30]}” moet hoger, lager of geen zijn")
    if _THOUSANDS.fullmatch(row["waarde"]):
        raise BadValue(
            f"“{row['waarde'][:30]}” is op twee manieren te lezen: schrijf een breuk met een komma,"
            " en duizenden zonder punt"
        )
    name, unit = row.get("naam", ""), row.get("eenheid", "")
    if len(name) > 120 or len(unit) > 30:
        raise BadValue("de naam is langer dan 120 tekens, of de eenheid langer dan 30")
    series = Series(code, name, unit, _WAYS[way], signed=True)
    value, year = _number(row["waarde"], signed=True), _year(row["jaar"])
    yield Figure(where, series, area, year, value, row.get("bron", ""))


def _series_row(raw: Raw, where: str) -> Iterator[Figure | None]:
    by_field: dict[str, str] = {}
    for name, cell in raw.row.items():
        by_field.setdefault(field_of(name), values.text(cell))
    code = next((by_field[name] for name in CODE_FIELDS if by_field.get(name)), "")
    if values.kind_of(code) is None:
        if _LARGER.fullmatch(code):
            yield None
            return
        raise BadValue(f"“{code[:30]}” is geen CBS-code van een gemeente, wijk of buurt")
    year = _year(by_field["year"])
    said = values.text(raw.row.get("bron"))
    for series, cell in _columns(by_field, raw):
        source = f"CBS, {said}" if said else series.source
        yield Figure(where, series, code, year, _number(cell, signed=series.signed), source)


def _columns(by_field: dict[str, str], raw: Raw) -> Iterator[tuple[Series, str]]:
    for field, series in SERIES.items():
        if field in by_field:
            yield series, by_field[field]
    if "livability" in by_field:
        for column, series in PARTS.items():
            if column in raw.row:
                yield series, values.text(raw.row[column])


def _year(text: str) -> int:
    found = values.year(text)
    if found is None:
        raise BadValue("het jaar is leeg")
    return found


def _number(text: str, *, signed: bool) -> Decimal | None:
    """A figure in four decimals; None where it is not known. Raises BadValue."""
    if text.lower() in _MISSING:
        return None
    if not _NUMBER.fullmatch(text):
        raise BadValue(f"“{text[:30]}” is geen getal")
    found = Decimal(text.replace(",", "."))
    if found <= _NOT_KNOWN or (found < 0 and not signed):
        return None
    if found > MAX_VALUE:
        raise BadValue(f"“{text[:30]}” is te groot")
    return found.quantize(Decimal(1).scaleb(-DECIMALS), rounding=ROUND_HALF_UP)


def needed_decimals(figures: Iterable[Figure]) -> int:
    """How many decimals are needed to show these figures as they came."""
    sizes = (
        -int(figure.value.normalize().as_tuple().exponent)
        for figure in figures
        if figure.value is not None
    )
    return max([0, *sizes])
