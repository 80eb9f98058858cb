"""Writing down the steps of a plan, and what a plan needs before it can begin."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.agenda import move_plan
from areas.actions.plan_life import record_deed
from areas.models import Plan, PlanDeed, RouteStep
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused
from config.lib.clock import today
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def route(oost):
    """Residents first, then the college; the council only for extra money (as in Hoorn)."""
    steps = [("residents", "dorpsraad", ""), ("college", "college", "")]
    steps += [("council", "gemeenteraad", "er extra geld nodig is"), ("evaluation", "", "")]
    for order, (deed, body, only_if) in enumerate(steps, 1):
        RouteStep.objects.create(kind=oost.kind, order=order, deed=deed, body=body, only_if=only_if)


def url(plan, query=""):
    return reverse("areas:plan_deed", args=[plan.pk]) + query


def filled(**changes):
    return {
        "form_key": new_key(),
        "deed": "residents",
        "on": "2026-11-02",
        "body": "Dorpsraad Oost",
        "with_whom": "40 bewoners in het dorpshuis",
        "changed": "De speelplek kwam erbij.",
        **changes,
    }


def did(plan, *deeds, by):
    for deed in deeds:
        record_deed(plan, deed=deed, on=today(), by=by)


def test_the_advisor_writes_down_a_step(oost, route, client, client_of):
    answer = client_of(oost.ada).post(url(oost.plan), filled())
    assert answer.headers["Location"] == oost.plan.get_absolute_url()
    deed = oost.plan.deeds.get()
    assert (deed.deed, deed.on, deed.by) == ("residents", datetime.date(2026, 11, 2), oost.ada)
    event = Event.objects.get(verb="plan.deed")
    assert event.changes == {"deed": "residents", "on": "2026-11-02"}
    page = client.get(oost.plan.get_absolute_url()).text
    for text in ("Dorpsraad Oost", "40 bewoners in het dorpshuis", "De speelplek kwam erbij."):
        assert text in page


def test_the_paper_of_the_council_is_a_link(oost, route, client, client_of):
    paper = {"paper_title": "Raadsvoorstel 12", "paper_url": "https://raad.example/12"}
    client_of(oost.ada).post(url(oost.plan), filled(deed="council", reference="R12", **paper))
    page = client.get(oost.plan.get_absolute_url()).text
    assert 'href="https://raad.example/12"' in page
    assert "besluit R12" in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "raad", "data:text/html,x"])
def test_what_is_no_address_is_refused(oost, client_of, address):
    answer = client_of(oost.ada).post(url(oost.plan), filled(paper_url=address))
    assert answer.status_code == 200
    assert not PlanDeed.objects.exists()


def test_a_day_in_the_future_is_refused(oost, client_of):
    answer = client_of(oost.ada).post(url(oost.plan), filled(on="2026-11-19"))
    assert "ligt in de toekomst" in answer.text
    with pytest.raises(Refused, match="ligt in de toekomst"):
        record_deed(oost.plan, deed="college", on=datetime.date(2026, 11, 19), by=oost.ada)
    assert not PlanDeed.objects.exists()


def test_today_is_no_future(oost, client_of):
    assert client_of(oost.ada).post(url(oost.plan), filled(on="2026-11-18")).status_code == 302


def test_a_correction_is_one_more_row(oost, route, client, client_of):
    browser = client_of(oost.ada)
    browser.post(url(oost.plan), filled())
    browser.post(url(oost.plan), filled(with_whom="Het waren er 44"))
    assert oost.plan.deeds.count() == 2
    assert "Het waren er 44" in client.get(oost.plan.get_absolute_url()).text


def test_the_same_form_sent_twice_writes_once(oost, client_of):
    browser, data = client_of(oost.ada), filled()
    assert {browser.post(url(oost.plan), data).status_code for _ in range(2)} == {302}
    assert oost.plan.deeds.count() == 1


def test_the_form_begins_with_the_next_step_and_who_takes_it(oost, route, client_of):
    form = client_of(oost.ada).get(url(oost.plan)).context["form"]
    assert (form["deed"].value(), form["body"].value()) == ("residents", "dorpsraad")
    form = client_of(oost.ada).get(url(oost.plan, "?stap=college")).context["form"]
    assert (form["deed"].value(), form["body"].value()) == ("college", "college")


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_not(oost, client_of, who):
    assert client_of(getattr(oost, who)).post(url(oost.plan), filled()).status_code == 403
    with pytest.raises(PermissionDenied):
        did(oost.plan, "college", by=getattr(oost, who))
    assert not PlanDeed.objects.exists()


@pytest.mark.parametrize("who", ["wim", "stan", "raf"])
def test_a_draft_does_not_exist_for_strangers(oost, draft, client_of, who):
    assert client_of(getattr(oost, who)).post(url(draft), filled()).status_code == 404


def test_a_withdrawn_plan_takes_no_steps_but_an_ended_one_is_evaluated(oost, client_of):
    gone = PlanFactory(area=oost.area, state="withdrawn")
    assert client_of(oost.ada).post(url(gone), filled()).status_code == 403
    ended = PlanFactory(area=oost.area, state="ended")
    did(ended, "evaluation", by=oost.ada)
    assert ended.deeds.get().deed == "evaluation"


# --- Before a plan begins --------------------------------------------------


def test_a_plan_waits_for_every_step_that_is_always_needed(oost, draft, route):
    with pytest.raises(Refused, match="nog niet gezet: besproken met bewoners.*door het college"):
        move_plan(draft, state="running", by=oost.ada)
    did(draft, "residents", by=oost.ada)
    with pytest.raises(Refused, match="nog niet gezet: vastgesteld door het college"):
        move_plan(draft, state="running", by=oost.ada)
    did(draft, "college", by=oost.ada)
    assert move_plan(draft, state="running", by=oost.ada).state == "running"


def test_a_step_for_one_case_and_the_evaluation_are_not_waited_for(oost, draft, route):
    did(draft, "residents", "college", by=oost.ada)
    move_plan(draft, state="running", by=oost.ada)
    assert set(draft.deeds.values_list("deed", flat=True)) == {"residents", "college"}


@pytest.mark.parametrize(
    "lacking", [{"participation": None}, {"can_decide": ""}, {"cannot_decide": ""}]
)
def test_a_plan_waits_for_the_promise_to_residents(oost, draft, lacking):
    Plan.objects.filter(pk=draft.pk).update(**lacking)
    with pytest.raises(Refused, match="Vul eerst in hoe bewoners meedoen"):
        move_plan(draft, state="running", by=oost.ada)
    assert Plan.objects.get(pk=draft.pk).state == "draft"


def test_the_page_and_the_step_say_what_is_missing(oost, draft, route, client_of):
    browser = client_of(oost.ada)
    for address in (
        draft.get_absolute_url(),
        reverse("areas:plan_step", args=[draft.pk, "laten-ingaan"]),
    ):
        assert "nog niet gezet: besproken met bewoners" in browser.get(address).text
    answer = browser.post(reverse("areas:plan_step", args=[draft.pk, "laten-ingaan"]))
    assert "nog niet gezet: besproken met bewoners" in answer.text
    assert Plan.objects.get(pk=draft.pk).state == "draft"


def test_withdrawing_a_draft_asks_for_no_steps(oost, draft, route):
    move_plan(draft, state="withdrawn", reason="Het kan niet.", by=oost.ada)


def test_a_plan_that_ended_is_opened_again_without_going_the_way_again(oost, route):
    plan = PlanFactory(area=oost.area, state="ended", participation=None)
    assert move_plan(plan, state="running", reason="Niet af.", by=oost.ada).state == "running"


# --- On the page -----------------------------------------------------------


def test_the_page_shows_the_whole_way(oost, route, client):
    page = client.get(oost.plan.get_absolute_url()).text
    for text in ("Besproken met bewoners", "volgende stap", "Alleen als: er extra geld nodig is"):
        assert text in page


def test_looking_back_is_the_next_step_only_at_the_end(oost, route, client, at):
    did(oost.plan, "residents", "college", by=oost.ada)
    assert "volgende stap" not in client.get(oost.plan.get_absolute_url()).text
    with at(2027, 1, 4):
        assert "volgende stap" in client.get(oost.plan.get_absolute_url()).text


def test_colleagues_read_that_a_plan_is_past_its_end(oost, client, client_of, at):
    with at(2027, 1, 4):
        text = "De looptijd van dit plan is voorbij"
        assert text in client_of(oost.pam).get(oost.plan.get_absolute_url()).text
        assert text not in client.get(oost.plan.get_absolute_url()).text
        assert text not in client_of(oost.wim).get(oost.plan.get_absolute_url()).text


def test_colleagues_read_that_an_ended_plan_was_not_evaluated(oost, client, client_of):
    plan = PlanFactory(area=oost.area, state="ended")
    text = "nog niet geëvalueerd"
    assert text in client_of(oost.pam).get(plan.get_absolute_url()).text
    assert text not in client.get(plan.get_absolute_url()).text
    did(plan, "evaluation", by=oost.ada)
    assert text not in client_of(oost.pam).get(plan.get_absolute_url()).text
