"""The page of an action."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.actions.agenda import add_progress, move_action
from areas.models import Action
from tests.factories import ActionFactory, GoalFactory, InitiativeFactory, PlanFactory

pytestmark = pytest.mark.django_db


def page_of(action, browser):
    return browser.get(action.get_absolute_url())


def test_a_visitor_reads_what_why_who_when_and_cost(oost, client):
    Action.objects.filter(pk=oost.action.pk).update(
        text="Veertig bomen.", lead_label="Groenbeheer", ends_on="2026-12-09", cost_cents=125_000
    )
    page = page_of(oost.action, client).text
    for text in (
        "Veertig bomen.",
        "Meer groen in de straat",
        "Groenbeheer",
        "over 3 weken (9 december 2026)",
        "€\xa01.250,00",
    ):
        assert text in page


def test_late_is_a_word_with_a_shape(oost, client):
    Action.objects.filter(pk=oost.action.pk).update(ends_on="2026-11-17")
    page = page_of(oost.action, client).text
    assert "gw-status--late" in page
    assert "te laat" in page


def test_on_its_last_day_it_is_not_late_yet(oost, client):
    Action.objects.filter(pk=oost.action.pk).update(ends_on="2026-11-18")
    assert "te laat" not in page_of(oost.action, client).text


def test_progress_is_told_newest_first(oost, client):
    add_progress(oost.action, text="Eerst dit.", by=oost.ada)
    move_action(oost.action, state="running", reason="Toen dat.", by=oost.ada)
    page = page_of(oost.action, client).text
    assert page.index("Toen dat.") < page.index("Eerst dit.")


def test_it_tells_which_ideas_it_came_from_but_only_public_ones(oost, client, client_of):
    InitiativeFactory(area=oost.area, action=oost.action, title="Bomen bij ons")
    InitiativeFactory(
        area=oost.area, action=oost.action, title="Nog niet bekeken", released_at=None
    )
    page = page_of(oost.action, client).text
    assert "Bomen bij ons" in page
    assert "Nog niet bekeken" not in page
    assert "Nog niet bekeken" in page_of(oost.action, client_of(oost.ada)).text


def test_a_visitor_gets_no_form_that_writes_and_no_link_to_edit(oost, client):
    page = page_of(oost.action, client).text
    assert "csrfmiddlewaretoken" not in page
    assert "form_key" not in page
    assert "bewerken" not in page


def test_the_advisor_gets_the_next_steps_and_the_inspector_only_progress(oost, client_of):
    advisor = page_of(oost.action, client_of(oost.ada)).text
    for word in ("Starten", "Stoppen", "Actie bewerken", "Voortgang melden"):
        assert word in advisor
    inspector = page_of(oost.action, client_of(oost.ivo)).text
    assert "Voortgang melden" in inspector
    assert "Starten" not in inspector


@pytest.mark.parametrize("who", ["pam", "raf", "wim", "stan"])
def test_who_may_only_read_gets_no_buttons(oost, client_of, who):
    page = page_of(oost.action, client_of(getattr(oost, who))).text
    for word in ("Starten", "Actie bewerken", "Voortgang melden"):
        assert word not in page


def test_an_internal_action_exists_for_colleagues_only(oost, internal, client, client_of):
    for browser in (client, client_of(oost.stan), client_of(oost.wim)):
        assert page_of(internal, browser).status_code == 404
    assert "niet openbaar" in page_of(internal, client_of(oost.pam)).text


def test_an_action_waits_for_the_day_of_its_plan(oost, client, client_of, at):
    plan = PlanFactory(area=oost.area, public_from="2026-12-01")
    action = ActionFactory(area=oost.area, goal=GoalFactory(plan=plan, theme=oost.theme))
    for browser in (client, client_of(oost.stan), client_of(oost.wim), client_of(oost.raf)):
        assert page_of(action, browser).status_code == 404
    assert page_of(action, client_of(oost.ada)).status_code == 200
    with at(2026, 12, 1, 0, 1):
        assert page_of(action, client).status_code == 200


def test_who_works_for_a_part_does_not_read_a_draft_of_the_whole(oost, client_of):
    plan = PlanFactory(area=oost.municipality.root, title="Geheim plan", state="draft")
    goal = GoalFactory(plan=plan, theme=oost.theme, title="Geheim doel")
    action = ActionFactory(area=oost.area, goal=goal, theme=oost.theme)
    page = page_of(action, client_of(oost.ada))
    assert page.status_code == 200
    assert "Geheim" not in page.text
    assert "Geheim doel" in page_of(action, client_of(oost.max)).text


@pytest.mark.parametrize("who", [None, "ada"])
def test_much_progress_costs_as_many_queries_as_little(oost, client, client_of, settings, who):
    settings.PAGES_REMEMBERED = 0
    browser = client_of(oost.ada) if who else client

    def one_more():
        add_progress(oost.action, text="Weer iets.", by=oost.ivo)
        InitiativeFactory(area=oost.area, action=oost.action)

    def queries():
        with CaptureQueriesContext(connection) as found:
            page_of(oost.action, browser)
        return len(found)

    one_more()
    few = queries()
    for _ in range(4):
        one_more()
    assert queries() == few <= 12
