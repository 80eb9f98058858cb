"""The penalty for deciding too late (Awb 4:17): the vectors of the law, and from which day."""

from datetime import date, timedelta

import pytest

from config.terms.penalty import all_rates, penalty, rates_on

NOTICE = date(2026, 3, 2)
EARLIER = date(2026, 2, 27)


@pytest.mark.parametrize(
    ("days", "euros"),
    [(0, 0), (1, 23), (14, 322), (15, 357), (28, 812), (29, 857), (42, 1442), (43, 1442)],
)
def test_the_vectors_of_the_law(days, euros):
    assert rates_on(NOTICE).after(days) == euros * 100
    first = penalty(term_end=EARLIER, received_on=NOTICE, until=NOTICE).first
    found = penalty(term_end=EARLIER, received_on=NOTICE, until=first + timedelta(days=days - 1))
    assert (found.cents, found.days) == (euros * 100, min(days, 42))


def test_it_starts_after_two_weeks_from_the_later_of_the_two_days():
    assert penalty(term_end=EARLIER, received_on=NOTICE, until=NOTICE).first == date(2026, 3, 17)
    assert penalty(term_end=NOTICE, received_on=EARLIER, until=NOTICE).first == date(2026, 3, 17)


def test_the_free_days_of_the_awt_change_nothing():
    """Two weeks from Monday 13 April end on Koningsdag, and the day after is the first."""
    found = penalty(term_end=EARLIER, received_on=date(2026, 4, 13), until=NOTICE)
    assert found.first == date(2026, 4, 28)
    assert found.last == date(2026, 6, 8)


def test_what_a_day_costs_and_that_it_stops():
    def a_day(until):
        return penalty(term_end=EARLIER, received_on=NOTICE, until=until).a_day

    assert [a_day(date(2026, 3, day)) for day in (16, 17, 30, 31)] == [0, 2300, 2300, 3500]
    assert [a_day(date(2026, 4, day)) for day in (13, 14, 27, 28)] == [3500, 4500, 4500, 0]


@pytest.mark.parametrize(
    ("received", "whole"),
    [(date(2009, 10, 1), 1260), (date(2018, 12, 31), 1260), (date(2019, 1, 1), 1442)],
)
def test_the_rates_follow_the_day_on_which_the_notice_came(received, whole):
    assert rates_on(received).after(42) == whole * 100


def test_before_the_law_there_was_none():
    with pytest.raises(ValueError, match="no penalty"):
        rates_on(date(2009, 9, 30))


def test_rates_that_nobody_looked_up_yet_say_so():
    early = penalty(term_end=date(2025, 1, 1), received_on=date(2025, 3, 1), until=NOTICE)
    assert early.is_checked
    assert not penalty(term_end=EARLIER, received_on=NOTICE, until=NOTICE).is_checked
    assert all(one.source and one.checked_until for one in all_rates())


@pytest.mark.parametrize("later", [0, 1, 13, 60])
def test_it_never_shrinks_and_never_passes_the_most(later):
    """Day by day from the notice until long after the last day that costs money."""
    received = EARLIER + timedelta(days=later)
    days = [received + timedelta(days=number) for number in range(80)]
    cents = [penalty(term_end=EARLIER, received_on=received, until=day).cents for day in days]
    steps = [after - before for before, after in zip(cents, cents[1:], strict=False)]
    assert steps == [0] * 14 + [2300] * 14 + [3500] * 14 + [4500] * 14 + [0] * 23
    assert cents[-1] == 144_200
