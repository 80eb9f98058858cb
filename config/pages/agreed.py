"""What was agreed for an area: its plans, and the first goals of those that run."""

from django.db.models import F, FilteredRelation, Q

from areas.effects import points_of
from areas.models import Plan, PlanState
from config.lib.addresses import address

GOALS_SHOWN = 3

# A row for each goal and each figure of it in the area of its plan, so that one query tells all.
# Made once: naming columns takes longer than asking for them.
ROWS = (
    Plan.objects.annotate(
        figure=FilteredRelation(
            "goals__indicator__measurements",
            condition=Q(goals__indicator__measurements__area=F("area")),
        )
    )
    .order_by("-starts_on", "title", "pk", "goals__order", "goals__pk", "figure__year")
    .values(
        "pk",
        "title",
        "state",
        kind_name=F("kind__name"),
        goal=F("goals__pk"),
        goal_title=F("goals__title"),
        theme_name=F("goals__theme__name"),
        baseline=F("goals__baseline"),
        baseline_year=F("goals__baseline_year"),
        target=F("goals__target"),
        target_year=F("goals__target_year"),
        judged_by=F("goals__judged_by"),
        judged_when=F("goals__judged_when"),
        indicator=F("goals__indicator__name"),
        unit=F("goals__indicator__unit"),
        decimals=F("goals__indicator__decimals"),
        year=F("figure__year"),
        value=F("figure__value"),
        fictitious=F("figure__fictitious"),
    )
)
OF_GOAL = (
    "baseline",
    "baseline_year",
    "target",
    "target_year",
    "judged_by",
    "judged_when",
    "indicator",
    "unit",
    "decimals",
)


def agreed_for(area, user) -> tuple[dict[int, dict], dict[int, dict]]:
    """The plans for this very area that the user may see, and the goals to show, by number.

    Plans that run come first. Goals are those of plans that run, at most three; what can be shown
    in figures comes before what cannot.
    """
    plans: dict[int, dict] = {}
    goals: dict[int, dict] = {}
    for row in ROWS.visible_to(user).filter(area=area.pk):
        plan = plans.setdefault(row["pk"], _plan(row))
        if row["goal"] and plan["running"]:
            goal = goals.setdefault(row["goal"], _goal(row))
            if row["value"] is not None:
                goal["figures"].append((row["year"], row["value"]))
                goal["fictitious"] |= row["fictitious"]
    measured = sorted(goals.items(), key=lambda one: one[1]["indicator"] is None)
    shown = dict(measured[:GOALS_SHOWN])
    for goal in shown.values():
        _add_line(goal)
    return dict(sorted(plans.items(), key=lambda one: not one[1]["running"])), shown


def _plan(row: dict) -> dict:
    return {
        "url": address("areas:plan", row["pk"]),
        "title": row["title"],
        "kind": row["kind_name"],
        "state": PlanState(row["state"]).label,
        "running": row["state"] == PlanState.RUNNING,
    }


def _goal(row: dict) -> dict:
    return {
        "url": address("areas:goal", row["goal"]),
        "title": row["goal_title"],
        "theme": row["theme_name"],
        "figures": [],
        "fictitious": False,
        **{name: row[name] for name in OF_GOAL},
    }


def _add_line(goal: dict) -> None:
    """What the small picture draws, and the two figures that the words beside it name."""
    figures = goal.pop("figures")
    points = points_of(figures, goal["baseline"], goal["baseline_year"])
    first = (goal["baseline_year"], goal["baseline"])
    goal["points"] = points
    goal["first"] = first if goal["baseline"] is not None else next(iter(points), None)
    goal["latest"] = figures[-1] if figures else None
