"""What is left out, what is not a number, and how files together make one record an area."""

import pytest

from areas.geo.read import read_files
from areas.geo.records import ImportRefused
from tests.areas.geo_files import csv, feature, geojson, own, square

KWB = "gwb_code_10;gwb_code_8;regio ;gm_naam;recs ;a_inw ;a_hh;a_00_14;g_hhgro;pst_mvp;ste_mvs"


def only(*paths, **options):
    records, _ = read_files(paths, **options)
    (record,) = records
    return record


@pytest.mark.parametrize(
    "missing", [-99997, -99999999, -99998.0, "-99997", ".", "", " ", None, -1, float("nan")]
)
def test_a_missing_value_is_not_a_number(tmp_path, missing):
    properties = own(inhabitants=missing, aantal_huishoudens=missing, postcode=missing,
                     bevolkingsdichtheid=missing)  # fmt: skip

    record = only(geojson(tmp_path / "x", feature(properties)))

    assert (record.inhabitants, record.households, record.postcode) == (None, None, None)
    assert record.figures == {}


def test_nobody_lives_there_is_a_number(tmp_path):
    assert only(geojson(tmp_path / "x", feature(own(inhabitants=0)))).inhabitants == 0


@pytest.mark.parametrize(
    "properties",
    [
        own(water="JA"),
        own(water="B"),
        own("BU04849997"),
        own("BU04849998"),
        own("GM0998", "Buitenland"),
        own("NL00", "Nederland", level="land"),
        own("PV28", "Zuid-Holland", level="provincie"),
    ],
    ids=["water", "abroad", "9997", "9998", "Buitenland", "country", "province"],
)
def test_what_is_no_area_to_work_in_is_left_out(tmp_path, properties):
    path = geojson(tmp_path / "x", feature(own()), feature(properties))

    records, ignored = read_files([path])

    assert [record.code for record in records] == ["BU04840101"]
    assert ignored == 1


def test_land_and_water_of_one_gemeente_are_not_double(tmp_path):
    land = own("GM0484", "Alphen aan den Rijn", water="NEE")
    water = own("GM0484", "Alphen aan den Rijn", water="JA")

    records, ignored = read_files([geojson(tmp_path / "x", feature(land), feature(water))])

    assert (len(records), ignored) == (1, 1)


def test_only_the_municipality_that_is_asked_for(tmp_path):
    path = geojson(
        tmp_path / "x",
        feature(own("GM0484", "Alphen aan den Rijn")),
        feature(own("WK048401", "Oudshoorn")),
        feature(own("BU04050101", "Elders"), square(0, 0)),
        feature(own("GM0405", "Hoorn")),
    )

    records, ignored = read_files([path], municipality="GM0484")

    assert [record.code for record in records] == ["GM0484", "WK048401"]
    assert ignored == 2


def test_parents_come_first_and_are_named_even_when_no_file_has_them(tmp_path):
    path = geojson(
        tmp_path / "x", feature(own("BU04840101")), feature(own("WK048402", "Ridderveld"))
    )

    records, _ = read_files([path])

    assert [(r.code, r.parent_code) for r in records] == [
        ("WK048402", "GM0484"),
        ("BU04840101", "WK048401"),
    ]


@pytest.mark.parametrize("table_first", [True, False])
def test_shape_and_figures_from_different_files_become_one_record(tmp_path, table_first):
    shapes = geojson(tmp_path / "map", feature(own(name="Naam van de kaart", inhabitants=None)))
    table = csv(tmp_path / "kwb", KWB, "BU04840101;1;Naam van de tabel;A;Buurt;125;60;20;2;2401;1")
    paths = [table, shapes] if table_first else [shapes, table]

    record = only(*paths, year=2024)

    assert record.name == "Naam van de kaart"
    assert (record.inhabitants, record.households, record.postcode) == (125, 60, "2401")
    assert record.figures == {"age_0_14": 20, "household_size": 2, "urbanity": 1}
    assert record.rings
    assert "map feature 1" in record.source
    assert "kwb regel 2" in record.source


def test_of_two_maps_the_last_one_names_and_draws(tmp_path):
    first = geojson(tmp_path / "a", feature(own(name="Oud", inhabitants=100)))
    last = geojson(tmp_path / "b", feature(own(name="Nieuw"), square(4.7, 52.1)))

    record = only(first, last)

    assert (record.name, record.inhabitants) == ("Nieuw", 120)
    assert record.rings[0][0][0] == (4.7, 52.1)


def test_records_of_different_years_stay_apart(tmp_path):
    path = geojson(tmp_path / "x", feature(own(year=2022)), feature(own(year=2024)))

    assert [record.year for record in read_files([path])[0]] == [2022, 2024]


def test_a_map_without_a_year_joins_the_figures_of_one_year(tmp_path):
    shapes = geojson(
        tmp_path / "a", feature({"BU_CODE": "BU04840101", "BU_NAAM": "Kaart"}, square())
    )
    series = csv(tmp_path / "b", "statcode,statnaam,jaar,inwoners", "BU04840101,Tabel,2023,125")

    record = only(shapes, series)

    assert (record.year, record.name, record.inhabitants) == (2023, "Kaart", 125)
    assert record.rings


def test_a_table_without_names_takes_them_from_another_file(tmp_path):
    shapes = geojson(tmp_path / "a", feature(own()))
    table = csv(tmp_path / "b", "WijkenEnBuurten;AantalInwoners_5", "BU04840101;125")

    record = only(shapes, table, year=2024)

    assert (record.name, record.inhabitants) == ("Demobuurt", 125)
    with pytest.raises(ImportRefused, match="naam staat niet in dit bestand"):
        read_files([table], year=2024)


def test_progress_is_told(tmp_path):
    wijken = [feature(own(f"BU0484{number:04}")) for number in range(1, 601)]
    told = []

    read_files([geojson(tmp_path / "x", *wijken)], progress=lambda *seen: told.append(seen))

    assert told == [("x", 500), ("x", 600)]
