"""Adding an action to the agenda."""

import pytest
from django.urls import reverse

from areas.models import Action
from config.audit.models import Event
from config.intake.keys import new_key
from tests.factories import (
    AreaFactory,
    GoalFactory,
    MunicipalityFactory,
    PlanFactory,
    ThemeFactory,
    promised,
)

pytestmark = pytest.mark.django_db
URL = "/gebieden/acties/nieuw/"


def filled(oost, **changes):
    return {
        "form_key": new_key(),
        "title": "Geveltuinen langs de Kade",
        "area": oost.area.pk,
        "goal": "",
        "theme": oost.theme.pk,
        "cost_cents": "1.250,50",
        "public": "on",
        **promised(oost.municipality),
        **changes,
    }


def made():
    return Action.objects.get(title="Geveltuinen langs de Kade")


def test_the_advisor_adds_an_action_under_a_goal(oost, client_of):
    data = filled(oost, goal=oost.goal.pk, theme="", ends_on="2027-03-01")
    answer = client_of(oost.ada).post(URL, data)
    action = made()
    assert answer.headers["Location"] == action.get_absolute_url()
    assert (action.plan, action.theme) == (oost.plan, oost.theme)
    assert action.cost_cents == 125_050
    assert action.state == "planned"
    event = Event.objects.get(verb="action.created")
    assert (event.actor_id, event.area_id) == (oost.ada.pk, oost.area.pk)


def test_the_same_form_sent_twice_makes_one_action(oost, client_of):
    browser, data = client_of(oost.ada), filled(oost)
    answers = [browser.post(URL, data) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {made().get_absolute_url()}


def test_the_form_begins_with_the_goal_and_area_one_came_from(oost, client_of):
    address = f"{URL}?doel={oost.goal.pk}&gebied={oost.area.pk}"
    form = client_of(oost.ada).get(address).context["form"]
    assert form["goal"].value() == oost.goal.pk
    assert form["area"].value() == oost.area.pk
    assert not Action.objects.filter(title="Geveltuinen langs de Kade").exists()


@pytest.mark.parametrize(
    "query", ["doel=abc", "gebied=%20", "doel=99999999999999999999", "gebied=0"]
)
def test_an_odd_address_is_an_empty_form(oost, client_of, query):
    assert client_of(oost.ada).get(f"{URL}?{query}").status_code == 200


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "stan"])
def test_who_keeps_no_agenda_may_not(oost, client_of, who):
    assert client_of(getattr(oost, who)).post(URL, filled(oost)).status_code == 403
    assert Action.objects.count() == 1


def test_an_area_of_a_colleague_is_no_choice(oost, client_of):
    answer = client_of(oost.wim).post(URL, filled(oost))
    assert answer.context["form"].errors["area"]
    assert Action.objects.count() == 1


def test_a_part_of_the_plans_area_is_fine(oost, client_of):
    client_of(oost.ada).post(URL, filled(oost, goal=oost.goal.pk, area=oost.buurt.pk))
    assert made().area == oost.buurt


def test_an_area_outside_the_plan_is_refused_beside_the_field(oost, client_of):
    data = filled(oost, goal=oost.goal.pk, area=oost.west.pk)
    answer = client_of(oost.max).post(URL, data)
    assert "geldt niet voor dit gebied" in str(answer.context["form"].errors["area"])
    assert Action.objects.count() == 1


def test_an_advisor_works_on_a_goal_of_the_area_above(oost, client_of):
    goal = GoalFactory(plan=PlanFactory(area=oost.municipality.root), theme=oost.theme)
    client_of(oost.ada).post(URL, filled(oost, goal=goal.pk))
    assert made().plan == goal.plan


def test_no_goal_of_a_plan_that_one_cannot_see(oost, draft, client_of):
    hidden = PlanFactory(area=oost.municipality.root, state="draft")
    form = client_of(oost.ada).get(URL).context["form"]
    plans = {goal.plan for goal in form.fields["goal"].queryset}
    assert plans == {oost.plan}
    for plan in (draft, hidden):
        GoalFactory(plan=plan, theme=oost.theme)
    form = client_of(oost.ada).get(URL).context["form"]
    assert {goal.plan for goal in form.fields["goal"].queryset} == {oost.plan, draft}


def test_nothing_of_another_municipality_is_a_choice(oost, client_of):
    other = MunicipalityFactory(name="Bergstad")
    theme = ThemeFactory(municipality=other)
    area = AreaFactory(municipality=other, name="Hoogte")
    answer = client_of(oost.max).post(URL, filled(oost, theme=theme.pk, area=area.pk))
    assert {"theme", "area"} <= set(answer.context["form"].errors)


def test_errors_stand_beside_their_fields_and_keep_what_was_typed(oost, client_of):
    data = filled(oost, starts_on="2027-03-01", ends_on="2027-02-01", cost_cents="1.25", theme="")
    form = client_of(oost.ada).post(URL, data).context["form"]
    assert set(form.errors) == {"ends_on", "cost_cents", "theme"}
    assert form["title"].value() == "Geveltuinen langs de Kade"


def test_a_colleague_who_leads_shows_as_their_role(oost, client, client_of):
    client_of(oost.ada).post(URL, filled(oost, lead_user=oost.ivo.pk))
    assert made().lead_label == "opzichter"
    page = client.get(made().get_absolute_url()).text
    assert "opzichter" in page
    assert "Ivo Inspecteur" not in page


def test_a_stranger_cannot_be_made_the_lead(oost, client_of):
    answer = client_of(oost.ada).post(URL, filled(oost, lead_user=oost.stan.pk))
    assert answer.context["form"].errors["lead_user"]


def test_a_visitor_is_sent_to_the_login_page(oost, client):
    assert client.get(URL).headers["Location"].startswith(reverse("account_login"))
