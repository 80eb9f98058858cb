"""The money chain in the books: from a grant to the last euro that came back, and a closed year."""

import pytest
from django.core.exceptions import PermissionDenied

from areas.roles import RoleKind
from budgets.actions import chain
from budgets.actions.applications import decide
from budgets.actions.books import book, check_books
from budgets.models import Account, Entry, YearClosing
from config.lib.access import Refused
from tests.factories import ApplicationFactory, InitiativeFactory, person

pytestmark = pytest.mark.django_db
A = Account


@pytest.fixture
def granted(oost, request_of_300):
    """Bas grants Rosa € 300."""
    decide(
        application=request_of_300, granted=True, amount_cents=30_000, reason="Goed.", by=oost.bas
    )
    return request_of_300


def held(application):
    """What the accounts hold of this request, in whole euros: reserved, ready, paid, claimed."""
    found = Entry.objects.held(application)
    return [found[name] // 100 for name in (A.RESERVED, A.COMMITTED, A.SPENT, A.CLAIMED)]


def test_from_grant_to_the_last_euro(granted):
    assert held(granted) == [300, 0, 0, 0]
    chain.commit(granted, 30_000, key="k:1", by=None)
    assert held(granted) == [0, 300, 0, 0]
    chain.pay(granted, 30_000, key="k:2", by=None)
    assert chain.settle(granted, 30_000, 25_000, by=None) == 5_000
    assert held(granted) == [0, 0, 250, 50]
    chain.receive(granted, 5_000, key="k:3", by=None)
    assert held(granted) == [0, 0, 250, 0]
    figures = Entry.objects.chain()
    assert figures["granted"] == figures["spent"] == 25_000
    assert (figures["returned"], figures["left"]) == (5_000, 75_000)
    assert check_books() == []


def test_settled_lower_before_it_was_paid_gives_the_rest_back_at_once(granted):
    assert chain.settle(granted, 30_000, 25_000, by=None) == 0
    assert held(granted) == [250, 0, 0, 0]
    assert Entry.objects.chain()["left"] == 75_000


def test_nothing_is_settled_while_a_payment_runs(granted):
    chain.commit(granted, 30_000, key="k:1", by=None)
    with pytest.raises(Refused, match="loopt nog een betaling"):
        chain.settle(granted, 30_000, 25_000, by=None)


def test_a_request_cannot_spend_what_another_was_granted(oost, granted):
    other = ApplicationFactory(
        initiative=InitiativeFactory(area=oost.area), budget=oost.budget, scheme=oost.scheme
    )
    with pytest.raises(Refused, match="niet zoveel gereserveerd in dit budget: €\xa00,00"):
        chain.commit(other, 100, key="k:1", by=None)
    assert check_books() == []


def test_a_correction_is_the_opposite_and_happens_once(granted):
    entry = chain.commit(granted, 30_000, key="k:1", by=None)
    first = chain.correct(entry, by=None)
    assert chain.correct(entry, by=None) == first
    assert held(granted) == [300, 0, 0, 0]


def test_the_figures_of_any_day_follow_from_the_books(oost, at):
    with at(2026, 12, 1):
        asked = ApplicationFactory(initiative=oost.initiative, budget=oost.budget)
        decide(application=asked, granted=True, amount_cents=30_000, reason="Goed.", by=oost.bas)
    with at(2026, 12, 10):
        chain.commit(asked, 30_000, key="k:1", by=None)
        chain.pay(asked, 30_000, key="k:2", by=None)
        days = [(11, 30, (0, 0)), (12, 1, (30_000, 0)), (12, 10, (30_000, 30_000))]
        for month, day, (granted, spent) in days:
            found = Entry.objects.until(f"2026-{month}-{day:02d}").chain()
            assert (found["granted"], found["spent"]) == (granted, spent)


def test_the_overview_shows_the_chain_of_a_day(oost, granted, client):
    page = client.get("/geld/?op=2026-11-17").content.decode()
    assert "Zo stond het op 17 november 2026" in page
    assert "€\xa01.000,00" not in page
    page = client.get("/geld/").content.decode()
    assert "Teruggekomen" in page
    assert "€\xa0300,00" in page


def test_a_closed_year_is_frozen(oost, at):
    sem = person(RoleKind.SUBSIDY, oost.area.municipality.root, "Sem Subsidie")
    town = oost.area.municipality
    with at(2027, 1, 4):
        chain.close_year(municipality=town, year=2026, by=sem)
        with pytest.raises(Refused, match="Het jaar 2026 is afgesloten"):
            book(
                budget=oost.budget,
                source=A.AVAILABLE,
                target=A.RESERVED,
                amount_cents=1,
                key="te-laat",
                text="Proef",
                by=None,
            )
        with pytest.raises(Refused, match="al afgesloten"):
            chain.close_year(municipality=town, year=2026, by=sem)
    assert YearClosing.objects.count() == 1


def test_a_year_with_open_money_or_that_still_runs_is_not_closed(oost, granted, at):
    sem = person(RoleKind.SUBSIDY, oost.area.municipality.root, "Sem Subsidie")
    town = oost.area.municipality
    with pytest.raises(Refused, match="nog niet voorbij"):
        chain.close_year(municipality=town, year=2026, by=sem)
    with at(2027, 1, 4), pytest.raises(Refused, match="Er staat nog €\xa0300,00 open"):
        chain.close_year(municipality=town, year=2026, by=sem)


@pytest.mark.parametrize("who", ["rosa", "bas", "ada"])
def test_only_who_prepares_money_for_the_whole_municipality_closes_a_year(oost, at, who):
    with at(2027, 1, 4), pytest.raises(PermissionDenied):
        chain.close_year(municipality=oost.area.municipality, year=2026, by=getattr(oost, who))
