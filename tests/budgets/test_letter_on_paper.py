"""A letter as PDF: whether a screen reader can read it, that it stays the same, and for whom."""

import io
from hashlib import sha256

import pdfua
import pikepdf
import pytest
from django.urls import reverse

from budgets.letter_paper import TEMPLATE, letter_paper, letter_pdf
from budgets.models import Letter
from config.lib.access import Refused
from config.look.pdf import FOLDER, pdf
from tests.budgets.written import sent
from tests.factories import InitiativeFactory

SIGNS = '#1 *x* _y_ $z$ "q" \\ <a> [b] {c} @d =e'


@pytest.fixture
def letter(decided):
    """What Ada sent about the € 200 for Rosa."""
    decided.letter = sent(decided, duties=SIGNS)
    return decided.letter


def address(letter) -> str:
    """The address of the document."""
    return reverse("budgets:letter_file", args=[letter.pk])


def test_other_programs_find_it_accessible(letter, tmp_path):
    """Built as PDF/UA-1, and looked at by a second tool."""
    file = tmp_path / "letter.pdf"
    file.write_bytes(letter_pdf(letter, "Rosa Resident"))
    report = pdfua.validate(str(file))
    errors = [one for one in report.findings if one.severity == pdfua.Severity.ERROR]
    assert not errors, [(one.rule_id, one.message) for one in errors]
    with pikepdf.open(io.BytesIO(file.read_bytes())) as document:
        assert str(document.Root.Lang) == "nl-NL"
        assert "/StructTreeRoot" in document.Root
        assert document.docinfo["/Title"] == "Besluit op uw aanvraag: voor een deel toegekend"


def test_every_word_that_was_sent_is_in_it(letter):
    data = letter_paper(letter, "Rosa Resident")
    assert data["addressee"] == ["Rosa Resident"]
    assert [part["title"] for part in data["parts"]] == [title for title, _text in letter.parts]
    lines = [line for part in data["parts"] for found in part["text"] for line in found]
    assert SIGNS in lines
    assert "\n".join(lines).split() == " ".join(text for _title, text in letter.parts).split()


def test_it_is_the_same_byte_by_byte_whenever_it_is_made(letter, at):
    first = letter_pdf(letter, "Rosa Resident")
    with at(2031, 5, 6):
        assert letter_pdf(Letter.objects.get(), "Rosa Resident") == first
    assert pdf(TEMPLATE, letter_paper(letter, "")) != first


def test_of_a_text_that_was_changed_no_document_is_made(letter):
    """Teeth: whoever gets past the trigger of the table leaves a text that does not fit its sum."""
    changed = Letter.objects.get()
    changed.body = changed.body.replace("200", "900")
    assert changed.body != letter.body
    with pytest.raises(Refused, match="niet die van toen"):
        letter_pdf(changed, "")


def test_a_page_of_a_letter_that_does_not_fit_its_sum_says_so(decided, client_of):
    kept = {"kind": "partly", "objection_until": "2026-12-30", "template_version": 2}
    odd = Letter.objects.create(
        application=decided.request, body="[]", digest="0" * 64, by=decided.ada, **kept
    )
    client = client_of(decided.ada)
    answer = client.get(address(odd))
    assert answer.url == odd.get_absolute_url()
    assert "niet die van toen" in client.get(answer.url).text


def test_a_letter_that_was_sent_keeps_its_looks(letter):
    """Teeth: who changes the template, or a word around the text, gives it a version of its own."""
    paper = letter_paper(letter, "")
    words = [paper["title"], paper["addressee"], [one["name"] for one in paper["facts"]]]
    words.append(paper["closing"].replace(letter.digest, ""))
    known = sha256((FOLDER / TEMPLATE).read_bytes() + repr(words).encode()).hexdigest()
    assert (letter.template_version, known[:16]) == (5, "b1079b05e4e9919e")


@pytest.mark.parametrize(
    ("who", "status"), [("rosa", 200), ("ada", 200), ("bas", 200), ("stan", 404), ("wim", 404)]
)
def test_who_takes_it_along(letter, decided, client_of, who, status):
    answer = client_of(getattr(decided, who)).get(address(letter))
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "no-store"
        assert answer.content.startswith(b"%PDF-")


def test_the_name_is_not_in_it_after_it_was_erased(decided):
    """The letter keeps no name: it is asked of the initiative, where it goes when it is erased."""
    assert "Rosa" not in sent(decided).body
    assert InitiativeFactory._meta.model.objects.get().contact_name == "Rosa Resident"
