"""One value of a practice file: what it may be, and in plain words what is wrong with it."""

import datetime
import re
from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import models

from budgets.iban import read_iban
from config.lib.money import MAX_CENTS
from config.lib.text import normalise
from config.pages.practice.schema import Key

CBS_CODE = re.compile(r"GM\d{4}|WK\d{4}[0-9A-Z]{2}|BU\d{4}[0-9A-Z]{4}", re.ASCII)
_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
_EURO = re.compile(r"(\d{1,10})(?:\.(\d{2}))?", re.ASCII)
_RATE = re.compile(r"\d{1,6}(?:\.\d{1,4})?", re.ASCII)
_SHARE = re.compile(r"(?:0(?:\.\d{1,4})?|1(?:\.0{1,4})?)", re.ASCII)


class Wrong(Exception):
    """A value that cannot be used; the text says why and what to write instead."""


def shown(value: object) -> str:
    """The value as the file has it, no longer than a reader can use and safe for a terminal."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "een lijst" if isinstance(value, list) else "een tabel"
    text = str(value)
    text = "".join(sign if sign.isprintable() else "?" for sign in text)
    text = text if len(text) <= 60 else f"{text[:60]}…"
    return f'"{text}"' if isinstance(value, str) else text


def _text(value: object, key: Key) -> str:
    if not isinstance(value, str):
        raise Wrong(f'{shown(value)} is geen tekst; zet er aanhalingstekens om, zoals "tekst"')
    if any(sign != "\n" and not sign.isprintable() for sign in value):
        raise Wrong("de tekst heeft een onzichtbaar teken; typ hem opnieuw")
    return value.strip()


def _code(value: object, key: Key) -> str:
    text = _text(value, key)
    if not _CODE.fullmatch(text):
        raise Wrong(
            f"{shown(value)} is geen code; gebruik kleine letters, cijfers en streepjes, "
            'zoals "alphen-west"'
        )
    return text


def _number(value: object, key: Key) -> int | None:
    if value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise Wrong(f"{shown(value)} is geen heel getal; schrijf het zonder aanhalingstekens")
    if not key.least <= value <= key.most:
        raise Wrong(f"{value} moet liggen tussen {key.least} en {key.most}")
    return value


def _yes_no(value: object, key: Key) -> bool:
    if not isinstance(value, bool):
        raise Wrong(f"{shown(value)} is geen ja of nee; schrijf true of false")
    return value


def _euro(value: object, key: Key) -> int | None:
    """Cents of an amount in euro: 2550 or "2550.50". A float is refused: it is not exact."""
    if value == "":
        return None
    match = None if isinstance(value, bool | float) else _EURO.fullmatch(str(value))
    if not match:
        raise Wrong(f"{shown(value)} is geen bedrag; schrijf {_euro_hint(value)}")
    cents = int(match[1]) * 100 + int(match[2] or 0)
    if cents > MAX_CENTS:
        raise Wrong(f"{shown(value)} is te hoog")
    return cents


def _euro_hint(value: object) -> str:
    """What was probably meant: "1.250,50" is Dutch for 1250.50."""
    digits = re.sub(r"[€\s]", "", str(value)) if not isinstance(value, bool) else ""
    if re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d{2}|,-)?|\d+(,\d{2}|,-)", digits):
        whole, _comma, cents = digits.partition(",")
        whole = whole.replace(".", "")
        return f'"{whole}.{cents}"' if cents.isdigit() else whole
    return '1250 of "1250.50"'


def _rate(value: object, key: Key) -> Decimal | None:
    """Euro per inhabitant, with a point and at most four decimals, between quotes."""
    if value == "":
        return None
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if isinstance(value, bool | float) or not _RATE.fullmatch(text):
        meant = text.replace(",", ".")
        hint = f'"{meant}"' if _RATE.fullmatch(meant) else '"3.687"'
        raise Wrong(f"{shown(value)} is geen getal; schrijf {hint}")
    return Decimal(text)


def _degrees(value: object, key: Key) -> float | None:
    """A place on the map, written as a rate."""
    found = _rate(value, key)
    return None if found is None else float(found)


def _date(value: object, key: Key) -> datetime.date | None:
    if value == "":
        return None
    if isinstance(value, datetime.datetime) or not isinstance(value, datetime.date):
        raise Wrong(f"{shown(value)} is geen datum; schrijf 2026-01-31, zonder aanhalingstekens")
    return value


def _choice(value: object, key: Key) -> str:
    """The stored value of a choice, written in the file as people say it."""
    options = {str(label): stored for stored, label in key.choices.choices}
    text = _text(value, key)
    if text == "" and not key.required:
        return ""
    found = {normalise(label): stored for label, stored in options.items()}.get(normalise(text))
    if found is None:
        raise Wrong(f"{shown(value)} kan niet; kies uit {', '.join(map(shown, options))}")
    return found


def _choices(value: object, key: Key) -> list[str]:
    """Several choices, each once, in the order in which the screens have them."""
    if not isinstance(value, list):
        raise Wrong(f'{shown(value)} is geen lijst; schrijf ["eerste", "tweede"]')
    given = [_choice(item, key) for item in value]
    return [option for option in key.choices.values if option in given]


def _share(value: object, key: Key) -> Decimal | None:
    """A part of one, between quotes: "0.5"."""
    if value == "":
        return None
    if not isinstance(value, str) or not _SHARE.fullmatch(value) or not 0 < Decimal(value) < 1:
        raise Wrong(f'{shown(value)} kan niet; schrijf een deel van 1, zoals "0.5"')
    return Decimal(value)


def _iban(value: object, key: Key) -> str:
    """An account number, in capitals without spaces."""
    text = _text(value, key)
    try:
        return read_iban(text) if text else ""
    except ValueError:
        raise Wrong("dit rekeningnummer kan niet; kijk elk teken na") from None


def _cbs(value: object, key: Key) -> str:
    text = _text(value, key)
    if text and not CBS_CODE.fullmatch(text):
        raise Wrong(f'{shown(value)} is geen CBS-code; schrijf bijvoorbeeld "WK048401"')
    return text


def _cbs_list(value: object, key: Key) -> dict[str, Decimal | None]:
    """CBS codes with the share that belongs: "WK048401" or {code = "WK048401", deel = "0.4"}."""
    if not isinstance(value, list):
        raise Wrong(f'{shown(value)} is geen lijst; schrijf ["WK048401", "WK048402"]')
    found: dict[str, Decimal | None] = {}
    for item in value:
        code, share = _cbs_item(item, key)
        if code in found:
            raise Wrong(f"{shown(code)} staat er twee keer in")
        found[code] = share
    return found


def _cbs_item(item: object, key: Key) -> tuple[str, Decimal | None]:
    share = None
    if isinstance(item, dict):
        if set(item) - {"code", "deel"} or "code" not in item:
            raise Wrong('een deel schrijft u als { code = "WK048401", deel = "0.4" }')
        if "deel" in item:
            share = item["deel"]
            if not isinstance(share, str) or not _SHARE.fullmatch(share) or not Decimal(share):
                raise Wrong(f'deel {shown(share)} kan niet; schrijf een deel van 1, zoals "0.4"')
            share = Decimal(share)
        item = item["code"]
    code = _cbs(item, key)
    if not code:
        raise Wrong("een CBS-code is leeg")
    return code, share


def _references(value: object, key: Key) -> list[str]:
    if not isinstance(value, list):
        raise Wrong(f'{shown(value)} is geen lijst; schrijf ["eerste", "tweede"]')
    return list(dict.fromkeys(_code(item, key) for item in value))


def _reference(value: object, key: Key) -> str:
    return "" if value == "" and not key.required else _code(value, key)


def _small_rows(value: object, key: Key) -> list[dict[str, object]]:
    """Rows inside a row: [{ dag = -3, tekst = "…" }]."""
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise Wrong(f"{shown(value)} is geen lijst van rijen; schrijf [{{ … }}, {{ … }}]")
    return [_small_row(item, number, key) for number, item in enumerate(value, start=1)]


def _small_row(item: dict, number: int, key: Key) -> dict[str, object]:
    inner = {one.name: one for one in key.keys}
    for name in item:
        if name not in inner:
            raise Wrong(f"rij {number}: {shown(name)} kennen we niet; kies uit {', '.join(inner)}")
    for one in key.keys:
        if one.required and one.name not in item:
            raise Wrong(f"rij {number}: {one.name} ontbreekt")
    return {name: _in_row(value, inner[name], number, key) for name, value in item.items()}


def _in_row(value: object, inner: Key, number: int, key: Key) -> object:
    """The value of one key of a small row; a complaint says in which row and at which key."""
    try:
        return parse(value, inner, key.rows_of)
    except Wrong as wrong:
        raise Wrong(f"rij {number}, {inner.name}: {wrong}") from None


PARSERS: dict[str, Callable] = {
    "text": _text,
    "code": _code,
    "number": _number,
    "yes_no": _yes_no,
    "euro": _euro,
    "rate": _rate,
    "degrees": _degrees,
    "date": _date,
    "choice": _choice,
    "choices": _choices,
    "share": _share,
    "cbs": _cbs,
    "iban": _iban,
    "cbs_list": _cbs_list,
    "reference": _reference,
    "references": _references,
    "small_rows": _small_rows,
}


def parse(value: object, key: Key, model: type[models.Model] | None) -> object:
    """The value as Python has it. Raises Wrong with the sentence for who wrote the file."""
    found = PARSERS[key.kind](value, key)
    if key.required and found in ("", None, []):
        raise Wrong("dit mag niet leeg zijn")
    if key.kind == "text" and model is not None and key.field:
        _fits(found, model._meta.get_field(key.field))
    elif key.kind == "text" and model is None and len(found) > key.most:
        raise Wrong(f"de tekst heeft {len(found)} tekens; dat mogen er {key.most} zijn")
    return found


def _fits(text: str, target: models.Field) -> None:
    """Ask the model field: length, mail address, web address."""
    if "\n" in text and not isinstance(target, models.TextField):
        raise Wrong("dit past op één regel; haal de regeleinden weg")
    if target.max_length and len(text) > target.max_length:
        raise Wrong(f"de tekst heeft {len(text)} tekens; dat mogen er {target.max_length} zijn")
    if text:
        try:
            target.run_validators(text)
        except ValidationError as error:
            raise Wrong(f"{shown(text)}: {' '.join(error.messages)}") from None
