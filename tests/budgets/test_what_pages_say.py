"""What the pages about money say when there is little to show, and where a number leads."""

import re

import pytest

from budgets.actions.applications import decide
from budgets.models import Application
from budgets.tables import links
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    LevelFactory,
    budget_of,
)

OVERVIEW = "/geld/"


def page_of(client, url, **query) -> str:
    """The text of a page."""
    return client.get(url, query).content.decode()


def test_the_amounts_of_a_day_lead_to_the_entries_up_to_that_day(oost, at, client):
    with at(2026, 12, 1):
        asked = ApplicationFactory(initiative=oost.initiative, budget=oost.budget)
        decide(application=asked, granted=True, amount_cents=30_000, reason="Ja.", by=oost.bas)
        page = page_of(client, OVERVIEW, op="2026-11-20")
        found = re.findall(r'href="(/geld/boekingen/\?budget[^"]+bedrag=over)"', page)
        entries = page_of(client, found[0].replace("&amp;", "&"))
        assert "Tot en met 20 november 2026." in entries
        assert "<dd>€\xa01.000,00</dd>" in entries
        assert "<dd>€\xa0700,00</dd>" in page_of(client, "/geld/boekingen/", bedrag="over")
        # How many got something is known of today only.
        assert "Keer toegekend" not in page
        assert "Keer toegekend" in page_of(client, OVERVIEW)


def test_an_area_without_a_budget_says_from_where_its_money_comes(oost, client):
    corner = AreaFactory(name="Hoekje", parent=oost.area, level=LevelFactory(code="buurt", rank=2))
    page = page_of(client, OVERVIEW, gebied=corner.slug)
    assert "Hoekje heeft in 2026 geen eigen budget" in page
    assert "?jaar=2026&amp;gebied=oost" in page
    elsewhere = page_of(client, OVERVIEW, gebied="west")
    assert "Er zijn nog geen budgetten" in elsewhere


def test_a_number_without_entries_still_says_of_which_budget_it_is(oost, client):
    page = page_of(client, "/geld/boekingen/", budget=oost.budget.pk, bedrag="betaald")
    assert "Oost, Bewonersinitiatieven, 2026." in page
    assert "Alle budgetten" not in page
    assert oost.budget.get_absolute_url() in page


def test_older_requests_of_a_budget_are_a_click_further(oost, client):
    for _turn in range(27):
        ApplicationFactory(initiative=InitiativeFactory(area=oost.area), budget=oost.budget)
    url = oost.budget.get_absolute_url()
    first = page_of(client, url)
    older = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    pages = first + page_of(client, url + older)
    for asked in Application.objects.all():
        assert pages.count(f'"{asked.get_absolute_url()}"') == 1


@pytest.mark.parametrize("can_apply", [True, False])
def test_a_budget_without_requests_says_what_one_can_do(oost, client, can_apply):
    budget = budget_of(oost.west, name="Potje", can_apply=can_apply, closed_note="De raad beslist")
    page = page_of(client, budget.get_absolute_url())
    assert ("/initiatieven/indienen/" in page) is can_apply
    assert ("kunt u niet zelf geld aanvragen" in page) is not can_apply
    assert "Potje, West 2026</h1>" in page


def test_a_request_that_was_withdrawn_says_so_and_is_not_withdrawn_again(
    oost, request_of_300, client, client_of
):
    url = request_of_300.get_absolute_url()
    rosa = client_of(oost.rosa)
    assert rosa.get(f"{url}intrekken/").status_code == 200
    decide(application=request_of_300, granted=False, ground="rule", reason="Nee.", by=oost.bas)
    assert rosa.get(f"{url}intrekken/").status_code == 302
    other = ApplicationFactory(initiative=oost.initiative, budget=oost.budget)
    Application.objects.filter(pk=other.pk).update(state="withdrawn")
    assert "heeft de aanvraag ingetrokken" in page_of(client, other.get_absolute_url())


def test_a_zero_that_no_decision_made_is_left_out_on_a_phone():
    sums = {"allocated": 5, "decided": 0, "reserved": 0, "spent": 0, "left": 5}
    hidden = [cell["label"] for cell in links(sums, "budget=1", "Oost") if cell["is_nothing"]]
    assert hidden == ["Waarvan bij besluit"]
