"""F3: the books against a small model of them, in random order, with replays and refusals.

With `make proof` there are 500 runs of at most 60 steps, and each time others. The control books
with four seeded faults, and the machine must find each of them.
"""

import datetime
from contextlib import nullcontext
from unittest.mock import patch

import pytest
import time_machine
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
from areas.roles import RoleKind
from budgets.actions import accounts, applications, books, chain
from budgets.actions.accounts import Heard
from budgets.actions.allocations import Paper, allocate
from budgets.actions.revocations import Why, revoke
from budgets.models import Account, Budget, Entry, YearClosing
from config.lib.access import Refused
from config.lib.clock import today
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    SchemeFactory,
    budget_of,
    person,
)
from tests.proof.ledger_model import Model
from tests.proof.scale import FULL, scaled

pytestmark = pytest.mark.django_db

A = Account
A_OF_REQUEST = {A.RESERVED, A.COMMITTED, A.SPENT, A.CLAIMED}
RUNS, STEPS = scaled(500, 10), scaled(60, 25)
POTS = st.integers(min_value=1_000, max_value=60_000)
# Of ten parts.
PARTS = st.integers(min_value=1, max_value=9)
# Mostly small, so that much can be booked, and now and then more than there is.
MONEY = st.one_of(st.integers(1, 900), st.integers(1, 900), st.integers(1, 60_000))
MOVES = {
    "reserve": (A.AVAILABLE, A.RESERVED),
    "release": (A.RESERVED, A.AVAILABLE),
    "pay": (A.RESERVED, A.SPENT),
    "correct a payment": (A.SPENT, A.RESERVED),
    "top up": (A.MUNICIPALITY, A.AVAILABLE),
    "take back": (A.AVAILABLE, A.MUNICIPALITY),
    "commit": (A.RESERVED, A.COMMITTED),
    "do not pay": (A.COMMITTED, A.RESERVED),
    "pay what is ready": (A.COMMITTED, A.SPENT),
    "reclaim": (A.SPENT, A.CLAIMED),
    "receive": (A.CLAIMED, A.AVAILABLE),
}
# What leads somewhere is tried more often, and of a request.
OFTEN = ["reserve"] * 12 + ["commit", "pay", "pay what is ready", "reclaim"] * 3
# In what way a grant is lowered: mostly as the law asks (Awb 4:48, 4:49), else in a way that the
# law or the books refuse.
WRONG = ("other ground", "unheard", "not lower", "six years later", "closed year")
WAYS = ("fits",) * 5 + WRONG + ("closed year",) * 2
# Of what is left, in tenths: now and then nothing.
LEFT = st.sampled_from([0, 0, 0, *range(1, 10)])
COUNTS = dict.fromkeys(
    ("runs", "booked", "refused", "replayed", "corrected", "shifted", "frozen", "checked"), 0
)
COMMON = ("runs", "booked", "refused", "replayed", "checked", "lowered", "not lowered")
COUNTS |= dict.fromkeys(("settled", "lowered", "withdrawn", "not lowered", "outside books"), 0)


class LedgerMachine(RuleBasedStateMachine):
    """Two budgets with a grant each, all moves, replays of earlier keys; checked each step."""

    def __init__(self):
        super().__init__()
        self.model, self.seen, self.number, self.frozen = Model(), {}, 0, 2
        self.decided = 0
        self.block = transaction.atomic()
        self.block.__enter__()
        COUNTS["runs"] += 1

    def teardown(self):
        """Undo the run."""
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    @initialize(amounts=st.tuples(POTS, POTS), parts=st.tuples(PARTS, PARTS))
    def open_two(self, amounts, parts):
        """Two areas each get their budget, of which a part is granted."""
        self.budgets, self.requests = [], {}
        self.tina = person(RoleKind.BUDGET_HOLDER, Area.objects.get(parent=None), "Tina")
        for area, amount in zip(Area.objects.in_tree().exclude(parent=None), amounts, strict=True):
            scheme = SchemeFactory(level=area.level, fixed_cents=amount)
            self.budgets.append(budget_of(area, scheme=scheme))
            self.model.open(self.budgets[-1].pk, amount)
        for budget, amount, part in zip(self.budgets, amounts, parts, strict=True):
            self.grant(budget, amount * part // 10)

    def grant(self, budget, amount):
        """Ask this much from a budget, and get it."""
        idea = InitiativeFactory(area=budget.area)
        asked = ApplicationFactory(budget=budget, initiative=idea, asked_cents=amount)
        yes = {"granted": True, "amount_cents": amount, "reason": "Proef"}
        applications.decide(application=asked, **yes, by=self.tina)
        self.requests[asked.pk] = asked
        self.model.granted[asked.pk] = amount
        key = f"grant:{asked.pk}"
        self.model.move(budget.pk, asked.pk, A.AVAILABLE, A.RESERVED, amount, key)

    @rule(
        which=st.integers(0, 1),
        name=st.sampled_from([*OFTEN, *sorted(MOVES)]),
        amount=MONEY,
        asked=st.booleans(),
    )
    def move(self, which, name, amount, asked):
        """Any move of any amount: done when the source holds it, else refused and without trace."""
        budget, (source, target) = self.budgets[which], MOVES[name]
        owner = self.asked(which).pk if asked else None
        self.number += 1
        key = f"stap:{self.number}"
        allowed = self.model.may(budget.pk, owner, source, amount)
        assert self.book(budget, owner, source, target, amount, key) == allowed, (name, amount)
        if allowed:
            self.model.move(budget.pk, owner, source, target, amount, key)
        COUNTS["booked" if allowed else "refused"] += 1

    @rule(which=st.integers(0, 1), shifts=st.booleans(), amount=MONEY)
    def decide(self, which, shifts, amount):
        """A decision gives a budget new money, or what the other has free."""
        budget, other = self.budgets[which], self.budgets[1 - which] if shifts else None
        allowed = other is None or self.model.held[other.pk][A.AVAILABLE] >= amount
        paper = Paper("holder", f"M-{self.number}", today(), "Proef")
        given = {"amount_cents": amount, "taken_from": other, "by": self.tina}
        try:
            with transaction.atomic():
                allocate(budget=budget, paper=paper, **given)
        except Refused:
            assert not allowed
        else:
            assert allowed
            self.model.shift(budget.pk, other and other.pk, amount)
            self.decided += 2 if other else 1
            COUNTS["shifted"] += bool(other)

    @rule(which=st.integers(0, 1), part=st.integers(2, 10))
    def settle(self, which, part):
        """A grant is settled once, as it was or lower; what was paid too much is claimed back."""
        asked = self.asked(which)
        before = self.model.granted[asked.pk]
        over = before - before * part // 10
        allowed = before and asked.pk not in self.model.settled
        allowed = allowed and self.model.may_lower(asked.budget_id, asked.pk, over)
        given = {"application": asked, "amount_cents": before - over, "reason": "Proef"}
        if over:
            given |= {"ground": "a", "heard": Heard(today(), "Goed.")}
        try:
            with transaction.atomic():
                accounts.settle(**given, by=self.tina)
        except Refused:
            assert not allowed
        else:
            assert allowed
            self.model.settled.add(asked.pk)
            self.model.lower(asked.budget_id, asked.pk, over, f"{asked.pk}")
            COUNTS["settled"] += 1

    @rule(which=st.integers(0, 1), part=LEFT, way=st.sampled_from(WAYS))
    def take_back(self, which, part, way):
        """A grant or its settlement is lowered, or withdrawn with nothing left, as the law lets."""
        asked = self.asked(which)
        before, settled = self.model.granted[asked.pk], asked.pk in self.model.settled
        left = before if way == "not lower" else before * part // 10
        # After six years a settlement stays; of a closed year no entry of the grant is made.
        allowed = before and way not in {*WRONG[:3], WRONG[3 if settled else 4]}
        if way != "closed year":
            allowed = allowed and self.model.may_lower(asked.budget_id, asked.pk, before - left)
        made = self.revoke(asked, left, way, settled=settled)
        assert bool(made) == bool(allowed), (way, before, left)
        if made is None:
            COUNTS["not lowered"] += 1
        elif made.outside_books:
            COUNTS["outside books"] += 1
        else:
            key = f"revocation:{made.pk}"
            self.model.lower(asked.budget_id, asked.pk, before - left, key)
            COUNTS["lowered" if left else "withdrawn"] += 1

    def revoke(self, asked, left, way, *, settled):
        """Take back through the action; what was made, or nothing. A closing is undone after it."""
        ground = "49a" if settled != (way == "other ground") else "48a"
        heard = None if way == "unheard" else Heard(today(), "Goed.")
        given = {"application": asked, "amount_cents": left, "why": Why(ground, "Proef")}
        later = today() + datetime.timedelta(days=6 * 366)
        clock = time_machine.travel(later) if way == "six years later" else nullcontext()
        entries = Entry.objects.count()
        try:
            with clock, transaction.atomic():
                if way == "closed year":
                    town, year = asked.budget.scheme.municipality, asked.budget.year
                    YearClosing.objects.create(municipality=town, year=year)
                made = revoke(**given, heard=heard, by=self.tina)
                if way == "closed year":
                    assert Entry.objects.count() == entries
                    transaction.set_rollback(True)
        except Refused:
            return None
        return made

    def asked(self, which):
        """The request of one of the two budgets."""
        return self.requests[sorted(self.requests)[which]]

    @precondition(lambda self: any(key.startswith("stap:") for key in self.model.done))
    @rule(data=st.data())
    def correct(self, data):
        """An earlier entry is undone by its opposite, once, as long as the money is there."""
        done = self.model.done
        key = data.draw(st.sampled_from(sorted(key for key in done if key.startswith("stap:"))))
        budget_id, owner, source, target, amount = done[key]
        entry = Entry.objects.get(key=key)
        name = f"correct:{entry.pk}"
        again = name in done
        allowed = again or self.model.may(budget_id, owner, target, amount)
        try:
            with transaction.atomic():
                chain.correct(entry, by=None)
        except Refused:
            assert not allowed
        else:
            assert allowed
            COUNTS["corrected"] += 1
            if not again:
                self.model.move(budget_id, owner, target, source, amount, name)

    @precondition(lambda self: self.number > self.frozen)
    @rule(which=st.integers(0, 1), name=st.sampled_from(sorted(MOVES)))
    def freeze(self, which, name):
        """In a closed year nothing moves; the closing is taken back to go on."""
        budget, (source, target) = self.budgets[which], MOVES[name]
        with transaction.atomic():
            town = budget.scheme.municipality
            YearClosing.objects.create(municipality=town, year=budget.year)
            assert not self.book(budget, None, source, target, 1, "dicht")
            transaction.set_rollback(True)
        self.frozen = self.number + 2
        COUNTS["frozen"] += 1

    @precondition(lambda self: self.model.done)
    @rule(data=st.data())
    def replay(self, data):
        """An earlier key again: the same answer, and nothing happens."""
        key = data.draw(st.sampled_from(sorted(self.model.done)))
        budget_id, owner, source, target, amount = self.model.done[key]
        budget = next(budget for budget in self.budgets if budget.pk == budget_id)
        assert self.book(budget, owner, source, target, amount, key)
        COUNTS["replayed"] += 1

    def book(self, budget, owner, source, target, amount, key) -> bool:
        """Book through the one writer; whether it was done."""
        application = self.requests.get(owner)
        fields = {"budget": budget, "source": source, "target": target, "amount_cents": amount}
        try:
            with transaction.atomic():
                books.book(**fields, application=application, key=key, text="Proef", by=None)
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
            assert budget.reserved_cents == held[A.RESERVED] + held[A.COMMITTED]
            assert budget.spent_cents == held[A.SPENT] + held[A.CLAIMED]
            assert budget.left_cents == held[A.AVAILABLE]
            assert min(budget.figures.values()) >= 0
            assert sum(held.values()) == 0
        assert Budget.objects.totals() == self.model.totals() == Entry.objects.totals()
        chain_, sums = Entry.objects.chain(), self.model.sums()
        assert chain_["returned"] == self.model.returned
        assert chain_["allocated"] == chain_["granted"] + chain_["left"]
        assert (chain_["committed"], chain_["claimed"]) == (sums[A.COMMITTED], sums[A.CLAIMED])
        for number, asked in self.requests.items():
            held = Entry.objects.held(asked)
            assert held == self.model.of(asked.budget_id, number)
            # What is available belongs to no request: of one it is what it gave back and took.
            assert min(cents for name, cents in held.items() if name in A_OF_REQUEST) >= 0
        assert books.check_books() == []
        entries = {row["id"]: row for row in Entry.objects.values()}
        assert self.seen.items() <= entries.items()
        assert len(entries) == len(self.model.done) + 2 + self.decided
        self.seen = entries
        COUNTS["checked"] += 1


@pytest.fixture(autouse=True)
def two_areas(db):
    """Where the machine finds budgets and people."""
    AreaFactory(name="Oost")
    AreaFactory(name="West")


def run(*, runs: int, phases=tuple(Phase)):
    """Let hypothesis look for an order of steps that breaks an invariant."""
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=not FULL,
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
    # What is seldom need not come by in a few runs.
    assert min(COUNTS.values() if FULL else (COUNTS[name] for name in COMMON)) > 0


def _no_condition(rows, source, amount):
    """The UPDATE without its WHERE."""
    return rows


def _other_column(source, target, amount):
    """A grant that forgets to raise what is reserved."""
    changes = _sound_changes(source, target, amount)
    return changes | {"reserved_cents": F("reserved_cents")} if target == A.RESERVED else changes


def _key_is_new(key):
    """A replay is not noticed."""


def _nothing_back(application, over_cents, *, key, by):
    """What is taken back of a grant stays where it is."""
    return 0


_sound_changes = books._changes
FAULTS = [
    (books, "_holding", _no_condition),
    (books, "_changes", _other_column),
    (books, "_of_key", _key_is_new),
    (chain, "lower", _nothing_back),
]


@pytest.mark.parametrize(("module", "part", "fault"), FAULTS)
def test_teeth_a_seeded_fault_is_found(module, part, fault, capsys):
    COUNTS["runs"] = 0
    with patch.object(module, part, fault), pytest.raises(Exception) as found:
        run(runs=200, phases=[Phase.generate])
    with capsys.disabled():
        print(
            f"\nledger machine: teeth: caught {fault.__name__.strip('_')} after {COUNTS['runs']}"
            f" runs ({type(found.value).__name__})"
        )
