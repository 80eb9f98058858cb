"""python -m tests.bench.money N: N invented requests for money, decided, booked and paid, at once.

Written in bulk past the actions; the guards of the books step aside meanwhile, and the nightly
check then looks whether columns and entries agree.
"""

import datetime
import os
import sys
from random import Random

import django

BATCH = 5_000
EACH = 10_000  # cents


def fill_money(wanted: int) -> None:
    """Give the newest initiatives of the demo a request each, from the budgets of this year."""
    # Imported here, as Django is set up first.
    from django.db import connection, transaction

    from budgets import book_rules
    from budgets.actions.books import check_books
    from budgets.models import Budget
    from config.lib.clock import today
    from initiatives.models import Initiative

    budgets = list(Budget.objects.filter(year=today().year, scheme__can_apply=True).order_by("pk"))
    ideas = Initiative.objects.order_by("-pk").values_list("pk", flat=True)[:wanted]
    book_rules.drop(connection)
    with transaction.atomic():
        _top_up(budgets, wanted)
        for start in range(0, wanted, BATCH):
            _requests(budgets, list(ideas[start : start + BATCH]), start)
        _columns(budgets)
    book_rules.install(connection)
    if found := check_books():
        raise RuntimeError(f"the books do not agree: {found[:3]}")


def _top_up(budgets, wanted: int) -> None:
    from budgets.actions.allocations import Paper, allocate
    from budgets.models import Budget, Decision
    from config.lib.clock import today

    holder = Decision.objects.filter(granted=True).latest("pk").by
    paper = Paper("council", "Meting", today(), "Voor de meting")
    for budget in budgets:
        allocate(budget=budget, amount_cents=wanted * EACH, paper=paper, by=holder)
    Budget.objects.update(fictitious=True)


def _requests(budgets, ideas: list[int], start: int) -> None:
    """A batch of requests with what followed: seven in ten granted, most of those paid."""
    from budgets.models import Application, Decision
    from config.lib.clock import now, today

    chance = Random(start)
    holder = Decision.objects.filter(granted=True).order_by("pk").first().by
    states = chance.choices(("granted", "refused", "asked"), (70, 15, 15), k=len(ideas))
    rows = Application.objects.bulk_create(
        Application(
            initiative_id=idea,
            budget=(budget := chance.choice(budgets)),
            scheme_id=budget.scheme_id,
            asked_cents=EACH,
            purpose="Hout en verf",
            state=state,
            received_on=today() - datetime.timedelta(days=chance.randint(0, 300)),
        )
        for idea, state in zip(ideas, states, strict=True)
    )
    decided = [row for row in rows if row.state != "asked"]
    Decision.objects.bulk_create(
        Decision(
            application=row,
            granted=row.state == "granted",
            amount_cents=EACH if row.state == "granted" else 0,
            ground="" if row.state == "granted" else "rule",
            reason="Goed plan.",
            at=now() - datetime.timedelta(days=chance.randint(0, 200)),
            by=holder,
        )
        for row in decided
    )
    _entries([row for row in decided if row.state == "granted"], chance)


def _entries(granted, chance: Random) -> None:
    from budgets.models import Account, Entry
    from config.lib.clock import now

    moves = {
        "grant": (Account.AVAILABLE, Account.RESERVED),
        "commit": (Account.RESERVED, Account.COMMITTED),
        "pay": (Account.COMMITTED, Account.SPENT),
    }
    Entry.objects.bulk_create(
        Entry(
            budget_id=row.budget_id,
            application=row,
            source=moves[what][0],
            target=moves[what][1],
            amount_cents=EACH,
            key=f"{what}:{row.pk}",
            text=f"Aanvraag {row.pk}",
            at=now() - datetime.timedelta(days=chance.randint(0, 200)),
        )
        for row in granted
        for what in list(moves)[: chance.choice((1, 3, 3, 3))]
    )


def _columns(budgets) -> None:
    """The running columns follow from the entries."""
    from budgets.models import Budget, Entry

    chains = Entry.objects.chains()
    for budget in budgets:
        found = chains[budget.pk]
        Budget.objects.filter(pk=budget.pk).update(
            reserved_cents=found["reserved"], spent_cents=found["spent"]
        )


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
    django.setup()
    fill_money(int(sys.argv[1]))
