"""Before an idea is sent, the page shows what looks like it, and stores nothing."""

import datetime

import pytest
from django.urls import reverse

from config.audit.models import Event
from config.lib.clock import now
from config.outbox.models import Mail
from initiatives.alike import alike, words
from initiatives.models import Initiative, State
from tests.factories import AreaFactory, InitiativeFactory

pytestmark = pytest.mark.django_db


def titles(area, title, text=""):
    return [one.title for one in alike(area, title=title, text=text)]


def idea(area, title, **given):
    return InitiativeFactory(area=area, title=title, **given)


def test_words_are_compared_without_accents_plurals_and_words_that_say_nothing():
    assert words("Een CAFÉ met de bankjes voor onze wijk") == {"cafe", "bank"}


def test_titles_that_share_half_of_their_words_are_alike(oost):
    idea(oost.area, "Meer bankjes bij de speeltuin")
    idea(oost.area, "Een muur met muziek")
    assert titles(oost.area, "Bankje bij speeltuin De Wip") == ["Meer bankjes bij de speeltuin"]
    assert titles(oost.area, "Zwemles in de zomer") == []
    assert titles(oost.area, "De het een") == []


def test_a_word_that_is_put_together_with_another_is_alike(oost):
    idea(oost.area, "Buurtmoestuin")
    idea(oost.area, "Duin")
    assert titles(oost.area, "Moestuin") == ["Buurtmoestuin"]
    assert titles(oost.area, "Tuin") == []


def test_texts_that_share_many_words_are_alike(oost):
    text = "Kinderen leren fietsen op het schoolplein met oude fietsen."
    idea(oost.area, "Veilig op pad", text=text)
    mine = "Oude fietsen opknappen, dan leren kinderen op het schoolplein fietsen."
    assert titles(oost.area, "Trappers", mine) == ["Veilig op pad"]


def test_it_looks_in_the_area_below_and_above_and_nowhere_else(oost):
    below = AreaFactory(name="Hof", parent=oost.area, municipality=oost.area.municipality)
    beside = AreaFactory(name="Dijk", parent=oost.area, municipality=oost.area.municipality)
    idea(below, "Moestuin in het hof")
    idea(oost.area, "Moestuin in de wijk")
    idea(oost.west, "Moestuin in West")
    idea(beside, "Moestuin aan de dijk")
    assert set(titles(below, "Moestuin")) == {"Moestuin in het hof", "Moestuin in de wijk"}
    assert len(titles(oost.area, "Moestuin")) == 3
    assert titles(oost.west, "Moestuin") == ["Moestuin in West"]


def test_it_shows_what_is_public_and_runs_most_alike_first_and_at_most_three(oost):
    hidden = {"released_at": None, "released_by": None}
    idea(oost.area, "Moestuin geheim", **hidden)
    for state in (State.DONE, State.DECLINED, State.WITHDRAWN):
        idea(oost.area, "Moestuin voorbij", state=state)
    for name in ("Moestuin en kas", "Moestuin", "Moestuin met hek", "Moestuin met vijver"):
        idea(oost.area, name)
    found = titles(oost.area, "Moestuin")
    assert len(found) == 3
    assert not {"Moestuin geheim", "Moestuin voorbij"} & set(found)


@pytest.mark.parametrize("many", [5, 300])
def test_two_queries_whatever_the_volume(oost, django_assert_num_queries, many):
    late = now() - datetime.timedelta(days=900)
    author = idea(oost.area, "Moestuin van lang geleden", released_at=late).released_by
    given = {"municipality": oost.area.municipality, "area": oost.area, "title": "Lamp"}
    given |= {"state": State.RUNNING, "released_at": now(), "released_by": author}
    Initiative.objects.bulk_create(Initiative(**given, search="lamp") for _n in range(many))
    with django_assert_num_queries(2):
        assert titles(oost.area, "Moestuin") == ["Moestuin van lang geleden"]


def test_the_last_step_offers_to_support_stores_nothing_and_sends_anyway(oost, walk, client):
    other = idea(oost.area, "Bankjes bij de vijver")
    walk.steps()
    before = Initiative.objects.count(), Event.objects.count(), Mail.objects.count()
    page = client.get(reverse("initiatives:check"))
    assert "Steun dit initiatief" in page.text
    assert f"/initiatieven/{other.pk}/steunen/" in page.text
    assert (Initiative.objects.count(), Event.objects.count(), Mail.objects.count()) == before
    assert walk.press(reverse("initiatives:check"), {}).status_code == 302
    assert Initiative.objects.filter(state=State.UNCONFIRMED).exists()


def test_without_anything_alike_the_last_step_says_nothing_of_it(oost, walk, client):
    walk.steps()
    assert "Steun dit initiatief" not in client.get(reverse("initiatives:check")).text
