"""An installation without anything: the files alone make municipality, tree, map and figures."""

import pytest

from areas.models import Area, AreaAncestor, AreaFigures, AreaPostcode, AreaShape, Municipality
from config.audit.models import Event
from tests.areas.geo_files import RD as RD_GRID
from tests.areas.geo_files import (
    blob,
    buurt,
    csv,
    feature,
    geojson,
    geopackage,
    own,
    rd_square,
    wkb,
)
from tests.areas.import_files import LINE, edition, import_lines, imported, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def town(tmp_path):
    return edition(tmp_path / "a.geojson")


def test_the_files_alone_make_a_municipality_with_its_tree(town):
    assert imported(town) == LINE.format(7, 0, 0, 0)

    municipality = Municipality.objects.get()
    assert (municipality.name, municipality.code) == ("Waterstad", "waterstad")
    assert municipality.root.cbs_code == "GM0484"
    assert tree() == {
        "waterstad": None,
        "oost": "waterstad",
        "west": "waterstad",
        "kade": "oost",
        "hof": "oost",
        "veld": "west",
        "duin": "west",
    }


def test_wijken_are_on_the_map_and_buurten_are_not(town):
    imported(town)

    levels = Municipality.objects.get().levels.values_list("code", "name", "rank", "on_map")
    assert list(levels) == [("cbs-wijk", "wijk", 1, True), ("cbs-buurt", "buurt", 2, False)]
    assert Area.objects.filter(level__code="cbs-buurt").count() == 4


def test_ancestors_are_there_for_every_area(town):
    imported(town)

    kade = AreaAncestor.objects.filter(area__slug="kade").order_by("distance")
    assert list(kade.values_list("ancestor__slug", "distance")) == [
        ("kade", 0),
        ("oost", 1),
        ("waterstad", 2),
    ]


def test_figures_and_borders_say_their_year_and_source(town):
    imported(town)

    figures = AreaFigures.objects.get(area__slug="oost")
    assert (figures.year, figures.inhabitants, figures.fictitious) == (2024, 200, False)
    assert figures.source == "CBS en Kadaster 2024, CC BY 4.0"
    shape = AreaShape.objects.get(area__slug="oost")
    assert shape.source == "CBS en Kadaster 2024, CC BY 4.0; grenzen vereenvoudigd"
    assert shape.outline.startswith("M")
    assert shape.min_x < shape.max_x


def test_a_second_run_changes_nothing(town):
    imported(town)
    events = Event.objects.count()

    assert imported(town) == LINE.format(0, 0, 7, 0)
    assert Event.objects.count() == events


def test_one_event_for_a_whole_municipality(town):
    imported(town)

    event = Event.objects.get(verb="municipality.imported")
    root = Municipality.objects.get().root
    assert (event.area_id, event.municipality_id, event.actor_id) == (
        root.pk,
        root.municipality_id,
        None,
    )
    assert event.changes == {"year": 2024, "created": 7, "updated": 0}
    assert not Event.objects.filter(area_id=Area.objects.get(slug="kade").pk).exists()


def test_each_file_gets_a_line_and_the_counts_come_last(town, tmp_path):
    other = edition(tmp_path / "b.geojson", gm="GM0405", name="Havenstad")

    assert import_lines(town, other) == [
        "a.geojson: 7 gelezen",
        "b.geojson: 7 gelezen",
        LINE.format(14, 0, 0, 0),
    ]


def test_two_municipalities_are_two_trees(town, tmp_path):
    other = edition(tmp_path / "b.geojson", gm="GM0405", name="Havenstad")
    imported(town, other)

    assert list(Municipality.objects.values_list("name", flat=True)) == ["Havenstad", "Waterstad"]
    roots = AreaAncestor.objects.filter(ancestor__parent=None, distance__gt=0)
    assert roots.filter(ancestor__slug="waterstad").count() == 6
    assert roots.filter(ancestor__slug="havenstad").count() == 6


def test_one_municipality_of_a_larger_file(town, tmp_path):
    other = edition(tmp_path / "b.geojson", gm="GM0405", name="Havenstad")

    assert imported(town, other, municipality="GM0405") == LINE.format(7, 0, 0, 7)
    assert Municipality.objects.get().name == "Havenstad"


def test_a_geopackage_in_rd(tmp_path):
    gemeente = {
        "geom": blob(wkb([rd_square()])),
        "gemeentecode": "GM0484",
        "gemeentenaam": "Waterstad",
        "water": "NEE",
        "aantal_inwoners": 120,
        "jaar": 2024,
    }
    wijk = gemeente | {"wijkcode": "WK048401", "wijknaam": "Oost"}
    water = buurt(buurtcode="BU04849997", wijkcode="WK048499", water="JA", jrstatcode=None)
    path = geopackage(
        tmp_path / "a.gpkg",
        {"gemeenten": [gemeente], "wijken": [wijk], "buurten": [buurt(), water]},
    )

    assert imported(path) == LINE.format(3, 0, 0, 1)
    area = Area.objects.get(slug="demobuurt")
    assert area.parent.slug == "oost"
    assert list(area.postcodes.values_list("digits", flat=True)) == ["2401"]
    assert area.figures.get().households == 60
    assert area.shapes.get().rings[0][0][0] == pytest.approx([4.65, 52.13], abs=0.1)


def test_a_table_of_kwb_alone_gives_areas_without_a_map(tmp_path):
    path = csv(
        tmp_path / "kwb-2024.csv",
        "gwb_code_10;regio ;recs ;a_inw ;a_hh;pst_mvp",
        "GM0484;Waterstad;Gemeente;200;90;.",
        "WK048401;Oost;Wijk;200;90;2401",
        "BU04840100;Kade;Buurt;.;.;2401",
    )

    assert imported(path) == LINE.format(3, 0, 0, 0)
    assert AreaShape.objects.count() == 0
    assert AreaFigures.objects.filter(area__slug="kade").count() == 0
    assert AreaPostcode.objects.filter(area__slug="kade", digits="2401").exists()


def test_a_map_and_a_table_become_one(town, tmp_path):
    table = csv(
        tmp_path / "kwb-2024.csv", "gwb_code_10;regio;a_inw;a_00_14", "WK048401;Oost;210;40"
    )

    assert imported(town, table) == LINE.format(7, 0, 0, 0)
    figures = AreaFigures.objects.get(area__slug="oost")
    assert (figures.inhabitants, figures.others) == (210, {"age_0_14": 40})


def test_a_map_without_a_year_is_of_this_year_and_says_that_it_does_not_know(tmp_path):
    path = geojson(
        tmp_path / "a.geojson",
        feature(own("GM0484", "Waterstad", year=None), rd_square()),
        crs=RD_GRID,
    )

    imported(path)

    shape = AreaShape.objects.get()
    assert shape.year == 2026
    assert shape.source == "CBS en Kadaster, CC BY 4.0; grenzen vereenvoudigd"


def test_a_map_without_a_year_joins_the_newest_year_that_is_known(town, tmp_path):
    imported(town)
    undated = edition(tmp_path / "b.geojson", year=None, inhabitants=None)

    assert imported(undated) == LINE.format(0, 0, 7, 0)
    assert AreaShape.objects.count() == 7


def test_missing_parents_follow_from_the_code(tmp_path):
    path = edition(tmp_path / "a.geojson", kinds=["buurt"])

    assert imported(path) == LINE.format(7, 0, 0, 0)
    assert tree()["kade"] == "wijk-wk048401"
    assert set(Area.objects.exclude(cbs_code__startswith="BU").values_list("name", flat=True)) == {
        "Gemeente GM0484",
        "Wijk WK048401",
        "Wijk WK048402",
    }
    assert imported(path) == LINE.format(0, 0, 7, 0)


def test_what_stood_in_gets_its_name_when_that_arrives(tmp_path, client):
    imported(edition(tmp_path / "a.geojson", kinds=["buurt"]))

    # Of an older year even: any name is better than a code.
    whole = edition(tmp_path / "b.geojson", year=2023)
    assert imported(whole) == LINE.format(0, 7, 0, 0)

    municipality = Municipality.objects.get()
    assert (municipality.name, municipality.code) == ("Waterstad", "waterstad")
    assert tree()["kade"] == "oost"
    assert tree()["oost"] == "waterstad"
    answer = client.get("/gebieden/wijk-wk048401/")
    assert (answer.status_code, answer["Location"]) == (301, "/gebieden/oost/")
    assert imported(whole) == LINE.format(0, 0, 7, 0)


def test_what_is_not_known_does_not_go_over_what_is(town, tmp_path):
    imported(town)
    withheld = edition(tmp_path / "b.geojson", inhabitants=-99997)

    assert imported(withheld) == LINE.format(0, 0, 7, 0)
    assert AreaFigures.objects.get(area__slug="kade").inhabitants == 100


def test_the_same_name_in_search_without_accents(tmp_path):
    imported(edition(tmp_path / "a.geojson", {"01": ("Mariëndal", {"00": "Kade"})}))

    assert Area.objects.search("MARIENDAL").get().cbs_code == "WK048401"
