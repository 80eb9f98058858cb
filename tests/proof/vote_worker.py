"""Many processes vote in one ballot at the same moment; prints what came of it as JSON.

    python -m tests.proof.vote_worker MODE ATTEMPTS PROCESSES

`double` is one member who sends as many votes at once, and the ballot is closed after that.
`closing` is as many members who each vote once while the ballot is closed under their hands.
The naive ones do not hold the ballot: `double-naive` looks whether the member voted before and then
writes, and counts the rows; `closing-naive` looks whether the ballot is open and then writes.
"""

import json
import multiprocessing
import random
import sys
import time
from collections import Counter

import django

django.setup()

from django.db import connection, connections  # noqa: E402

from areas.models import User  # noqa: E402
from budgets import book_rules  # noqa: E402
from budgets.actions import votes  # noqa: E402
from budgets.models import Ballot, BallotRule, Choice, Outcome, Vote  # noqa: E402
from config.audit import append_only  # noqa: E402
from config.lib.access import Refused  # noqa: E402
from partners.models import Seat  # noqa: E402
from tests.factories import (  # noqa: E402
    ApplicationFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SeatFactory,
    UserFactory,
)

FORK = multiprocessing.get_context("fork")


def seed(members: int) -> tuple[int, int, list[int]]:
    """A ballot, who leads the table, and its other members (ids)."""
    append_only.install(connection)
    application = ApplicationFactory()
    area = application.budget.area
    kind = RoundtableKindFactory(municipality=area.municipality)
    table = RoundtableFactory(kind=kind, area=area)
    lea = UserFactory(name="Lea Leider")
    SeatFactory(roundtable=table, user=lea, votes=True, leads=True)
    users = [UserFactory.build(name=f"Lid {number}") for number in range(members)]
    users = User.objects.bulk_create(users)
    Seat.objects.bulk_create(
        SeatFactory.build(roundtable=table, user=user, votes=True) for user in users
    )
    rule = {"standing": "advises", "quorum_percent": 0}
    BallotRule.objects.create(scheme=application.scheme, kind=kind, **rule)
    ballot = votes.open_ballot(application=application, by=lea)
    return ballot.pk, lea.pk, [user.pk for user in users]


def real(ballot, by):
    """The action as the page calls it."""
    votes.vote(ballot=ballot, choice=Choice.FOR, reason="Ja.", by=by)


def naive(ballot, by):
    """Look, think, write: what holding the row of the ballot is there to prevent."""
    if not Ballot.objects.get(pk=ballot.pk).is_open:
        raise Refused("dicht")
    time.sleep(0.2)
    Vote.objects.create(ballot=ballot, choice=Choice.FOR, reason="Ja.", by=by)


def naive_once(ballot, by):
    """Look whether they voted, think, write: one vote each, if nobody does so at the same time."""
    if ballot.votes.filter(by=by).exists():
        raise Refused("al gestemd")
    naive(ballot, by)


ACTS = {"double-naive": naive_once, "closing-naive": naive}


def work(mode, ballot_pk, ids, barrier, results):
    """One process: wait for all others, then vote as each of these people."""
    outcome = Counter()
    people = [User.objects.get(pk=pk) for pk in ids]
    random.shuffle(people)
    act = ACTS.get(mode, real)
    barrier.wait()
    for by in people:
        try:
            act(Ballot.objects.select_related("application").get(pk=ballot_pk), by)
            outcome["accepted"] += 1
        except Refused:
            outcome["refused"] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            outcome["errors"] += 1
            outcome[f"error {type(error).__name__}: {error}"[:200]] += 1
    results.put(dict(outcome))
    connections.close_all()


def close(ballot_pk, lea_pk, barrier, after):
    """One process: close the ballot once some of the votes are in."""
    lea = User.objects.get(pk=lea_pk)
    barrier.wait()
    time.sleep(after)
    votes.close_ballot(ballot=Ballot.objects.get(pk=ballot_pk), by=lea)
    connections.close_all()


def storm(mode, ballot_pk, lea_pk, ids, processes) -> Counter:
    """Start them all at one moment; in `closing` one of them closes meanwhile."""
    closes = mode.startswith("closing")
    barrier, results = FORK.Barrier(processes + closes), FORK.Queue()
    connections.close_all()
    shares = [ids[number::processes] for number in range(processes)]
    workers = [
        FORK.Process(target=work, args=(mode, ballot_pk, share, barrier, results))
        for share in shares
    ]
    after = random.uniform(0.02, 0.15)
    closing = [FORK.Process(target=close, args=(ballot_pk, lea_pk, barrier, after))]
    for process in [*workers, *closing[:closes]]:
        process.start()
    total = Counter()
    for _worker in workers:
        total.update(results.get(timeout=570))
    for process in [*workers, *closing[:closes]]:
        process.join()
    if not closes:
        barrier = FORK.Barrier(1)
        close(ballot_pk, lea_pk, barrier, 0)
    return total


def main(mode, attempts, processes):
    """Seed, let the storm pass, and tell what stands in the tally and in the rows."""
    double = mode.startswith("double")
    ballot_pk, lea_pk, members = seed(1 if double else attempts)
    began = time.monotonic()
    ids = members * attempts if double else members
    if mode in ACTS:
        # The triggers would refuse it too.
        book_rules.drop(connection)
    total = storm(mode, ballot_pk, lea_pk, ids, processes)
    ballot = Ballot.objects.get(pk=ballot_pk)
    rows = ballot.votes.all()
    tally = ballot.votes_for + ballot.votes_against + ballot.abstained
    again = votes.count(ballot)
    print(
        json.dumps(
            {
                **total,
                "rows": rows.count(),
                "tally": rows.count() if mode == "double-naive" else tally,
                "recount": again["votes_for"] + again["votes_against"] + again["abstained"],
                "voters": ballot.voters,
                "after_close": rows.filter(at__gt=ballot.closed_at).count(),
                "is_closed": ballot.outcome in Outcome.values,
                "seconds": round(time.monotonic() - began, 1),
                "engine": connection.vendor,
            }
        )
    )


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:4]))
