"""The directory: what everyone reads, what colleagues read, and when somebody goes out of it."""

import datetime

import pytest

from areas.roles import RoleKind
from config.lib.clock import today
from partners.models import Contact, Facility, Organisation
from tests.factories import (
    AreaFactory,
    ContactFactory,
    FacilityFactory,
    FacilityKindFactory,
    OrganisationFactory,
    person,
)
from tests.filled import filled
from tests.strict import ReadingClient

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def oost(db):
    """Oost with the police, a wijkagent who agreed to be shown, and a team leader who did not."""
    area = AreaFactory(name="Oost")
    area.police = OrganisationFactory(name="Politie", code="politie", phone="0900 8844")
    area.shown = ContactFactory(
        organisation=area.police, area=area, name="Wim Wijkagent", in_public=True
    )
    area.hidden = ContactFactory(organisation=area.police, area=area, name="Truus Teamleider")
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    return area


def test_everyone_reads_the_general_number_and_who_agreed(oost, client):
    for url in (oost.police.get_absolute_url(), "/gebieden/oost/team/"):
        text = client.get(url).text
        assert "Wim Wijkagent" in text
        assert "Truus Teamleider" not in text
    assert "0900 8844" in client.get(oost.police.get_absolute_url()).text


def test_who_works_there_reads_the_others_too_and_who_works_elsewhere_does_not(oost, client_of):
    west = person(RoleKind.ADVISOR_SOCIAL, AreaFactory(name="West"), "Wes West")
    url = oost.police.get_absolute_url()
    assert "Truus Teamleider" in client_of(oost.ada).get(url).text
    assert "Truus Teamleider" not in client_of(west).get(url).text


def test_a_contact_is_shown_from_until(oost):
    for starts, ends, seen in ((DAY, None, False), (None, -DAY, False), (-DAY, DAY, True)):
        oost.shown.starts_on = starts and today() + starts
        oost.shown.ends_on = ends and today() + ends
        oost.shown.save()
        text = ReadingClient().get(oost.police.get_absolute_url()).text
        assert ("Wim Wijkagent" in text) is seen


def test_an_organisation_is_added_and_found_by_its_area(oost, client, client_of):
    west = AreaFactory(name="West")
    ada = client_of(oost.ada)
    page = ada.get("/partners/nieuw/")
    sent = filled(page, name="Welzijn Oost", areas=[oost.pk])
    assert ada.post("/partners/nieuw/", sent).status_code == 302
    made = Organisation.objects.get(name="Welzijn Oost")
    assert list(made.areas.all()) == [oost]
    assert "Welzijn Oost" in client.get("/partners/?gebied=oost").text
    assert "Welzijn Oost" not in client.get(f"/partners/?gebied={west.slug}").text
    # Who works for the whole municipality works in every area.
    assert "Politie" in client.get(f"/partners/?gebied={west.slug}").text


def test_a_contact_goes_out_with_everything(oost, client_of):
    ada, pk = client_of(oost.ada), oost.hidden.pk
    page = ada.get(f"/partners/contact/{pk}/weghalen/")
    assert "Truus Teamleider" in page.text
    assert ada.post(f"/partners/contact/{pk}/weghalen/", filled(page)).status_code == 302
    assert not Contact.objects.filter(pk=pk).exists()


def test_an_end_before_the_start_is_said_beside_the_field(oost, client_of):
    ada, url = client_of(oost.ada), f"/partners/contact/{oost.hidden.pk}/bewerken/"
    sent = filled(ada.get(url), starts_on="2026-05-02", ends_on="2026-05-01")
    assert "De einddatum ligt voor de begindatum." in ada.post(url, sent).text


def test_a_place_has_hours_a_point_and_a_kind(oost, client, client_of):
    kind = FacilityKindFactory(code="aed", name="AED", plural="AED's")
    ada = client_of(oost.ada)
    page = ada.get("/partners/plekken/nieuw/?gebied=oost")
    given = {"kind": kind.pk, "name": "AED bij de school", "hours": "Dag en nacht"}
    sent = filled(page, **given, lat="52.12", lon="")
    assert "Vul beide getallen in" in ada.post("/partners/plekken/nieuw/", sent).text
    done = ada.post("/partners/plekken/nieuw/", sent | {"lon": "4.65"})
    assert done.status_code == 302
    assert Facility.objects.get().area == oost
    FacilityFactory(area=AreaFactory(name="West"), name="Zaal West")
    text = client.get("/partners/plekken/?gebied=oost&soort=aed").text
    assert "AED bij de school" in text
    assert "Dag en nacht" in text
    assert "Zaal West" not in text


def test_a_network_is_found_in_its_area_and_holds_no_number_of_a_resident(oost, client, client_of):
    kind = FacilityKindFactory(code="buurtapp", name="Buurtpreventie", network=True)
    ada, url = client_of(oost.ada), "/partners/plekken/nieuw/?gebied=oost"
    given = {"kind": kind.pk, "name": "WhatsApp-groep Oost"}
    page = ada.get(url)
    wrong = filled(page, **given, phone="06-12345678", text="Bel Jan op 0172 465 465.")
    text = ada.post("/partners/plekken/nieuw/", wrong).text
    assert "Dit is een mobiel nummer." in text
    assert "Hier staat een telefoonnummer." in text
    assert not Facility.objects.exists()
    right = filled(page, **given, phone="14 0172", text="Meld u aan op de website.")
    assert ada.post("/partners/plekken/nieuw/", right).status_code == 302
    assert "WhatsApp-groep Oost" in client.get("/partners/plekken/?gebied=oost").text


def test_a_place_may_have_a_mobile_number(oost, client_of):
    kind = FacilityKindFactory(code="buurthuis", name="Buurthuis")
    ada = client_of(oost.ada)
    page = ada.get("/partners/plekken/nieuw/?gebied=oost")
    sent = filled(page, kind=kind.pk, name="De Bron", phone="06-12345678")
    assert ada.post("/partners/plekken/nieuw/", sent).status_code == 302


def test_the_last_of_the_list_says_what_to_do(client):
    assert "voegt ze toe" in client.get("/partners/").text
    assert "voegt ze toe" in client.get("/partners/plekken/").text
