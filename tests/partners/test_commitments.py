"""Which partners join an action and what they bring; one of them may lead."""

import pytest
from django.urls import reverse

from areas.models import Action
from config.audit.models import Event
from config.intake.keys import new_key
from config.lib.access import Refused
from partners.actions.commitments import keep_commitment
from partners.forms.commitments import CommitmentForm
from partners.models import Commitment
from tests.factories import CommitmentFactory, MunicipalityFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def add(action):
    return reverse("partners:commitment_add", args=[action.pk])


def at(page, commitment):
    return reverse(f"partners:commitment_{page}", args=[commitment.action_id, commitment.pk])


def filled(organisation, **changes):
    return {
        "form_key": new_key(),
        "row_version": 1,
        "organisation": organisation.pk,
        "role": "partner",
        "brings": "hours",
        "hours": "40",
        **changes,
    }


def lead_of(oost):
    return Action.objects.get(pk=oost.action.pk).lead_label


def test_the_advisor_adds_a_partner_once(oost, client, client_of):
    browser, data = client_of(oost.ada), filled(oost.housing, text="twee hoveniers")
    answers = [browser.post(add(oost.action), data) for _ in range(2)]
    assert {answer.headers["Location"] for answer in answers} == {oost.action.get_absolute_url()}
    assert oost.action.commitments.get().hours == 40
    page = client.get(oost.action.get_absolute_url()).text
    for words in ("Woningstichting Waterstad", "40 uur", "twee hoveniers", "nog niet zeker"):
        assert words in page
    assert Event.objects.get(verb="commitment.created").area_id == oost.area.pk


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"brings": "money", "hours": ""}, "amount_cents"),
        ({"brings": "money", "hours": "", "amount_cents": "0"}, "amount_cents"),
        ({"brings": "hours", "hours": ""}, "hours"),
        ({"brings": "hours", "hours": "0"}, "hours"),
        ({"role": ""}, "role"),
    ],
)
def test_what_it_brings_needs_its_number(oost, client_of, changes, wrong):
    answer = client_of(oost.ada).post(add(oost.action), filled(oost.housing, **changes))
    assert answer.context["form"].errors[wrong]
    assert not Commitment.objects.exists()


@pytest.mark.parametrize("brings", ["goods", ""])
def test_a_number_that_does_not_belong_to_it_is_left_out(oost, client_of, brings):
    data = filled(oost.housing, brings=brings, amount_cents="100")
    assert client_of(oost.ada).post(add(oost.action), data).status_code == 302
    found = Commitment.objects.get()
    assert (found.hours, found.amount_cents) == (None, None)


def test_the_same_line_twice_is_refused_in_words(oost, client_of):
    CommitmentFactory(action=oost.action, organisation=oost.housing)
    answer = client_of(oost.ada).post(add(oost.action), filled(oost.housing))
    assert "Dit staat er al" in answer.text
    assert Commitment.objects.count() == 1


def test_a_partner_of_another_municipality_cannot_be_chosen(oost, client_of):
    foreign = OrganisationFactory(municipality=MunicipalityFactory(name="Bergdorp"))
    answer = client_of(oost.ada).post(add(oost.action), filled(foreign))
    assert answer.context["form"].errors["organisation"]


@pytest.mark.parametrize("who", ["ivo", "pam", "wim", "stan"])
def test_others_may_not(oost, client_of, who):
    browser = client_of(getattr(oost, who))
    commitment = CommitmentFactory(action=oost.action, organisation=oost.housing)
    for page in (add(oost.action), at("edit", commitment), at("remove", commitment)):
        assert browser.post(page, filled(oost.school)).status_code == 403
    assert Commitment.objects.get().organisation == oost.housing


# --- Who leads -------------------------------------------------------------


def test_who_leads_is_shown_as_the_lead_of_the_action(oost, client_of):
    data = filled(oost.housing, role="lead")
    client_of(oost.ada).post(add(oost.action), data)
    action = Action.objects.get(pk=oost.action.pk)
    assert action.lead_label == "Woningstichting Waterstad"
    assert "woningstichting" in action.search
    assert action.version == oost.action.version + 1


def test_a_second_lead_is_refused_beside_the_field(oost, client_of):
    CommitmentFactory(action=oost.action, organisation=oost.housing, role="lead")
    answer = client_of(oost.ada).post(add(oost.action), filled(oost.school, role="lead"))
    assert "Woningstichting Waterstad trekt" in str(answer.context["form"].errors["role"])


def test_of_two_leads_at_the_same_moment_one_is_refused(oost):
    forms = [
        CommitmentForm(
            filled(organisation, role="lead"),
            instance=Commitment(action=oost.action),
            user=oost.ada,
            municipality=oost.area.municipality,
        )
        for organisation in (oost.housing, oost.school)
    ]
    assert all(form.is_valid() for form in forms)
    keep_commitment(forms[0], by=oost.ada)
    with pytest.raises(Refused):
        keep_commitment(forms[1], by=oost.ada)
    assert lead_of(oost) == "Woningstichting Waterstad"


def test_who_no_longer_leads_is_no_longer_shown(oost, client_of):
    browser = client_of(oost.ada)
    browser.post(add(oost.action), filled(oost.housing, role="lead"))
    commitment = Commitment.objects.get()
    browser.post(at("edit", commitment), filled(oost.housing, role="partner"))
    assert lead_of(oost) == ""


def test_taking_the_lead_away_takes_the_name_away(oost, client_of):
    browser = client_of(oost.ada)
    browser.post(add(oost.action), filled(oost.housing, role="lead"))
    assert browser.get(at("remove", Commitment.objects.get())).status_code == 200
    browser.post(at("remove", Commitment.objects.get()))
    assert not Commitment.objects.exists()
    assert lead_of(oost) == ""
    assert Event.objects.get(verb="commitment.removed").changes["hours"] == [40, None]


def test_a_partner_that_does_not_lead_leaves_the_lead_alone(oost, client_of):
    browser = client_of(oost.ada)
    browser.post(add(oost.action), filled(oost.housing))
    browser.post(at("remove", Commitment.objects.get()))
    assert lead_of(oost) == "Groenbeheer"
