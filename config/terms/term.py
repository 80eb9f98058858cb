"""The end of one term: from the day of the event, with the reasons in Dutch."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from config.terms.free_days import NONE, is_known, last_working_day, next_working_day, why_free
from config.terms.words import day_in_words, length_in_words, many_days

_DAY = timedelta(days=1)
LONGEST = 1000
# So far Easter can be reckoned.
LAST_YEAR = 4000
# Awt 2: a term of three days or more holds at least two days that are not free.
_SHORT, _MUST_HOLD = 3, 2


class Basis(StrEnum):
    """What a term follows from: decides whether the Awt moves its end (Awt 1 and 5)."""

    AWB = "awb"
    AMVB = "amvb"
    BYLAW = "verordening"
    OWN = "set_by_body"


class Unit(StrEnum):
    """In what a term is counted. Terms in hours are not dates; the Awt leaves them alone."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


# Awt 4: above this length, in its own unit, the Awt does not apply.
_LONGEST_MOVED = {Unit.DAYS: 90, Unit.WEEKS: 12, Unit.MONTHS: 3, Unit.YEARS: 0}


class WrongTerm(ValueError):
    """A term that cannot be: its sentence in Dutch says why."""


@dataclass(frozen=True)
class Suspension:
    """Days on which a term stands still, the first and the last one included (Awb 4:15)."""

    first: date
    last: date
    reason: str = ""


@dataclass(frozen=True)
class Term:
    """A term: so many units after an event (the event's own day does not count, Awt and Awb 4:13).

    `awt_applies` says whether the Awt moves its end; None: yes for a wet or AMvB, no for what a
    municipality set (Awt 1 and 5).
    """

    event: date
    length: int
    unit: Unit
    basis: Basis = Basis.AWB
    awt_applies: bool | None = None


@dataclass(frozen=True)
class End:
    """When a term ends.

    `raw` is counted only; `legal` is the last day in law; `target` is the last working day on or
    before `raw`, which is always in time. `reasons` explain it in Dutch, `warnings` say what is
    not sure.
    """

    raw: date
    legal: date
    target: date
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]


def end_of(
    term: Term, suspensions: Iterable[Suspension] = (), *, more: frozenset[date] = NONE
) -> End:
    """When the term ends; `more` are days named by royal decree that are not in the file.

    Raises WrongTerm for a length or suspension that cannot be.
    """
    if not 0 < term.length <= LONGEST:
        raise WrongTerm(f"Een termijn duurt 1 tot {LONGEST} dagen, weken, maanden of jaren.")
    if term.event.year + term.length > LAST_YEAR:
        raise WrongTerm(f"Deze termijn kan na het jaar {LAST_YEAR} eindigen.")
    raw = term.event + relativedelta(**{str(term.unit): term.length})
    reasons = [f"{length_in_words(term)} na {day_in_words(term.event)}: {day_in_words(raw)}."]
    raw = _suspended(term, raw, suspensions, reasons)
    legal = _moved(term, raw, reasons, more)
    warnings = _warnings(term.event, legal, more)
    return End(raw, legal, last_working_day(raw, more), tuple(reasons), warnings)


def _suspended(term: Term, raw: date, suspensions: Iterable[Suspension], reasons: list) -> date:
    """The end with the days on which the term stood still added; a day counts once."""
    for pause in sorted(suspensions, key=lambda one: one.first):
        if pause.last < pause.first:
            raise WrongTerm("Een opschorting eindigt niet voor zij begint.")
        if not term.event < pause.first <= raw:
            raise WrongTerm("Een opschorting begint terwijl de termijn loopt.")
        days = (pause.last - pause.first).days + 1
        raw += days * _DAY
        why = f" ({pause.reason})" if pause.reason else ""
        reasons.append(
            f"De termijn stond stil van {day_in_words(pause.first)} tot en met"
            f" {day_in_words(pause.last)}{why}: {many_days(days)} erbij, dus {day_in_words(raw)}."
        )
    return raw


def _moved(term: Term, raw: date, reasons: list[str], more: frozenset[date]) -> date:
    """The end as the Awt moves it: once, at the very end."""
    if not _awt_applies(term, reasons):
        return raw
    end = next_working_day(raw, more)
    if end != raw:
        reasons.append(
            f"{_sentence(day_in_words(raw))} is {why_free(raw, more)}; de termijn eindigt dan op"
            f" {day_in_words(end)} (Algemene termijnenwet, artikel 1)."
        )
    if (held := _holding_two(term, end, more)) != end:
        reasons.append(
            "Een termijn van drie dagen of meer telt ten minste twee werkdagen, dus"
            f" {day_in_words(held)} (Algemene termijnenwet, artikel 2)."
        )
    return held


def _awt_applies(term: Term, reasons: list[str]) -> bool:
    by_law = term.basis in {Basis.AWB, Basis.AMVB}
    if not (by_law if term.awt_applies is None else term.awt_applies):
        reasons.append(
            "De gemeente stelde deze termijn zelf vast; de Algemene termijnenwet verschuift het"
            " einde niet (artikel 1 en 5)."
        )
        return False
    if term.length > _LONGEST_MOVED[term.unit]:
        reasons.append(
            "De termijn is zo lang dat de Algemene termijnenwet het einde niet verschuift"
            " (artikel 4)."
        )
        return False
    return True


def _holding_two(term: Term, end: date, more: frozenset[date]) -> date:
    """The end, moved on until the term holds two working days (Awt 2)."""
    if term.unit is Unit.DAYS and term.length < _SHORT:
        return end
    day, working = term.event, 0
    while working < _MUST_HOLD:
        day += _DAY
        working += not why_free(day, more)
    return max(day, end)


def _warnings(event: date, end: date, more: frozenset[date]) -> tuple[str, ...]:
    unknown = [year for year in range(event.year, end.year + 1) if not is_known(year, more)]
    return tuple(
        f"Voor {year} is hier niet bekend welke dagen de regering extra vrij gaf."
        for year in unknown
    )


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
