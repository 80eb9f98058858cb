"""Areas of a practice file and areas of CBS: found, hung, addressed, in either order."""

import json

import pytest

from areas.actions.importing import import_areas
from areas.models import Area, AreaMember, AreaPlacement, Municipality, OldSlug
from config.pages.practice.check import FileRefused

OOST = """
[[gebieden]]
code = "oost"
naam = "Oost"
niveau = "gebied"
cbs = ["WK999901", "WK999902"]
cbs_bron = "aanname"
"""
RAYON = """
[[indelingen]]
code = "rayons"
naam = "rayon"
meervoud = "rayons"

[[gebieden]]
code = "rayon-zuid"
naam = "Rayon Zuid"
indeling = "rayons"
cbs = [{ code = "WK999901", deel = "0.4" }, "WK999902"]
cbs_bron = "aanname"
"""


def square(west: float, north: float, size: float = 0.01) -> list:
    east, south = west + size, north - size
    return [[[west, north], [west, south], [east, south], [east, north], [west, north]]]


def feature(code: str, name: str, west: float, size: float = 0.01) -> dict:
    return {
        "type": "Feature",
        "properties": {"statcode": code, "statnaam": name, "year": 2024, "inhabitants": 100},
        "geometry": {"type": "Polygon", "coordinates": square(west, 52.1, size)},
    }


@pytest.fixture
def cbs(db, tmp_path):
    """Import a gemeente with two wijken, of which one is called Oost."""
    path = tmp_path / "cbs.geojson"
    features = [
        feature("GM9999", "Waterstad", 4.6, 0.02),
        feature("WK999901", "Oost", 4.6),
        feature("WK999902", "Haven", 4.61),
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return lambda: import_areas([str(path)])


def tree() -> list[tuple]:
    rows = Area.objects.order_by("name", "cbs_code")
    return list(
        rows.values_list(
            "municipality__code", "name", "slug", "code", "cbs_code", "parent__slug", "level__code"
        )
    )


def members() -> list[tuple]:
    rows = AreaMember.objects.order_by("area__cbs_code")
    return [
        (code, share and float(share), assumed)
        for code, share, assumed in rows.values_list("area__cbs_code", "share", "assumed")
    ]


def everything() -> dict:
    municipalities = Municipality.objects.values_list("code", "name", "root__slug", "source")
    return {
        "tree": tree(),
        "members": members(),
        "old": list(OldSlug.objects.order_by("slug").values_list("slug", "area__name")),
        "municipalities": list(municipalities),
    }


def test_practice_file_first_or_cbs_first_gives_the_same(loaded, cbs):
    loaded(OOST + RAYON)
    cbs()
    practice_first = everything()
    _forget_everything()
    cbs()
    loaded(OOST + RAYON)
    assert everything() == practice_first
    assert [row[2] for row in practice_first["tree"] if row[4] == "WK999902"] == ["haven"]


def _forget_everything():
    Municipality.objects.update(root=None)
    AreaMember.objects.all().delete()
    while Area.objects.exists():
        Area.objects.filter(children__isnull=True).delete()
    Municipality.objects.all().delete()


def test_cbs_wijken_hang_under_the_gebied_that_names_them(loaded, cbs):
    loaded(OOST)
    cbs()
    oost = Area.objects.get(code="oost")
    assert set(oost.children.values_list("cbs_code", flat=True)) == {"WK999901", "WK999902"}
    assert oost.placements.filter(assumed=True, source="aanname").count() == 2


def test_a_second_load_after_the_import_changes_nothing(loaded, cbs):
    loaded(OOST + RAYON)
    cbs()
    report = loaded(OOST + RAYON)
    assert (report.created, report.changed) == (0, 0)


def test_an_area_of_the_file_has_the_bare_address_and_the_cbs_wijk_makes_way(loaded, cbs, client):
    cbs()
    assert Area.objects.get(cbs_code="WK999901").slug == "oost"
    loaded(OOST)
    assert Area.objects.get(code="oost").slug == "oost"
    assert Area.objects.get(cbs_code="WK999901").slug == "oost-wijk"


def test_a_second_division_has_members_with_their_share(loaded, cbs):
    loaded(RAYON)
    cbs()
    assert members() == [("WK999901", 0.4, True), ("WK999902", None, True)]
    rayon = Area.objects.get(code="rayon-zuid")
    assert rayon.grouping.name == "rayon"
    assert rayon.parent == Municipality.objects.get().root


def test_a_code_that_left_the_list_is_forgotten(loaded):
    loaded(OOST)
    report = loaded(OOST.replace(', "WK999902"', ""))
    assert report.changed == 1
    assert list(AreaPlacement.objects.values_list("cbs_code", flat=True)) == ["WK999901"]


def test_an_area_of_the_file_can_be_a_cbs_wijk_itself(loaded, cbs):
    cbs()
    loaded(
        '[[gebieden]]\ncode = "haven"\nnaam = "De Haven"\nniveau = "wijk"\ncbs_code = "WK999902"'
    )
    haven = Area.objects.get(cbs_code="WK999902")
    assert (haven.code, haven.name) == ("haven", "De Haven")
    cbs()
    haven.refresh_from_db()
    assert haven.name == "De Haven"


def test_one_code_cannot_be_two_areas(loaded, cbs):
    haven = '[[gebieden]]\ncode = "haven"\nnaam = "De Haven"\nniveau = "wijk"\n'
    loaded(haven)
    cbs()
    with pytest.raises(FileRefused, match=r"WK999902 is al “Haven”"):
        loaded(haven + 'cbs_code = "WK999902"')


def test_the_page_says_that_its_parts_are_an_assumption(loaded, cbs, client):
    loaded(OOST + RAYON)
    cbs()
    oost = client.get("/gebieden/oost/").content.decode()
    assert "Geen bron zegt welke wijken hierbij horen." in oost
    rayon = client.get("/gebieden/rayon-zuid/").content.decode()
    assert "Geen bron zegt welke wijken hierbij horen." in rayon
    assert 'href="/gebieden/haven/"' in rayon
    haven = client.get("/gebieden/haven/").content.decode()
    assert "Geen bron zegt" not in haven
