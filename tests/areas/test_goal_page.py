"""The page of a goal: expected, measured, not known; with its actions and its money."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from areas.effects import measures_of
from areas.models import Funding, Goal
from partners.models import Commitment
from tests.factories import (
    ActionFactory,
    GoalFactory,
    IndicatorFactory,
    MeasurementFactory,
    OrganisationFactory,
)

pytestmark = pytest.mark.django_db
OPEN = "Nog niet meetbaar"


@pytest.fixture
def goal(oost):
    """From 6,4 in 2024 to 7 in 2027, in the mark that residents give."""
    one = IndicatorFactory(municipality=oost.municipality)
    oost.goal.indicator, oost.goal.expected = one, "Bewoners zien meer bomen."
    oost.goal.baseline, oost.goal.baseline_year = Decimal("6.4"), 2024
    oost.goal.target, oost.goal.target_year = Decimal(7), 2027
    oost.goal.save()
    return oost.goal


def measured(goal, year, value, **more):
    return MeasurementFactory(
        indicator=goal.indicator, area=goal.plan.area, year=year, value=value, **more
    )


def page_of(client, goal):
    return client.get(reverse("areas:goal", args=[goal.pk]))


def judged(goal):
    goal.judged_by, goal.judged_when, goal.measured_by = "het dorpsoverleg", "in mei", "drukte"
    goal.save()


# --- What is expected, measured and not known ------------------------------


def test_a_visitor_reads_what_is_expected_and_measured(oost, goal, client):
    measured(goal, 2025, Decimal("6.8"))
    answer = page_of(client, goal)
    page = answer.text
    for text in ("Bewoners zien meer bomen.", "<polyline", "gw-trend__target", "6,8", "7,0"):
        assert text in page
    assert answer.context["measure"].points == [(2024, Decimal("6.4")), (2025, Decimal("6.8"))]
    assert "Of een verandering door deze acties komt, zegt het cijfer niet." in page


def test_a_measurement_of_the_first_year_goes_before_the_baseline(oost, goal, client):
    measured(goal, 2024, Decimal("6.3"))
    assert page_of(client, goal).context["measure"].points == [(2024, Decimal("6.3"))]


def test_a_target_that_was_reached_says_so(oost, goal, client, client_of):
    measured(goal, 2025, Decimal("6.9"))
    assert "streefwaarde gehaald" not in page_of(client_of(oost.stan), goal).text
    measured(goal, 2026, Decimal("7.0"))
    assert "streefwaarde gehaald" in page_of(client, goal).text


@pytest.mark.parametrize(("way", "reached"), [("up", False), ("down", True), ("none", None)])
def test_which_way_is_better_belongs_to_the_figure(oost, goal, way, reached):
    goal.indicator.direction = way
    goal.indicator.save()
    measured(goal, 2025, 5)
    assert measures_of([goal])[goal.pk].reached is reached


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        ([], "In dit gebied is dit cijfer nog niet gemeten."),
        ([(2024, 6)], "Sinds 2024 is er niet meer gemeten"),
        ([(2025, 6)], "Of een verandering door deze acties komt"),
    ],
)
def test_what_is_not_known_is_said(oost, goal, client, figures, sentence):
    for year, value in figures:
        measured(goal, year, value)
    assert any(sentence in one for one in page_of(client, goal).context["unknowns"])


def test_an_old_figure_says_how_old_it_is(oost, goal, client, at):
    measured(goal, 2025, 6)
    assert "Het nieuwste cijfer is van" not in page_of(client, goal).text
    with at(2027, 3, 1):
        assert "Het nieuwste cijfer is van 2025." in page_of(client, goal).text


def test_years_that_are_too_small_are_named_and_not_drawn(oost, goal, client):
    measured(goal, 2025, None, suppressed=True)
    answer = page_of(client, goal)
    assert "Te klein om te tonen was het in: 2025." in answer.text
    assert answer.context["measure"].points == [(2024, Decimal("6.4"))]


def test_only_the_area_of_the_plan_counts(oost, goal, client):
    MeasurementFactory(indicator=goal.indicator, area=oost.west, year=2025, value=9)
    assert page_of(client, goal).context["measure"].latest is None


def test_a_goal_that_people_judge_says_who_when_and_by_what(oost, client):
    judged(oost.goal)
    page = page_of(client, oost.goal).text
    for text in ("het dorpsoverleg", "in mei", "drukte", "Het is nog niet beoordeeld."):
        assert text in page


# --- Neither measured nor judged: for the maker and the council only -------


@pytest.mark.parametrize("who", ["ada", "max", "raf"])
def test_who_keeps_the_plan_and_the_council_are_told_that_it_cannot_be_measured(
    oost, client_of, who
):
    browser = client_of(getattr(oost, who))
    assert OPEN in page_of(browser, oost.goal).text
    assert OPEN in browser.get(oost.plan.get_absolute_url()).text


@pytest.mark.parametrize("who", [None, "pam", "ivo", "wim", "stan"])
def test_the_public_and_others_are_not(oost, client, client_of, who):
    browser = client_of(getattr(oost, who)) if who else client
    assert OPEN not in page_of(browser, oost.goal).text
    assert OPEN not in browser.get(oost.plan.get_absolute_url()).text


def test_a_goal_that_can_be_measured_or_is_judged_has_no_mark(oost, goal, client_of):
    other = GoalFactory(plan=oost.plan, theme=oost.theme, title="Samen eten")
    judged(other)
    browser = client_of(oost.ada)
    for one in (goal, other):
        assert OPEN not in page_of(browser, one).text
    assert OPEN not in browser.get(oost.plan.get_absolute_url()).text


def test_the_mark_says_the_same_as_the_list_of_goals_without_measure(oost, goal):
    other = GoalFactory(plan=oost.plan, theme=oost.theme)
    goals = [goal, other]
    marked = {pk for pk, one in measures_of(goals).items() if one.is_open}
    assert marked == set(Goal.objects.without_measure().values_list("pk", flat=True)) == {other.pk}


# --- Actions and money -----------------------------------------------------


def test_actions_are_counted_and_never_a_percentage(oost, client):
    day = datetime.date(2026, 1, 1)
    for state, more in [("done", {}), ("running", {"ends_on": day}), ("stopped", {})]:
        ActionFactory(area=oost.area, theme=oost.theme, goal=oost.goal, state=state, **more)
    page = page_of(client, oost.goal).text
    assert "1 van 3 gereed, 1 te laat, 1 gestopt" in page
    assert "%" not in page


def test_what_went_up_in_another_action_is_not_counted(oost, client):
    ActionFactory(
        area=oost.area, theme=oost.theme, goal=oost.goal, state="merged", merged_into=oost.action
    )
    assert page_of(client, oost.goal).context["counts"]["total"] == 1


def test_money_is_cost_what_is_promised_and_what_is_not_covered(oost, client):
    here = {"area": oost.area, "theme": oost.theme, "goal": oost.goal}
    bench = ActionFactory(**here, cost_cents=100_000)
    ActionFactory(**here, cost_cents=900_000, state="stopped")
    for cents, sure in [(30_000, True), (5_000, False)]:
        Funding.objects.create(action=bench, source="Groen", amount_cents=cents, sure=sure)
    partner = OrganisationFactory(municipality=oost.municipality)
    Commitment.objects.create(
        action=bench, organisation=partner, brings="money", amount_cents=20_000, sure=True
    )
    Commitment.objects.create(action=bench, organisation=partner, brings="hours", hours=8)
    money = page_of(client, oost.goal).context["money"]
    assert (money.cost, money.own_sure, money.partners_sure) == (100_000, 30_000, 20_000)
    assert (money.hoped, money.uncovered) == (5_000, 50_000)
    assert (money.actions, money.unknown) == (2, 1)
    page = page_of(client, oost.goal).text
    for text in ("€\xa01.000,00", "waarvan €\xa0200,00 van partners", "van 1 van de 2 acties"):
        assert text in page
    assert "Van 1 actie zijn de kosten nog niet bekend." in page


def test_internal_actions_and_their_money_are_for_colleagues(oost, client, client_of):
    ActionFactory(area=oost.area, theme=oost.theme, goal=oost.goal, public=False, cost_cents=70_000)
    assert page_of(client, oost.goal).context["money"].cost == 0
    assert page_of(client_of(oost.pam), oost.goal).context["money"].cost == 70_000


# --- Who sees it -----------------------------------------------------------


def test_the_goal_of_a_draft_is_for_colleagues(oost, draft, client, client_of):
    secret = GoalFactory(plan=draft, theme=oost.theme)
    assert page_of(client, secret).status_code == 404
    assert page_of(client_of(oost.wim), secret).status_code == 404
    assert page_of(client_of(oost.pam), secret).status_code == 200


def test_the_plan_shows_a_small_trend_and_leads_to_the_goal(oost, goal, client):
    measured(goal, 2025, Decimal("6.8"))
    page = client.get(oost.plan.get_absolute_url()).text
    assert "<polyline" in page
    assert reverse("areas:goal", args=[goal.pk]) in page


def test_many_goals_take_as_many_questions_as_one(oost, goal, django_assert_num_queries):
    for turn in range(3):
        one = IndicatorFactory(municipality=oost.municipality, code=f"cijfer-{turn}")
        MeasurementFactory(indicator=one, area=oost.area)
        GoalFactory(plan=oost.plan, theme=oost.theme, indicator=one)
    goals = list(Goal.objects.select_related("plan"))
    with django_assert_num_queries(3):
        assert len(measures_of(goals)) == 4
