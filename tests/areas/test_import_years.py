"""Areas through the years: what is newer counts, what is older is kept, nothing is lost."""

import datetime

import pytest

from areas.models import Area, AreaFigures, AreaPostcode, AreaShape, Municipality
from config.audit.models import Event
from initiatives.models import Initiative
from tests import factories
from tests.areas.import_files import (
    LINE,
    TOWN,
    edition,
    everything,
    import_lines,
    imported,
    tree,
)

pytestmark = pytest.mark.django_db

NEXT = {"01": ("Oosterkwartier", TOWN["01"][1]), "02": TOWN["02"]}
WITHOUT_DUIN = {"01": TOWN["01"], "02": ("West", {"00": "Veld"})}
WITHOUT_WEST = {"01": TOWN["01"]}


@pytest.fixture
def in_2024(tmp_path):
    return edition(tmp_path / "2024.geojson")


@pytest.fixture
def in_2025(tmp_path):
    return edition(tmp_path / "2025.geojson", NEXT, year=2025, people=110)


def test_a_new_year_brings_figures_beside_those_of_before(in_2024, in_2025):
    imported(in_2024)

    assert imported(in_2025) == LINE.format(0, 7, 0, 0)

    oost = Area.objects.get(cbs_code="WK048401")
    assert list(oost.figures.values_list("year", "inhabitants")) == [(2025, 220), (2024, 200)]
    assert set(oost.shapes.values_list("year", flat=True)) == {2024, 2025}


def test_a_new_year_renames_and_keeps_the_address(in_2024, in_2025):
    imported(in_2024)
    before = Area.objects.get(slug="oost")

    imported(in_2025)

    after = Area.objects.get(slug="oost")
    assert (after.pk, after.name, after.search) == (before.pk, "Oosterkwartier", "oosterkwartier")
    assert after.version == before.version + 1
    assert Event.objects.get(verb="area.renamed").area_id == after.pk


def test_what_hangs_on_an_area_stays(in_2024, in_2025):
    imported(in_2024)
    oost = Area.objects.get(slug="oost")
    Area.objects.filter(pk=oost.pk).update(portrait="Hier wonen wij graag.")
    action = factories.ActionFactory(area=oost)
    initiative = factories.InitiativeFactory(area=oost)
    advisor = factories.person("advisor_social", oost, "Demo de Vries (fictief)")

    imported(in_2025)

    action.refresh_from_db()
    assert action.area_id == oost.pk
    assert Initiative.objects.get(pk=initiative.pk).area_id == oost.pk
    assert advisor.assignments.get().area_id == oost.pk
    oost.refresh_from_db()
    assert oost.portrait == "Hier wonen wij graag."


def test_an_older_year_afterwards_changes_nothing_of_today(in_2024, in_2025):
    imported(in_2025)
    today = tree(), list(Area.objects.order_by("pk").values())

    assert imported(in_2024) == LINE.format(0, 7, 0, 0)

    assert (tree(), list(Area.objects.order_by("pk").values())) == today
    oost = Area.objects.get(slug="oosterkwartier")
    assert oost.figures.first().year == 2025
    assert oost.figures.get(year=2024).inhabitants == 200


def test_a_row_of_one_year_is_not_touched_by_another(in_2024, in_2025):
    imported(in_2025)
    rows = list(AreaFigures.objects.order_by("pk").values())
    shapes = list(AreaShape.objects.order_by("pk").values())

    imported(in_2024)

    assert list(AreaFigures.objects.filter(year=2025).order_by("pk").values()) == rows
    assert list(AreaShape.objects.filter(year=2025).order_by("pk").values()) == shapes


def test_several_years_at_once_are_as_one_after_the_other(in_2024, in_2025, tmp_path):
    assert imported(in_2025, in_2024) == LINE.format(7, 0, 0, 0)

    assert Area.objects.get(cbs_code="WK048401").name == "Oosterkwartier"
    assert imported(in_2024) == LINE.format(0, 0, 7, 0)
    assert imported(in_2025) == LINE.format(0, 0, 7, 0)


def test_the_postcode_of_long_ago_is_not_added(tmp_path, in_2024):
    imported(in_2024)

    imported(edition(tmp_path / "a.geojson", year=2020, postcode="2499"))
    imported(edition(tmp_path / "b.geojson", year=2025, postcode="2401"))

    assert set(AreaPostcode.objects.values_list("digits", flat=True)) == {"2401"}


# --- Areas that a newer edition no longer has --------------------------------------------------


def end_of(code: str):
    return Area.objects.get(cbs_code=code).valid_until


def test_an_area_that_a_whole_new_edition_lacks_has_ended(in_2024, tmp_path):
    imported(in_2024)
    newer = edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2026)

    assert imported(newer) == LINE.format(0, 7, 0, 0)

    assert end_of("BU04840201") == datetime.date(2025, 12, 31)
    assert Area.objects.current().count() == 6
    assert Event.objects.get(verb="area.ended").area_id == Area.objects.get(slug="duin").pk
    assert imported(newer) == LINE.format(0, 0, 6, 0)


def test_what_has_ended_keeps_its_page_and_figures(in_2024, tmp_path, client):
    imported(in_2024)
    imported(edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2025))

    assert client.get("/gebieden/duin/").status_code == 200
    assert AreaFigures.objects.get(area__slug="duin").inhabitants == 100


def test_a_wijk_ends_with_all_its_buurten(in_2024, tmp_path):
    imported(in_2024)
    imported(edition(tmp_path / "b.geojson", WITHOUT_WEST, year=2025))

    ended = Area.objects.exclude(valid_until=None).values_list("slug", flat=True)
    assert set(ended) == {"west", "veld", "duin"}


@pytest.mark.parametrize(
    "hang",
    [
        lambda area: factories.ActionFactory(area=area),
        lambda area: factories.InitiativeFactory(area=area),
        lambda area: factories.person("advisor_social", area),
        lambda area: factories.AreaFactory(
            municipality=area.municipality, parent=area, level=area.level, name="Eigen hoekje"
        ),
    ],
    ids=["an action", "an initiative", "somebody who works there", "an area of our own below it"],
)
def test_an_area_with_work_on_it_stays_and_the_import_says_so(hang, in_2024, tmp_path):
    imported(in_2024)
    hang(Area.objects.get(slug="duin"))
    newer = edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2025)

    *_files, note, _counts = import_lines(newer)

    assert note == (
        "BU04840201 Duin staat niet meer in de indeling van 2025, maar er hangt nog iets aan."
        " Het gebied blijft: wijs een opvolger aan."
    )
    assert end_of("BU04840201") is None


@pytest.mark.parametrize("kinds", [["gemeente"], ["wijk", "buurt"], ["buurt"]], ids="+".join)
def test_files_that_do_not_have_all_kinds_end_nothing(kinds, in_2024, tmp_path):
    imported(in_2024)
    imported(edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2025, kinds=kinds))

    assert end_of("BU04840201") is None


def test_a_selection_that_leaves_land_uncovered_ends_nothing(in_2024, tmp_path):
    imported(in_2024)
    selection = edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2025, kinds=["wijk", "buurt"])
    gemeente = edition(tmp_path / "c.geojson", year=2025, kinds=["gemeente"])

    imported(gemeente, selection)

    assert not Area.objects.exclude(valid_until=None).exists()


def test_an_area_of_the_practice_file_or_made_by_hand_does_not_end(in_2024, tmp_path):
    imported(in_2024)
    Area.objects.filter(slug="duin").update(code="duin")
    town = Municipality.objects.get()
    factories.AreaFactory(
        municipality=town, parent=town.root, cbs_code="WK048499", name="Eigen", level=None
    )

    imported(edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2025))

    assert end_of("BU04840201") is None
    assert end_of("WK048499") is None


def test_a_newer_area_does_not_end_by_an_older_edition(in_2024, tmp_path):
    imported(in_2024)
    imported(edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2023))

    assert end_of("BU04840201") is None


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["old first", "new first"])
def test_an_area_of_before_has_ended_in_either_order(order, in_2024, tmp_path):
    files = [in_2024, edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2026)]

    for number in order:
        imported(files[number])

    assert end_of("BU04840201") == datetime.date(2025, 12, 31)
    duin = Area.objects.get(slug="duin")
    assert (duin.parent.slug, duin.figures.get().year) == ("west", 2024)
    before = everything()
    for file in files:
        imported(file)
    assert everything() == before


def test_a_code_that_comes_back_is_another_area(in_2024, tmp_path):
    imported(in_2024)
    imported(edition(tmp_path / "b.geojson", WITHOUT_DUIN, year=2025))
    again = {"01": TOWN["01"], "02": ("West", {"00": "Veld", "01": "Strand"})}

    assert imported(edition(tmp_path / "c.geojson", again, year=2026)) == LINE.format(1, 6, 0, 0)

    old, new = Area.objects.filter(cbs_code="BU04840201").order_by("pk")
    assert (old.name, old.valid_until) == ("Duin", datetime.date(2024, 12, 31))
    assert (new.name, new.valid_from) == ("Strand", datetime.date(2026, 1, 1))
    # Figures of its own years still find the old one.
    assert imported(edition(tmp_path / "d.geojson", year=2023)) == LINE.format(0, 7, 0, 0)
    assert old.figures.filter(year=2023).exists()
    assert not new.figures.filter(year=2023).exists()
