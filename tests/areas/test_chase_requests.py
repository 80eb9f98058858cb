"""Silence on a request goes up to somebody answerable, and a promise that passes is silence too."""

import datetime
import re

import pytest
from django.urls import reverse, reverse_lazy

from areas.actions.people import end_all, erase_user
from areas.actions.requests import answer, chase, send_again, withdraw
from areas.models import Assignment, Request, RequestState
from areas.roles import RoleKind
from config.audit.models import Event
from config.intake.keys import new_key
from config.outbox.models import Mail
from tests.factories import DepartmentFactory, RequestFactory, UserFactory, person

pytestmark = pytest.mark.django_db
FRIDAY = datetime.date(2026, 11, 20)
LIST = reverse_lazy("areas:requests")


@pytest.fixture
def wegbeheer(oost):
    """The department that is asked; nobody manages it."""
    return DepartmentFactory(municipality=oost.municipality)


@pytest.fixture
def asked(oost, wegbeheer):
    """What Ada asked Wegbeheer about the action, to be answered on a Friday."""
    given = {"area": oost.area, "department": wegbeheer, "action": oost.action}
    return RequestFactory(asked_by=oost.ada, due_on=FRIDAY, **given)


@pytest.fixture
def day(at):
    """The daily job, twice, on a day of November or later; returns what it mailed to whom."""

    def run(month, number, year=2026):
        last = Mail.objects.order_by("pk").values_list("pk", flat=True).last() or 0
        with at(year, month, number, 9):
            chase()
            chase()
        mails = Mail.objects.filter(pk__gt=last).order_by("pk")
        return [(mail.purpose.removeprefix("areas.request_"), mail.to) for mail in mails]

    return run


def silent(day):
    """Let the reminder pass, until it goes up."""
    day(11, 23)
    return day(11, 30)


def manage(wegbeheer, name="Mies Manager"):
    """Give the department a manager."""
    wegbeheer.manager = UserFactory(name=name)
    wegbeheer.save()
    return wegbeheer.manager


def answer_url(asked) -> str:
    return reverse("pages:answer", args=[asked.pk])


def filled(**changes):
    return {"form_key": new_key(), "state": "yes", "text": "", "answered_as": "manager"} | changes


def link_to(mail: str) -> str:
    """The path of the link in the newest mail to this address."""
    text = Mail.objects.filter(to=mail, text__contains="/verzoeken/link/").first().text
    return re.search(r"https?://[^/\s]+(/verzoeken/link/\S+)", text)[1]


# --- A department without a manager ----------------------------------------


def test_without_a_manager_of_the_department_it_goes_to_the_manager_of_the_area(oost, asked, day):
    assert day(11, 23) == [("reminded", asked.department.email)]
    assert "gaat de vraag naar Max Manager" in Mail.objects.first().text
    assert day(11, 27) == []
    assert day(11, 30) == [("escalated", oost.max.email)]
    assert "De afdeling heeft zelf geen manager" in Mail.objects.first().text
    asked.refresh_from_db()
    assert (asked.state, asked.went_to) == (RequestState.ESCALATED, oost.max)
    assert Event.objects.get(verb="request.escalated").object_id == asked.pk
    assert day(12, 1) == []


def test_the_nearest_manager_is_the_one(oost, asked, day):
    near = person(RoleKind.MANAGER, oost.area, "Nel Nabij")
    person(RoleKind.MANAGER, oost.west, "Wil West")
    person(RoleKind.MANAGER, oost.buurt, "Bob Buurt")
    assert silent(day) == [("escalated", near.email)]


def test_who_no_longer_manages_the_area_is_passed_over(oost, asked, day):
    near = person(RoleKind.MANAGER, oost.area, "Nel Nabij")
    Assignment.objects.filter(user=near).update(
        starts_on=datetime.date(2026, 1, 1), ends_on=datetime.date(2026, 11, 1)
    )
    assert silent(day) == [("escalated", oost.max.email)]


def test_a_manager_of_the_department_comes_first_unless_gone(oost, wegbeheer, asked, day):
    mies = manage(wegbeheer)
    day(11, 23)
    assert "naar uw manager" in Mail.objects.first().text
    assert day(11, 30) == [("escalated", mies.email)]
    mies.is_active = False
    mies.save()
    assert day(12, 1) == [("escalated", oost.max.email)]
    assert day(12, 2) == []


def test_when_the_manager_of_the_department_is_erased_it_goes_on(oost, wegbeheer, asked, day, at):
    mies = manage(wegbeheer)
    assert silent(day) == [("escalated", mies.email)]
    with at(2026, 12, 1, 8):
        erase_user(mies, by=None)
    wegbeheer.refresh_from_db()
    assert wegbeheer.manager is None
    assert day(12, 1) == [("escalated", oost.max.email)]


def test_it_stands_in_mijn_werk_of_the_manager_who_answers(oost, asked, day, at, client_of):
    silent(day)
    with at(2026, 11, 30, 10):
        link = f'href="{answer_url(asked)}"'
        assert link in client_of(oost.max).get("/mijn-werk/").text
        assert link not in client_of(oost.ada).get("/mijn-werk/").text
        assert "Max Manager aan zet" in client_of(oost.ada).get(asked.get_absolute_url()).text
        assert client_of(oost.max).post(answer_url(asked), filled()).status_code == 302
    asked.refresh_from_db()
    assert asked.state == RequestState.YES
    assert Event.objects.get(verb="request.answered").actor == oost.max


def test_the_manager_answers_by_the_link_too(oost, asked, day, at, client):
    silent(day)
    with at(2026, 11, 30, 10):
        page = client.get(link_to(oost.max.email)).headers["Location"]
        assert client.post(page, filled(state="no", text="Geen geld.")).status_code == 302
    assert Request.objects.get().state == RequestState.NO


def test_nobody_else_answers_for_the_manager(oost, asked, day, at, client_of):
    person(RoleKind.MANAGER, oost.west, "Wil West")
    other = person(RoleKind.MANAGER, oost.area.municipality.root, "Olga Ook")
    silent(day)
    with at(2026, 11, 30, 10):
        for who in (oost.ada, oost.wim, oost.pam, other):
            assert client_of(who).post(answer_url(asked), filled()).status_code == 410
    assert Request.objects.get().state == RequestState.ESCALATED


def test_whose_role_ends_answers_no_more_and_it_goes_to_the_next(oost, asked, day, at, client_of):
    near = person(RoleKind.MANAGER, oost.area, "Nel Nabij")
    silent(day)
    with at(2026, 11, 30, 10):
        end_all(Assignment.objects.filter(user=near))
    with at(2026, 12, 1, 8):
        assert client_of(near).post(answer_url(asked), filled()).status_code == 410
        assert asked.title not in client_of(near).get("/mijn-werk/").text
    assert day(12, 1) == [("escalated", oost.max.email)]


def test_sending_again_and_withdrawing_reach_the_manager(oost, asked, day, at):
    silent(day)
    with at(2026, 12, 1, 10):
        send_again(asked, by=oost.ada)
        assert Mail.objects.first().to == oost.max.email
        withdraw(asked, by=oost.ada)
    told = Mail.objects.filter(purpose="areas.request_withdrawn")
    assert {mail.to for mail in told} == {oost.max.email, asked.department.email}


# --- Nobody is answerable ---------------------------------------------------


@pytest.fixture
def alone(oost):
    """Nobody manages Oost or what is above it."""
    Assignment.objects.filter(user=oost.max).delete()


@pytest.mark.usefixtures("alone")
def test_without_anybody_the_asker_is_told_once(oost, asked, day, at, client_of):
    day(11, 23)
    assert "gaat de vraag naar" not in Mail.objects.first().text
    assert day(11, 30) == [("unanswered", oost.ada.email)]
    assert day(12, 1) == []
    assert Request.objects.get().state == RequestState.UNANSWERED
    with at(2026, 12, 1, 10):
        assert "er is geen manager" in client_of(oost.ada).get("/mijn-werk/").text
        page = client_of(oost.ada).get(asked.get_absolute_url()).text
        assert "Er is geen manager die het antwoord kan geven" in page
        assert asked.title in client_of(oost.ada).get(f"{LIST}?stand=te-laat").text


@pytest.mark.usefixtures("alone")
def test_the_department_still_answers_what_stayed_unanswered(oost, asked, day, at, client):
    silent(day)
    with at(2026, 12, 1, 10):
        page = client.get(link_to(asked.department.email)).headers["Location"]
        assert client.post(page, filled()).status_code == 302
    assert Request.objects.get().state == RequestState.YES


@pytest.mark.usefixtures("alone")
def test_who_becomes_manager_later_gets_it(oost, asked, day):
    silent(day)
    max_again = person(RoleKind.MANAGER, oost.area, "Max Manager")
    assert day(12, 2) == [("escalated", max_again.email)]


@pytest.mark.usefixtures("alone")
def test_it_never_goes_up_to_who_asked_it(oost, wegbeheer, day):
    mo = person(RoleKind.MANAGER, oost.area, "Mo Manager")
    RequestFactory(area=oost.area, department=wegbeheer, asked_by=mo, due_on=FRIDAY)
    assert silent(day) == [("unanswered", mo.email)]


@pytest.mark.usefixtures("alone")
def test_an_asker_who_left_gets_no_mail(oost, asked, day):
    oost.ada.is_active = False
    oost.ada.save()
    assert silent(day) == []
    assert Request.objects.get().state == RequestState.UNANSWERED


# --- A promised day that passes ---------------------------------------------


@pytest.fixture
def promised(asked, at):
    """Wegbeheer said: later, on Friday 4 December."""
    with at(2026, 11, 19, 9):
        token = _token(asked)
        given = {"text": "Eerst het riool.", "promised_on": datetime.date(2026, 12, 4)}
        answer(asked.pk, state="later", answered_as="beheerder", token=token, by=None, **given)
    asked.refresh_from_db()
    return asked


def _token(asked) -> str:
    send_again(asked, by=asked.asked_by)
    return link_to(asked.holder.email).split("/")[-2]


def test_until_its_day_a_promise_is_an_answer(oost, promised, day, at, client_of):
    assert promised.due_on == datetime.date(2026, 12, 4)
    assert day(12, 4) == []
    with at(2026, 12, 4, 10):
        browser = client_of(oost.ada)
        assert promised.title not in browser.get("/mijn-werk/").text
        assert promised.title in browser.get(f"{LIST}?stand=beantwoord").text
        assert promised.title not in browser.get(LIST).text


def test_after_its_day_it_waits_and_is_late_for_the_advisor(oost, promised, at, client_of):
    with at(2026, 12, 5, 10):
        browser = client_of(oost.ada)
        assert "Wegbeheer zou dit al doen" in browser.get("/mijn-werk/").text
        assert promised.title in browser.get(LIST).text
        assert promised.title in browser.get(f"{LIST}?stand=te-laat").text
        assert promised.title not in browser.get(f"{LIST}?stand=beantwoord").text
        assert "Die dag is voorbij" in browser.get(promised.get_absolute_url()).text


def test_the_department_is_reminded_once_and_then_it_goes_up(oost, promised, day):
    assert day(12, 5) == day(12, 6) == []  # a weekend
    assert day(12, 7) == [("reminded", promised.department.email)]
    assert "U zei dat dit voor Oost kon, op zijn laatst op 4 december 2026" in (
        Mail.objects.first().text
    )
    assert day(12, 11) == []
    assert day(12, 14) == [("escalated", oost.max.email)]
    assert "Daarna bleef het stil" in Mail.objects.first().text
    assert day(12, 15) == []


def test_after_the_reminder_the_department_names_a_new_day(promised, day, at, client):
    day(12, 7)
    with at(2026, 12, 8, 9):
        page = client.get(link_to(promised.department.email)).headers["Location"]
        later = {"state": "later", "text": "Het riool liep uit.", "promised_on": "2026-12-18"}
        assert client.post(page, filled(**later)).status_code == 302
    assert day(12, 14) == []
    assert day(12, 21) == [("reminded", promised.department.email)]


@pytest.mark.parametrize("state", ["yes", "no"])
def test_a_promise_that_was_kept_or_taken_back_is_left_alone(promised, day, at, state):
    with at(2026, 12, 3, 9):
        given = {"text": "Gedaan.", "answered_as": "beheerder", "token": _token(promised)}
        answer(promised.pk, state=state, by=None, **given)
    assert day(12, 7) == []


def test_what_the_public_read_stays_readable(oost, promised, day, at, client):
    with at(2026, 11, 20, 9):
        assert "Eerst het riool." in client.get(promised.get_absolute_url()).text
    day(12, 7)
    day(12, 14)
    with at(2026, 12, 14, 10):
        for url in (promised.get_absolute_url(), oost.action.get_absolute_url()):
            assert "Eerst het riool." in client.get(url).text
        assert oost.max.name not in client.get(promised.get_absolute_url()).text


def test_what_was_answered_once_is_not_rewritten(oost, promised, at, client_of):
    url = reverse("areas:request_edit", args=[promised.pk])
    with at(2026, 12, 14, 10):
        assert client_of(oost.ada).post(url, {"title": "Anders"}).status_code == 403


def test_a_promise_of_the_manager_comes_back_to_the_manager(oost, asked, day, at):
    silent(day)
    with at(2026, 12, 1, 9):
        given = {"text": "Na de kerst.", "promised_on": datetime.date(2027, 1, 8)}
        answer(asked.pk, state="later", answered_as="manager", by=oost.max, **given)
        assert Mail.objects.first().to == oost.max.email
    assert day(1, 8, 2027) == []
    assert day(1, 11, 2027) == [("escalated", oost.max.email)]
    assert Request.objects.get().state == RequestState.ESCALATED
    assert day(1, 18, 2027) == []


@pytest.mark.usefixtures("alone")
def test_a_passed_promise_without_anybody_above_is_told_to_the_asker(oost, promised, day):
    day(12, 7)
    assert day(12, 14) == [("unanswered", oost.ada.email)]
