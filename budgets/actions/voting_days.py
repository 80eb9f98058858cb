"""What happens with a ballot by itself: reminding who did not vote, and the end of its last day."""

from datetime import timedelta

from django.db import transaction

from budgets.actions.letters_votes import remind
from budgets.actions.votes import end_ballot, members_of
from budgets.models import ApplicationState, Ballot
from config.lib.access import Refused
from config.lib.clock import today

REMIND_BEFORE = timedelta(days=3)


def remind_voters() -> int:
    """Mail, once, the members who did not vote while a ballot has three days left; how many."""
    count = 0
    rows = _open().filter(until__gte=today(), until__lte=today() + REMIND_BEFORE)
    for ballot in rows.filter(reminded_on__isnull=True):
        with transaction.atomic():
            mine = Ballot.objects.filter(pk=ballot.pk, reminded_on__isnull=True)
            if mine.update(reminded_on=today()):
                voted = set(ballot.votes.values_list("by", flat=True))
                silent = [user for user in members_of(ballot) if user.pk not in voted]
                remind(ballot, silent)
                count += len(silent)
    return count


def close_ended() -> int:
    """Close the ballots of which the last day is over; returns how many."""
    count = 0
    for ballot in _open().filter(until__lt=today()):
        try:
            end_ballot(ballot, by=None)
        except Refused:
            # Closed, or the request was decided on or taken back, at this very moment.
            continue
        count += 1
    return count


def _open():
    rows = Ballot.objects.filter(outcome="", application__state=ApplicationState.ASKED)
    return rows.select_related("roundtable", "application__initiative")
