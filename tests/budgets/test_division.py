"""The order of receipt: who was complete first goes first when there is not enough for all."""

from datetime import timedelta

import pytest
import time_machine

from budgets.actions.applications import decide, withdraw
from budgets.actions.terms import ask_to_complete, complete
from budgets.models import Division
from config.lib.access import Refused
from config.lib.clock import now, today
from tests.budgets.written import ground_of
from tests.factories import ApplicationFactory, InitiativeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def queue(oost):
    """Three ask € 400 of the € 1.000, one day after another; who is complete first goes first."""
    oost.scheme.division = Division.ORDER
    oost.scheme.save()
    oost.budget.scheme = oost.scheme
    for days, name in ((3, "first"), (2, "second"), (1, "third")):
        submitter = UserFactory(name=name)
        made = ApplicationFactory(
            initiative=InitiativeFactory(area=oost.area, submitter=submitter),
            budget=oost.budget,
            asked_cents=40_000,
            received_on=today() - timedelta(days=days),
            complete_on=today() - timedelta(days=days),
        )
        setattr(oost, name, made)
    return oost


def grant(place, application, cents=40_000):
    """Bas grants it."""
    application.refresh_from_db()
    why = {"ground": ground_of(application, cents), "reason": "Goed.", "by": place.bas}
    return decide(application=application, granted=True, amount_cents=cents, **why)


def test_a_later_one_waits_when_there_would_be_too_little(queue):
    with pytest.raises(Refused, match=f"Eerst gaat aanvraag {queue.first.pk}, die op"):
        grant(queue, queue.third)
    queue.budget.refresh_from_db()
    assert queue.budget.reserved_cents == 0, "nothing stays of what was refused"


def test_a_later_one_may_go_when_enough_is_left_for_who_came_before(queue):
    assert grant(queue, queue.third, cents=20_000)


def test_in_order_they_go_and_who_took_back_holds_nobody_up(queue):
    grant(queue, queue.first)
    withdraw(application=queue.second, by=queue.second.initiative.submitter)
    assert grant(queue, queue.third)


def test_of_one_day_the_lower_number_goes_first(queue):
    for one in (queue.second, queue.third):
        one.complete_on = queue.first.complete_on
        one.save(update_fields=["complete_on"])
    with pytest.raises(Refused, match=f"Eerst gaat aanvraag {queue.first.pk}"):
        grant(queue, queue.third)
    assert grant(queue, queue.first)


def test_who_is_asked_to_complete_counts_from_the_day_that_they_did(queue):
    until = today() + timedelta(days=14)
    step = {"until": until, "text": "Een offerte.", "by": queue.ada}
    ask_to_complete(application=queue.first, **step)
    assert queue.first.complete_on is None
    grant(queue, queue.second)
    grant(queue, queue.third)
    with pytest.raises(Refused, match=r"nog €\xa0200,00"):
        grant(queue, queue.first)
    with pytest.raises(Refused, match="nog niet compleet"):
        grant(queue, queue.first, cents=10_000)
    queue.first.refresh_from_db()
    with time_machine.travel(now() + timedelta(days=2)):
        complete(application=queue.first, text="Hier is hij.", by=queue.first.initiative.submitter)
        assert queue.first.complete_on == today()
        assert grant(queue, queue.first, cents=20_000)


def test_without_such_a_rule_nobody_waits(queue):
    queue.scheme.division = ""
    queue.scheme.save()
    queue.third.scheme = queue.scheme
    assert grant(queue, queue.third)
