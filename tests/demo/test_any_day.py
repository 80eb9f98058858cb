"""The demo tells its story from any day, also on the first of the year and just after midnight."""

import pytest

from areas.models import Action
from budgets.actions.books import check_books
from budgets.models import Application
from config.audit.models import Event
from config.lib import clock
from config.pages.demo.load import demo_file, load_demo
from tests.halves import half


@pytest.mark.django_db
@pytest.mark.parametrize("day", half([(2027, 1, 1, 0, 1), (2028, 2, 29, 23, 59)]))
def test_it_loads_on_any_day(at, day):
    with at(*day):
        load_demo()
        assert Action.objects.late().exists()
        assert Application.objects.waiting().exists()
        assert check_books() == []
        assert not Event.objects.filter(at__gt=clock.now()).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("day", half([(2027, 3, 19), (2027, 1, 1), (2027, 3, 28)]))
def test_money_asked_on_the_first_day_of_a_year_comes_from_the_budget_of_that_year(at, day):
    with at(*day):
        load_demo(demo_file("hoorn"))
        assert Application.objects.get().state == "granted"
        assert check_books() == []
