"""The council view: the words around the numbers say what they count."""

import pytest

from config.lib.clock import today
from tests.factories import ActionFactory, AreaFactory, LevelFactory, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost():
    """An area on the map with one running action that is late."""
    area = AreaFactory(name="Oost", level=LevelFactory(on_map=True))
    ActionFactory(area=area, state="running", ends_on=today().replace(year=2025))
    return area


def test_what_is_late_is_said_to_be_among_what_runs(oost, client):
    page = client.get("/raad/").content.decode()
    assert ">1 lopend</a>" in page
    assert ">waarvan 1 te laat<" in page


def test_what_is_late_is_named_before_what_is_done_which_is_never_late(oost, client):
    late = oost.actions.get()
    ActionFactory(area=oost, theme=late.theme, state="done")
    page = client.get("/raad/").content.decode()
    words = [">1 lopend</a>", ">waarvan 1 te laat</a>", ">1 gereed</a>"]
    places = [page.index(word) for word in words]
    assert places == sorted(places)


def test_only_who_sees_what_residents_see_is_told_so(oost, client, client_of):
    same = "zelfde cijfers als inwoners zien"
    councillor = client_of(person("councillor", oost.municipality.root, "Raf Raad"))
    assert same in client.get("/raad/").content.decode()
    assert same not in councillor.get("/raad/").content.decode()
    assert same in councillor.get("/raad/?toon=geld").content.decode()
