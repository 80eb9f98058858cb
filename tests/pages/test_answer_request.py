"""A department answers by the link in its mail: without an account, once, and who then hears."""

import re
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.actions.requests import answer as answer_action
from areas.actions.requests import ask, chase, send_again
from areas.forms.requests import RequestForm
from areas.models import Request, RequestAnswer, RequestState
from areas.roles import RoleKind
from config.audit.models import Event
from config.intake.keys import new_key
from config.outbox.models import Mail
from initiatives.actions.requests import ask_for
from tests.factories import (
    AreaFactory,
    DepartmentFactory,
    InitiativeFactory,
    ThemeFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost(db, settings):
    """Ada asked Wegbeheer something for Rosa's idea; Mies manages Wegbeheer."""
    settings.PAGES_REMEMBERED = 0
    area = AreaFactory(name="Oost")
    mies = UserFactory(name="Mies Manager")
    ThemeFactory(municipality=area.municipality)
    return SimpleNamespace(
        area=area,
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        mies=mies,
        wegbeheer=DepartmentFactory(municipality=area.municipality, manager=mies),
        rosa=UserFactory(name="Rosa Resident"),
    )


@pytest.fixture
def idea(oost):
    """Rosa's idea, on the site."""
    return InitiativeFactory(area=oost.area, submitter=oost.rosa, title="Bankje bij de vijver")


def asked_for(oost, idea=None, **changes) -> Request:
    """Ask as the page does."""
    data = {
        "form_key": new_key(),
        "department": oost.wegbeheer.pk,
        "title": "Mag het bankje op de stoep?",
        "public": "on",
        **changes,
    }
    instance = Request(area=oost.area, asked_by=oost.ada)
    form = RequestForm(data, instance=instance, user=oost.ada, municipality=oost.area.municipality)
    assert form.is_valid(), form.errors
    if idea:
        return ask_for(form, initiative=idea, by=oost.ada)
    return ask(form, by=oost.ada)


def link() -> str:
    """The path of the link in the newest mail that has one."""
    text = Mail.objects.filter(text__contains="/verzoeken/link/").first().text
    return re.search(r"https?://[^/\s]+(/verzoeken/link/\S+)", text)[1]


def filled(**changes):
    data = {"form_key": new_key(), "state": "yes", "text": "", "answered_as": "beheerder wegen"}
    return data | changes


def answers(client, path=None, **changes):
    """Follow the link and press the button."""
    page = client.get(path or link())
    assert page.status_code == 302
    return client.post(page.headers["Location"], filled(**changes))


def test_opening_the_link_shows_the_question_and_does_nothing(oost, client):
    asked_for(oost, text="Bij de ingang.")
    for _turn in range(2):  # a mail scanner came first
        page = client.get(link(), follow=True)
        assert "Mag het bankje op de stoep?" in page.text
        assert "Bij de ingang." in page.text
    assert not RequestAnswer.objects.exists()


def test_the_link_does_not_log_in(oost, client):
    asked = asked_for(oost)
    client.get(link(), follow=True)
    assert client.get("/mijn-werk/").headers["Location"].startswith("/inloggen/")
    assert client.get(asked.get_absolute_url()).status_code == 404


def test_yes_is_written_down_and_the_asker_and_the_resident_hear(oost, idea, client):
    asked = asked_for(oost, idea)
    answer = answers(client, text="We zetten het in mei neer.")
    assert answer.headers["Location"] == reverse("pages:answered")
    asked.refresh_from_db()
    given = RequestAnswer.objects.get()
    assert (asked.state, given.state, given.answered_as) == ("yes", "yes", "beheerder wegen")
    assert Event.objects.get(verb="request.answered").actor is None
    mails = {mail.to: mail for mail in Mail.objects.exclude(to=oost.wegbeheer.email)}
    assert set(mails) == {oost.ada.email, oost.rosa.email}
    assert "Het antwoord is: ja." in mails[oost.rosa.email].text
    assert "We zetten het in mei neer." in mails[oost.rosa.email].text
    assert "bankje" not in mails[oost.rosa.email].subject.lower()


def test_the_answer_shows_with_the_idea_for_everyone(oost, idea, client):
    asked = asked_for(oost, idea)
    assert asked.title not in client.get(idea.get_absolute_url()).text
    answers(client, text="We zetten het in mei neer.")
    for url in (idea.get_absolute_url(), asked.get_absolute_url()):
        assert "We zetten het in mei neer." in client.get(url).text


def test_an_answer_that_is_not_public_goes_to_the_asker_only(oost, idea, client):
    asked_for(oost, idea, public="")
    answers(client)
    assert not Mail.objects.filter(to=oost.rosa.email).exists()
    assert Mail.objects.filter(to=oost.ada.email).exists()


def test_about_an_idea_that_is_not_public_only_the_initiator_hears(oost, client, client_of):
    hidden = InitiativeFactory(
        area=oost.area, submitter=oost.rosa, state="received", released_at=None, released_by=None
    )
    asked = asked_for(oost, hidden)
    answers(client)
    assert Mail.objects.filter(to=oost.rosa.email).exists()
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert client_of(oost.rosa).get(asked.get_absolute_url()).status_code == 200


def test_no_needs_a_reason(oost, client):
    asked_for(oost)
    answer = answers(client, state="no")
    assert "Schrijf waarom" in answer.text
    assert not RequestAnswer.objects.exists()


@pytest.mark.parametrize("day", ["", "2026-11-18", "2020-01-01", "2099-01-01"])
def test_later_needs_a_day_that_is_still_to_come(oost, client, day):
    asked_for(oost)
    answers(client, state="later", text="Eerst het riool.", promised_on=day)
    assert not RequestAnswer.objects.exists()


def test_later_gives_a_new_link_by_which_it_becomes_yes(oost, client):
    asked = asked_for(oost)
    answers(client, state="later", text="Eerst het riool.", promised_on="2027-03-01")
    assert Request.objects.get().state == RequestState.LATER
    answers(client, state="yes")
    states = list(RequestAnswer.objects.filter(request=asked).values_list("state", flat=True))
    assert states == ["yes", "later"]


def test_a_link_works_once(oost, client):
    asked_for(oost)
    path = link()
    answers(client, path)
    gone = client.get(path)
    assert gone.status_code == 410
    assert "Vraag de gebiedsadviseur" in gone.text
    page = reverse("pages:answer", args=[Request.objects.get().pk])
    assert client.post(page, filled(state="no", text="Nee.")).status_code == 410
    assert RequestAnswer.objects.count() == 1


def test_a_form_that_is_sent_twice_answers_once(oost, client):
    asked_for(oost)
    data = filled()
    page = client.get(link()).headers["Location"]
    first, second = client.post(page, data), client.post(page, data)
    assert (first.status_code, second.status_code) == (302, 410)
    assert RequestAnswer.objects.count() == 1


def test_an_expired_link_says_so_and_the_advisor_sends_a_new_one(oost, client, at):
    asked = asked_for(oost)
    path = link()
    with at(2027, 3, 1, 12):
        assert client.get(path).status_code == 410
        send_again(asked, by=oost.ada)
        assert answers(client).status_code == 302


def test_the_link_of_one_request_answers_no_other(oost, client):
    one, other = asked_for(oost), asked_for(oost)
    token = link().split("/")[-2]  # of the newest
    with pytest.raises(PermissionDenied):
        answer_action(one.pk, state="yes", text="", answered_as="iemand", token=token, by=None)
    client.get(link())
    page = reverse("pages:answer", args=[one.pk])
    assert client.post(page, filled()).status_code == 410
    assert client.get(reverse("pages:answer", args=[other.pk])).status_code == 200


def test_without_a_link_nobody_answers(oost, client, client_of):
    asked = asked_for(oost)
    page = reverse("pages:answer", args=[asked.pk])
    for browser in (client, client_of(oost.ada), client_of(oost.mies)):
        assert browser.get(page).status_code == 410
        assert browser.post(page, filled()).status_code == 410
    with pytest.raises(PermissionDenied):
        answer_action(asked.pk, state="yes", text="", answered_as="ik", by=oost.ada)


# --- Silence ---------------------------------------------------------------


def purposes() -> list[str]:
    """What the mails are for, oldest first."""
    return [mail.purpose.removeprefix("areas.request_") for mail in Mail.objects.order_by("pk")]


def test_silence_is_reminded_on_the_first_working_day_after(oost, at):
    asked_for(oost, due_on="2026-11-20")  # a Friday
    for day in (20, 21, 22):
        with at(2026, 11, day, 9):
            chase()
    assert purposes() == ["asked"]
    with at(2026, 11, 23, 9):
        chase()
        chase()
    assert purposes() == ["asked", "reminded"]
    assert Mail.objects.first().to == oost.wegbeheer.email


def test_five_working_days_later_it_is_the_managers(oost, client_of, at):
    asked = asked_for(oost, due_on="2026-11-20")
    with at(2026, 11, 23, 9):
        chase()
    with at(2026, 11, 27, 9):
        chase()
    assert Request.objects.get().state == RequestState.ASKED
    with at(2026, 11, 30, 9):
        chase()
        chase()
        assert purposes() == ["asked", "reminded", "escalated"]
        assert Request.objects.get().state == RequestState.ESCALATED
        assert Mail.objects.first().to == oost.mies.email
        page = client_of(oost.ada).get(asked.get_absolute_url()).text
        assert "is de manager aan zet" in page
        assert asked.title in client_of(oost.mies).get(asked.get_absolute_url()).text


def test_a_worker_that_was_away_reminds_before_it_goes_up(oost, at):
    asked_for(oost, due_on="2026-11-20")
    with at(2027, 1, 11, 9):
        chase()
        chase()
    assert purposes() == ["asked", "reminded"]


def test_the_manager_answers_by_link_or_logged_in(oost, idea, client_of, at):
    asked = asked_for(oost, idea, due_on="2026-11-20")
    for month, day in ((11, 23), (11, 30)):
        with at(2026, month, day, 9):
            chase()
    page = reverse("pages:answer", args=[asked.pk])
    assert client_of(oost.ada).get(page).status_code == 410
    assert client_of(oost.mies).post(page, filled()).status_code == 302
    assert Event.objects.get(verb="request.answered").actor == oost.mies
    assert Mail.objects.filter(to=oost.rosa.email).exists()


def test_what_is_answered_or_withdrawn_is_left_alone(oost, client, at):
    asked_for(oost, due_on="2026-11-20")
    answers(client)
    count = Mail.objects.count()
    with at(2026, 12, 20, 9):
        chase()
    assert Mail.objects.count() == count


def test_my_work_shows_the_advisor_what_is_late_and_the_manager_what_is_theirs(oost, client_of, at):
    asked = asked_for(oost, due_on="2026-11-20")
    person(RoleKind.MANAGER, oost.area.municipality.root, "Mies Manager")
    with at(2026, 11, 23, 9):
        page = client_of(oost.ada).get("/mijn-werk/").text
        assert asked.title in page
        assert "Wegbeheer antwoordt niet" in page
        chase()
    with at(2026, 11, 30, 9):
        chase()
        page = client_of(oost.mies).get("/mijn-werk/").text
        assert reverse("pages:answer", args=[asked.pk]) in page
