"""Many processes grant money from one budget at the same moment; prints what came of it as JSON.

    python -m tests.proof.award_worker MODE ATTEMPTS PROCESSES GRANTS

`decide` is the real action. `naive` reads what is left and then writes, as an action without the
conditional UPDATE would; `naive-unchecked` does so with the CHECK of the table dropped, `same`
decides on one request only, and `replay` books one key from every process.
"""

import json
import multiprocessing
import random
import sys
import time
from collections import Counter

import django

django.setup()

from django.db import IntegrityError, OperationalError, connection, connections, transaction  # noqa: E402
from django.db.models import F  # noqa: E402

from areas.roles import RoleKind  # noqa: E402
from budgets import book_rules  # noqa: E402
from budgets.actions.applications import decide  # noqa: E402
from budgets.actions.books import book, check_books  # noqa: E402
from budgets.models import Account, Application, Budget, Decision, Entry  # noqa: E402
from config.audit import append_only  # noqa: E402
from config.audit.models import Event  # noqa: E402
from config.lib.access import Refused  # noqa: E402
from config.outbox.models import Mail  # noqa: E402
from initiatives.models import Initiative  # noqa: E402
from tests.factories import (  # noqa: E402
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    SchemeFactory,
    UserFactory,
    budget_of,
    person,
)

ASKED = 12_345  # cents
TRIES = 10
FORK = multiprocessing.get_context("fork")


def seed(attempts: int, grants: int):
    """Requests that all ask the same amount of a budget with money for `grants` of them."""
    append_only.install(connection)
    area = AreaFactory(name="Oost")
    scheme = SchemeFactory(level=area.level, fixed_cents=ASKED * grants)
    budget = budget_of(area, scheme=scheme)
    first = InitiativeFactory(area=area, submitter=UserFactory(name="Rosa Resident"))
    fields = {
        "area": area,
        "submitter": first.submitter,
        "released_by": first.released_by,
    }
    initiatives = [first] + Initiative.objects.bulk_create(
        InitiativeFactory.build_batch(attempts - 1, **fields)
    )
    Application.objects.bulk_create(
        ApplicationFactory.build(initiative=initiative, budget=budget, asked_cents=ASKED)
        for initiative in initiatives
    )
    return budget, person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder")


def real(application, by):
    """The action as the page calls it."""
    decide(application=application, granted=True, amount_cents=ASKED, reason="Goed.", by=by)


def naive(application, by):
    """Read, think, write: what the conditional UPDATE is there to prevent."""
    if Budget.objects.get(pk=application.budget_id).left_cents < ASKED:
        raise Refused("op")
    time.sleep(0.005)
    with transaction.atomic():
        rows = Budget.objects.filter(pk=application.budget_id)
        rows.update(reserved_cents=F("reserved_cents") + ASKED)
        Entry.objects.create(
            budget_id=application.budget_id,
            application=application,
            source=Account.AVAILABLE,
            target=Account.RESERVED,
            amount_cents=ASKED,
            key=f"naive:{application.pk}",
            text="Proef",
            by=by,
        )


def replay(application, by):
    """One booking that empties the budget, from everywhere at once: the first entry for all."""
    budget = application.budget
    return book(
        budget=budget,
        source=Account.AVAILABLE,
        target=Account.RESERVED,
        amount_cents=budget.allocated_cents,
        key="een-en-dezelfde",
        text="Proef",
        by=by,
    ).pk


ATTEMPT = {
    "decide": real,
    "same": real,
    "naive": naive,
    "naive-unchecked": naive,
    "replay": replay,
}


def _until_free(attempt, application, by, outcome):
    """Try again when SQLite's one write lock stayed taken: a page answers 503 then, with the moment
    to try again. How often is counted.
    """
    for _turn in range(TRIES):
        try:
            return attempt(application, by)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            outcome["locked"] += 1
    raise RuntimeError("the lock stayed taken")


def work(mode, ids, by, barrier, results):
    """One process: wait for all others, then try each of its requests."""
    outcome = Counter()
    answers = set()
    mine = list(Application.objects.filter(pk__in=ids).select_related("budget", "scheme"))
    random.shuffle(mine)
    if mode == "same":
        mine = [Application.objects.get(pk=mine[0].pk) for _attempt in ids]
    barrier.wait()
    for application in mine:
        try:
            answers.add(_until_free(ATTEMPT[mode], application, by, outcome))
            outcome["granted"] += 1
        except Refused:
            outcome["refused"] += 1
        except IntegrityError:
            outcome["check"] += 1
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            outcome["errors"] += 1
            outcome[f"error {type(error).__name__}: {error}"[:200]] += 1
    results.put((dict(outcome), [answer for answer in answers if answer]))
    connections.close_all()


SNAPSHOT = """
SELECT allocated_cents, reserved_cents, spent_cents, (
    SELECT COALESCE(SUM(CASE WHEN target = 'reserved' THEN amount_cents ELSE 0 END), 0)
         - COALESCE(SUM(CASE WHEN source = 'reserved' THEN amount_cents ELSE 0 END), 0)
    FROM budgets_entry WHERE budget_id = budgets_budget.id)
FROM budgets_budget
"""


def watch(barrier, stop, results):
    """One process that reads all accounts during the storm, each time in one statement."""
    reads = negative = crooked = 0
    barrier.wait()
    while not stop.is_set():
        with connection.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            for allocated, reserved, spent, booked in cursor.fetchall():
                negative += allocated - reserved - spent < 0
                crooked += reserved != booked
        reads += 1
        time.sleep(0.02)
    results.put({"reads": reads, "negative": negative, "crooked": crooked})
    connections.close_all()


def storm(mode, processes, by, ids):
    """Start them all at one moment, and add up what they saw."""
    barrier, stop = FORK.Barrier(processes + 1), FORK.Event()
    results, seen = FORK.Queue(), FORK.Queue()
    connections.close_all()
    shares = [ids[number::processes] for number in range(processes)]
    if mode == "same":
        shares = [[ids[0]] * len(share) for share in shares]
    watcher = FORK.Process(target=watch, args=(barrier, stop, seen))
    workers = [
        FORK.Process(target=work, args=(mode, share, by, barrier, results)) for share in shares
    ]
    for process in [watcher, *workers]:
        process.start()
    total, answers = Counter(), set()
    for _worker in workers:
        outcome, found = results.get(timeout=570)
        total.update(outcome)
        answers |= set(found)
    stop.set()
    reads = seen.get(timeout=60)
    for process in [watcher, *workers]:
        process.join()
    return total, answers, reads


def main(mode, attempts, processes, grants):
    """Seed, let the storm pass, and tell what is left."""
    budget, by = seed(attempts, grants)
    if mode == "naive-unchecked":
        check = next(c for c in Budget._meta.constraints if c.name == "budget_never_overspent")
        # SQLite makes the table anew from what the model says.
        Budget._meta.constraints.remove(check)
        # The trigger of the books would refuse it too, and stands in the way of the new table.
        book_rules.drop(connection)
        with connection.schema_editor() as editor:
            editor.remove_constraint(Budget, check)
    mails = Mail.objects.count()
    began = time.monotonic()
    total, answers, reads = storm(
        mode, processes, by, list(Application.objects.values_list("pk", flat=True))
    )
    seconds = time.monotonic() - began
    budget.refresh_from_db()
    left = {
        "left_cents": budget.left_cents,
        "reserved_cents": budget.reserved_cents,
        "decisions": Decision.objects.count(),
        "reservations": Entry.objects.filter(target=Account.RESERVED).count(),
        "mails": Mail.objects.count() - mails,
        "events": Event.objects.filter(verb="application.granted").count(),
        "waiting": Application.objects.waiting().count(),
        "differences": len(check_books()),
        "answers": len(answers),
        "seconds": round(seconds, 1),
        "engine": connection.vendor,
    }
    print(json.dumps({**total, **reads, **left}))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
