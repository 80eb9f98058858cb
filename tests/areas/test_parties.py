"""Partners in a plan: who they are, and who signed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.agenda import move_plan
from areas.actions.plan_life import record_deed
from areas.models import Plan, RouteStep
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused
from config.lib.clock import today
from partners.actions.parties import remove_party
from partners.models import PlanParty
from tests.factories import MunicipalityFactory, OrganisationFactory, PlanFactory, PlanKindFactory
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(oost):
    return OrganisationFactory(municipality=oost.municipality)


@pytest.fixture
def contract(oost):
    """A buurtcontract in preparation, which partners sign."""
    kind = PlanKindFactory(
        municipality=oost.municipality, code="buurtcontract", name="Buurtcontract", signed=True
    )
    return PlanFactory(area=oost.area, kind=kind, state="draft", title="Buurtcontract Oost")


@pytest.fixture
def party(contract, group):
    return PlanParty.objects.create(plan=contract, organisation=group)


def add_url(plan):
    return reverse("partners:party_add", args=[plan.pk])


def url(name, party):
    return reverse(f"partners:{name}", args=[party.pk])


def added(group, **changes):
    return {
        "form_key": new_key(),
        "organisation": group.pk,
        "promises": "Een ruimte om te vergaderen.",
        **changes,
    }


def sent(browser, address, **changes):
    return browser.post(address, filled(browser.get(address), **changes))


def test_the_advisor_adds_a_partner_and_everyone_reads_it(oost, group, client, client_of):
    answer = client_of(oost.ada).post(add_url(oost.plan), added(group))
    assert answer.headers["Location"] == oost.plan.get_absolute_url()
    assert Event.objects.get(verb="planparty.created").area_id == oost.area.pk
    page = client.get(oost.plan.get_absolute_url()).text
    assert "Woningstichting Waterstad" in page
    assert "Een ruimte om te vergaderen." in page
    assert "ondertekend" not in page


def test_a_partner_stands_in_a_plan_once(oost, group, client_of):
    browser = client_of(oost.ada)
    browser.post(add_url(oost.plan), added(group))
    answer = browser.post(add_url(oost.plan), added(group))
    assert "Deze partner staat al bij het plan." in answer.text
    assert oost.plan.parties.count() == 1


def test_an_organisation_of_another_municipality_is_no_choice(oost, client_of):
    other = OrganisationFactory(municipality=MunicipalityFactory(name="Bergstad"))
    answer = client_of(oost.ada).post(add_url(oost.plan), added(other))
    assert answer.context["form"].errors["organisation"]


def test_the_advisor_notes_that_a_partner_signed(oost, contract, party, client_of):
    answer = sent(
        client_of(oost.ada),
        url("party_sign", party),
        signed_on="2026-11-02",
        signed_as="directeur",
    )
    assert answer.headers["Location"] == contract.get_absolute_url()
    page = client_of(oost.pam).get(contract.get_absolute_url()).text
    assert "2 november 2026, door de directeur" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"signed_on": "2026-11-19", "signed_as": "directeur"},
        {"signed_on": "2026-11-02", "signed_as": ""},
        {"signed_on": "", "signed_as": "directeur"},
    ],
)
def test_a_signature_has_a_day_that_was_and_a_function(oost, party, client_of, wrong):
    assert sent(client_of(oost.ada), url("party_sign", party), **wrong).status_code == 200
    assert PlanParty.objects.get(pk=party.pk).signed_on is None


def test_a_plan_that_is_signed_waits_for_its_partners(oost, contract, client_of):
    with pytest.raises(Refused, match="Voeg eerst de partners toe"):
        move_plan(contract, state="running", by=oost.ada)
    assert "Voeg eerst de partners toe" in client_of(oost.ada).get(contract.get_absolute_url()).text


def test_and_for_every_signature(oost, contract, party):
    second = OrganisationFactory(municipality=oost.municipality, code="welzijn", name="Welzijn")
    other = PlanParty.objects.create(plan=contract, organisation=second)
    sign = {"signed_on": today(), "signed_as": "directeur"}
    PlanParty.objects.filter(pk=party.pk).update(**sign)
    with pytest.raises(Refused, match="Nog niet ondertekend door: Welzijn"):
        move_plan(contract, state="running", by=oost.ada)
    PlanParty.objects.filter(pk=other.pk).update(**sign)
    assert move_plan(contract, state="running", by=oost.ada).state == "running"


def test_the_signatures_are_the_step_of_the_partners_on_the_route(oost, contract, party):
    RouteStep.objects.create(kind=contract.kind, order=1, deed="partners")
    RouteStep.objects.create(kind=contract.kind, order=2, deed="residents")
    PlanParty.objects.filter(pk=party.pk).update(signed_on=today(), signed_as="directeur")
    with pytest.raises(Refused, match="^Deze stap is nog niet gezet: besproken met bewoners.$"):
        move_plan(contract, state="running", by=oost.ada)
    record_deed(contract, deed="residents", on=today(), by=oost.ada)
    move_plan(contract, state="running", by=oost.ada)


def test_a_plan_that_nobody_signs_does_not_wait(oost, draft, group):
    PlanParty.objects.create(plan=draft, organisation=group)
    assert move_plan(draft, state="running", by=oost.ada).state == "running"


def test_who_has_not_signed_can_be_taken_out(oost, contract, party, client_of):
    browser = client_of(oost.ada)
    answer = sent(browser, url("party_remove", party))
    assert answer.headers["Location"] == contract.get_absolute_url()
    assert not contract.parties.exists()
    assert Event.objects.get(verb="planparty.removed").area_id == oost.area.pk


def test_who_has_signed_stays_and_stays_the_same(oost, party, client_of):
    PlanParty.objects.filter(pk=party.pk).update(signed_on=today(), signed_as="directeur")
    browser = client_of(oost.ada)
    assert browser.post(url("party_remove", party), {"form_key": new_key()}).status_code == 403
    with pytest.raises(PermissionDenied):
        remove_party(party, by=oost.ada)
    second = OrganisationFactory(municipality=oost.municipality, code="welzijn", name="Welzijn")
    answer = sent(browser, url("party_edit", party), organisation=second.pk)
    assert "heeft getekend en blijft dezelfde" in answer.text


@pytest.mark.parametrize("who", ["ivo", "pam", "cor"])
@pytest.mark.parametrize("name", ["party_edit", "party_sign", "party_remove"])
def test_who_keeps_no_agenda_here_may_not(oost, contract, party, client_of, who, name):
    assert client_of(getattr(oost, who)).post(url(name, party), {}).status_code == 403
    assert client_of(getattr(oost, who)).post(add_url(contract), {}).status_code == 403


@pytest.mark.parametrize("who", ["raf", "wim", "stan"])
def test_partners_of_a_draft_do_not_exist_for_strangers(oost, contract, party, client_of, who):
    for name in ("party_edit", "party_sign", "party_remove"):
        assert client_of(getattr(oost, who)).post(url(name, party), {}).status_code == 404


@pytest.mark.parametrize("state", ["ended", "withdrawn", "replaced"])
def test_in_a_plan_that_is_over_partners_stay_as_they_are(oost, contract, party, client_of, state):
    Plan.objects.filter(pk=contract.pk).update(state=state)
    for name in ("party_edit", "party_sign", "party_remove"):
        assert client_of(oost.ada).get(url(name, party)).status_code == 403
