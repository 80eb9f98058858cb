"""Receipts with the account of a grant: private files, until it is settled."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from areas.roles import RoleKind
from budgets.actions import accounts
from budgets.actions.applications import decide
from budgets.actions.receipts import MOST_RECEIPTS, add_receipt, remove_receipt
from budgets.models import PayingRules, Receipt
from config.intake.keys import new_key
from config.lib.access import Refused
from tests.factories import pdf, person
from tests.world import jpeg

pytestmark = pytest.mark.django_db


@pytest.fixture
def granted(oost, request_of_300):
    """Rosa was granted € 300; Abel reads for the auditor."""
    decide(application=request_of_300, granted=True, amount_cents=30_000, reason="Ja.", by=oost.bas)
    oost.abel = person(RoleKind.AUDITOR, oost.area, "Abel Accountant")
    return request_of_300


def add(application, by, **fields):
    """Keep a receipt."""
    return add_receipt(
        **{"application": application, "name": "Bon van het hout", "file": pdf(), "by": by} | fields
    )


def url(application, word="bonnen") -> str:
    """An address below the request."""
    return f"{application.get_absolute_url()}{word}/"


def test_rosa_sends_a_receipt_and_takes_it_back(oost, granted, django_capture_on_commit_callbacks):
    receipt = add(granted, oost.rosa)
    name = receipt.file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        remove_receipt(receipt=receipt, by=oost.rosa)
    assert not Receipt.objects.exists()
    assert not default_storage.exists(name)


@pytest.mark.parametrize("who", ["bas", "ada", "abel", "raf", "stan"])
def test_only_the_receiver_sends_them(oost, granted, who):
    with pytest.raises(PermissionDenied):
        add(granted, getattr(oost, who))


def test_not_after_the_settlement_not_before_a_grant_and_not_more_than_twenty(oost, granted):
    receipt = add(granted, oost.rosa)
    for _one in range(MOST_RECEIPTS - 1):
        Receipt.objects.create(application=granted, name="Bon", file="x.pdf")
    with pytest.raises(Refused, match="al 20 bestanden"):
        add(granted, oost.rosa)
    accounts.settle(application=granted, amount_cents=30_000, reason="Goed.", by=oost.bas)
    for deed in (
        lambda: add(granted, oost.rosa),
        lambda: remove_receipt(receipt=receipt, by=oost.rosa),
    ):
        with pytest.raises(Refused, match="al vastgesteld"):
            deed()


def test_receipts_say_what_a_list_of_costs_would(oost, granted):
    PayingRules.objects.create(
        municipality=oost.area.municipality, code=oost.scheme.code, picture_until_cents=1
    )
    told = {"story": "Het staat er. Iedereen zit.", "spent_cents": 30_000, "by": oost.rosa}
    with pytest.raises(Refused, match="Schrijf de kosten op"):
        accounts.report_spending(application=granted, **told)
    add(granted, oost.rosa)
    assert accounts.report_spending(application=granted, **told).kind == "receipts"


@pytest.mark.parametrize(
    ("who", "status"),
    [("rosa", 200), ("bas", 200), ("ada", 200), ("abel", 200), ("wim", 404), ("stan", 404)],
)
def test_who_opens_a_receipt(oost, granted, client_of, who, status):
    receipt = add(granted, oost.rosa)
    answer = client_of(getattr(oost, who)).get(receipt.get_absolute_url())
    assert answer.status_code == status
    if status == 200:
        assert answer["Content-Disposition"].startswith("attachment")
        assert f"aanvraag-{granted.pk}-bon-van-het-hout.pdf" in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")


def test_on_the_page_a_picture_is_drawn_anew_and_a_second_press_adds_nothing(
    oost, granted, client_of
):
    browser, sent = client_of(oost.rosa), {"name": "Foto", "form_key": new_key()}
    for _press in range(2):
        answer = browser.post(url(granted), sent | {"file": jpeg("Rosa thuis.jpg")})
        assert answer.status_code == 302
    receipt = Receipt.objects.get()
    assert receipt.suffix == "jpg"
    assert "Rosa" not in receipt.file.name
    assert receipt.get_absolute_url() in browser.get(url(granted)).content.decode()
    assert receipt.get_absolute_url() in browser.get(granted.get_absolute_url()).content.decode()
    gone = f"{receipt.get_absolute_url()}weghalen/"
    assert browser.post(gone, {"form_key": new_key()}).status_code == 302
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"geen foto", "Dit bestand kunnen wij niet lezen. Kies een foto of een PDF."),
        (b"%PDF-1.4 /JavaScript %%EOF", "In deze PDF zit een script"),
        (b"%PDF-1.4 afgebroken", "geen PDF"),
        (b"", "leeg"),
    ],
)
def test_what_is_no_receipt_is_said_beside_the_field(oost, granted, client_of, content, sentence):
    file = SimpleUploadedFile("bon.pdf", content)
    sent = {"name": "Mijn bon", "file": file, "form_key": new_key()}
    page = client_of(oost.rosa).post(url(granted), sent).content.decode()
    assert sentence in page
    assert 'value="Mijn bon"' in page
    assert not Receipt.objects.exists()


def test_visitors_see_no_receipt_and_read_what_came_of_it_beside_the_amount(oost, granted, client):
    receipt = add(granted, oost.rosa, name="Bon Rosa")
    told = {"story": "Het bankje staat er. Iedereen zit.", "spent_cents": 30_000}
    accounts.report_spending(application=granted, **told, by=oost.rosa)
    budget = oost.budget.get_absolute_url()
    assert "Het bankje staat er" not in client.get(budget).content.decode()
    accounts.settle(application=granted, amount_cents=30_000, reason="Goed.", by=oost.bas)
    page = client.get(budget).content.decode()
    assert "vastgesteld op €\xa0300,00" in page
    assert "Het bankje staat er." in page
    for address in (budget, granted.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Bon Rosa" not in page
        assert receipt.get_absolute_url() not in page
