"""Looking back on what was promised to residents."""

import pytest
from django.urls import reverse

from areas.models import Plan
from config.audit.models import Event
from tests.factories import PlanFactory

pytestmark = pytest.mark.django_db


def url(plan):
    return reverse("areas:plan_look_back", args=[plan.pk])


def filled(plan, **changes):
    return {
        "row_version": plan.version,
        "promise_kept": "partly",
        "promise_outcome": "Van de zes wensen kwamen er vier in het plan.",
        **changes,
    }


def test_everyone_reads_how_residents_take_part(oost, client):
    page = client.get(oost.plan.get_absolute_url()).text
    for text in ("Adviseren", "Welke straten eerst aan de beurt zijn.", "Het bedrag, want dat"):
        assert text in page


def test_the_advisor_says_whether_it_was_kept_and_everyone_reads_it(oost, client, client_of):
    answer = client_of(oost.ada).post(url(oost.plan), filled(oost.plan))
    assert answer.headers["Location"] == oost.plan.get_absolute_url()
    event = Event.objects.get(verb="plan.changed")
    assert event.changes == {"promise_kept": ["", "partly"], "promise_outcome": []}
    page = client.get(oost.plan.get_absolute_url()).text
    assert "Voor een deel" in page
    assert "Van de zes wensen kwamen er vier in het plan." in page


@pytest.mark.parametrize("state", ["ended", "replaced"])
def test_also_when_the_plan_is_over(oost, client_of, state):
    plan = PlanFactory(area=oost.area, state=state)
    assert client_of(oost.ada).post(url(plan), filled(plan)).status_code == 302
    assert Plan.objects.get(pk=plan.pk).promise_kept == "partly"


def test_not_before_it_began_and_not_when_it_was_withdrawn(oost, draft, client_of):
    assert client_of(oost.ada).post(url(draft), filled(draft)).status_code == 403
    gone = PlanFactory(area=oost.area, state="withdrawn")
    assert client_of(oost.ada).post(url(gone), filled(gone)).status_code == 403


@pytest.mark.parametrize("lacking", ["promise_kept", "promise_outcome"])
def test_both_are_asked(oost, client_of, lacking):
    answer = client_of(oost.ada).post(url(oost.plan), filled(oost.plan, **{lacking: ""}))
    assert lacking in answer.context["form"].errors


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_not(oost, client_of, who):
    assert client_of(getattr(oost, who)).post(url(oost.plan), filled(oost.plan)).status_code == 403
    assert not Event.objects.exists()
