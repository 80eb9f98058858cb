"""Taking a plan to its next state."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.agenda import move_plan
from areas.models import Plan
from areas.models.plans import PLAN_MACHINE, PlanState
from config.audit.models import Event
from config.lib.access import Refused
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db


def url(plan, verb):
    return reverse("areas:plan_step", args=[plan.pk, verb])


def test_the_advisor_puts_a_plan_in_force(oost, draft, client_of):
    answer = client_of(oost.ada).post(url(draft, "laten-ingaan"))
    assert answer.headers["Location"] == draft.get_absolute_url()
    version = draft.version
    draft.refresh_from_db()
    assert (draft.state, draft.version) == ("running", version + 1)
    event = Event.objects.get(verb="plan.moved")
    assert (event.actor_id, event.area_id) == (oost.ada.pk, oost.area.pk)
    assert event.changes == {"state": ["draft", "running"]}


def test_the_page_warns_when_nobody_will_be_able_to_read_it(oost, draft, client_of):
    answer = client_of(oost.ada).get(url(draft, "laten-ingaan"))
    assert "Vul eerst in vanaf wanneer iedereen het plan mag lezen" in answer.text
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_withdrawing_asks_for_a_reason_that_shows_on_the_plan(oost, client, client_of):
    answer = client_of(oost.ada).post(url(oost.plan, "intrekken"), {"reason": ""})
    assert answer.context["form"].errors["reason"]
    client_of(oost.ada).post(url(oost.plan, "intrekken"), {"reason": "De raad koos anders."})
    page = client.get(oost.plan.get_absolute_url()).text
    assert "De raad koos anders." in page
    assert "ingetrokken" in page


def test_a_colleague_above_may_too(oost, client_of):
    assert client_of(oost.max).post(url(oost.plan, "afronden")).status_code == 302


@pytest.mark.parametrize("who", ["ivo", "pam", "raf", "wim", "stan"])
def test_who_reads_the_plan_but_keeps_no_agenda_here_may_not(oost, client_of, who):
    assert client_of(getattr(oost, who)).post(url(oost.plan, "afronden")).status_code == 403
    oost.plan.refresh_from_db()
    assert oost.plan.state == "running"
    with pytest.raises(PermissionDenied):
        move_plan(oost.plan, state="ended", by=getattr(oost, who))


@pytest.mark.parametrize("who", ["wim", "stan", "raf"])
def test_a_draft_does_not_exist_for_strangers(oost, draft, client_of, who):
    answer = client_of(getattr(oost, who)).post(url(draft, "laten-ingaan"))
    assert answer.status_code == 404


ALLOWED = {
    ("draft", "running"),
    ("draft", "withdrawn"),
    ("running", "ended"),
    ("running", "withdrawn"),
    ("ended", "running"),
}


@pytest.mark.parametrize("old", PlanState.values)
@pytest.mark.parametrize("new", PlanState.values)
def test_every_pair_of_states_is_either_a_step_or_refused(oost, old, new):
    plan = PlanFactory(area=oost.area, state=old)
    if (old, new) in ALLOWED:
        assert move_plan(plan, state=new, reason="Omdat.", by=oost.ada).state == new
        return
    with pytest.raises(Refused, match="kan dit niet naar"):
        move_plan(plan, state=new, reason="Omdat.", by=oost.ada)
    assert Plan.objects.get(pk=plan.pk).state == old


def test_every_state_can_be_reached_and_only_withdrawn_and_replaced_are_for_ever():
    assert not PLAN_MACHINE.unreachable()
    assert not PLAN_MACHINE.stuck()
    assert PLAN_MACHINE.final == {"replaced", "withdrawn"}
