"""One gathering as a calendar file (RFC 5545)."""

from urllib.parse import urljoin

from django.conf import settings
from icalendar import Calendar, Event

from config.lib.clock import now
from initiatives.models import Gathering
from partners.calendar import MAKER, local_time


def file_of(gathering: Gathering) -> str:
    """The text of a calendar with this gathering; a calendar that has it takes over what changed.

    Times are those of the Netherlands with the rules of summer time beside them.
    """
    calendar, event = Calendar(), Event()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", f"bijeenkomst-{gathering.municipality_id}-{gathering.pk}@gebiedswerk")
    event.add("dtstamp", now())
    event.add("dtstart", local_time(gathering.starts_at))
    event.add("dtend", local_time(gathering.ends_at))
    event.add("summary", gathering.title)
    event.add("location", gathering.place)
    event.add("sequence", gathering.version)
    event.add("status", "CANCELLED" if gathering.cancelled_at else "CONFIRMED")
    event.add("url", urljoin(settings.SITE_URL, gathering.get_absolute_url()))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical().decode()
