"""Paying in parts: an advance, and the rest once it is known what the grant comes to."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from areas.roles import RoleKind
from budgets.actions import accounts, payments
from budgets.actions.applications import decide
from budgets.letter_kinds import SAYS
from budgets.models import (
    Account,
    Construction,
    Entry,
    LetterKind,
    Payment,
    PaymentState,
    Settlement,
)
from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from tests.budgets.written import heard_today
from tests.factories import person

pytestmark = pytest.mark.django_db
A = Account


@pytest.fixture
def parts(oost, request_of_300):
    """Rosa gets 80% of her € 300 beforehand; Sem and Sara handle the money."""
    oost.scheme.advance_share = Decimal("0.8")
    oost.scheme.save()
    root = oost.area.municipality.root
    oost.sem = person(RoleKind.SUBSIDY, root, "Sem Subsidie")
    oost.sara = person(RoleKind.SUBSIDY, root, "Sara Subsidie")
    request_of_300.scheme = oost.scheme
    decide(
        application=request_of_300, granted=True, amount_cents=30_000, reason="Goed.", by=oost.bas
    )
    oost.request = request_of_300
    given = {"iban": "NL91ABNA0417164300", "holder": "R. Resident"}
    payments.give_account(application=request_of_300, **given, by=oost.rosa)
    return oost


def paid(place, is_paid=True):
    """What is payable now is set ready, approved and paid; the amount in cents."""
    batch = payments.make_batch(municipality=place.area.municipality, by=place.sem)
    payments.check_batch(batch=batch, approved=True, by=place.sara)
    payment = batch.payments.get()
    payments.settle_payment(number=payment.number, paid=is_paid, on=today(), note="", by=place.sem)
    return payment.amount_cents


def settled(place, cents=30_000, ground=""):
    """Bas settles it."""
    return accounts.settle(
        application=place.request,
        amount_cents=cents,
        ground=ground,
        reason="Zo.",
        heard=heard_today(),
        by=place.bas,
    )


def held(place):
    """Whole euros: reserved, spent, to come back."""
    found = Entry.objects.held(place.request)
    return [found[name] // 100 for name in (A.RESERVED, A.SPENT, A.CLAIMED)]


def test_the_advance_comes_first_and_the_rest_after_the_settlement(parts):
    assert paid(parts) == 24_000
    assert "voorschot" in Mail.objects.get(purpose="payment-paid").text
    with pytest.raises(Refused, match="niets om te betalen"):
        payments.make_batch(municipality=parts.area.municipality, by=parts.sem)
    settled(parts)
    assert paid(parts) == 6_000
    assert held(parts) == [0, 300, 0]
    with pytest.raises(Refused, match="niets om te betalen"):
        payments.make_batch(municipality=parts.area.municipality, by=parts.sem)


@pytest.mark.parametrize(
    ("cents", "rest", "left"),
    [(27_000, 3_000, [0, 270, 0]), (24_000, 0, [0, 240, 0]), (20_000, 0, [0, 200, 40])],
)
def test_settled_lower_the_rest_is_less_or_something_comes_back(parts, cents, rest, left):
    paid(parts)
    settled(parts, cents, "a")
    if rest:
        assert paid(parts) == rest
    else:
        with pytest.raises(Refused, match="niets om te betalen"):
            payments.make_batch(municipality=parts.area.municipality, by=parts.sem)
    assert held(parts) == left


def test_settled_before_anything_was_paid_all_goes_at_once(parts):
    settled(parts, 25_000, "a")
    assert paid(parts) == 25_000
    assert Payment.objects.get().part == "rest"


def test_an_advance_that_the_bank_sent_back_is_tried_again(parts):
    paid(parts, is_paid=False)
    assert paid(parts) == 24_000


def test_half_a_cent_of_the_advance_goes_to_the_rest(parts):
    parts.scheme.advance_share = Decimal("0.3333")
    parts.scheme.save()
    assert paid(parts) == 9_999


def test_between_the_parts_another_number_can_be_given_and_after_them_none(parts):
    given = {"iban": "BE68539007547034", "holder": "R. Resident", "by": parts.rosa}
    paid(parts)
    assert payments.give_account(application=parts.request, **given).last_four == "7034"
    settled(parts)
    paid(parts)
    with pytest.raises(Refused, match="betaling loopt al"):
        payments.give_account(application=parts.request, **given)


@pytest.mark.parametrize("cents", [6_001, 30_000])
def test_the_database_never_pays_more_than_was_granted(parts, cents):
    paid(parts)
    batch = Payment.objects.get().batch
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            batch=batch, application=parts.request, part="rest", amount_cents=cents
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.update(amount_cents=30_001)
    Payment.objects.create(batch=batch, application=parts.request, part="rest", amount_cents=6_000)


def test_the_database_pays_a_part_once(parts):
    paid(parts)
    batch = Payment.objects.get().batch
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            batch=batch,
            application=parts.request,
            part="advance",
            amount_cents=1,
            state=PaymentState.PAID,
        )


def test_the_pages_say_which_part(parts, client_of):
    page = client_of(parts.sem).get("/geld/betalingen/").content.decode()
    assert "€\xa0240,00 · voorschot" in page
    paid(parts)
    shown = client_of(parts.rosa).get(parts.request.get_absolute_url()).content.decode()
    assert "Voorschot: €\xa0240,00 betaald op" in shown


def test_what_is_final_at_once_is_settled_with_the_decision(oost, request_of_300):
    oost.scheme.settlement = "at_once"
    oost.scheme.save()
    request_of_300.scheme = oost.scheme
    decide(
        application=request_of_300, granted=True, amount_cents=30_000, reason="Goed.", by=oost.bas
    )
    assert Settlement.objects.get().amount_cents == 30_000
    told = {"story": "Het staat er.", "spent_cents": 28_000, "by": oost.rosa}
    assert accounts.report_spending(application=request_of_300, **told).kind == "story"
    with pytest.raises(Refused, match="al vastgesteld"):
        accounts.settle(application=request_of_300, amount_cents=30_000, reason="Zo.", by=oost.bas)


def test_a_letter_names_each_payment(parts):
    paid(parts)
    settled(parts)
    paid(parts)
    said = SAYS[LetterKind.SETTLED](parts.request, LetterKind.SETTLED, {}, today())
    (text,) = [text for heading, text in said if heading == "Betaling"]
    assert "Wij betaalden €\xa0240,00 op" in text
    assert "2026 en €\xa060,00 op" in text


def test_who_told_nothing_of_an_advance_and_the_rest_is_reminded_once(parts, at):
    parts.scheme.construction = Construction.HOLDER
    parts.scheme.save()
    paid(parts)
    Payment.objects.create(
        batch=Payment.objects.get().batch,
        application=parts.request,
        part="rest",
        amount_cents=6_000,
        state=PaymentState.PAID,
        settled_on=today(),
    )
    with at(2027, 3, 1):
        assert [accounts.remind_of_reports() for _ in range(2)] == [1, 0]
