"""A plan that works out another, and one that takes the place of an earlier one."""

import datetime

import pytest
from django.urls import reverse

from areas.actions.agenda import move_plan
from areas.models import Plan
from config.audit.models import Event
from tests.factories import AreaFactory, PlanFactory, PlanKindFactory
from tests.filled import filled

pytestmark = pytest.mark.django_db
NEXT_YEAR = datetime.date(2027, 1, 1)


@pytest.fixture
def follower(oost):
    """The plan of next year, in preparation, that replaces this year's."""
    plan = PlanFactory(
        area=oost.area,
        title="Jaarplan Oost 2027",
        state="draft",
        starts_on=NEXT_YEAR,
        ends_on=None,
    )
    plan.replaces.add(oost.plan)
    return plan


def url(plan):
    return reverse("areas:plan_edit", args=[plan.pk])


def sent(browser, plan, **changes):
    return browser.post(url(plan), filled(browser.get(url(plan)), **changes))


# --- What the form offers --------------------------------------------------


def test_the_advisor_says_which_plan_it_will_replace(oost, client_of):
    plan = PlanFactory(area=oost.area, state="draft", starts_on=NEXT_YEAR, ends_on=None)
    answer = sent(client_of(oost.ada), plan, replaces=[oost.plan.pk])
    assert answer.status_code == 302
    assert list(plan.replaces.all()) == [oost.plan]
    assert Plan.objects.get(pk=oost.plan.pk).state == "running"


def test_only_plans_of_the_area_that_run_or_ended_can_be_replaced(oost, follower, client_of):
    ended = PlanFactory(area=oost.area, state="ended")
    for area, state in [(oost.area, "draft"), (oost.area, "withdrawn"), (oost.buurt, "running")]:
        PlanFactory(area=area, state=state)
    form = client_of(oost.ada).get(url(follower)).context["form"]
    assert set(form.fields["replaces"].queryset) == {oost.plan, ended}


def test_a_plan_replaces_only_what_began_earlier(oost, client_of):
    plan = PlanFactory(area=oost.area, state="draft", starts_on=datetime.date(2025, 1, 1))
    answer = sent(client_of(oost.ada), plan, replaces=[oost.plan.pk])
    assert "alleen plannen die eerder begonnen" in answer.text


def test_once_it_runs_there_is_nothing_more_to_replace(oost, client_of):
    PlanFactory(area=oost.area, state="ended")
    form = client_of(oost.ada).get(url(oost.plan)).context["form"]
    assert "replaces" not in form.fields


def test_a_plan_works_out_one_of_the_kind_above_it(oost, follower, client, client_of):
    kind = PlanKindFactory(municipality=oost.municipality, code="programma", name="Programma")
    oost.kind.parent = kind
    oost.kind.save()
    above = PlanFactory(area=oost.area, kind=kind, title="Programma Oost")
    town = PlanFactory(area=oost.municipality.root, kind=kind, title="Programma van de stad")
    below = PlanFactory(area=oost.buurt, kind=kind, title="Programma van de buurt")
    browser = client_of(oost.ada)
    offered = set(browser.get(url(follower)).context["form"].fields["parent"].queryset)
    assert offered == {above, town}
    assert sent(browser, follower, parent=below.pk).status_code == 200
    assert sent(browser, follower, parent=above.pk).status_code == 302
    move_plan(follower, state="running", by=oost.ada)
    assert "Programma Oost" in client.get(follower.get_absolute_url()).text
    assert "Jaarplan Oost 2027" in client.get(above.get_absolute_url()).text


def test_a_plan_of_another_kind_is_not_worked_out(oost, follower, client_of):
    kind = PlanKindFactory(municipality=oost.municipality, code="programma", name="Programma")
    other = PlanKindFactory(municipality=oost.municipality, code="contract", parent=kind)
    above = PlanFactory(area=oost.area, kind=kind)
    assert other.parent == above.kind
    answer = sent(client_of(oost.ada), follower, parent=above.pk)
    assert "werkt geen plan van deze soort uit" in answer.text


def test_two_people_who_choose_differently_see_both(oost, follower, client_of):
    ended = PlanFactory(area=oost.area, state="ended", title="Oud jaarplan")
    ada, max_ = client_of(oost.ada), client_of(oost.max)
    seen = filled(ada.get(url(follower)))
    assert sent(max_, follower, replaces=[ended.pk]).status_code == 302
    answer = ada.post(url(follower), seen | {"replaces": [oost.plan.pk]})
    conflict = answer.context["form"].conflict
    assert [part["theirs"] for part in conflict] == ["Oud jaarplan (Jaarplan)"]
    assert [part["mine"] for part in conflict] == ["Jaarplan Oost (Jaarplan)"]


# --- When it begins --------------------------------------------------------


def test_the_old_plan_is_replaced_when_the_new_one_begins(oost, follower, client):
    move_plan(follower, state="running", by=oost.ada)
    version = oost.plan.version
    oost.plan.refresh_from_db()
    assert (oost.plan.state, oost.plan.version) == ("replaced", version + 1)
    event = Event.objects.get(verb="plan.replaced")
    assert event.changes == {"state": ["running", "replaced"]}
    old, new = (client.get(plan.get_absolute_url()).text for plan in (oost.plan, follower))
    assert f'href="{follower.get_absolute_url()}"' in old
    assert "Vervangen door" in old
    assert f'href="{oost.plan.get_absolute_url()}"' in new


def test_an_ended_plan_is_replaced_too_but_a_withdrawn_one_stays_so(oost, follower):
    ended = PlanFactory(area=oost.area, state="ended")
    gone = PlanFactory(area=oost.area, state="withdrawn")
    follower.replaces.add(ended, gone)
    move_plan(follower, state="running", by=oost.ada)
    assert Plan.objects.get(pk=ended.pk).state == "replaced"
    assert Plan.objects.get(pk=gone.pk).state == "withdrawn"


def test_withdrawing_the_new_plan_leaves_the_old_one(oost, follower):
    move_plan(follower, state="withdrawn", reason="Toch niet.", by=oost.ada)
    assert Plan.objects.get(pk=oost.plan.pk).state == "running"


def test_opening_a_plan_again_replaces_nothing(oost):
    plan = PlanFactory(area=oost.area, state="ended")
    plan.replaces.add(oost.plan)
    move_plan(plan, state="running", reason="Niet af.", by=oost.ada)
    assert Plan.objects.get(pk=oost.plan.pk).state == "running"


def test_the_old_plan_does_not_tell_of_a_new_one_that_is_not_public(
    oost, follower, client, client_of
):
    title = "Jaarplan Oost 2027"
    assert title not in client.get(oost.plan.get_absolute_url()).text
    assert title in client_of(oost.pam).get(oost.plan.get_absolute_url()).text
    Plan.objects.filter(pk=follower.pk).update(public_from=datetime.date(2026, 12, 1))
    move_plan(follower, state="running", by=oost.ada)
    for browser in (client, client_of(oost.wim), client_of(oost.raf)):
        page = browser.get(oost.plan.get_absolute_url()).text
        assert "vervangen" in page
        assert title not in page


def test_a_neighbouring_area_is_not_replaced(oost, client_of):
    west = PlanFactory(area=AreaFactory(name="Zuid"))
    plan = PlanFactory(area=oost.area, state="draft", starts_on=NEXT_YEAR, ends_on=None)
    assert sent(client_of(oost.ada), plan, replaces=[west.pk]).status_code == 200
    assert not plan.replaces.exists()
