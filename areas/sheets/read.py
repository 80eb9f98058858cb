"""A spreadsheet file as rows of text: XLSX or CSV, within bounds, formulas as their values."""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import islice

from django.utils.translation import gettext as _
from openpyxl import load_workbook

MAX_BYTES = 2 * 1024 * 1024
MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_UNPACKED = 20 * 1024 * 1024
MAX_PARTS = 500
# A title may take 150 characters and an explanation 4,000: what is longer is said, not kept.
LONGEST_CELL = 4_100
# Empty rows between others keep their place, so that numbers of rows are those of the file.
MAX_POSITION = 10_000
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
Rows = list[list[str]]


class SheetError(Exception):
    """A file that cannot be read; `reason` is the sentence for the user."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def read(name: str, data: bytes) -> Rows:
    """Return the rows up to the last that holds something, each a list of texts as long.

    Raises SheetError for a file that is too large, is no spreadsheet, or holds nothing.
    """
    if len(data) > MAX_BYTES:
        raise SheetError(_("Het bestand is groter dan 2 MB. Deel het in tweeën."))
    if not data.strip():
        raise SheetError(_("Het bestand is leeg."))
    found = _xlsx(data) if data.startswith(b"PK") else _csv(name, data)
    rows = _bounded(found)
    width = max((len(row) for row in rows), default=0)
    if sum(map(bool, rows)) < 2:
        raise SheetError(_("In het bestand staan geen rijen onder een kop."))
    return [row + [""] * (width - len(row)) for row in rows]


def _bounded(found: Iterable[Iterable]) -> Rows:
    rows: Rows = []
    filled = 0
    for cells in islice(found, MAX_POSITION):
        row = [as_text(cell) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if len(row) > MAX_COLUMNS:
            raise SheetError(_("Het bestand heeft meer dan 60 kolommen. Haal er een aantal weg."))
        rows.append(row)
        filled += bool(row)
        if filled > MAX_ROWS + 1:
            raise SheetError(_("Het bestand heeft meer dan 5.000 rijen. Deel het op."))
    while rows and not rows[-1]:
        rows.pop()
    return rows


def as_text(value) -> str:
    """One cell as the text that a person would type: dates as 2027-03-01, amounts with a comma."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() else f"{value:.2f}".replace(".", ",")
    if isinstance(value, time):
        return ""
    return _UNWANTED.sub("", str(value)).strip()[:LONGEST_CELL]


# --- XLSX ------------------------------------------------------------------


def _xlsx(data: bytes) -> Iterator[tuple]:
    wrong = SheetError(_("Dit bestand is geen goed rekenblad. Sla het op als XLSX of CSV."))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            _check_parts(book)
        opened = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        rows = _first_with_rows(opened)
        opened.close()
    except SheetError:
        raise
    except Exception as problem:
        raise wrong from problem
    return rows


def _check_parts(book: zipfile.ZipFile) -> None:
    """Refuse what unpacks to far more than it says to be, and texts that define words of their
    own: both make a small file fill the memory.
    """
    parts = book.infolist()
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise SheetError(_("Het bestand is uitgepakt te groot. Bewaar alleen het blad met acties."))
    if "[Content_Types].xml" not in book.namelist():
        raise SheetError(_("Dit bestand is geen goed rekenblad. Sla het op als XLSX of CSV."))
    for part in parts:
        if part.filename.endswith((".xml", ".rels")):
            start = book.read(part)[:4096]
            if b"<!DOCTYPE" in start or b"<!ENTITY" in start or b"\x00" in start:
                raise SheetError(
                    _("Dit bestand is geen goed rekenblad. Sla het op als XLSX of CSV.")
                )


def _first_with_rows(book) -> Iterator[tuple]:
    """The rows of the first sheet, in the order of the file, that holds more than a title."""
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        sheet.reset_dimensions()
        rows = list(islice(sheet.iter_rows(values_only=True), MAX_POSITION))
        if sum(any(cell not in (None, "") for cell in cells) for cells in rows) > 1:
            return iter(rows)
    return iter([])


# --- CSV -------------------------------------------------------------------


def _csv(name: str, data: bytes) -> Iterator[list[str]]:
    if b"\x00" in data or data[:4] == b"%PDF" or not name.lower().endswith((".csv", ".txt")):
        raise SheetError(_("Dit bestand is geen rekenblad. Sla het op als XLSX of CSV."))
    text = _decoded(data)
    first = next((line for line in text.splitlines() if line.strip()), "")
    outside = re.sub(r'"[^"]*"', "", first)
    delimiter = max(";,\t", key=outside.count)
    try:
        rows = list(
            islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), MAX_POSITION)
        )
    except csv.Error as problem:
        raise SheetError(_("Dit CSV-bestand is niet goed te lezen.")) from problem
    return iter(rows)


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(_("De letters in dit bestand zijn niet te lezen. Bewaar het als UTF-8."))
