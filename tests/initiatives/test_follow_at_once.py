"""News at once, within minutes and never twice; and news of a place with a distance around it."""

import datetime

import pytest
from django.urls import reverse

from areas.models import ProgressUpdate
from config.lib.clock import now
from config.outbox.models import Mail
from config.pages.digest import tell_at_once, tell_followers
from initiatives.actions.following import change_frequency
from initiatives.models import Follower, Following, Frequency
from tests.factories import ActionFactory, FollowerFactory, FollowingFactory, InitiativeFactory

pytestmark = pytest.mark.django_db
LONG_AGO, TEN_MINUTES = datetime.timedelta(days=1), datetime.timedelta(minutes=10)
POINT = (52.1200, 4.6500)


@pytest.fixture
def follower(oost):
    """Somebody who wants to know at once, and was told everything until yesterday."""
    told = {"told_until": now() - LONG_AGO, "told_on": (now() - LONG_AGO).date()}
    town = oost.area.municipality
    return FollowerFactory(municipality=town, frequency=Frequency.AT_ONCE, **told)


def progress(oost, **action):
    """A public note of ten minutes ago."""
    one = ActionFactory(area=oost.area, **action)
    given = {"action": one, "by": oost.ada, "at": now() - TEN_MINUTES}
    return ProgressUpdate.objects.create(**given, text="Het staat er.")


def test_it_is_told_at_once_and_not_again_at_night_or_after_a_change(oost, follower):
    FollowingFactory(follower=follower, area=oost.area, confirmed_at=now() - LONG_AGO)
    progress(oost, title="Bomen planten")
    assert tell_at_once() == 1
    assert "Bomen planten" in Mail.objects.get().text
    assert tell_at_once() == 0
    assert tell_followers() == 0
    change_frequency(follower, "weekly", letters=False)
    Follower.objects.update(told_on=now().date() - datetime.timedelta(days=8))
    assert tell_followers() == 0
    assert Mail.objects.count() == 1


def test_without_news_nothing_is_written(oost, follower, no_writes):
    assert tell_at_once() == 0


def test_who_chose_otherwise_waits(oost, follower):
    FollowingFactory(follower=follower, area=oost.area, confirmed_at=now() - LONG_AGO)
    Follower.objects.update(frequency="daily")
    progress(oost)
    assert tell_at_once() == 0
    assert tell_followers() == 1


def test_a_place_hears_of_what_is_near_and_of_its_area_without_a_point(oost, follower):
    lat, lon = POINT
    place = {"lat": lat, "lon": lon, "metres": 250, "area": oost.area}
    FollowingFactory(follower=follower, confirmed_at=now() - LONG_AGO, **place)
    progress(oost, title="Vlakbij", lat=lat + 0.002, lon=lon)
    progress(oost, title="Te ver", lat=lat + 0.003, lon=lon)
    progress(oost, title="Zonder plek")
    of_west = {"area": oost.west, "title": "Elders", "released_at": now() - TEN_MINUTES}
    InitiativeFactory(**of_west)
    assert tell_at_once() == 1
    text = Mail.objects.get().text
    assert "Vlakbij" in text, "222 metres away"
    assert "Zonder plek" in text
    assert "Te ver" not in text, "334 metres away"
    assert "Elders" not in text


def test_a_place_is_followed_from_the_page_of_a_street(oost, client, monkeypatch):
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))
    url = f"{reverse('following:new')}?lat=52.12&lon=4.65&straal=500"
    page = client.get(url)
    assert "500 meter" in page.text
    form = page.context["form"]
    sent = {"form_key": form["form_key"].value(), "more_info": "", "frequency": "at_once"}
    assert client.post(url, {**sent, "email": "ik@example.org"}).status_code == 302
    found = Following.objects.get()
    assert (found.lat, found.lon, found.metres) == (52.12, 4.65, 500)
    assert found.area == oost.area.municipality.root, "no area of the map holds this point"


@pytest.mark.parametrize("query", ["lat=52.12", "lat=x&lon=4.65", "lat=0&lon=0&straal=100"])
def test_what_is_no_place_is_the_whole_municipality(oost, client, query):
    page = client.get(f"{reverse('following:new')}?{query}")
    assert page.context["wish"].metres is None
