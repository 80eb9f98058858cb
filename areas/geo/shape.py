"""Drawing and searching areas: outlines for SVG, a bounding box, a point inside, a hit test.

Metres here are those of a flat map around 52.155° N, 5.387° E: x to the east, y **down** as in
SVG. In the middle of the country a unit is a metre; at its north and south ends a metre from
west to east is up to 3% longer or shorter, which no reader of a map sees.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Final, TypeAlias, TypeVar

from .records import Point, Ring, Rings

K = TypeVar("K", bound=Hashable)
Spot: TypeAlias = tuple[int, int]
Line: TypeAlias = list[Spot]
Bounds: TypeAlias = tuple[int, int, int, int]

LON0: Final = 5.387
LAT0: Final = 52.155
# Metres in a degree on the WGS84 ellipsoid at 52.155° N.
PER_LON: Final = 68_432.0
PER_LAT: Final = 111_268.0


def project(lon: float, lat: float) -> tuple[float, float]:
    """Metres on the map of a place in degrees; y grows to the south."""
    return (lon - LON0) * PER_LON, (LAT0 - lat) * PER_LAT


def unproject(x: float, y: float) -> Point:
    """(lon, lat) in degrees of a place on the map: what `project` made of it, back."""
    return LON0 + x / PER_LON, LAT0 - y / PER_LAT


def bounds(rings: Rings) -> Bounds:
    """(min_x, min_y, max_x, max_y) in whole metres. Raises ValueError without a point."""
    spots = [_spot(point) for polygon in rings for ring in polygon for point in ring]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def outline(rings: Rings, tolerance_m: float = 10) -> str:
    """An SVG path of the area in whole metres, off by at most `tolerance_m` from the rings.

    Draw it with `fill-rule="evenodd"`. Areas that are drawn side by side fit only when they were
    simplified together: see `outlines`.
    """
    return outlines({0: rings}, tolerance_m)[0]


def outlines(shapes: Mapping[K, Rings], tolerance_m: float = 10) -> dict[K, str]:
    """The SVG path of each of several areas, simplified so that neighbours stay side by side.

    A border that two areas share is cut where a third begins and each piece is simplified once,
    in one direction, so there are no gaps and overlaps. Parts too small to draw are left out,
    but never the largest part of an area.
    """
    rings = {
        key: [[_spots(ring) for ring in polygon] for polygon in shape]
        for key, shape in shapes.items()
    }
    flat = [ring for shape in rings.values() for polygon in shape for ring in polygon]
    simplify = _Simplifier(_junctions(flat), tolerance_m)
    paths = {}
    for key, shape in rings.items():
        drawn = [line for polygon in shape for line in _drawn(polygon, simplify)]
        paths[key] = "".join(map(_path, drawn or _largest(shape)))
    return paths


def contains(rings: Rings, lon: float, lat: float) -> bool:
    """Whether a place lies in the area, holes left out (even-odd rule)."""
    inside = False
    for polygon in rings:
        for ring in polygon:
            for (x1, y1), (x2, y2) in pairwise(ring):
                if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                    inside = not inside
    return inside


def centre(rings: Rings) -> Point:
    """(lon, lat) of a place for a label, always in the area: the centroid of its largest part,
    or the middle of its widest stretch at some height when the centroid lies outside."""
    polygon = max(rings, key=lambda part: abs(_moments(part[0])[0]))
    area, x, y = _moments(polygon[0])
    if area and contains([polygon], x, y):
        return x, y
    lats = [lat for _, lat in polygon[0]]
    low, high = min(lats), max(lats)
    heights = [low + (high - low) * part / 16 for part in (8, 7, 9, 5, 11, 3, 13)]
    stretches = [stretch for lat in heights for stretch in _stretches(polygon, lat)]
    if not stretches:
        return polygon[0][0]
    west, east, lat = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return (west + east) / 2, lat


def _stretches(polygon: list[Ring], lat: float) -> Iterator[tuple[float, float, float]]:
    crossings = sorted(
        x1 + (lat - y1) / (y2 - y1) * (x2 - x1)
        for ring in polygon
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 > lat) != (y2 > lat)
    )
    for west, east in zip(crossings[::2], crossings[1::2], strict=False):
        yield west, east, lat


def _moments(ring: Ring) -> tuple[float, float, float]:
    """Signed area in square degrees and the centroid."""
    lon0, lat0 = ring[0]
    area = sum_x = sum_y = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        # Relative to the first point: the products of whole coordinates would lose digits.
        cross = (x1 - lon0) * (y2 - lat0) - (x2 - lon0) * (y1 - lat0)
        area += cross
        sum_x += (x1 + x2 - 2 * lon0) * cross
        sum_y += (y1 + y2 - 2 * lat0) * cross
    if not area:
        return 0.0, lon0, lat0
    return area / 2, lon0 + sum_x / (3 * area), lat0 + sum_y / (3 * area)


def _spot(point: Point) -> Spot:
    x, y = project(*point)
    return round(x), round(y)


def _spots(ring: Ring) -> Line:
    """The ring in whole metres, without the closing point and without repeats."""
    line: Line = []
    for point in ring:
        spot = _spot(point)
        if not line or spot != line[-1]:
            line.append(spot)
    while len(line) > 1 and line[-1] == line[0]:
        line.pop()
    return line


def _junctions(rings: Iterable[Line]) -> set[Spot]:
    """Where borders meet: spots with other than two different neighbours over all rings."""
    neighbours: dict[Spot, set[Spot]] = {}
    for ring in rings:
        for at, spot in enumerate(ring):
            neighbours.setdefault(spot, set()).update((ring[at - 1], ring[(at + 1) % len(ring)]))
    return {spot for spot, around in neighbours.items() if len(around) != 2}


class _Simplifier:
    """Simplifies rings piece by piece; a piece that two rings share is done once."""

    def __init__(self, junctions: set[Spot], tolerance: float) -> None:
        self._junctions = junctions
        self._tolerance = tolerance
        self._done: dict[tuple[Spot, ...], Line] = {}

    def ring(self, ring: Line) -> Line:
        """The ring with fewer points, not closed."""
        cuts = [at for at, spot in enumerate(ring) if spot in self._junctions]
        if not cuts:  # an island: begin where every ring with these spots begins
            cuts = [ring.index(min(ring))]
        turned = ring[cuts[0] :] + ring[: cuts[0]]
        ends = [at - cuts[0] for at in cuts[1:]] + [len(ring)]
        turned.append(turned[0])
        simple: Line = []
        begin = 0
        for end in ends:
            simple += self._piece(turned[begin : end + 1])[:-1]
            begin = end
        return simple

    def _piece(self, piece: Line) -> Line:
        key = tuple(piece)
        back = key[::-1]
        if back < key:
            return self._piece(list(back))[::-1]
        if key not in self._done:
            self._done[key] = douglas_peucker(piece, self._tolerance)
        return self._done[key]


def douglas_peucker(line: Line, tolerance: float) -> Line:
    """The line with only the points it needs to stay within `tolerance`, ends included."""
    keep = bytearray(len(line))
    keep[0] = keep[-1] = 1
    todo = [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        farthest, distance = first, tolerance * tolerance
        for at in range(first + 1, last):
            off = _squared_distance(line[at], line[first], line[last])
            if off > distance:
                farthest, distance = at, off
        if farthest != first:
            keep[farthest] = 1
            todo += [(first, farthest), (farthest, last)]
    return [spot for spot, kept in zip(line, keep, strict=True) if kept]


def _squared_distance(spot: Spot, begin: Spot, end: Spot) -> float:
    """The squared distance from a spot to the stretch between two others."""
    dx, dy = end[0] - begin[0], end[1] - begin[1]
    x, y = spot[0] - begin[0], spot[1] - begin[1]
    length = dx * dx + dy * dy
    along = x * dx + y * dy
    if length == 0 or along <= 0:
        return x * x + y * y
    if along >= length:
        return (spot[0] - end[0]) ** 2 + (spot[1] - end[1]) ** 2
    across = x * dy - y * dx
    return across * across / length


def _drawn(polygon: list[Line], simplify: _Simplifier) -> list[Line]:
    """What is left to draw of a polygon: nothing when its outline is too small."""
    lines = [simplify.ring(ring) if len(ring) > 2 else ring for ring in polygon]
    if len(lines[0]) < 3:
        return []
    return [line for line in lines if len(line) > 2]


def _largest(shape: list[list[Line]]) -> list[Line]:
    """The largest outline as it is, for an area of which simplifying left nothing."""
    largest = max((polygon[0] for polygon in shape), key=len, default=[])
    return [largest] if len(largest) > 2 else []


def _path(line: Line) -> str:
    """One closed SVG subpath; steps are relative, which is half as long."""
    x, y = line[0]
    steps = []
    for next_x, next_y in line[1:]:
        steps.append(f"{next_x - x}{'' if next_y < y else ' '}{next_y - y}")
        x, y = next_x, next_y
    joined = "".join(step if step.startswith("-") else f" {step}" for step in steps).lstrip()
    return f"M{line[0][0]} {line[0][1]}l{joined}z"
