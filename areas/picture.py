"""What is drawn on the picture of an area: its neighbours, the area, its parts with their names."""

from areas.map import NAMES_FIT, map_of
from areas.models import Area, AreaShape
from areas.pointing import Window

# Parts of the width of the picture: the height of a name, the light edge around its letters,
# the radius of the mark.
LETTER, HALO, MARK = 24, 140, 40


def drawing_of(area: Area, window: Window, municipality) -> dict:
    """Outlines as paths, names with their places, and sizes in metres of the map."""
    around = map_of(root_id=municipality.root_id, by_level=True)
    parts = around if area.pk == municipality.root_id else map_of(root_id=area.pk)
    names = parts["shapes"]
    return {
        "viewbox": window.viewbox,
        "around": [shape["path"] for shape in around["shapes"]],
        "own": _own(area),
        "parts": [shape["path"] for shape in parts["shapes"]],
        "names": names if len(names) <= NAMES_FIT else [],
        "letter": window.side // LETTER,
        "halo": window.side // HALO,
        "radius": max(window.side // MARK, 1),
    }


def _own(area: Area) -> str:
    """The newest outline of the area itself; empty without one."""
    rows = AreaShape.objects.filter(area=area).order_by("-year").values_list("outline", flat=True)
    return rows.first() or ""
