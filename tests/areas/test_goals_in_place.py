"""On the page of a plan: goals up and down, an action in place, and a plan begun with examples."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.plan_goals import move_goal
from areas.models import Action, Plan, TemplateAction, TemplateGoal
from config.audit.models import Event
from config.intake.keys import new_key
from tests.factories import GoalFactory, PlanFactory, PlanKindFactory
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(oost):
    """Three goals in their order: a, b, c; the plan's own stands before them all."""
    return [GoalFactory(plan=oost.plan, theme=oost.theme, title=name, order=5) for name in "abc"]


def titles(plan):
    return [goal.title for goal in plan.goals.all()]


def move_url(goal):
    return reverse("areas:goal_move", args=[goal.plan_id, goal.pk])


def quick_url(goal):
    return reverse("areas:action_quick", args=[goal.plan_id, goal.pk])


def quick(**changes):
    return {"form_key": new_key(), "title": "Geveltuinen", "ends_on": "2026-12-01", **changes}


# --- The order of goals ----------------------------------------------------


def test_a_goal_goes_up_and_down_by_a_button(oost, three, client_of):
    browser, own = client_of(oost.ada), oost.goal.title
    answer = browser.post(move_url(three[2]), {"naar": "omhoog"})
    assert answer.headers["Location"] == three[2].get_absolute_url()
    assert titles(oost.plan) == [own, "a", "c", "b"]
    browser.post(move_url(oost.goal), {"naar": "omlaag"})
    assert titles(oost.plan) == ["a", own, "c", "b"]
    assert [goal.order for goal in oost.plan.goals.all()] == [1, 2, 3, 4]
    assert Event.objects.filter(verb="goal.moved").count() == 2


def test_the_first_stays_first_and_the_last_stays_last(oost, three):
    before = titles(oost.plan)
    move_goal(oost.plan, goal=oost.goal, way="omhoog", by=oost.ada)
    move_goal(oost.plan, goal=three[2], way="omlaag", by=oost.ada)
    assert titles(oost.plan) == before
    assert not Event.objects.exists()


def test_a_way_that_is_none_and_a_get_move_nothing(oost, three, client_of):
    before, browser = titles(oost.plan), client_of(oost.ada)
    assert browser.post(move_url(three[0]), {"naar": "opzij"}).status_code == 302
    assert browser.get(move_url(three[0])).status_code == 302
    assert titles(oost.plan) == before


def test_a_goal_of_another_plan_is_not_there(oost, client_of):
    other = PlanFactory(area=oost.area)
    url = reverse("areas:goal_move", args=[other.pk, oost.goal.pk])
    assert client_of(oost.ada).post(url, {"naar": "omlaag"}).status_code == 404


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_neither_move_nor_add(oost, three, client_of, who):
    browser = client_of(getattr(oost, who))
    assert browser.post(move_url(three[0]), {"naar": "omlaag"}).status_code == 403
    assert browser.post(quick_url(oost.goal), quick()).status_code == 403
    with pytest.raises(PermissionDenied):
        move_goal(oost.plan, goal=three[0], way="omlaag", by=getattr(oost, who))
    assert not Event.objects.exists()


@pytest.mark.parametrize("state", ["ended", "withdrawn", "replaced"])
def test_a_plan_that_is_over_stays_as_it_is(oost, client_of, state):
    goal = GoalFactory(plan=PlanFactory(area=oost.area, state=state), theme=oost.theme)
    assert client_of(oost.ada).post(move_url(goal), {"naar": "omlaag"}).status_code == 403
    assert client_of(oost.ada).post(quick_url(goal), quick()).status_code == 403


# --- An action in place ----------------------------------------------------


def test_the_advisor_adds_an_action_from_the_page_itself(oost, client_of):
    browser = client_of(oost.ada)
    assert quick_url(oost.goal) in browser.get(oost.plan.get_absolute_url()).text
    answer = browser.post(quick_url(oost.goal), quick())
    assert answer.headers["Location"] == oost.goal.get_absolute_url()
    action = Action.objects.get(title="Geveltuinen")
    assert (action.goal, action.plan, action.area) == (oost.goal, oost.plan, oost.area)
    assert (action.theme, action.ends_on) == (oost.theme, datetime.date(2026, 12, 1))
    assert action.search == "geveltuinen"
    assert Event.objects.get(verb="action.created").area_id == oost.area.pk


def test_the_same_line_sent_twice_makes_one_action(oost, client_of):
    browser, data = client_of(oost.ada), quick()
    assert {browser.post(quick_url(oost.goal), data).status_code for _ in range(2)} == {302}
    assert Action.objects.filter(title="Geveltuinen").count() == 1


def test_without_a_title_the_page_says_so_and_keeps_the_day(oost, client_of):
    answer = client_of(oost.ada).post(quick_url(oost.goal), quick(title=""))
    assert answer.context["form"].errors["title"]
    assert "2026-12-01" in answer.text


# --- A new plan with examples ----------------------------------------------


@pytest.fixture
def examples(oost):
    """Two goals that a year plan begins with; the first with an action from day 30 to day 90."""
    green = TemplateGoal.objects.create(
        kind=oost.kind, theme=oost.theme, title="Groene straten", order=1
    )
    TemplateGoal.objects.create(kind=oost.kind, theme=oost.theme, title="Veilige straten", order=2)
    TemplateAction.objects.create(
        goal=green, title="Straten kiezen", order=1, starts_after=30, ends_after=90
    )
    TemplateAction.objects.create(goal=green, title="Terugkijken", order=2)


def create(oost, browser, **changes):
    url = reverse("areas:plan_create", args=[oost.area.slug])
    given = {"title": "Jaarplan 2027", "kind": oost.kind.pk, "starts_on": "2027-01-01"}
    return browser.post(url, filled(browser.get(url), **given | changes))


def test_a_new_plan_begins_with_the_examples_of_its_kind(oost, examples, client_of):
    assert create(oost, client_of(oost.ada), examples="on").status_code == 302
    plan = Plan.objects.get(title="Jaarplan 2027")
    assert titles(plan) == ["Groene straten", "Veilige straten"]
    choose, back = plan.actions.order_by("pk")
    assert (choose.title, choose.area, choose.theme) == ("Straten kiezen", oost.area, oost.theme)
    days = (datetime.date(2027, 1, 31), datetime.date(2027, 4, 1))
    assert (choose.starts_on, choose.ends_on) == days
    assert (back.starts_on, back.ends_on) == (None, None)
    assert choose.goal.title == back.goal.title == "Groene straten"


def test_without_the_tick_it_begins_empty(oost, examples, client_of):
    create(oost, client_of(oost.ada))
    assert not Plan.objects.get(title="Jaarplan 2027").goals.exists()


def test_a_kind_without_examples_is_told(oost, examples, client_of):
    other = PlanKindFactory(municipality=oost.municipality, code="wijkplan", name="Wijkplan")
    answer = create(oost, client_of(oost.ada), examples="on", kind=other.pk)
    assert "zijn er geen voorbeelden" in answer.text
    assert not Plan.objects.filter(title="Jaarplan 2027").exists()


def test_where_no_kind_has_examples_nothing_is_asked(oost, client_of):
    form = client_of(oost.ada).get(reverse("areas:plan_create", args=[oost.area.slug]))
    assert "examples" not in form.context["form"].fields
