"""The one clock of the application; tests set it with time-machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, with its zone."""
    return _told.get() or timezone.now()


def today() -> date:
    """Today's date in Europe/Amsterdam (the setting TIME_ZONE)."""
    return now().astimezone(timezone.get_default_timezone()).date()


def working_days_later(day: date, number: int) -> date:
    """The day that is this many days from Monday to Friday later; a promise, not a legal term."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


@contextmanager
def telling(moment: datetime) -> Iterator[None]:
    """Let the clock stand at another moment: only for demo content, which tells a past."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
