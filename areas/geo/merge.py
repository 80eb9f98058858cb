"""One border around areas that lie side by side."""

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeAlias

from .records import MICRO, Ring, Rings
from .shape import contains

Spot: TypeAlias = tuple[int, int]


def merge(shapes: Iterable[Rings]) -> Rings:
    """The MultiPolygon around the shapes together.

    A stretch of border that two shapes share falls away. They must share it point by point, as
    the areas of one edition do; where they do not, a sliver stays and nothing is lost.
    """
    ways: dict[Spot, list[Spot]] = {}
    for begin, end in sorted(_edges(shapes)):
        ways.setdefault(begin, []).append(end)
        ways.setdefault(end, []).append(begin)
    return _polygons(_rings(ways))


def _edges(shapes: Iterable[Rings]) -> set[tuple[Spot, Spot]]:
    """The stretches that bound an odd number of rings, each from its lesser end."""
    edges: set[tuple[Spot, Spot]] = set()
    for shape in shapes:
        for polygon in shape:
            for ring in polygon:
                spots = [(round(lon * MICRO), round(lat * MICRO)) for lon, lat in ring]
                for begin, end in pairwise(spots):
                    if begin != end:
                        edges ^= {(min(begin, end), max(begin, end))}
    return edges


def _rings(ways: dict[Spot, list[Spot]]) -> list[Ring]:
    """Walk along the stretches, each once, until every walk is back where it began.

    At every spot an even number of stretches meets, so no walk can get stuck halfway. Where a
    walk comes back on its own way, the loop is a ring of its own.
    """
    rings: list[Ring] = []
    for start in sorted(ways):
        walk = {start: None}  # in the order of walking
        spot = start
        while ways[spot]:
            following = ways[spot].pop()
            ways[following].remove(spot)
            if following not in walk:
                walk[following] = None
            else:
                loop = [following]
                while spot != following:
                    loop.append(spot)
                    del walk[spot]
                    spot = next(reversed(walk))
                loop.append(following)
                rings.append([(x / MICRO, y / MICRO) for x, y in loop])
            spot = following
    return rings


def _polygons(rings: list[Ring]) -> Rings:
    """Outlines with the holes that lie in them, large ones first."""
    polygons: Rings = []
    for ring in sorted(rings, key=_size, reverse=True):
        # The middle of a stretch lies on no other ring; a corner may be shared.
        (x1, y1), (x2, y2) = ring[:2]
        x, y = (x1 + x2) / 2, (y1 + y2) / 2
        around = [polygon for polygon in polygons if contains([polygon], x, y)]
        if around:
            around[-1].append(ring)
        else:
            polygons.append([ring])
    return polygons


def _size(ring: Ring) -> float:
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))
