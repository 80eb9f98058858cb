"""Paying what was granted: a sealed account number, two pairs of eyes, and the bank's answer."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from areas.roles import RoleKind
from budgets.actions import payments
from budgets.actions.applications import decide
from budgets.iban import read_iban
from budgets.models import (
    Account,
    BankAccount,
    BatchState,
    Entry,
    PayingRules,
    Payment,
    PaymentBatch,
    PaymentState,
)
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused
from config.outbox.models import Mail
from tests.factories import person

pytestmark = pytest.mark.django_db
IBAN = "NL91 ABNA 0417 1643 00"
A = Account


@pytest.fixture
def granted(oost, request_of_300):
    """Bas grants Rosa € 300; Sem and Sara handle the money of the municipality."""
    root = oost.area.municipality.root
    oost.sem = person(RoleKind.SUBSIDY, root, "Sem Subsidie")
    oost.sara = person(RoleKind.SUBSIDY, root, "Sara Subsidie")
    decide(
        application=request_of_300, granted=True, amount_cents=30_000, reason="Goed.", by=oost.bas
    )
    return request_of_300


def give(application, by, iban=IBAN):
    """Give an account number."""
    return payments.give_account(application=application, iban=iban, holder="R. Resident", by=by)


@pytest.fixture
def batch(oost, granted):
    """Sem puts Rosa's grant in a batch."""
    give(granted, oost.rosa)
    return payments.make_batch(municipality=oost.area.municipality, by=oost.sem)


def approve(batch, by, approved=True):
    """Approve it, as it was read now."""
    fresh = PaymentBatch.objects.get(pk=batch.pk)
    return payments.check_batch(batch=fresh, approved=approved, by=by)


def held(application):
    """Whole euros: reserved, ready, paid."""
    found = Entry.objects.held(application)
    return [found[name] // 100 for name in (A.RESERVED, A.COMMITTED, A.SPENT)]


@pytest.mark.parametrize("text", [IBAN, "nl91abna0417164300", "BE68 5390 0754 7034"])
def test_an_account_number_is_read_as_people_type_it(text):
    assert read_iban(text)[:2] in ("NL", "BE")


@pytest.mark.parametrize("text", ["", "NL91ABNA0417164301", "NL91ABNA041716430", "1234", "NL91é"])
def test_a_wrong_account_number_is_refused(text):
    with pytest.raises(ValueError, match="account number|check digits"):
        read_iban(text)


def test_the_number_is_sealed_and_shown_masked(oost, granted, client_of):
    account = give(granted, oost.rosa)
    assert "0417" not in account.sealed
    assert account.masked == "•••• 4300"
    assert "0417" not in str(list(Event.objects.values()))
    page = client_of(oost.rosa).get(granted.get_absolute_url()).content.decode()
    assert "•••• 4300" in page
    assert "0417" not in page


@pytest.mark.parametrize("who", ["bas", "ada", "stan", "wim"])
def test_only_the_initiator_gives_the_number(oost, granted, who):
    with pytest.raises(PermissionDenied):
        give(granted, getattr(oost, who))


def test_no_number_is_asked_before_the_grant(oost, request_of_300):
    with pytest.raises(Refused, match="geen geld toegekend"):
        give(request_of_300, oost.rosa)


def test_a_second_person_approves_and_the_bank_pays_once(oost, granted, batch):
    assert held(granted) == [0, 300, 0]
    with pytest.raises(PermissionDenied, match="zelf gemaakt"):
        approve(batch, oost.sem)
    approve(batch, oost.sara)
    payment = Payment.objects.get()
    say = {"number": payment.number, "paid": True, "on": "2026-11-18", "note": "", "by": oost.sem}
    assert payments.settle_payment(**say)
    assert not payments.settle_payment(**say)
    assert held(granted) == [0, 0, 300]
    assert Mail.objects.filter(purpose="payment-paid").count() == 1
    with pytest.raises(Refused, match="Eerder is gemeld: betaald"):
        payments.settle_payment(**say | {"paid": False})


def test_of_two_who_approve_one_is_refused(oost, batch):
    one, other = (PaymentBatch.objects.get(pk=batch.pk) for _ in range(2))
    payments.check_batch(batch=one, approved=True, by=oost.sara)
    with pytest.raises(Refused, match="net bekeken"):
        payments.check_batch(batch=other, approved=False, by=oost.sara)


def test_turned_down_the_money_is_granted_again(oost, granted, batch):
    approve(batch, oost.sara, approved=False)
    assert held(granted) == [300, 0, 0]
    assert Payment.objects.get().state == PaymentState.FAILED
    assert payments.make_batch(municipality=oost.area.municipality, by=oost.sem)


def test_nothing_is_paid_before_the_approval(oost, batch):
    number = Payment.objects.get().number
    with pytest.raises(Refused, match="niet goedgekeurd"):
        payments.export(batch=batch, by=oost.sem)
    with pytest.raises(Refused, match="niet goedgekeurd"):
        payments.settle_payment(number=number, paid=True, on="2026-11-18", note="", by=oost.sem)


def test_nothing_is_set_ready_twice(oost, batch):
    with pytest.raises(Refused, match="niets om te betalen"):
        payments.make_batch(municipality=oost.area.municipality, by=oost.sara)


def test_nobody_pays_their_own_request(oost, granted):
    give(granted, oost.rosa)
    granted.asked_by = oost.sem
    granted.save(update_fields=["asked_by"])
    with pytest.raises(Refused, match="niets om te betalen"):
        payments.make_batch(municipality=oost.area.municipality, by=oost.sem)
    batch = payments.make_batch(municipality=oost.area.municipality, by=oost.sara)
    with pytest.raises(PermissionDenied, match="aanvraag van uzelf"):
        approve(batch, oost.sem)


def test_the_database_wants_two_pairs_of_eyes_and_one_payment(oost, granted, batch):
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentBatch.objects.update(
            state=BatchState.APPROVED, checked_by=oost.sem, checked_at=batch.made_at
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(batch=batch, application=granted, amount_cents=1)


def test_the_file_has_the_number_the_cost_centre_and_leaves_a_trail(
    oost, granted, batch, client_of
):
    PayingRules.objects.create(
        municipality=oost.area.municipality,
        code=oost.scheme.code,
        cost_centre="K-100",
        commitment="V-2026",
    )
    approve(batch, oost.sara)
    answer = client_of(oost.sem).post(f"{batch.get_absolute_url()}bestand/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "NL91ABNA0417164300" in text
    assert "300,00" in text
    assert answer["Cache-Control"] == "no-store"
    assert Event.objects.filter(verb="payment_batch.exported", actor=oost.sem).count() == 1


def test_what_was_paid_is_read_line_by_line(oost, granted, batch, client_of):
    approve(batch, oost.sara)
    number = Payment.objects.get().number
    lines = f"Betaalnummer;Status;Datum\n{number};betaald;18-11-2026\nGW1x;betaald;18-11-2026\n"
    lines += f"{number};misschien;\n{number};betaald;18-11-2026\n"
    file = SimpleUploadedFile("bank.csv", lines.encode())
    page = client_of(oost.sem).post(
        "/geld/betalingen/inlezen/", {"form_key": new_key(), "file": file}
    )
    text = page.content.decode()
    said = ["Verwerkt.", "niet bekend", "Vul bij Status in", "Was al verwerkt."]
    assert all(one in text for one in said)
    assert held(granted) == [0, 0, 300]


def test_refused_by_the_bank_a_new_number_can_be_given(oost, granted, batch):
    approve(batch, oost.sara)
    number = Payment.objects.get().number
    with pytest.raises(Refused, match="betaling loopt al"):
        give(granted, oost.rosa)
    payments.settle_payment(number=number, paid=False, on=None, note="Onbekend", by=oost.sem)
    assert held(granted) == [300, 0, 0]
    assert give(granted, oost.rosa)
    assert BankAccount.objects.count() == 1
