"""Downloads of lists as CSV and XLSX: streamed, in bounded memory, and safe to open in Excel."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

BOM = "\ufeff"
LONGEST_CELL = 32_000  # Excel takes 32,767 characters in a cell.
LONGEST_SHEET_NAME = 31
_STARTS_FORMULA = "=+-@"
_STARTS_TRICK = "\t\r\n\x00"
# What XML cannot hold and no reader needs; half of a pair cannot be written as UTF-8.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NUMBERS = (int, float, Decimal)
Cell = str | int | float | Decimal | date | datetime | bool | None


def euros(cents: int) -> Decimal:
    """Return cents as a number of euros, for a cell that can be added up."""
    return Decimal(cents).scaleb(-2)


def safe_text(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: a quote goes before what would be.

    Also behind spaces and invisible signs, and in the full-width and small forms of = + - @.
    """
    first = next((sign for sign in text if not _is_skipped(sign)), "")
    risky = unicodedata.normalize("NFKC", first) in _STARTS_FORMULA if first else False
    prefix = "'" if risky or text[:1] in _STARTS_TRICK and text else ""
    return (prefix + _UNWRITABLE.sub("", text))[:LONGEST_CELL]


def _is_skipped(sign: str) -> bool:
    """Spaces, control signs and invisible signs, that a spreadsheet may read past."""
    return sign.isspace() or unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp"}


class _Number(str):
    """A number in Dutch notation; `csv` leaves it without quotes as it can be made a float."""

    def __float__(self):
        return float(self.replace(",", "."))


def _csv_cell(value: Cell) -> str:
    if isinstance(value, bool) or value is None:
        return {True: "ja", False: "nee", None: ""}[value]
    if isinstance(value, _NUMBERS):
        return _Number(f"{Decimal(str(value)):f}".replace(".", ","))
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%d-%m-%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return safe_text(str(value))


class _Line:
    """What csv.writer writes to: hands every line straight on."""

    def write(self, line: str) -> str:
        return line


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """Yield the lines of a Dutch CSV: BOM, `;`, decimal comma, every text in quotes."""
    writer = csv.writer(_Line(), delimiter=";", quoting=csv.QUOTE_NONNUMERIC)
    yield (BOM + writer.writerow([_csv_cell(name) for name in header])).encode()
    for row in rows:
        yield writer.writerow([_csv_cell(value) for value in row]).encode()


def csv_response(
    filename: str, header: Iterable[str], rows: Iterable[Iterable[Cell]]
) -> StreamingHttpResponse:
    """Return a download that is made while it goes out; `filename` without extension."""
    response = StreamingHttpResponse(
        csv_lines(header, rows), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    return response


def zip_response(
    filename: str, text: str, tables: Iterable[tuple[str, Iterable[str], Iterable[Iterable[Cell]]]]
) -> FileResponse:
    """Return a zip with a text and a CSV for each table (name, heads, rows), by way of a temporary
    file that goes with the answer; rows are written one by one.
    """
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    try:
        with ZipFile(file, "w", ZIP_DEFLATED) as book:
            book.writestr("leesmij.txt", text)
            for name, header, rows in tables:
                with book.open(f"{name}.csv", "w", force_zip64=True) as sheet:
                    for line in csv_lines(header, rows):
                        sheet.write(line)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    name = f"{filename}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _xlsx_cell(sheet, value: Cell):
    if isinstance(value, bool) or value is None or not isinstance(value, (*_NUMBERS, date)):
        cell = WriteOnlyCell(sheet, value=_csv_cell(value) or None)
        if cell.value is None:
            return cell
        # openpyxl would make "#N/A" an error and a text with "=" a formula.
        cell.data_type = "s"
        return cell
    if isinstance(value, datetime):
        value = timezone.localtime(value).replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    elif isinstance(value, date):
        cell.number_format = "dd-mm-yyyy hh:mm" if isinstance(value, datetime) else "dd-mm-yyyy"
    return cell


def write_xlsx(file, title: str, header: Iterable[str], rows: Iterable[Iterable[Cell]]) -> None:
    """Write one sheet to a binary file; rows go to disk one by one."""
    book = Workbook(write_only=True)
    name = re.sub(r"[\[\]:*?/\\']", " ", safe_text(title)).strip()
    sheet = book.create_sheet(name[:LONGEST_SHEET_NAME] or "Blad1")
    sheet.freeze_panes = "A2"
    heads = []
    for text in header:
        cell = _xlsx_cell(sheet, str(text))
        cell.font = Font(bold=True)
        heads.append(cell)
    sheet.append(heads)
    for row in rows:
        sheet.append([_xlsx_cell(sheet, value) for value in row])
    book.save(file)


def xlsx_response(
    filename: str, title: str, header: Iterable[str], rows: Iterable[Iterable[Cell]]
) -> FileResponse:
    """Return a workbook with one sheet, by way of a temporary file that goes with the answer."""
    file = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    try:
        write_xlsx(file, title, header, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return FileResponse(file, as_attachment=True, filename=f"{filename}.xlsx", content_type=kind)
