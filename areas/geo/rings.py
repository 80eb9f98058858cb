"""Checks polygons and packs them as WGS84: closed, long enough, finite, in the Netherlands."""

import math
import re
from array import array
from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

from . import rd
from .records import MICRO, PackedRings

Grid: TypeAlias = Literal["wgs84", "rd"]

# The Netherlands in degrees, with the coastal waters that belong to municipalities.
MIN_LON, MAX_LON = 3.0, 7.5
MIN_LAT, MAX_LAT = 50.5, 54.0

# ETRS89 and WGS84 differ by less than a metre; 7415 is RD with heights.
_GRIDS: Final[dict[str, Grid]] = {
    "28992": "rd",
    "7415": "rd",
    "4326": "wgs84",
    "4258": "wgs84",
}
_EPSG: Final = re.compile(r"(\d{4,6})\D*$", re.ASCII)


class BadShape(ValueError):
    """A geometry that cannot be read or cannot be right, with the reason in Dutch."""


def grid_named(name: str) -> Grid | None:
    """The grid behind a name such as `urn:ogc:def:crs:EPSG::28992`; None when unknown."""
    if name.upper().endswith("CRS84"):
        return "wgs84"
    found = _EPSG.search(name)
    return _GRIDS.get(found.group(1)) if found else None


def grid_of(x: float, y: float) -> Grid:
    """The grid a point must be in: degrees are never over 180, RD in the Netherlands always."""
    return "rd" if abs(x) > 180 or abs(y) > 180 else "wgs84"


class Packer:
    """Builds the packed rings of one area, checking each ring as it comes.

    With `grid` None the first point tells which grid it is.
    """

    def __init__(self, grid: Grid | None) -> None:
        self.grid = grid
        self._packed = PackedRings()

    def polygon(self) -> None:
        """Begin a polygon; the rings that follow belong to it."""
        self._packed.lengths.append([])

    def ring(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Add one ring. Raises BadShape with the reason."""
        if len(xs) < 4:
            raise BadShape(f"een ring heeft {len(xs)} punten, minstens 4 nodig")
        if not all(map(math.isfinite, xs)) or not all(map(math.isfinite, ys)):
            raise BadShape("een punt heeft geen geldig getal als coördinaat")
        if xs[0] != xs[-1] or ys[0] != ys[-1]:
            raise BadShape("een ring is niet gesloten: het laatste punt is niet het eerste")
        if self.grid is None:
            self.grid = grid_of(xs[0], ys[0])
        _check_bounds(self.grid, xs, ys)
        points = _micro(self.grid, xs, ys)
        lengths = self._packed.lengths[-1]
        if _twice_area(points) == 0:
            if not lengths:
                raise BadShape("een vlak heeft geen oppervlakte")
            return  # a hole that vanishes in rounding to 0.1 m
        lengths.append(len(points) // 2)
        self._packed.coordinates.extend(points)

    def done(self) -> PackedRings:
        """The packed rings. Raises BadShape when there is not one polygon with a ring."""
        if not self._packed.lengths or not all(self._packed.lengths):
            raise BadShape("een vlak heeft geen omtrek")
        return self._packed


def _check_bounds(grid: Grid, xs: Sequence[float], ys: Sequence[float]) -> None:
    west, east, south, north = min(xs), max(xs), min(ys), max(ys)
    if grid == "rd":
        inside = west >= rd.MIN_X and east <= rd.MAX_X and south >= rd.MIN_Y and north <= rd.MAX_Y
    else:
        inside = west >= MIN_LON and east <= MAX_LON and south >= MIN_LAT and north <= MAX_LAT
    if inside:
        return
    name = "RD (EPSG:28992)" if grid == "rd" else "WGS84 (lengte, breedte)"
    swapped = south >= MIN_LON and north <= MAX_LON and west >= MIN_LAT and east <= MAX_LAT
    hint = "; lengte en breedte lijken verwisseld" if grid == "wgs84" and swapped else ""
    raise BadShape(f"een punt ligt buiten Nederland, gelezen als {name}{hint}")


def _micro(grid: Grid, xs: Sequence[float], ys: Sequence[float]) -> "array[int]":
    """The points in millionths of a degree, without a point that repeats the one before."""
    points = array("i")
    add = points.append
    to_wgs84 = rd.to_wgs84
    last_lon = last_lat = 0
    for x, y in zip(xs, ys, strict=True):
        degrees = to_wgs84(x, y) if grid == "rd" else (x, y)
        lon = round(degrees[0] * MICRO)
        lat = round(degrees[1] * MICRO)
        if lon != last_lon or lat != last_lat:
            add(lon)
            add(lat)
            last_lon, last_lat = lon, lat
    return points


def _twice_area(points: "array[int]") -> int:
    """Twice the signed area in square millionths of a degree; 0 for a line or a point."""
    xs, ys = points[::2], points[1::2]
    return sum(
        x * next_y - next_x * y
        for x, y, next_x, next_y in zip(xs, ys, xs[1:], ys[1:], strict=False)
    )
