"""GeoJSON, feature by feature: the text is walked through, never held as one tree of objects.

A tree of a file of 100 MB takes about a gigabyte. It also lets a fault in the text be told with
the number of the feature it is in.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from .records import PackedRings
from .rings import BadShape, Grid, Packer, grid_named

_space = re.compile(r"[ \t\n\r]*").match
_decode = json.JSONDecoder().raw_decode


class BadJson(ValueError):
    """Text that is no GeoJSON FeatureCollection, with the reason in Dutch."""


class Collection:
    """A FeatureCollection; `members` fills with the other members as they are passed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.members: dict[str, Any] = {}
        self.count = 0

    def features(self) -> Iterator[Any]:
        """Each feature as it stands in the file. Raises BadJson where the text breaks off."""
        found = False
        self._expect("{")
        more = not self._accept("}")
        while more:
            key = self._value()
            self._expect(":")
            if key == "features":
                found = True
                yield from self._array()
            elif isinstance(key, str):
                self.members[key] = self._value()
            more = self._accept(",")
            if not more:
                self._expect("}")
        self._skip()
        if self._at < len(self._text):
            raise BadJson(f"er staat nog iets na het einde ({self._place(self._at)})")
        if not found or self.members.get("type") != "FeatureCollection":
            raise BadJson("dit is geen GeoJSON met een lijst van gebieden (FeatureCollection)")

    def _array(self) -> Iterator[Any]:
        self._expect("[")
        if self._accept("]"):
            return
        while True:
            self.count += 1
            yield self._value()
            if not self._accept(","):
                break
        self._expect("]")

    def _value(self) -> Any:
        self._skip()
        try:
            value, self._at = _decode(self._text, self._at)
        except json.JSONDecodeError as fault:
            raise BadJson(f"geen geldige JSON ({self._place(fault.pos)})") from fault
        except RecursionError as fault:
            raise BadJson(f"te diep genest ({self._place(self._at)})") from fault
        except ValueError as fault:  # a number of thousands of digits
            raise BadJson(f"een getal is te lang ({self._place(self._at)})") from fault
        return value

    def _skip(self) -> None:
        space = _space(self._text, self._at)
        if space:
            self._at = space.end()

    def _accept(self, sign: str) -> bool:
        self._skip()
        if self._text[self._at : self._at + 1] != sign:
            return False
        self._at += 1
        return True

    def _expect(self, sign: str) -> None:
        if not self._accept(sign):
            raise BadJson(f"geen geldige JSON: “{sign}” verwacht ({self._place(self._at)})")

    def _place(self, at: int) -> str:
        line = self._text.count("\n", 0, at) + 1
        feature = f", in feature {self.count}" if self.count else ""
        return f"regel {line}, teken {at + 1}{feature}"


def declared_grid(members: dict[str, Any]) -> Grid | None:
    """The grid that the `crs` member names; None without one. Raises BadJson when unknown."""
    crs = members.get("crs")
    if crs is None:
        return None
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = ""
    if isinstance(properties, dict):
        name = str(properties.get("name") or properties.get("code") or "")[:80]
    grid = grid_named(name)
    if grid is None:
        raise BadJson(f"onbekend coördinatenstelsel “{name}”; gebruik WGS84 of EPSG:28992")
    return grid


_KINDS: Final = ("Polygon", "MultiPolygon")


def rings_of(geometry: Any, packer: Packer) -> PackedRings | None:
    """The rings of a GeoJSON geometry; None for null. Raises BadShape."""
    if geometry is None:
        return None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in _KINDS:
        raise BadShape(f"de geometrie is geen vlak maar “{str(kind)[:30]}”")
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        raise BadShape("de geometrie heeft geen coördinaten")
    for polygon in coordinates if kind == "MultiPolygon" else [coordinates]:
        if not isinstance(polygon, list):
            raise BadShape("een vlak is geen lijst van ringen")
        packer.polygon()
        for ring in polygon:
            packer.ring(*_axes(ring))
    return packer.done()


def _axes(ring: Any) -> tuple[list[float], list[float]]:
    if not isinstance(ring, list):
        raise BadShape("een ring is geen lijst van punten")
    xs: list[float] = []
    ys: list[float] = []
    for point in ring:
        if not isinstance(point, list) or len(point) < 2:
            raise BadShape("een punt heeft geen twee coördinaten")
        x, y = point[0], point[1]
        if type(x) not in (int, float) or type(y) not in (int, float):
            raise BadShape("een coördinaat is geen getal")
        try:
            xs.append(float(x))
            ys.append(float(y))
        except OverflowError as fault:
            raise BadShape("een coördinaat is te groot") from fault
    return xs, ys
