"""Every kind of letter has every part that the law asks of it, and says what was decided."""

import datetime

import pytest

from areas.roles import RoleKind
from budgets.actions import accounts, payments
from budgets.actions.advice import give_advice
from budgets.actions.applications import decide
from budgets.actions.revocations import Why, revoke
from budgets.actions.terms import ask_to_complete, leave_untreated, put_off
from budgets.actions.written import send_letter
from budgets.letter_kinds import SAYS as WORDS
from budgets.letter_text import kinds_of
from budgets.models import LetterKind, Payment, PaymentBatch, SettlementRoute
from config.lib.access import Refused
from config.lib.clock import today
from tests.budgets.written import GIVEN, heard_today
from tests.factories import ApplicationFactory, person

DAY = datetime.timedelta(days=1)
GRANTS = {"granted", "partly"}
DECIDED = {*GRANTS, "refused", "untreated", "settled", "reclaimed", "revoked"}
ALL = {*DECIDED, "extended"}
MONEY = {*GRANTS, "settled", "reclaimed", "revoked"}
# What must stand in which letters (law.md section 3): the words that show it.
PARTS = {
    "date of the letter": ("Deze brief is van", ALL),
    "date of the application": ("woensdag 2 september 2026", ALL),
    "scheme and its basis": ("Bewonersinitiatieven: Verordening buurtgeld, artikel 3.", ALL),
    "activity": ("Hout", ALL),
    "reasons": ("Daarom dus.", ALL),
    "mandate": ("Namens het college van burgemeester en wethouders, dat hiervoor mandaat gaf", ALL),
    "function": ("teamleider Gebieden", ALL),
    "contact": ("telefoon 14 0172", ALL),
    "help": ("Awb 2:1", ALL),
    "privacy": ("/privacy/", ALL),
    "own address": ("Gemeente Waterstad\nStadhuisplein 1, Waterstad", ALL),
    "objection: last day": ("U kunt bezwaar maken tot en met", DECIDED),
    "objection: to whom": ("Richt het aan het college van burgemeester en wethouders.", DECIDED),
    "objection: on paper": ("Postbus 1, 2400 AA Voorbeeld", DECIDED),
    "objection: digital": ("https://voorbeeld.example/bezwaar", DECIDED),
    "objection: what it holds": ("uw naam en adres, de datum", DECIDED),
    "decision": ("Ons besluit", DECIDED),
    "period": (
        "Periode: van 1 maart tot en met 1 mei 2027",
        {*GRANTS, "settled", "reclaimed", "revoked"},
    ),
    "duties": ("Plaats het bankje voor 1 mei.", GRANTS),
    "term of payment": ("Algemene wet bestuursrecht, artikel 4:87", GRANTS),
    "account before": ("uiterlijk op zondag 1 augustus 2027", GRANTS),
    "account number, masked": ("•••• 4300", {"settled", "reclaimed"}),
    "amount": ("€\xa0", MONEY),
    "provision of its kind: untreated": ("artikel 4:5", {"untreated"}),
    "provision of its kind: extended": ("artikel 4:14", {"extended"}),
    "provision of its kind: settled": ("4:46", {"settled"}),
    "provision of its kind: refused": ("De grond: De activiteiten gaan", {"partly", "refused"}),
    "provision of its kind: revoked": ("artikel 4:48", {"revoked"}),
    "what the receiver said": ("Het hout was goedkoper.", {"settled", "revoked"}),
    "provision of its kind: reclaimed": ("artikel 4:57", {"reclaimed"}),
}
SAYS = {
    "granted": "Wij kennen uw aanvraag toe. U krijgt €\xa0300,00.",
    "partly": "Wij kennen €\xa0200,00 toe van de €\xa0300,00 die u vroeg.",
    "refused": "Wij wijzen uw aanvraag van €\xa0300,00 af.",
    "untreated": "Wij nemen uw aanvraag van €\xa0300,00 niet in behandeling.",
    "extended": "Wij beslissen uiterlijk op",
    "settled": "Wij stellen uw subsidie vast op €\xa0250,00. Wij kenden €\xa0300,00 toe.",
    "revoked": "Wij verlagen uw subsidie van €\xa0300,00 naar €\xa0250,00.",
    "reclaimed": "Wij vragen €\xa050,00 van u terug.",
}


@pytest.fixture
def place(oost, at):
    """Rosa asked € 300 on 2 September 2026, under a scheme with a legal basis."""
    town = oost.area.municipality
    town.address = "Stadhuisplein 1, Waterstad"
    town.save()
    oost.scheme.legal_basis = "Verordening buurtgeld, artikel 3"
    oost.scheme.save()
    oost.budget.refresh_from_db()
    with at(2026, 9, 2):
        oost.request = ApplicationFactory(
            initiative=oost.initiative, budget=oost.budget, purpose="Hout"
        )
    oost.sem = person(RoleKind.SUBSIDY, town.root, "Sem Subsidie")
    oost.sara = person(RoleKind.SUBSIDY, town.root, "Sara Subsidie")
    return oost


def granted(place, cents=30_000):
    """Bas grants it."""
    words = {"reason": "Daarom dus.", "by": place.bas}
    words["ground"] = "1a" if cents < 30_000 else ""
    decide(application=place.request, granted=cents > 0, amount_cents=cents, **words)


def settled(place):
    """Rosa was paid € 300 and Bas settles on € 250."""
    granted(place)
    number = {"iban": "NL91ABNA0417164300", "holder": "R. Resident"}
    payments.give_account(application=place.request, **number, by=place.rosa)
    batch = payments.make_batch(municipality=place.area.municipality, by=place.sem)
    fresh = PaymentBatch.objects.get(pk=batch.pk)
    payments.check_batch(batch=fresh, approved=True, by=place.sara)
    paid = {"number": Payment.objects.get().number, "paid": True, "note": ""}
    payments.settle_payment(**paid, on=datetime.date(2026, 10, 1), by=place.sem)
    words = {"ground": "a", "reason": "Daarom dus.", "heard": heard_today(), "by": place.bas}
    accounts.settle(application=place.request, amount_cents=25_000, **words)


def revoked(place):
    """Bas takes € 50 of it back before anything was paid."""
    granted(place)
    given = {"why": Why("48a", "Daarom dus."), "heard": heard_today(), "by": place.bas}
    revoke(application=place.request, amount_cents=25_000, **given)


def untreated(place):
    """Ada asked for an offer, which did not come."""
    until = datetime.date(2026, 9, 16)
    ask_to_complete(application=place.request, until=until, text="Een offerte.", by=place.ada)
    with_day = place.at(2026, 9, 17)
    with with_day:
        leave_untreated(application=place.request, text="Daarom dus.", by=place.bas)


def extended(place):
    """Ada puts the decision off."""
    until = place.request.decide_by + 7 * DAY
    put_off(application=place.request, until=until, text="Daarom dus.", by=place.ada)


BEFORE = {
    "granted": granted,
    "partly": lambda place: granted(place, 20_000),
    "refused": lambda place: granted(place, 0),
    "untreated": untreated,
    "extended": extended,
    "settled": settled,
    "reclaimed": settled,
    "revoked": revoked,
}


@pytest.mark.parametrize("kind", LetterKind.values)
def test_every_kind_of_letter_has_every_part_that_is_asked_of_it(place, at, kind):
    place.at = at
    with at(2026, 9, 3):
        BEFORE[kind](place)
    with at(2026, 10, 5):
        letter = send_letter(application=place.request, given=GIVEN, kind=kind, by=place.ada)
    said = "\n".join(f"{heading}\n{text}" for heading, text in letter.parts)
    lacking = [
        part for part, (words, kinds) in PARTS.items() if kind in kinds and words not in said
    ]
    assert not lacking, said
    assert SAYS[kind] in said
    assert (letter.kind, letter.objection_until is None) == (kind, kind == "extended")


def test_the_table_names_every_kind():
    """Teeth: a new kind of letter is not left out, and each part belongs to some letter."""
    assert ALL == set(LetterKind.values) == set(SAYS) == set(BEFORE)
    assert all(kinds <= ALL and kinds for _words, kinds in PARTS.values())


@pytest.mark.parametrize(
    ("part", "words"),
    [("duties", "de verplichtingen"), ("period", "de periode"), ("account_by", "de dag waarop")],
)
def test_a_grant_without_one_of_them_is_not_sent(place, part, words):
    granted(place)
    with pytest.raises(Refused, match=words):
        send_letter(application=place.request, given=GIVEN | {part: ""}, by=place.ada)


def test_what_is_settled_at_once_asks_no_account_later(place):
    place.scheme.settlement = SettlementRoute.AT_ONCE
    place.scheme.save()
    place.request.scheme.refresh_from_db()
    granted(place)
    letter = send_letter(application=place.request, given=GIVEN, by=place.ada)
    assert "meteen vastgesteld" in letter.body
    assert letter.account_by is None
    assert "augustus 2027" not in letter.body


def test_another_kind_than_there_is_to_write_is_refused(place):
    granted(place)
    assert kinds_of(place.request) == ["granted"]
    with pytest.raises(Refused, match="past nu niet"):
        send_letter(application=place.request, given=GIVEN, kind="refused", by=place.ada)


def test_after_settling_lower_one_chooses_on_the_page(place, at, client_of):
    with at(2026, 9, 3):
        settled(place)
    page = client_of(place.ada).get(f"/geld/aanvragen/{place.request.pk}/brief/").text
    assert "Vastgesteld" in page
    assert "Teruggevraagd" in page
    assert "Wat moet de ontvanger doen?" not in page


def test_a_letter_says_what_was_advised_in_words_and_what_was_done_with_it(oost, request_of_300):
    oost.scheme.advised_by = RoleKind.ADVISOR_SOCIAL
    oost.scheme.save()
    request_of_300.scheme = oost.scheme
    given = {"says": "grant", "amount_cents": 30_000, "reason": "Past goed."}
    give_advice(application=request_of_300, **given, by=oost.ada)
    decide(
        application=request_of_300, granted=True, amount_cents=30_000, reason="Goed.", by=oost.bas
    )
    said = dict(WORDS["granted"](request_of_300, "granted", {}, today()))
    assert said["Advies"] == (
        "gebiedsadviseur sociaal adviseerde: toekennen, €\xa0300,00. Wij volgen dat advies."
    )
