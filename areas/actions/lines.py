"""Reads the rows of a file with works, or of one with addresses: CSV, or GeoJSON with points."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from areas.geo import rd
from areas.geo.geojson import BadJson, Collection, declared_grid
from areas.geo.rings import Grid, grid_of

MAX_BYTES = 50 * 1024 * 1024
MAX_COMPLAINTS = 50
DATE_FORMATS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y")
MIN_LAT, MAX_LAT, MIN_LON, MAX_LON = 50.0, 54.0, 3.0, 8.0

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class BadFile(ValueError):
    """A file that cannot be read at all, with the reason."""


class BadCell(ValueError):
    """A value that cannot be right, with the reason."""


@dataclass(frozen=True)
class Line:
    """One row of a file: where it stands, its values by column, and its point if it has one."""

    where: str
    cells: dict[str, str]
    point: tuple[float, float] | None = None
    grid: Grid | None = None


def read(path: Path, needed: tuple[str, ...]) -> Iterator[Line]:
    """The rows of a file; the layout is told by what is in it. Raises BadFile."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadFile(_("dit bestand is groter dan 50 MB"))
        text = _decoded(path.read_bytes())
    except OSError as fault:
        raise BadFile(_("dit bestand kan niet gelezen worden")) from fault
    if text.lstrip()[:1] == "{":
        yield from _features(text, path.name)
    else:
        yield from _table(text, path.name, needed)


def _decoded(data: bytes) -> str:
    if data[:2] in {b"PK", b"\xff\xfe", b"\xfe\xff"}:
        raise BadFile(_("dit is geen tekst; bewaar het bestand als CSV in UTF-8"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _table(text: str, file: str, needed: tuple[str, ...]) -> Iterator[Line]:
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().lower() for name in next(reader, [])]
    missing = [name for name in needed if name not in names]
    if missing:
        raise BadFile(_("de kolom “%(name)s” ontbreekt") % {"name": missing[0]})
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                where = _("%(file)s, regel %(line)d") % {"file": file, "line": reader.line_num}
                values = map(_clean, cells)
                yield Line(where, dict(zip(names, values, strict=False)))
    except csv.Error as fault:
        at = {"line": reader.line_num}
        raise BadFile(_("regel %(line)d kan niet gelezen worden") % at) from fault


def _clean(text: str) -> str:
    """A value without signs that no page or feed can hold."""
    return _UNWRITABLE.sub("", text).strip()


def _features(text: str, file: str) -> Iterator[Line]:
    collection = Collection(text)
    try:
        found = list(collection.features())
        grid = declared_grid(collection.members)
    except BadJson as fault:
        raise BadFile(str(fault)) from fault
    for number, feature in enumerate(found, start=1):
        where = _("%(file)s, feature %(line)d") % {"file": file, "line": number}
        feature = feature if isinstance(feature, dict) else {}
        names = feature.get("properties")
        cells = {
            str(name).lower(): "" if value is None else _clean(str(value))
            for name, value in (names if isinstance(names, dict) else {}).items()
        }
        yield Line(where, cells, _point(feature.get("geometry")), grid)


def _point(geometry) -> tuple[float, float] | None:
    """The coordinates as they stand; none for another kind of shape (its area says where)."""
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        return None
    place = geometry.get("coordinates")
    if not isinstance(place, list) or len(place) < 2:
        return None
    x, y = place[:2]
    numbers = type(x) in (int, float) and type(y) in (int, float)
    return (float(x), float(y)) if numbers else None


def place_of(line: Line) -> tuple[float, float] | None:
    """(lon, lat) in degrees of a row; None without one. Raises BadCell."""
    point = line.point or _columns(line)
    if point is None:
        return None
    x, y = point
    if (line.grid or grid_of(x, y)) == "rd":
        if not (rd.MIN_X <= x <= rd.MAX_X and rd.MIN_Y <= y <= rd.MAX_Y):
            raise BadCell(_("dit punt ligt niet in Nederland"))
        x, y = rd.to_wgs84(x, y)
    if not (MIN_LON <= x <= MAX_LON and MIN_LAT <= y <= MAX_LAT):
        raise BadCell(_("dit punt ligt niet in Nederland"))
    return round(x, 6), round(y, 6)


def _columns(line: Line) -> tuple[float, float] | None:
    lat, lon = (line.cells.get(name, "") for name in ("breedte", "lengte"))
    if not lat and not lon:
        return None
    try:
        return float(lon.replace(",", ".")), float(lat.replace(",", "."))
    except ValueError:
        raise BadCell(_("breedte en lengte zijn geen getallen")) from None


def day_of(line: Line, name: str) -> date | None:
    """The day in a column, as 2027-03-01 or 1-3-2027. Raises BadCell."""
    text = line.cells.get(name, "")[:10]
    for form in DATE_FORMATS:
        try:
            return datetime.strptime(text, form).date() if text else None  # noqa: DTZ007 — a day
        except ValueError:
            continue
    raise BadCell(_("“%(text)s” in %(name)s is geen datum") % {"text": text, "name": name})
