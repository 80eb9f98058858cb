"""The area page: who reads it finds what is known of the area, and is sent where more is."""

import datetime
import re

import pytest

from areas.models import AreaMember, Grouping
from areas.roles import RoleKind
from config.lib.clock import now
from tests.factories import (
    ActionFactory,
    AreaFactory,
    FiguresFactory,
    GatheringFactory,
    GoalFactory,
    IndicatorFactory,
    LevelFactory,
    MeasurementFactory,
    PlanFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client, client_of):
    """What stands on the page of an area, on one line; for a visitor, or `by` a person."""

    def text(area, by=None) -> str:
        answer = (client_of(by) if by else client).get(f"/gebieden/{area.slug}/")
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return text


def test_key_figures_stand_there_with_unit_year_and_source(read):
    oost = AreaFactory(name="Oost")
    FiguresFactory(area=oost, year=2023, households=1, source="CBS 2023")
    others = {"woz_value_k": 383, "owner_occupied_pct": 64, "household_size": 2.3, "women": 500}
    FiguresFactory(area=oost, year=2024, households=7290, others=others, source="CBS 2024")
    page = read(oost)
    assert "In cijfers (2024)" in page
    assert "<dt>Huishoudens</dt><dd>7.290</dd>" in page
    assert "<dt>Personen per huishouden</dt><dd>2,3 personen</dd>" in page
    assert "<dt>Koopwoningen</dt><dd>64%</dd>" in page
    assert "<dt>Gemiddelde WOZ-waarde van woningen</dt><dd>€&nbsp;383.000</dd>" in page
    assert "Bron: CBS 2024" in page
    assert "Vrouwen" not in page
    assert "CBS 2023" not in page


def test_what_nobody_knows_is_not_printed(read):
    oost = AreaFactory(name="Oost")
    assert "In cijfers" not in read(oost)
    FiguresFactory(area=oost, others={"woz_value_k": None})
    assert "In cijfers" not in read(oost)


def test_without_a_plan_one_is_sent_up_or_down_never_where_nothing_is(read):
    oost = AreaFactory(name="Oost", level=LevelFactory())
    assert "Kijk bij het gebied erboven" in read(oost)
    whole = read(oost.municipality.root)
    assert "gebied erboven" not in whole
    assert "Kies hieronder een gebied" in whole


# --- What was agreed -----------------------------------------------------------


def words(page: str) -> str:
    """The text of a page without its elements."""
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def measured(plan, title="Meer groen in de straat", **fields):
    """A goal from 6,1 in 2022 to 7 in 2027, measured by a mark of residents."""
    target = {"baseline": "6.1", "baseline_year": 2022, "target": 7, "target_year": 2027}
    indicator = IndicatorFactory(municipality=plan.area.municipality)
    return GoalFactory(plan=plan, title=title, indicator=indicator, **{**target, **fields})


def figure(goal, year: int, value, **fields):
    return MeasurementFactory(
        area=goal.plan.area, indicator=goal.indicator, year=year, value=value, **fields
    )


def test_a_running_plan_says_how_many_of_its_actions_are_done_and_late(read):
    plan = PlanFactory()
    goal = GoalFactory(plan=plan)
    long_ago = datetime.date(2026, 3, 1)
    for fields in (
        {"state": "done", "goal": goal},
        {"state": "running", "goal": goal, "ends_on": long_ago},
        {"state": "planned", "plan": plan},
        {"state": "stopped", "goal": goal},
    ):
        ActionFactory(area=plan.area, **fields)
    page = words(read(plan.area))
    assert "loopt · 1 van 3 gereed, 1 te laat, 1 gestopt" in page
    assert "acties: 1 van 2 gereed, 1 te laat, 1 gestopt" in page


def test_what_is_not_public_counts_for_a_colleague_only(read):
    plan = PlanFactory()
    goal = GoalFactory(plan=plan)
    ActionFactory(area=plan.area, goal=goal, state="done")
    ActionFactory(area=plan.area, goal=goal, public=False)
    ada = person(RoleKind.ADVISOR_SOCIAL, plan.area, "Ada Adviseur")
    assert "loopt · 1 van 1 gereed" in words(read(plan.area))
    assert "loopt · 1 van 2 gereed" in words(read(plan.area, by=ada))


def test_a_plan_that_ended_is_named_without_how_far_it_is_and_without_goals(read):
    plan = PlanFactory(state="ended")
    GoalFactory(plan=plan)
    page = read(plan.area)
    assert "· afgerond</span>" in page
    assert "Meer groen in de straat" not in page


def test_a_measured_goal_has_a_small_picture_and_its_words(read):
    plan = PlanFactory()
    goal = measured(plan)
    figure(goal, 2024, "6.4")
    figure(goal, 2025, "6.6")
    page = read(plan.area)
    assert f'<a class="utrecht-link" href="/gebieden/doelen/{goal.pk}/">' in page
    said = "van 6,1 (2022) naar 6,6 rapportcijfer (2025), doel 7,0 (2027)"
    assert f"Groen in de straat: {said}" in words(page)
    assert "<title>Groen in de straat</title>" in page
    assert "<desc>2022: 6,1 rapportcijfer; 2024: 6,4 rapportcijfer; 2025: 6,6" in page
    assert "gw-trend__target" in page
    assert "gw-trend__axis" not in page
    assert "gw-trend__words" not in page
    assert "verzonnen" not in page


def test_figures_that_were_made_up_say_so(read):
    goal = measured(PlanFactory())
    figure(goal, 2024, "6.4", fictitious=True)
    assert "doel 7,0 (2027) verzonnen" in words(read(goal.plan.area))


def test_only_figures_of_the_area_of_the_plan_count_and_none_that_was_too_small(read):
    goal = measured(PlanFactory())
    area, indicator = AreaFactory(name="West"), goal.indicator
    MeasurementFactory(area=area, indicator=indicator, year=2025, value="9.9")
    figure(goal, 2025, None, suppressed=True)
    page = words(read(goal.plan.area))
    assert "nog niet gemeten, begin 6,1 (2022), doel 7,0 (2027)" in page
    assert "9,9" not in page


def test_a_goal_that_is_judged_in_a_talk_says_by_whom_and_when(read):
    plan = PlanFactory()
    GoalFactory(plan=plan, judged_by="de buurttafel", judged_when="elk najaar")
    page = read(plan.area)
    assert "Beoordeeld door de buurttafel: elk najaar" in page
    assert "gw-trend" not in page


def test_at_most_three_goals_stand_there_those_with_figures_first(read):
    plan = PlanFactory()
    for number in range(1, 4):
        GoalFactory(plan=plan, title=f"In gesprek {number}", order=number)
    for number in range(4, 6):
        measured(plan, title=f"Gemeten {number}", order=number)
    page = read(plan.area)
    shown = re.findall(r"(?:In gesprek|Gemeten) \d", page)
    assert shown == ["Gemeten 4", "Gemeten 5", "In gesprek 1"]


def test_a_draft_and_its_goals_are_not_for_visitors(read):
    plan = PlanFactory(state="draft", public_from=None, title="Geheim jaarplan")
    measured(plan, title="Geheim doel")
    page = read(plan.area)
    assert "Geheim" not in page
    ada = person(RoleKind.ADVISOR_SOCIAL, plan.area, "Ada Adviseur")
    assert "Geheim jaarplan" in read(plan.area, by=ada)


def test_a_plan_for_an_area_of_a_second_division_counts_the_actions_in_its_wijken(read):
    wijk = AreaFactory(name="Oost")
    town = wijk.municipality
    division = Grouping.objects.create(municipality=town, code="eigen", name="eigen wijk")
    own = AreaFactory(municipality=town, name="Waterkant", grouping=division)
    AreaMember.objects.create(group=own, area=wijk)
    goal = GoalFactory(plan=PlanFactory(area=own))
    ActionFactory(area=wijk, goal=goal, state="done")
    page = words(read(own))
    assert "loopt · 1 van 1 gereed" in page
    assert "Delen van Waterkant Oost" in page
    # What stands above counts what the overview lists for this area: nothing of a wijk.
    assert "Acties hier" not in page


def test_the_next_gatherings_stand_on_the_page_the_first_on_top(read):
    area = AreaFactory(name="Oost")
    part = AreaFactory(name="Vijverbuurt", municipality=area.municipality, parent=area)
    hour = datetime.timedelta(hours=1)
    for days, title in enumerate(["Optuinen", "Schouw", "Buurtgesprek", "Veel later"], start=1):
        at = now() + datetime.timedelta(days=days)
        GatheringFactory(area=part, title=title, starts_at=at, ends_at=at + hour)
    at = now() - datetime.timedelta(days=1)
    GatheringFactory(area=area, title="Geweest", starts_at=at, ends_at=at + hour)
    page = read(area)
    assert page.index("Optuinen") < page.index("Schouw") < page.index("Buurtgesprek")
    assert "Veel later" not in page
    assert "Geweest" not in page
