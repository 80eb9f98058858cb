"""The books: one writer, whose bookings balance, replay without effect and never overspend."""

import pytest

from budgets.actions.books import BooksDiffer, book, check_books, check_books_daily
from budgets.models import Account, Budget, Entry
from budgets.models.books import MOVES
from config.lib.access import Refused
from tests.factories import AreaFactory, budget_of

pytestmark = pytest.mark.django_db

A = Account


@pytest.fixture
def budget():
    """€ 1.000 for Oost."""
    return budget_of(AreaFactory())


def move(budget, source, target, euros, key):
    """Book whole euros."""
    return book(
        budget=budget,
        source=source,
        target=target,
        amount_cents=euros * 100,
        key=key,
        text="Proef",
        by=None,
    )


def figures(budget):
    """The amounts in whole euros: allocated, reserved, spent, left."""
    budget.refresh_from_db()
    return [cents // 100 for cents in budget.figures.values()]


def test_money_goes_from_available_to_reserved_to_paid(budget):
    assert figures(budget) == [1000, 0, 0, 1000]
    move(budget, A.AVAILABLE, A.RESERVED, 300, "a")
    assert figures(budget) == [1000, 300, 0, 700]
    move(budget, A.RESERVED, A.SPENT, 250, "b")
    assert figures(budget) == [1000, 50, 250, 700]
    move(budget, A.RESERVED, A.AVAILABLE, 50, "c")
    assert figures(budget) == [1000, 0, 250, 750]


def test_money_that_came_back_and_money_that_is_taken_back(budget):
    move(budget, A.AVAILABLE, A.RESERVED, 300, "a")
    move(budget, A.RESERVED, A.SPENT, 300, "b")
    move(budget, A.SPENT, A.CLAIMED, 100, "asked back")
    move(budget, A.CLAIMED, A.AVAILABLE, 100, "c")
    move(budget, A.SPENT, A.RESERVED, 50, "d")
    move(budget, A.AVAILABLE, A.MUNICIPALITY, 800, "e")
    assert figures(budget) == [200, 50, 150, 0]


@pytest.mark.parametrize(
    ("source", "target", "euros", "reason"),
    [
        (
            A.AVAILABLE,
            A.RESERVED,
            1001,
            "Er is niet genoeg geld over in dit budget: nog €\xa01.000,00.",
        ),
        (A.AVAILABLE, A.MUNICIPALITY, 1001, "Er is niet genoeg geld over"),
        (A.RESERVED, A.SPENT, 1, "Er is niet zoveel gereserveerd in dit budget: €\xa00,00."),
        (A.RESERVED, A.AVAILABLE, 1, "Er is niet zoveel gereserveerd"),
        (A.SPENT, A.CLAIMED, 1, "Er is niet zoveel betaald"),
    ],
)
def test_an_account_cannot_give_more_than_it_holds(budget, source, target, euros, reason):
    with pytest.raises(Refused) as refused:
        move(budget, source, target, euros, "te-veel")
    assert refused.value.reason.startswith(reason)
    assert figures(budget) == [1000, 0, 0, 1000]
    assert not Entry.objects.filter(key="te-veel").exists()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (A.AVAILABLE, A.SPENT),
        (A.SPENT, A.AVAILABLE),
        (A.MUNICIPALITY, A.RESERVED),
        (A.AVAILABLE, A.AVAILABLE),
    ],
)
def test_there_is_no_way_around_the_decision(budget, source, target):
    with pytest.raises(ValueError, match="no such booking"):
        move(budget, source, target, 10, "om")


def test_each_move_has_its_opposite_so_that_any_entry_can_be_corrected():
    assert {(target, source) for source, target in MOVES} == MOVES


@pytest.mark.parametrize("euros", [0, -5])
def test_a_booking_is_above_zero(budget, euros):
    with pytest.raises(ValueError, match="no such booking"):
        move(budget, A.AVAILABLE, A.RESERVED, euros, "niets")


def test_the_same_key_books_once(budget):
    first = move(budget, A.AVAILABLE, A.RESERVED, 600, "een")
    again = move(budget, A.AVAILABLE, A.RESERVED, 600, "een")
    assert again == first
    assert figures(budget) == [1000, 600, 0, 400]


def test_a_key_is_not_for_another_booking(budget):
    move(budget, A.AVAILABLE, A.RESERVED, 600, "een")
    with pytest.raises(ValueError, match="another booking"):
        move(budget, A.AVAILABLE, A.RESERVED, 500, "een")


def test_the_nightly_check_is_silent_when_all_is_well(budget):
    move(budget, A.AVAILABLE, A.RESERVED, 600, "een")
    assert check_books() == []
    check_books_daily()


def test_the_nightly_check_names_a_budget_that_does_not_follow_from_its_books(budget, caplog):
    budget_of(AreaFactory(name="West"))
    Budget.objects.filter(pk=budget.pk).update(reserved_cents=100)
    (difference,) = check_books()
    assert difference.budget_id == budget.pk
    assert difference.columns["reserved"] == 100
    assert difference.books == {"allocated": 100_000, "reserved": 0, "spent": 0}
    with pytest.raises(BooksDiffer, match="1 budgetten"):
        check_books_daily()
    assert str(budget.pk) in caplog.text


def test_the_books_add_up_to_the_same_figures_as_the_budgets(budget):
    west = budget_of(AreaFactory(name="West"))
    move(budget, A.AVAILABLE, A.RESERVED, 300, "a")
    move(budget, A.RESERVED, A.SPENT, 100, "b")
    move(west, A.AVAILABLE, A.RESERVED, 50, "c")
    totals = Budget.objects.totals()
    assert totals == Entry.objects.totals()
    assert totals == {"allocated": 200_000, "reserved": 25_000, "spent": 10_000, "left": 165_000}


def test_no_budgets_is_nothing_everywhere():
    assert set(Budget.objects.totals().values()) == {0}
    assert set(Entry.objects.totals().values()) == {0}
