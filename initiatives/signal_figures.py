"""What everyone may know about signals: how many, how soon they were answered, about what.

Nothing is told that is under five, or that follows from what is told (areas.actions.telling).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from statistics import median

from django.db.models import Count, F, Q

from areas.actions.small_numbers import Parts
from areas.actions.telling import FEW, period, told_alone, told_together, without_given_away
from areas.models import Area, AreaAncestor, Municipality
from initiatives.models import Signal

SAMPLE, THEMES = 1000, 8
RECEIVED, IN_TIME, OTHERS = "received", "in_time", "others"


@dataclass(frozen=True)
class SignalFigures:
    """Counts of a year up to the first of this month; None for what is not told."""

    received: int | None = None
    in_time: int | None = None
    # Fewer than five were not answered in time.
    nearly_all: bool = False
    # Median number of days until an answer.
    days: int | None = None
    # Of those who said whether the answer helped, the percentage that said yes, in tens.
    helped: int | None = None
    themes: list[tuple[str, int]] = field(default_factory=list)


def figures_of(town: Municipality, area: Area | None = None) -> SignalFigures:
    """The figures of an area with all below it, or of the whole town: six queries."""
    place, parts, span = area.pk if area else town.root_id, Parts(town), period()
    rows = Signal.objects.of(town).counted().order_by()
    rows = rows.filter(received_on__gte=span.since, received_on__lt=span.until)
    counts, themes = _counts(rows, town, parts)
    told = told_together(counts, parts)
    received = told[RECEIVED].get(place)
    if received is None:
        return SignalFigures()
    here = rows.within(area) if area else rows
    in_time = told[IN_TIME][place]
    return SignalFigures(
        received=int(received),
        in_time=None if in_time is None else int(in_time),
        nearly_all=in_time is None and counts[OTHERS][place] < FEW,
        days=_days(here),
        helped=_helped(here),
        themes=_largest(told_themes(themes, counts[RECEIVED], told[RECEIVED], parts), place),
    )


def _counts(rows, town: Municipality, parts: Parts):
    """Per area, with all below it: signals, those in time and the others; and per theme."""
    above = defaultdict(list)
    lines = AreaAncestor.objects.filter(area__municipality=town)
    for area, ancestor in lines.values_list("area", "ancestor"):
        above[area].append(ancestor)
    counts = {name: dict.fromkeys(parts.above, 0) for name in (RECEIVED, IN_TIME, OTHERS)}
    themes: dict[str, dict[int, int]] = {}
    in_time = Count("pk", filter=Q(answered_on__lte=F("due_on")))
    found = rows.values_list("area", "theme__name").annotate(n=Count("pk"), in_time=in_time)
    for area, theme, n, fast in found:
        for place in above[area]:
            counts[RECEIVED][place] += n
            counts[IN_TIME][place] += fast
            counts[OTHERS][place] += n - fast
            if theme:
                of_theme = themes.setdefault(theme, dict.fromkeys(parts.above, 0))
                of_theme[place] += n
    return counts, themes


def told_themes(themes: dict[str, dict[int, int]], received: dict, told: dict, parts: Parts):
    """The numbers of each theme that may be told, by area.

    In an area where the number of signals is `told` they leave nobody or five and more without
    a theme that is told; where it is not told, no theme is.
    """
    shown = {theme: told_alone(values, parts) for theme, values in themes.items()}
    while gone := _given_away_by_the_rest(shown, received, told):
        for theme in {theme for theme, _area in gone}:
            hidden = {area: None for its, area in gone if its == theme}
            shown[theme] = without_given_away(shown[theme] | hidden, parts)
    return shown


def _given_away_by_the_rest(shown: dict, received: dict, told: dict) -> set[tuple[str, int]]:
    gone = set()
    for area, number in received.items():
        here = [(shown[theme][area], theme) for theme in shown if shown[theme][area] is not None]
        if told[area] is None:
            gone |= {(theme, area) for _number, theme in here}
        elif here and 0 < number - sum(n for n, _theme in here) < FEW:
            gone.add((min(here)[1], area))
    return gone


def _largest(shown: dict, place: int) -> list[tuple[str, int]]:
    found = [(name, int(by[place])) for name, by in shown.items() if by[place] is not None]
    return sorted(found, key=lambda one: (-one[1], one[0]))[:THEMES]


def _days(rows) -> int | None:
    answered = rows.filter(answered_on__isnull=False).order_by("-answered_on", "-pk")
    took = [
        (end - start).days
        for start, end in answered.values_list("received_on", "answered_on")[:SAMPLE]
    ]
    return round(median(took)) if len(took) >= FEW else None


def _helped(rows) -> int | None:
    """In tens, and not of how many: so that nobody is found by reckoning."""
    said = rows.aggregate(
        asked=Count("pk", filter=~Q(helped="")),
        helped=Count("pk", filter=Q(helped=Signal.Helped.YES)),
    )
    return round(said["helped"] * 10 / said["asked"]) * 10 if said["asked"] >= FEW else None
