"""Where on the map an action is, and where it came from."""

import pytest

from areas.models import Action, AddressPoint
from config.intake.keys import new_key
from tests.factories import MotionFactory, MunicipalityFactory, promised

pytestmark = pytest.mark.django_db
CREATE = "/gebieden/acties/nieuw/"


def filled(oost, **changes):
    return {
        "form_key": new_key(),
        "title": "Geveltuinen",
        "area": oost.area.pk,
        "theme": oost.theme.pk,
        "public": "on",
        **promised(oost.municipality),
        **changes,
    }


@pytest.fixture
def school(oost):
    """The school stands at Dorpsstraat 5."""
    return AddressPoint.objects.create(
        municipality=oost.municipality,
        postcode="2401AB",
        number="5",
        street="Dorpsstraat",
        lat=52.13,
        lon=4.65,
    )


def made():
    return Action.objects.get(title="Geveltuinen")


def test_words_and_a_point_are_kept_and_shown(oost, client, client_of):
    data = filled(oost, place="Het plein bij de school", lat="52.1", lon="4.6")
    assert client_of(oost.ada).post(CREATE, data).status_code == 302
    assert (made().lat, made().lon) == (52.1, 4.6)
    assert "Het plein bij de school" in client.get(made().get_absolute_url()).text


@pytest.mark.parametrize("text", ["2401AB 5", "2401 ab 5", "2401AB", "Dorpsstraat 5"])
def test_an_address_gives_the_point(oost, school, client_of, text):
    assert client_of(oost.ada).post(CREATE, filled(oost, address=text)).status_code == 302
    assert (made().lat, made().lon) == (52.13, 4.65)
    assert made().place == text


def test_an_unknown_address_is_said_beside_the_field(oost, school, client_of):
    answer = client_of(oost.ada).post(CREATE, filled(oost, address="Kerkstraat 1"))
    assert "kennen wij niet" in str(answer.context["form"].errors["address"])


def test_an_address_of_another_municipality_is_unknown(oost, school, client_of):
    elsewhere = MunicipalityFactory(name="Bergdorp")
    AddressPoint.objects.create(
        municipality=elsewhere, postcode="9999ZZ", number="1", lat=52, lon=5
    )
    answer = client_of(oost.ada).post(CREATE, filled(oost, address="9999ZZ 1"))
    assert answer.context["form"].errors["address"]


def test_without_a_table_of_addresses_none_is_asked(oost, client_of):
    assert "address" not in client_of(oost.ada).get(CREATE).context["form"].fields


@pytest.mark.parametrize(
    ("lat", "lon", "wrong"), [("52.1", "", "lon"), ("", "4.6", "lat"), ("48.8", "4.6", "lat")]
)
def test_half_a_point_or_one_abroad_is_refused_beside_the_field(oost, client_of, lat, lon, wrong):
    answer = client_of(oost.ada).post(CREATE, filled(oost, lat=lat, lon=lon))
    assert answer.context["form"].errors[wrong]
    assert not Action.objects.filter(title="Geveltuinen").exists()


def test_where_it_came_from_is_told(oost, client, client_of):
    data = filled(oost, origin="signal", origin_text="Gezegd op het dorpsfeest.")
    client_of(oost.ada).post(CREATE, data)
    page = client.get(made().get_absolute_url()).text
    assert "signaal van een bewoner" in page
    assert "Gezegd op het dorpsfeest." in page


def test_a_motion_says_by_itself_where_it_came_from(oost, client, client_of):
    motion = MotionFactory(municipality=oost.municipality, title="Meer bomen")
    client_of(oost.ada).post(CREATE, filled(oost, motion=motion.pk))
    assert made().origin == "motion"
    assert "Meer bomen" in client.get(made().get_absolute_url()).text


def test_a_motion_of_another_municipality_cannot_be_chosen(oost, client_of):
    motion = MotionFactory(municipality=MunicipalityFactory(name="Bergdorp"))
    answer = client_of(oost.ada).post(CREATE, filled(oost, motion=motion.pk))
    assert answer.context["form"].errors["motion"]
