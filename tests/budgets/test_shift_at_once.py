"""Shifting between budgets at the same moment, in threads: what is free goes once, on both
databases, and two shifts in opposite directions do not lock each other out.
"""

import pytest

from areas.models import User
from areas.roles import RoleKind
from budgets.actions.allocations import Paper, allocate
from budgets.actions.books import check_books
from budgets.models import Budget
from config.lib.clock import today
from tests.factories import AreaFactory, SchemeFactory, budget_of, person
from tests.initiatives.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def shift(target, source, amount, by):
    """Shift, as somebody who just came in."""
    return allocate(
        budget=Budget.objects.get(pk=target),
        taken_from=Budget.objects.get(pk=source),
        amount_cents=amount,
        paper=Paper("college", "B-1", today(), "Nodig."),
        by=User.objects.get(pk=by),
    )


@pytest.fixture
def two():
    """Oost and West with € 1.000 each, and who decides for both."""
    oost = AreaFactory(name="Oost")
    west = AreaFactory(name="West", municipality=oost.municipality)
    scheme = SchemeFactory(municipality=oost.municipality, level=oost.level)
    tina = person(RoleKind.BUDGET_HOLDER, oost.municipality.root, "Tina Budgethouder")
    return [budget_of(area, scheme=scheme).pk for area in (oost, west)], tina.pk


def test_of_six_shifts_of_300_euro_three_find_it_free(two):
    (oost, west), tina = two
    done = at_once(lambda _number: shift(oost, west, 30_000, tina), 6)
    assert len([one for one in done if one]) == 3
    assert [Budget.objects.get(pk=one).left_cents for one in (oost, west)] == [190_000, 10_000]
    assert check_books() == []


def test_there_and_back_at_once(two):
    (oost, west), tina = two
    ways = [(oost, west), (west, oost)]
    done = at_once(lambda number: shift(*ways[number % 2], 10_000, tina), 6)
    assert all(done)
    assert [Budget.objects.get(pk=one).left_cents for one in (oost, west)] == [100_000, 100_000]
    assert check_books() == []
