"""Meetings as calendar files (RFC 5545): for a mail, and as a feed."""

import zoneinfo
from datetime import datetime
from urllib.parse import urljoin

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from config.lib.clock import now
from partners.models import Meeting, MeetingState

MAKER = "-//Gebiedswerk//NL"
STATUS = {MeetingState.PLANNED: "CONFIRMED", MeetingState.CANCELLED: "CANCELLED"}


def calendar_of(meetings, name: str) -> str:
    """The text of a calendar with these meetings (with their table and its kind).

    Times are those of the Netherlands with the rules of summer time beside them, so that a meeting
    at 19.30 stays at 19.30. Of a confidential table neither name nor place is told.
    """
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for meeting in meetings:
        calendar.add_component(_event(meeting))
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()


def title_of(meeting: Meeting) -> str:
    """What a calendar or a subject calls a meeting."""
    if meeting.roundtable.kind.confidential:
        return _("Vertrouwelijk overleg")
    return meeting.roundtable.name


def _event(meeting: Meeting) -> Event:
    event = Event()
    event.add("uid", f"{meeting.uid}@gebiedswerk")
    event.add("dtstamp", now())
    event.add("dtstart", local_time(meeting.starts_at))
    event.add("dtend", local_time(meeting.ends_at))
    event.add("summary", title_of(meeting))
    event.add("sequence", meeting.sequence)
    event.add("status", STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    event.add("url", urljoin(settings.SITE_URL, meeting.get_absolute_url()))
    if meeting.place and not meeting.roundtable.kind.confidential:
        event.add("location", meeting.place)
    return event


def local_time(moment: datetime) -> datetime:
    """The moment on the clock of the Netherlands, with the zone that a calendar file names."""
    return timezone.localtime(moment, zoneinfo.ZoneInfo(settings.TIME_ZONE))
