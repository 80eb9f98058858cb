"""Small editions of wijken and buurten, written by the tests that import them.

Each wijk is a row of squares and each square a buurt, so that wijken cover their gemeente.
"""

import json
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from areas.geo.merge import merge
from areas.models import (
    Area,
    AreaAncestor,
    AreaFigures,
    AreaMember,
    AreaPostcode,
    AreaShape,
    Level,
    Municipality,
    OldSlug,
)
from tests.areas.geo_files import LAT, LON, STEP, geojson, own

TOWN = {
    "01": ("Oost", {"00": "Kade", "01": "Hof"}),
    "02": ("West", {"00": "Veld", "01": "Duin"}),
}
KINDS = ("gemeente", "wijk", "buurt")
LINE = "areas: created={} updated={} unchanged={} ignored={}"


def edition(path: Path, wijken=None, *, kinds=KINDS, **more) -> Path:
    """A GeoJSON file of one gemeente: 7 areas, unless other wijken are given."""
    found = features(wijken or TOWN, **more)
    return geojson(path, *(one for kind, one in found if kind in kinds))


def features(wijken, *, gm="GM0484", name="Waterstad", year=2024, people=100, **more):
    """(kind, feature) of the gemeente, its wijken and its buurten; `people` live in each buurt."""
    number = gm[2:]
    rows = [
        {
            f"BU{number}{wijk}{buurt}": (called, square(number, row, column))
            for column, (buurt, called) in enumerate(buurten.items())
        }
        for row, (wijk, (_title, buurten)) in enumerate(wijken.items())
    ]
    more |= {"year": year}
    everything = [shape for cells in rows for _called, shape in cells.values()]
    yield "gemeente", one(own(gm, name), everything, people, more)
    for (wijk, (title, _buurten)), cells in zip(wijken.items(), rows, strict=True):
        shapes = [shape for _called, shape in cells.values()]
        yield "wijk", one(own(f"WK{number}{wijk}", title), shapes, people, more)
        for code, (called, shape) in cells.items():
            yield "buurt", one(own(code, called), [shape], people, more)


def square(number: str, row: int, column: int):
    """A MultiPolygon of one square; each municipality lies somewhere else."""
    x = round(LON + int(number) % 10 / 10 + column * STEP, 6)
    y = round(LAT + row * STEP, 6)
    east, north = round(x + STEP, 6), round(y + STEP, 6)
    return [[[(x, y), (east, y), (east, north), (x, north), (x, y)]]]


def one(properties, shapes, people, more):
    """One feature around these shapes."""
    return {
        "type": "Feature",
        "properties": properties | {"inhabitants": people * len(shapes)} | more,
        "geometry": {"type": "MultiPolygon", "coordinates": merge(shapes)},
    }


def import_lines(*files, **options) -> list[str]:
    """What the command says, line by line."""
    out = StringIO()
    call_command("import_areas", *map(str, files), stdout=out, **options)
    return out.getvalue().splitlines()


def imported(*files, **options) -> str:
    """The last line of the command."""
    return import_lines(*files, **options)[-1]


def tree() -> dict[str, str]:
    """Every area by address, with that of its parent."""
    return dict(Area.objects.values_list("slug", "parent__slug"))


def everything() -> dict[str, list]:
    """All that is stored of places, without numbers of rows and versions."""
    rows = {
        Municipality: "code name root__slug source host",
        Level: "municipality__code code name plural rank on_map source",
        Area: "municipality__code level__code grouping__code parent__slug name slug cbs_code code"
        " source assumed valid_from valid_until search portrait",
        AreaAncestor: "ancestor__slug area__slug distance",
        AreaMember: "group__slug area__slug share assumed",
        AreaFigures: "area__slug year inhabitants households others source fictitious",
        AreaShape: "area__slug year rings outline min_x min_y max_x max_y source fictitious",
        AreaPostcode: "area__slug digits",
        OldSlug: "slug area__slug",
    }
    return {
        model.__name__: sorted(
            json.dumps(row, default=str) for row in model.objects.values_list(*names.split())
        )
        for model, names in rows.items()
    }
