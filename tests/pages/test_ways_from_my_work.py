"""Mijn werk: the way to what a colleague may open, and to a part of the work."""

import pytest

from areas.models import User
from config.pages import work
from config.pages.work.lines import SHOWN
from tests.factories import AreaFactory, InitiativeFactory, UserFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost():
    """Oost with two villages below it."""
    area = AreaFactory(name="Oost")
    AreaFactory(name="Berkdorp", parent=area)
    AreaFactory(name="Eikdorp", parent=area)
    return area


def page(client, path="/mijn-werk/") -> str:
    """What the page says, with single spaces."""
    return " ".join(client.get(path, follow=True).content.decode().split())


def test_who_works_for_one_area_chooses_among_its_parts(oost, client_of):
    ada = person("advisor_social", oost, "Ada Advies")
    assert work.Reach(ada).choice == [("berkdorp", "Berkdorp"), ("eikdorp", "Eikdorp")]
    assert "?gebied=berkdorp" in page(client_of(ada))


def test_who_works_for_more_areas_chooses_among_those(oost, client_of):
    ada = person("advisor_social", oost, "Ada Advies")
    west = AreaFactory(name="West")
    person("advisor_social", west, "Ada Advies")
    assert work.Reach(User.objects.get(pk=ada.pk)).choice == [("oost", "Oost"), ("west", "West")]


def test_a_long_pile_says_of_how_many_and_offers_a_choice_only_where_there_is_one(oost, client_of):
    village = oost.children.first()
    for number in range(SHOWN + 2):
        InitiativeFactory(title=f"Idee {number}", area=village, next_step_by="advisor")
    whole, part = person("advisor_social", oost, "Ada"), person("advisor_social", village, "Bo")
    assert "Dit zijn de oudste 15 van 17." in page(client_of(whole))
    assert "Kies een gebied om minder te zien" in page(client_of(whole))
    assert "Dit zijn de oudste 15 van 17." in page(client_of(part))
    assert "Kies een gebied om minder te zien" not in page(client_of(part))


def test_the_front_desk_finds_the_form_for_ideas_on_paper(oost, client_of):
    desk = person("front_desk", oost.municipality.root, "Bo Balie")
    assert "/initiatieven/op-papier/" in page(client_of(desk))
    councillor = person("councillor", oost.municipality.root, "Raf Raad")
    assert "/initiatieven/op-papier/" not in page(client_of(councillor))
    assert "/initiatieven/behandelen/" not in page(client_of(councillor))


def test_a_resident_finds_their_ideas_from_every_page(oost, client_of):
    resident = UserFactory(name="Rob Bewoner")
    assert 'href="/initiatieven/mijn/"' in page(client_of(resident), "/agenda/")
    ada = person("advisor_social", oost, "Ada Advies")
    assert 'href="/initiatieven/mijn/"' not in page(client_of(ada), "/agenda/")


def test_an_administrator_finds_the_admin_from_every_page(oost, client_of):
    sara = User.objects.create_superuser("sara@example.org", name="Sara Superuser")
    assert 'href="/beheer/"' in page(client_of(sara), "/agenda/")
    ada = person("advisor_social", oost, "Ada Advies")
    assert 'href="/beheer/"' not in page(client_of(ada), "/agenda/")
