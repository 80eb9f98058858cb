"""Broken files are refused, with the file, the feature and the reason; nothing is half read."""

import json
import math

import pytest

from areas.geo import sources
from areas.geo.read import read_files
from areas.geo.records import ImportRefused
from tests.areas.geo_files import (
    LAT,
    LON,
    csv,
    feature,
    geojson,
    own,
    rd_square,
    square,
)


def complaints(*paths, **options):
    with pytest.raises(ImportRefused) as refusal:
        read_files(paths, **options)
    return refusal.value.complaints


def test_a_complaint_names_file_feature_code_and_reason(tmp_path):
    path = geojson(tmp_path / "kaart.json", feature(own()), feature(own("BU04840102", "")))

    assert complaints(path) == ["kaart.json: feature 2 (BU04840102): de naam is leeg"]


def test_all_faults_of_all_files_are_told_at_once(tmp_path):
    first = geojson(tmp_path / "a", feature(own(name="", inhabitants="veel")), feature(own("XX1")))
    second = tmp_path / "b"

    assert complaints(first, second) == [
        "a: feature 1 (BU04840101): de naam is leeg",
        "a: feature 1 (BU04840101): inwoners: “veel” is geen getal",
        "a: feature 2 (XX1): geen code van een gemeente (GM0484), wijk (WK048401) of buurt"
        " (BU04840100)",
        "b: dit bestand is er niet",
    ]


def test_after_fifty_faults_the_reading_stops(tmp_path):
    path = geojson(tmp_path / "x", *[feature(own(f"X{number}")) for number in range(80)])

    found = complaints(path)

    assert len(found) == 51
    assert found[-1] == "gestopt na 50 fouten, misschien zijn er meer"


def test_two_files_of_one_name_are_told_apart(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    good = geojson(tmp_path / "a" / "x", feature(own()))
    bad = geojson(tmp_path / "b" / "x", feature(own("X")))

    assert complaints(good, bad)[0].startswith(f"{bad}: feature 1 (X)")


def test_what_comes_from_a_file_cannot_steer_the_terminal(tmp_path):
    path = geojson(tmp_path / "x", feature(own("BU\x1b[31m\n")))

    assert "\x1b" not in complaints(path)[0]
    assert "\n" not in complaints(path)[0]


PROPERTIES = {
    "no code": (own(""), "de code is leeg"),
    "short code": (own("BU048401"), "geen code van"),
    "small letters": (own("bu04840101"), "geen code van"),
    "other digits": (own("GM٠٤٨٤"), "geen code van"),
    "number for a code": (own() | {"statcode": 484}, "geen code van"),
    "no name": (own(name=None), "de naam is leeg"),
    "blank name": (own(name=" \t"), "de naam is leeg"),
    "number for a name": (own(name=12), "de naam is geen tekst"),
    "long name": (own(name="a" * 101), "langer dan 100 tekens"),
    "NUL in a name": (own(name="a\x00b"), "onzichtbare tekens"),
    "turned name": (own(name="a\u202eb"), "onzichtbare tekens"),
    "half a sign": (own(name="a\ud800b"), "onzichtbare tekens"),
    "wrong parent": (own(parent_statcode="WK048402"), "hoort bij WK048402"),
    "wrong wijk": (own(wijkcode="WK048402"), "de code wijst naar WK048401"),
    "wrong gemeente": (own(gemeentecode="GM0405"), "de code wijst naar GM0484"),
    "parent of a gemeente": (own("GM0484", parent_statcode="GM0405"), "wijst naar niets"),
    "other level": (own(level="wijk"), "de code is van een buurt, maar het niveau is wijk"),
    "words for inhabitants": (own(inhabitants="veel"), "inwoners: “veel” is geen getal"),
    "yes for inhabitants": (own(inhabitants=True), "is geen getal"),
    "half an inhabitant": (own(inhabitants=1.5), "inwoners: 1.5 is geen heel getal"),
    "a point for thousands": (own(inhabitants="114.966"), "geen heel getal"),
    "a world of inhabitants": (own(inhabitants=10**9), "is te groot"),
    "more than a float holds": (own(inhabitants=10**400), "is te groot"),
    "endless": (own(inhabitants=math.inf), "is te groot"),
    "a list of inhabitants": (own(inhabitants=[1]), "is geen getal"),
    "words for a figure": (own(bevolkingsdichtheid="?"), "inwoners: “?” is geen getal"),
    "postcode of five": (own(pc4=24011), "geen postcode"),
    "postcode with letters": (own(pc4="2401AB"), "is geen getal"),
    "far year": (own(year=20244), "geen jaar tussen"),
    "code of a year": (own(jrstatcode="2024BU04840102"), "past niet bij de code"),
    "two years": (own(jrstatcode="2023BU04840101"), "het jaar is 2024, maar de jaarcode zegt 2023"),
}


@pytest.mark.parametrize(("properties", "reason"), PROPERTIES.values(), ids=PROPERTIES.keys())
def test_properties_that_cannot_be_right(tmp_path, properties, reason):
    (complaint,) = complaints(geojson(tmp_path / "x", feature(properties)))

    assert complaint.startswith("x: feature 1")
    assert reason in complaint


def test_a_code_twice_in_one_file(tmp_path):
    path = geojson(tmp_path / "x", feature(own()), feature(own(name="Nog eens")))

    assert complaints(path) == [
        "x: feature 2 (BU04840101): staat er twee keer in voor hetzelfde jaar (ook in feature 1)"
    ]


def bad_point(value):
    ring = square()
    ring[2] = value
    return ring


RINGS = {
    "open ring": ([[*square()[:-1], [LON, LAT + 0.001]]], "niet gesloten"),
    "three points": ([[square()[0], square()[1], square()[0]]], "3 punten"),
    "no points": ([[]], "0 punten"),
    "no rings": ([], "geen omtrek"),
    "NaN": ([bad_point([math.nan, LAT])], "geen geldig getal"),
    "infinite": ([bad_point([LON, math.inf])], "geen geldig getal"),
    "words": ([bad_point(["4.6", "52.1"])], "geen getal"),
    "yes": ([bad_point([True, LAT])], "geen getal"),
    "null": ([bad_point([None, LAT])], "geen getal"),
    "one number": ([bad_point([LON])], "geen twee coördinaten"),
    "no list": ([bad_point(7)], "geen twee coördinaten"),
    "huge number": ([bad_point([10**400, LAT])], "te groot"),
    "ring of text": (["abc"], "geen lijst van punten"),
    "Paris": ([square(2.35, 48.86)], "buiten Nederland"),
    "sea": ([square(3.5, 54.5)], "buiten Nederland"),
    "one stray point": ([bad_point([9.0, LAT])], "buiten Nederland"),
    "swapped": ([square(LAT, LON)], "lengte en breedte lijken verwisseld"),
    "RD abroad": ([rd_square(400_000, 200_000)], "gelezen als RD"),
    "endless RD": ([rd_square(1e300, 1e300)], "buiten Nederland"),
    "line": ([[[LON, LAT], [LON + 1, LAT], [LON + 2, LAT], [LON, LAT]]], "geen oppervlakte"),
    "point": ([[[LON, LAT]] * 4], "geen oppervlakte"),
    "open hole": ([square(), square()[:-1]], "niet gesloten"),
}


@pytest.mark.parametrize(("rings", "reason"), RINGS.values(), ids=RINGS.keys())
def test_polygons_that_cannot_be_right(tmp_path, rings, reason):
    broken = feature(own()) | {"geometry": {"type": "Polygon", "coordinates": rings}}

    (complaint,) = complaints(geojson(tmp_path / "x", broken))

    assert complaint.startswith("x: feature 1 (BU04840101): ")
    assert reason in complaint


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [LON, LAT]},
        {"type": "GeometryCollection", "geometries": []},
        {"type": ["Polygon"]},
        {"type": "Polygon"},
        {"type": "MultiPolygon", "coordinates": [7]},
        {"type": "MultiPolygon", "coordinates": []},
        {"type": "Polygon", "coordinates": {}},
        "POLYGON ((4 52))",
        [],
    ],
)
def test_geometries_that_are_no_polygon(tmp_path, geometry):
    (complaint,) = complaints(geojson(tmp_path / "x", feature(own()) | {"geometry": geometry}))

    assert complaint.startswith("x: feature 1 (BU04840101): ")


def test_coordinates_that_do_not_fit_the_named_grid(tmp_path):
    rd = {"type": "name", "properties": {"name": "EPSG:28992"}}
    path = geojson(tmp_path / "x", feature(own()), crs=rd)

    assert "buiten Nederland, gelezen als RD" in complaints(path)[0]


def test_a_grid_named_last_that_does_not_fit(tmp_path):
    path = tmp_path / "x"
    path.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [feature(own())],
                "crs": {"type": "name", "properties": {"name": "EPSG:28992"}},
            }
        )
    )

    assert "passen niet bij het genoemde coördinatenstelsel" in complaints(path)[0]


def test_one_file_holds_one_grid(tmp_path):
    path = geojson(
        tmp_path / "x", feature(own()), feature(own("BU04840102"), rd_square()), crs=None
    )

    assert "feature 2" in complaints(path)[0]


@pytest.mark.parametrize("name", ["EPSG:3857", "urn:ogc:def:crs:EPSG::31370", "", "28992 m"])
def test_an_unknown_grid(tmp_path, name):
    crs = {"type": "name", "properties": {"name": name}}

    found = complaints(geojson(tmp_path / "x", feature(own()), crs=crs))

    assert ("onbekend coördinatenstelsel" in found[0]) or name == "28992 m"


GOOD = json.dumps({"type": "FeatureCollection", "features": [feature(own())]}).encode()

FILES = {
    "empty": (b"", "leeg"),
    "blank": (b" \n\t ", "leeg"),
    "only a mark": (b"\xef\xbb\xbf", "leeg"),
    "half a GeoJSON": (GOOD[:-40], "geen geldige JSON"),
    "more behind it": (GOOD + b"{}", "na het einde"),
    "no comma": (GOOD.replace(b', "features"', b' "features"'), "verwacht"),
    "loose word": (b'{"type": FeatureCollection}', "geen geldige JSON"),
    "no collection": (b'{"type": "Feature", "properties": {}}', "FeatureCollection"),
    "other collection": (GOOD.replace(b"FeatureC", b"GeometryC"), "FeatureCollection"),
    "features is no list": (b'{"type": "FeatureCollection", "features": 7}', "verwacht"),
    "no features": (b'{"type": "FeatureCollection", "features": []}', "geen enkel gebied"),
    "empty object": (b"{}", "FeatureCollection"),
    "feature is no object": (b'{"type": "FeatureCollection", "features": [1]}', "eigenschappen"),
    "no properties": (b'{"type": "FeatureCollection", "features": [{}]}', "eigenschappen"),
    "unknown columns": (GOOD.replace(b"statcode", b"someCode"), "onbekende indeling"),
    "deep": (b'{"a": ' + b"[" * 200_000, "te diep genest"),
    "long number": (b'{"a": ' + b"9" * 5_000 + b"}", "getal is te lang"),
    "no UTF-8": (GOOD.replace(b"Demobuurt", b"Caf\xe9"), "geen UTF-8"),
    "UTF-16": ('{"type": 1}'.encode("utf-16"), "UTF-16"),
    "array": (b"[1, 2]", "geen GeoJSON"),
    "zip": (b"PK\x03\x04" + bytes(100), "zip- of Excel"),
    "gzip": (b"\x1f\x8b\x08" + bytes(100), "gecomprimeerd"),
    "shapefile": (b"\x00\x00\x27\x0a" + bytes(100), "shapefile"),
    "html": (b"\n<!doctype html><title>404</title>", "webpagina"),
    "pdf": (b"%PDF-1.7", "pdf"),
    "binary": (bytes(range(256)), "geen tekst"),
    "prose": (b"Beste mensen, hierbij de cijfers.\n", "onbekende indeling"),
    "other table": (b"naam;aantal\nAlphen;3\n", "onbekende indeling"),
    "gwb_code_8": (b"gwb_code_8;regio\n484;Alphen\n", "nullen vooraan"),
    "years in a column's name": (b"statcode_2014,statnaam_2014\nGM0484,A\n", "onbekende indeling"),
    "only a head": (b"statcode;statnaam;jaar\n", "geen enkel gebied"),
    "no encoding at all": (b"statcode;statnaam;jaar\nGM0484;\x81\x8d;2024\n", "Windows-1252"),
    "cells too few": (b"statcode;statnaam;jaar\nGM0484;A\n", "2 kolommen waar de kop er 3"),
    "cells too many": (b"statcode;statnaam;jaar\nGM0484;A;2024;x\n", "4 kolommen"),
    "open quote": (b'statcode;statnaam;jaar\nGM0484;"A;2024\n', "geen geldige CSV"),
    "long cell": (b"statcode;statnaam;jaar\nGM0484;" + b"a" * 200_000 + b";2024", "CSV"),
    "no year": (b"statcode;statnaam\nGM0484;A\nGM0405;B\n", "het jaar staat niet in dit bestand"),
    "sqlite head only": (b"SQLite format 3\x00", "beschadigd"),
    "sqlite rubbish": (b"SQLite format 3\x00" + b"\xff" * 5000, "beschadigd"),
}


@pytest.mark.parametrize(("content", "reason"), FILES.values(), ids=FILES.keys())
@pytest.mark.parametrize("name", ["x.geojson", "x.gpkg"])
def test_files_that_cannot_be_read(tmp_path, name, content, reason):
    path = tmp_path / name
    path.write_bytes(content)

    (complaint,) = complaints(path)

    assert complaint.startswith(f"{name}: ")
    assert reason in complaint


def test_a_fault_in_the_text_is_told_with_the_feature_and_the_line(tmp_path):
    path = geojson(tmp_path / "x", feature(own()), feature(own("BU04840102")))
    path.write_text(path.read_text().replace('"BU04840102"', "\nBU04840102"))

    assert "regel 2, teken" in complaints(path)[0]
    assert "in feature 2" in complaints(path)[0]


def test_a_folder_is_no_file(tmp_path):
    assert complaints(tmp_path) == [f"{tmp_path.name}: dit bestand is er niet"]


def test_a_file_over_the_limit_is_not_opened(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_BYTES", 1024 * 1024)
    path = tmp_path / "x"
    path.write_bytes(GOOD + b" " * 1024 * 1024)

    assert complaints(path) == ["x: dit bestand is groter dan 1 MB"]


@pytest.mark.parametrize("municipality", ["0484", "gm0484", "GM484", "GM0484 ", "Alphen", ""])
def test_a_municipality_that_is_no_code(tmp_path, municipality):
    path = geojson(tmp_path / "x", feature(own()))

    assert "geen gemeentecode" in complaints(path, municipality=municipality)[0]


def test_a_municipality_that_is_in_none_of_the_files(tmp_path):
    path = geojson(tmp_path / "x", feature(own()))

    assert complaints(path, municipality="GM0405") == ["x: geen enkel gebied van GM0405 gevonden"]


def test_no_files_and_no_year():
    assert complaints() == ["noem minstens één bestand"]
    assert complaints("x", year=24) == ["24 is geen jaar tussen 1990 en 2100"]


def test_rows_of_a_table_are_told_by_their_line(tmp_path):
    path = csv(tmp_path / "x", "statcode;statnaam;jaar", "GM0484;A;2024", "", "GM0405;;2024")

    assert complaints(path) == ["x: regel 4 (GM0405): de naam is leeg"]
