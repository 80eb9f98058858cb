"""The penalty for deciding too late (dwangsom, Awb 4:17): from which day, and how much.

The Awt does not apply to its days, and nothing is paid for more than the days of its rates.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

RATES = Path(__file__).with_name("penalty_rates.toml")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rates:
    """What is owed a day, in steps of (days, cents a day), for notices received from a day on.

    `checked_until` is the last day for which somebody looked the amounts up.
    """

    valid_from: date
    checked_until: date
    source: str
    steps: tuple[tuple[int, int], ...]

    @property
    def most_days(self) -> int:
        """For how many days at most."""
        return sum(days for days, _cents in self.steps)

    def a_day(self, number: int) -> int:
        """Cents for the day with this number, from 1; nothing before it and after the last."""
        for days, cents in self.steps:
            if 0 < number <= days:
                return cents
            number -= days
        return 0

    def after(self, days: int) -> int:
        """Cents owed after so many days."""
        return sum(self.a_day(number) for number in range(1, min(days, self.most_days) + 1))


@dataclass(frozen=True)
class Penalty:
    """What one notice of default comes to: from `first` on, for `days` so far, `cents` in all."""

    received_on: date
    first: date
    last: date
    days: int
    cents: int
    a_day: int
    rates: Rates

    @property
    def is_checked(self) -> bool:
        """Whether somebody looked up the rates for the day of the notice."""
        return self.received_on <= self.rates.checked_until


@lru_cache
def _file() -> dict:
    return tomllib.loads(RATES.read_text())


@lru_cache
def all_rates() -> tuple[Rates, ...]:
    """The rates, oldest first; amounts in the file are whole euros."""
    return tuple(
        Rates(
            valid_from=row["vanaf"],
            checked_until=row["gecontroleerd_tot"],
            source=row["bron"],
            steps=tuple((days, euros * 100) for days, euros in row["per_dag"]),
        )
        for row in _file()["tarieven"]
    )


def rates_on(received_on: date) -> Rates:
    """The rates for a notice received on this day. Raises ValueError before the first."""
    found = [one for one in all_rates() if one.valid_from <= received_on]
    if not found:
        raise ValueError("no penalty by law yet")
    return found[-1]


def penalty(*, term_end: date, received_on: date, until: date) -> Penalty:
    """What is owed on the evening of `until`, that day included, when nothing was decided.

    The clock starts two weeks after the later of the end of the term and the day on which the
    notice of default was received. Raises ValueError before there was a penalty by law.
    """
    rates = rates_on(received_on)
    first = max(term_end, received_on) + (_file()["wachtdagen"] + 1) * _DAY
    last = first + (rates.most_days - 1) * _DAY
    days = min(max((until - first).days + 1, 0), rates.most_days)
    a_day = rates.a_day(days) if first <= until <= last else 0
    return Penalty(received_on, first, last, days, rates.after(days), a_day, rates)
