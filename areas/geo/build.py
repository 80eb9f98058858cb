"""From one row of a file to one AreaRecord: what is left out, what is refused and why."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NoReturn, TypeVar

from . import values
from .columns import CODE_FIELDS, FIGURES, fields
from .records import AreaRecord, ImportRefused, Kind, PackedRings
from .rings import BadShape
from .sources import BadFile, Raw
from .values import BadValue

T = TypeVar("T")
MAX_COMPLAINTS: Final = 50

_LARGER: Final = re.compile(r"(NL|LD|PV|CR)\d{2}", re.ASCII)  # country, parts, provinces, COROP
_NOT_LAND: Final = frozenset({"JA", "J", "B", "TRUE"})  # B: abroad
_UNNAMED: Final = ("9997", "9998")  # buurten of water and of abroad
_YEAR_CODE: Final = re.compile(r"(\d{4})(\D.*)", re.ASCII)


class Complaints:
    """The faults found so far; at the fiftieth the reading stops."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def add(self, sentence: str) -> None:
        """Keep one fault. Raises ImportRefused when there are as many as anyone will read."""
        # Parts come from the file: nothing in them may steer the terminal that shows this.
        self.sentences.append("".join(s if s.isprintable() else "?" for s in sentence))
        if len(self.sentences) >= MAX_COMPLAINTS:
            self.sentences.append(f"gestopt na {MAX_COMPLAINTS} fouten, misschien zijn er meer")
            self.refuse()

    def refuse(self) -> NoReturn:
        """Raise ImportRefused with everything found."""
        raise ImportRefused(self.sentences)


@dataclass
class Reading:
    """What is known while one file is read."""

    file: str
    complaints: Complaints
    municipality: str | None
    year: int | None
    ignored: int = 0
    seen: dict[tuple[str, int | None], str] = field(default_factory=dict)


def build(raw: Raw, reading: Reading) -> AreaRecord | None:
    """The record of one row; None when it is left out (counted) or refused (complained about)."""
    found = fields(raw.row)
    code_field, code = _code(found)
    name_field = CODE_FIELDS[code_field]
    if not raw.fault and _left_out(found, code, name_field, reading.municipality):
        reading.ignored += 1
        return None
    faults = [raw.fault] if raw.fault else []
    kind = values.kind_of(code)
    if kind is None:
        faults = faults or [_no_code(code)]
    record = None
    if kind and not faults:
        faults += _contradictions(found, code, kind)
        record = _record(raw, found, (code, kind, name_field), reading, faults)
    for fault in faults:
        shown = f" ({_short(code)})" if code else ""
        reading.complaints.add(f"{reading.file}: {raw.where}{shown}: {fault}")
    return None if faults else record


def _code(found: dict[str, object]) -> tuple[str, str]:
    """The field that holds this row's own code, and the code: the most specific filled one."""
    for name in CODE_FIELDS:
        code = values.text(found.get(name))
        if code:
            return name, code
    return "code", ""


def _left_out(
    found: dict[str, object], code: str, name_field: str, municipality: str | None
) -> bool:
    if values.text(found.get("water")).upper() in _NOT_LAND or _LARGER.fullmatch(code):
        return True
    if values.text(found.get(name_field)).casefold() == "buitenland":
        return True
    kind = values.kind_of(code)
    if kind is None:
        return False
    if kind == "buurt" and code.endswith(_UNNAMED):
        return True
    return municipality is not None and code[2:6] != municipality[2:6]


def _contradictions(found: dict[str, object], code: str, kind: Kind) -> list[str]:
    """Columns that say something else than the code does."""
    level = values.text(found.get("level")).casefold()
    expected = {"parent": values.parent_of(code), "gemeente_code": f"GM{code[2:6]}"}
    if kind != "gemeente":
        expected["wijk_code"] = f"WK{code[2:8]}"
    faults = []
    if level in values.PATTERNS and level != kind:
        faults.append(f"de code is van een {kind}, maar het niveau is {level}")
    for name, right in expected.items():
        given = values.text(found.get(name))
        if given and given != right:
            faults.append(f"hoort bij {_short(given)}, maar de code wijst naar {right or 'niets'}")
    return faults


def _record(
    raw: Raw,
    found: dict[str, object],
    area: tuple[str, Kind, str],
    reading: Reading,
    faults: list[str],
) -> AreaRecord:
    code, kind, name_field = area
    year = _year(found, code, reading, faults, table=raw.rings is None)
    earlier = reading.seen.setdefault((code, year), raw.where)
    if earlier != raw.where:
        faults.append(f"staat er twee keer in voor hetzelfde jaar (ook in {earlier})")
    return AreaRecord(
        code=code,
        name=_name(found, kind, name_field, faults, table=raw.rings is None),
        kind=kind,
        parent_code=values.parent_of(code),
        year=year,
        inhabitants=_read(values.whole, found.get("inhabitants"), "inwoners", faults),
        households=_read(values.whole, found.get("households"), "huishoudens", faults),
        postcode=_read(values.postcode, found.get("postcode"), "postcode", faults),
        figures=_figures(found, faults),
        rings=_rings(raw, faults),
        source=f"{reading.file} {raw.where}",
    )


def _read(parse: Callable[[object], T], value: object, what: str, faults: list[str]) -> T | None:
    try:
        return parse(value)
    except BadValue as fault:
        faults.append(f"{what}: {fault}")
        return None


def _figures(found: dict[str, object], faults: list[str]) -> dict[str, float | int]:
    figures = {}
    for name in FIGURES.keys() & found.keys():
        value = _read(values.number, found[name], FIGURES[name].label.lower(), faults)
        if value is not None:
            figures[name] = value
    return dict(sorted(figures.items()))


def _rings(raw: Raw, faults: list[str]) -> PackedRings | None:
    try:
        return raw.rings() if raw.rings else None
    except BadShape as fault:
        faults.append(str(fault))
        return None


def _name(
    found: dict[str, object],
    kind: Kind,
    name_field: str,
    faults: list[str],
    *,
    table: bool,
) -> str:
    """The name; "" when a table has no column for it, so that another file must give it."""
    if table and name_field not in found:
        if kind != "gemeente" or "gemeente_name" not in found:
            return ""
        name_field = "gemeente_name"
    try:
        return values.name(found.get(name_field))
    except BadValue as fault:
        faults.append(str(fault))
        return ""


def _year(
    found: dict[str, object],
    code: str,
    reading: Reading,
    faults: list[str],
    *,
    table: bool,
) -> int | None:
    """The year from `jrstatcode` or `jaar`, else the one given with the files.

    A table without any is refused as a whole: a figure of no known year is worth nothing.
    """
    year = _read(values.year, found.get("year"), "jaar", faults)
    coded = values.text(found.get("year_code"))
    if coded:
        match = _YEAR_CODE.fullmatch(coded)
        if not match or match.group(2) != code:
            faults.append(f"de jaarcode “{_short(coded)}” past niet bij de code")
            return year
        before = _read(values.year, match.group(1), "jaarcode", faults)
        if year is not None and before != year:
            faults.append(f"het jaar is {year}, maar de jaarcode zegt {before}")
        return before
    if year is None:
        year = reading.year
    if year is None and table and not faults:
        raise BadFile("het jaar staat niet in dit bestand; geef het mee met --year")
    return year


def _no_code(code: str) -> str:
    if not code:
        return "de code is leeg"
    return "geen code van een gemeente (GM0484), wijk (WK048401) of buurt (BU04840100)"


def _short(given: str) -> str:
    """What a file says, no longer than a reader can use."""
    return given if len(given) <= 24 else f"{given[:24]}…"
