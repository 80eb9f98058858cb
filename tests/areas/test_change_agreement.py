"""Changing the end, title or goal of an open action asks why; a late action asks for a word."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from areas.actions.agenda import add_progress
from areas.models import Action, ProgressPicture, ProgressUpdate
from tests.factories import ActionFactory, GoalFactory
from tests.world import jpeg

pytestmark = pytest.mark.django_db


def url(action):
    return reverse("areas:action_edit", args=[action.pk])


def filled(action, **changes):
    return {
        "row_version": action.version,
        "title": action.title,
        "area": action.area_id,
        "goal": action.goal_id or "",
        "theme": action.theme_id,
        "ends_on": action.ends_on or "",
        "public": "on",
        **changes,
    }


@pytest.fixture
def action(oost):
    """A running action that should be ready on 1 March."""
    return ActionFactory(
        area=oost.area, goal=oost.goal, theme=oost.theme, state="running", ends_on="2027-03-01"
    )


def change(oost, action, client_of, **changes):
    return client_of(oost.ada).post(url(action), filled(action, **changes))


def other_goal(oost):
    return GoalFactory(plan=oost.plan, theme=oost.theme, title="Meer schaduw").pk


@pytest.mark.parametrize("what", ["ends_on", "title", "goal"])
def test_without_a_reason_the_agreement_stays(oost, action, client_of, what):
    new = {"ends_on": "2027-06-01", "title": "Heggen planten", "goal": other_goal(oost)}[what]
    answer = change(oost, action, client_of, **{what: new})
    assert "Vertel waarom" in str(answer.context["form"].errors["reason"])
    action.refresh_from_db()
    assert action.version == 1
    assert not action.updates.exists()


def test_the_reason_becomes_a_note_with_both_days(oost, action, client, client_of):
    answer = change(
        oost, action, client_of, ends_on="2027-06-01", reason="De kweker heeft te weinig bomen."
    )
    assert answer.status_code == 302
    note = action.updates.get()
    assert note.text == (
        "Planning veranderd (eerst 1 maart 2027, nu 1 juni 2027): De kweker heeft te weinig bomen."
    )
    assert note.by == oost.ada
    assert "te weinig bomen" in client.get(action.get_absolute_url()).text


def test_one_reason_for_two_changes_is_one_note(oost, action, client_of):
    change(oost, action, client_of, ends_on="", title="Heggen planten", reason="Beter zo.")
    assert action.updates.get().text == (
        "Planning veranderd (eerst 1 maart 2027, nu geen einddatum), titel veranderd: Beter zo."
    )


def test_the_note_does_not_tell_the_old_title_or_a_goal(oost, action, client_of):
    change(oost, action, client_of, title="Heggen", goal=other_goal(oost), reason="Beter zo.")
    text = action.updates.get().text
    assert action.title not in text
    assert "schaduw" not in text


def test_other_changes_need_no_reason_and_leave_no_note(oost, action, client_of):
    answer = change(oost, action, client_of, text="Met de klas.", cost_cents="100")
    assert answer.status_code == 302
    assert not action.updates.exists()


@pytest.mark.parametrize("state", ["done", "stopped"])
def test_what_is_over_asks_no_reason(oost, action, client_of, state):
    Action.objects.filter(pk=action.pk).update(state=state)
    assert change(oost, action, client_of, title="Heggen planten").status_code == 302
    assert not action.updates.exists()


def test_a_lost_race_leaves_no_note(oost, action, client_of):
    seen = filled(action)
    client_of(oost.max).post(url(action), seen | {"text": "Tekst van Max"})
    mine = seen | {"ends_on": "2027-06-01", "reason": "Beter zo."}
    assert client_of(oost.ada).post(url(action), mine).status_code == 200
    assert not action.updates.exists()


# --- Late, and nobody says why ---------------------------------------------


@pytest.fixture
def late(action):
    """It should have been ready yesterday."""
    Action.objects.filter(pk=action.pk).update(ends_on="2026-11-17")
    action.refresh_from_db()
    return action


def test_colleagues_see_that_a_late_action_was_not_explained(oost, late, client, client_of):
    page = client_of(oost.pam).get(late.get_absolute_url()).text
    assert "te laat, nog geen uitleg" in page
    visitor = client.get(late.get_absolute_url()).text
    assert "te laat" in visitor
    assert "nog geen uitleg" not in visitor


def test_the_form_asks_why_it_is_late(oost, late, client_of):
    for address in (late.get_absolute_url(), reverse("areas:progress_add", args=[late.pk])):
        assert "Waarom is het te laat" in client_of(oost.ivo).get(address).text


def test_a_note_since_its_end_is_an_explanation(oost, late, client_of):
    add_progress(late, text="De aannemer is ziek.", by=oost.ivo)
    page = client_of(oost.ada).get(late.get_absolute_url()).text
    assert "nog geen uitleg" not in page
    assert "Waarom is het te laat" not in page


def test_a_note_from_before_its_end_is_none(oost, late, client_of, at):
    with at(2026, 11, 10):
        add_progress(late, text="Het gaat goed.", by=oost.ivo)
    assert "nog geen uitleg" in client_of(oost.ada).get(late.get_absolute_url()).text


# --- Notes stay as they are ------------------------------------------------


@pytest.mark.parametrize("how", ["change", "delete"])
def test_a_note_is_never_edited_or_taken_away(oost, action, how):
    note = add_progress(action, text="De eerste boom staat.", by=oost.ivo)
    rows = ProgressUpdate.objects.filter(pk=note.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(text="Anders.") if how == "change" else rows.delete()
    assert rows.get().text == "De eerste boom staat."


@pytest.mark.parametrize("how", ["change", "delete"])
def test_nor_is_its_picture(oost, action, how):
    note = add_progress(action, text="Kijk.", picture=jpeg(), alt="Een boom", by=oost.ivo)
    rows = ProgressPicture.objects.filter(update=note)
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(alt="Anders.") if how == "change" else rows.delete()
    assert rows.get().alt == "Een boom"
