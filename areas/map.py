"""The map: outlines of areas as paths, drawn by the server, with the list beside it."""

from django.db.models import F

from areas.models import Area
from config.lib.addresses import address

MARGIN = 0.03
# With more areas than this the names would lie over each other; the list beside it has them.
NAMES_FIT = 12
# Made once: naming the columns takes longer than asking the database.
ROWS = Area.objects.order_by("name", F("shapes__year").desc(nulls_last=True)).values(
    "pk",
    "name",
    "slug",
    "code",
    "assumed",
    "level__name",
    "shapes__outline",
    "shapes__min_x",
    "shapes__min_y",
    "shapes__max_x",
    "shapes__max_y",
    "shapes__source",
)
LONGEST_LINE = 9


def map_of(
    *, root_id: int, by_level: bool = False, members: bool = False, current_id: int | None = None
) -> dict:
    """Return `shapes`, `viewbox` and `areas` (all of them, drawn or not) below one area.

    With `by_level` the areas of the levels that a municipality shows on its map, wherever they
    hang; with `members` those that an area of a second division is made of; else the children of
    the area. Of each area the newest outline counts. One query.
    """
    rows = ROWS.current().in_tree()
    if by_level:
        rows = rows.filter(ancestor_rows__ancestor=root_id, level__on_map=True)
    elif members:
        rows = rows.filter(groups__group=root_id)
    else:
        rows = rows.filter(parent=root_id)
    newest: dict[int, dict] = {}
    for row in rows:
        newest.setdefault(row["pk"], row | {"url": address("pages:area", row["slug"])})
    drawn = [row for row in newest.values() if row["shapes__outline"]]
    return {
        "areas": list(newest.values()),
        "shapes": [_shape(row, current_id) for row in drawn],
        "viewbox": _viewbox(drawn),
        "letter": _letter(drawn),
        "source": next((row["shapes__source"] for row in drawn), ""),
    }


def _shape(row, current_id):
    return {
        "path": row["shapes__outline"],
        "url": row["url"],
        "name": row["name"],
        "current": row["pk"] == current_id,
        "x": (row["shapes__min_x"] + row["shapes__max_x"]) // 2,
        "y": (row["shapes__min_y"] + row["shapes__max_y"]) // 2,
        "lines": _two_lines(row["name"]),
    }


def _two_lines(name: str) -> list[str]:
    """A name as it fits on the map: a long one is broken at the space nearest its middle."""
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if len(name) <= LONGEST_LINE or not spaces:
        return [name]
    middle = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return [name[:middle], name[middle + 1 :]]


def _letter(drawn) -> int:
    """The height of a name on the map, in its own units; 0 when there is no room for names."""
    if not 0 < len(drawn) <= NAMES_FIT:
        return 0
    left, top, right, bottom = _bounds(drawn)
    return max(right - left, bottom - top) // 20


def _viewbox(drawn) -> str:
    if not drawn:
        return ""
    left, top, right, bottom = _bounds(drawn)
    edge = int(max(right - left, bottom - top) * MARGIN)
    return f"{left - edge} {top - edge} {right - left + 2 * edge} {bottom - top + 2 * edge}"


def _bounds(drawn) -> tuple[int, int, int, int]:
    left, top = (min(row[f"shapes__min_{axis}"] for row in drawn) for axis in "xy")
    right, bottom = (max(row[f"shapes__max_{axis}"] for row in drawn) for axis in "xy")
    return left, top, right, bottom
