"""Asking a department something about an action: the question, its mail, changing, withdrawing."""

import datetime

import pytest
from django.urls import reverse

from areas.actions.people import erase_user
from areas.models import Request, RequestState
from areas.models.asks import ANSWERED
from config.audit.models import Event
from config.intake.keys import new_key
from config.intake.models import MailToken
from config.outbox.models import Mail
from tests.factories import (
    ActionFactory,
    DepartmentFactory,
    PlanFactory,
    RequestFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MONDAY_AFTER = datetime.date(2026, 12, 2)  # ten working days after Wednesday 18 November


@pytest.fixture
def wegbeheer(oost):
    """The department that is asked."""
    return DepartmentFactory(municipality=oost.municipality)


def create_url(oost):
    return reverse("areas:request_create", args=[oost.action.pk])


def page(name, request):
    return reverse(f"areas:{name}", args=[request.pk])


def filled(wegbeheer, **changes):
    return {
        "form_key": new_key(),
        "department": wegbeheer.pk,
        "title": "Kan de stoep breder?",
        "text": "Rolstoelen passen er niet.",
        "public": "on",
        **changes,
    }


def test_the_advisor_asks_and_the_department_gets_one_mail(oost, wegbeheer, client_of):
    browser, data = client_of(oost.ada), filled(wegbeheer)
    answers = [browser.post(create_url(oost), data) for _ in range(2)]
    asked = Request.objects.get()
    assert {answer.headers["Location"] for answer in answers} == {asked.get_absolute_url()}
    assert (asked.action, asked.area, asked.asked_by) == (oost.action, oost.area, oost.ada)
    assert Event.objects.get(verb="request.created").area_id == oost.area.pk
    mail = Mail.objects.get()
    assert (mail.to, mail.purpose) == (wegbeheer.email, "areas.request_asked")
    assert "/verzoeken/link/" in mail.text
    assert MailToken.objects.get().ref == f"areas.request:{asked.pk}"


def test_the_subject_of_the_mail_says_nothing_of_the_question(oost, wegbeheer, client_of):
    client_of(oost.ada).post(create_url(oost), filled(wegbeheer))
    subject = Mail.objects.get().subject
    assert subject == "Een vraag aan uw afdeling"


def test_without_a_day_the_department_has_its_working_days(oost, wegbeheer, client_of):
    client_of(oost.ada).post(create_url(oost), filled(wegbeheer))
    assert Request.objects.get().due_on == MONDAY_AFTER


def test_a_day_in_the_past_is_refused(oost, wegbeheer, client_of):
    answer = client_of(oost.ada).post(create_url(oost), filled(wegbeheer, due_on="2026-11-17"))
    assert "Deze dag is al voorbij" in answer.text
    assert not Request.objects.exists()


def test_a_department_of_another_municipality_cannot_be_asked(oost, client_of):
    other = DepartmentFactory(municipality__name="Bergdorp")
    answer = client_of(oost.ada).post(create_url(oost), filled(other))
    assert answer.status_code == 200
    assert not Mail.objects.exists()


def test_a_department_whose_mail_nobody_reads_cannot_be_asked(oost, wegbeheer, client_of):
    erase_user(UserFactory(email=wegbeheer.email), by=None)
    answer = client_of(oost.ada).post(create_url(oost), filled(wegbeheer))
    assert answer.status_code == 200
    assert not Request.objects.exists()


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "wim", "stan"])
def test_who_keeps_no_agenda_here_may_not(oost, wegbeheer, client_of, who):
    asked = RequestFactory(area=oost.area, department=wegbeheer)
    browser = client_of(getattr(oost, who))
    assert browser.post(create_url(oost), filled(wegbeheer)).status_code == 403
    for name in ("request_edit", "request_withdraw", "request_send"):
        assert browser.post(page(name, asked), filled(wegbeheer)).status_code in {403, 404}
    assert not Mail.objects.exists()


def test_opening_the_pages_changes_nothing(oost, wegbeheer, client_of):
    asked, browser = RequestFactory(area=oost.area, department=wegbeheer), client_of(oost.ada)
    names = ("request", "request_edit", "request_withdraw", "request_send")
    for url in (create_url(oost), *(page(name, asked) for name in names)):
        assert browser.get(url).status_code == 200
    assert not Mail.objects.exists()


def test_a_later_day_starts_the_reminders_anew(oost, wegbeheer, client_of, at):
    with at(2026, 11, 2, 9):
        asked = RequestFactory(area=oost.area, department=wegbeheer, reminded_at=None)
    Request.objects.update(reminded_at=datetime.datetime(2026, 11, 17, tzinfo=datetime.UTC))
    data = {"row_version": 1, "title": asked.title, "text": "", "due_on": "2026-12-15"}
    assert client_of(oost.ada).post(page("request_edit", asked), data).status_code == 302
    asked.refresh_from_db()
    assert (asked.due_on, asked.reminded_at) == (datetime.date(2026, 12, 15), None)


@pytest.mark.parametrize("state", [*ANSWERED, RequestState.WITHDRAWN])
def test_what_is_answered_or_withdrawn_is_not_changed(oost, wegbeheer, client_of, state):
    asked = RequestFactory(area=oost.area, department=wegbeheer, state=state)
    answer = client_of(oost.ada).post(page("request_edit", asked), {"title": "Anders"})
    assert answer.status_code == 403
    assert "al beantwoord of ingetrokken" in answer.text


def test_withdrawing_makes_the_link_useless_and_tells_the_department(oost, wegbeheer, client_of):
    browser = client_of(oost.ada)
    browser.post(create_url(oost), filled(wegbeheer))
    asked = Request.objects.get()
    assert browser.post(page("request_withdraw", asked)).status_code == 302
    assert Request.objects.get().state == RequestState.WITHDRAWN
    assert MailToken.objects.get().used_at is not None
    assert Mail.objects.first().purpose == "areas.request_withdrawn"
    assert browser.post(page("request_withdraw", asked)).status_code == 403


def test_sending_again_gives_a_new_link_and_ends_the_old_one(oost, wegbeheer, client_of):
    browser = client_of(oost.ada)
    browser.post(create_url(oost), filled(wegbeheer))
    press = {"form_key": new_key()}
    for _pressed_twice in range(2):
        browser.post(page("request_send", Request.objects.get()), press)
    assert Mail.objects.count() == 2
    assert MailToken.objects.filter(used_at=None).count() == 1


def test_what_is_settled_is_not_sent_again(oost, wegbeheer, client_of):
    asked = RequestFactory(area=oost.area, department=wegbeheer, state=RequestState.NO)
    assert client_of(oost.ada).post(page("request_send", asked)).status_code == 403


# --- Who reads it ----------------------------------------------------------


def test_the_question_is_for_colleagues_until_it_is_answered(oost, wegbeheer, client, client_of):
    asked = RequestFactory(area=oost.area, department=wegbeheer, action=oost.action)
    assert client.get(asked.get_absolute_url()).status_code == 404
    assert asked.title not in client.get(oost.action.get_absolute_url()).text
    assert client_of(oost.wim).get(asked.get_absolute_url()).status_code == 404
    shown = client_of(oost.pam).get(oost.action.get_absolute_url()).text
    assert asked.title in shown
    assert "antwoord uiterlijk" in shown


def test_an_answer_that_is_not_public_stays_inside(oost, wegbeheer, client):
    one = RequestFactory(area=oost.area, department=wegbeheer, state=RequestState.YES, public=False)
    assert client.get(one.get_absolute_url()).status_code == 404


def test_an_answer_about_a_hidden_action_is_hidden_too(oost, draft, wegbeheer, client, client_of):
    embargoed = PlanFactory(area=oost.area, public_from=datetime.date(2027, 1, 1))
    common = {"area": oost.area, "theme": oost.theme}
    hidden = [
        ActionFactory(**common, public=False),
        ActionFactory(**common, plan=draft),
        ActionFactory(**common, plan=embargoed),
    ]
    for action in hidden:
        one = RequestFactory(
            area=oost.area, department=wegbeheer, action=action, state=RequestState.YES
        )
        assert client.get(one.get_absolute_url()).status_code == 404
        assert client_of(oost.ada).get(one.get_absolute_url()).status_code == 200


def test_the_list_has_the_most_urgent_first_and_filters(oost, wegbeheer, client_of):
    groen = DepartmentFactory(municipality=oost.municipality, code="groen")
    day = datetime.date(2026, 12, 1)
    RequestFactory(area=oost.buurt, department=groen, title="Vraag over gras", due_on=day)
    RequestFactory(area=oost.area, department=wegbeheer, title="Vraag over stoep")
    RequestFactory(area=oost.west, department=wegbeheer, title="Vraag uit West")
    done = {"state": RequestState.NO, "title": "Vraag van toen"}
    RequestFactory(area=oost.area, department=wegbeheer, **done)
    browser, url = client_of(oost.ada), reverse("areas:requests")
    shown = browser.get(url).text
    assert shown.index("Vraag over gras") < shown.index("Vraag over stoep")
    assert "Vraag uit West" not in shown
    assert "Vraag van toen" not in shown
    assert "Vraag over gras" not in browser.get(f"{url}?afdeling=wegbeheer").text
    assert "Vraag van toen" in browser.get(f"{url}?stand=beantwoord").text
    assert "Geen verzoeken" in browser.get(f"{url}?stand=te-laat").text
    assert client_of(oost.stan).get(url).status_code == 403
