"""Saying in words how a plan or a goal goes; what was said stays."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from areas.actions.verdicts import add_verdict
from areas.models import Verdict
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused
from tests.factories import GoalFactory, PlanFactory

pytestmark = pytest.mark.django_db


def goal_url(goal):
    return reverse("areas:goal_verdict", args=[goal.pk])


def plan_url(plan):
    return reverse("areas:plan_verdict", args=[plan.pk])


def said(**changes):
    return {"outcome": "partly", "text": "De bomen staan er.", "form_key": new_key()} | changes


def test_the_advisor_says_how_a_goal_goes_and_everyone_reads_it(oost, client, client_of):
    answer = client_of(oost.ada).post(goal_url(oost.goal), said())
    place = reverse("areas:goal", args=[oost.goal.pk])
    assert answer.headers["Location"] == place
    for url in (place, oost.plan.get_absolute_url()):
        page = client.get(url).text
        assert "De bomen staan er." in page
        assert "gaat voor een deel goed" in page
        assert "Ada Adviseur" not in page
    event = Event.objects.get(verb="verdict.added")
    assert event.area_id == oost.area.pk
    assert event.changes == {"outcome": "partly", "goal": oost.goal.pk}


def test_the_advisor_says_how_a_plan_as_a_whole_goes(oost, client, client_of):
    answer = client_of(oost.ada).post(plan_url(oost.plan), said(outcome="on_track"))
    assert answer.headers["Location"] == oost.plan.get_absolute_url()
    verdict = Verdict.objects.get()
    assert (verdict.plan, verdict.goal, verdict.by) == (oost.plan, None, oost.ada)
    assert "De bomen staan er." in client.get(oost.plan.get_absolute_url()).text


def test_twice_the_same_press_is_one_verdict(oost, client_of):
    browser, data = client_of(oost.ada), said()
    for _ in range(2):
        assert browser.post(goal_url(oost.goal), data).status_code == 302
    assert Verdict.objects.count() == 1


def test_the_newest_counts_and_earlier_ones_stay(oost, client, client_of):
    browser = client_of(oost.ada)
    browser.post(goal_url(oost.goal), said(text="Het begin is er."))
    browser.post(goal_url(oost.goal), said(outcome="reached", text="Het is gelukt."))
    page = client.get(oost.plan.get_absolute_url()).text
    assert "Het is gelukt." in page
    assert "Het begin is er." not in page
    page = client.get(reverse("areas:goal", args=[oost.goal.pk])).text
    assert page.index("Het is gelukt.") < page.index("Het begin is er.")


def test_that_it_is_not_known_is_an_answer_too(oost, client, client_of):
    client_of(oost.ada).post(goal_url(oost.goal), said(outcome="unknown"))
    page = client.get(reverse("areas:goal", args=[oost.goal.pk])).text
    assert "wist nog niet of het lukt" in page


def test_nobody_changes_what_was_said(oost):
    verdict = add_verdict(oost.plan, outcome="partly", text="Zo is het.", by=oost.ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        Verdict.objects.filter(pk=verdict.pk).update(text="Anders.")
    with pytest.raises(DatabaseError), transaction.atomic():
        verdict.delete()


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_does_not_keep_the_agenda_here_may_not(oost, client_of, who):
    browser = client_of(getattr(oost, who))
    assert browser.post(goal_url(oost.goal), said()).status_code == 403
    assert browser.post(plan_url(oost.plan), said()).status_code == 403
    assert not Verdict.objects.exists()


@pytest.mark.parametrize("name", ["outcome", "text"])
def test_without_a_word_or_a_reason_it_is_no_verdict(oost, client_of, name):
    answer = client_of(oost.ada).post(goal_url(oost.goal), said(**{name: ""}))
    assert name in answer.context["form"].errors
    assert not Verdict.objects.exists()


@pytest.mark.parametrize(
    ("state", "allowed"),
    [
        ("draft", False),
        ("running", True),
        ("ended", True),
        ("replaced", True),
        ("withdrawn", False),
    ],
)
def test_what_runs_or_has_run_is_judged(oost, client_of, state, allowed):
    plan = PlanFactory(area=oost.area, state=state)
    answer = client_of(oost.ada).post(plan_url(plan), said())
    assert answer.status_code == (302 if allowed else 403)
    assert Verdict.objects.exists() == allowed


def test_a_goal_of_another_plan_is_refused(oost):
    other = GoalFactory(plan=PlanFactory(area=oost.area), theme=oost.theme)
    with pytest.raises(Refused):
        add_verdict(oost.plan, goal=other, outcome="partly", text="Zo.", by=oost.ada)
