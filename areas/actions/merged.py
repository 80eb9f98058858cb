"""Borders and figures of areas that are made of CBS areas, such as the gebieden of a municipality.

They follow from the tree, so whoever changes the tree calls this; what was added up before and
no longer holds is taken away.
"""

from dataclasses import dataclass, field

from areas.actions import texts
from areas.geo.merge import merge
from areas.geo.records import Rings
from areas.geo.shape import bounds, outlines
from areas.models import Area, AreaFigures, AreaPlacement, AreaShape, Municipality

TOLERANCE_M = 10
BOX = ("min_x", "min_y", "max_x", "max_y")


@dataclass
class _Parts:
    """The CBS areas that an area is made of, by id; `assumed` when no source says which."""

    area_id: int
    ids: set[int] = field(default_factory=set)
    assumed: bool = False

    def source(self, source: str) -> str:
        """What a row about this area says of itself."""
        return texts.merged_source(source, assumed=self.assumed)


def merge_parts(municipality: Municipality) -> None:
    """Give every area that is made of CBS areas their joint border and the sum of their figures."""
    found = _made_of_parts(municipality)
    _merge_shapes(municipality, found)
    _merge_figures(municipality, found)


def _made_of_parts(municipality: Municipality) -> list[_Parts]:
    """Areas without a CBS code, with the CBS areas right below them or below areas like them."""
    rows = Area.objects.of(municipality).current().in_tree()
    areas = {
        pk: (parent, code) for pk, parent, code in rows.values_list("pk", "parent_id", "cbs_code")
    }
    placements = AreaPlacement.objects.filter(municipality=municipality, assumed=True)
    guessed = set(placements.values_list("cbs_code", flat=True))
    found: dict[int, _Parts] = {}
    for pk, (parent, code) in areas.items():
        steps = 0
        while code and parent in areas and not areas[parent][1] and steps < len(areas):
            if parent != municipality.root_id:
                parts = found.setdefault(parent, _Parts(parent))
                parts.ids.add(pk)
                parts.assumed |= code in guessed
            parent, steps = areas[parent][0], steps + 1
    return sorted(found.values(), key=lambda parts: parts.area_id)


def _newest_of_all(years_of: dict[int, set[int]], ids: set[int]) -> int | None:
    """The newest year that every one of these areas has."""
    return max(set.intersection(*(years_of.get(pk, set()) for pk in ids)), default=None)


def _merge_shapes(municipality: Municipality, found: list[_Parts]) -> None:
    ids = {pk for parts in found for pk in parts.ids}
    real = AreaShape.objects.filter(fictitious=False)
    years: dict[int, set[int]] = {}
    for pk, year in real.filter(area__in=ids).values_list("area_id", "year"):
        years.setdefault(pk, set()).add(year)
    wanted: dict[tuple[int, int], Rings] = {}
    for parts in found:
        year = _newest_of_all(years, parts.ids)
        if year:
            rows = real.filter(area__in=parts.ids, year=year).order_by("area")
            wanted[parts.area_id, year] = merge(rows.values_list("rings", flat=True))
    paths = outlines(wanted, TOLERANCE_M)
    rows = AreaShape.objects.filter(area__municipality=municipality)
    parts_of = {parts.area_id: parts for parts in found}
    _replace(
        rows,
        {
            (pk, year): {
                "rings": [[[list(spot) for spot in ring] for ring in part] for part in rings],
                "outline": paths[pk, year],
                "source": parts_of[pk].source(texts.border_source(year)),
                "fictitious": False,
                **dict(zip(BOX, bounds(rings), strict=True)),
            }
            for (pk, year), rings in wanted.items()
        },
    )


def _merge_figures(municipality: Municipality, found: list[_Parts]) -> None:
    """The inhabitants of all parts in the newest year in which all are known, and households."""
    ids = {pk for parts in found for pk in parts.ids}
    rows = AreaFigures.objects.filter(area__in=ids, fictitious=False, inhabitants__isnull=False)
    people: dict[int, dict[int, tuple[int, int | None]]] = {}
    for pk, year, inhabitants, households in rows.values_list(
        "area_id", "year", "inhabitants", "households"
    ):
        people.setdefault(pk, {})[year] = (inhabitants, households)
    wanted = {}
    for parts in found:
        year = _newest_of_all({pk: set(years) for pk, years in people.items()}, parts.ids)
        if year:
            counts = [people[pk][year] for pk in parts.ids]
            homes = [households for _inhabitants, households in counts]
            wanted[parts.area_id, year] = {
                "inhabitants": sum(inhabitants for inhabitants, _households in counts),
                "households": None if None in homes else sum(homes),
                "source": parts.source(texts.source(year)),
                "fictitious": False,
            }
    _replace(AreaFigures.objects.filter(area__municipality=municipality), wanted)


def _replace(rows, wanted: dict[tuple[int, int], dict]) -> None:
    """Make the added-up rows what they should be; other rows of other years stay."""
    for row in rows.filter(source__contains=texts.MERGED):
        if (row.area_id, row.year) not in wanted:
            row.delete()
    stored = {
        (row.area_id, row.year): row for row in rows.filter(area__in=[pk for pk, _year in wanted])
    }
    for (pk, year), values in wanted.items():
        row = stored.get((pk, year)) or rows.model(area_id=pk, year=year)
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
