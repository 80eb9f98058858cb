"""All areas: the map, the list, and finding one's own."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import AreaPostcode, AreaShape
from tests.factories import AreaFactory, LevelFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
URL = "/gebieden/"


@pytest.fixture
def places(oost):
    """Oost drawn on the map, a buurt of a level that is not on it, and postcodes."""
    buurten = LevelFactory(
        municipality=oost.municipality, code="buurt", plural="buurten", rank=2, on_map=False
    )
    oost.kade = AreaFactory(name="Kadebuurt", level=buurten, parent=oost.area)
    AreaShape.objects.create(
        area=oost.area,
        year=2025,
        rings=[],
        outline="M0 0l9 0 0 9z",
        min_x=0,
        min_y=0,
        max_x=9,
        max_y=9,
        source="CBS",
    )
    AreaPostcode.objects.create(area=oost.area, digits="2401")
    for area in (oost.area, oost.west):
        AreaPostcode.objects.create(area=area, digits="2402")
    return oost


def test_a_visitor_sees_the_map_and_the_same_areas_in_a_list(places, client):
    page = client.get(URL).text
    assert 'd="M0 0l9 0 0 9z"' in page
    for name in ("Oost", "West", "Kadebuurt"):
        assert name in page


def test_levels_that_are_not_on_the_map_are_folded_away(places, client):
    context = client.get(URL).context
    assert [group["name"] for group in context["shown"]] == ["gebieden"]
    assert [group["name"] for group in context["folded"]] == ["buurten"]


@pytest.mark.parametrize("words", ["oost", "OOST", " Oóst ", "2401", "2401 AB", "2401ab"])
def test_one_area_found_is_gone_to_at_once(places, client, words):
    answer = client.get(URL, {"q": words})
    assert answer.headers["Location"] == "/gebieden/oost/"


def test_several_found_are_shown(places, client):
    page = client.get(URL, {"q": "2402"})
    assert [area["name"] for area in page.context["found"]] == ["Oost", "West"]


def test_an_exact_name_goes_first(places, client):
    AreaFactory(name="Aan de Kadebuurt")
    found = client.get(URL, {"q": "kadebuurt"}).context["found"]
    assert [area["name"] for area in found] == ["Kadebuurt", "Aan de Kadebuurt"]


@pytest.mark.parametrize("words", ["nergens", "9999", "%", "_", "<script>", "x" * 500])
def test_nothing_found_says_what_one_can_do(places, client, words):
    answer = client.get(URL, {"q": words})
    assert answer.status_code == 200
    assert "<script>" not in answer.text
    if len(words) <= 100:
        assert "Geen gebied gevonden" in answer.text


def test_another_municipality_stays_out(places, client):
    AreaFactory(municipality=MunicipalityFactory(name="Bergstad"), name="Hoogte")
    page = client.get(URL)
    assert "Hoogte" not in page.text
    assert "Geen gebied gevonden" in client.get(URL, {"q": "hoogte"}).text


def test_without_any_area_the_page_says_so(client):
    assert "Er zijn nog geen gebieden" in client.get(URL).text


def test_a_visitor_gets_no_form_that_writes(places, client):
    page = client.get(URL).text
    assert "csrfmiddlewaretoken" not in page
    assert 'method="post"' not in page


def test_many_areas_cost_as_many_queries_as_few(places, client, settings):
    settings.PAGES_REMEMBERED = 0

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(URL)
        return len(found)

    queries()  # the row of the municipality stays known; what it costs is not of this page
    few = queries()
    for number in range(30):
        AreaFactory(name=f"Wijk {number}")
    assert queries() == few <= 12
