"""The real files, imported: eight municipalities with their map, figures and practice files."""

import json
import os
import time
from pathlib import Path

import pytest
from django.db import transaction
from django.db.models import Count, Sum

from areas.models import Area, AreaAncestor, AreaFigures, AreaShape, Municipality
from config.pages.practice.load import load
from tests.areas.import_files import LINE, everything, imported

pytestmark = [pytest.mark.data, pytest.mark.django_db]

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("GEBIEDSWERK_DATA") or ROOT.parent / "shared" / "data")
ALL = 681
SECONDS = 60  # some three on an idle machine
PRACTICE = [
    ROOT / "config" / "municipalities" / "alphen-aan-den-rijn.toml",
    ROOT / "config" / "municipalities" / "hoorn.toml",
]
# No file may change what the areas of today are called, where they lie or where they hang.
SERIES = [
    "inwoners_reeks.csv",
    "misdrijven_2021_2025_47022NED.csv",
    "gezondheid_2012_2024_50150NED.csv",
    "leefbaarometer_wijken_GM0362_2014_2022.csv",
    "kerncijfers_2024_85984NED.csv",
    "extra/wijken_2022_8_gemeenten.geojson",
]


@pytest.fixture(autouse=True)
def _the_folder_is_there():
    assert FOLDER.is_dir(), f"geen map met echte gegevens: {FOLDER} (zet GEBIEDSWERK_DATA)"


def files() -> list[Path]:
    """The maps, the same areas as a GeoPackage, and their figures."""
    return [
        *sorted(FOLDER.glob("GM*.geojson")),
        FOLDER / "wijkenbuurten_2024_nagebouwd.gpkg",
        FOLDER / "kwb-2024-selectie.csv",
    ]


@pytest.fixture
def real():
    imported(*files())


def undone(run):
    """What a run gives, after which the database is as before."""
    with transaction.atomic():
        result = run()
        transaction.set_rollback(True)
    return result


def by_code() -> list[tuple]:
    """Where each area hangs, what it is and its figures, without names and addresses."""
    areas = Area.objects.values_list("cbs_code", "parent__cbs_code", "level__code", "valid_until")
    figures = AreaFigures.objects.values_list("area__cbs_code", "year", "inhabitants", "others")
    return sorted(map(repr, areas)), sorted(json.dumps(row, sort_keys=True) for row in figures)


def test_all_at_once_and_again():
    begin = time.monotonic()
    assert imported(*files()) == LINE.format(ALL, 0, 0, 0)
    assert time.monotonic() - begin < SECONDS

    assert imported(*files()) == LINE.format(0, 0, ALL, 0)
    assert AreaShape.objects.count() == ALL
    assert Municipality.objects.count() == 8


def test_each_layout_alone_makes_the_same_areas():
    for paths in ([FOLDER / "kwb-2024-selectie.csv"], files()[-2:-1], files()[:-2]):
        imported(*paths)

    assert Area.objects.count() == ALL
    assert not Area.objects.exclude(valid_until=None).exists()


def test_practice_files_first_or_areas_first():
    def practice_first():
        load(PRACTICE)
        assert imported(*files()) == LINE.format(ALL - 2, 2, 0, 0)
        stored = everything()
        assert imported(*files()) == LINE.format(0, 0, ALL, 0)
        assert load(PRACTICE).changed == 0
        return stored

    file_first = undone(practice_first)
    imported(*files())
    load(PRACTICE)

    assert everything() == file_first
    assert imported(*files()) == LINE.format(0, 0, ALL, 0)


def test_ancestors_follow_from_parents(real):
    load(PRACTICE)
    parents = dict(Area.objects.values_list("pk", "parent_id"))
    expected = set()
    for pk in parents:
        above, distance = pk, 0
        while above is not None:
            expected.add((above, pk, distance))
            above, distance = parents[above], distance + 1

    stored = AreaAncestor.objects.values_list("ancestor_id", "area_id", "distance")

    assert set(stored) == expected
    assert len(stored) == len(expected)


def test_every_wijk_and_buurt_lies_in_the_municipality_of_its_code(real):
    for code, root in Area.objects.filter(parent=None).values_list("cbs_code", "pk"):
        below = Area.objects.filter(ancestor_rows__ancestor=root)
        assert {area.cbs_code[2:6] for area in below} == {code[2:6]}


def test_the_sums_fit(real):
    load(PRACTICE)
    latest = AreaFigures.objects.filter(year=2024)
    for root in Area.objects.filter(parent=None):
        people = latest.get(area=root).inhabitants
        for kind in ("WK", "BU"):
            parts = latest.filter(area__cbs_code__startswith=f"{kind}{root.cbs_code[2:]}")
            assert abs(parts.aggregate(sum=Sum("inhabitants"))["sum"] - people) <= 36
    gebieden = latest.filter(area__level__code="gebied")
    assert gebieden.count() == 5
    assert abs(gebieden.aggregate(sum=Sum("inhabitants"))["sum"] - 114966) <= 36


def test_the_borders_of_the_gebieden_of_alphen_are_one_piece_each(real):
    load(PRACTICE)

    shapes = AreaShape.objects.filter(area__level__code="gebied")
    assert {shape.area.name: len(shape.rings) for shape in shapes} == {
        "Alphen Centrum": 1,
        "Alphen West": 1,
        "Boskoop": 1,
        "Ridderveld": 1,
        "Rijnwoude": 1,
    }
    assert all("samengevoegd uit CBS-gebieden" in shape.source for shape in shapes)


def test_addresses_are_one_each_and_readable(real):
    load(PRACTICE)
    slugs = list(Area.objects.values_list("slug", flat=True))

    assert len(slugs) == len(set(slugs))
    # Never a bare number or code behind a name: where it lies or what it is always sufficed.
    assert [slug for slug in slugs if slug[-1].isdigit() and "bu0" in slug] == []
    assert Area.objects.get(slug="hoorn").cbs_code == "GM0405"
    assert Area.objects.get(cbs_code="WK048404").slug == "hoorn-alphen-aan-den-rijn"


def test_the_pages_of_areas_answer(real, client, settings):
    load(PRACTICE)
    settings.ALLOWED_HOSTS = ["*"]
    for municipality in Municipality.objects.all():
        municipality.host = f"{municipality.code}.example"
        municipality.save()
    numbered = Area.objects.order_by("pk").values_list("slug", "municipality__host", "parent")
    sample = [row for number, row in enumerate(numbered) if number % 10 == 0 or row[2] is None]

    codes = {
        slug: client.get(f"/gebieden/{slug}/", headers={"host": host}).status_code
        for slug, host, _parent in sample
    }

    assert len(codes) > 70
    assert set(codes.values()) == {200}


def test_the_map_of_each_municipality_shows_its_areas(real, client, settings):
    load(PRACTICE)
    settings.ALLOWED_HOSTS = ["*"]
    shown = {"GM0484": 5, "GM0405": 14}
    for municipality in Municipality.objects.select_related("root"):
        municipality.host = f"{municipality.code}.example"
        municipality.save()
        page = client.get("/", headers={"host": municipality.host})
        wijken = municipality.areas.filter(cbs_code__startswith="WK").count()
        expected = shown.get(municipality.root.cbs_code, wijken)
        assert len(page.context["drawing"]["shapes"]) == expected


def test_series_and_older_years_change_nothing_of_today(real):
    load(PRACTICE)
    today = list(Area.objects.order_by("pk").values())
    newest = list(AreaShape.objects.filter(year=2024).order_by("pk").values("pk", "outline"))

    for name in SERIES:
        created = 3 if name == "inwoners_reeks.csv" else 0  # gemeenten of before a merger
        assert imported(FOLDER / name).startswith(f"areas: created={created} ")

    # Names may have become more complete; nothing else.
    after = list(Area.objects.order_by("pk").values())[: len(today)]
    for area in [*today, *after]:
        for name in ("name", "search", "version"):
            area.pop(name)
    assert after == today
    assert (
        list(AreaShape.objects.filter(year=2024).order_by("pk").values("pk", "outline")) == newest
    )
    years = AreaFigures.objects.values("year").annotate(rows=Count("pk"))
    assert {row["year"] for row in years} >= {2015, 2021, 2022, 2024}


def test_older_years_first_or_last_give_the_same_tree_and_figures():
    def old_last():
        imported(*files())
        for name in SERIES:
            imported(FOLDER / name)
        return by_code()

    last = undone(old_last)

    for name in SERIES:
        imported(FOLDER / name)
    imported(*files())

    assert by_code() == last


def test_municipalities_of_before_a_merger_stand_beside_those_of_today(real):
    assert imported(FOLDER / "extra/voorganger_gemeenten_2017.geojson") == LINE.format(3, 0, 0, 0)

    old = Municipality.objects.get(name="Heerhugowaard")
    assert old.root.cbs_code == "GM0398"
    assert Municipality.objects.get(name="Dijk en Waard").areas.count() == 95
