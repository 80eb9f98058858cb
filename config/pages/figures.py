"""Counters that pages, council view and exports share: one definition each."""

from django.db.models import Case, Count, Q, Sum, When
from django.utils.translation import gettext as _

from areas.geo.columns import FIGURES
from areas.models import Action
from areas.models.agenda import OPEN_STATES, ActionState
from config.lib.clock import today
from initiatives.models import Initiative, Tally

# Of all that an import keeps: what tells a reader most about an area.
TELLING = [
    "age_0_14",
    "age_65_plus",
    "household_size",
    "owner_occupied_pct",
    "woz_value_k",
    "income_per_inhabitant_k",
    "distance_gp_km",
    "distance_supermarket_km",
]
THOUSANDS = "× € 1.000"


def late_count() -> Count:
    """How many of the counted actions are late today (ActionQuerySet.late)."""
    return Count("pk", filter=Q(state__in=OPEN_STATES, ends_on__lt=today()))


def action_counts(actions, areas, plans=(), goals=()) -> tuple[dict[str, int], dict, dict]:
    """Count the actions in these areas, and by its number those of each plan and of each goal.

    Each is a count of planned, running, done, stopped, late (also counted as open) and total. What
    was merged counts as the action that it went into. The total of a plan or goal leaves out what
    was stopped too: "7 van 12 gereed" is out of what goes on (areas.views.goals.counts). Actions of
    a plan may lie elsewhere: those of an area of a second division lie in the areas it is made of.
    """
    here = _no_actions()
    by_plan = {plan: _no_actions() for plan in plans}
    by_goal = {goal: _no_actions() for goal in goals}
    rows = actions.counted().filter(Q(area__in=areas) | Q(plan__in=plans))
    rows = rows.annotate(
        is_here=Q(area__in=areas),
        of_plan=Case(When(plan__in=plans, then="plan")),
        of_goal=Case(When(goal__in=goals, then="goal")),
    )
    rows = rows.order_by().values_list("is_here", "of_plan", "of_goal", "state")
    for is_here, plan, goal, state, n, late in rows.annotate(n=Count("pk"), late=late_count()):
        if is_here:
            _add(here, state, n, late, n)
        if plan:
            _add(by_plan[plan], state, n, late, _going(state, n))
        if goal:
            _add(by_goal[goal], state, n, late, _going(state, n))
    return here, by_plan, by_goal


def _no_actions() -> dict[str, int]:
    return dict.fromkeys([*ActionState.values, "late", "total"], 0)


def _going(state: str, n: int) -> int:
    """How many of these count in the total of a plan or goal: what was stopped does not."""
    return 0 if state == ActionState.STOPPED else n


def _add(counts: dict[str, int], state: str, n: int, late: int, total: int) -> None:
    counts[state] += n
    counts["late"] += late
    counts["total"] += total


def initiative_counts(area_ids) -> dict[str, int]:
    """Count the public initiatives of areas, and those about one of them too, by state and in
    total.
    """
    rows = Tally.objects.filter(area__in=area_ids, count__gt=0)
    also = Initiative.objects.public().also_about(area_ids).order_by()
    counts: dict[str, int] = {}
    for state, n in (
        rows.values_list("state")
        .annotate(n=Sum("count"))
        .union(also.values_list("state").annotate(n=Count("pk")), all=True)
    ):
        counts[state] = counts.get(state, 0) + n
    return {"by_state": counts, "total": sum(counts.values())}


def actions_by_area_and_theme(actions, area_ids) -> dict[tuple[int, int], dict[str, int]]:
    """Count actions per given area (with all below it) and theme: planned, running, …, late."""
    rows = (
        actions.counted()
        .order_by()
        .filter(area__ancestor_rows__ancestor__in=area_ids)
        .values_list("area__ancestor_rows__ancestor", "theme", "state")
        .annotate(n=Count("pk"), late=late_count())
    )
    found: dict[tuple[int, int], dict[str, int]] = {}
    for area, theme, state, n, late in rows:
        counts = found.setdefault((area, theme), dict.fromkeys([*ActionState.values, "late"], 0))
        counts[state] = n
        counts["late"] += late
    return found


def counts_by_plan(user, plan_ids) -> dict[int, dict[str, int]]:
    """Count the actions of plans that the user may see, as `action_counts` does for a plan."""
    found = {plan: _no_actions() for plan in plan_ids}
    rows = Action.objects.visible_to(user).counted().filter(plan__in=plan_ids)
    rows = rows.order_by().values_list("plan", "state")
    for plan, state, n, late in rows.annotate(n=Count("pk"), late=late_count()):
        _add(found[plan], state, n, late, _going(state, n))
    return found


def visible_actions(user, municipality, rows=None):
    """The actions that every figure for this user counts: the same as the agenda lists."""
    rows = Action.objects.all() if rows is None else rows
    return rows.visible_to(user).of(municipality)


def key_figures(area) -> list[dict]:
    """What is known of an area in its newest year: label, number and unit; never a missing one."""
    known = area.others or {}
    found = [
        {"label": _(FIGURES[name].label), **_in_words(known[name], FIGURES[name].unit)}
        for name in TELLING
        if known.get(name) is not None
    ]
    if area.households is not None:
        found.insert(0, {"label": _("Huishoudens"), "value": area.households, "unit": ""})
    return found


def _in_words(value, unit: str) -> dict:
    """A number with its unit as people write it: thousands of euros become euros."""
    if unit == THOUSANDS:
        return {"value": round(value * 1000), "unit": "€"}
    return {"value": value, "unit": _(unit)}
