"""The one clock of the application; tests set it with time-machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """This moment, with its zone."""
    return _told.get() or timezone.now()


def today() -> date:
    """Today's date in Europe/Amsterdam (the setting TIME_ZONE)."""
    return now().astimezone(timezone.get_default_timezone()).date()


@contextmanager
def telling(moment: datetime) -> Iterator[None]:
    """Let the clock stand at another moment: only for demo content, which tells a past."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)
