"""Checks a whole practice file before anything is written; every complaint names its place."""

import difflib
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from config.pages.practice.schema import Key, Table
from config.pages.practice.values import Wrong, parse, shown

MAX_COMPLAINTS = 50
MAX_BYTES = 5_000_000


class FileRefused(Exception):
    """A file that may not be loaded; `complaints` holds a Dutch sentence for each fault."""

    def __init__(self, complaints: Sequence[str]):
        super().__init__("\n".join(complaints))
        self.complaints = list(complaints)


@dataclass(frozen=True)
class Row:
    """One row of a table: `values` has the keys that the file names, as Python values."""

    table: Table
    where: str
    values: dict[str, object]

    @property
    def code(self) -> str:
        """The code of the row; empty when it has none."""
        return self.values.get("code", "")

    def get(self, name: str, default=None):
        """The value of a key, or the default when the file does not name it."""
        return self.values.get(name, default)


class Complaints:
    """What is wrong, in the order of the file; a reader needs no more than fifty."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def add(self, where: str, sentence: str, name: object = "") -> None:
        """Keep a complaint about one place; `name` helps to find it in a long file."""
        if len(self.sentences) < MAX_COMPLAINTS:
            tail = f" (bij {shown(name)})" if isinstance(name, str) and name else ""
            self.sentences.append(f"{where}: {sentence}{tail}")
        elif len(self.sentences) == MAX_COMPLAINTS:
            self.sentences.append("… en meer. Verbeter eerst deze fouten.")

    def raise_if_any(self) -> None:
        """Raise FileRefused when there is a complaint."""
        if self.sentences:
            raise FileRefused(self.sentences)


def read(path: str | Path) -> dict:
    """The contents of a TOML file. Raises FileRefused when it cannot be read as one."""
    file = Path(path)
    try:
        if file.stat().st_size > MAX_BYTES:
            raise FileRefused([f"{file.name}: dit bestand is te groot voor een praktijkbestand"])
        return tomllib.loads(file.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise FileRefused([f"{path}: kan niet worden gelezen ({error.strerror})"]) from None
    except UnicodeDecodeError:
        raise FileRefused([f"{file.name}: sla dit bestand op als UTF-8"]) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise FileRefused([f"{file.name}: de opmaak klopt niet: {_short(error)}"]) from None


def _short(error: Exception) -> str:
    return shown(str(error)).strip('"')


def check(
    data: dict,
    tables: Iterable[Table],
    *,
    known: Callable[[str], set[str]],
    rules: Iterable[Callable[[dict[str, list[Row]], Complaints], None]] = (),
) -> dict[str, list[Row]]:
    """The rows of each table, checked.

    `known(table)` gives codes that exist already, for references to rows that this file does not
    repeat. `rules` look at rows together. Raises FileRefused with every complaint.
    """
    tables = list(tables)
    complaints = Complaints()
    _unknown(data, {table.name: table for table in tables}, "", complaints, "deze tabel")
    rows = {table.name: list(_rows(data, table, complaints)) for table in tables}
    for table in tables:
        _duplicates(rows[table.name], table, complaints)
        _references(rows, table, known, complaints)
    if not complaints.sentences:
        for rule in rules:
            rule(rows, complaints)
    complaints.raise_if_any()
    return rows


def _unknown(given: dict, allowed: dict, where: str, complaints: Complaints, what: str) -> None:
    for name in given:
        if name in allowed:
            continue
        near = difflib.get_close_matches(name, allowed, n=1, cutoff=0.6)
        hint = f'bedoelt u "{near[0]}"?' if near else f"kies uit: {', '.join(allowed)}"
        place = f"{where}.{_plain(name)}" if where else _plain(name)
        complaints.add(place, f"{what} kennen we niet; {hint}", given.get("naam"))


def _plain(name: str) -> str:
    return shown(name).strip('"')


def _rows(data: dict, table: Table, complaints: Complaints) -> Iterable[Row]:
    found = data.get(table.name)
    if table.single:
        if not isinstance(found, dict):
            complaints.add(
                table.name, f"deze tabel ontbreekt; begin het bestand met [{table.name}]"
            )
            return
        found = [found]
    elif found is None:
        return
    elif not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        complaints.add(table.name, f"schrijf elke rij onder een eigen kop [[{table.name}]]")
        return
    for number, item in enumerate(found, start=1):
        where = table.name if table.single else f"{table.name}[{number}]"
        yield Row(table, where, _values(item, table, where, complaints))


def _values(item: dict, table: Table, where: str, complaints: Complaints) -> dict[str, object]:
    name = "" if table.single else item.get("naam", item.get("titel", ""))
    _unknown(item, table.by_name, where, complaints, "deze sleutel")
    values = {}
    for key in table.keys:
        if key.name not in item:
            if key.required:
                complaints.add(f"{where}.{key.name}", "dit ontbreekt", name)
            continue
        try:
            values[key.name] = parse(item[key.name], key, table.model)
        except Wrong as wrong:
            complaints.add(f"{where}.{key.name}", str(wrong), name)
    # “bron = "aanname"” says it too: a row with that source always shows as an assumption.
    if values.get("bron") == "aanname" and "aanname" in table.by_name:
        values["aanname"] = True
    return values


def _duplicates(rows: list[Row], table: Table, complaints: Complaints) -> None:
    seen: dict[tuple, str] = {}
    for row in rows:
        identity = tuple(row.get(name) for name in table.identity)
        if "code" in table.by_name and not row.code:
            continue
        if identity in seen:
            complaints.add(
                f"{row.where}.{table.identity[0]}",
                f"{shown(str(identity[0]))} staat er twee keer in (ook in {seen[identity]})",
            )
        seen.setdefault(identity, row.where)


def _references(
    rows: dict[str, list[Row]],
    table: Table,
    known: Callable[[str], set[str]],
    complaints: Complaints,
) -> None:
    for key in table.keys:
        for row in rows[table.name]:
            for name, code in _codes(row.get(key.name), key):
                here = {other.code for other in rows.get(name, ())}
                if code not in here and code not in known(name):
                    hint = _nearest(code, here | known(name), name)
                    where = f"{row.where}.{key.name}"
                    complaints.add(where, f"{shown(code)} staat niet in {name}{hint}")


def _codes(value: object, key: Key) -> Iterator[tuple[str, str]]:
    """The table and the code of all that a value refers to, also in the small rows in it."""
    if key.kind == "small_rows":
        for item in value or ():
            for inner in key.keys:
                yield from _codes(item.get(inner.name), inner)
    elif key.to and value:
        for code in value if isinstance(value, list) else [value]:
            yield key.to, code


def _nearest(code: str, codes: set[str], table: str) -> str:
    near = difflib.get_close_matches(code, sorted(codes), n=1, cutoff=0.6)
    return (
        f'; bedoelt u "{near[0]}"?' if near else f"; voeg daar een rij toe met code {shown(code)}"
    )
