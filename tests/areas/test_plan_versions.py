"""Versions of a plan: what everyone could read on a day, and what changed since."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.actions.agenda import move_action, move_plan
from areas.actions.plan_versions import content_of, differences, publish_version
from areas.models import Action, Goal, Plan, PlanVersion
from config.intake.keys import new_key
from config.lib.access import Refused
from tests.factories import ActionFactory, GoalFactory, PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(oost):
    """A plan that just began, with two goals, two public actions and an internal one."""
    plan = PlanFactory(area=oost.area, state="draft", title="Wijkplan Oost")
    here = {"area": oost.area, "theme": oost.theme}
    plan.goal = GoalFactory(plan=plan, theme=oost.theme, title="Meer bomen")
    plan.second = GoalFactory(plan=plan, theme=oost.theme, title="Veilig naar school")
    plan.tree = ActionFactory(goal=plan.goal, title="Twintig bomen", lead_user=oost.ada, **here)
    plan.zebra = ActionFactory(goal=plan.second, title="Zebrapad", **here)
    plan.talk = ActionFactory(goal=plan.goal, title="Gesprek vooraf", public=False, **here)
    move_plan(plan, state="running", by=oost.ada)
    return plan


def add_url(plan):
    return reverse("areas:version_add", args=[plan.pk])


def note(text="Een boom erbij."):
    return {"form_key": new_key(), "note": text}


def test_the_first_version_is_kept_when_the_plan_begins(oost, begun, client):
    version = begun.versions.get()
    assert (version.number, version.by) == (1, oost.ada)
    page = client.get(version.get_absolute_url()).text
    for text in ("Wijkplan Oost", "Meer bomen", "Twintig bomen", "Dit is de eerste versie"):
        assert text in page


def test_a_plan_in_the_making_has_no_version(oost, draft, client_of):
    assert not draft.versions.exists()
    assert client_of(oost.ada).post(add_url(draft), note()).status_code == 200
    with pytest.raises(Refused, match="dat loopt"):
        publish_version(draft, note="Te vroeg.", by=oost.ada)
    assert not draft.versions.exists()


def test_the_next_version_tells_what_changed_and_what_it_was(oost, begun, client, client_of):
    Goal.objects.filter(pk=begun.goal.pk).update(measured_by="120 bomen meer")
    begun.zebra.goal = begun.goal
    begun.zebra.save()
    begun.second.delete()
    ActionFactory(area=oost.area, theme=oost.theme, goal=begun.goal, title="Geveltuinen")
    Plan.objects.filter(pk=begun.pk).update(can_decide="Waar de bomen komen.")
    answer = client_of(oost.ada).post(add_url(begun), note("Het zebrapad hoort nu bij de bomen."))
    assert answer.headers["Location"] == begun.get_absolute_url()
    assert "Het zebrapad hoort nu bij de bomen." in client.get(begun.get_absolute_url()).text
    changes = client.get(begun.versions.get(number=2).get_absolute_url()).context["changes"]
    assert told(changes["plan"]) == [
        ("wat bewoners bepalen", "Welke straten eerst aan de beurt zijn.", "Waar de bomen komen.")
    ]
    found = [(title, word, told(facts)) for title, _shape, word, facts in changes["goals"]]
    measure = ("waaraan we zien dat het lukt", "", "120 bomen meer")
    assert found == [("Veilig naar school", "weg", []), ("Meer bomen", "veranderd", [measure])]
    found = [(title, word, told(facts)) for title, _shape, word, facts in changes["actions"]]
    other_goal = ("doel", "Veilig naar school", "Meer bomen")
    assert found == [("Geveltuinen", "nieuw", []), ("Zebrapad", "veranderd", [other_goal])]


def told(facts):
    return [(str(fact["name"]), fact["before"], fact["after"]) for fact in facts]


def test_an_older_version_stays_as_it_was(oost, begun, client):
    move_action(begun.tree, state="running", by=oost.ada)
    Action.objects.filter(pk=begun.tree.pk).update(title="Dertig bomen")
    publish_version(begun, note="Meer bomen.", by=oost.ada)
    first = client.get(begun.versions.get(number=1).get_absolute_url()).text
    assert "Twintig bomen" in first
    assert "Dertig bomen" not in first
    assert begun.versions.get(number=2).get_absolute_url() in first


def test_without_a_change_there_is_no_new_version(oost, begun, client_of):
    answer = client_of(oost.ada).post(add_url(begun), note())
    assert "Er is niets veranderd sinds versie 1." in answer.text
    assert begun.versions.count() == 1


def test_what_changed_must_be_told(oost, begun, client_of):
    assert client_of(oost.ada).post(add_url(begun), note("")).context["form"].errors["note"]


def test_internal_actions_and_who_leads_are_in_no_version(oost, begun, client, client_of):
    Action.objects.filter(pk=begun.talk.pk).update(title="Gesprek achteraf")
    Plan.objects.filter(pk=begun.pk).update(summary="Nieuw.")
    publish_version(begun, note="Tekst.", by=oost.ada)
    for version in PlanVersion.objects.all():
        assert "Gesprek" not in str(version.content)
        assert "Ada" not in str(version.content)
        for browser in (client, client_of(oost.ada)):
            assert "Gesprek" not in browser.get(version.get_absolute_url()).text


def test_an_action_that_becomes_internal_is_gone_from_the_next_version(oost, begun):
    Action.objects.filter(pk=begun.tree.pk).update(public=False)
    new = publish_version(begun, note="Anders.", by=oost.ada)
    found = differences(begun.versions.get(number=1).content, new.content)
    assert found["actions"] == [("Twintig bomen", "gone", [])]


def test_before_its_day_nobody_outside_reads_a_version(oost, begun, client, client_of, at):
    Plan.objects.filter(pk=begun.pk).update(public_from=datetime.date(2026, 12, 1))
    url = begun.versions.get().get_absolute_url()
    for browser in (client, client_of(oost.wim), client_of(oost.raf), client_of(oost.stan)):
        assert browser.get(url).status_code == 404
    assert client_of(oost.pam).get(url).status_code == 200
    with at(2026, 12, 1, 0, 1):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("number", [0, 2, 99999])
def test_a_version_that_is_not_there(begun, client, number):
    url = reverse("areas:plan_version", args=[begun.pk, number])
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_not(oost, begun, client_of, who):
    Plan.objects.filter(pk=begun.pk).update(summary="Nieuw.")
    assert client_of(getattr(oost, who)).post(add_url(begun), note()).status_code == 403
    with pytest.raises(PermissionDenied):
        publish_version(begun, note="Nieuw.", by=getattr(oost, who))
    assert begun.versions.count() == 1


def test_a_long_plan_costs_no_more_questions(oost, begun, client, settings):
    settings.PAGES_REMEMBERED = 0
    url = begun.versions.get().get_absolute_url()
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(5):
        goal = GoalFactory(plan=begun, theme=oost.theme, title=f"Doel {number}")
        ActionFactory(area=oost.area, theme=oost.theme, goal=goal)
        publish_version(begun, note="Verder.", by=oost.ada)
    url = begun.versions.get(number=4).get_absolute_url()
    client.get(url)  # the municipality is known again
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few) <= 12


def test_a_version_reads_the_same_as_the_plan_it_was_made_of(begun):
    assert begun.versions.get().content == content_of(Plan.objects.get(pk=begun.pk))
