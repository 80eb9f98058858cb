"""The file of SEPA credit transfers: its shape, its sums, its switch, and for whom it is."""

import datetime
from xml.etree import ElementTree

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas.roles import RoleKind
from budgets.actions import payments
from budgets.actions.applications import decide
from budgets.actions.transfer import makes_transfers, transfer_batch
from budgets.models import PayingRules, PaymentBatch
from budgets.sepa import Debtor, Order, Transfer, Unpayable, euros, plain, transfer_file
from budgets.sepa_check import NAMESPACE, faults
from config.audit.models import Event
from config.lib.access import Refused
from tests.factories import person

TOWN = Debtor("Gemeente Waterstad", "NL91ABNA0417164300", "ABNANL2A")
FUND = Debtor("Fonds Oost", "BE68539007547034")
MOMENT = datetime.datetime(2026, 11, 18, 12, 30, tzinfo=datetime.UTC)
N = f"{{{NAMESPACE}}}"
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def transfer(number=1, cents=30_000, **more) -> Transfer:
    """A payment to Rosa."""
    usual = {"debtor": TOWN, "name": "R. Resident", "iban": "NL91ABNA0417164300"}
    usual |= {"reference": f"GW{number:08d}", "text": "Aanvraag 1"}
    return Transfer(cents=cents, **usual | more)


def order(*transfers) -> Order:
    """A file of these."""
    day = datetime.date(2026, 11, 19)
    return Order(number="GW00000012", made_at=MOMENT, pay_on=day, transfers=transfers)


def tree(*transfers):
    """The file, read again."""
    return ElementTree.fromstring(transfer_file(order(*transfers)))


def texts(document, name) -> list[str]:
    """The texts of all elements with this name."""
    return [one.text for one in document.iter(N + name)]


def test_one_payment_stands_in_it_whole():
    document = tree(transfer(cents=1205))
    assert texts(document, "InstdAmt") == ["12.05"]
    assert texts(document, "CtrlSum") == ["12.05", "12.05"]
    assert texts(document, "NbOfTxs") == ["1", "1"]
    assert texts(document, "EndToEndId") == ["GW00000001"]
    assert texts(document, "IBAN") == [TOWN.iban, "NL91ABNA0417164300"]
    assert texts(document, "BICFI") == ["ABNANL2A"]
    assert texts(document, "Dt") == ["2026-11-19"]


def test_each_account_that_pays_has_a_block_with_its_own_sum():
    document = tree(transfer(1, 1), transfer(2, 99, debtor=FUND), transfer(3, 2))
    assert texts(document, "CtrlSum") == ["1.02", "0.99", "0.03"]
    assert texts(document, "PmtInfId") == ["GW00000012-1", "GW00000012-2"]
    assert "NOTPROVIDED" in texts(document, "Id")


@FEW
@given(st.lists(st.integers(1, 99_999_999_999), min_size=1, max_size=20))
def test_sums_are_exact_whatever_the_amounts(amounts):
    document = tree(*(transfer(number, cents) for number, cents in enumerate(amounts)))
    assert texts(document, "CtrlSum")[0] == euros(sum(amounts))
    cents = [int(one.replace(".", "")) for one in texts(document, "InstdAmt")]
    assert sum(cents) == sum(amounts)


@FEW
@given(st.text(max_size=200), st.text(max_size=300))
def test_what_people_are_called_never_breaks_the_file(name, text):
    """The file is right, or there is none when not a letter is left of it."""
    if plain(name, 70) and plain(text, 140):
        assert faults(tree(transfer(name=name, text=text))) == []
        return
    with pytest.raises(Unpayable, match="(Nm|Ustrd): a text that does not fit"):
        tree(transfer(name=name, text=text))


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Zoë Müller", "Zoe Muller"),
        ("Straße & Øster", "Strasse + Oster"),
        ("//Stichting//Groen/", "Stichting/Groen"),
        ("Jan <b>", "Jan b"),
        ("x" * 80, "x" * 70),
    ],
)
def test_a_name_is_written_in_the_letters_that_every_bank_takes(typed, written):
    assert plain(typed, 70) == written


def changed(find, **change):
    """A right file with one thing wrong."""
    document = tree(transfer(1), transfer(2))
    found = next(document.iter(N + find))
    for name, value in change.items():
        if name == "text":
            found.text = value
        elif name == "ccy":
            found.set("Ccy", value)
        elif name == "add":
            ElementTree.SubElement(found, N + value)
        elif name == "first":
            found.insert(0, found[-1])
    return document


@pytest.mark.parametrize(
    ("find", "change", "said"),
    [
        ("CtrlSum", {"text": "600.01"}, "not the sum"),
        ("CtrlSum", {"text": "6e2"}, "does not fit"),
        ("NbOfTxs", {"text": "3"}, "not the number"),
        ("InstdAmt", {"text": "300"}, "does not fit"),
        ("InstdAmt", {"text": "-300.00"}, "does not fit"),
        ("InstdAmt", {"text": "1000000000.00"}, "does not fit"),
        ("InstdAmt", {"text": "0.00"}, "nothing to pay"),
        ("InstdAmt", {"ccy": "USD"}, "attributes"),
        ("IBAN", {"text": "NL91ABNA0417164301"}, "check digits"),
        ("IBAN", {"text": "NL91 ABNA"}, "does not fit"),
        ("EndToEndId", {"text": "GW00000002"}, "twice"),
        ("EndToEndId", {"text": "a" * 36}, "does not fit"),
        ("EndToEndId", {"text": "/GW1"}, "does not fit"),
        ("MsgId", {"text": "GW//1"}, "does not fit"),
        ("Nm", {"text": "Zoë"}, "does not fit"),
        ("Nm", {"text": "n" * 71}, "does not fit"),
        ("Nm", {"text": None}, "does not fit"),
        ("Ustrd", {"text": "t" * 141}, "does not fit"),
        ("CreDtTm", {"text": "2026-13-01T00:00:00"}, "does not fit"),
        ("PmtMtd", {"text": "CHK"}, "does not fit"),
        ("Cd", {"text": "SDVA"}, "does not fit"),
        ("BICFI", {"text": "ABNA"}, "does not fit"),
        ("FinInstnId", {"add": "Othr"}, "0 times"),
        ("GrpHdr", {"add": "Authstn"}, "unknown element"),
        ("GrpHdr", {"first": True}, "another order"),
        ("PmtInf", {"first": True}, "another order"),
        ("CdtTrfTxInf", {"add": "Amt"}, "another order"),
        ("GrpHdr", {"text": "words"}, "where elements belong"),
        ("MsgId", {"add": "Id"}, "where text belongs"),
    ],
)
def test_a_file_with_one_thing_wrong_is_found(find, change, said):
    """Teeth: every rule of the check catches what breaks it, and repeats no text of people."""
    found = faults(changed(find, **change))
    assert any(said in one for one in found), found
    assert "Resident" not in str(found)


def test_another_kind_of_file_and_an_empty_one_are_refused():
    assert faults(ElementTree.Element("Document"))
    with pytest.raises(Unpayable, match="PmtInf: 0 times"):
        transfer_file(order())


@pytest.fixture
def approved(oost, request_of_300):
    """Rosa's € 300 in a batch of Sem that Sara approved; the scheme pays by file."""
    root = oost.area.municipality.root
    oost.sem = person(RoleKind.SUBSIDY, root, "Sem Subsidie")
    oost.sara = person(RoleKind.SUBSIDY, root, "Sara Subsidie")
    words = {"reason": "Goed.", "by": oost.bas}
    decide(application=request_of_300, granted=True, amount_cents=30_000, **words)
    number = {"iban": "BE68 5390 0754 7034", "holder": "R. Résident"}
    payments.give_account(application=request_of_300, **number, by=oost.rosa)
    oost.made = payments.make_batch(municipality=oost.area.municipality, by=oost.sem)
    oost.rules = PayingRules.objects.create(
        municipality=oost.area.municipality,
        code=oost.scheme.code,
        transfers=True,
        pays_from=TOWN.iban,
        pays_as="Gemeente Waterstad",
    )
    fresh = PaymentBatch.objects.get(pk=oost.made.pk)
    oost.batch = payments.check_batch(batch=fresh, approved=True, by=oost.sara)
    return oost


def test_an_approved_batch_becomes_a_file_and_leaves_a_trail(approved, client_of):
    sem, url = client_of(approved.sem), approved.batch.get_absolute_url()
    assert f"{url}overschrijving/" in sem.get(url).text
    answer = sem.post(f"{url}overschrijving/")
    assert answer["Cache-Control"] == "no-store"
    document = ElementTree.fromstring(answer.content)
    assert faults(document) == []
    assert texts(document, "IBAN") == [TOWN.iban, "BE68539007547034"]
    assert texts(document, "Nm")[-1] == "R. Resident"
    # Wednesday is a day on which banks work.
    assert texts(document, "Dt") == ["2026-11-18"]
    event = Event.objects.get(verb="payment_batch.transferred")
    assert event.actor == approved.sem
    assert "5390" not in str(event.changes)


def test_the_same_batch_has_the_same_number_so_a_bank_pays_it_once(approved):
    files = [transfer_batch(batch=approved.batch, by=approved.sem) for _ in range(2)]
    assert files[0] == files[1]
    assert f"<MsgId>GW{approved.batch.pk:08d}</MsgId>".encode() in files[0]


def test_off_unless_it_is_switched_on_for_every_scheme_of_the_batch(approved, client_of):
    approved.rules.transfers = False
    approved.rules.save()
    assert not PayingRules().transfers
    url = approved.batch.get_absolute_url()
    assert "overschrijving/" not in client_of(approved.sem).get(url).text
    with pytest.raises(Refused, match="geen overschrijfbestand"):
        transfer_batch(batch=approved.batch, by=approved.sem)


def test_the_database_wants_an_account_where_it_is_on(approved):
    with pytest.raises(IntegrityError), transaction.atomic():
        PayingRules.objects.update(pays_from="")


def test_not_before_a_second_person_approved(approved):
    PaymentBatch.objects.update(state="made", checked_by=None, checked_at=None)
    approved.batch.refresh_from_db()
    assert not makes_transfers(approved.batch)
    with pytest.raises(Refused, match="geen overschrijfbestand"):
        transfer_batch(batch=approved.batch, by=approved.sem)


@pytest.mark.parametrize("who", ["bas", "wim", "rosa", "stan"])
def test_only_who_prepares_all_of_its_money_gets_the_file(approved, who):
    with pytest.raises(PermissionDenied):
        transfer_batch(batch=approved.batch, by=getattr(approved, who))


def test_nobody_gets_a_file_with_their_own_payment(approved, request_of_300):
    request_of_300.asked_by = approved.sem
    request_of_300.save(update_fields=["asked_by"])
    with pytest.raises(PermissionDenied, match="uw eigen aanvraag"):
        transfer_batch(batch=approved.batch, by=approved.sem)


def test_a_name_without_a_letter_that_banks_know_is_refused_in_words(approved, request_of_300):
    request_of_300.bank_account.delete()
    account = {"sealed": payments.sealing.seal("BE68539007547034|Юля"), "last_four": "7034"}
    payments.BankAccount.objects.create(application=request_of_300, **account)
    with pytest.raises(Refused, match="neemt dit bestand niet aan"):
        transfer_batch(batch=approved.batch, by=approved.sem)
