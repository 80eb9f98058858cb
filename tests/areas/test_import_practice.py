"""Import and practice file, in either order: the same places in the end."""

import pytest
from django.db import transaction

from areas.models import Area, AreaFigures, AreaShape, Level, Municipality
from config.pages.practice.load import load
from tests.areas.import_files import LINE, edition, everything, imported, tree

pytestmark = pytest.mark.django_db

START = """
[gemeente]
code = "waterstad"
naam = "Waterstad"
cbs = "GM0484"

[[niveaus]]
code = "gebied"
naam = "gebied"
meervoud = "gebieden"
diepte = 1
op_kaart = true
"""
WIJK = """
[[niveaus]]
code = "wijk"
naam = "CBS-wijk"
meervoud = "CBS-wijken"
diepte = 2
"""
DORP = """
[[niveaus]]
code = "dorp"
naam = "dorp"
meervoud = "dorpen"
diepte = 3
"""
GEBIED = """
[[gebieden]]
code = "west"
naam = "West"
niveau = "gebied"
cbs = ["WK048401", "WK048402"]
cbs_bron = "aanname"
"""
RENAMED = """
[[gebieden]]
code = "de-oost"
naam = "De Oost (dorp)"
niveau = "dorp"
cbs_code = "WK048401"
"""
HOME_BUURT = """
[[gebieden]]
code = "hofje"
naam = "Het Hofje"
niveau = "dorp"
cbs_code = "BU04840101"
"""
OWN_WIJKEN = """
[[indelingen]]
code = "eigen"
naam = "eigen wijk"
meervoud = "eigen wijken"

[[gebieden]]
code = "aan-het-water"
naam = "Aan het water"
indeling = "eigen"
cbs = [{ code = "WK048401", deel = "0.25" }, "BU04840201"]
"""
SEVERAL = {
    "only a municipality": START,
    "a gebied over two wijken": START + WIJK + GEBIED,
    "a gebied, and no word about wijken": START + GEBIED,
    "a wijk under its own name": START + DORP + RENAMED,
    "a buurt under its own name": START + DORP + HOME_BUURT,
    "own wijken across those of CBS": START + OWN_WIJKEN,
    "all of it": START + WIJK + DORP + GEBIED + RENAMED + HOME_BUURT + OWN_WIJKEN,
    "no level on the map": (START + WIJK).replace("op_kaart = true", ""),
    "another name for the municipality": START.replace(
        'naam = "Waterstad"', 'naam = "Stad aan het Water"'
    ),
}
SEVERAL["all of it"] = SEVERAL["all of it"].replace('cbs = ["WK048401", "WK', 'cbs = ["WK')


@pytest.fixture
def town(tmp_path):
    return edition(tmp_path / "a.geojson")


@pytest.fixture
def practice(tmp_path):
    """Load a practice file; return its counts."""

    def write(text: str):
        path = tmp_path / "waterstad.toml"
        path.write_text(text, encoding="utf-8")
        return load([path])

    return write


def undone(*runs):
    """All that is stored after these; then the database is as before."""
    with transaction.atomic():
        for run in runs:
            run()
        stored = everything()
        transaction.set_rollback(True)
    return stored


def box(shape) -> tuple[int, int, int, int]:
    return shape.min_x, shape.min_y, shape.max_x, shape.max_y


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
def test_the_order_does_not_matter(text, town, practice):
    file_first = undone(lambda: practice(text), lambda: imported(town))

    import_first = undone(lambda: imported(town), lambda: practice(text))

    # Who came first has had its address on the site for a while, so that one redirects.
    assert set(file_first.pop("OldSlug")) <= set(import_first.pop("OldSlug"))
    assert import_first == file_first


@pytest.mark.parametrize("text", SEVERAL.values(), ids=SEVERAL)
def test_both_again_change_nothing(text, town, practice):
    imported(town)
    practice(text)
    before = everything()

    assert imported(town) == LINE.format(0, 0, 7, 0)
    report = practice(text)

    assert (report.created, report.changed) == (0, 0)
    assert everything() == before


def test_wijken_hang_where_the_practice_file_wants_them(town, practice):
    practice(START + WIJK + GEBIED)
    imported(town)

    # The gebied has the bare address; the wijk of that name tells what it is.
    assert tree()["oost"] == "west"
    assert tree()["west-wijk"] == "west"
    assert tree()["veld"] == "west-wijk"
    assert Area.objects.get(slug="oost").level.name == "CBS-wijk"


def test_the_name_of_the_practice_file_wins(town, practice, tmp_path):
    practice(START + DORP + RENAMED)
    imported(town)
    newer = edition(tmp_path / "b.geojson", year=2025)

    imported(newer)

    area = Area.objects.get(cbs_code="WK048401")
    assert (area.name, area.level.code, area.slug) == ("De Oost (dorp)", "dorp", "de-oost")
    assert area.figures.count() == 2


def test_our_own_levels_lie_below_those_of_the_file_and_off_its_map(town, practice):
    imported(town)
    practice(START + GEBIED)

    levels = Level.objects.order_by("rank").values_list("code", "rank", "on_map")
    assert list(levels) == [("gebied", 1, True), ("cbs-wijk", 2, False), ("cbs-buurt", 3, False)]


def test_a_gebied_gets_the_border_and_the_people_of_its_wijken(town, practice):
    practice(START + GEBIED)
    imported(town)

    shape = AreaShape.objects.get(area__slug="west", area__code="west")
    assert (shape.year, len(shape.rings), len(shape.rings[0])) == (2024, 1, 1)
    whole = AreaShape.objects.get(area__slug="waterstad")
    assert box(shape) == box(whole)
    assert shape.source == (
        "CBS en Kadaster 2024, CC BY 4.0; grenzen vereenvoudigd;"
        " samengevoegd uit CBS-gebieden (welke, is een aanname)"
    )
    figures = AreaFigures.objects.get(area=shape.area)
    assert (figures.inhabitants, figures.households) == (400, None)
    assert figures.source.startswith("CBS en Kadaster 2024, CC BY 4.0")


def test_border_and_people_follow_when_the_file_changes_its_mind(town, practice):
    practice(START + GEBIED)
    imported(town)

    practice((START + GEBIED).replace('"WK048401", ', ""))
    Area.objects.filter(cbs_code="WK048401").update(parent=Municipality.objects.get().root_id)
    practice(START + GEBIED.replace('"WK048401", ', ""))

    west = Area.objects.get(slug="west")
    assert AreaFigures.objects.get(area=west).inhabitants == 200
    wijk = AreaShape.objects.get(area__cbs_code="WK048402")
    assert box(AreaShape.objects.get(area=west)) == box(wijk)


def test_a_gebied_without_wijken_any_more_loses_them(town, practice):
    practice(START + GEBIED)
    imported(town)
    root = Municipality.objects.get().root_id
    practice((START + GEBIED).replace('["WK048401", "WK048402"]', "[]"))
    Area.objects.filter(cbs_code__startswith="WK").update(parent=root)

    imported(town)

    west = Area.objects.get(slug="west")
    assert not AreaShape.objects.filter(area=west).exists()
    assert not AreaFigures.objects.filter(area=west).exists()


def test_no_number_for_a_gebied_when_that_of_a_wijk_is_not_known(tmp_path, practice):
    practice(START + GEBIED)
    imported(edition(tmp_path / "a.geojson", kinds=["gemeente", "wijk"], inhabitants=None))

    assert not AreaFigures.objects.exists()
    assert AreaShape.objects.filter(area__slug="west").exists()


def test_real_figures_and_borders_take_the_place_of_invented_ones(town, practice):
    practice(START + GEBIED)
    west = Area.objects.get(slug="west")
    root = Municipality.objects.get().root
    box = {"min_x": 0, "min_y": 0, "max_x": 1, "max_y": 1}
    for area in (west, root):
        AreaFigures.objects.create(area=area, year=2024, inhabitants=9, fictitious=True)
        AreaShape.objects.create(
            area=area, year=2024, rings=[], outline="M0 0z", fictitious=True, **box
        )

    imported(town)

    assert list(AreaFigures.objects.values_list("fictitious", flat=True).distinct()) == [False]
    assert list(AreaShape.objects.values_list("fictitious", flat=True).distinct()) == [False]
    assert AreaFigures.objects.get(area=root).inhabitants == 400


def test_a_municipality_made_by_hand_is_found_by_its_name(town):
    municipality = Municipality.objects.create(name="Waterstad", code="ws")
    root = Area.objects.create(municipality=municipality, name="Waterstad", slug="ws")
    municipality.root = root
    municipality.save()

    assert imported(town) == LINE.format(6, 1, 0, 0)

    root.refresh_from_db()
    assert (root.cbs_code, root.slug) == ("GM0484", "ws")
    assert Municipality.objects.count() == 1


def test_an_area_that_somebody_moved_stays_there(town, practice):
    practice(START + GEBIED.replace('["WK048401", "WK048402"]', "[]"))
    imported(town)
    Area.objects.filter(cbs_code="WK048401").update(parent=Area.objects.get(slug="west"))

    assert imported(town) == LINE.format(0, 0, 7, 0)
    assert Area.objects.get(cbs_code="WK048401").parent.slug == "west"
