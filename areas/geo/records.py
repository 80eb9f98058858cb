"""What the readers hand on: one record per area and year, or a refusal with all its reasons."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, overload

Kind: TypeAlias = Literal["gemeente", "wijk", "buurt"]
Point: TypeAlias = tuple[float, float]
Ring: TypeAlias = list[Point]
Rings: TypeAlias = list[list[Ring]]

MICRO = 1_000_000


class ImportRefused(Exception):
    """Files that may not be imported; `complaints` holds a Dutch sentence for each fault."""

    def __init__(self, complaints: Sequence[str]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = list(complaints)


class PackedRings:
    """A MultiPolygon as whole millionths of a degree: 8 bytes a point.

    The whole country has over ten million points; as tuples of floats they take more than a
    gigabyte, packed they take about eighty megabytes.
    """

    __slots__ = ("coordinates", "lengths")

    def __init__(self) -> None:
        self.coordinates = array("i")
        self.lengths: list[list[int]] = []

    @classmethod
    def of(cls, rings: Rings) -> "PackedRings":
        """Pack `rings` (lon/lat in degrees), rounding to 6 decimals (about 0.1 m)."""
        packed = cls()
        for polygon in rings:
            packed.lengths.append([len(ring) for ring in polygon])
            for ring in polygon:
                for lon, lat in ring:
                    packed.coordinates.append(round(lon * MICRO))
                    packed.coordinates.append(round(lat * MICRO))
        return packed

    def unpack(self) -> Rings:
        """The polygons as lists of rings of (lon, lat)."""
        rings: Rings = []
        at = 0
        for lengths in self.lengths:
            polygon: list[Ring] = []
            for length in lengths:
                part = self.coordinates[at : at + 2 * length]
                at += 2 * length
                polygon.append(
                    [(x / MICRO, y / MICRO) for x, y in zip(part[::2], part[1::2], strict=True)]
                )
            rings.append(polygon)
        return rings


class _RingsField:
    """Keeps the rings of a record packed and unpacks them when they are read."""

    @overload
    def __get__(self, record: None, owner: type) -> None: ...
    @overload
    def __get__(self, record: object, owner: type) -> Rings | None: ...
    def __get__(self, record: object | None, owner: type) -> Rings | None:
        if record is None:
            raise AttributeError("rings has no default")
        packed: PackedRings | None = record.__dict__["_packed"]
        return None if packed is None else packed.unpack()

    def __set__(self, record: object, value: Rings | PackedRings | None) -> None:
        if value is None or isinstance(value, PackedRings):
            record.__dict__["_packed"] = value
        else:
            record.__dict__["_packed"] = PackedRings.of(value)


@dataclass(frozen=True)
class AreaRecord:
    """One area in one year, as the files tell it; None is "not known", never a number.

    `rings` is a MultiPolygon in WGS84: polygons, each a list of closed rings (outline first, then
    holes), each a list of (lon, lat) in 6 decimals. It is unpacked at each reading: keep it in a
    variable. `figures` has the names of `columns.FIGURES`. `parent_code` follows from the code and
    may name an area that is in none of the files.
    """

    code: str
    name: str
    kind: Kind
    parent_code: str | None
    year: int | None
    inhabitants: int | None
    households: int | None
    postcode: str | None
    figures: dict[str, float | int]
    rings: _RingsField = _RingsField()
    source: str = ""

    @property
    def packed(self) -> PackedRings | None:
        """The rings as they are kept, to hand to another record without unpacking."""
        packed: PackedRings | None = self.__dict__["_packed"]
        return packed
