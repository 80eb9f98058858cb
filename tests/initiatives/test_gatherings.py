"""Gatherings: planned by who works for the area, public, called off, and told about afterwards."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from icalendar import Calendar

from areas.roles import RoleKind
from config.lib.access import Refused
from config.lib.clock import now
from config.outbox.models import Mail
from initiatives.actions.gathering import cancel_gathering
from initiatives.models import Gathering, SignUp
from tests.factories import (
    ActionFactory,
    AreaFactory,
    GatheringFactory,
    InitiativeFactory,
    SignUpFactory,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
TITLE = "Praat mee over het plein"
GIVEN = {
    "title": TITLE,
    "kind": "evening",
    "text": "We horen graag wat u vindt.",
    "place": "Buurthuis, Dorpsstraat",
    "begin": "19:30",
    "end": "21:00",
    "sign_up": "open",
    "seats": "20",
}


@pytest.fixture
def oost(db):
    """Oost, where Ada and Co plan; Ivo does not, and Wim works in West."""
    area = AreaFactory(name="Oost")
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    area.co = person(RoleKind.COMMUNICATIONS, area, "Co Communicatie")
    area.ivo = person(RoleKind.INSPECTOR, area, "Ivo Inspecteur")
    area.west = AreaFactory(name="West", municipality=area.municipality)
    area.wim = person(RoleKind.ADVISOR_SOCIAL, area.west, "Wim West")
    return area


def planned(browser, oost, **given):
    """Send the form of a new gathering, next week."""
    page = browser.get(f"/bijeenkomsten/plannen/?gebied={oost.pk}")
    day = (timezone.localdate() + 7 * DAY).isoformat()
    return browser.post("/bijeenkomsten/plannen/", filled(page, **{**GIVEN, "day": day, **given}))


def begun(gathering) -> Gathering:
    """The same, but it was yesterday."""
    rows = Gathering.objects.filter(pk=gathering.pk)
    rows.update(starts_at=now() - DAY, ends_at=now() - DAY + datetime.timedelta(hours=2))
    return rows.get()


@pytest.mark.parametrize("who", ["ada", "co"])
def test_who_writes_about_an_area_plans_and_everyone_reads(oost, client, client_of, who):
    sent = planned(client_of(getattr(oost, who)), oost)
    assert sent.status_code == 302, sent.text
    gathering = Gathering.objects.get()
    assert gathering.municipality == oost.municipality
    page = client.get(sent.url)
    assert TITLE in page.text
    assert ", 19.30 tot 21.00 uur" in page.text
    assert "Er zijn nog 20 plekken." in page.text
    assert "Wijzigen" not in page.text
    assert TITLE in client.get("/bijeenkomsten/?gebied=oost").text
    assert TITLE not in client.get("/bijeenkomsten/?gebied=west").text
    assert TITLE not in client.get("/bijeenkomsten/?wanneer=geweest").text


def test_others_do_not_plan_and_only_for_their_own_area(oost, client_of):
    assert client_of(oost.ivo).get("/bijeenkomsten/plannen/").status_code == 403
    page = planned(client_of(oost.wim), oost, area=oost.pk)
    assert page.status_code == 200
    assert "Deze keuze is niet" in page.text or "geldige" in page.text
    assert not Gathering.objects.exists()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"end": "19:00"}, "Het einde ligt voor het begin."),
        ({"day": "2020-01-01"}, "Deze dag is al geweest."),
        ({"seats": "0"}, "Vul 1 in, of meer."),
        ({"title": ""}, "verplicht"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(oost, client_of, given, says):
    page = planned(client_of(oost.ada), oost, **given)
    assert page.status_code == 200
    assert says in page.text
    assert GIVEN["text"] in page.text
    assert not Gathering.objects.exists()


def test_another_time_is_told_to_who_comes_and_more_seats_go_to_who_waits(oost, client_of):
    gathering = GatheringFactory(area=oost, seats=1)
    SignUpFactory(gathering=gathering, email="een@example.org", reminded_at=now())
    SignUpFactory(gathering=gathering, email="twee@example.org", seated_at=None)
    ada, url = client_of(oost.ada), f"/bijeenkomsten/{gathering.pk}/wijzigen/"
    sent = ada.post(url, filled(ada.get(url), begin="20:00", seats="2"))
    assert sent.status_code == 302, sent.text
    told = set(Mail.objects.values_list("purpose", "to"))
    assert told == {
        ("initiatives.gathering_changed", "een@example.org"),
        ("initiatives.gathering_changed", "twee@example.org"),
        ("initiatives.gathering_moved_up", "twee@example.org"),
    }
    assert "van 20.00 uur tot 21.00 uur" in Mail.objects.first().text
    assert SignUp.objects.seated().count() == 2
    assert not SignUp.objects.filter(reminded_at__isnull=False).exists()


def test_another_text_is_no_mail(oost, client_of):
    gathering = GatheringFactory(area=oost)
    SignUpFactory(gathering=gathering)
    ada, url = client_of(oost.ada), f"/bijeenkomsten/{gathering.pk}/wijzigen/"
    assert ada.post(url, filled(ada.get(url), text="Anders.")).status_code == 302
    assert not Mail.objects.exists()


def test_who_has_a_seat_keeps_it(oost, client_of):
    gathering = GatheringFactory(area=oost, seats=5)
    SignUpFactory(gathering=gathering, people=4)
    ada, url = client_of(oost.ada), f"/bijeenkomsten/{gathering.pk}/wijzigen/"
    page = ada.post(url, filled(ada.get(url), seats="3"))
    assert "Er hebben al 4 mensen een plek." in page.text
    assert Gathering.objects.get().seats == 5


def test_of_two_who_change_the_second_sees_both_days_and_texts(oost, client_of):
    gathering = GatheringFactory(area=oost)
    ada, url = client_of(oost.ada), f"/bijeenkomsten/{gathering.pk}/wijzigen/"
    first, second = ada.get(url), ada.get(url)
    assert ada.post(url, filled(first, text="Van de eerste.", begin="20:00")).status_code == 302
    page = ada.post(url, filled(second, text="Van de tweede."))
    assert "Van de eerste." in page.text
    assert "Hoe laat begint het?" in page.text
    assert "20:00" in page.text
    assert Gathering.objects.get().text == "Van de eerste."
    assert ada.post(url, filled(page)).status_code == 302
    assert Gathering.objects.get().text == "Van de tweede."


def test_called_off_with_a_reason_and_who_would_come_is_told(oost, client, client_of):
    gathering = GatheringFactory(area=oost, seats=1)
    SignUpFactory(gathering=gathering, email="een@example.org")
    SignUpFactory(gathering=gathering, email="twee@example.org", seated_at=None)
    SignUpFactory(gathering=gathering, confirmed_at=None)
    co, url = client_of(oost.co), f"/bijeenkomsten/{gathering.pk}/afzeggen/"
    assert "verplicht" in co.post(url, filled(co.get(url), reason=" ")).text
    assert co.post(url, filled(co.get(url), reason="Het regent.")).status_code == 302
    mails = Mail.objects.filter(purpose="initiatives.gathering_cancelled")
    assert sorted(mails.values_list("to", flat=True)) == ["een@example.org", "twee@example.org"]
    assert "Het regent." in mails.first().text
    page = client.get(gathering.get_absolute_url())
    assert "Het regent." in page.text
    assert "Meld u aan" not in page.text
    assert client.get(f"/bijeenkomsten/{gathering.pk}/aanmelden/").status_code == 403
    assert co.get(url).status_code == 403
    assert co.get(f"/bijeenkomsten/{gathering.pk}/wijzigen/").status_code == 403


def test_of_two_who_call_it_off_one_does(oost):
    gathering = GatheringFactory(area=oost)
    SignUpFactory(gathering=gathering)
    read = [Gathering.objects.get(pk=gathering.pk) for _number in range(2)]
    cancel_gathering(read[0], reason="Ziek.", by=oost.ada)
    with pytest.raises(Refused):
        cancel_gathering(read[1], reason="Ook ziek.", by=oost.ada)
    with pytest.raises(PermissionDenied):
        cancel_gathering(GatheringFactory(area=oost), reason="Ziek.", by=oost.wim)
    assert Mail.objects.count() == 1


def test_afterwards_everyone_reads_what_came_of_it(oost, client, client_of):
    gathering, ada = GatheringFactory(area=oost), client_of(oost.ada)
    url = f"/bijeenkomsten/{gathering.pk}/uitkomst/"
    assert ada.get(url).status_code == 403  # it is still to come
    SignUpFactory(gathering=gathering, people=3)
    gathering = begun(gathering)
    action, idea = ActionFactory(area=oost), InitiativeFactory(area=oost, title="Een bankje")
    given = {"outcome": "Er komt een bankje.", "turnout": "17", "led_to_action": action.pk}
    sent = ada.post(url, filled(ada.get(url), **given, led_to_initiative=idea.pk))
    assert sent.status_code == 302, sent.text
    page = client.get(gathering.get_absolute_url()).text
    for words in ("Er komt een bankje.", action.title, "Een bankje", ">17<", ">3<"):
        assert words in page
    assert "17 bezoekers" in client.get("/bijeenkomsten/?wanneer=geweest").text
    assert TITLE not in client.get("/bijeenkomsten/").text


def test_what_is_internal_is_no_link_for_everyone(oost, client, client_of):
    secret = ActionFactory(area=oost, public=False, title="Geheim plan")
    gathering = GatheringFactory(area=oost, action=secret)
    assert "Geheim plan" not in client.get(gathering.get_absolute_url()).text
    assert "Geheim plan" in client_of(oost.ada).get(gathering.get_absolute_url()).text


def test_addresses_are_for_who_sees_contact_data(oost, client, client_of):
    gathering = GatheringFactory(area=oost, seats=1)
    SignUpFactory(gathering=gathering, email="een@example.org")
    SignUpFactory(gathering=gathering, email="twee@example.org", seated_at=None)
    SignUpFactory(gathering=gathering, email="drie@example.org", confirmed_at=None)
    url = f"/bijeenkomsten/{gathering.pk}/aanmeldingen/"
    page = client_of(oost.ada).get(url)
    assert "een@example.org" in page.text
    assert "twee@example.org" in page.text
    assert "drie@example.org" not in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    for who in (oost.co, oost.ivo, oost.wim):
        assert client_of(who).get(url).status_code == 403
    for browser in (client, client_of(oost.ada), client_of(oost.co)):
        assert "@example.org" not in browser.get(gathering.get_absolute_url()).text
    assert "Hebben een plek" in client_of(oost.co).get(gathering.get_absolute_url()).text


@time_machine.travel("2026-07-01 10:00:00+02:00", tick=False)
def test_the_calendar_file_holds_the_evening(oost, client):
    gathering = GatheringFactory(area=oost)
    answer = client.get(f"/bijeenkomsten/{gathering.pk}/bijeenkomst.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["SUMMARY"] == TITLE
    assert event["LOCATION"] == "Buurthuis, Dorpsstraat"
    assert event.decoded("DTSTART").isoformat() == "2026-07-08T19:30:00+02:00"
    assert event["STATUS"] == "CONFIRMED"
    cancel_gathering(gathering, reason="Ziek.", by=oost.ada)
    again = client.get(f"/bijeenkomsten/{gathering.pk}/bijeenkomst.ics")
    after = Calendar.from_ical(again.content).walk("VEVENT")[0]
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > event["SEQUENCE"]
