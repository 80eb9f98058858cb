"""Days as people write them in a planning: 1-3-2027, maart 2027, Q2 2027, 2027."""

import re
from calendar import monthrange
from datetime import date

from config.lib.text import normalise

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "januari jan",
            "februari feb",
            "maart mrt",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "augustus aug",
            "september sep sept",
            "oktober okt",
            "november nov",
            "december dec",
        ],
        start=1,
    )
    for name in names.split()
}
EARLIEST, LATEST = 1990, 2100
_YEAR = r"(?P<year>\d{4})"
_ANY_YEAR = r"(?P<year>\d{4}|\d{2})"
_QUARTER = r"(?P<quarter>[1-4])"
PATTERNS = [
    re.compile(pattern)
    for pattern in (
        rf"{_YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}})[-/. ](?P<month>\d{{1,2}})[-/. ]{_ANY_YEAR}",
        rf"(?P<day>\d{{1,2}})[-/ ](?P<name>[a-z]+)\.?[-/ ]{_ANY_YEAR}",
        rf"(?P<name>(?!q|k)[a-z]+)\.?[-/ ]{_YEAR}",
        rf"(?P<month>\d{{1,2}})[-/]{_YEAR}",
        rf"(?:q|k|kwartaal ?){_QUARTER}[-/ ]*{_YEAR}",
        rf"{_YEAR}[-/ ]*(?:q|k|kwartaal ?){_QUARTER}",
        rf"{_QUARTER}(?:e|ste|de)? ?kwartaal[-/ ]*{_YEAR}",
        _YEAR,
    )
]


def read_date(text: str, *, end: bool = False) -> date | None:
    """The day that is meant; of a month, quarter or year the first day, or with `end` the last.

    None for an empty text. Raises ValueError for what is no day, or no likely one.
    """
    plain = normalise(text).strip(" .")
    if not plain:
        return None
    match = next((found for rx in PATTERNS if (found := rx.fullmatch(plain))), None)
    if match is None:
        raise ValueError("not a date")
    first, last = _span(match.groupdict())
    return last if end else first


def _span(part: dict[str, str | None]) -> tuple[date, date]:
    """The first and the last day of what was written. Raises ValueError for a day that is none."""
    year = int(part["year"] or 0)
    year += 2000 if year < 100 else 0
    if not EARLIEST <= year <= LATEST:
        raise ValueError("no likely year")
    if part.get("quarter"):
        month, count = 3 * int(part["quarter"] or 0) - 2, 3
    elif part.get("name") or part.get("month"):
        month, count = MONTHS.get(part.get("name") or "", 0) or int(part.get("month") or 0), 1
    else:
        month, count = 1, 12
    if part.get("day"):
        day = date(year, month, int(part["day"] or 0))
        return day, day
    last = month + count - 1
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])
