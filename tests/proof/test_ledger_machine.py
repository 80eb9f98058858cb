"""F3: the books against a model of thirty lines, in random order, with replays and refusals.

`PROOF_FACTOR=10` makes the run ten times as long, and each time another. The control books with
three seeded faults, and the machine must find each of them.
"""

import os
from unittest.mock import patch

import pytest
from django.db import connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from areas.models import Area
from budgets.actions import books
from budgets.models import Account, Budget, Entry
from config.lib.access import Refused
from tests.factories import AreaFactory, SchemeFactory, budget_of

pytestmark = pytest.mark.django_db

A = Account
FACTOR = int(os.environ.get("PROOF_FACTOR", "1"))
RUNS, STEPS = 20 * FACTOR, 25
POTS = st.integers(min_value=1_000, max_value=60_000)
# Mostly small, so that much can be booked, and now and then more than there is.
MONEY = st.one_of(st.integers(1, 900), st.integers(1, 900), st.integers(1, 60_000))
MOVES = {
    "reserve": (A.AVAILABLE, A.RESERVED),
    "release": (A.RESERVED, A.AVAILABLE),
    "pay": (A.RESERVED, A.SPENT),
    "correct a payment": (A.SPENT, A.RESERVED),
    "paid back": (A.SPENT, A.AVAILABLE),
    "top up": (A.MUNICIPALITY, A.AVAILABLE),
    "take back": (A.AVAILABLE, A.MUNICIPALITY),
}
COUNTS = {"runs": 0, "booked": 0, "refused": 0, "replayed": 0, "checked": 0}


class Model:
    """What the books should be: four numbers per budget, and every booking by its key."""

    def __init__(self):
        self.held: dict[int, dict[str, int]] = {}
        self.done: dict[str, tuple] = {}

    def open(self, budget_id: int, amount: int) -> None:
        """A budget with its first booking."""
        self.held[budget_id] = dict.fromkeys(A.values, 0)
        self.held[budget_id] |= {A.MUNICIPALITY: -amount, A.AVAILABLE: amount}

    def may(self, budget_id: int, source: str, amount: int) -> bool:
        """The municipality's account has no bottom; the others cannot go below nothing."""
        return source == A.MUNICIPALITY or self.held[budget_id][source] >= amount

    def move(self, budget_id: int, source: str, target: str, amount: int, key: str) -> None:
        """Book it."""
        self.held[budget_id][source] -= amount
        self.held[budget_id][target] += amount
        self.done[key] = (budget_id, source, target, amount)

    def totals(self) -> dict[str, int]:
        """What page, export and council view should show."""
        sums = {account: sum(held[account] for held in self.held.values()) for account in A.values}
        return {
            "allocated": -sums[A.MUNICIPALITY],
            "reserved": sums[A.RESERVED],
            "spent": sums[A.SPENT],
            "left": sums[A.AVAILABLE],
        }


class LedgerMachine(RuleBasedStateMachine):
    """Two budgets, all moves, replays of earlier keys; checked after every step."""

    def __init__(self):
        super().__init__()
        self.model, self.seen, self.number = Model(), {}, 0
        self.block = transaction.atomic()
        self.block.__enter__()
        COUNTS["runs"] += 1

    def teardown(self):
        """Undo the run."""
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize(amounts=st.tuples(POTS, POTS))
    def open_two(self, amounts):
        """Two areas each get their budget."""
        self.budgets = []
        for area, amount in zip(Area.objects.in_tree().exclude(parent=None), amounts, strict=True):
            scheme = SchemeFactory(level=area.level, fixed_cents=amount)
            self.budgets.append(budget_of(area, scheme=scheme))
            self.model.open(self.budgets[-1].pk, amount)

    @rule(which=st.integers(0, 1), name=st.sampled_from(sorted(MOVES)), amount=MONEY)
    def move(self, which, name, amount):
        """Any move of any amount: done when the source holds it, else refused and without trace."""
        budget, (source, target) = self.budgets[which], MOVES[name]
        self.number += 1
        key = f"stap:{self.number}"
        allowed = self.model.may(budget.pk, source, amount)
        assert self.book(budget, source, target, amount, key) == allowed, (name, amount)
        if allowed:
            self.model.move(budget.pk, source, target, amount, key)
        COUNTS["booked" if allowed else "refused"] += 1

    @precondition(lambda self: self.model.done)
    @rule(data=st.data())
    def replay(self, data):
        """An earlier key again: the same answer, and nothing happens."""
        key = data.draw(st.sampled_from(sorted(self.model.done)))
        budget_id, source, target, amount = self.model.done[key]
        budget = next(budget for budget in self.budgets if budget.pk == budget_id)
        assert self.book(budget, source, target, amount, key)
        COUNTS["replayed"] += 1

    def book(self, budget, source, target, amount, key) -> bool:
        """Book through the one writer; whether it was done."""
        fields = {"budget": budget, "source": source, "target": target, "amount_cents": amount}
        try:
            with transaction.atomic():
                books.book(**fields, key=key, text="Proef", by=None)
        except Refused:
            return False
        return True

    @invariant()
    def all_is_well(self):
        """Columns, entries, totals and the model agree; nothing negative; no entry changed."""
        if not self.model.held:
            return
        for budget in Budget.objects.all():
            held = self.model.held[budget.pk]
            assert budget.reserved_cents == held[A.RESERVED]
            assert budget.spent_cents == held[A.SPENT]
            assert budget.left_cents == held[A.AVAILABLE]
            assert min(budget.figures.values()) >= 0
            assert sum(held.values()) == 0
        assert Budget.objects.totals() == self.model.totals() == Entry.objects.totals()
        assert books.check_books() == []
        entries = {row["id"]: row for row in Entry.objects.values()}
        assert self.seen.items() <= entries.items()
        assert len(entries) == len(self.model.done) + 2
        self.seen = entries
        COUNTS["checked"] += 1


def run(*, runs: int, phases=tuple(Phase)):
    """Let hypothesis look for an order of steps that breaks an invariant."""
    AreaFactory(name="Oost")
    AreaFactory(name="West")
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=FACTOR == 1,
            phases=phases,
            print_blob=False,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_no_order_of_steps_breaks_the_books(capsys, figures):
    COUNTS.update(dict.fromkeys(COUNTS, 0))
    run(runs=RUNS)
    with capsys.disabled():
        print(f"\nledger machine: {COUNTS} → 0 violations — {connection.vendor}")
    figures("ledger machine", **COUNTS, violations=0)
    assert min(COUNTS.values()) > 0


def _no_condition(rows, source, amount):
    """The UPDATE without its WHERE."""
    return rows


def _other_column(source, target, amount):
    """A payment that forgets to lower what is reserved."""
    changes = _sound_changes(source, target, amount)
    return {"spent_cents": F("spent_cents") + amount} if target == A.SPENT else changes


def _key_is_new(key):
    """A replay is not noticed."""


_sound_changes = books._changes
FAULTS = [("_holding", _no_condition), ("_changes", _other_column), ("_of_key", _key_is_new)]


@pytest.mark.parametrize(("part", "fault"), FAULTS)
def test_teeth_a_seeded_fault_is_found(part, fault, capsys):
    COUNTS["runs"] = 0
    with patch.object(books, part, fault), pytest.raises(Exception) as found:
        run(runs=200, phases=[Phase.generate])
    with capsys.disabled():
        print(
            f"\nledger machine: teeth: caught {fault.__name__.strip('_')} after {COUNTS['runs']}"
            f" runs ({type(found.value).__name__})"
        )
