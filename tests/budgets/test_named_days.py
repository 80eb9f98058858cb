"""Days named by royal decree (Awt 3 lid 3): a superuser writes them down, and terms heed them."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from areas.models import User
from budgets.actions.applications import apply_for_money
from budgets.letter_kinds import six_weeks_after
from budgets.models import NamedDay
from budgets.models.named_days import forget_named_days
from budgets.term_clock import clock_of
from tests.filled import filled

pytestmark = pytest.mark.django_db
# The Friday after Ascension Day of 2029, which no decree names yet.
BRIDGE = date(2029, 5, 11)


@pytest.fixture(autouse=True)
def read_again():
    """What one test wrote down, the next one does not know."""
    forget_named_days()
    yield
    forget_named_days()


def add_in_the_admin(client_of, **given):
    """Sara, a superuser, adds a day in the admin."""
    sara = User.objects.create_superuser("sara@example.org", name="Sara Superuser")
    url = reverse("admin:budgets_namedday_add")
    return client_of(sara).post(url, filled(client_of(sara).get(url), **given))


def test_the_admin_says_of_which_years_the_days_are_there(client_of):
    sara = User.objects.create_superuser("sara@example.org", name="Sara Superuser")
    page = client_of(sara).get(reverse("admin:budgets_namedday_add")).text
    assert "De dagen van deze jaren zijn er al: 2026, 2027, 2028." in page


def test_a_day_that_was_added_moves_the_end_of_a_term(client_of):
    # Six weeks after 29 March 2029 is Thursday 10 May, Ascension Day.
    assert six_weeks_after(date(2029, 3, 29)) == BRIDGE
    given = {"day": BRIDGE.isoformat(), "source": "Stb. 2028, 1"}
    assert add_in_the_admin(client_of, **given).status_code == 302
    assert six_weeks_after(date(2029, 3, 29)) == date(2029, 5, 14)
    NamedDay.objects.get().delete()
    assert six_weeks_after(date(2029, 3, 29)) == BRIDGE


def test_the_term_of_a_request_heeds_it_and_no_longer_warns_of_its_year(oost, at):
    with at(2029, 3, 16):
        oost.scheme.valid_until = None
        oost.scheme.save()
        year = {"scheme": oost.scheme, "area": oost.area, "year": 2029}
        type(oost.budget).objects.create(**year)
        given = {"initiative": oost.initiative, "scheme": oost.scheme, "by": oost.rosa}
        asked = apply_for_money(**given, asked_cents=100, purpose="Verf")
        assert asked.decide_by == BRIDGE
        assert "Voor 2029 is hier niet bekend" in " ".join(clock_of(asked, []).reasons)
        NamedDay.objects.create(day=BRIDGE, source="Stb. 2028, 1")
        assert clock_of(asked, []).end == date(2029, 5, 14)
        assert "niet bekend" not in " ".join(clock_of(asked, []).reasons)


def test_the_command_that_explains_a_term_knows_it_too(capsys):
    NamedDay.objects.create(day=BRIDGE, source="Stb. 2028, 1")
    call_command("explain_term", "--event", "2029-03-29", "--length", "6")
    assert "legal: 2029-05-14" in capsys.readouterr().out


@pytest.mark.parametrize("wrong", [{"source": ""}, {"day": date(2029, 4, 2)}])
def test_a_day_stands_there_once_with_its_source(wrong):
    NamedDay.objects.create(day=date(2029, 4, 2), source="Stb. 2028, 1")
    with pytest.raises(IntegrityError), transaction.atomic():
        NamedDay.objects.create(**{"day": BRIDGE, "source": "Stb. 2028, 1", **wrong})
