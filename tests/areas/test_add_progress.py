"""Reporting progress on an action."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.agenda import add_progress, move_action
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused

pytestmark = pytest.mark.django_db


def url(action):
    return reverse("areas:progress_add", args=[action.pk])


def note(text="De bomen zijn besteld.", **changes):
    return {"form_key": new_key(), "text": text, **changes}


def test_the_advisor_reports_what_happened(oost, client, client_of):
    answer = client_of(oost.ada).post(url(oost.action), note())
    assert answer.headers["Location"] == oost.action.get_absolute_url()
    assert "De bomen zijn besteld." in client.get(oost.action.get_absolute_url()).text
    event = Event.objects.get(verb="action.progress")
    assert (event.actor_id, event.area_id) == (oost.ada.pk, oost.area.pk)
    assert event.object_id == oost.action.pk


def test_a_note_leaves_the_version_so_that_an_open_form_still_saves(oost):
    version, touched = oost.action.version, oost.action.updated_at
    add_progress(oost.action, text="De bomen zijn besteld.", by=oost.ada)
    oost.action.refresh_from_db()
    assert oost.action.version == version
    assert oost.action.updated_at > touched


def test_a_note_may_take_the_action_to_its_next_state(oost, client_of):
    client_of(oost.ada).post(url(oost.action), note(state="running"))
    oost.action.refresh_from_db()
    assert oost.action.state == "running"
    assert oost.action.updates.get().state == "running"
    assert Event.objects.filter(verb="action.moved").count() == 1


def test_the_same_form_sent_twice_is_one_note(oost, client_of):
    browser, sent = client_of(oost.ada), note()
    first, second = (browser.post(url(oost.action), sent) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert oost.action.updates.count() == 1


def test_opening_the_page_changes_nothing(oost, client_of):
    assert client_of(oost.ada).get(url(oost.action), note()).status_code == 200
    assert not oost.action.updates.exists()


def test_the_inspector_reports_too_but_does_not_move_the_action(oost, client_of):
    browser = client_of(oost.ivo)
    assert browser.post(url(oost.action), note(state="running")).status_code == 302
    oost.action.refresh_from_db()
    assert oost.action.state == "planned"
    assert oost.action.updates.get().state == ""
    with pytest.raises(PermissionDenied):
        add_progress(oost.action, text="Klaar.", state="running", by=oost.ivo)


@pytest.mark.parametrize("who", ["pam", "cor", "raf", "wim", "stan"])
def test_who_may_only_read_may_not(oost, client_of, who):
    answer = client_of(getattr(oost, who)).post(url(oost.action), note())
    assert answer.status_code == 403
    assert not oost.action.updates.exists()


@pytest.mark.parametrize("who", ["wim", "stan"])
def test_an_internal_action_does_not_exist_for_strangers(oost, internal, client_of, who):
    assert client_of(getattr(oost, who)).post(url(internal), note()).status_code == 404


def test_a_note_for_colleagues_stays_with_colleagues(oost, client, client_of):
    client_of(oost.ada).post(url(oost.action), note("De aannemer wil meer.", internal="on"))
    page = oost.action.get_absolute_url()
    assert "De aannemer wil meer." in client_of(oost.pam).get(page).text
    for browser in (client, client_of(oost.wim), client_of(oost.raf), client_of(oost.stan)):
        assert "De aannemer wil meer." not in browser.get(page).text


def test_who_wrote_it_is_for_colleagues(oost, client, client_of):
    add_progress(oost.action, text="De bomen zijn besteld.", by=oost.ivo)
    page = oost.action.get_absolute_url()
    assert "Ivo Inspecteur" in client_of(oost.ada).get(page).text
    assert "Ivo Inspecteur" not in client.get(page).text


def test_an_empty_note_is_asked_for_again(oost, client_of):
    answer = client_of(oost.ada).post(url(oost.action), note("  ", internal="on"))
    assert answer.context["form"].errors["text"]
    assert answer.context["form"]["internal"].value()


def test_a_step_that_is_gone_meanwhile_is_refused_and_writes_nothing(oost):
    move_action(oost.action, state="stopped", reason="Omdat.", by=oost.max)
    with pytest.raises(Refused):
        add_progress(oost.action, text="Begonnen.", state="running", by=oost.ada)
    assert oost.action.updates.count() == 1


def test_what_was_typed_is_kept_when_the_step_is_gone(oost, client_of):
    move_action(oost.action, state="stopped", reason="Omdat.", by=oost.max)
    answer = client_of(oost.ada).post(url(oost.action), note("Begonnen.", state="running"))
    assert answer.status_code == 200
    assert "Begonnen." in answer.text
