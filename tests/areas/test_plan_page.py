"""The page of a plan."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import Action, Plan
from areas.views.goals import counts
from config.lib.clock import today
from tests.factories import ActionFactory, GoalFactory, MunicipalityFactory, PlanFactory

pytestmark = pytest.mark.django_db


def test_a_visitor_reads_goals_and_actions(oost, client):
    page = client.get(oost.plan.get_absolute_url()).text
    for text in ("Jaarplan Oost", "Meer groen in de straat", "Bomen planten aan de Dorpsstraat"):
        assert text in page


def test_how_far_it_is_stands_in_words_and_not_in_percentages(oost, client):
    day = today()
    late = day.replace(year=day.year - 1)
    for state, ends_on in [("done", late), ("running", late), ("planned", None), ("stopped", late)]:
        ActionFactory(
            area=oost.area, goal=oost.goal, theme=oost.theme, state=state, ends_on=ends_on
        )
    page = client.get(oost.plan.get_absolute_url()).text
    assert "1 van 4 gereed, 1 te laat, 1 gestopt" in page
    assert "%" not in page


def test_late_counts_the_same_as_everywhere(oost):
    day = today()
    for state in ("planned", "running", "done", "stopped"):
        for ends_on in (None, day, day.replace(year=day.year - 1)):
            ActionFactory(area=oost.area, theme=oost.theme, state=state, ends_on=ends_on)
    assert counts(list(Action.objects.all()))["late"] == Action.objects.late().count() == 2


def test_a_visitor_gets_no_form_that_writes_and_no_link_to_edit(oost, client):
    page = client.get(oost.plan.get_absolute_url()).text
    assert "csrfmiddlewaretoken" not in page
    assert "bewerken" not in page


def test_the_advisor_gets_what_keeps_the_plan(oost, client_of):
    page = client_of(oost.ada).get(oost.plan.get_absolute_url()).text
    for word in ("Doel toevoegen", "Actie toevoegen", "Plan bewerken", "Afronden", "Intrekken"):
        assert word in page


@pytest.mark.parametrize("who", ["ivo", "pam", "raf", "wim", "stan"])
def test_others_do_not(oost, client_of, who):
    page = client_of(getattr(oost, who)).get(oost.plan.get_absolute_url()).text
    assert "toevoegen" not in page
    assert "Intrekken" not in page


def test_until_its_day_only_colleagues_read_a_plan(oost, client, client_of, at):
    plan = PlanFactory(area=oost.area, title="Geheim plan", public_from="2026-12-01")
    url = plan.get_absolute_url()
    for browser in (client, client_of(oost.stan), client_of(oost.wim), client_of(oost.raf)):
        assert browser.get(url).status_code == 404
    assert "openbaar vanaf 1 december 2026" in client_of(oost.pam).get(url).text
    with at(2026, 11, 30, 23, 59):
        assert client.get(url).status_code == 404
    with at(2026, 12, 1, 0, 1):
        assert client.get(url).status_code == 200


def test_a_draft_is_for_colleagues_whatever_its_day(oost, draft, client, client_of):
    Plan.objects.filter(pk=draft.pk).update(public_from="2026-01-01")
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client_of(oost.ada).get(draft.get_absolute_url()).status_code == 200


def test_an_internal_action_is_neither_shown_nor_counted_for_a_visitor(oost, client, client_of):
    ActionFactory(
        area=oost.area, goal=oost.goal, theme=oost.theme, title="Gesprek vooraf", public=False
    )
    page = client.get(oost.plan.get_absolute_url()).text
    assert "Gesprek vooraf" not in page
    assert "0 van 1 gereed" in page
    inside = client_of(oost.pam).get(oost.plan.get_absolute_url()).text
    assert "Gesprek vooraf" in inside
    assert "0 van 2 gereed" in inside


def test_a_plan_of_another_municipality_is_not_on_this_site(oost, client):
    Plan.objects.filter(pk=oost.plan.pk).update(area=MunicipalityFactory(name="Bergstad").root)
    assert client.get(oost.plan.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["0", "99999999999999999999", "abc"])
def test_an_address_without_a_plan(oost, client, address):
    assert client.get(f"/gebieden/plannen/{address}/").status_code == 404


def test_text_is_never_markup(oost, client):
    oost.goal.text = "<b>vet</b>"
    oost.goal.save()
    assert "<b>vet</b>" not in client.get(oost.plan.get_absolute_url()).text


@pytest.mark.parametrize("who", [None, "ada"])
def test_many_actions_cost_as_many_queries_as_few(oost, client, client_of, settings, who):
    settings.PAGES_REMEMBERED = 0
    browser = client_of(oost.ada) if who else client

    def queries():
        with CaptureQueriesContext(connection) as found:
            browser.get(reverse("areas:plan", args=[oost.plan.pk]))
        return len(found)

    queries()  # the row of the municipality stays known; what it costs is not of this page
    few = queries()
    for _ in range(3):
        goal = GoalFactory(plan=oost.plan, theme=oost.theme)
        for area in (oost.area, oost.buurt):
            ActionFactory(area=area, goal=goal, theme=oost.theme)
    # A login itself asks three questions: who it is, with which rights.
    assert queries() == few <= (15 if who else 12)
