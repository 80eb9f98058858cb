"""Pointing on the map in a real browser: a click lands where one pointed, at a desk and a phone."""

from math import hypot
from urllib.parse import parse_qs, urlsplit

import pytest

from areas.geo.shape import PER_LAT, PER_LON
from areas.models import Area
from areas.pointing import SIZES, window_of
from tests.browser.conftest import DESK, PHONE
from tests.browser.deeds import press
from tests.browser.visits import ADVISOR
from tests.browser.world import action, person, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDTHS = [(DESK, "groot"), (PHONE, "klein")]
# In Hazerswoude-Dorp, and in its gebied Rijnwoude.
LAT, LON = 52.095, 4.585


def click(page, slug: str, name: str, lat: float = LAT, lon: float = LON) -> float:
    """Click there on the picture of an area; returns how many metres a pixel is."""
    window = window_of(Area.objects.get(slug=slug))
    x, y = window.spot(lat, lon)
    shown = page.locator(f"input[name={name}]")
    other = next(size for size in SIZES if size != name)
    assert not page.locator(f"input[name={other}]").is_visible()
    box = shown.bounding_box()
    assert (box["width"], box["height"]) == (SIZES[name], SIZES[name]), "it is not shown as sent"
    part = box["width"] / window.side
    spot = {"x": (x - window.left) * part, "y": (y - window.top) * part}
    with page.expect_navigation():
        shown.click(position=spot)
    return window.side / SIZES[name]


def metres(lat: float, lon: float) -> float:
    """How far a place is from where was pointed."""
    return hypot((lat - LAT) * PER_LAT, (lon - LON) * PER_LON)


@pytest.mark.parametrize(("viewport", "name"), WIDTHS, ids=["desk", "phone"])
def test_a_visitor_points_without_a_script(open_page, viewport, name):
    with open_page(viewport=viewport, javascript=False) as page:
        page.goto("/straat/")
        click(page, place().municipality.root.slug, name)
        assert page.url.endswith("/straat/kaart/?gebied=rijnwoude")
        click(page, "rijnwoude", name)
        assert page.url.endswith("/straat/kaart/?gebied=hazerswoude-dorp")
        pixel = click(page, "hazerswoude-dorp", name)
        found = parse_qs(urlsplit(page.url).query)
        off = metres(float(found["lat"][0]), float(found["lon"][0]))
        assert off <= pixel + 1, f"{off:.1f} metres off, with {pixel:.1f} metres in a pixel"
        assert "in Hazerswoude-Dorp" in page.locator("h1").inner_text()


@pytest.mark.parametrize(("viewport", "name"), WIDTHS, ids=["desk", "phone"])
def test_an_advisor_points_at_the_place_of_an_action(open_page, check, viewport, name):
    thing = action("Fontein")
    with open_page(person=person(ADVISOR), viewport=viewport) as page:
        page.goto(f"/gebieden/acties/{thing.pk}/plek/")
        page.fill("[name=place]", "Bij de kerk")
        slug = page.locator("[name=gebied]").get_attribute("value")
        window = window_of(Area.objects.get(slug=slug))
        lat, lon = window.place(SIZES[name] // 2, SIZES[name] // 2, SIZES[name])
        click(page, slug, name, lat, lon)
        check(page)
        assert page.input_value("[name=place]") == "Bij de kerk"
        found = float(page.input_value("[name=lat]")), float(page.input_value("[name=lon]"))
        pixel = window.side / SIZES[name]
        assert abs(found[0] - lat) * PER_LAT <= pixel + 1
        assert abs(found[1] - lon) * PER_LON <= pixel + 1


def test_enter_in_a_field_saves_and_a_key_on_the_picture_does_not(open_page):
    """The button to save is the first of the form, so that Enter never means the map."""
    thing = action("Fontein")
    before = thing.place
    with open_page(person=person(ADVISOR)) as page:
        page.goto(f"/gebieden/acties/{thing.pk}/plek/")
        page.fill("[name=place]", "Bij de sluis")
        page.locator("input[name=groot]").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Werkt u met het toetsenbord?" in page.locator("[role=alert]").inner_text()
        assert page.input_value("[name=place]") == "Bij de sluis"
        thing.refresh_from_db()
        assert thing.place == before
        page.fill("[name=place]", before)
        page.locator("[name=place]").press("Enter")
        page.wait_for_url(f"**/gebieden/acties/{thing.pk}/")


def test_the_place_of_an_action_can_be_seen(open_page, check):
    """The picture is there, also for a visitor, and the page has no fault with it."""
    thing = action("Fontein")
    with open_page(person=person(ADVISOR)) as page:
        page.goto(f"/gebieden/acties/{thing.pk}/plek/")
        unplaced = thing.lat is None
        if unplaced:
            click_middle(page)
            press("Opslaan")(page)
        page.goto(thing.get_absolute_url())
        check(page)
        size = page.locator("img.gw-spot").evaluate("it => it.naturalWidth")
        assert size == SIZES["groot"]
        if unplaced:
            page.goto(f"/gebieden/acties/{thing.pk}/plek/")
            press("Haal het punt van de kaart")(page)


def click_middle(page):
    """Click in the middle of the picture."""
    with page.expect_navigation():
        page.locator("input[name=groot]").click()
