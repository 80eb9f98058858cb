"""A selection of actions over time: a bar for each, on one scale of months."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from areas.models.agenda import ActionState
from config.lib.clock import today

BARS = 100
# The width of the drawing in its own units, and the narrowest bar that can be seen.
WIDTH, NARROWEST = 600, 6
# What lies further away than this from today is drawn at the edge.
YEARS_BACK, YEARS_AHEAD = 3, 4
MONTHS_WITH_QUARTERS = 30
FILLS = {
    ActionState.PLANNED: "planned",
    ActionState.RUNNING: "active",
    ActionState.DONE: "done",
    ActionState.STOPPED: "rest",
    ActionState.MERGED: "rest",
}


@dataclass(frozen=True)
class Scale:
    """From a first day to the last one, over the width of the drawing."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Where a day lies, 0 to 600; days outside lie at the edge."""
        part = (day - self.first).days / max((self.last - self.first).days, 1)
        return round(min(max(part, 0), 1) * WIDTH, 1)

    @property
    def ticks(self) -> list[dict]:
        """The begin of each year, and of each quarter when there is room for it."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = 3 if months <= MONTHS_WITH_QUARTERS else 12
        days = (
            date(year, month, 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, 13, step)
        )
        return [{"x": self.at(day), "day": day} for day in days if self.first <= day < self.last]


def timeline_of(rows) -> dict:
    """The bars of the 100 actions that begin last, with the scale and what is left out."""
    dated = rows.filter(Q(starts_on__isnull=False) | Q(ends_on__isnull=False))
    dated = dated.annotate(begin=Coalesce("starts_on", "ends_on"), area_name=F("area__name")).only(
        "title", "state", "starts_on", "ends_on"
    )
    found = list(dated.order_by("-begin", "-pk")[: BARS + 1])
    actions = sorted(found[:BARS], key=lambda action: (action.begin, action.pk))
    scale = _scale(actions)
    return {
        "bars": [_bar(action, scale) for action in actions],
        "ticks": scale.ticks,
        "now": scale.at(today()),
        "more": len(found) > BARS,
        "most": BARS,
        "quarters": len(scale.ticks) > 1 and scale.ticks[1]["day"].month != 1,
    }


def _scale(actions) -> Scale:
    """Whole months around the actions and today, not further than is still readable."""
    day = today()
    ends = [action.ends_on or action.begin for action in actions]
    first = max(min([action.begin for action in actions] + [day]), _years(day, -YEARS_BACK))
    last = min(max([*ends, day + timedelta(days=31)]), _years(day, YEARS_AHEAD))
    after = last.replace(day=28) + timedelta(days=4)
    return Scale(first.replace(day=1), after.replace(day=1))


def _years(day: date, years: int) -> date:
    return date(day.year + years, day.month, 1)


def _bar(action, scale: Scale) -> dict:
    open_end = action.ends_on is None and action.state in {ActionState.PLANNED, ActionState.RUNNING}
    end = scale.last if open_end else action.ends_on or action.begin
    x = min(scale.at(action.begin), WIDTH - NARROWEST)
    return {
        "action": action,
        "x": x,
        "width": max(round(scale.at(end) - x, 1), NARROWEST),
        "fill": "late" if action.is_late else FILLS[action.state],
    }
