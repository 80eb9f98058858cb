"""Taking an action to its next state."""

import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.urls import reverse

from areas.actions.agenda import move_action
from areas.models.agenda import ACTION_MACHINE, ActionState
from config.audit.models import Event
from config.lib.access import Refused
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db


def url(action, verb):
    return reverse("areas:action_step", args=[action.pk, verb])


def test_the_advisor_starts_an_action(oost, client_of):
    answer = client_of(oost.ada).post(url(oost.action, "starten"), {"reason": "We beginnen."})
    assert answer.headers["Location"] == oost.action.get_absolute_url()
    before = (oost.action.version, oost.action.updated_at)
    oost.action.refresh_from_db()
    assert oost.action.state == "running"
    assert oost.action.version == before[0] + 1
    assert oost.action.updated_at > before[1]
    update = oost.action.updates.get()
    assert (update.text, update.state, update.public, update.by) == (
        "We beginnen.",
        "running",
        True,
        oost.ada,
    )


def test_one_press_is_enough_where_no_reason_is_needed(oost, client_of):
    client_of(oost.ada).post(url(oost.action, "starten"))
    oost.action.refresh_from_db()
    assert oost.action.state == "running"


def test_the_step_is_in_the_trail_with_who_and_from_where_to_where(oost):
    move_action(oost.action, state="running", by=oost.ada)
    event = Event.objects.get(verb="action.moved")
    assert (event.actor_id, event.area_id) == (oost.ada.pk, oost.area.pk)
    assert event.changes == {"state": ["planned", "running"]}


def test_opening_the_page_changes_nothing(oost, client_of):
    answer = client_of(oost.ada).get(url(oost.action, "starten"))
    assert answer.status_code == 200
    oost.action.refresh_from_db()
    assert oost.action.state == "planned"


def test_a_colleague_above_may_too(oost, client_of):
    assert client_of(oost.max).post(url(oost.action, "starten")).status_code == 302


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_sees_the_action_but_keeps_no_agenda_here_may_not(oost, client_of, who):
    answer = client_of(getattr(oost, who)).post(url(oost.action, "starten"))
    assert answer.status_code == 403
    assert "U houdt de agenda van dit gebied niet bij." in answer.text
    oost.action.refresh_from_db()
    assert oost.action.state == "planned"


def test_the_rule_holds_without_a_page_too(oost):
    with pytest.raises(PermissionDenied, match="U houdt de agenda van dit gebied niet bij"):
        move_action(oost.action, state="running", by=oost.wim)


@pytest.mark.parametrize("who", ["wim", "stan", "raf"])
def test_an_internal_action_of_a_draft_does_not_exist_for_strangers(oost, draft, client_of, who):
    action = ActionFactory(area=oost.area, plan=draft, theme=oost.theme)
    assert client_of(getattr(oost, who)).post(url(action, "starten")).status_code == 404


def test_a_visitor_is_sent_to_the_login_page(oost, client):
    answer = client.post(url(oost.action, "starten"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/inloggen/")


def test_stopping_asks_for_a_reason_and_keeps_what_was_chosen(oost, client_of):
    answer = client_of(oost.ada).post(url(oost.action, "stoppen"), {"internal": "on"})
    assert answer.status_code == 200
    assert answer.context["form"].errors["reason"]
    assert answer.context["form"]["internal"].value()
    with pytest.raises(Refused, match="Geef een reden"):
        move_action(oost.action, state="stopped", reason="  ", by=oost.ada)


def test_a_reason_may_be_for_colleagues_only(oost, client, client_of):
    data = {"reason": "De aannemer is failliet.", "internal": "on"}
    client_of(oost.ada).post(url(oost.action, "stoppen"), data)
    assert "failliet" not in client.get(oost.action.get_absolute_url()).text
    assert "failliet" in client_of(oost.pam).get(oost.action.get_absolute_url()).text


def test_after_a_step_one_goes_back_to_where_one_came_from(oost, client_of):
    data = {"next": "/mijn-werk/"}
    answer = client_of(oost.ada).post(url(oost.action, "starten"), data)
    assert answer.headers["Location"] == "/mijn-werk/"


def test_but_never_to_another_site(oost, client_of):
    data = {"next": "https://elders.example/"}
    answer = client_of(oost.ada).post(url(oost.action, "starten"), data)
    assert answer.headers["Location"] == oost.action.get_absolute_url()


def test_a_step_that_a_colleague_took_first_says_where_the_action_is_now(oost, client_of):
    move_action(oost.action, state="running", by=oost.max)
    answer = client_of(oost.ada).post(url(oost.action, "starten"))
    assert answer.status_code == 409
    assert "is nu “loopt”" in answer.text
    assert oost.action.updates.count() == 1


def test_an_unknown_word_is_no_page(oost, client_of):
    assert client_of(oost.ada).post(url(oost.action, "opeten")).status_code == 404


ALLOWED = {
    ("planned", "running"),
    ("planned", "stopped"),
    ("running", "done"),
    ("running", "stopped"),
    ("done", "running"),
    ("stopped", "planned"),
}


@pytest.mark.parametrize("old", ActionState.values)
@pytest.mark.parametrize("new", ActionState.values)
def test_every_pair_of_states_is_either_a_step_or_refused(oost, old, new):
    into = ActionFactory(area=oost.area, theme=oost.theme) if old == "merged" else None
    action = ActionFactory(area=oost.area, theme=oost.theme, state=old, merged_into=into)
    if (old, new) in ALLOWED:
        assert move_action(action, state=new, reason="Omdat.", by=oost.ada).state == new
        return
    with pytest.raises(Refused, match="kan dit niet naar"):
        move_action(action, state=new, reason="Omdat.", by=oost.ada)
    assert not action.updates.exists()


def test_every_state_can_be_reached_and_left():
    assert not ACTION_MACHINE.unreachable()
    assert not ACTION_MACHINE.stuck()


@pytest.mark.django_db(transaction=True)
def test_two_who_press_at_the_same_moment_take_one_step(oost):
    both, answers = threading.Barrier(2), []

    def press(person):
        both.wait()
        try:
            answers.append(move_action(oost.action, state="running", by=person).state)
        except Refused as refused:
            answers.append(refused.reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=press, args=[one]) for one in (oost.ada, oost.max)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {"running", "Van “loopt” kan dit niet naar “loopt”."}
    assert oost.action.updates.count() == 1
    assert Event.objects.filter(verb="action.moved").count() == 1
