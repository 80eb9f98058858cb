"""The one clock of the application; tests set it with time-machine."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """This moment, with its zone."""
    return timezone.now()


def today() -> date:
    """Today's date in Europe/Amsterdam (the setting TIME_ZONE)."""
    return timezone.localdate()
