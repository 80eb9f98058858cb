"""Downloads: no cell that a spreadsheet runs, numbers stay numbers, memory stays small."""

import csv
import datetime
import io
import tracemalloc
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from config.look.exports import csv_lines, csv_response, euros, safe_text, write_xlsx, xlsx_response

# Formulas, also behind what a spreadsheet may skip, and in forms that Excel takes for = + - @.
PAYLOADS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "\x00=1+1", "\ufeff=1+1",
    " =1+1", "   +1", "\u00a0=1", "\u200b=1", "\u202e=1", "＝1+1", "＋1", "－1", "＠A1", "﹦1",
    "﹢1", "﹫A1", "\ufeff ＝1", "=HYPERLINK(\"http://x\")", "=cmd|' /C calc'!A0",
    "-2+3+cmd|' /C'!A0", "\ttext", "\rtext", "\ntext", "\x00text", "=1;=2", "\x1f=1", "\x7f=1",
]  # fmt: skip
HARMLESS = [
    "",
    "Oost",
    "a=1",
    "1-2",
    "€\xa05",
    "'s-Hertogenbosch",
    "x;y",
    'zeg "ja"',
    "a\nb",
    "é – ♥",
]
FORBIDDEN = tuple("=+-@\t\r\n\x00＝＋－＠﹦﹢﹣﹫")
SKIPPED = "\ufeff\u200b\u202e\u00a0 \x1f\x7f"


def read_csv(header, rows):
    """Write a CSV and read it back as Excel would."""
    text = b"".join(csv_lines(header, rows)).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def read_xlsx(header, rows):
    """Write a workbook and read it back."""
    file = io.BytesIO()
    write_xlsx(file, "=Blad/1", header, rows)
    return load_workbook(io.BytesIO(file.getvalue())).active


def test_no_text_is_left_that_a_spreadsheet_runs():
    for text in PAYLOADS:
        assert safe_text(text).startswith("'"), repr(text)


def test_harmless_text_stays_as_it_is():
    assert [safe_text(text) for text in HARMLESS] == HARMLESS


@pytest.mark.parametrize("column", [0, 1, 2])
def test_payloads_in_every_column_of_a_csv(column):
    rows = [["veilig"] * column + [text] + ["veilig"] * (2 - column) for text in PAYLOADS]
    found = read_csv(["=kop", "b", "c"], rows)
    assert found[0][0] == "'=kop"
    assert len(found) == len(rows) + 1
    for row in found:
        assert len(row) == 3
        assert not any(cell.lstrip(SKIPPED).startswith(FORBIDDEN) for cell in row), row


def test_a_csv_that_is_read_with_commas_has_no_formula_either():
    text = b"".join(csv_lines(["a"], [["x,=1+1"], ["y;=1+1"]])).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        assert not any(cell.startswith(FORBIDDEN) for cell in row)


@pytest.mark.parametrize("column", [0, 1, 2])
def test_payloads_in_every_column_of_a_workbook(column):
    rows = [["veilig"] * column + [text] + ["veilig"] * (2 - column) for text in PAYLOADS]
    sheet = read_xlsx(["=kop", "b", "c"], rows)
    assert sheet.max_row == len(rows) + 1
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type == "s"
            assert not cell.value.lstrip(SKIPPED).startswith(FORBIDDEN)


def test_numbers_stay_numbers_and_negative_ones_too():
    values = [euros(-125_050), euros(0), euros(100_000_000), 12, -3, Decimal("3.687"), 0.5]
    raw = b"".join(csv_lines(["a"] * 7, [values])).decode("utf-8-sig").splitlines()[1]
    assert raw == "-1250,50;0,00;1000000,00;12;-3;3,687;0,5"
    cells = next(read_xlsx(["a"] * 7, [values]).iter_rows(min_row=2))
    assert [cell.data_type for cell in cells] == ["n"] * 7
    assert [cell.value for cell in cells] == [-1250.5, 0, 1_000_000, 12, -3, 3.687, 0.5]


def test_dates_and_yes_and_no():
    moment = datetime.datetime(2026, 7, 1, 22, 30, tzinfo=datetime.UTC)
    values = [datetime.date(2026, 11, 18), moment, True, False, None]
    assert read_csv("abcde", [values])[1] == ["18-11-2026", "02-07-2026 00:30", "ja", "nee", ""]
    cells = next(read_xlsx("abcde", [values]).iter_rows(min_row=2, values_only=True))
    assert cells[:2] == (datetime.datetime(2026, 11, 18), datetime.datetime(2026, 7, 2, 0, 30))
    assert cells[2:] == ("ja", "nee", None)


@pytest.mark.parametrize("text", ["\ud800", "\x0b", "x" * 70_000, "\ufffe", "#N/A", "\x00"])
def test_what_a_file_cannot_hold_breaks_nothing(text):
    assert len(read_csv(["a"], [[text]])[1][0]) <= 32_000
    cell = read_xlsx(["a"], [[text]]).cell(2, 1)
    assert cell.value is None or cell.data_type == "s"


def test_text_reads_back_as_it_was():
    assert [row[0] for row in read_csv(["a"], [[text] for text in HARMLESS])[1:]] == HARMLESS
    sheet = read_xlsx(["a"], [[text] for text in HARMLESS])
    found = [row[0] or "" for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert found == HARMLESS


def test_downloads_carry_their_name_and_kind():
    plain, book = csv_response("geld", ["a"], []), xlsx_response("geld", "Geld", ["a"], [])
    assert plain["Content-Type"] == "text/csv; charset=utf-8"
    assert plain["Content-Disposition"] == 'attachment; filename="geld.csv"'
    assert book["Content-Disposition"] == 'attachment; filename="geld.xlsx"'
    book.file_to_stream.close()


def peak(work) -> int:
    """The most memory in use while `work` runs, in bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_the_memory_of_an_export_does_not_grow_with_its_rows(tmp_path):
    def rows(count):
        return ([f"gebied {number}", euros(number)] for number in range(count))

    def write(count):
        with (tmp_path / "uit.xlsx").open("wb") as file:
            write_xlsx(file, "x", ["a", "b"], rows(count))

    def stream(count):
        for _line in csv_lines(["a", "b"], rows(count)):
            pass

    for export in (write, stream):
        export(10)
        small, large = peak(lambda export=export: export(500)), peak(lambda e=export: e(5_000))
        assert large < small + 1_000_000
