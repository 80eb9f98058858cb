"""Schematic shapes and invented figures of the demo's areas."""

from areas.geo.shape import bounds, outlines
from areas.models import Area, AreaFigures, AreaPostcode, AreaShape
from config.pages.demo.mosaic import Mosaic
from config.pages.practice.check import Row

# Older than any file of real areas, so that real shapes and figures always go before these.
YEAR = 2020
SOURCE = "Schematische kaart, verzonnen voor de demonstratie"
FIGURES_SOURCE = "Verzonnen voor de demonstratie"


def draw(root: Area, map_row: Row, figures: list[Row], areas: dict[str, Area]) -> None:
    """Give the areas of the drawing, and everything above them, a shape and figures."""
    mosaic = Mosaic(
        map_row.get("tekening"),
        west=float(map_row.get("west")),
        north=float(map_row.get("noord")),
        wide=float(map_row.get("cel_breed")),
        high=float(map_row.get("cel_hoog")),
    )
    parts = _parts(root, figures, areas)
    rings = {area: mosaic.rings("".join(row.get("letter") for row in rows)) for area, rows in parts}
    paths = outlines({area.pk: shape for area, shape in rings.items()})
    for area, shape in rings.items():
        min_x, min_y, max_x, max_y = bounds(shape)
        box = {"min_x": min_x, "min_y": min_y, "max_x": max_x, "max_y": max_y}
        values = {"rings": shape, "outline": paths[area.pk], "source": SOURCE, **box}
        values["fictitious"] = True
        AreaShape.objects.get_or_create(area=area, year=YEAR, defaults=values)
    for area, rows in parts:
        _figures(area, rows)


def _parts(root: Area, figures: list[Row], areas: dict[str, Area]) -> list[tuple[Area, list[Row]]]:
    """Each area with the drawn areas that it is made of: itself, and all that are above them."""
    found: dict[int, tuple[Area, list[Row]]] = {root.pk: (root, [])}
    for row in figures:
        area: Area | None = areas[row.get("gebied")]
        while area is not None:
            found.setdefault(area.pk, (area, []))[1].append(row)
            area = area.parent
    return list(found.values())


def _figures(area: Area, rows: list[Row]) -> None:
    values = {
        "inhabitants": sum(row.get("inwoners") for row in rows),
        "households": sum(row.get("huishoudens", 0) for row in rows) or None,
        "source": FIGURES_SOURCE,
        "fictitious": True,
    }
    AreaFigures.objects.get_or_create(area=area, year=YEAR, defaults=values)
    for digits in {row.get("postcode") for row in rows} - {None, ""}:
        AreaPostcode.objects.get_or_create(area=area, digits=digits)
