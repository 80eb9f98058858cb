"""What may be told of counts about people, by area: nothing under five, nor what would tell it.

A number is given away by its neighbours (areas.actions.small_numbers), by the whole that is left
beside what is told, or by the other kind of two that add up.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from areas.actions.small_numbers import Parts, given_away
from config.lib.clock import today

# Fewer than so many could point at a person.
FEW = 5


@dataclass(frozen=True)
class Period:
    """A whole year up to the first of this month, and the year before it. It moves once a month,
    so that looking again tomorrow tells nothing about one person.
    """

    before: date
    since: date
    until: date


def period() -> Period:
    """The year that is counted today."""
    until = today().replace(day=1)
    years = [until.replace(year=until.year - back) for back in (2, 1, 0)]
    return Period(*years)


def told_alone(values: dict[int, int], parts: Parts) -> dict[int, Decimal | None]:
    """The numbers of one kind that may be told, by area."""
    enough = {area: Decimal(number) if number >= FEW else None for area, number in values.items()}
    return without_given_away(enough, parts)


def told_together(counts: dict[str, dict[int, int]], parts: Parts) -> dict:
    """The same for a whole, which comes first, and the two kinds that it is the sum of: of those
    two both are told or neither, and neither where not all three may be told.
    """
    kinds = list(counts)
    told = {name: told_alone(values, parts) for name, values in counts.items()}
    while True:
        hidden = {area for area in parts.above if None in [told[name][area] for name in kinds]}
        again = {
            name: without_given_away(
                {area: None if area in hidden else one for area, one in told[name].items()}, parts
            )
            for name in kinds[1:]
        }
        if again == {name: told[name] for name in again}:
            return told
        told |= again


def without_given_away(values: dict[int, Decimal | None], parts: Parts) -> dict:
    """Leave out, until it is nowhere so, what tells a single area or a few people by subtracting.

    A whole without its parts that are told, or theirs where those are not, may be nobody or five
    and more, never between.
    """
    told, families = dict(values), parts.families(values)
    below = {one[0]: one[1:] for one in reversed(families)}
    while gone := given_away(told, parts) or _smallest_of_few(told, families, below):
        told |= dict.fromkeys(gone)
    return told


def _smallest_of_few(told: dict, families: list[list[int]], below: dict) -> set[int]:
    """The smallest part of a whole of which only a few people are left beside what is told."""
    for whole, *division in families:
        found = _told_below(division, told, below)
        if told[whole] is None or not found:
            continue
        if 0 < told[whole] - sum(told[area] for area in found) < FEW:
            return {min(found, key=lambda area: (told[area], area))}
    return set()


def _told_below(division: list[int], told: dict, below: dict) -> list[int]:
    """The parts that are told, and of those that are not what is told below them."""
    found = []
    for area in division:
        if told[area] is None:
            found += _told_below(below.get(area, []), told, below)
        else:
            found.append(area)
    return found
