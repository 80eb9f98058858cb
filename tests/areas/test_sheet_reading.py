"""Reading a spreadsheet: what comes in, in which forms, and what is refused in plain words."""

import io
import re
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from areas.sheets.days import read_date
from areas.sheets.match import closest, find_header, guess_columns, read_state, read_yes
from areas.sheets.read import MAX_BYTES, SheetError, read


def xlsx(*rows, sheets=()) -> bytes:
    """A workbook with these rows on its first sheet."""
    book = Workbook()
    for number, filled in enumerate([rows, *sheets]):
        sheet = book.active if number == 0 else book.create_sheet()
        for row in filled:
            sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


HEADER = ["Nr", "Actie", "Kosten"]


# --- What comes in ---------------------------------------------------------


def test_a_workbook_comes_in_as_texts():
    rows = read(
        "acties.xlsx",
        xlsx(HEADER, [1, "Bomen", 1250.5], [2, datetime(2027, 3, 1), None], [None, True, 2027.0]),
    )
    assert rows == [HEADER, ["1", "Bomen", "1250,50"], ["2", "2027-03-01", ""], ["", "ja", "2027"]]


def test_a_formula_comes_in_as_its_value_or_as_nothing():
    assert read("acties.xlsx", xlsx(HEADER, [1, "Bomen", "=1+1"]))[1] == ["1", "Bomen", ""]


def test_empty_rows_keep_their_place_and_an_almost_empty_first_sheet_is_passed_over():
    data = xlsx(["Titel van het blad"], sheets=[[HEADER, [None, ""], [1, "Bomen", 5], [""]]])
    assert read("acties.xlsx", data) == [HEADER, ["", "", ""], ["1", "Bomen", "5"]]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_comes_in_with_each_delimiter_and_encoding(delimiter, encoding):
    text = delimiter.join(HEADER) + "\r\n" + delimiter.join(["1", '"Café, één; of"', "5"]) + "\r\n"
    assert read("acties.csv", text.encode(encoding))[1] == ["1", "Café, één; of", "5"]


def test_short_rows_get_empty_cells():
    assert read("a.csv", b"Nr;Actie;Kosten\n1;Bomen")[1] == ["1", "Bomen", ""]


# --- What is refused -------------------------------------------------------


def bomb() -> bytes:
    """A few kilobytes that unpack to 100 MB."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/worksheets/sheet1.xml", b"0" * 100_000_000)
    return kept.getvalue()


def with_part(name: str, text: str) -> bytes:
    """A good workbook in which one part is replaced."""
    kept, source = io.BytesIO(), io.BytesIO(xlsx(HEADER, [1, "Bomen", 5]))
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(kept, "w") as new:
        for part in old.namelist():
            new.writestr(part, text if part == name else old.read(part))
    return kept.getvalue()


LAUGHS = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>'
REFUSED = {
    "too large": ("a.csv", b"Nr;Actie\n" + b"1;Bomen\n" * (MAX_BYTES // 8), "groter dan 2 MB"),
    "empty": ("a.csv", b"", "leeg"),
    "only spaces": ("a.csv", b" \r\n \n", "leeg"),
    "only a header": ("a.xlsx", xlsx(HEADER), "geen rijen"),
    "no rows at all": ("a.xlsx", xlsx(), "geen rijen"),
    "a bomb": ("a.xlsx", bomb(), "uitgepakt te groot"),
    "another zip": ("a.xlsx", b"PK\x05\x06" + b"\0" * 18, "geen goed rekenblad"),
    "half a workbook": ("a.xlsx", xlsx(HEADER, [1, "Bomen", 5])[:2000], "geen goed rekenblad"),
    "words of its own": ("a.xlsx", with_part("xl/worksheets/sheet1.xml", LAUGHS), "geen goed rek"),
    "a broken sheet": ("a.xlsx", with_part("xl/worksheets/sheet1.xml", "<no"), "geen goed rek"),
    "a PDF": ("a.csv", b"%PDF-1.7\n1;2\n", "geen rekenblad"),
    "a picture": ("a.csv", b"\xff\xd8\xff\x00\x00", "geen rekenblad"),
    "an old workbook": ("a.xls", b"\xd0\xcf\x11\xe0 oud", "geen rekenblad"),
    "10,000 rows": ("a.csv", b"Nr;Actie\n" + b"1;Bomen\n" * 10_000, "meer dan 5.000 rijen"),
    "10,000 rows, XLSX": ("a.xlsx", xlsx(*([1, "B"] for _ in range(10_000))), "5.000 rijen"),
    "61 columns": ("a.csv", b";".join([b"kop"] * 61) + b"\n1;2\n", "meer dan 60 kolommen"),
    "a letter that is none": ("a.csv", b"Nr;Actie\n1;\x81\x8d\n", "niet te lezen"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_cannot_be_read_says_why(kind):
    name, data, reason = REFUSED[kind]
    with pytest.raises(SheetError) as refusal:
        read(name, data)
    assert re.search(reason, refusal.value.reason)


# --- Columns ---------------------------------------------------------------


def test_columns_are_guessed_by_their_words():
    header = ["Nr.", "Actie", "Wijk", "Doelstelling", "Trekker", "Start", "Gereed", "Bedrag (€)"]
    assert guess_columns(header) == {
        "key": 0,
        "title": 1,
        "area": 2,
        "goal": 3,
        "lead": 4,
        "starts": 5,
        "ends": 6,
        "cost": 7,
    }


def test_one_column_is_guessed_for_one_thing_only():
    found = guess_columns(["Omschrijving", "Titel", "Status", "Openbaar"])
    assert found == {"title": 1, "state": 2, "public": 3}


def test_the_header_may_stand_below_a_title():
    rows = [["Uitvoeringsplan 2027", ""], ["Actie", "Thema"], ["Bomen planten", "Groen"]]
    assert find_header(rows) == 1
    assert find_header([["", ""], ["een", "twee"], ["drie", "vier"]]) == 1
    assert find_header([["een", "twee"], ["drie", "vier"]]) == 0


# --- Cells -----------------------------------------------------------------

DAYS = {
    "1-3-2027": ("2027-03-01", "2027-03-01"),
    "01/03/2027": ("2027-03-01", "2027-03-01"),
    "1-3-27": ("2027-03-01", "2027-03-01"),
    "2027-03-01": ("2027-03-01", "2027-03-01"),
    "1 maart 2027": ("2027-03-01", "2027-03-01"),
    "1 mrt. 2027": ("2027-03-01", "2027-03-01"),
    "Maart 2027": ("2027-03-01", "2027-03-31"),
    "feb 2028": ("2028-02-01", "2028-02-29"),
    "3-2027": ("2027-03-01", "2027-03-31"),
    "Q2 2027": ("2027-04-01", "2027-06-30"),
    "2027-Q4": ("2027-10-01", "2027-12-31"),
    "2e kwartaal 2027": ("2027-04-01", "2027-06-30"),
    "kwartaal 1 2027": ("2027-01-01", "2027-03-31"),
    "2027": ("2027-01-01", "2027-12-31"),
}


@pytest.mark.parametrize("text", DAYS)
def test_days_are_read_as_people_write_them(text):
    first, last = DAYS[text]
    assert read_date(text) == date.fromisoformat(first)
    assert read_date(text, end=True) == date.fromisoformat(last)


@pytest.mark.parametrize(
    "text",
    [
        "31-2-2027",
        "1-13-2027",
        "13-2027",
        "volgend jaar",
        "Q5 2027",
        "1027",
        "0-0-2027",
        "5 foo 27",
    ],
)
def test_what_is_no_day_is_not_guessed(text):
    with pytest.raises(ValueError):
        read_date(text)


def test_an_empty_cell_is_no_day_no_state_and_neither_yes_nor_no():
    assert (read_date(" "), read_state(""), read_yes("")) == (None, "", None)


def test_words_for_a_state_and_for_yes():
    assert [read_state(word) for word in ("Gepland", "in uitvoering", "AFGEROND", "vervallen")] == [
        "planned",
        "running",
        "done",
        "stopped",
    ]
    assert (read_yes("Ja"), read_yes("x"), read_yes("intern")) == (True, True, False)
    for read_word in (read_state, read_yes):
        with pytest.raises(ValueError):
            read_word("misschien")


def test_a_word_finds_the_name_it_is_most_like():
    names = {"vijverbuurt": 1, "oosterwijk": 2}
    assert closest("Vijver-buurt", names) == 1
    assert closest("Zuid", names) is None
    assert closest("Koudekerk", {"koudekerk aan den rijn": 3, "benthuizen": 4}) == 3
    assert closest("Rijn", {"koudekerk aan den rijn": 3, "alphen aan den rijn": 5}) is None
