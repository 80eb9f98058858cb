"""Small practice files, written by the test that reads them."""

import pytest

from config.pages.practice.load import FileRefused, load

START = """
[gemeente]
code = "waterstad"
naam = "Waterstad"
cbs = "GM9999"
bron = "raadsbesluit"

[[niveaus]]
code = "gebied"
naam = "gebied"
meervoud = "gebieden"
diepte = 1
op_kaart = true

[[niveaus]]
code = "wijk"
naam = "wijk"
meervoud = "wijken"
diepte = 2
"""


@pytest.fixture
def practice_file(tmp_path):
    """Write a practice file of Waterstad: `practice_file('[[themas]] …')` adds to its start."""

    def write(text: str = "", *, start: str = START, name: str = "waterstad.toml"):
        path = tmp_path / name
        path.write_text(start + text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def loaded(db, practice_file):
    """Load a practice file of Waterstad and return the report."""
    return lambda text="", **options: load([practice_file(text, **options)])


@pytest.fixture
def complaints_of(db, practice_file):
    """Load a practice file that is wrong and return what is said about it."""

    def read(text: str = "", **options) -> list[str]:
        with pytest.raises(FileRefused) as refused:
            load([practice_file(text, **options)])
        return refused.value.complaints

    return read
