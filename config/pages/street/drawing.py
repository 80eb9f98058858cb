"""The map of a place: the areas around it, a circle as far as one looks, and what lies in it."""

from areas.geo.shape import project
from areas.models import AreaShape
from config.lib.addresses import address
from config.pages.street.spot import Spot

# Parts of the distance around the circle, and of the width for a point.
EDGE, POINT = 1.15, 55


def drawing_of(spot: Spot, items, municipality) -> dict | None:
    """Shapes, points and the circle, for `area_map`; None without anything to draw. One query."""
    window = _around_point(spot) if spot.lat is not None else None
    shapes = _newest(spot, window, municipality)
    if window is None:
        own = [shape for shape in shapes if shape["area__slug"] == spot.slug]
        if not own:
            return None
        window = tuple(own[0][name] for name in ("min_x", "min_y", "max_x", "max_y"))
    left, top, right, bottom = window
    width, height = right - left, bottom - top
    x, y = (left + right) // 2, (top + bottom) // 2
    here = {"x": x, "y": y, "r": spot.metres} if spot.lat is not None else None
    return {
        "shapes": [_shape(shape, spot) for shape in shapes],
        "viewbox": f"{left} {top} {width} {height}",
        "points": [_point(item) for item in items if item.thing.lat is not None],
        "radius": max(max(width, height) // POINT, 1),
        "here": here,
    }


def _around_point(spot: Spot) -> tuple[int, int, int, int]:
    x, y = project(spot.lon, spot.lat)
    far = spot.metres * EDGE
    return round(x - far), round(y - far), round(x + far), round(y + far)


def _newest(spot: Spot, window, municipality) -> list[dict]:
    """The newest shape of each area that touches the window; without one, of the area itself."""
    rows = AreaShape.objects.filter(area__municipality=municipality, area__root_of__isnull=True)
    rows = rows.filter(area__grouping__isnull=True, area__valid_until__isnull=True)
    if window is None:
        rows = rows.filter(area__slug=spot.slug)
    else:
        left, top, right, bottom = window
        rows = rows.filter(min_x__lte=right, max_x__gte=left, min_y__lte=bottom, max_y__gte=top)
    rows = rows.order_by("area__level__rank", "area", "year").values(
        "area", "area__name", "area__slug", "outline", "min_x", "min_y", "max_x", "max_y"
    )
    return list({row["area"]: row for row in rows}.values())


def _shape(shape: dict, spot: Spot) -> dict:
    return {
        "path": shape["outline"],
        "url": f"{address('pages:street_around')}?gebied={shape['area__slug']}",
        "name": shape["area__name"],
        "current": False,
    }


def _point(item) -> dict:
    x, y = project(item.thing.lon, item.thing.lat)
    return {
        "x": round(x),
        "y": round(y),
        "name": item.thing.title,
        "url": f"#{item.mark}",
        "css": " gw-map__point--work" if item.is_work else "",
    }
