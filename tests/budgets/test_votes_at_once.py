"""Closing and voting at the same moment, in threads: one tally, with every vote before it."""

import pytest

from budgets.actions.votes import close_ballot, last_votes, vote
from budgets.models import Ballot, Choice
from config.audit.models import Event
from tests.budgets.conftest import NAMES
from tests.budgets.test_votes import opened
from tests.initiatives.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_closings_at_once_one_writes_the_tally(table):
    ballot = opened(table)
    read = [Ballot.objects.get(pk=ballot.pk) for _number in range(6)]
    closed = at_once(lambda n: close_ballot(ballot=read[n], by=table.lea))
    assert len([one for one in closed if one]) == 1
    assert Event.objects.filter(verb="ballot.closed").count() == 1


def test_what_was_voted_is_in_the_tally_and_what_was_refused_is_not(table):
    ballot = opened(table)
    read = [Ballot.objects.get(pk=ballot.pk) for _number in range(6)]

    def work(number):
        if number >= len(NAMES):
            return close_ballot(ballot=read[number], by=table.ada)
        by = getattr(table, NAMES[number].lower())
        return vote(ballot=read[number], choice=Choice.FOR, reason="Ja.", by=by)

    done = at_once(work)
    ballot.refresh_from_db()
    assert not ballot.is_open
    voted = len([one for one in done[: len(NAMES)] if one])
    assert ballot.votes_for == voted == len(last_votes(ballot))
