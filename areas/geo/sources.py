"""The layouts, told apart by what is in the file: GeoJSON, GeoPackage or CSV."""

import csv
import io
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from . import columns, geojson, wkb
from .records import PackedRings
from .rings import Grid, Packer, grid_named

MAX_BYTES: Final = 400 * 1024 * 1024
_CODES: Final = "statcode, gwb_code_10, WijkenEnBuurten, buurtcode, wijkcode of gemeentecode"


class BadFile(ValueError):
    """A file that cannot be read at all, with the reason in Dutch."""


@dataclass(frozen=True)
class Raw:
    """One feature as it stands in the file; the geometry is read only when it is asked for."""

    where: str
    row: Mapping[str, object]
    rings: Callable[[], PackedRings | None] | None = None  # None: this layout has no geometry
    fault: str = ""


Reader = Callable[[Path], Iterator[Raw]]

_REFUSED: Final = (
    (
        b"PK\x03\x04",
        "dit is een zip- of Excel-bestand; pak het uit of bewaar het als CSV",
    ),
    (b"\x1f\x8b", "dit is een gecomprimeerd bestand (gzip); pak het eerst uit"),
    (
        b"\x00\x00\x27\x0a",
        "dit is een shapefile; zet het om naar GeoJSON of GeoPackage",
    ),
    (b"%PDF", "dit is een pdf"),
    (b"\xff\xfe", "dit is UTF-16; bewaar het bestand als UTF-8"),
    (b"\xfe\xff", "dit is UTF-16; bewaar het bestand als UTF-8"),
    (
        b"<",
        "dit is XML of een webpagina; haal het bestand op als GeoJSON of GeoPackage",
    ),
    (
        b"[",
        "dit is JSON, maar geen GeoJSON met een lijst van gebieden (FeatureCollection)",
    ),
)


def reader_for(path: Path) -> Reader:
    """The reader for what the file holds, whatever its name is. Raises BadFile."""
    if not path.is_file():
        raise BadFile("dit bestand is er niet")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
    except OSError as fault:
        raise BadFile("dit bestand kan niet gelezen worden") from fault
    if size > MAX_BYTES:
        raise BadFile(f"dit bestand is groter dan {MAX_BYTES // 1024**2} MB")
    if head.startswith(b"SQLite format 3\x00"):
        return read_geopackage
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise BadFile("dit bestand is leeg")
    for magic, reason in _REFUSED:
        if head.startswith(magic) or start.startswith(magic):
            raise BadFile(reason)
    return read_geojson if start.startswith(b"{") else read_table


def read_geojson(path: Path) -> Iterator[Raw]:
    """The features of a GeoJSON file. Raises BadFile."""
    try:
        collection = geojson.Collection(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        raise BadFile(f"dit is geen UTF-8 (byte {fault.start + 1})") from fault
    shared = _SharedGrid()
    try:
        for feature in collection.features():
            if shared.grid is None:
                shared.grid = geojson.declared_grid(collection.members)
            yield _feature(feature, collection.count, shared)
        declared = geojson.declared_grid(collection.members)
    except geojson.BadJson as fault:
        raise BadFile(str(fault)) from fault
    if declared and shared.grid and declared != shared.grid:
        raise BadFile("de coördinaten passen niet bij het genoemde coördinatenstelsel (crs)")


class _SharedGrid:
    """The grid of a whole file: declared, or told by the first point of the first geometry."""

    def __init__(self) -> None:
        self.grid: Grid | None = None

    def rings(self, geometry: Any) -> PackedRings | None:
        packer = Packer(self.grid)
        try:
            return geojson.rings_of(geometry, packer)
        finally:
            self.grid = packer.grid


def _feature(feature: Any, number: int, shared: _SharedGrid) -> Raw:
    where = f"feature {number}"
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        return Raw(where, {}, fault="dit is geen GeoJSON-feature met eigenschappen")
    _need_code(number, properties)
    return Raw(where, properties, partial(shared.rings, feature.get("geometry")))


def _need_code(number: int, names: Mapping[str, object]) -> None:
    """A file whose first feature has no column with a code is of a layout we do not know."""
    if number == 1 and not columns.has_code(names):
        raise BadFile(f"onbekende indeling: geen kolom met een CBS-code ({_CODES})")


def read_geopackage(path: Path) -> Iterator[Raw]:
    """The features of a GeoPackage, which is an SQLite database. Raises BadFile.

    It is opened read-only and as unchangeable, so that no file appears beside it, and without
    trust in what its schema may call.
    """
    address = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            layers = _layers(database)
            if not layers:
                raise BadFile(f"geen laag met vlakken en een CBS-code ({_CODES})")
            for layer in layers:
                yield from _layer_features(database, layer)
    except BadFile:
        raise
    except (sqlite3.Error, ValueError) as fault:  # ValueError: text or names that are no text
        raise BadFile(f"deze GeoPackage is beschadigd of onvolledig ({_told(fault)})") from fault


@dataclass(frozen=True)
class _Layer:
    table: str
    geometry: str
    grid: Grid | None


def _layers(database: sqlite3.Connection) -> list[_Layer]:
    """The layers with polygons and codes, in the order of the file."""
    tables = {
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    }
    if "gpkg_geometry_columns" not in tables:
        raise BadFile("dit is een SQLite-bestand, maar geen GeoPackage")
    found = database.execute(
        "SELECT g.table_name, g.column_name, g.geometry_type_name, g.srs_id,"
        " s.organization_coordsys_id FROM gpkg_geometry_columns g"
        " LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id ORDER BY g.rowid"
    ).fetchall()
    layers = []
    for table, geometry, kind, srs, epsg in found:
        polygons = str(kind).upper() in {"POLYGON", "MULTIPOLYGON", "GEOMETRY"}
        if table in tables and polygons and _holds_codes(database, table):
            grid = None if srs in (0, -1) else grid_named(str(epsg))
            if grid is None and srs not in (0, -1):
                raise BadFile(f"laag {table}: onbekend coördinatenstelsel {epsg or srs}")
            layers.append(_Layer(table, geometry, grid))
    # Gebiedsindelingen holds every layer twice: in full and generalised.
    coarse = {layer.table.replace("_gegeneraliseerd", "_niet_gegeneraliseerd") for layer in layers}
    return [
        layer
        for layer in layers
        if "_niet_gegeneraliseerd" not in layer.table or layer.table not in coarse
    ]


def _holds_codes(database: sqlite3.Connection, table: str) -> bool:
    return columns.has_code(row[1] for row in database.execute(f"PRAGMA table_info({_sql(table)})"))


def _layer_features(database: sqlite3.Connection, layer: _Layer) -> Iterator[Raw]:
    cursor = database.execute(f"SELECT * FROM {_sql(layer.table)}")  # noqa: S608  # quoted
    names = [column[0] for column in cursor.description]
    geometry = names.index(layer.geometry) if layer.geometry in names else -1
    for number, cells in enumerate(cursor, start=1):
        row = dict(zip(names, cells, strict=True))
        blob = row.pop(layer.geometry) if geometry >= 0 else None
        yield Raw(f"{layer.table}, feature {number}", row, partial(wkb.read, blob, layer.grid))


def _told(fault: Exception) -> str:
    return "tekst is geen UTF-8" if isinstance(fault, UnicodeError) else str(fault)[:100]


def _sql(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def read_table(path: Path) -> Iterator[Raw]:
    """The rows of a CSV with `;`, `,` or tabs: kwb, StatLine or a series. Raises BadFile."""
    return rows_of(path, columns.has_code, f"geen kolom met een CBS-code ({_CODES})")


def rows_of(path: Path, knows: Callable[[list[str]], bool], wanted: str) -> Iterator[Raw]:
    """The rows of a CSV whose head is known to `knows`. Raises BadFile, with what is `wanted`."""
    text = _decoded(path.read_bytes())
    first = text.lstrip().partition("\n")[0]
    delimiter = next((d for d in ";,\t" if knows(_cells(first, d))), None)
    if delimiter is None:
        hint = ""
        if "gwb_code_8" in first.lower():
            hint = "; gwb_code_8 is niet bruikbaar: daarin vallen de nullen vooraan weg"
        raise BadFile(f"onbekende indeling: {wanted}{hint}")
    rows = csv.reader(io.StringIO(text.lstrip(), newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(rows)]
        for cells in rows:
            if any(cell.strip() for cell in cells):
                yield _row(names, cells, f"regel {rows.line_num}")
    except csv.Error as fault:
        raise BadFile(f"regel {rows.line_num} is geen geldige CSV ({fault})") from fault


def _row(names: list[str], cells: list[str], where: str) -> Raw:
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(names):
        return Raw(where, {}, fault=f"{len(cells)} kolommen waar de kop er {len(names)} heeft")
    return Raw(where, dict(zip(names, cells, strict=True)))


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.split(delimiter)]


def _decoded(data: bytes) -> str:
    """The text as UTF-8, else as the Windows code page in which Excel saves a CSV."""
    if b"\x00" in data:
        raise BadFile("dit is geen tekstbestand")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile("dit is geen UTF-8 en geen Windows-1252")
