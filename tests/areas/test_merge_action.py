"""One action goes into another, and then counts no longer by itself."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.changes import merge_action
from areas.models import Action
from areas.views.goals import counts
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused
from config.pages.council import action_matrix
from config.pages.figures import action_counts
from tests.factories import ActionFactory, AreaFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def bench(oost):
    """Another public action of Oost that runs."""
    return ActionFactory(
        area=oost.area,
        goal=oost.goal,
        theme=oost.theme,
        title="Bank onder de boom",
        state="running",
    )


def url(action):
    return reverse("areas:action_merge", args=[action.pk])


def filled(into, **changes):
    return {"form_key": new_key(), "into": into.pk, "reason": "Het is één plek.", **changes}


def merged(oost, into, **more):
    return merge_action(oost.action, into=into, reason="Het is één plek.", by=oost.ada, **more)


def test_the_advisor_merges_two_actions(oost, bench, client_of):
    answer = client_of(oost.ada).post(url(oost.action), filled(bench))
    assert answer.headers["Location"] == oost.action.get_absolute_url()
    oost.action.refresh_from_db()
    assert (oost.action.state, oost.action.merged_into) == ("merged", bench)
    assert oost.action.updates.get().text == "Het is één plek."
    event = Event.objects.get(verb="action.merged")
    assert event.changes == {
        "state": ["planned", "merged"],
        "merged_into": [None, bench.pk],
    }


def test_the_form_offers_open_actions_of_own_areas(oost, bench, client_of):
    west = ActionFactory(area=oost.west, theme=oost.theme, title="Van West")
    done = ActionFactory(area=oost.area, theme=oost.theme, title="Al klaar", state="done")
    gone = ActionFactory(
        area=oost.area, theme=oost.theme, title="Opgegaan", state="merged", merged_into=oost.action
    )
    below = ActionFactory(area=oost.buurt, theme=oost.theme, title="In de buurt")
    offered = client_of(oost.ada).get(url(oost.action)).context["form"].fields["into"].queryset
    assert set(offered) == {bench, below}
    for other in (west, done, gone, oost.action):
        answer = client_of(oost.ada).post(url(oost.action), filled(other))
        assert answer.context["form"].errors["into"], other


def test_without_a_reason_nothing_happens(oost, bench, client_of):
    answer = client_of(oost.ada).post(url(oost.action), filled(bench, reason=" "))
    assert answer.context["form"].errors["reason"]
    with pytest.raises(Refused):
        merge_action(oost.action, into=bench, reason=" ", by=oost.ada)


def test_not_into_itself_nor_into_what_is_over_nor_elsewhere(oost, bench):
    with pytest.raises(Refused):
        merged(oost, oost.action)
    Action.objects.filter(pk=bench.pk).update(state="stopped")
    with pytest.raises(Refused):
        merged(oost, bench)
    elsewhere = AreaFactory(municipality=MunicipalityFactory(name="Bergdorp"), name="Noord")
    with pytest.raises(PermissionDenied):
        merged(oost, ActionFactory(area=elsewhere))


def test_not_round_in_a_circle(oost, bench):
    merged(oost, bench)
    with pytest.raises(Refused):
        merge_action(bench, into=oost.action, reason="Terug.", by=oost.ada)


@pytest.mark.parametrize("state", ["done", "stopped", "merged"])
def test_what_is_over_is_not_merged(oost, bench, client_of, state):
    into = {"merged_into": bench} if state == "merged" else {}
    Action.objects.filter(pk=oost.action.pk).update(state=state, **into)
    assert client_of(oost.ada).get(url(oost.action)).status_code == 403


@pytest.mark.parametrize("who", ["ivo", "pam", "raf", "wim", "stan"])
def test_others_may_not(oost, bench, client_of, who):
    assert client_of(getattr(oost, who)).post(url(oost.action), filled(bench)).status_code == 403
    assert not Action.objects.filter(state="merged").exists()


def test_not_into_an_action_whose_agenda_one_does_not_keep(oost):
    west = ActionFactory(area=oost.west, theme=oost.theme)
    with pytest.raises(PermissionDenied):
        merged(oost, west)
    merge_action(oost.action, into=west, reason="Samen met West.", by=oost.max)
    assert Action.objects.get(pk=oost.action.pk).merged_into == west


def test_after_that_it_no_longer_changes(oost, bench, client_of):
    merged(oost, bench)
    for page in ("action_edit", "progress_add", "action_merge", "funding_add"):
        answer = client_of(oost.ada).get(reverse(f"areas:{page}", args=[oost.action.pk]))
        assert answer.status_code == 403
        assert "opgegaan in een andere actie" in answer.text


def test_a_visitor_is_led_to_the_other_action_and_back(oost, bench, client):
    merged(oost, bench)
    page = client.get(oost.action.get_absolute_url()).text
    assert "Bank onder de boom" in page
    assert bench.get_absolute_url() in page
    assert oost.action.title in client.get(bench.get_absolute_url()).text


def test_an_internal_action_is_not_named_in_public(oost, internal, client, client_of):
    merged(oost, internal)
    page = client.get(oost.action.get_absolute_url()).text
    assert internal.title not in page
    assert "die niet openbaar is" in page
    assert internal.title in client_of(oost.pam).get(oost.action.get_absolute_url()).text


def test_a_merged_internal_action_is_not_named_either(oost, internal, client, client_of):
    merge_action(internal, into=oost.action, reason="Samen.", by=oost.ada)
    assert internal.title not in client.get(oost.action.get_absolute_url()).text
    assert internal.title in client_of(oost.pam).get(oost.action.get_absolute_url()).text


def test_the_reason_may_be_for_colleagues_only(oost, bench, client, client_of):
    client_of(oost.ada).post(url(oost.action), filled(bench, internal="on"))
    assert "Het is één plek." not in client.get(oost.action.get_absolute_url()).text
    assert "Het is één plek." in client_of(oost.pam).get(oost.action.get_absolute_url()).text


# --- Totals ----------------------------------------------------------------


def test_it_drops_out_of_the_counts_of_a_plan(oost, bench, client):
    assert "0 van 2 gereed" in client.get(oost.plan.get_absolute_url()).text
    merged(oost, bench)
    assert counts(list(oost.plan.actions.all())) == {
        "total": 1,
        "done": 0,
        "late": 0,
        "stopped": 0,
    }
    assert "0 van 1 gereed" in client.get(oost.plan.get_absolute_url()).text


def test_it_drops_out_of_the_figures_of_an_area(oost, bench):
    merged(oost, bench)
    goal = oost.goal.pk
    here, by_plan, by_goal = action_counts(
        Action.objects.all(), [oost.area.pk], [oost.plan.pk], [goal]
    )
    for found in (here, by_plan[oost.plan.pk], by_goal[goal]):
        assert (found["total"], found["running"], found["merged"]) == (1, 1, 0)


def test_it_drops_out_of_the_page_of_the_council(oost, bench, client):
    merged(oost, bench)
    _themes, rows = action_matrix(oost.raf, oost.municipality)
    cell = rows[0].cells[oost.theme.pk]
    assert (cell["running"], cell["planned"], cell["merged"]) == (1, 0, 0)
    page = client.get("/raad/").text
    assert "1 actie" in page
    assert "2 acties" not in page


def test_the_list_behind_a_number_holds_what_the_number_counts(oost, bench, client):
    merged(oost, bench)
    assert client.get("/agenda/").context["count"] == 1
    assert client.get("/agenda/?stand=merged").context["count"] == 1
