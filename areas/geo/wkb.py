"""Polygons from the geometry blob of a GeoPackage (OGC 12-128r18): a small header, then WKB."""

import struct
import sys
from array import array
from typing import Final

from .records import PackedRings
from .rings import BadShape, Grid, Packer

_ENVELOPES: Final = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_EMPTY: Final = 0b10000
_POLYGON, _MULTIPOLYGON = 3, 6
# Types over 1000 carry Z, over 2000 M, over 3000 both (ISO); EWKB sets high bits instead.
_EWKB_Z, _EWKB_M, _EWKB_SRID = 0x80000000, 0x40000000, 0x20000000
_TRUNCATED: Final = "de geometrie is afgekapt"


def read(blob: object, grid: Grid | None) -> PackedRings | None:
    """The rings in a GeoPackage blob; None for NULL or an empty geometry. Raises BadShape."""
    if blob is None:
        return None
    if not isinstance(blob, bytes) or len(blob) < 8 or blob[:2] != b"GP":
        raise BadShape("de geometrie is geen GeoPackage-geometrie")
    flags = blob[3]
    envelope = _ENVELOPES.get((flags >> 1) & 0b111)
    if envelope is None:
        raise BadShape("de geometrie heeft een onbekende kop")
    if flags & _EMPTY:
        return None
    reader = _Reader(blob, 8 + envelope, Packer(grid))
    reader.geometry()
    return reader.packer.done()


class _Reader:
    """Walks through the WKB, never reading past its end."""

    def __init__(self, blob: bytes, at: int, packer: Packer) -> None:
        self.blob = blob
        self.at = at
        self.packer = packer
        self.order = "<"

    def geometry(self) -> None:
        kind, width = self._head()
        if kind == _POLYGON:
            self._polygon(width)
        elif kind == _MULTIPOLYGON:
            for _ in range(self._count()):
                inner, width = self._head()
                if inner != _POLYGON:
                    raise BadShape("de geometrie bevat iets anders dan vlakken")
                self._polygon(width)
        else:
            raise BadShape(f"de geometrie is geen vlak (WKB-soort {kind})")

    def _head(self) -> tuple[int, int]:
        """The kind of geometry and the numbers per point; sets the byte order."""
        if self.at >= len(self.blob):
            raise BadShape(_TRUNCATED)
        order = self.blob[self.at]
        if order > 1:
            raise BadShape("de geometrie heeft een onbekende bytevolgorde")
        self.order = "<" if order else ">"
        self.at += 1
        kind = self._count()
        z, m = bool(kind & _EWKB_Z), bool(kind & _EWKB_M)
        if kind & _EWKB_SRID:
            self._count()
        kind &= 0x1FFFFFFF
        iso, kind = divmod(kind, 1000)
        if iso > 3:
            raise BadShape("de geometrie heeft een onbekende soort")
        return kind, 2 + (z or iso in (1, 3)) + (m or iso in (2, 3))

    def _polygon(self, width: int) -> None:
        self.packer.polygon()
        for _ in range(self._count()):
            points = self._numbers(self._count() * width)
            self.packer.ring(points[::width], points[1::width])

    def _count(self) -> int:
        if self.at + 4 > len(self.blob):
            raise BadShape(_TRUNCATED)
        (count,) = struct.unpack_from(f"{self.order}I", self.blob, self.at)
        self.at += 4
        return int(count)

    def _numbers(self, count: int) -> "array[float]":
        end = self.at + 8 * count
        if end > len(self.blob):
            raise BadShape(_TRUNCATED)
        numbers = array("d")
        numbers.frombytes(memoryview(self.blob)[self.at : end])
        if (self.order == "<") != (sys.byteorder == "little"):
            numbers.byteswap()
        self.at = end
        return numbers
