"""The ends of terms in the law, each worked out by hand beforehand."""

from datetime import date

import pytest

from config.terms.free_days import holidays
from config.terms.term import (
    Basis,
    Suspension,
    Term,
    Unit,
    WrongTerm,
    end_of,
)

# (event, length, unit, basis, raw end, legal end)
VECTORS = [
    ("2026-03-02", 8, "weeks", "awb", "2026-04-27", "2026-04-28"),
    ("2026-03-02", 8, "weeks", "verordening", "2026-04-27", "2026-04-27"),
    ("2026-04-02", 6, "weeks", "awb", "2026-05-14", "2026-05-18"),
    ("2026-03-24", 6, "weeks", "awb", "2026-05-05", "2026-05-06"),
    ("2026-01-26", 13, "weeks", "awb", "2026-04-27", "2026-04-27"),
    ("2026-02-02", 12, "weeks", "awb", "2026-04-27", "2026-04-28"),
    ("2026-03-30", 4, "weeks", "awb", "2026-04-27", "2026-04-28"),
    ("2026-11-13", 6, "weeks", "awb", "2026-12-25", "2026-12-28"),
    ("2026-11-20", 6, "weeks", "awb", "2027-01-01", "2027-01-04"),
    ("2026-02-20", 6, "weeks", "awb", "2026-04-03", "2026-04-07"),
    ("2025-11-21", 6, "weeks", "awb", "2026-01-02", "2026-01-05"),
    ("2027-03-11", 8, "weeks", "awb", "2027-05-06", "2027-05-10"),
    ("2028-03-03", 8, "weeks", "awb", "2028-04-28", "2028-05-01"),
    ("2028-04-13", 6, "weeks", "awb", "2028-05-25", "2028-05-29"),
    ("2026-06-01", 6, "weeks", "awb", "2026-07-13", "2026-07-13"),
    ("2026-04-02", 3, "days", "awb", "2026-04-05", "2026-04-08"),
    # Above the lengths of article 4, and a month that is shorter than the one before.
    ("2026-01-25", 90, "days", "awb", "2026-04-25", "2026-04-28"),
    ("2026-01-25", 91, "days", "awb", "2026-04-26", "2026-04-26"),
    ("2026-01-31", 1, "months", "amvb", "2026-02-28", "2026-03-02"),
    ("2024-02-29", 1, "years", "awb", "2025-02-28", "2025-02-28"),
    ("2026-04-02", 8, "weeks", "set_by_body", "2026-05-28", "2026-05-28"),
]
# Besides Saturdays and Sundays.
RECOGNISED = {
    2026: "1-1 2-1 3-4 6-4 27-4 5-5 14-5 15-5 25-5 25-12 26-12",
    2027: "1-1 26-3 29-3 27-4 5-5 6-5 7-5 17-5 25-12 26-12",
    2028: "1-1 14-4 17-4 27-4 28-4 5-5 25-5 26-5 5-6 25-12 26-12",
}


def day(text: str) -> date:
    """A date as a vector writes it."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(("event", "length", "unit", "basis", "raw", "legal"), VECTORS)
def test_a_term_ends(event, length, unit, basis, raw, legal):
    end = end_of(Term(day(event), length, Unit(unit), Basis(basis)))
    assert (end.raw, end.legal) == (day(raw), day(legal))


@pytest.mark.parametrize("year", RECOGNISED)
def test_the_recognised_days_of_a_year(year):
    found = {f"{one.day}-{one.month}" for one in holidays(year)}
    assert found == set(RECOGNISED[year].split())


def test_a_kings_day_on_a_sunday_is_kept_the_day_before():
    assert date(2025, 4, 26) in holidays(2025)
    assert date(2025, 4, 27) not in holidays(2025)


def test_a_term_that_stood_still_is_moved_once_at_the_end():
    """Invited on 16 March, completed on 23 March: six days, from the 17th to the 22nd."""
    still = Suspension(date(2026, 3, 17), date(2026, 3, 22), "u vulde uw aanvraag aan")
    end = end_of(Term(date(2026, 3, 2), 8, Unit.WEEKS), [still])
    assert (end.raw, end.legal) == (date(2026, 5, 3), date(2026, 5, 4))
    assert "6 dagen erbij" in " ".join(end.reasons)
    assert "u vulde uw aanvraag aan" in " ".join(end.reasons)


def test_a_term_of_the_municipality_has_a_day_that_is_always_in_time():
    end = end_of(Term(date(2026, 3, 2), 8, Unit.WEEKS, Basis.BYLAW))
    assert (end.legal, end.target) == (date(2026, 4, 27), date(2026, 4, 24))


def test_a_bylaw_may_say_that_the_act_holds_for_it():
    end = end_of(Term(date(2026, 3, 2), 8, Unit.WEEKS, Basis.BYLAW, awt_applies=True))
    assert end.legal == date(2026, 4, 28)


def test_every_step_is_explained_in_dutch():
    end = end_of(Term(date(2026, 3, 2), 8, Unit.WEEKS))
    assert end.reasons == (
        "8 weken na maandag 2 maart 2026: maandag 27 april 2026.",
        "Maandag 27 april 2026 is Koningsdag; de termijn eindigt dan op dinsdag 28 april 2026"
        " (Algemene termijnenwet, artikel 1).",
    )
    assert end.warnings == ()


def test_a_year_without_a_decree_is_told():
    end = end_of(Term(date(2028, 12, 20), 6, Unit.WEEKS))
    assert end.warnings == (
        "Voor 2029 is hier niet bekend welke dagen de regering extra vrij gaf.",
    )


@pytest.mark.parametrize(
    "pause",
    [
        Suspension(date(2026, 3, 20), date(2026, 3, 19)),
        Suspension(date(2026, 3, 2), date(2026, 3, 5)),
        Suspension(date(2026, 6, 1), date(2026, 6, 5)),
    ],
    ids=["ends before it begins", "on the day of the event", "after the end"],
)
def test_a_suspension_that_cannot_be_is_refused(pause):
    with pytest.raises(WrongTerm):
        end_of(Term(date(2026, 3, 2), 8, Unit.WEEKS), [pause])


@pytest.mark.parametrize("length", [0, -1, 100_000])
def test_a_length_that_cannot_be_is_refused(length):
    with pytest.raises(WrongTerm):
        end_of(Term(date(2026, 3, 2), length, Unit.WEEKS))
