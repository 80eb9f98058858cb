"""Single values as the files write them: numbers, years, names, postcodes, codes."""

import math
import re
import unicodedata
from typing import Final

from .records import Kind

PATTERNS: Final[dict[Kind, re.Pattern[str]]] = {
    "gemeente": re.compile(r"GM\d{4}", re.ASCII),
    "wijk": re.compile(r"WK\d{4}[0-9A-Z]{2}", re.ASCII),
    "buurt": re.compile(r"BU\d{4}[0-9A-Z]{4}", re.ASCII),
}
MAX_NAME: Final = 100
MAX_INHABITANTS: Final = 20_000_000
MAX_FIGURE: Final = 1e9

_NUMBER: Final = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
_NEGATIVE: Final = re.compile(r"-\d+(?:[.,]\d+)?", re.ASCII)
_MISSING: Final = frozenset({"", ".", "-", "x", "null", "none", "na", "nan", "n.b."})


class BadValue(ValueError):
    """A value that cannot be right, with the reason in Dutch."""


def kind_of(code: str) -> Kind | None:
    """The kind of area a CBS code belongs to, or None where it is no such code."""
    for kind, pattern in PATTERNS.items():
        if pattern.fullmatch(code):
            return kind
    return None


def parent_of(code: str) -> str | None:
    """The code of the area that holds this one; None for a gemeente."""
    if code.startswith("BU"):
        return f"WK{code[2:8]}"
    if code.startswith("WK"):
        return f"GM{code[2:6]}"
    return None


def text(value: object) -> str:
    """A cell as text without spaces around it (StatLine pads its keys with them)."""
    return "" if value is None else str(value).strip()


def number(value: object) -> float | int | None:
    """A figure; None where it is not known (empty, '.', negative such as -99997).

    Raises BadValue for what is neither a number nor "not known".
    """
    if value is None:
        return None
    if isinstance(value, bool | list | dict | bytes):
        raise BadValue(f"“{_short(value)}” is geen getal")
    if isinstance(value, str):
        return _number_in_text(value)
    if not isinstance(value, int | float):
        raise BadValue(f"“{_short(value)}” is geen getal")
    if value < 0 or (isinstance(value, float) and math.isnan(value)):
        return None
    if value > MAX_FIGURE:
        raise BadValue(f"{_short(value)} is te groot")
    return int(value) if value == int(value) else value


def _number_in_text(value: str) -> float | int | None:
    plain = value.strip()
    if plain.lower() in _MISSING or _NEGATIVE.fullmatch(plain):
        return None
    if not _NUMBER.fullmatch(plain):
        raise BadValue(f"“{_short(plain)}” is geen getal")
    return number(float(plain.replace(",", ".")))


def whole(value: object) -> int | None:
    """A count of people or households. Raises BadValue for a fraction or an absurd number."""
    found = number(value)
    if found is None or isinstance(found, int):
        if found is not None and found > MAX_INHABITANTS:
            raise BadValue(f"{found} is te groot")
        return found
    raise BadValue(f"{found} is geen heel getal")


def year(value: object) -> int | None:
    """A year between 1990 and 2100, None where there is none."""
    found = whole(value)
    if found is not None and not 1990 <= found <= 2100:
        raise BadValue(f"{found} is geen jaar tussen 1990 en 2100")
    return found


def postcode(value: object) -> str | None:
    """The four digits of a postcode, None where it is not known."""
    found = whole(value)
    if found is None or found == 0:
        return None
    if not 1000 <= found <= 9999:
        raise BadValue(f"{found} is geen postcode van vier cijfers")
    return str(found)


def name(value: object) -> str:
    """A name on one line. Raises BadValue when it is empty, too long or not printable."""
    if value is not None and not isinstance(value, str):
        raise BadValue("de naam is geen tekst")
    found = " ".join(text(value).split())
    if not found:
        raise BadValue("de naam is leeg")
    if len(found) > MAX_NAME:
        raise BadValue(f"de naam is langer dan {MAX_NAME} tekens")
    # Control characters, direction overrides, lone surrogates: never part of a place name.
    if any(unicodedata.category(sign) in {"Cc", "Cf", "Cs"} for sign in found):
        raise BadValue("de naam bevat onzichtbare tekens")
    return found


def _short(value: object) -> str:
    shown = str(value) if not isinstance(value, int) or abs(value) < 10**18 else "een groot getal"
    return shown if len(shown) <= 30 else f"{shown[:30]}…"
