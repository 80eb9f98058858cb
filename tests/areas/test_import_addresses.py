"""Addresses: each name once, what people have keeps working, nothing is given out twice."""

import pytest

from areas.models import Area, OldSlug
from tests.areas.import_files import LINE, TOWN, edition, imported, tree

pytestmark = pytest.mark.django_db

NAMESAKES = {
    "01": ("Centrum", {"00": "Centrum", "01": "Verspreide huizen"}),
    "02": ("Haven", {"00": "Verspreide huizen", "01": "Verspreide huizen"}),
}


def addresses(number: str) -> dict[str, str]:
    rows = Area.objects.filter(cbs_code__contains=number).order_by("cbs_code")
    return dict(rows.values_list("cbs_code", "slug"))


def test_a_wijk_goes_before_its_buurt_and_a_buurt_says_where_it_lies(tmp_path):
    imported(edition(tmp_path / "a.geojson", NAMESAKES))

    assert addresses("0484") == {
        "GM0484": "waterstad",
        "WK048401": "centrum",
        "WK048402": "haven",
        "BU04840100": "centrum-buurt",
        "BU04840101": "verspreide-huizen",
        "BU04840200": "verspreide-huizen-haven",
        "BU04840201": "verspreide-huizen-buurt",
    }


def test_a_namesake_in_another_municipality_has_the_name_of_that_behind_it(tmp_path):
    imported(edition(tmp_path / "a.geojson", NAMESAKES))
    imported(edition(tmp_path / "b.geojson", NAMESAKES, gm="GM0405", name="Berg"))

    assert addresses("0405") == {
        "GM0405": "berg",
        "WK040501": "centrum-berg",
        "WK040502": "haven-berg",
        "BU04050100": "centrum-buurt-berg",
        "BU04050101": "verspreide-huizen-berg",
        "BU04050200": "verspreide-huizen-haven-berg",
        "BU04050201": "verspreide-huizen-buurt-berg",
    }


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["wijk first", "gemeente first"])
def test_a_gemeente_has_its_bare_name_and_the_wijk_of_that_name_makes_way(order, tmp_path):
    files = [
        edition(tmp_path / "a.geojson", {"01": ("Hoorn", {"00": "Kade"})}),
        edition(tmp_path / "b.geojson", {"01": ("Oost", {"00": "Hof"})}, gm="GM0405", name="Hoorn"),
    ]
    for number in order:
        imported(files[number])

    assert tree() == {
        "hoorn": None,
        "oost": "hoorn",
        "hof": "oost",
        "waterstad": None,
        "hoorn-waterstad": "waterstad",
        "kade": "hoorn-waterstad",
    }


def test_a_gemeente_leaves_an_area_of_a_practice_file_its_address(tmp_path):
    imported(edition(tmp_path / "a.geojson", {"01": ("Hoorn", {"00": "Kade"})}))
    Area.objects.filter(slug="hoorn").update(code="hoorn")

    imported(edition(tmp_path / "b.geojson", TOWN, gm="GM0405", name="Hoorn"))

    assert Area.objects.get(cbs_code="WK048401").slug == "hoorn"
    assert Area.objects.get(cbs_code="GM0405").slug == "hoorn-hoorn"


def test_two_municipalities_of_one_name(tmp_path):
    imported(edition(tmp_path / "a.geojson"))
    imported(edition(tmp_path / "b.geojson", gm="GM0405"))

    root = Area.objects.get(cbs_code="GM0405")
    assert root.municipality.name == "Waterstad (GM0405)"
    assert root.municipality.code == "waterstad-gm0405"
    assert root.slug == "waterstad-waterstad-gm0405"


def test_an_address_of_before_is_not_given_out_again(tmp_path):
    imported(edition(tmp_path / "a.geojson"))
    OldSlug.objects.create(slug="strand", area=Area.objects.get(slug="kade"))
    more = {"01": TOWN["01"], "02": ("West", {"00": "Veld", "01": "Duin", "02": "Strand"})}

    assert imported(edition(tmp_path / "b.geojson", more, year=2025)) == LINE.format(1, 7, 0, 0)

    assert Area.objects.get(name="Strand").slug == "strand-west"
    assert OldSlug.objects.get().slug == "strand"


def test_the_address_of_an_ended_area_stays_its_own(tmp_path):
    imported(edition(tmp_path / "a.geojson"))
    moved = {"01": TOWN["01"], "03": ("West", {"00": "Veld", "01": "Duin"})}

    imported(edition(tmp_path / "b.geojson", moved, year=2025))

    assert Area.objects.get(cbs_code="WK048402").slug == "west"
    assert Area.objects.get(cbs_code="WK048403").slug == "west-wijk"
    assert Area.objects.get(cbs_code="BU04840301").slug == "duin-west"


def test_a_name_without_a_letter_still_has_an_address(tmp_path):
    imported(edition(tmp_path / "a.geojson", {"01": ("—", {"00": "…"})}))

    assert set(tree()) == {"waterstad", "gebied", "gebied-buurt"}
