"""The real files of CBS and Kadaster, read from outside the project.

They may not be in it (see the licence of each), so they are looked for in the folder that
GEBIEDSWERK_DATA names, or in `../shared/data`. Without them these tests fail: a check that passes
by itself is no check.
"""

import math
import os
import statistics
from pathlib import Path

import pytest

from areas.geo.read import read_files
from areas.geo.records import ImportRefused
from areas.geo.shape import bounds, centre, contains, outlines

pytestmark = pytest.mark.data

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("GEBIEDSWERK_DATA") or ROOT.parent / "shared" / "data")

# Areas per municipality: the gemeente, its wijken and its buurten.
COUNTS = {
    "GM0361": 78,
    "GM0362": 62,
    "GM0394": 116,
    "GM0396": 50,
    "GM0400": 74,
    "GM0405": 89,
    "GM0484": 117,
    "GM1980": 95,
}
GEOPACKAGE = FOLDER / "wijkenbuurten_2024_nagebouwd.gpkg"
KWB = FOLDER / "kwb-2024-selectie.csv"
STATLINE = FOLDER / "kerncijfers_2024_85984NED.csv"


@pytest.fixture(autouse=True)
def _the_folder_is_there():
    assert FOLDER.is_dir(), f"geen map met echte gegevens: {FOLDER} (zet GEBIEDSWERK_DATA)"


def maps():
    return sorted(FOLDER.glob("GM*.geojson"))


def by_code(records):
    return {record.code: record for record in records}


def metres(one, other):
    across = (one[0] - other[0]) * 111_320 * math.cos(math.radians(one[1]))
    return math.hypot(across, (one[1] - other[1]) * 111_268)


@pytest.mark.parametrize("code", COUNTS)
def test_each_map(code):
    (path,) = FOLDER.glob(f"{code}_*.geojson")

    records, ignored = read_files([path])

    assert (len(records), ignored) == (COUNTS[code], 0)
    codes = {record.code for record in records}
    assert [record.code for record in records if record.parent_code is None] == [code]
    assert all(record.parent_code in codes for record in records if record.parent_code)
    assert all(record.rings for record in records)
    assert {record.year for record in records} == {2024}


@pytest.mark.parametrize("code", COUNTS)
def test_the_geopackage_for_one_municipality(code):
    records, ignored = read_files([GEOPACKAGE], municipality=code)

    assert len(records) == COUNTS[code]
    assert len(records) + ignored == sum(COUNTS.values())


@pytest.mark.parametrize("path", [GEOPACKAGE, KWB, STATLINE], ids=lambda path: path.suffix)
def test_the_same_areas_in_every_layout(path):
    expected, _ = read_files(maps())

    found, ignored = read_files([path])

    assert ignored == 0
    assert [(r.code, r.name, r.year, r.inhabitants) for r in found] == [
        (r.code, r.name, r.year, r.inhabitants) for r in expected
    ]


def test_kwb_and_statline_hold_the_same_figures():
    kwb, statline = by_code(read_files([KWB])[0]), by_code(read_files([STATLINE])[0])

    assert [code for code in kwb if kwb[code].figures != statline[code].figures] == []
    assert [code for code in kwb if kwb[code].households != statline[code].households] == []
    assert [code for code in kwb if kwb[code].postcode != statline[code].postcode] == []


def test_map_geopackage_and_figures_become_one():
    records, _ = read_files([*maps(), GEOPACKAGE, KWB])

    assert len(records) == sum(COUNTS.values())
    assert all(record.rings for record in records)
    alphen = by_code(records)["GM0484"]
    assert (alphen.inhabitants, alphen.households) == (114966, 50699)
    assert alphen.figures["age_65_plus"] == 23402
    assert sum(1 for record in records if record.postcode) > 500


def test_buurten_add_up_to_the_gemeente():
    records, _ = read_files(maps())

    for gemeente in [record for record in records if record.kind == "gemeente"]:
        parts = [r for r in records if r.kind == "buurt" and r.code[2:6] == gemeente.code[2:6]]
        assert abs(sum(r.inhabitants or 0 for r in parts) - (gemeente.inhabitants or 0)) <= 36


def test_rd_in_the_geopackage_and_degrees_in_the_maps_are_one_place():
    in_degrees, from_rd = by_code(read_files(maps())[0]), by_code(read_files([GEOPACKAGE])[0])

    off = [
        min(metres(spot, other) for other in from_rd[code].rings[0][0])
        for code, record in in_degrees.items()
        for spot in record.rings[0][0]
    ]

    assert statistics.median(off) < 1
    assert max(off) < 2


def test_labels_lie_inside_and_shapes_can_be_drawn():
    records, _ = read_files(maps())
    shapes = {record.code: record.rings for record in records}

    paths = outlines(shapes, 20)

    assert all(contains(rings, *centre(rings)) for rings in shapes.values())
    assert all(path.startswith("M") and path.endswith("z") for path in paths.values())
    assert all(len(bounds(rings)) == 4 for rings in shapes.values())


def test_a_place_in_a_buurt_lies_in_its_wijk_and_gemeente():
    shapes = {record.code: record.rings for record in read_files(maps())[0]}
    buurten = [code for code in shapes if code.startswith("BU")]

    stray = [
        code
        for code in buurten
        if not contains(shapes[f"WK{code[2:8]}"], *centre(shapes[code]))
        or not contains(shapes[f"GM{code[2:6]}"], *centre(shapes[code]))
    ]

    assert stray == []


@pytest.mark.parametrize(
    ("name", "count", "years"),
    [
        ("inwoners_reeks.csv", 270, 2015),
        ("misdrijven_2021_2025_47022NED.csv", 2820, 2021),
        ("gezondheid_2012_2024_50150NED.csv", 2323, 2012),
        ("leefbaarometer_wijken_GM0362_2014_2022.csv", 56, 2014),
        ("extra/GM0361_alkmaar_wijken_2024_volle_detail.geojson", 8, 2024),
        ("extra/voorganger_gemeenten_2017.geojson", 3, 2017),
        ("extra/wijken_2022_8_gemeenten.geojson", 117, 2022),
    ],
)
def test_series_older_years_and_full_detail(name, count, years):
    records, ignored = read_files([FOLDER / name])

    assert (len(records), ignored) == (count, 0)
    assert min(record.year for record in records) == years


@pytest.mark.parametrize(
    ("name", "count"),
    [("pc4_buurt_2024.csv", 553), ("extra/kerncijfers_gemeenten_2017_wijkenbuurtkaart.csv", 10)],
)
def test_tables_that_do_not_say_their_year(name, count):
    with pytest.raises(ImportRefused, match="het jaar staat niet in dit bestand"):
        read_files([FOLDER / name])

    assert len(read_files([FOLDER / name], year=2024)[0]) == count


@pytest.mark.parametrize(
    "name", ["signalen_categorieen.csv", "extra/hercodering_GM1980_2014_2024.csv", "README.md"]
)
def test_files_that_are_no_areas_are_refused(name):
    with pytest.raises(ImportRefused, match="onbekende indeling"):
        read_files([FOLDER / name])


def test_no_file_in_the_folder_is_forgotten():
    tried = {
        *(path.name for path in maps()),
        GEOPACKAGE.name,
        KWB.name,
        STATLINE.name,
        "inwoners_reeks.csv",
        "misdrijven_2021_2025_47022NED.csv",
        "gezondheid_2012_2024_50150NED.csv",
        "leefbaarometer_wijken_GM0362_2014_2022.csv",
        "GM0361_alkmaar_wijken_2024_volle_detail.geojson",
        "voorganger_gemeenten_2017.geojson",
        "wijken_2022_8_gemeenten.geojson",
        "pc4_buurt_2024.csv",
        "kerncijfers_gemeenten_2017_wijkenbuurtkaart.csv",
        "signalen_categorieen.csv",
        "hercodering_GM1980_2014_2024.csv",
        "README.md",
    }

    assert {path.name for path in FOLDER.rglob("*") if path.is_file()} == tried
