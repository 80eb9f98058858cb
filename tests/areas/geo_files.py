"""Small files in every layout, written by the tests that read them."""

import json
import sqlite3
import struct
from contextlib import closing
from pathlib import Path

# A square near the tower of Alphen in RD metres, and the same square in degrees.
X, Y, SIDE = 104_000.0, 460_000.0, 500.0
LON, LAT, STEP = 4.66, 52.13, 0.005

RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}


def square(x=LON, y=LAT, side=STEP):
    """A closed ring."""
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def rd_square(x=X, y=Y, side=SIDE):
    """A closed ring in RD metres."""
    return square(x, y, side)


def feature(properties, *rings, kind="Polygon"):
    """One GeoJSON feature; without rings a square, with None no geometry."""
    if rings == (None,):
        return {"type": "Feature", "properties": properties, "geometry": None}
    coordinates = list(rings or [square()])
    if kind == "MultiPolygon":
        coordinates = [coordinates]
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def own(code="BU04840101", name="Demobuurt", **more):
    """Properties in the layout with `statcode`."""
    level = {"GM": "gemeente", "WK": "wijk", "BU": "buurt"}.get(code[:2], "buurt")
    return {
        "statcode": code,
        "statnaam": name,
        "level": level,
        "year": 2024,
        "inhabitants": 120,
    } | more


def geojson(path: Path, *features, **members) -> Path:
    """A FeatureCollection."""
    path.write_text(
        json.dumps({"type": "FeatureCollection", **members, "features": list(features)}), "utf-8"
    )
    return path


def csv(path: Path, *lines, encoding="utf-8") -> Path:
    """A text file of lines."""
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode(encoding))
    return path


def wkb(*polygons, order="<", z=False, ewkb=False, multi=True) -> bytes:
    """WKB of polygons (lists of rings of [x, y]); with Z as ISO or EWKB, in either byte order."""
    mark = b"\x01" if order == "<" else b"\x00"

    def kind(number):
        if ewkb:
            high = 0x20000000 | (0x80000000 if z else 0)
            return struct.pack(f"{order}II", number | high, 28992)
        return struct.pack(f"{order}I", number + (1000 if z else 0))

    def ring(points):
        numbers = [n for x, y in points for n in ((x, y, 1.5) if z else (x, y))]
        return struct.pack(f"{order}I{len(numbers)}d", len(points), *numbers)

    parts = [
        mark + kind(3) + struct.pack(f"{order}I", len(rings)) + b"".join(map(ring, rings))
        for rings in polygons
    ]
    if not multi:
        return parts[0]
    return mark + kind(6) + struct.pack(f"{order}I", len(parts)) + b"".join(parts)


def blob(geometry: bytes, *, flags=1, envelope=b"") -> bytes:
    """A GeoPackage geometry: the header, an envelope and the WKB."""
    return b"GP\x00" + bytes([flags]) + struct.pack("<i", 28992) + envelope + geometry


def geopackage(path: Path, layers: dict[str, list[dict]], *, epsg=28992) -> Path:
    """A GeoPackage; each layer is a list of rows with a `geom` and attributes."""
    with closing(sqlite3.connect(path)) as database:
        run = database.execute
        run(
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name, srs_id, organization,"
            " organization_coordsys_id)"
        )
        run(
            "CREATE TABLE gpkg_geometry_columns (table_name, column_name, geometry_type_name,"
            " srs_id, z, m)"
        )
        run("INSERT INTO gpkg_spatial_ref_sys VALUES ('a grid', ?, 'EPSG', ?)", (epsg, epsg))
        for layer, rows in layers.items():
            run(
                "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'MULTIPOLYGON', ?, 0, 0)",
                (layer, epsg),
            )
            names = ", ".join(rows[0])
            marks = ", ".join("?" * len(rows[0]))
            run(f"CREATE TABLE {layer} (fid INTEGER PRIMARY KEY, {names})")
            for row in rows:
                run(f"INSERT INTO {layer} ({names}) VALUES ({marks})", tuple(row.values()))
        database.commit()
    return path


def buurt(geometry: bytes | None = None, **more) -> dict:
    """A row of the layer `buurten` as PDOK writes it."""
    return {
        "geom": blob(wkb([rd_square()])) if geometry is None else geometry,
        "buurtcode": "BU04840101",
        "buurtnaam": "Demobuurt",
        "wijkcode": "WK048401",
        "gemeentecode": "GM0484",
        "gemeentenaam": "Alphen aan den Rijn",
        "meest_voorkomende_postcode": "2401",
        "water": "NEE",
        "aantal_inwoners": 120,
        "aantal_huishoudens": 60,
        "gemiddelde_huishoudsgrootte": 2.1,
        "jrstatcode": "2024BU04840101",
        "jaar": 2024,
    } | more
