"""Days and lengths in Dutch words, without language settings: a letter stays as it was."""

from datetime import date

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_UNITS = {
    "days": ("dag", "dagen"),
    "weeks": ("week", "weken"),
    "months": ("maand", "maanden"),
    "years": ("jaar", "jaar"),
}


def day_in_words(day: date) -> str:
    """A day with its weekday: "dinsdag 28 april 2026"."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def length_in_words(term) -> str:
    """The length of a term: "8 weken"."""
    return f"{term.length} {_UNITS[str(term.unit)][term.length != 1]}"


def many_days(number: int) -> str:
    """So many days: "1 dag", "6 dagen"."""
    return f"{number} {_UNITS['days'][number != 1]}"
