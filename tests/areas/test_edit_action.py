"""Changing an action, also when two people do so at once."""

import pytest
from django.urls import reverse

from areas.actions.agenda import add_progress, move_action
from areas.forms import ActionForm
from areas.models import Action
from config.audit.models import Event
from config.lib.forms import LostRace, save_form, saved

pytestmark = pytest.mark.django_db


def url(action):
    return reverse("areas:action_edit", args=[action.pk])


def filled(action, **changes):
    return {
        "row_version": action.version,
        "title": action.title,
        "text": action.text,
        "area": action.area_id,
        "goal": action.goal_id or "",
        "theme": action.theme_id,
        "public": "on",
        "reason": "Zo past het beter.",
        **changes,
    }


def form_of(action, person, **changes):
    data = filled(action, **changes)
    row = Action.objects.get(pk=action.pk)
    return ActionForm(data, instance=row, user=person, municipality=action.area.municipality)


def test_the_advisor_changes_an_action(oost, client_of):
    data = filled(oost.action, title="Veertig bomen", cost_cents="500")
    answer = client_of(oost.ada).post(url(oost.action), data)
    assert answer.headers["Location"] == oost.action.get_absolute_url()
    before = oost.action
    oost.action = Action.objects.get(pk=before.pk)
    assert (oost.action.title, oost.action.cost_cents) == ("Veertig bomen", 50_000)
    assert oost.action.version == before.version + 1
    assert oost.action.updated_at > before.updated_at
    assert oost.action.search == "veertig bomen"


def test_the_trail_says_which_fields_but_not_what_was_written(oost, client_of):
    data = filled(oost.action, title="Veertig bomen", cost_cents="500")
    client_of(oost.ada).post(url(oost.action), data)
    event = Event.objects.get(verb="action.changed")
    assert event.changes == {"title": [], "cost_cents": [None, 50_000]}


def test_opening_the_form_changes_nothing(oost, client_of):
    assert client_of(oost.ada).get(url(oost.action)).status_code == 200
    assert not Event.objects.exists()


def test_a_colleague_above_may_too(oost, client_of):
    answer = client_of(oost.max).post(url(oost.action), filled(oost.action, title="Anders"))
    assert answer.status_code == 302


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_reads_it_but_keeps_no_agenda_here_may_not(oost, client_of, who):
    data = filled(oost.action, title="Anders")
    assert client_of(getattr(oost, who)).post(url(oost.action), data).status_code == 403
    assert Action.objects.get(pk=oost.action.pk).title != "Anders"


@pytest.mark.parametrize("who", ["wim", "stan"])
def test_an_internal_action_does_not_exist_for_strangers(oost, internal, client_of, who):
    answer = client_of(getattr(oost, who)).post(url(internal), filled(internal, title="Anders"))
    assert answer.status_code == 404


def test_an_action_cannot_leave_the_area_of_its_plan(oost, client_of):
    data = filled(oost.action, area=oost.west.pk)
    answer = client_of(oost.max).post(url(oost.action), data)
    assert "geldt niet voor dit gebied" in str(answer.context["form"].errors["area"])


def test_without_its_goal_it_leaves_the_plan_too_and_makes_its_own_promise(oost, client_of):
    promise = {"participation": oost.plan.participation_id, "can_decide": "Alles."}
    promise |= {"cannot_decide": "Niets."}
    data = filled(oost.action, goal="", area=oost.west.pk, **promise)
    client_of(oost.max).post(url(oost.action), data)
    action = Action.objects.get(pk=oost.action.pk)
    assert (action.goal, action.plan, action.area) == (None, None, oost.west)


def test_an_advisor_cannot_hand_an_action_to_an_area_of_others(oost, client_of):
    data = filled(oost.action, goal="", area=oost.west.pk)
    answer = client_of(oost.ada).post(url(oost.action), data)
    assert answer.context["form"].errors["area"]


def test_a_second_save_over_a_newer_text_shows_both(oost, client_of):
    seen = filled(oost.action)
    client_of(oost.max).post(url(oost.action), seen | {"title": "Tekst van Max", "public": ""})
    mine = seen | {"title": "Tekst van Ada"}
    answer = client_of(oost.ada).post(url(oost.action), mine)
    assert answer.status_code == 200
    assert "Tekst van Max" in answer.text
    assert "Tekst van Ada" in answer.text
    shown = {
        part["label"]: (part["mine"], part["theirs"]) for part in answer.context["form"].conflict
    }
    assert shown == {
        "Wat gaan we doen?": ("Tekst van Ada", "Tekst van Max"),
        "Iedereen mag deze actie zien": ("ja", "nee"),
    }
    assert Action.objects.get(pk=oost.action.pk).title == "Tekst van Max"


def test_saving_once_more_is_an_answer_to_both_texts(oost, client_of):
    seen = filled(oost.action)
    client_of(oost.max).post(url(oost.action), seen | {"title": "Tekst van Max"})
    answer = client_of(oost.ada).post(url(oost.action), seen | {"title": "Tekst van Ada"})
    version = answer.context["form"]["row_version"].value()
    data = seen | {"title": "Tekst van beiden", "row_version": version}
    assert client_of(oost.ada).post(url(oost.action), data).status_code == 302
    assert Action.objects.get(pk=oost.action.pk).title == "Tekst van beiden"


def test_choices_show_as_words_when_two_texts_differ(oost):
    ada = form_of(oost.action, oost.ada, ends_on="2027-03-01", area=oost.buurt.pk)
    max_ = form_of(oost.action, oost.max, ends_on="2027-04-01")
    assert max_.is_valid()
    assert saved(max_, by=oost.max)
    assert not ada.is_valid()
    shown = {part["label"]: (part["mine"], part["theirs"]) for part in ada.conflict}
    assert shown == {
        "In welk gebied?": ("Vijverbuurt (gebied)", "Oost (gebied)"),
        "Wanneer is het klaar?": ("1 maart 2027", "1 april 2027"),
    }


def test_of_two_saves_at_the_same_moment_one_is_refused(oost):
    ada, max_ = (
        form_of(oost.action, oost.ada, title="Van Ada"),
        form_of(oost.action, oost.max, text="Van Max"),
    )
    assert ada.is_valid()
    assert max_.is_valid()
    save_form(ada, by=oost.ada)
    with pytest.raises(LostRace):
        save_form(max_, by=oost.max)
    assert Action.objects.get(pk=oost.action.pk).text == ""
    assert Event.objects.filter(verb="action.changed").count() == 1


def test_who_lost_the_race_sees_both_texts_also_of_what_they_left_alone(oost):
    ada, max_ = (
        form_of(oost.action, oost.ada, title="Van Ada"),
        form_of(oost.action, oost.max, text="Van Max"),
    )
    assert ada.is_valid()
    assert max_.is_valid()
    saved(ada, by=oost.ada)
    assert saved(max_, by=oost.max) is None
    shown = {part["label"]: (part["mine"], part["theirs"]) for part in max_.conflict}
    assert shown["Wat gaan we doen?"] == ("Bomen planten aan de Dorpsstraat", "Van Ada")
    assert shown["Toelichting"] == ("Van Max", "")


def test_a_step_taken_meanwhile_is_noticed_and_never_undone(oost, client_of):
    seen = filled(oost.action, title="Anders")
    move_action(oost.action, state="running", by=oost.max)
    assert client_of(oost.ada).post(url(oost.action), seen).status_code == 200
    assert Action.objects.get(pk=oost.action.pk).state == "running"


def test_a_note_meanwhile_is_no_conflict(oost, client_of):
    seen = filled(oost.action, title="Anders")
    add_progress(oost.action, text="De bomen zijn besteld.", by=oost.ivo)
    assert client_of(oost.ada).post(url(oost.action), seen).status_code == 302
