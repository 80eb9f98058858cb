"""F16: hostile files at every form that takes a file; refused, or only the picture is left.

In continuous integration each file goes to one of the forms, in turn; with `make proof` to all.
The control takes the cleaning of pictures off, and must find the original on the disk.
"""

import itertools
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.access_table import ROWS, Row
from tests.addresses import Browser
from tests.config.hostile import (
    EICAR,
    HOSTILE_DOCUMENTS,
    HOSTILE_SHEETS,
    MARK,
    NEUTRALISED,
    REFUSED,
    SCRIPT,
)
from tests.proof.scale import FULL
from tests.world import EVERYONE, HOSTS, OWN

pytestmark = pytest.mark.django_db
FILES = {**REFUSED, **NEUTRALISED, **HOSTILE_DOCUMENTS, **HOSTILE_SHEETS}
TRACES = (MARK, SCRIPT, EICAR, b"<?php", b"PK\x03\x04", b"<svg", b"/JavaScript", b"MZ\x90")


# Forms that can be sent without a file too, with the name of its field.
MAY_HOLD = {"areas:progress_add": "picture"}


def takes_file(row: Row, world) -> str:
    """The name of the field with a file in what is sent to this page, or nothing."""
    data = row.data(world, world.places[OWN]) if row.data and row.asked_in[0] == OWN else {}
    return next((name for name, value in data.items() if hasattr(value, "read")), "")


@pytest.fixture(scope="module")
def forms(world) -> list[tuple[Row, str]]:
    """Every page that takes a file, once, with the name of that field."""
    found = {}
    for row in ROWS:
        if field := takes_file(row, world) or MAY_HOLD.get(row.url, ""):
            found.setdefault(row.url, (row, field))
    return list(found.values())


def stored() -> dict[Path, bytes]:
    """Every file that the site keeps."""
    root = Path(settings.PRIVATE_ROOT)
    return {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def sent(world, row: Row, field: str, name: str, data: bytes):
    """Send the form with this file; returns the answer and the files that are new on the disk."""
    place, before = world.places[OWN], set(stored())
    who = next(one for one in EVERYONE if row.expected(one, OWN, "POST") == row.post)
    browser = Browser(world.people[who])
    path = reverse(row.url, args=row.args(place) if row.args else None)
    file = SimpleUploadedFile(name.replace("\0", ""), data, content_type="image/jpeg")
    with browser.undone():
        answer = browser.client.post(
            path,
            row.data(world, place) | {field: file, "alt": "Iets"},
            headers={"host": HOSTS[OWN]},
        )
    new = {path: kept for path, kept in stored().items() if path not in before}
    for path in new:
        path.unlink()
    return answer, list(new.values())


def faults(world, row: Row, field: str, kind: str) -> list[str]:
    """What is wrong with how this page took this file."""
    name, data = FILES[kind]
    answer, kept = sent(world, row, field, name, data)
    where = f"{row.url}, {kind}"
    wrong = [f"{where}: answer {answer.status_code}"] if answer.status_code >= 500 else []
    wrong += [f"{where}: kept as it came" for one in kept if one == data]
    for trace in TRACES:
        wrong += [f"{where}: {trace!r} was kept" for one in kept if trace in one]
    if kept and kind not in NEUTRALISED:
        wrong.append(f"{where}: {len(kept)} files kept")
    if SCRIPT in answer.content:
        wrong.append(f"{where}: its script stands on the page")
    return wrong


def test_every_form_refuses_or_cleans_every_hostile_file(world, forms, figures):
    turns = itertools.cycle(forms)
    pairs = [(form, kind) for kind in FILES for form in (forms if FULL else [next(turns)])]
    wrong = [line for (row, field), kind in pairs for line in faults(world, row, field, kind)]
    figures("hostile files", files=len(FILES), forms=len(forms), sent=len(pairs), wrong=len(wrong))
    assert len(FILES) >= 60
    assert not wrong, "\n".join(wrong)


def test_every_form_with_a_file_is_tried(forms):
    assert {row.url for row, _field in forms} == {
        "areas:progress_add",
        "areas:sheet_upload",
        "budgets:from_bank",
        "budgets:receipts",
        "initiatives:pictures",
        "partners:covenant_document_add",
        "stories:pictures",
    }


def test_teeth_without_cleaning_the_original_is_found_on_the_disk(world, forms, monkeypatch):
    monkeypatch.setattr(
        "config.intake.pictures.clean", lambda upload: ContentFile(upload.read(), "foto.jpg")
    )
    row, field = next(form for form in forms if form[0].url == "initiatives:pictures")
    wrong = faults(world, row, field, "jpeg + html")
    assert any("kept as it came" in line for line in wrong), wrong
