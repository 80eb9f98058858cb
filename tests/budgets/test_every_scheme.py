"""Every scheme of the sources, from the practice files, to the end of its own route.

As it stands it can be read and not asked. Made open for today (with an amount where the source has
none) it is opened, asked, granted, and then: a subsidy is paid, accounted for and settled; money of
a budget holder goes to them and never to who asked; what the municipality or the council does is
booked as carried out without a payment. Only a subsidy gets a term.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from areas.roles import RoleKind
from budgets.actions import accounts, payments
from budgets.actions.applications import apply_for_money, decide
from budgets.actions.books import check_books
from budgets.actions.fulfil import fulfil
from budgets.actions.opening import areas_of, open_budget
from budgets.models import Account, Entry, Payment, Scheme
from budgets.term_clock import term_of
from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from config.pages.practice.load import load
from config.terms.term import end_of
from tests.factories import FiguresFactory, InitiativeFactory, UserFactory, person

pytestmark = pytest.mark.django_db
FOLDER = Path(settings.BASE_DIR) / "config" / "municipalities"

# The money table of the sources: in what way each goes out, and who keeps it for others.
SCHEMES = [
    ("alkmaar", "bewonersinitiatieven-2008", "subsidy", ""),
    ("alkmaar", "regeling-bewonersinitiatieven", "subsidy", ""),
    ("alkmaar", "gebiedsmedewerkers-oov", "own", ""),
    ("alphen-aan-den-rijn", "leefbaarheidsbudget", "subsidy", ""),
    ("alphen-aan-den-rijn", "groen-blauwe-schoolpleinen", "subsidy", ""),
    ("alphen-aan-den-rijn", "aed-en-buurtpreventie", "council", ""),
    ("amstelveen", "leefbaarheidsbudget", "holder", "Cardanus"),
    ("amstelveen", "organisatiebudget", "holder", "Cardanus"),
    ("den-helder", "bewonersorganisaties", "subsidy", ""),
    ("den-helder", "wijkbudget", "own", ""),
    ("den-helder", "wijkoverstijgend", "own", ""),
    ("haarlemmermeer", "wijkbudget", "own", ""),
    ("haarlemmermeer", "fonds-wijken-en-kernen", "council", ""),
    ("haarlemmermeer", "vrije-ruimte-beheer", "own", ""),
    ("heemskerk", "buurtbudget", "holder", "de buurtcoördinator"),
    ("heerhugowaard", "wijkbudget", "holder", "de gemeente, voor het wijkpanel"),
    ("heerhugowaard", "klusbudget", "own", ""),
    ("hoorn", "buurtbudget-risdam-zuid", "subsidy", ""),
    ("hoorn", "wijkplannen", "council", ""),
    ("hoorn", "subsidie-wijkoverlegorganen", "holder", "Stichting Netwerk"),
    ("hoorn", "leefbaarheidsfonds", "own", ""),
]
# What is available in the first area with 10,000 inhabitants, in euro; the rest has no amount.
POTS = {
    ("alkmaar", "bewonersinitiatieven-2008"): 160_000,
    ("alkmaar", "gebiedsmedewerkers-oov"): 300_000,
    ("alphen-aan-den-rijn", "groen-blauwe-schoolpleinen"): 15_000,
    ("alphen-aan-den-rijn", "aed-en-buurtpreventie"): 75_000,
    ("amstelveen", "leefbaarheidsbudget"): 3_600,
    ("amstelveen", "organisatiebudget"): 2_000,
    ("den-helder", "bewonersorganisaties"): 45_000,
    ("den-helder", "wijkbudget"): 20_000,
    ("den-helder", "wijkoverstijgend"): 43_000,
    ("haarlemmermeer", "wijkbudget"): 600_000,
    ("haarlemmermeer", "fonds-wijken-en-kernen"): 250_000,
    ("haarlemmermeer", "vrije-ruimte-beheer"): 180_000,
    ("heemskerk", "buurtbudget"): 25_000,
    ("heerhugowaard", "wijkbudget"): 9_050,
    ("heerhugowaard", "klusbudget"): 36_870,
    ("hoorn", "buurtbudget-risdam-zuid"): 7_500,
}


@pytest.fixture(scope="module")
def all_eight(django_db_setup, django_db_blocker):
    """The files, loaded together once for all tests of this file, and undone after them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(sorted(FOLDER.glob("*.toml")))
        with django_db_blocker.block():
            yield
        transaction.set_rollback(True)


def stored(place: str, code: str) -> Scheme:
    """The scheme as its file has it."""
    rows = Scheme.objects.select_related("municipality__root", "holder", "partner", "level")
    return rows.get(municipality__code=place, code=code)


def opened(scheme: Scheme) -> Scheme:
    """The same scheme, open for today; where the source is silent € 1.000, and three schools."""
    scheme.can_apply, scheme.closed_note = True, ""
    scheme.valid_from = scheme.valid_until = None
    scheme.decided_by = RoleKind.BUDGET_HOLDER
    if scheme.per_institution_cents:
        scheme.institutions = 3
    elif not scheme.has_formula:
        scheme.fixed_cents = 100_000
    scheme.save()
    return scheme


def spent(application) -> int:
    """What was spent on it, less what is to come back (cents)."""
    held = Entry.objects.held(application)
    return held[Account.SPENT]


def paid_by_sem(application, given_by) -> str:
    """Set ready by Sem, approved by Sara, paid by the bank; the name that the file has."""
    root = application.initiative.municipality.root
    sem, sara = (person(RoleKind.SUBSIDY, root, name) for name in ("Sem", "Sara"))
    number = {"iban": "NL91ABNA0417164300", "holder": "R. Resident"}
    payments.give_account(application=application, **number, by=given_by or sem)
    batch = payments.make_batch(municipality=application.initiative.municipality, by=sem)
    batch = payments.check_batch(batch=batch, approved=True, by=sara)
    [line] = payments.export(batch=batch, by=sem)
    assert payments.settle_payment(number=line[0], paid=True, on=today(), note="", by=sem)
    return line[2]


def walk_of_a_subsidy(application, _holder, bas):
    """Paid to who asked, accounted for, and settled; not carried out by the municipality."""
    rosa = application.initiative.submitter
    assert paid_by_sem(application, rosa) == "R. Resident"
    told = {"story": "De verf zit erop.", "spent_cents": 40_000, "costs": "Verf €\xa0400"}
    accounts.report_spending(application=application, **told, by=rosa)
    settled = accounts.settle(
        application=application, amount_cents=40_000, reason="Bonnen gezien.", by=bas
    )
    assert not settled.ex_officio
    assert spent(application) == 40_000
    with pytest.raises(Refused, match="stelt u vast"):
        carried_out(application)


def walk_through_a_holder(application, holder, bas):
    """Paid to the budget holder, in whose name the account is; they needed less."""
    rosa = application.initiative.submitter
    with pytest.raises(PermissionDenied):
        payments.give_account(application=application, iban="NL91ABNA0417164300", by=rosa)
    assert paid_by_sem(application, None) == holder != rosa.name
    assert holder in Mail.objects.get(purpose="payment-paid").text
    with pytest.raises(Refused, match="geen subsidie"):
        accounts.settle(application=application, amount_cents=40_000, reason="Zo.", by=bas)
    carried_out(application)
    assert (spent(application), Entry.objects.held(application)[Account.CLAIMED]) == (35_000, 5_000)


def walk_of_the_municipality(application, _holder, bas):
    """Nobody gives an account or is paid; what it cost less is available again."""
    rosa, left = application.initiative.submitter, application.budget.left_cents
    with pytest.raises(PermissionDenied, match="geen geld overgemaakt"):
        payments.give_account(application=application, iban="NL91ABNA0417164300", by=rosa)
    made = carried_out(application)
    assert spent(application) == made.amount_cents == 35_000
    application.budget.refresh_from_db()
    assert application.budget.left_cents == left - 35_000
    assert not Payment.objects.exists()
    assert "uitgevoerd" in Mail.objects.get(purpose="application-fulfilled").text


def carried_out(application):
    """Ilse of the subsidies writes down that it is done, for € 350."""
    ilse = person(RoleKind.SUBSIDY, application.initiative.municipality.root, "Ilse Inkoop")
    given = {"amount_cents": 35_000, "on": today(), "text": "De muur is geverfd."}
    return fulfil(application=application, **given, by=ilse)


WALKS = {
    "subsidy": walk_of_a_subsidy,
    "holder": walk_through_a_holder,
    "own": walk_of_the_municipality,
    "council": walk_of_the_municipality,
}


def budget_in_the_first_area(scheme: Scheme):
    """Open the budget of the first area that the scheme has one for, with 10,000 inhabitants."""
    area = areas_of(scheme)[0]
    FiguresFactory(area=area, year=2026, inhabitants=10_000)
    return open_budget(scheme=scheme, area=area, year=today().year, by=None)


def test_the_list_is_complete(all_eight):
    rows = Scheme.objects.values_list("municipality__code", "code")
    assert sorted(rows) == sorted((place, code) for place, code, *_rest in SCHEMES)


@pytest.mark.parametrize(("place", "code", "construction", "holder"), SCHEMES)
class TestEveryScheme:
    def test_as_it_stands_it_can_be_read_and_not_asked(
        self, all_eight, client, place, code, construction, holder
    ):
        scheme = stored(place, code)
        assert (scheme.construction, scheme.holder_name) == (construction, holder)
        scheme.municipality.host = "testserver"
        scheme.municipality.save()
        page = client.get(scheme.get_absolute_url()).content.decode()
        assert "Niet aan te vragen: " in page
        assert ("Dit is een subsidie" in page) == (construction == "subsidy")
        assert ("na ontvangst" in page) == (construction == "subsidy")
        initiative = InitiativeFactory(area=scheme.municipality.root)
        with pytest.raises(Refused, match="Niet aan te vragen"):
            apply_for_money(
                initiative=initiative,
                scheme=scheme,
                asked_cents=100,
                purpose="Verf",
                by=initiative.submitter,
            )

    def test_made_open_it_walks_its_own_route_to_the_end(
        self, all_eight, place, code, construction, holder
    ):
        scheme = opened(stored(place, code))
        budget = budget_in_the_first_area(scheme)
        share = 1 - (scheme.partner_share or 0)
        assert budget.allocated_cents == POTS.get((place, code), 1000 * share) * 100
        initiative = InitiativeFactory(area=budget.area, submitter=UserFactory())
        application = apply_for_money(
            initiative=initiative,
            scheme=scheme,
            asked_cents=40_000,
            purpose="Verf",
            asked_as=next(iter(scheme.audiences), ""),
            by=initiative.submitter,
        )
        assert application.budget == budget
        day = end_of(term_of(scheme, today())).legal if construction == "subsidy" else None
        assert application.decide_by == day
        bas = person(RoleKind.BUDGET_HOLDER, budget.area, "Bas Budgethouder")
        yes = {"granted": True, "amount_cents": 40_000, "reason": "Ja.", "by": bas}
        if construction == "council":
            with pytest.raises(Refused, match="Noem het raadsbesluit"):
                decide(application=application, **yes)
            yes["reference"] = "2026/17 van 5 november 2026"
        decide(application=application, **yes)
        budget.refresh_from_db()
        assert budget.reserved_cents == 40_000
        received, decided = Mail.objects.order_by("pk").values_list("text", flat=True)
        assert ("uiterlijk" in received) == (construction == "subsidy")
        assert holder in decided
        assert ("U krijgt het geld niet zelf" in decided) == (construction == "holder")
        WALKS[construction](application, holder, bas)
        budget.refresh_from_db()
        assert budget.reserved_cents == 0, "nothing is left on its way"
        assert check_books() == []


def test_a_street_party_in_risdam_zuid_is_asked_up_to_its_own_limit(all_eight):
    scheme = opened(stored("hoorn", "buurtbudget-risdam-zuid"))
    budget = budget_in_the_first_area(scheme)
    assert [area.name for area in areas_of(scheme)] == ["Risdam-Zuid"]
    initiative = InitiativeFactory(area=budget.area)
    asked = {"initiative": initiative, "scheme": scheme, "purpose": "Slingers"}
    with pytest.raises(Refused, match=r"hoogstens €\xa01\.000,00"):
        apply_for_money(**asked, asked_cents=100_001, kind="buurtfeest", by=initiative.submitter)
    application = apply_for_money(**asked, asked_cents=100_001, by=initiative.submitter)
    assert application.kind == ""


def test_a_school_may_ask_for_greening_in_kind(all_eight):
    scheme = opened(stored("alphen-aan-den-rijn", "groen-blauwe-schoolpleinen"))
    budget = budget_in_the_first_area(scheme)
    initiative = InitiativeFactory(area=budget.area)
    application = apply_for_money(
        initiative=initiative,
        scheme=scheme,
        asked_cents=500_000,
        purpose="Een groen plein",
        asked_as="school",
        in_kind=True,
        by=initiative.submitter,
    )
    bas = person(RoleKind.BUDGET_HOLDER, budget.area, "Bas Budgethouder")
    decide(application=application, granted=True, amount_cents=500_000, reason="Ja.", by=bas)
    assert "hulp in natura ter waarde van dit bedrag" in Mail.objects.order_by("pk").last().text
    ilse = person(RoleKind.SUBSIDY, scheme.municipality.root, "Ilse Inkoop")
    given = {"amount_cents": 480_000, "on": today(), "text": "Zestig struiken en een wadi."}
    fulfil(application=application, **given, by=ilse)
    assert spent(application) == 480_000
    assert not Payment.objects.exists()
    assert "hulp gekregen" in Mail.objects.get(purpose="application-fulfilled").text
