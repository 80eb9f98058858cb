"""A broken GeoPackage is refused, down to the bytes of its geometries."""

import math
import sqlite3
import struct
from contextlib import closing

import pytest

from areas.geo.read import read_files
from areas.geo.records import ImportRefused
from tests.areas.geo_files import blob, buurt, geopackage, rd_square, square, wkb


def complaints(*paths, **options):
    with pytest.raises(ImportRefused) as refusal:
        read_files(paths, **options)
    return refusal.value.complaints


SHAPES = {
    "cut": (blob(wkb([rd_square()]))[:-1], "afgekapt"),
    "cut in the head": (blob(wkb([rd_square()]))[:12], "afgekapt"),
    "no WKB": (blob(b""), "afgekapt"),
    "too many points": (
        blob(struct.pack("<BIIBII", 1, 6, 1, 1, 3, 1) + b"\xff\xff\xff\xff"),
        "afgekapt",
    ),
    "too many parts": (blob(struct.pack("<BII", 1, 6, 2**32 - 1)), "afgekapt"),
    "point": (blob(struct.pack("<BIdd", 1, 1, 1.0, 2.0)), "geen vlak"),
    "curved": (blob(struct.pack("<BII", 1, 10, 0)), "geen vlak"),
    "part that is a line": (blob(struct.pack("<BIIBII", 1, 6, 1, 1, 2, 0)), "anders dan vlakken"),
    "no parts": (blob(struct.pack("<BII", 1, 6, 0)), "geen omtrek"),
    "order": (blob(b"\x07" + bytes(20)), "bytevolgorde"),
    "kind": (blob(struct.pack("<BII", 1, 9003, 0)), "onbekende soort"),
    "envelope": (blob(wkb([rd_square()]), flags=0b1111), "onbekende kop"),
    "not GP": (b"XX" + blob(wkb([rd_square()]))[2:], "geen GeoPackage-geometrie"),
    "short": (b"GP", "geen GeoPackage-geometrie"),
    "text": ("POLYGON((1 1))", "geen GeoPackage-geometrie"),
    "NaN": (blob(wkb([[[math.nan] * 2] * 4])), "geen geldig getal"),
    "open": (blob(wkb([rd_square()[:-1]])), "niet gesloten"),
    "degrees for RD": (blob(wkb([square()])), "gelezen als RD"),
}


@pytest.mark.parametrize(("geometry", "reason"), SHAPES.values(), ids=SHAPES.keys())
def test_geometries_in_a_geopackage_that_cannot_be_right(tmp_path, geometry, reason):
    path = geopackage(tmp_path / "x", {"buurten": [buurt(geometry)]})

    (complaint,) = complaints(path)

    assert complaint.startswith("x: buurten, feature 1 (BU04840101): ")
    assert reason in complaint


def test_a_geopackage_cut_short(tmp_path):
    rows = [
        buurt(buurtcode=f"BU0484{number:04}", wijkcode=f"WK0484{number // 100:02}",
              jrstatcode=f"2024BU0484{number:04}")
        for number in range(300)
    ]  # fmt: skip
    path = geopackage(tmp_path / "x", {"buurten": rows})
    path.write_bytes(path.read_bytes()[:-20_000])

    assert "beschadigd of onvolledig" in complaints(path)[-1]


def test_a_database_that_is_no_geopackage(tmp_path):
    with closing(sqlite3.connect(tmp_path / "x")) as database:
        database.execute("CREATE TABLE buurten (buurtcode, buurtnaam)")

    assert complaints(tmp_path / "x") == ["x: dit is een SQLite-bestand, maar geen GeoPackage"]


def test_a_geopackage_with_names_that_are_no_text(tmp_path):
    path = geopackage(tmp_path / "x", {"buurten": [buurt()]})
    path.write_bytes(path.read_bytes().replace(b"Demobuurt", b"Demo\xbb\xbb\xbbrt"))

    assert complaints(path)[0].startswith("x: deze GeoPackage is beschadigd of onvolledig")


def test_a_geopackage_without_areas(tmp_path):
    path = geopackage(tmp_path / "x", {"bomen": [{"geom": None, "soort": "eik"}]})

    assert "geen laag met vlakken en een CBS-code" in complaints(path)[0]


def test_a_geopackage_in_another_grid(tmp_path):
    path = geopackage(tmp_path / "x", {"buurten": [buurt()]}, epsg=3857)

    assert complaints(path) == ["x: laag buurten: onbekend coördinatenstelsel 3857"]


def test_a_geopackage_may_not_reach_other_tables_through_a_view(tmp_path):
    path = geopackage(tmp_path / "x", {"buurten": [buurt()]})
    with closing(sqlite3.connect(path)) as database:
        database.execute("ALTER TABLE buurten RENAME TO stored")
        database.execute("CREATE VIEW buurten AS SELECT * FROM stored")
        database.commit()

    assert "geen laag met vlakken" in complaints(path)[0]
