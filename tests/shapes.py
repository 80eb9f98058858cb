"""Areas that are drawn as squares, to point at and to look places up in."""

from areas.geo.shape import bounds, outline
from areas.models import Area, AreaShape

WEST, SOUTH = 4.6, 52.1


def square(area: Area, size: float, west: float = WEST, south: float = SOUTH) -> AreaShape:
    """Give an area a square of so many degrees as its shape, from its corner in the south-west."""
    east, north = west + size, south + size
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    names = ("min_x", "min_y", "max_x", "max_y")
    box = dict(zip(names, bounds([[ring]]), strict=True))
    path = outline([[ring]])
    return AreaShape.objects.create(area=area, year=2025, rings=[[ring]], outline=path, **box)
