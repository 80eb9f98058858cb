"""A new plan takes over what is open in the plan that it replaces, action by action."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.agenda import move_plan
from areas.actions.takeover import Choice, take_over
from areas.models import Action
from config.audit.models import Event
from config.lib.access import Refused
from tests.factories import ActionFactory, GoalFactory, PlanFactory
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(oost):
    """The plan of next year with one goal; it replaces this year's."""
    plan = PlanFactory(
        area=oost.area,
        title="Jaarplan 2027",
        state="draft",
        starts_on=datetime.date(2027, 1, 1),
        ends_on=None,
    )
    plan.replaces.add(oost.plan)
    plan.goal = GoalFactory(plan=plan, theme=oost.theme, title="Koele straten")
    return plan


@pytest.fixture
def bench(oost):
    """A second open action, in a buurt."""
    return ActionFactory(
        area=oost.buurt, goal=oost.goal, theme=oost.theme, title="Bankjes", state="running"
    )


def url(plan):
    return reverse("areas:plan_takeover", args=[plan.pk])


def sent(browser, plan, **changes):
    return browser.post(url(plan), filled(browser.get(url(plan)), **changes))


def take(action, goal) -> Choice:
    return Choice(action_id=action.pk, version=action.version, goal_id=goal.pk)


def stop(action, reason="Het geld is op.") -> Choice:
    return Choice(action_id=action.pk, version=action.version, reason=reason)


def now(action) -> Action:
    return Action.objects.get(pk=action.pk)


def test_the_advisor_chooses_for_each_action(oost, new, bench, client_of):
    stays = ActionFactory(area=oost.area, goal=oost.goal, theme=oost.theme, title="Fietspad")
    answer = sent(
        client_of(oost.ada),
        new,
        **{
            f"wat_{oost.action.pk}": new.goal.pk,
            f"wat_{bench.pk}": "stop",
            f"reden_{bench.pk}": "De buurt wil ze niet meer.",
        },
    )
    assert answer.headers["Location"] == new.get_absolute_url()
    assert (now(oost.action).goal, now(oost.action).plan) == (new.goal, new)
    assert now(bench).state == "stopped"
    assert now(stays).plan == oost.plan
    assert bench.updates.get().text == "De buurt wil ze niet meer."
    assert "overgenomen" in oost.action.updates.get().text
    assert not stays.updates.exists()
    event = Event.objects.get(verb="action.taken_over")
    assert event.changes == {"plan": [oost.plan.pk, new.pk]}


def test_also_once_the_new_plan_runs(oost, new, client_of):
    move_plan(new, state="running", by=oost.ada)
    answer = sent(client_of(oost.ada), new, **{f"wat_{oost.action.pk}": new.goal.pk})
    assert answer.status_code == 302
    assert now(oost.action).plan == new


def test_the_list_holds_what_is_open_and_nothing_else(oost, new, bench, client_of):
    for state in ("done", "stopped"):
        ActionFactory(area=oost.area, goal=oost.goal, theme=oost.theme, state=state)
    ActionFactory(area=oost.area, theme=oost.theme, title="Zonder plan")
    secret = ActionFactory(area=oost.area, goal=oost.goal, theme=oost.theme, public=False)
    form = client_of(oost.ada).get(url(new)).context["form"]
    assert set(form.actions) == {oost.action, bench, secret}


def test_without_anything_open_the_page_says_so(oost, new, client_of):
    take_over(new, choices=[take(oost.action, new.goal)], by=oost.ada)
    assert "Er is niets meer open" in client_of(oost.ada).get(url(new)).text


def test_stopping_needs_a_reason(oost, new, client_of):
    answer = sent(client_of(oost.ada), new, **{f"wat_{oost.action.pk}": "stop"})
    assert "Zeg waarom deze actie stopt." in answer.text
    with pytest.raises(Refused, match="reden"):
        take_over(new, choices=[stop(oost.action, " ")], by=oost.ada)
    assert now(oost.action).state == "planned"


def test_what_changed_meanwhile_is_refused_and_then_nothing_happens(oost, new, bench, client_of):
    browser = client_of(oost.ada)
    chosen = {f"wat_{oost.action.pk}": new.goal.pk, f"wat_{bench.pk}": new.goal.pk}
    data = filled(browser.get(url(new)), **chosen)
    Action.objects.filter(pk=bench.pk).update(state="done", version=bench.version + 1)
    answer = browser.post(url(new), data)
    assert "“Bankjes” is intussen veranderd" in answer.text
    assert now(oost.action).plan == oost.plan
    assert not oost.action.updates.exists()
    # What is drawn again can be sent: without the action that is ready.
    again = filled(answer)
    assert again[f"wat_{oost.action.pk}"] == [str(new.goal.pk)]
    assert browser.post(url(new), again).status_code == 302
    assert now(oost.action).plan == new


def test_the_same_form_sent_twice_does_its_work_once(oost, new, client_of):
    browser = client_of(oost.ada)
    data = filled(browser.get(url(new)), **{f"wat_{oost.action.pk}": new.goal.pk})
    assert [browser.post(url(new), data).status_code for _ in range(2)] == [302, 302]
    assert oost.action.updates.count() == 1


def test_an_action_of_another_plan_is_refused(oost, new):
    other = GoalFactory(plan=PlanFactory(area=oost.area), theme=oost.theme)
    action = ActionFactory(area=oost.area, goal=other, theme=oost.theme)
    for foreign in (action, ActionFactory(area=oost.area, theme=oost.theme)):
        for choice in (take(foreign, new.goal), stop(foreign)):
            with pytest.raises(Refused, match="hoort niet bij een plan"):
                take_over(new, choices=[choice], by=oost.ada)


def test_a_goal_of_another_plan_is_refused(oost, new):
    with pytest.raises(Refused, match="Kies een doel van dit plan"):
        take_over(new, choices=[take(oost.action, oost.goal)], by=oost.ada)


def test_an_area_that_the_plan_does_not_reach_is_refused(oost, new):
    Action.objects.filter(pk=oost.action.pk).update(area=oost.west)
    with pytest.raises(Refused, match="gebied waar dit plan niet voor geldt"):
        take_over(new, choices=[take(oost.action, new.goal)], by=oost.max)


def test_an_action_of_an_area_where_one_keeps_no_agenda_is_refused(oost, new):
    Action.objects.filter(pk=oost.action.pk).update(area=oost.west)
    with pytest.raises(PermissionDenied):
        take_over(new, choices=[stop(oost.action)], by=oost.ada)


@pytest.mark.parametrize("state", ["ended", "withdrawn", "replaced"])
def test_a_plan_that_is_over_takes_nothing_over(oost, client_of, state):
    plan = PlanFactory(area=oost.area, state=state)
    plan.replaces.add(oost.plan)
    goal = GoalFactory(plan=plan, theme=oost.theme)
    assert client_of(oost.ada).get(url(plan)).status_code == 403
    with pytest.raises(PermissionDenied):
        take_over(plan, choices=[take(oost.action, goal)], by=oost.ada)


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_not(oost, new, client_of, who):
    status = client_of(getattr(oost, who)).post(url(new), {}).status_code
    assert status == (404 if who in {"raf", "wim", "stan"} else 403)
    with pytest.raises(PermissionDenied):
        take_over(new, choices=[take(oost.action, new.goal)], by=getattr(oost, who))
