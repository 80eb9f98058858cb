"""The place of an action: pointed at on the map, typed, changed, and taken off the map."""

import pytest
from django.db import connection

from areas.models import AddressPoint
from areas.pointing import SIZES, window_of
from config.audit.models import Event
from tests.factories import LevelFactory
from tests.filled import filled
from tests.shapes import square
from tests.strict import refuse_writes

pytestmark = pytest.mark.django_db
LAT, LON = 52.106, 4.613


@pytest.fixture
def drawn(oost):
    """Oost with the Vijverbuurt in a corner, and West further on, as squares."""
    oost.buurt.level = LevelFactory(municipality=oost.municipality, code="buurt", on_map=False)
    oost.buurt.save()
    square(oost.area, 0.06)
    square(oost.buurt, 0.02)
    square(oost.west, 0.06, west=4.5)
    oost.url = f"/gebieden/acties/{oost.action.pk}/plek/"
    return oost


def pixel(area, lat, lon, size="groot") -> dict:
    """What the browser sends with the form when somebody clicks there on the picture."""
    window = window_of(area)
    x, y = window.spot(lat, lon)
    part = SIZES[size] / window.side
    return {
        f"{size}.x": int((x - window.left) * part),
        f"{size}.y": int((y - window.top) * part),
        "gebied": area.slug,
    }


def spot(action) -> tuple:
    action.refresh_from_db()
    return action.place, action.lat, action.lon


# --- Pointing --------------------------------------------------------------


def test_pointing_shows_the_place_and_saves_nothing_yet(drawn, client_of):
    ada = client_of(drawn.ada)
    page = ada.get(drawn.url)
    data = filled(page, **pixel(drawn.area, LAT, LON), place="Bij de vijver")
    with connection.execute_wrapper(refuse_writes):
        answer = ada.post(drawn.url, data)
    assert answer.status_code == 200
    sent = filled(answer)
    assert sent["place"] == ["Bij de vijver"]
    assert abs(float(sent["lat"][0]) - LAT) < 0.0002
    assert f"kaart.svg?lat={float(sent['lat'][0]):.5f}" in answer.text
    assert "Kies dan Opslaan" in answer.text


@pytest.mark.parametrize("size", SIZES)
def test_saving_after_pointing_keeps_the_place(drawn, client, client_of, size):
    ada = client_of(drawn.ada)
    pointed = ada.post(drawn.url, filled(ada.get(drawn.url), **pixel(drawn.buurt, LAT, LON, size)))
    assert ada.post(drawn.url, filled(pointed)).url == drawn.action.get_absolute_url()
    _place, lat, lon = spot(drawn.action)
    assert abs(lat - LAT) < 0.0002
    assert abs(lon - LON) < 0.0003
    page = client.get(drawn.action.get_absolute_url()).text
    assert f'src="/gebieden/oost/kaart.svg?lat={lat:.5f}&amp;lon={lon:.5f}"' in page
    assert f'href="/straat/rond/?lat={lat:.5f}&amp;lon={lon:.5f}"' in page


def test_the_next_map_is_closer_and_the_whole_can_be_shown_again(drawn, client_of):
    ada = client_of(drawn.ada)
    first = ada.get(drawn.url)
    assert "/gebieden/oost/kaart.svg" in first.text
    closer = ada.post(drawn.url, filled(first, **pixel(drawn.area, LAT, LON)))
    assert "/gebieden/vijverbuurt/kaart.svg?lat=" in closer.text
    whole = ada.post(drawn.url, filled(closer, kaart="heel", place="Vijver"))
    assert "/gebieden/oost/kaart.svg?lat=" in whole.text
    assert filled(whole)["place"] == ["Vijver"]
    assert spot(drawn.action) == ("", None, None)


def test_an_address_that_was_typed_becomes_words_when_one_points(drawn, client_of):
    AddressPoint.objects.create(
        municipality=drawn.municipality, postcode="2401AB", number="5", lat=52.13, lon=4.65
    )
    ada = client_of(drawn.ada)
    typed = {"place": "Het plein", "address": "2401AB 5"}
    page = ada.post(drawn.url, filled(ada.get(drawn.url), **typed, **pixel(drawn.area, LAT, LON)))
    assert filled(page)["place"] == ["Het plein, 2401AB 5"]
    assert ada.post(drawn.url, filled(page)).status_code == 302
    assert abs(spot(drawn.action)[1] - LAT) < 0.0002


def test_beside_the_area_of_the_action_is_said(drawn, client_of):
    ada = client_of(drawn.ada)
    buurt = drawn.action
    buurt.area = drawn.buurt
    buurt.save()
    page = ada.post(drawn.url, filled(ada.get(drawn.url), **pixel(drawn.buurt, 52.11, 4.624))).text
    assert "Let op: deze plek ligt buiten Vijverbuurt." in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"groot.x": "-1", "groot.y": "5"}, "kunnen we niet vinden"),
        ({"groot.x": "5"}, "kunnen we niet vinden"),
        ({"groot.x": "x", "groot.y": "9" * 5000}, "kunnen we niet vinden"),
        ({"groot.x": "561", "groot.y": "5"}, "kunnen we niet vinden"),
        ({"groot.x": "0", "groot.y": "0"}, "Werkt u met het toetsenbord?"),
        ({"groot.x": "1", "groot.y": "559"}, "ligt buiten Waterstad"),
    ],
)
def test_what_is_no_place_is_said_and_nothing_typed_is_lost(drawn, client_of, sent, said):
    ada = client_of(drawn.ada)
    page = ada.post(drawn.url, filled(ada.get(drawn.url), place="Bij de vijver", **sent))
    assert page.status_code == 200
    assert said in page.text
    assert filled(page)["place"] == ["Bij de vijver"]
    assert spot(drawn.action) == ("", None, None)


@pytest.mark.parametrize("slug", ["atlantis", "\x00", "<b>", ""])
def test_an_area_that_is_not_here_is_the_one_of_the_action(drawn, client_of, slug):
    ada = client_of(drawn.ada)
    data = filled(ada.get(drawn.url)) | pixel(drawn.area, LAT, LON) | {"gebied": slug}
    page = ada.post(drawn.url, data)
    assert abs(float(filled(page)["lat"][0]) - LAT) < 0.0002


# --- Without the map, and off it -------------------------------------------


def test_words_and_degrees_can_be_typed(drawn, client_of):
    ada = client_of(drawn.ada)
    typed = {"place": "Het plein", "lat": "52.13", "lon": "4.65"}
    assert ada.post(drawn.url, filled(ada.get(drawn.url), **typed)).status_code == 302
    assert spot(drawn.action) == ("Het plein", 52.13, 4.65)
    event = Event.objects.latest("pk")
    assert (event.verb, event.actor) == ("action.changed", drawn.ada)


def test_half_a_point_is_refused_beside_the_field(drawn, client_of):
    ada = client_of(drawn.ada)
    page = ada.post(drawn.url, filled(ada.get(drawn.url), lat="52.13"))
    assert page.context["form"].errors["lon"]


def test_taking_away_keeps_the_words(drawn, client, client_of):
    drawn.action.place, drawn.action.lat, drawn.action.lon = "Het plein", LAT, LON
    drawn.action.save()
    ada = client_of(drawn.ada)
    page = ada.get(drawn.url)
    assert "Haal het punt van de kaart" in page.text
    assert ada.post(drawn.url, filled(page, weg="1")).status_code == 302
    assert spot(drawn.action) == ("Het plein", None, None)
    assert "kaart.svg" not in client.get(drawn.action.get_absolute_url()).text
    assert "Haal het punt van de kaart" not in ada.get(drawn.url).text


def test_taking_away_what_a_colleague_moved_meanwhile_shows_both(drawn, client_of):
    drawn.action.lat, drawn.action.lon = LAT, LON
    drawn.action.save()
    ada, max_ = client_of(drawn.ada), client_of(drawn.max)
    seen = ada.get(drawn.url)
    max_.post(drawn.url, filled(max_.get(drawn.url), place="Verderop"))
    page = ada.post(drawn.url, filled(seen, weg="1"))
    assert "Iemand anders heeft dit intussen veranderd" in page.text
    assert spot(drawn.action) == ("Verderop", LAT, LON)


def test_without_shapes_the_place_can_still_be_typed(oost, client_of):
    page = client_of(oost.ada).get(f"/gebieden/acties/{oost.action.pk}/plek/").text
    assert 'type="image"' not in page
    assert 'name="lat"' in page


def test_a_place_outside_the_area_is_shown_on_the_map_of_the_municipality(drawn, client):
    drawn.action.lat, drawn.action.lon = 52.13, 4.53
    drawn.action.save()
    page = client.get(drawn.action.get_absolute_url()).text
    assert "/gebieden/waterstad/kaart.svg?lat=52.13000" in page


# --- Who may ---------------------------------------------------------------


def test_only_who_keeps_the_agenda_there_may(drawn, client, client_of):
    assert client_of(drawn.wim).get(drawn.url).status_code == 403
    assert client_of(drawn.stan).post(drawn.url, {"lat": "52.1"}).status_code == 403
    assert client.get(drawn.url).url.startswith("/inloggen/")
    link = f'href="{drawn.url}"'
    assert link in client_of(drawn.ada).get(drawn.action.get_absolute_url()).text
    assert link not in client_of(drawn.wim).get(drawn.action.get_absolute_url()).text
