"""Making a plan for an area."""

import pytest
from django.urls import reverse

from areas.models import Plan
from config.audit.models import Event
from config.intake.keys import new_key
from tests.factories import MunicipalityFactory, PlanKindFactory

pytestmark = pytest.mark.django_db


def url(area):
    return reverse("areas:plan_create", args=[area.slug])


def filled(oost, **changes):
    return {
        "form_key": new_key(),
        "title": "Jaarplan Oost 2027",
        "kind": oost.kind.pk,
        "starts_on": "2027-01-01",
        "ends_on": "2027-12-31",
        **changes,
    }


def test_the_advisor_makes_a_plan_in_preparation(oost, client, client_of):
    answer = client_of(oost.ada).post(url(oost.area), filled(oost))
    plan = Plan.objects.get(title="Jaarplan Oost 2027")
    assert answer.headers["Location"] == plan.get_absolute_url()
    assert (plan.area, plan.state) == (oost.area, "draft")
    event = Event.objects.get(verb="plan.created")
    assert (event.actor_id, event.area_id) == (oost.ada.pk, oost.area.pk)
    assert client.get(plan.get_absolute_url()).status_code == 404


def test_the_same_form_sent_twice_makes_one_plan(oost, client_of):
    browser, data = client_of(oost.ada), filled(oost)
    assert len({browser.post(url(oost.area), data).headers["Location"] for _ in range(2)}) == 1
    assert Plan.objects.filter(title="Jaarplan Oost 2027").count() == 1


def test_opening_the_form_makes_nothing(oost, client_of):
    assert client_of(oost.ada).get(url(oost.area)).status_code == 200
    assert Plan.objects.count() == 1


def test_for_a_part_of_ones_area_too(oost, client_of):
    assert client_of(oost.max).post(url(oost.buurt), filled(oost)).status_code == 302


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_not(oost, client_of, who):
    assert client_of(getattr(oost, who)).post(url(oost.area), filled(oost)).status_code == 403
    assert Plan.objects.count() == 1


def test_an_area_that_is_not_there(oost, client_of):
    assert client_of(oost.ada).get("/gebieden/nergens/nieuw-plan/").status_code == 404


def test_a_kind_of_another_municipality_is_no_choice(oost, client_of):
    kind = PlanKindFactory(municipality=MunicipalityFactory(name="Bergstad"))
    answer = client_of(oost.ada).post(url(oost.area), filled(oost, kind=kind.pk))
    assert answer.context["form"].errors["kind"]


def test_an_end_before_the_start_is_said_beside_the_field(oost, client_of):
    answer = client_of(oost.ada).post(url(oost.area), filled(oost, ends_on="2026-12-31"))
    assert set(answer.context["form"].errors) == {"ends_on"}


def test_a_stale_page_asks_to_press_again_and_keeps_what_was_typed(oost, client_of):
    answer = client_of(oost.ada).post(url(oost.area), filled(oost, form_key="verzonnen"))
    form = answer.context["form"]
    assert "Druk nog een keer op de knop" in str(form.errors["form_key"])
    again = client_of(oost.ada).post(
        url(oost.area), filled(oost, form_key=form["form_key"].value())
    )
    assert again.status_code == 302
