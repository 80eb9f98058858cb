"""Small numbers: what is too small to show, and what would give it away.

Two rules. The first looks at one figure: under the limit of its indicator it is not kept. The
second looks at a whole and its parts: when exactly one of them is not shown, the rest tells it by
adding up or subtracting, so that the smallest part that is shown is not kept either.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from areas.models import Area, AreaMember, Indicator, Municipality

Values = Mapping[int, Decimal | None]


def kept_value(indicator: Indicator, value: Decimal) -> Decimal | None:
    """The value as it may be kept; None when it is too small to be shown.

    Few people stand behind a small count, so that it could be told who they are (AVG, and the
    rule of CBS not to publish small cells).
    """
    limit = indicator.suppress_below
    return None if limit is not None and value < limit else value


def is_count(indicator: Indicator) -> bool:
    """Whether the parts of an area add up to the whole, so that a part can be reckoned.

    The model does not say so in a column of its own. A count is taken to be what has a limit for
    small numbers, is whole, and is no percentage: a limit ("kleinere aantallen") only means
    something for a count. A mark or an average with a limit keeps the first rule only.
    """
    whole = indicator.decimals == 0 and "%" not in indicator.unit
    return indicator.suppress_below is not None and whole


@dataclass
class Parts:
    """Which areas of a municipality are the parts of which: by the tree, and by second divisions.

    In the tree an area is a part of the nearest area above it that has a figure: between a wijk
    and the municipality may stand areas of our own that nobody measures.
    """

    town: Municipality
    above: dict[int, tuple[int | None, int | None]] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self):
        rows = Area.objects.of(self.town).values_list("pk", "parent", "grouping")
        self.above = {pk: (parent, grouping) for pk, parent, grouping in rows}
        members = AreaMember.objects.filter(group__municipality=self.town)
        for group, area in members.values_list("group", "area").order_by("pk"):
            self.members.setdefault(group, []).append(area)

    def families(self, known: Iterable[int]) -> list[list[int]]:
        """A whole with its parts, the whole first, among the areas that have a figure."""
        known, found = set(known), {}
        for area in sorted(known):
            whole, grouping = self.above.get(area, (None, None))
            while whole is not None and whole not in known:
                whole = self.above.get(whole, (None, None))[0]
            if whole is not None:
                found.setdefault((whole, grouping), [whole]).append(area)
        for group in sorted(known & set(self.members)):
            found[group, "members"] = [group, *(one for one in self.members[group] if one in known)]
        return list(found.values())


def given_away(values: Values, parts: Parts) -> set[int]:
    """The areas whose figure may not be shown either, as it would tell what is not shown (None).

    `values` are the figures of one indicator in one year, by area. Of a whole and its parts never
    exactly one is left out; where that is so the smallest part that is shown goes too, until it
    is nowhere so. An area that has no figure at all does not count as left out: elsewhere it may
    well be published. What can be reckoned from more than one whole at once is not looked for.
    """
    shown = {area: value for area, value in values.items() if value is not None}
    families, gone = parts.families(values), set()
    while found := next(filter(None, (_smallest(one, shown) for one in families)), None):
        gone.add(found)
        del shown[found]
    return gone


def _smallest(family: list[int], shown: dict[int, Decimal]) -> int | None:
    """The part to leave out, when exactly one of a whole and its parts is not shown."""
    if sum(area not in shown for area in family) != 1:
        return None
    parts = [area for area in family[1:] if area in shown]
    return min(parts, key=lambda area: (shown[area], area), default=None)
