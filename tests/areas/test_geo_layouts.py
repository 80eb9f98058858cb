"""Every layout a municipality has at hand is read, whatever the file is called."""

import json

import pytest

from areas.geo.rd import to_wgs84
from areas.geo.read import read_files, year_in_official_name
from tests.areas.geo_files import (
    LAT,
    LON,
    RD,
    X,
    Y,
    blob,
    buurt,
    csv,
    feature,
    geojson,
    geopackage,
    own,
    rd_square,
    square,
    wkb,
)

KWB = "gwb_code_10;gwb_code_8;regio ;gm_naam;recs ;a_inw ;a_hh;a_00_14;g_hhgro;pst_mvp;ste_mvs"
STATLINE = (
    "WijkenEnBuurten;Title;Gemeentenaam_1;SoortRegio_2;AantalInwoners_5;k_0Tot15Jaar_8;"
    "HuishoudensTotaal_29;GemiddeldInkomenPerInwoner_78;MeestVoorkomendePostcode_118"
)


def only(*paths, **options):
    records, _ = read_files(paths, **options)
    (record,) = records
    return record


def test_own_geojson(tmp_path):
    path = geojson(tmp_path / "a", feature(own(parent_statcode="WK048401")))

    record = only(path)

    assert (record.code, record.name, record.kind) == ("BU04840101", "Demobuurt", "buurt")
    assert (record.parent_code, record.year, record.inhabitants) == ("WK048401", 2024, 120)
    assert (record.households, record.postcode, record.figures) == (None, None, {})
    assert record.rings == [[[tuple(round(n, 6) for n in point) for point in square()]]]
    assert record.source == "a feature 1"


@pytest.mark.parametrize(
    "properties",
    [
        {"buurtcode": "BU04840101", "buurtnaam": "Demobuurt", "wijkcode": "WK048401",
         "gemeentecode": "GM0484", "aantalInwoners": 120, "jrstatcode": "2024BU04840101",
         "meestVoorkomendePostcode": "2401", "aantalHuishoudens": 60, "jaar": 2024,
         "gemiddeldeHuishoudsgrootte": 2.1, "water": "NEE"},
        {"buurtcode": "BU04840101", "buurtnaam": "Demobuurt", "wijkcode": "WK048401",
         "gemeentecode": "GM0484", "aantal_inwoners": 120, "jaarstatcode": "2024BU04840101",
         "meest_voorkomende_postcode": 2401, "aantal_huishoudens": 60,
         "gemiddelde_huishoudsgrootte": 2.1, "water": "NEE"},
        {"BU_CODE": "BU04840101", "BU_NAAM": "Demobuurt", "WK_CODE": "WK048401", "JAAR": "2024",
         "GM_CODE": "GM0484", "GM_NAAM": "Alphen aan den Rijn", "AANT_INW": 120, "WATER": "NEE",
         "POSTCODE": "2401", "AANTAL_HH": 60, "GEM_HH_GR": 2.1},
    ],
    ids=["wfs-camel", "snake-2021", "shapefile"],
)  # fmt: skip
def test_geojson_of_pdok_and_kadaster(tmp_path, properties):
    record = only(geojson(tmp_path / "x.csv", feature(properties)))

    assert (record.code, record.name, record.parent_code) == ("BU04840101", "Demobuurt", "WK048401")
    assert (record.year, record.inhabitants, record.households) == (2024, 120, 60)
    assert (record.postcode, record.figures) == ("2401", {"household_size": 2.1})


def test_geojson_of_gebiedsindelingen(tmp_path):
    properties = {"statcode": "WK048401", "statnaam": "Oudshoorn", "rubriek": "wijk",
                  "jrstatcode": "2023WK048401"}  # fmt: skip

    record = only(geojson(tmp_path / "x", feature(properties)))

    assert (record.kind, record.name, record.year) == ("wijk", "Oudshoorn", 2023)
    assert record.parent_code == "GM0484"


@pytest.mark.parametrize("crs", [RD, None], ids=["told by crs", "told by the numbers"])
def test_geojson_in_rd_becomes_degrees(tmp_path, crs):
    path = geojson(tmp_path / "x", feature(own(), rd_square(155_000, 463_000)), crs=crs)

    assert only(path).rings[0][0][0] == (5.387206, 52.155174)


def test_the_grid_may_be_named_after_the_features(tmp_path):
    path = tmp_path / "x"
    path.write_text(
        json.dumps({"features": [feature(own(), rd_square())], "type": "FeatureCollection",
                    "crs": RD})
    )  # fmt: skip

    assert only(path).rings


def test_holes_parts_and_heights_are_read(tmp_path):
    hole = square(LON + 0.001, LAT + 0.001, 0.001)
    high = [[*point, 3.5] for point in square()]
    path = geojson(tmp_path / "x", feature(own(), high, hole, kind="MultiPolygon"))

    (polygon,) = only(path).rings

    assert [len(ring) for ring in polygon] == [5, 5]


def test_an_area_without_geometry_is_an_area(tmp_path):
    assert only(geojson(tmp_path / "x", feature(own(), None))).rings is None


def test_geopackage_layers(tmp_path):
    gemeente = {"geom": blob(wkb([rd_square()])), "gemeentecode": "GM0484",
                "gemeentenaam": "Alphen aan den Rijn", "water": "NEE", "aantal_inwoners": 114966,
                "jrstatcode": "2024GM0484", "jaar": 2024}  # fmt: skip
    wijk = {"geom": blob(wkb([rd_square()])), "wijkcode": "WK048401", "wijknaam": "Oudshoorn",
            "gemeentecode": "GM0484", "gemeentenaam": "Alphen aan den Rijn", "water": "NEE",
            "jrstatcode": "2024WK048401", "jaar": 2024}  # fmt: skip
    path = geopackage(
        tmp_path / "x.geojson", {"buurten": [buurt()], "wijken": [wijk], "gemeenten": [gemeente]}
    )

    records, ignored = read_files([path])

    assert [record.code for record in records] == ["GM0484", "WK048401", "BU04840101"]
    assert [record.name for record in records] == ["Alphen aan den Rijn", "Oudshoorn", "Demobuurt"]
    assert records[2].figures == {"household_size": 2.1}
    assert records[2].postcode == "2401"
    assert records[2].source == "x.geojson buurten, feature 1"
    assert ignored == 0


@pytest.mark.parametrize(
    "geometry",
    [
        blob(wkb([rd_square()])),
        blob(wkb([rd_square()], multi=False)),
        blob(wkb([rd_square()], order=">")),
        blob(wkb([rd_square()], z=True)),
        blob(wkb([rd_square()], ewkb=True)),
        blob(wkb([rd_square()], ewkb=True, z=True)),
        blob(wkb([rd_square()]), flags=0b0011, envelope=bytes(32)),
        blob(wkb([rd_square()]), flags=0b1001, envelope=bytes(64)),
    ],
    ids=["multi", "polygon", "big-endian", "iso-z", "ewkb", "ewkb-z", "envelope", "envelope-zm"],
)
def test_geometries_in_a_geopackage(tmp_path, geometry):
    records, _ = read_files([geopackage(tmp_path / "x", {"buurten": [buurt(geometry)]})])

    ((ring,),) = records[0].rings
    assert len(ring) == 5
    assert ring[0] == tuple(round(degrees, 6) for degrees in to_wgs84(X, Y))


def test_an_empty_geometry_in_a_geopackage_is_none(tmp_path):
    empty = blob(b"", flags=0b10001)

    assert only(geopackage(tmp_path / "x", {"buurten": [buurt(empty)]})).rings is None


def test_a_geopackage_in_degrees(tmp_path):
    layers = {"buurten": [buurt(blob(wkb([square()])))]}

    assert only(geopackage(tmp_path / "x", layers, epsg=4326)).rings[0][0][0] == (LON, LAT)


def test_generalised_layers_go_before_those_in_full(tmp_path):
    row = {"geom": blob(wkb([rd_square()])), "statcode": "GM0484", "jrstatcode": "2024GM0484",
           "statnaam": "Alphen aan den Rijn", "rubriek": "gemeente"}  # fmt: skip
    layers = {"gemeente_niet_gegeneraliseerd": [row], "gemeente_gegeneraliseerd": [row]}

    record = only(geopackage(tmp_path / "x", layers))

    assert record.source == "x gemeente_gegeneraliseerd, feature 1"


def test_other_layers_of_a_geopackage_are_passed(tmp_path):
    layers = {"buurten": [buurt()], "labels": [{"geom": None, "tekst": "Alphen"}]}

    assert only(geopackage(tmp_path / "x", layers)).code == "BU04840101"


def test_kwb(tmp_path):
    path = csv(
        tmp_path / "x",
        KWB,
        "GM0484;484;Alphen aan den Rijn;Alphen aan den Rijn;Gemeente;114966;50699;18253;2,2;.;2",
        "WK048401;48401;Oudshoorn;Alphen aan den Rijn;Wijk;9720;4280;1655;2.3;.;2",
        "BU04840101;4840101;Demobuurt;Alphen aan den Rijn;Buurt;.;.;.;.;2401;1",
    )

    gemeente, wijk, buurt = read_files([path], year=2024)[0]

    assert (gemeente.name, gemeente.inhabitants, gemeente.households) == (
        "Alphen aan den Rijn",
        114966,
        50699,
    )
    assert gemeente.figures == {"age_0_14": 18253, "household_size": 2.2, "urbanity": 2}
    assert (wijk.name, wijk.figures["household_size"], wijk.postcode) == ("Oudshoorn", 2.3, None)
    assert (buurt.inhabitants, buurt.households, buurt.postcode) == (None, None, "2401")
    assert buurt.figures == {"urbanity": 1}
    assert {gemeente.year, wijk.year, buurt.year} == {2024}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_table_in_the_encodings_of_cbs_and_excel(tmp_path, encoding):
    line = "BU04840101;1;Café Één;A;Buurt;5;1;1;1;2401;1"

    assert only(csv(tmp_path / "x", KWB, line, encoding=encoding), year=2024).name == "Café Één"


def test_statline_with_padded_keys_and_shifted_numbers(tmp_path):
    path = csv(
        tmp_path / "x",
        STATLINE,
        '"GM0484    ";"Alphen aan den Rijn";"Alphen aan den Rijn";"Gemeente  ";114966;18253;'
        "50699;36;",
        '"BU04840101";"Demobuurt";"Alphen aan den Rijn";"Buurt     ";120;20;60;.;2401',
    )

    gemeente, buurt = read_files([path], year=2024)[0]

    assert (gemeente.code, gemeente.inhabitants, gemeente.households) == ("GM0484", 114966, 50699)
    assert gemeente.figures == {"age_0_14": 18253, "income_per_inhabitant_k": 36}
    assert (buurt.name, buurt.postcode, buurt.figures) == ("Demobuurt", "2401", {"age_0_14": 20})


def test_a_series_of_inhabitants_gives_a_record_a_year(tmp_path):
    path = csv(
        tmp_path / "x",
        "statcode,statnaam,level,jaar,inwoners,bron",
        "GM0484,Alphen aan den Rijn,gemeente,2024,114966,een bron",
        "GM0484,Alphen aan den Rijn,gemeente,2015,107396,een bron",
    )

    records, _ = read_files([path])

    assert [(record.year, record.inhabitants) for record in records] == [
        (2015, 107396),
        (2024, 114966),
    ]


def test_a_table_may_be_parted_by_tabs(tmp_path):
    path = csv(tmp_path / "x", "statcode\tstatnaam\tjaar", "WK0363TL\tDemowijk\t2024")

    assert only(path).code == "WK0363TL"


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("kwb-2024-selectie.csv", 2024),
        ("KWB_2023.csv", 2023),
        ("kerncijfers_2022_85984NED.csv", 2024),
        ("cijfers-2024.csv", None),
        ("kwb-20240101.csv", None),
    ],
)
def test_the_year_of_a_table_may_come_from_the_name_that_cbs_gave_it(name, year):
    assert year_in_official_name(name) == year


def test_the_year_in_a_file_goes_before_the_year_that_is_given(tmp_path):
    path = geojson(tmp_path / "x", feature(own(year=2022)))

    assert only(path, year=2024).year == 2022


def test_a_map_without_a_year_may_stay_without(tmp_path):
    properties = {"GM_CODE": "GM0484", "GM_NAAM": "Alphen aan den Rijn"}
    path = geojson(tmp_path / "x", feature(properties))

    assert only(path).year is None
    assert only(path, year=2020).year == 2020


def test_reading_a_geopackage_leaves_nothing_beside_it(tmp_path):
    path = geopackage(tmp_path / "a b#?%.gpkg", {"buurten": [buurt()]})
    before = path.read_bytes()

    read_files([path])

    assert [found.name for found in tmp_path.iterdir()] == ["a b#?%.gpkg"]
    assert path.read_bytes() == before


def test_points_closer_than_the_sixth_decimal_are_one(tmp_path):
    ring = square()
    ring.insert(1, [ring[0][0] + 1e-8, ring[0][1]])

    assert len(only(geojson(tmp_path / "x", feature(own(), ring))).rings[0][0]) == 5
