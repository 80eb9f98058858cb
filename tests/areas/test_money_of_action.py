"""What an action costs, who pays, and what is not covered yet."""

import pytest
from django.urls import reverse

from areas.models import Action, Funding
from config.audit.models import Event
from config.intake.keys import new_key
from tests.factories import ActionFactory, CommitmentFactory, FundingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def priced(oost):
    """An action of € 1.000."""
    return ActionFactory(area=oost.area, theme=oost.theme, cost_cents=100_000)


def add(action):
    return reverse("areas:funding_add", args=[action.pk])


def at(page, funding):
    return reverse(f"areas:funding_{page}", args=[funding.action_id, funding.pk])


def filled(**changes):
    new = {"form_key": new_key(), "source": "Onderhoud groen", "amount_cents": "250,50"}
    return {**new, "row_version": 1, "sure": "on", **changes}


def test_the_advisor_adds_money_once(oost, priced, client_of):
    browser, data = client_of(oost.ada), filled()
    answers = [browser.post(add(priced), data) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {priced.get_absolute_url()}
    funding = priced.funding.get()
    assert (funding.source, funding.amount_cents, funding.sure) == ("Onderhoud groen", 25_050, True)
    assert Event.objects.get(verb="funding.created").area_id == oost.area.pk


@pytest.mark.parametrize("wrong", [{"amount_cents": "0"}, {"amount_cents": ""}, {"source": ""}])
def test_money_has_a_source_and_an_amount(oost, priced, client_of, wrong):
    answer = client_of(oost.ada).post(add(priced), filled(**wrong))
    assert answer.context["form"].errors[next(iter(wrong))]
    assert not priced.funding.exists()


def test_the_advisor_changes_it_and_takes_it_away(oost, priced, client_of):
    funding, browser = FundingFactory(action=priced), client_of(oost.ada)
    assert browser.post(at("edit", funding), filled(amount_cents="300")).status_code == 302
    assert Funding.objects.get().amount_cents == 30_000
    assert browser.get(at("remove", funding)).status_code == 200
    assert Funding.objects.exists()
    assert browser.post(at("remove", funding)).status_code == 302
    assert not Funding.objects.exists()
    assert Event.objects.get(verb="funding.removed").changes == {"amount_cents": [30_000, None]}


@pytest.mark.parametrize("who", ["ivo", "pam", "raf", "wim", "stan"])
def test_others_may_not(oost, priced, client_of, who):
    funding, browser = FundingFactory(action=priced), client_of(getattr(oost, who))
    pages = (add(priced), at("edit", funding), at("remove", funding))
    for page in pages:
        assert browser.post(page, filled()).status_code == 403
    assert Funding.objects.get().source == "Wijkbudget"


def test_money_of_another_action_is_not_found_here(oost, priced, client_of):
    funding = FundingFactory(action=oost.action)
    url = reverse("areas:funding_remove", args=[priced.pk, funding.pk])
    assert client_of(oost.ada).post(url).status_code == 404


def test_a_visitor_reads_what_is_covered_and_what_not(oost, priced, client):
    FundingFactory(action=priced, amount_cents=40_000)
    FundingFactory(action=priced, amount_cents=10_000, sure=False, source="Provincie")
    CommitmentFactory(action=priced, brings="money", hours=None, amount_cents=20_000, sure=True)
    page = client.get(priced.get_absolute_url()).text
    for words in (
        "€\xa01.000,00",
        "waarvan toegezegd: €\xa0600,00",
        "nog niet zeker: €\xa0100,00",
        "nog niet gedekt: €\xa0300,00",
        "Provincie",
    ):
        assert words in page
    assert "Haal weg" not in page


def test_hours_are_no_money(oost, priced, client):
    CommitmentFactory(action=priced, hours=40)
    page = client.get(priced.get_absolute_url()).text
    assert "40 uur" in page
    assert "nog niet gedekt: €\xa01.000,00" in page


def test_more_than_it_costs_is_said_and_never_a_debt(oost, priced, client):
    FundingFactory(action=priced, amount_cents=150_000)
    page = client.get(priced.get_absolute_url()).text
    assert "Er is €\xa0500,00 meer dan het kost." in page
    assert "-€" not in page
    assert "nog niet gedekt" not in page


def test_without_a_known_cost_nothing_is_missing(oost, client):
    FundingFactory(action=oost.action)
    page = client.get(oost.action.get_absolute_url()).text
    assert "waarvan toegezegd: €\xa0100,00" in page
    assert "gedekt" not in page


def test_without_money_are_those_that_are_not_fully_covered(oost, priced):
    """By money of the municipality and of partners together, sure or not; each counted once."""
    covered = ActionFactory(area=oost.area, theme=oost.theme, cost_cents=30_000)
    for _number in range(2):
        FundingFactory(action=covered, amount_cents=10_000, sure=False)
    CommitmentFactory(action=covered, brings="money", hours=None, amount_cents=10_000)
    short = ActionFactory(area=oost.area, theme=oost.theme, cost_cents=30_000)
    FundingFactory(action=short, amount_cents=20_000)
    CommitmentFactory(action=short, brings="money", hours=None, amount_cents=9_999)
    CommitmentFactory(action=short, hours=500)
    free = ActionFactory(area=oost.area, theme=oost.theme, cost_cents=0)
    found = set(Action.objects.without_money())
    assert found == {priced, short}
    assert not {covered, free, oost.action} & found
