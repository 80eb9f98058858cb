"""Covenants: who promised what, who signed, and what ends soon."""

import datetime

import pytest

from areas.roles import RoleKind
from config.lib.clock import today
from partners.models import Covenant
from tests.factories import (
    ActionFactory,
    AreaFactory,
    CommitmentFactory,
    CovenantFactory,
    CovenantPartyFactory,
    OrganisationFactory,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def oost(db):
    """Oost, whose agenda Ada keeps."""
    area = AreaFactory(name="Oost")
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    return area


def test_it_is_made_signed_and_read_by_everyone(oost, client, client_of):
    ada = client_of(oost.ada)
    page = ada.get("/partners/convenanten/nieuw/")
    sent = filled(page, title="Samen veilig", starts_on="2026-01-01", ends_on="2029-12-31")
    assert ada.post("/partners/convenanten/nieuw/", sent).status_code == 302
    made = Covenant.objects.get()
    police = OrganisationFactory(name="Politie", code="politie")
    url = f"/partners/convenanten/{made.pk}/partij/"
    sent = filled(ada.get(url), organisation=police.pk, promises="Elke week een ronde.")
    assert ada.post(url, sent).status_code == 302
    assert "nog niet ondertekend" in client.get(made.get_absolute_url()).text
    url = f"/partners/partijen/{made.parties.get().pk}/"
    page = ada.get(url)
    assert "in welke functie" in ada.post(url, filled(page, signed_on="2026-01-02")).text
    late = (today() + DAY).isoformat()
    assert "moet nog komen" in ada.post(url, filled(page, signed_on=late, signed_as="chef")).text
    done = ada.post(url, filled(page, signed_on="2026-01-02", signed_as="teamchef"))
    assert done.status_code == 302
    text = client.get(made.get_absolute_url()).text
    assert "Elke week een ronde." in text
    assert "teamchef" in text


def test_a_promise_names_actions_in_which_the_party_takes_part(oost, client, client_of):
    police = OrganisationFactory(code="politie")
    action = ActionFactory(area=oost, title="Ronde door de wijk")
    CommitmentFactory(action=action, organisation=police)
    ActionFactory(area=oost, title="Iets anders")
    party = CovenantPartyFactory(organisation=police)
    ada, url = client_of(oost.ada), f"/partners/partijen/{party.pk}/"
    page = ada.get(url)
    assert "Iets anders" not in page.text
    assert ada.post(url, filled(page, actions=[action.pk])).status_code == 302
    assert "Ronde door de wijk" in client.get(party.covenant.get_absolute_url()).text


def test_a_party_stands_there_once(oost, client_of):
    party = CovenantPartyFactory()
    ada, url = client_of(oost.ada), f"/partners/convenanten/{party.covenant_id}/partij/"
    sent = filled(ada.get(url), organisation=party.organisation_id)
    assert "Deze partij staat al bij het convenant." in ada.post(url, sent).text


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "loopt"),
        ({"ends_on": 60}, "loopt bijna af"),
        ({"ends_on": 400}, "loopt"),
        ({"ends_on": -1}, "afgelopen"),
        ({"evaluate_on": 30}, "evaluatie nodig"),
        ({"evaluate_on": 30, "outcome": "Goed."}, "loopt"),
    ],
)
def test_what_ends_or_has_to_be_evaluated_soon_says_so(db, fields, word):
    days = {
        name: today() + value * DAY if isinstance(value, int) else value
        for name, value in fields.items()
    }
    assert CovenantFactory(**days).state[1] == word
