"""What is known of effects: the figures of a goal over the years, and what people say of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from areas.models import Area, Goal, Indicator, Measurement, Verdict

Point = tuple[int, Decimal]
SHAPES = {
    Verdict.Outcome.ON_TRACK: "active",
    Verdict.Outcome.PARTLY: "waiting",
    Verdict.Outcome.BEHIND: "late",
    Verdict.Outcome.REACHED: "done",
    Verdict.Outcome.UNKNOWN: "neutral",
}


@dataclass
class Measure:
    """How one goal stands. `points` are (year, value) from the first year on; the baseline of the
    goal is the first where no measurement of that year is known.
    """

    goal: Goal
    indicator: Indicator | None = None
    rows: list[Measurement] = field(default_factory=list)
    verdict: Verdict | None = None
    points: list[Point] = field(default_factory=list)

    @property
    def latest(self) -> Measurement | None:
        """The newest measurement with a value."""
        return next((row for row in reversed(self.rows) if row.value is not None), None)

    @property
    def fictitious(self) -> bool:
        """Whether one of its figures was made up, as in the demo."""
        return any(row.fictitious for row in self.rows)

    @property
    def shape(self) -> str:
        """The shape that goes with the newest verdict."""
        return SHAPES[self.verdict.outcome] if self.verdict else "neutral"

    @property
    def is_open(self) -> bool:
        """Whether nothing tells that the goal was reached: no target, and nobody who judges."""
        return not (self.goal.is_measured or self.goal.is_judged)

    @property
    def reached(self) -> bool | None:
        """Whether the newest figure is at the target; None where that cannot be told."""
        latest, target = self.latest, self.goal.target
        if latest is None or target is None or self.indicator is None:
            return None
        way = self.indicator.direction
        if way == "none":
            return None
        return latest.value >= target if way == "up" else latest.value <= target


def measures_of(
    goals: Iterable[Goal], verdicts: Iterable[Verdict] | None = None
) -> dict[int, Measure]:
    """How each goal stands, by its number, in three queries at most; two where the verdicts on
    these goals are known.

    Goals come with their plan, whose area is the one that is measured.
    """
    found = {goal.pk: Measure(goal) for goal in goals}
    measured = [one for one in found.values() if one.goal.indicator_id]
    _add_figures(measured)
    if verdicts is None:
        verdicts = Verdict.objects.filter(goal__in=found) if found else ()
    newest = newest_verdicts(verdicts)
    for pk, one in found.items():
        one.verdict = newest.get(pk)
    return found


def _add_figures(measured: Sequence[Measure]) -> None:
    if not measured:
        return
    indicators = Indicator.objects.in_bulk({one.goal.indicator_id for one in measured})
    by_pair: dict[tuple[int, int], list[Measurement]] = {}
    areas = {one.goal.plan.area_id for one in measured}
    rows = Measurement.objects.filter(indicator__in=indicators, area__in=areas).order_by("year")
    for row in rows:
        by_pair.setdefault((row.indicator_id, row.area_id), []).append(row)
    for one in measured:
        one.indicator = indicators[one.goal.indicator_id]
        one.rows = by_pair.get((one.indicator.pk, one.goal.plan.area_id), [])
        figures = [(row.year, row.value) for row in one.rows if row.value is not None]
        one.points = points_of(figures, one.goal.baseline, one.goal.baseline_year)


def points_of(figures: list[Point], baseline: Decimal | None, year: int | None) -> list[Point]:
    """The figures of a goal by year, with its baseline where that year has no figure."""
    if baseline is None or year is None or year in dict(figures):
        return figures
    return sorted([*figures, (year, baseline)])


def newest_verdicts(verdicts: Iterable[Verdict]) -> dict[int | None, Verdict]:
    """What was last said of each goal, by its number, and of a plan as a whole, under None."""
    newest: dict[int | None, Verdict] = {}
    for verdict in sorted(verdicts, key=lambda one: (one.at, one.pk)):
        verdict.shape = SHAPES[verdict.outcome]
        newest[verdict.goal_id] = verdict
    return newest


@dataclass
class Year:
    """The figures of one year, side by side: of the area and of the whole municipality."""

    year: int
    here: Measurement | None = None
    town: Measurement | None = None

    @property
    def source(self) -> str:
        """Who measured the figure of the area, else that of the municipality."""
        row = self.here or self.town
        return row.source if row else ""


def years_of(indicator: Indicator, area: Area, root_id: int | None) -> list[Year]:
    """The figures of an area and of the municipality it is in, a row for each year."""
    found: dict[int, Year] = {}
    rows = indicator.measurements.filter(area__in={area.pk, root_id or area.pk}).order_by("year")
    for row in rows:
        year = found.setdefault(row.year, Year(row.year))
        if row.area_id == area.pk:
            year.here = row
        if row.area_id == root_id:
            year.town = row
    return list(found.values())
