"""Pointing at a place on the map: the picture, the place that a click means, and what is said."""

from xml.etree import ElementTree

import pytest

from areas.geo.shape import PER_LAT, PER_LON
from areas.models import Area
from areas.pointing import SIZES, Window, window_of
from tests.factories import AreaFactory, LevelFactory, MunicipalityFactory
from tests.shapes import square

pytestmark = pytest.mark.django_db
STREET, MAP, AROUND = "/straat/", "/straat/kaart/", "/straat/rond/"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def oost(db):
    """Waterstad is Oost with the Vijverbuurt in its south-west corner, and West further on."""
    area = AreaFactory(name="Oost")
    level = LevelFactory(municipality=area.municipality, code="buurt", on_map=False)
    area.buurt = AreaFactory(name="Vijverbuurt", parent=area, level=level)
    area.west = AreaFactory(name="West")
    square(area, 0.06)
    square(area.buurt, 0.02)
    square(area.west, 0.06, west=4.5)
    return area


def click(client, area: Area | None, lat: float, lon: float, size: str = "groot"):
    """What the browser sends when somebody clicks there on the picture of an area."""
    shown = area or Area.objects.get(root_of__name="Waterstad")
    window, pixels = window_of(shown), SIZES[size]
    x, y = window.spot(lat, lon)
    place = {
        f"{size}.x": int((x - window.left) / window.side * pixels),
        f"{size}.y": int((y - window.top) / window.side * pixels),
    }
    return client.get(MAP, place | ({"gebied": area.slug} if area else {}))


def place_in(url: str) -> tuple[float, float]:
    """The place that an address names."""
    values = dict(part.split("=") for part in url.partition("?")[2].split("&"))
    return float(values["lat"]), float(values["lon"])


# --- From the municipality to the place ------------------------------------


def test_the_first_click_gives_the_map_of_that_area(client, oost):
    assert click(client, None, 52.15, 4.65).url == "/straat/kaart/?gebied=oost"
    assert click(client, None, 52.15, 4.55).url == "/straat/kaart/?gebied=west"


@pytest.mark.parametrize("size", SIZES)
def test_a_click_lands_on_the_pixel_that_was_pointed_at(client, oost, size):
    lat, lon = 52.106, 4.613
    answer = click(client, oost.buurt, lat, lon, size)
    assert answer.url.startswith(AROUND)
    found, pixel = place_in(answer.url), window_of(oost.buurt).side / SIZES[size]
    assert abs(found[0] - lat) * PER_LAT <= pixel + 1
    assert abs(found[1] - lon) * PER_LON <= pixel + 1
    assert "in Vijverbuurt" in client.get(answer.url).text


def test_in_a_large_area_a_click_gives_the_map_of_its_part_first(client, oost):
    assert click(client, oost, 52.11, 4.61).url == "/straat/kaart/?gebied=vijverbuurt"


def test_where_there_is_no_part_the_click_gives_the_place(client, oost):
    assert click(client, oost, 52.15, 4.65).url.startswith(AROUND)


def test_a_click_beside_the_area_but_in_the_municipality_counts(client, oost):
    assert click(client, oost.buurt, 52.11, 4.624).url.startswith(AROUND)


# --- What is no place ------------------------------------------------------


def test_outside_the_municipality_is_said(client, oost):
    answer = click(client, oost.west, 52.099, 4.53)
    assert answer.status_code == 200
    assert "Deze plek ligt buiten Waterstad." in answer.text
    assert "Fout:" in answer.text


def test_a_key_on_the_picture_points_at_nothing_and_says_what_does(client, oost):
    page = client.get(MAP, {"groot.x": "0", "groot.y": "0"}).text
    assert "Werkt u met het toetsenbord?" in page
    assert 'href="/straat/"' in page


@pytest.mark.parametrize("x", ["-1", "561", "9" * 5000, "x", "", "1.5", "NaN", "١٢a"])
@pytest.mark.parametrize("axis", ["x", "y"])
def test_a_pixel_that_is_none_is_said(client, oost, x, axis):
    sent = {"groot.x": "10", "groot.y": "10", f"groot.{axis}": x, "gebied": "oost"}
    answer = client.get(MAP, sent)
    assert answer.status_code == 200
    assert "Deze plek kunnen we niet vinden." in answer.text


def test_half_a_click_is_none(client, oost):
    assert "Deze plek kunnen we niet vinden." in client.get(MAP, {"klein.x": "10"}).text


def test_a_pixel_of_the_large_picture_is_none_of_the_small_one(client, oost):
    page = client.get(MAP, {"klein.x": "400", "klein.y": "10"}).text
    assert "Deze plek kunnen we niet vinden." in page


@pytest.mark.parametrize("slug", ["atlantis", "x y", "hoogte", "-", "9" * 300])
def test_an_area_that_is_not_here_is_the_whole_municipality(client, oost, slug):
    AreaFactory(municipality=MunicipalityFactory(name="Bergstad"), name="Hoogte")
    assert "Wijs een plek aan in Waterstad" in client.get(MAP, {"gebied": slug}).text


# --- The page --------------------------------------------------------------


def test_the_question_has_the_map_and_the_ways_without_it(client, oost):
    page = client.get(STREET).text
    assert 'type="image" name="groot" src="/gebieden/waterstad/kaart.svg"' in page
    assert 'type="image" name="klein"' in page
    assert 'action="/straat/kaart/"' in page
    assert 'href="/straat/rond/?gebied=oost"' in page
    assert "Werkt u met het toetsenbord of een schermlezer?" in page


def test_a_closer_map_lists_the_same_areas_as_links(client, oost):
    page = client.get(MAP, {"gebied": "oost"}).text
    for slug in ("oost", "vijverbuurt"):
        assert f'href="/straat/rond/?gebied={slug}"' in page


def test_without_shapes_there_is_no_map_and_the_page_says_so(client):
    AreaFactory(name="Oost")
    assert 'type="image"' not in client.get(STREET).text
    page = client.get(MAP, {"groot.x": "10", "groot.y": "10"}).text
    assert "nog geen kaart" in page
    assert "Deze plek kunnen we niet vinden." in page
    assert client.get("/gebieden/oost/kaart.svg").status_code == 404


# --- The picture -----------------------------------------------------------


def picture(client, slug: str, **query):
    """The picture of an area, as a tree."""
    answer = client.get(f"/gebieden/{slug}/kaart.svg", query)
    assert answer.headers["Content-Type"] == "image/svg+xml"
    return ElementTree.fromstring(answer.content)


def test_the_picture_is_the_square_that_a_click_is_reckoned_in(client, oost):
    window = window_of(oost)
    assert picture(client, "oost").get("viewBox") == window.viewbox
    assert [text.text for text in picture(client, "oost").iter(f"{SVG}tspan")] == ["Vijverbuurt"]
    lat, lon = window.place(280, 280, 560)
    assert (round(lat, 2), round(lon, 2)) == (52.13, 4.63)


def test_a_place_is_marked_where_it_is(client, oost):
    [mark] = picture(client, "oost", lat="52.11", lon="4.61").iter(f"{SVG}circle")
    assert (int(mark.get("cx")), int(mark.get("cy"))) == window_of(oost).spot(52.11, 4.61)


@pytest.mark.parametrize(
    "query", [{}, {"lat": "52.11"}, {"lat": "x", "lon": "y"}, {"lat": "1e999"}]
)
def test_without_a_place_there_is_no_mark(client, oost, query):
    assert not list(picture(client, "oost", **query).iter(f"{SVG}circle"))


def test_a_place_beside_the_picture_is_not_marked(client, oost):
    assert not list(picture(client, "oost", lat="53", lon="6").iter(f"{SVG}circle"))


def test_a_browser_may_keep_the_picture_and_ask_whether_it_holds(client, oost):
    first = client.get("/gebieden/oost/kaart.svg")
    again = client.get("/gebieden/oost/kaart.svg", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_a_name_cannot_become_markup(client, oost):
    oost.buurt.name = "<script>&"
    oost.buurt.save()
    names = [text.text for text in picture(client, "oost").iter(f"{SVG}tspan")]
    assert names == ["<script>&"]


def test_areas_of_another_municipality_have_no_picture_here(client, oost):
    hoogte = AreaFactory(municipality=MunicipalityFactory(name="Bergstad"), name="Hoogte")
    square(hoogte, 0.1)
    assert client.get("/gebieden/hoogte/kaart.svg").status_code == 404


def test_an_area_that_has_no_width_can_still_be_drawn():
    assert Window(5, 5, 1).place(0, 0, 560)
