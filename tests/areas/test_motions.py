"""Motions of the council and pledges to it: keeping them, and what came of them."""

import pytest
from django.urls import reverse

from areas.models import Motion
from areas.roles import RoleKind
from config.audit.models import Event
from config.intake.keys import new_key
from tests.factories import ActionFactory, MotionFactory, MunicipalityFactory, SchemeFactory, person

pytestmark = pytest.mark.django_db
LIST, CREATE = "/gebieden/moties/", "/gebieden/moties/nieuw/"


@pytest.fixture
def motion(oost):
    """An open motion about Oost."""
    return MotionFactory(municipality=oost.municipality, area=oost.area)


@pytest.fixture
def gerda(oost):
    """The clerk of the council."""
    return person(RoleKind.CLERK, oost.municipality.root, "Gerda Griffier")


def at(page, motion):
    return reverse(f"areas:motion_{page}", args=[motion.pk])


def filled(**changes):
    return {
        "form_key": new_key(),
        "row_version": 1,
        "kind": "pledge",
        "number": "T2026-7",
        "on": "2026-04-02",
        "title": "Een rondje langs de buurten",
        "text": "De wethouder komt dit jaar in elke buurt.",
        "paper_url": "https://raad.waterstad.example/t7",
        **changes,
    }


def settled(**changes):
    return {
        "row_version": 1,
        "settled_on": "2026-09-01",
        "outcome": "Het college deed verslag.",
        **changes,
    }


@pytest.mark.parametrize("who", ["ada", "max", "gerda"])
def test_advisor_manager_and_clerk_write_one_down(oost, gerda, client, client_of, who):
    user = gerda if who == "gerda" else getattr(oost, who)
    answer = client_of(user).post(CREATE, filled())
    made = Motion.objects.get()
    assert answer.headers["Location"] == made.get_absolute_url()
    page = client.get(made.get_absolute_url()).text
    for words in ("toezegging T2026-7", "De wethouder komt", "https://raad.waterstad.example/t7"):
        assert words in page
    assert Event.objects.get(verb="motion.created").municipality_id == oost.municipality.pk


def test_an_advisor_of_any_area_may(oost, client_of):
    assert client_of(oost.wim).post(CREATE, filled()).status_code == 302


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "stan"])
def test_others_may_not(oost, motion, client_of, who):
    browser = client_of(getattr(oost, who))
    for page in (CREATE, at("edit", motion), at("settle", motion)):
        assert browser.post(page, filled()).status_code == 403
    assert Motion.objects.get().title == motion.title


def test_the_same_form_twice_is_one_motion_and_a_number_is_there_once(oost, client_of):
    browser, data = client_of(oost.ada), filled()
    for _ in range(2):
        assert browser.post(CREATE, data).status_code == 302
    answer = browser.post(CREATE, filled())
    assert "Dit nummer bestaat al." in answer.text
    # A motion and a pledge may have the same number.
    assert browser.post(CREATE, filled(kind="motion")).status_code == 302
    assert Motion.objects.count() == 2


def test_another_municipality_has_its_own(oost, client, client_of):
    foreign = MotionFactory(municipality=MunicipalityFactory(name="Bergdorp"), title="Van elders")
    assert client.get(foreign.get_absolute_url()).status_code == 404
    assert "Van elders" not in client.get(LIST).text
    assert client_of(oost.max).get(at("edit", foreign)).status_code == 404


def test_the_clerk_changes_and_settles_it(oost, motion, gerda, client, client_of):
    browser = client_of(gerda)
    assert browser.post(at("edit", motion), filled(title="Groene pleinen")).status_code == 302
    assert browser.post(at("settle", motion), settled(row_version=2)).status_code == 302
    motion.refresh_from_db()
    assert motion.title == "Groene pleinen"
    page = client.get(motion.get_absolute_url()).text
    assert "afgedaan" in page
    assert "Het college deed verslag." in page


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"outcome": ""}, "outcome"),
        ({"settled_on": ""}, "settled_on"),
        ({"settled_on": "2026-01-01"}, "settled_on"),
        ({"settled_on": "2027-01-01"}, "settled_on"),
    ],
)
def test_settling_needs_a_day_and_what_was_done(oost, motion, client_of, changes, wrong):
    answer = client_of(oost.ada).post(at("settle", motion), settled(**changes))
    assert answer.context["form"].errors[wrong]
    motion.refresh_from_db()
    assert motion.settled_on is None


def test_its_day_cannot_come_after_it_was_settled(oost, client_of):
    motion = MotionFactory(
        municipality=oost.municipality, settled_on="2026-05-01", outcome="Gedaan."
    )
    answer = client_of(oost.ada).post(at("edit", motion), filled(on="2026-06-01"))
    assert "Afgedaan kan niet voor de datum zelf." in answer.text


def test_it_tells_what_came_of_it_but_only_what_one_may_see(oost, motion, client, client_of):
    ActionFactory(area=oost.area, theme=oost.theme, motion=motion, title="Bomen op het plein")
    ActionFactory(
        area=oost.area, theme=oost.theme, motion=motion, title="Stil gesprek", public=False
    )
    SchemeFactory(municipality=oost.municipality, motion=motion, name="Potje voor pleinen")
    page = client.get(motion.get_absolute_url()).text
    assert "Bomen op het plein" in page
    assert "Potje voor pleinen" in page
    assert "Stil gesprek" not in page
    assert "Stil gesprek" in client_of(oost.pam).get(motion.get_absolute_url()).text


def test_nothing_came_of_it_yet_is_said(motion, client):
    assert "Nog niets bekend" in client.get(motion.get_absolute_url()).text


def test_the_list_is_by_state_and_kind(oost, motion, client):
    MotionFactory(
        municipality=oost.municipality,
        kind="pledge",
        title="Een toezegging",
        settled_on="2026-05-01",
        outcome="Gedaan.",
    )
    everything = client.get(LIST).text
    assert motion.title in everything
    assert "Een toezegging" in everything
    for query in ("?stand=open", "?soort=motion"):
        page = client.get(LIST + query).text
        assert motion.title in page
        assert "Een toezegging" not in page
    assert motion.title not in client.get(f"{LIST}?stand=afgedaan").text
    assert client.get(f"{LIST}?stand=onzin").status_code == 200


def test_the_page_of_the_council_leads_to_it(oost, client):
    assert LIST in client.get("/raad/").text
