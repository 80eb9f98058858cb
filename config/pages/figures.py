"""Counters that pages, council view and exports share: one definition each."""

from django.db.models import Count, Q, Sum

from areas.models import Action, Area
from areas.models.agenda import OPEN_STATES, ActionState
from config.lib.clock import today
from initiatives.models import Tally


def late_count() -> Count:
    """How many of the counted actions are late today (ActionQuerySet.late)."""
    return Count("pk", filter=Q(state__in=OPEN_STATES, ends_on__lt=today()))


def action_counts(actions) -> dict[str, int]:
    """Count actions: planned, running, done, stopped, late (also counted as open), total."""
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in ActionState}
    return actions.order_by().aggregate(**counts, late=late_count(), total=Count("pk"))


def initiative_counts(area: Area) -> dict[str, int]:
    """Count public initiatives of an area and all below it, by state and in total."""
    rows = Tally.objects.filter(area__ancestor_rows__ancestor=area, count__gt=0)
    counts = dict(rows.values_list("state").annotate(n=Sum("count")))
    return {"by_state": counts, "total": sum(counts.values())}


def actions_by_area_and_theme(actions, area_ids) -> list[dict]:
    """Count actions per given area (with all below it) and theme: rows with the five counts."""
    counts = {state.value: Count("pk", filter=Q(state=state)) for state in ActionState}
    return list(
        actions.order_by()
        .filter(area__ancestor_rows__ancestor__in=area_ids)
        .values("area__ancestor_rows__ancestor", "theme")
        .annotate(**counts, late=late_count())
    )


def visible_actions(user, municipality):
    """The actions that every figure for this user counts: the same as the agenda lists."""
    return Action.objects.visible_to(user).of(municipality)
