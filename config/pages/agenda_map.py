"""A selection of actions on the map: counts per area, and a point for each that has a place."""

from urllib.parse import urlencode

from django.db.models import Count, F
from django.utils.translation import ngettext

from areas.geo.shape import project
from areas.map import map_of
from areas.models import Area, AreaAncestor
from config.lib.addresses import address

POINTS = 200
# The height of a number on a map that is too full for names, as a part of its width.
NUMBER_PART, POINT_PART = 40, 120


def counted_map(rows, municipality, slug: str, elsewhere: dict) -> dict:
    """The areas below the chosen one (else those of the municipality's map) with their counts.

    Each area links to the list of the same selection there; `elsewhere` is what was chosen besides.
    """
    places = Area.objects.of(municipality or None).filter(parent__isnull=False)
    pk = places.filter(slug=slug).values_list("pk", flat=True).first() if slug else None
    drawing = map_of(root_id=pk) if pk else _whole(municipality)
    if pk and not drawing["areas"]:
        drawing = _whole(municipality)
    counts = _counts(rows, [area["pk"] for area in drawing["areas"]])
    for area in drawing["areas"]:
        area["n"] = counts.get(area["pk"], 0)
        query = urlencode({**elsewhere, "gebied": area["slug"]})
        area["url"] = f"{address('pages:agenda')}?{query}"
    return drawing | _labelled(drawing, {area["name"]: area for area in drawing["areas"]})


def _whole(municipality) -> dict:
    return map_of(root_id=municipality.root_id if municipality else 0, by_level=True)


def _counts(rows, area_ids) -> dict[int, int]:
    """How many of the actions lie in each area with all below it."""
    own = dict(rows.order_by().values_list("area").annotate(n=Count("pk")))
    below = AreaAncestor.objects.filter(ancestor__in=area_ids, area__in=list(own))
    found: dict[int, int] = {}
    for ancestor, area in below.values_list("ancestor", "area"):
        found[ancestor] = found.get(ancestor, 0) + own[area]
    return found


def _labelled(drawing: dict, areas: dict[str, dict]) -> dict:
    """The shapes with their number, on the map and in the name that is read out."""
    width = max((int(part) for part in drawing["viewbox"].split()[2:]), default=0)
    shapes = []
    for shape in drawing["shapes"]:
        n, url = areas[shape["name"]]["n"], areas[shape["name"]]["url"]
        said = ngettext("%(n)d actie", "%(n)d acties", n) % {"n": n}
        lines = [*shape["lines"], str(n)] if drawing["letter"] else [str(n)]
        name = f"{shape['name']}: {said}"
        shapes.append(shape | {"url": url, "name": name, "lines": lines})
    letter = drawing["letter"] or width // NUMBER_PART
    return {"shapes": shapes, "letter": letter, "radius": width // POINT_PART}


def points_of(rows) -> list[dict]:
    """The actions that have a place, what changed last first; 200 at most."""
    placed = rows.filter(lat__isnull=False).order_by("-updated_at", "-pk")
    placed = placed.annotate(area_name=F("area__name"))
    placed = placed.only("title", "place", "lat", "lon", "state", "ends_on")
    return [point(action) for action in placed[:POINTS]]


def point(thing) -> dict:
    """A thing with a place as a point on the map."""
    x, y = project(thing.lon, thing.lat)
    return {
        "x": round(x),
        "y": round(y),
        "url": thing.get_absolute_url(),
        "name": thing.title,
        "css": "",
        "thing": thing,
    }
