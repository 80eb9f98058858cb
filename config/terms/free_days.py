"""Days on which a term cannot end: weekends and the recognised holidays of Awt article 3."""

import tomllib
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from dateutil.easter import easter

# Days that a royal decree names for a year (Awt 3 lid 3), each with its source; who asks may know
# more of them (`more`).
DECREES = Path(__file__).with_name("named_days.toml")
_SATURDAY = 5
NONE: frozenset[date] = frozenset()


@lru_cache
def named_days() -> dict[int, tuple[date, ...]]:
    """The days named by royal decree, by year; a year that is missing is not known yet."""
    rows = tomllib.loads(DECREES.read_text())["besluiten"]
    return {int(year): tuple(days) for row in rows for year, days in row["dagen"].items()}


def is_known(year: int, more: frozenset[date] = NONE) -> bool:
    """Whether is known which days of a year the government named."""
    return year in named_days() or any(day.year == year for day in more)


@lru_cache
def holidays(year: int, more: frozenset[date] = NONE) -> dict[date, str]:
    """The recognised holidays of a year with their Dutch names (Awt article 3)."""
    sunday = easter(year)
    found = {
        date(year, 1, 1): "Nieuwjaarsdag",
        sunday - timedelta(days=2): "Goede Vrijdag",
        sunday + timedelta(days=1): "tweede paasdag",
        _kings_day(year): "Koningsdag",
        date(year, 5, 5): "Bevrijdingsdag",
        sunday + timedelta(days=39): "Hemelvaartsdag",
        sunday + timedelta(days=50): "tweede pinksterdag",
        date(year, 12, 25): "eerste kerstdag",
        date(year, 12, 26): "tweede kerstdag",
    }
    named = {*named_days().get(year, ()), *(day for day in more if day.year == year)}
    return dict.fromkeys(named, "een dag die de regering vrij gaf") | found


def _kings_day(year: int) -> date:
    """27 April, or the day before when that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=day.weekday() == _SATURDAY + 1)


def why_free(day: date, more: frozenset[date] = NONE) -> str:
    """Why a term cannot end on this day, in Dutch; empty on a working day."""
    if name := holidays(day.year, more).get(day):
        return name
    return ("zaterdag", "zondag")[day.weekday() - _SATURDAY] if day.weekday() >= _SATURDAY else ""


def next_working_day(day: date, more: frozenset[date] = NONE) -> date:
    """This day, or the first one after it that is not free."""
    while why_free(day, more):
        day += timedelta(days=1)
    return day


def last_working_day(day: date, more: frozenset[date] = NONE) -> date:
    """This day, or the last one before it that is not free."""
    while why_free(day, more):
        day -= timedelta(days=1)
    return day
