"""Meetings in one's own calendar: a strict parser reads them, at the hour on the clock."""

import datetime

import pytest
from django.utils import timezone
from icalendar import Calendar

from areas.roles import RoleKind
from config.lib.clock import today
from partners.calendar import calendar_of
from partners.models import CalendarAddress, Meeting
from tests.factories import (
    AreaFactory,
    MeetingFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SeatFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db


def local(*parts: int) -> datetime.datetime:
    """A moment on the clock of the Netherlands."""
    return timezone.make_aware(datetime.datetime(*parts))


def meeting_at(begin: datetime.datetime, **fields) -> Meeting:
    """A meeting of an hour and a half."""
    return MeetingFactory(starts_at=begin, ends_at=begin + datetime.timedelta(minutes=90), **fields)


@pytest.mark.parametrize(
    ("day", "hours"),
    [((2027, 3, 27), 1), ((2027, 3, 28), 2), ((2027, 10, 30), 2), ((2027, 10, 31), 1)],
)
def test_half_past_seven_is_half_past_seven_before_and_after_a_change_of_summer_time(day, hours):
    text = calendar_of([meeting_at(local(*day, 19, 30))], "Oost")
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    begin = event["DTSTART"].dt
    assert begin.strftime("%Y-%m-%d %H:%M") == f"{datetime.date(*day)} 19:30"
    assert begin.utcoffset() == datetime.timedelta(hours=hours)
    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    zones = Calendar.from_ical(text).walk("VTIMEZONE")
    assert [str(zone["TZID"]) for zone in zones] == ["Europe/Amsterdam"]


def test_lines_are_folded_and_words_are_text_whatever_signs_are_in_it():
    table = RoundtableFactory(name="Tafel; met, een \\ lange naam " + "é" * 80)
    place = "Zaal 1, boven\nBEGIN:VALARM"
    text = calendar_of([MeetingFactory(roundtable=table, place=place)], "Oost")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert str(event["SUMMARY"]) == table.name
    assert str(event["LOCATION"]) == place
    assert not Calendar.from_ical(text).walk("VALARM")


class TestTheFeed:
    @pytest.fixture
    def rob(self, db):
        """Rob sits at the table of Oost; a table of West is not his."""
        rob = UserFactory(name="Rob Bewoner")
        rob.table = RoundtableFactory(area=AreaFactory(name="Oost"), name="Tafel Oost")
        rob.seat = SeatFactory(roundtable=rob.table, user=rob)
        MeetingFactory(roundtable=rob.table)
        MeetingFactory(roundtable=RoundtableFactory(area=AreaFactory(name="West"), name="West"))
        return rob

    def address(self, client, what: str) -> str:
        """Make the address of a feed on the page; it is shown once."""
        page = client.post("/partners/kalender/", {"wat": what})
        return "/partners/kalender/" + page.text.partition("/partners/kalender/")[2].split("<")[0]

    def titles(self, client, address: str) -> list[str]:
        """What the feed holds, read without being logged in."""
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "private, no-store"
        return [str(one["SUMMARY"]) for one in Calendar.from_ical(answer.text).walk("VEVENT")]

    def test_it_holds_ones_own_meetings_at_a_secret_address(self, rob, client, client_of):
        address = self.address(client_of(rob), "alles")
        assert self.titles(client, address) == ["Tafel Oost"]
        stored = CalendarAddress.objects.get()
        assert stored.digest not in address
        assert client.get("/partners/kalender/verkeerd/overleg.ics").status_code == 404

    def test_made_anew_the_old_address_stops_working(self, rob, client, client_of):
        old = self.address(client_of(rob), "alles")
        new = self.address(client_of(rob), "alles")
        assert client.get(old).status_code == 404
        assert self.titles(client, new) == ["Tafel Oost"]
        assert CalendarAddress.objects.count() == 1

    def test_a_seat_that_ends_empties_the_feed(self, rob, client, client_of):
        addresses = [
            self.address(client_of(rob), what) for what in ("alles", f"tafel-{rob.table.pk}")
        ]
        rob.seat.ends_on = today() - datetime.timedelta(days=1)
        rob.seat.save()
        assert [self.titles(client, address) for address in addresses] == [[], []]

    def test_an_account_that_is_closed_has_no_feed(self, rob, client, client_of):
        address = self.address(client_of(rob), "alles")
        rob.is_active = False
        rob.save()
        assert client.get(address).status_code == 404

    def test_of_an_area_only_what_one_may_read(self, rob, client, client_of):
        west = RoundtableFactory(area=rob.table.area, name="Tweede")
        MeetingFactory(roundtable=west)
        MeetingFactory(roundtable=west, public=True)
        what = f"gebied-{rob.table.area_id}"
        assert sorted(self.titles(client, self.address(client_of(rob), what))) == [
            "Tafel Oost",
            "Tweede",
        ]
        ada = person(RoleKind.ADVISOR_SOCIAL, rob.table.area, "Ada Adviseur")
        assert len(self.titles(client, self.address(client_of(ada), what))) == 3

    def test_of_a_confidential_table_it_only_says_that(self, rob, client, client_of):
        secret = RoundtableKindFactory(code="verdeeltafel", confidential=True)
        table = RoundtableFactory(area=rob.table.area, kind=secret, name="Verdeeltafel Oost")
        SeatFactory(roundtable=table, user=rob)
        MeetingFactory(roundtable=table, place="MFA")
        address = self.address(client_of(rob), "alles")
        assert sorted(self.titles(client, address)) == ["Tafel Oost", "Vertrouwelijk overleg"]
        text = client.get(address).text
        assert "Verdeeltafel" not in text
        assert "MFA" not in text
