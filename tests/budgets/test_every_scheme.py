"""Every scheme of the sources, from the practice files, as far as it goes by its construction.

As it stands it can be read and not asked. Made open for today (with an amount where the source has
none) it is opened, asked, granted and reserved; only a subsidy gets a term.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from areas.roles import RoleKind
from budgets.actions.applications import apply_for_money, decide
from budgets.actions.opening import areas_of, open_budget
from budgets.models import Scheme
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

    def test_made_open_it_is_asked_granted_and_reserved(
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
        decide(application=application, granted=True, amount_cents=40_000, reason="Ja.", by=bas)
        budget.refresh_from_db()
        assert budget.reserved_cents == 40_000
        received, decided = Mail.objects.order_by("pk").values_list("text", flat=True)
        assert ("uiterlijk" in received) == (construction == "subsidy")
        assert holder in decided
        assert ("U krijgt het geld niet zelf" in decided) == (construction == "holder")


def test_a_street_party_in_risdam_zuid_is_asked_up_to_its_own_limit(all_eight):
    scheme = opened(stored("hoorn", "buurtbudget-risdam-zuid"))
    budget = budget_in_the_first_area(scheme)
    assert [area.name for area in areas_of(scheme)] == ["Risdam-Zuid"]
    initiative = InitiativeFactory(area=budget.area)
    asked = {"initiative": initiative, "scheme": scheme, "purpose": "Slingers"}
    with pytest.raises(Refused, match=r"hoogstens € 1\.000,00"):
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
