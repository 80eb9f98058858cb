"""What residents are promised about an action, told before it is public, and looked back on."""

import pytest
from django.urls import reverse

from areas.models import Action, ParticipationLevel, Plan
from config.intake.keys import new_key
from tests.factories import ActionFactory, ParticipationLevelFactory, PlanFactory

pytestmark = pytest.mark.django_db
CREATE = "/gebieden/acties/nieuw/"
SENTENCE = "vertelt hoe bewoners meedoen"


@pytest.fixture
def ladder(oost):
    """The municipality has named how residents can take part."""
    return ParticipationLevelFactory(municipality=oost.municipality)


def promise(ladder):
    return {
        "participation": ladder,
        "can_decide": "Welke bomen er komen.",
        "cannot_decide": "Het aantal: meer geld is er niet.",
    }


def filled(oost, **changes):
    return {
        "form_key": new_key(),
        "title": "Geveltuinen",
        "area": oost.area.pk,
        "theme": oost.theme.pk,
        "public": "on",
        **changes,
    }


def error(answer):
    return str(answer.context["form"].errors.get("participation", ""))


def test_a_public_action_without_a_promise_is_not_saved(oost, ladder, client_of):
    answer = client_of(oost.ada).post(CREATE, filled(oost))
    assert SENTENCE in error(answer)
    assert not Action.objects.filter(title="Geveltuinen").exists()


def test_half_a_promise_is_none(oost, ladder, client_of):
    half = {"participation": ladder.pk, "can_decide": "De plek."}
    answer = client_of(oost.ada).post(CREATE, filled(oost, **half))
    assert SENTENCE in str(answer.context["form"].errors["cannot_decide"])


def test_with_its_own_promise_it_is_saved(oost, ladder, client_of):
    own = promise(ladder) | {"participation": ladder.pk}
    assert client_of(oost.ada).post(CREATE, filled(oost, **own)).status_code == 302
    assert Action.objects.get(title="Geveltuinen").has_promise


def test_the_promise_of_its_plan_is_enough(oost, ladder, client_of):
    Plan.objects.filter(pk=oost.plan.pk).update(**promise(ladder))
    answer = client_of(oost.ada).post(CREATE, filled(oost, goal=oost.goal.pk))
    assert answer.status_code == 302


def test_what_only_colleagues_see_needs_no_promise(oost, ladder, client_of):
    data = filled(oost)
    del data["public"]
    assert client_of(oost.ada).post(CREATE, data).status_code == 302


def test_without_a_ladder_nothing_can_be_promised(oost, client_of):
    Plan.objects.update(participation=None)
    ParticipationLevel.objects.all().delete()
    assert client_of(oost.ada).post(CREATE, filled(oost)).status_code == 302


def test_another_municipality_has_its_own_ladder(oost, ladder, client_of):
    foreign = ParticipationLevelFactory(municipality__name="Bergdorp", name="elders")
    page = client_of(oost.ada).get(CREATE)
    assert foreign not in page.context["form"].fields["participation"].queryset
    assert ladder in page.context["form"].fields["participation"].queryset


def test_a_visitor_reads_the_promise(oost, ladder, client):
    action = ActionFactory(area=oost.area, theme=oost.theme, **promise(ladder))
    page = client.get(action.get_absolute_url()).text
    for words in ("Wat u te zeggen heeft", "Welke bomen", "meer geld is er niet", ladder.text):
        assert words in page


def test_a_visitor_reads_the_promise_of_the_plan(oost, ladder, client):
    Plan.objects.filter(pk=oost.plan.pk).update(**promise(ladder))
    page = client.get(oost.action.get_absolute_url()).text
    assert "Welke bomen" in page
    assert "Zo staat het in het plan." in page


def test_the_promise_of_a_plan_that_one_may_not_see_stays_unseen(oost, ladder, client_of):
    plan = PlanFactory(area=oost.municipality.root, state="draft", **promise(ladder))
    action = ActionFactory(area=oost.area, theme=oost.theme, plan=plan)
    assert "Welke bomen" not in client_of(oost.ada).get(action.get_absolute_url()).text
    assert "Welke bomen" in client_of(oost.max).get(action.get_absolute_url()).text


# --- Looking back ----------------------------------------------------------


def back(action):
    return reverse("areas:action_look_back", args=[action.pk])


def outcome(action, **changes):
    return {
        "row_version": action.version,
        "promise_kept": "partly",
        "promise_outcome": "Er kwamen linden; de fontein was te duur.",
        **changes,
    }


@pytest.fixture
def done(oost, ladder):
    """An action with a promise that is ready."""
    return ActionFactory(area=oost.area, theme=oost.theme, state="done", **promise(ladder))


def test_afterwards_the_advisor_tells_whether_it_was_kept(oost, done, client, client_of):
    answer = client_of(oost.ada).post(back(done), outcome(done))
    assert answer.headers["Location"] == done.get_absolute_url()
    page = client.get(done.get_absolute_url()).text
    assert "voor een deel" in page
    assert "de fontein was te duur" in page


@pytest.mark.parametrize("missing", ["promise_kept", "promise_outcome"])
def test_both_are_asked(oost, done, client_of, missing):
    answer = client_of(oost.ada).post(back(done), outcome(done, **{missing: ""}))
    assert answer.context["form"].errors[missing]


def test_while_it_runs_there_is_nothing_to_look_back_on(oost, ladder, client_of):
    running = ActionFactory(area=oost.area, theme=oost.theme, state="running", **promise(ladder))
    answer = client_of(oost.ada).get(back(running))
    assert answer.status_code == 403
    assert "gereed is of gestopt" in answer.text


def test_without_a_promise_there_is_nothing_to_look_back_on(oost, client_of):
    bare = ActionFactory(area=oost.area, theme=oost.theme, state="done")
    assert client_of(oost.ada).get(back(bare)).status_code == 403


@pytest.mark.parametrize("who", ["ivo", "pam", "raf", "wim", "stan"])
def test_others_do_not(oost, done, client_of, who):
    answer = client_of(getattr(oost, who)).post(back(done), outcome(done))
    assert answer.status_code == 403
    done.refresh_from_db()
    assert done.promise_kept == ""
