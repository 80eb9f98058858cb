"""Changing a plan and its goals, also when two people do so at once."""

import pytest
from django.urls import reverse

from areas.models import Goal, Plan
from config.audit.models import Event
from config.intake.keys import new_key
from tests.factories import MunicipalityFactory, ParticipationLevelFactory, PlanFactory

pytestmark = pytest.mark.django_db


def plan_url(plan):
    return reverse("areas:plan_edit", args=[plan.pk])


def plan_filled(plan, **changes):
    return {
        "row_version": plan.version,
        "title": plan.title,
        "kind": plan.kind_id,
        "starts_on": "2026-01-01",
        "ends_on": "2026-12-31",
        "public_from": "2026-01-15",
        "participation": plan.participation_id or "",
        "can_decide": plan.can_decide,
        "cannot_decide": plan.cannot_decide,
        **changes,
    }


def goal_url(goal):
    return reverse("areas:goal_edit", args=[goal.plan_id, goal.pk])


def goal_filled(goal, **changes):
    return {
        "row_version": goal.version,
        "title": goal.title,
        "theme": goal.theme_id,
        "order": goal.order,
        **changes,
    }


def new_goal(oost, **changes):
    return {
        "form_key": new_key(),
        "title": "Veilig naar school",
        "theme": oost.theme.pk,
        "order": 2,
        **changes,
    }


def test_the_advisor_changes_a_plan(oost, client_of):
    data = plan_filled(oost.plan, title="Jaarplan 2026", public_from="2026-02-01")
    answer = client_of(oost.ada).post(plan_url(oost.plan), data)
    assert answer.headers["Location"] == oost.plan.get_absolute_url()
    assert Plan.objects.get(pk=oost.plan.pk).title == "Jaarplan 2026"
    event = Event.objects.get(verb="plan.changed")
    assert event.area_id == oost.area.pk
    assert event.changes == {"title": [], "public_from": ["2026-01-15", "2026-02-01"]}


def test_opening_the_forms_changes_nothing(oost, client_of):
    browser = client_of(oost.ada)
    create = reverse("areas:goal_create", args=[oost.plan.pk])
    for url in (plan_url(oost.plan), goal_url(oost.goal), create):
        assert browser.get(url).status_code == 200
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_reads_the_plan_but_keeps_no_agenda_here_may_not(oost, client_of, who):
    browser = client_of(getattr(oost, who))
    assert browser.post(plan_url(oost.plan), plan_filled(oost.plan)).status_code == 403
    assert browser.post(goal_url(oost.goal), goal_filled(oost.goal)).status_code == 403
    create = reverse("areas:goal_create", args=[oost.plan.pk])
    assert browser.post(create, new_goal(oost)).status_code == 403
    assert not Event.objects.exists()


@pytest.mark.parametrize("who", ["wim", "stan", "raf"])
def test_a_draft_does_not_exist_for_strangers(oost, draft, client_of, who):
    browser = client_of(getattr(oost, who))
    assert browser.post(plan_url(draft), plan_filled(draft)).status_code == 404
    create = reverse("areas:goal_create", args=[draft.pk])
    assert browser.post(create, new_goal(oost)).status_code == 404


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("ended", "Open het eerst weer"),
        ("withdrawn", "ingetrokken en verandert niet meer"),
        ("replaced", "vervangen en verandert niet meer"),
    ],
)
def test_a_plan_that_is_over_says_why_it_stays_as_it_is(oost, client_of, state, reason):
    plan = PlanFactory(area=oost.area, state=state)
    answer = client_of(oost.ada).get(plan_url(plan))
    assert answer.status_code == 403
    assert reason in answer.text


def test_a_second_save_over_a_newer_plan_shows_both_texts(oost, client_of):
    seen = plan_filled(oost.plan)
    client_of(oost.max).post(plan_url(oost.plan), seen | {"title": "Titel van Max"})
    answer = client_of(oost.ada).post(plan_url(oost.plan), seen | {"title": "Titel van Ada"})
    assert "Titel van Max" in answer.text
    assert "Titel van Ada" in answer.text
    assert Plan.objects.get(pk=oost.plan.pk).title == "Titel van Max"


def test_the_advisor_adds_a_goal_once(oost, client_of):
    browser, data = client_of(oost.ada), new_goal(oost)
    create = reverse("areas:goal_create", args=[oost.plan.pk])
    answers = [browser.post(create, data) for _ in range(2)]
    goal = Goal.objects.get(title="Veilig naar school")
    assert {answer.headers["Location"] for answer in answers} == {goal.get_absolute_url()}
    assert goal.plan == oost.plan
    assert Event.objects.get(verb="goal.created").area_id == oost.area.pk


def test_a_new_goal_comes_last(oost, client_of):
    create = reverse("areas:goal_create", args=[oost.plan.pk])
    assert client_of(oost.ada).get(create).context["form"]["order"].value() == 2


def test_the_advisor_changes_a_goal(oost, client_of):
    data = goal_filled(oost.goal, measured_by="120 bomen meer dan in 2024")
    assert client_of(oost.ada).post(goal_url(oost.goal), data).status_code == 302
    assert Goal.objects.get(pk=oost.goal.pk).measured_by == "120 bomen meer dan in 2024"


def test_a_goal_is_found_under_its_own_plan_only(oost, client_of):
    other = PlanFactory(area=oost.area)
    url = reverse("areas:goal_edit", args=[other.pk, oost.goal.pk])
    assert client_of(oost.ada).get(url).status_code == 404


def test_a_second_save_over_a_newer_goal_shows_both_texts(oost, client_of):
    seen = goal_filled(oost.goal)
    client_of(oost.max).post(goal_url(oost.goal), seen | {"title": "Doel van Max"})
    answer = client_of(oost.ada).post(goal_url(oost.goal), seen | {"title": "Doel van Ada"})
    assert "Doel van Max" in answer.text
    assert "Doel van Ada" in answer.text


def test_what_was_promised_to_residents_is_changed_but_not_wiped_out(oost, client_of):
    browser = client_of(oost.ada)
    answer = browser.post(plan_url(oost.plan), plan_filled(oost.plan, can_decide=""))
    assert "laat het niet leeg" in answer.text
    other = plan_filled(oost.plan, can_decide="De volgorde van de straten.")
    assert browser.post(plan_url(oost.plan), other).status_code == 302
    assert Plan.objects.get(pk=oost.plan.pk).can_decide == "De volgorde van de straten."


def test_a_plan_in_preparation_may_still_be_without_a_promise(oost, draft, client_of):
    data = plan_filled(draft, participation="", can_decide="", cannot_decide="")
    assert client_of(oost.ada).post(plan_url(draft), data).status_code == 302
    assert not Plan.objects.get(pk=draft.pk).has_promise


def test_the_levels_of_another_municipality_are_no_choice(oost, client_of):
    other = ParticipationLevelFactory(municipality=MunicipalityFactory(name="Bergstad"))
    answer = client_of(oost.ada).post(
        plan_url(oost.plan), plan_filled(oost.plan, participation=other.pk)
    )
    assert "participation" in answer.context["form"].errors
