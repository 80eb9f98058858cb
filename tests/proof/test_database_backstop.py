"""F4: what the application must never do, tried in straight SQL: the database itself refuses it.

Each write goes past Django, after all migrations. The control drops the triggers: the same edits
then go through, so that a refusal above is a refusal by the guard.
"""

from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, transaction

from areas.roles import RoleKind
from budgets import book_rules
from budgets.actions.applications import decide
from budgets.actions.votes import close_ballot, open_ballot, vote
from budgets.models import Allocation, BallotRule, Entry, Payment, PaymentBatch, YearClosing
from config.audit import append_only
from config.audit.models import Event
from config.lib.clock import today
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SchemeFactory,
    SeatFactory,
    UserFactory,
    budget_of,
    person,
)

pytestmark = pytest.mark.django_db

SHUT = (
    "INSERT INTO budgets_entry (budget_id, source, target, amount_cents, key, text, at)"
    " SELECT budget_id, '{source}', '{target}', 1, 'dicht', 'x', at"
    " FROM budgets_entry WHERE budget_id = {shut}"
)
OF_REQUEST = (
    "INSERT INTO budgets_entry"
    " (budget_id, application_id, source, target, amount_cents, key, text, at)"
    " SELECT budget_id, application_id, '{source}', '{target}', {amount}, 'nieuw', 'x', at"
    " FROM budgets_entry WHERE id = {entry}"
)
ENTRY = (
    "INSERT INTO budgets_entry (budget_id, source, target, amount_cents, key, text, at)"
    " SELECT budget_id, '{source}', '{target}', {amount}, '{key}', 'x', at"
    " FROM budgets_entry WHERE id = {entry}"
)
OF_ALLOCATION = (
    "INSERT INTO budgets_entry"
    " (budget_id, allocation_id, source, target, amount_cents, key, text, at)"
    " SELECT {where}, {{shift}}, '{source}', '{target}', {amount}, 'schuif', 'x', at"
    " FROM budgets_entry WHERE id = {{entry}}"
)
ALLOCATION = (
    "INSERT INTO budgets_allocation (budget_id, taken_from_id, amount_cents, body, reference,"
    " decided_on, reason, at) SELECT {where}, {source}, {amount}, '{body}', '{reference}',"
    " decided_on, reason, at FROM budgets_allocation"
)
DECISION = (
    "INSERT INTO budgets_decision (application_id, granted, amount_cents, reason, ground,"
    " ground_text, follow_up, heard_until, heard, deviation, reference, at, by_id)"
    " SELECT {application}, {granted}, {amount}, '{reason}', '{ground}', '', {follow_up},"
    " {heard_until}, '{heard}', '', '', at, by_id"
    " FROM budgets_decision"
)
APPLICATION = (
    "INSERT INTO budgets_application"
    " (version, initiative_id, budget_id, scheme_id, asked_cents, purpose, state, received_on,"
    " created_at, decide_by, kind, asked_as, in_kind, decided_by) SELECT 1, initiative_id,"
    " budget_id, scheme_id, {asked}, 'x', '{state}', received_on, created_at, decide_by,"
    " kind, asked_as, in_kind, decided_by"
    " FROM budgets_application WHERE id = {application}"
)


@dataclass
class Rows:
    """One budget with a granted and a waiting request, and one of a closed year, by their ids."""

    budget: int
    shut: int
    entry: int
    decision: int
    granted: int
    waiting: int
    event: int
    west: int
    fund: int
    shift: int
    closed: int
    open: int
    batch: int

    def ids(self, sql: str, **more) -> str:
        """The statement with the ids filled in; `application` is the waiting one."""
        return sql.format(**self.__dict__ | {"application": self.waiting} | more)


@pytest.fixture
def rows(db):
    """€ 1.000 of which € 300 is granted; another request waits."""
    done = ApplicationFactory()
    bas = person(RoleKind.BUDGET_HOLDER, done.budget.area, "Bas Budgethouder")
    decide(application=done, granted=True, amount_cents=30_000, reason="Goed.", by=bas)
    waiting = ApplicationFactory(
        budget=done.budget, initiative=InitiativeFactory(area=done.budget.area)
    )
    batch = _batch(done, bas)
    closed, still_open = _ballots(done.budget.area)
    shut = budget_of(done.budget.area, scheme=done.budget.scheme, year=2020)
    YearClosing.objects.create(municipality=shut.scheme.municipality, year=2020)
    west = budget_of(AreaFactory(municipality=shut.area.municipality), scheme=shut.scheme)
    fund = budget_of(done.budget.area, construction="council")
    shift = Allocation.objects.create(
        budget=west,
        taken_from=done.budget,
        amount_cents=200,
        body="holder",
        reference="M-1",
        decided_on=today(),
        reason="x",
    )
    # Foreign keys are checked at commit; PostgreSQL truncates nothing while a check is pending.
    connection.check_constraints()
    return Rows(
        budget=done.budget.pk,
        shut=shut.pk,
        entry=Entry.objects.get(application=done).pk,
        decision=done.decision.pk,
        granted=done.pk,
        waiting=waiting.pk,
        event=Event.objects.first().pk,
        west=west.pk,
        fund=fund.pk,
        shift=shift.pk,
        closed=closed.pk,
        open=still_open.pk,
        batch=batch.pk,
    )


def _batch(application, bas):
    """Of the € 300 that were granted € 240 is paid as an advance, in this batch."""
    town = application.budget.scheme.municipality
    batch = PaymentBatch.objects.create(municipality=town, made_by=bas)
    paid = {"part": "advance", "amount_cents": 24_000, "state": "paid"}
    Payment.objects.create(batch=batch, application=application, **paid)
    return batch


def _ballots(area):
    """A ballot that was closed, and one that is open and in which a member stood aside."""
    kind = RoundtableKindFactory(municipality=area.municipality)
    table = RoundtableFactory(kind=kind, area=area)
    lea = UserFactory(name="Lea Leider")
    SeatFactory(roundtable=table, user=lea, votes=True, leads=True)
    otto = UserFactory(name="Otto Opzij")
    SeatFactory(roundtable=table, user=otto, votes=True)
    scheme = SchemeFactory(municipality=area.municipality, level=area.level)
    BallotRule.objects.create(scheme=scheme, kind=kind, standing="advises")
    budget = budget_of(area, scheme=scheme)
    ballots = []
    for _number in range(2):
        idea = InitiativeFactory(area=area)
        application = ApplicationFactory(initiative=idea, budget=budget)
        ballots.append(open_ballot(application=application, by=lea))
        vote(ballot=ballots[-1], choice="for", reason="Ja.", by=lea)
        vote(ballot=ballots[-1], choice="aside", by=otto)
    return close_ballot(ballot=ballots[0], by=lea), ballots[1]


def entry(**fields):
    """An INSERT into the books; sound unless told otherwise."""
    sound = {"source": "available", "target": "reserved", "amount": 1, "key": "nieuw"}
    return ENTRY.format(entry="{entry}", **sound | fields)


def of_request(source, target, amount):
    """An INSERT into the books that belongs to the request that was granted € 300."""
    fields = {"source": source, "target": target, "amount": amount, "entry": "{entry}"}
    return OF_REQUEST.format(**fields)


def of_shift(where, source, target, amount=200):
    """An INSERT into the books that belongs to the decision to shift € 2 to West."""
    return OF_ALLOCATION.format(where=where, source=source, target=target, amount=amount)


def allocation(where="{west}", source="{budget}", amount=1, body="holder", reference="M-2"):
    """An INSERT of a decision about a budget; sound unless told otherwise."""
    given = {"where": where, "source": source, "amount": amount, "body": body}
    return ALLOCATION.format(reference=reference, **given)


def shut(source, target):
    """An INSERT into the books of a closed year."""
    return SHUT.format(source=source, target=target, shut="{shut}")


def decision(application="{waiting}", **said):
    """An INSERT of a decision; sound unless told otherwise."""
    sound = {"granted": "true", "amount": 1, "reason": "Goed.", "ground": ""}
    sound |= {"follow_up": "false", "heard_until": "NULL", "heard": ""}
    return DECISION.format(application=application, **sound | said)


def refusal(**said):
    """An INSERT of a decision that refuses, on a ground of the scheme."""
    return decision(granted="false", amount=0, **{"ground": "rule", **said})


def vote_in(ballot, of="for"):
    """An INSERT of a vote by whoever said `of` there before."""
    return (
        "INSERT INTO budgets_vote (ballot_id, choice, reason, at, by_id)"
        f" SELECT ballot_id, 'against', 'Nee.', at, by_id FROM budgets_vote"
        f" WHERE ballot_id = {ballot} AND choice = '{of}'"
    )


def payment(application="{granted}", part="rest", amount=1):
    """An INSERT of a payment; sound unless told otherwise."""
    return (
        "INSERT INTO budgets_payment (version, batch_id, application_id, part, amount_cents, state,"
        f" note) VALUES (1, {{batch}}, {application}, '{part}', {amount}, 'ready', '')"
    )


FORBIDDEN = {
    "vote after the closing": vote_in("{closed}"),
    "vote after standing aside": vote_in("{open}", of="aside"),
    "another tally": "UPDATE budgets_ballot SET votes_for = 9, voters = 9 WHERE id = {closed}",
    "open a ballot again": (
        "UPDATE budgets_ballot SET outcome = '', closed_at = NULL WHERE id = {closed}"
    ),
    "change a vote": "UPDATE budgets_vote SET reason = 'x' WHERE ballot_id = {open}",
    "delete a vote": "DELETE FROM budgets_vote WHERE ballot_id = {open}",
    "a second open ballot on one request": (
        "INSERT INTO budgets_ballot (version, standing, mandate, consent, quorum_percent,"
        " majority_percent, tie, secret, days, application_id, roundtable_id, opened_at,"
        " opened_by_id, until, outcome, voters, votes_for, votes_against, abstained, stood_aside)"
        " SELECT 1, standing, mandate, consent, quorum_percent, majority_percent, tie, secret,"
        " days, application_id, roundtable_id, opened_at, opened_by_id, until, '', 0, 0, 0, 0, 0"
        " FROM budgets_ballot WHERE id = {open}"
    ),
    "pay in parts more than was granted": payment(amount=6_001),
    "make a payment larger than was granted": (
        "UPDATE budgets_payment SET amount_cents = 30001 WHERE application_id = {granted}"
    ),
    "pay the same part twice": payment(part="advance"),
    "pay a request that was not granted": payment(application="{waiting}"),
    "reserve more than there is": "UPDATE budgets_budget SET reserved_cents = allocated_cents + 1",
    "pay more than there is": "UPDATE budgets_budget SET spent_cents = allocated_cents + 1",
    "take back what is reserved": "UPDATE budgets_budget SET allocated_cents = reserved_cents - 1",
    "a negative reservation": "UPDATE budgets_budget SET reserved_cents = -1",
    "a negative payment": "UPDATE budgets_budget SET spent_cents = -1",
    "a second budget for area and year": (
        "INSERT INTO budgets_budget (scheme_id, area_id, year, allocated_cents, reserved_cents,"
        " spent_cents, fictitious) SELECT scheme_id, area_id, year, 0, 0, 0, fictitious"
        " FROM budgets_budget"
    ),
    "change an entry": "UPDATE budgets_entry SET amount_cents = 1 WHERE id = {entry}",
    "change the text of an entry": "UPDATE budgets_entry SET text = 'x' WHERE id = {entry}",
    "delete an entry": "DELETE FROM budgets_entry WHERE id = {entry}",
    "an entry of nothing": entry(amount=0),
    "an entry below zero": entry(amount=-1),
    "an entry from an account to itself": entry(target="available"),
    "an entry on an account that does not exist": entry(target="zwart"),
    "a move that does not exist": entry(target="spent"),
    "pay what another request was granted": entry(source="reserved", target="spent"),
    "pay a request more than it was granted": of_request("reserved", "spent", 30_001),
    "set ready more than was granted": of_request("reserved", "committed", 30_001),
    "pay what is not ready": of_request("committed", "spent", 1),
    "claim back what was not paid": of_request("spent", "claimed", 1),
    "receive what was not claimed": of_request("claimed", "available", 1),
    "reserve more than is left by an entry": entry(amount=70_001),
    "grant in a closed year": shut("available", "reserved"),
    "top up a closed year": shut("municipality", "available"),
    "new money without a decision": entry(source="municipality", target="available"),
    "a shift that arrives before it left": of_shift("{west}", "municipality", "available"),
    "more than was decided": of_shift("{budget}", "available", "municipality", 201),
    "a decision that is used for another budget": of_shift("{fund}", "available", "municipality"),
    "grant under a decision about a budget": of_shift("{budget}", "available", "reserved"),
    "a shift to another year": allocation(where="{shut}"),
    "shift to itself": allocation(where="{budget}"),
    "a decision about nothing": allocation(amount=0),
    "a decision without reference": allocation(reference=""),
    "a decision of nobody known": allocation(body="ik"),
    "take money of the council without the council": allocation(source="{fund}"),
    "give money to the council's fund without it": allocation(where="{fund}", source="NULL"),
    "change a decision about a budget": "UPDATE budgets_allocation SET amount_cents = 1",
    "delete a decision about a budget": "DELETE FROM budgets_allocation",
    "close a year twice": (
        "INSERT INTO budgets_yearclosing (municipality_id, year, at)"
        " SELECT municipality_id, year, at FROM budgets_yearclosing"
    ),
    "change which year is closed": "UPDATE budgets_yearclosing SET year = 2019",
    "delete the closing of a year": "DELETE FROM budgets_yearclosing",
    "the same key again": entry(key="grant:{granted}"),
    "change a decision": "UPDATE budgets_decision SET amount_cents = 2 WHERE id = {decision}",
    "change the reason of a decision": "UPDATE budgets_decision SET reason = 'x'",
    "delete a decision": "DELETE FROM budgets_decision",
    "a second decision": decision(application="{granted}"),
    "a decision without reason": decision(reason=""),
    "a grant of nothing": decision(amount=0),
    "a refusal with money": decision(granted="false", amount=5),
    "a ground that the law does not know": decision(ground="zomaar"),
    "another ground without its words": decision(ground="other"),
    "a follow-up that is refused unheard": refusal(follow_up="true"),
    "a reaction without its day": refusal(heard="Klopt."),
    "a day without a reaction": refusal(heard_until="'2026-11-18'"),
    "a reaction to a whole grant": decision(heard="Klopt.", heard_until="'2026-11-18'"),
    "a second request while one waits": APPLICATION.replace("{asked}", "5").replace(
        "{state}", "asked"
    ),
    "a request for nothing": APPLICATION.replace("{asked}", "0").replace("{state}", "refused"),
    "a request in a state that does not exist": (
        "UPDATE budgets_application SET state = 'betaald' WHERE id = {waiting}"
    ),
    "change the trail": "UPDATE audit_event SET verb = 'x.y' WHERE id = {event}",
    "delete from the trail": "DELETE FROM audit_event WHERE id = {event}",
}
REFUSED_ON = {
    "sqlite": {
        "replace an entry": (
            "INSERT OR REPLACE INTO budgets_entry"
            " (id, budget_id, source, target, amount_cents, key, text, at)"
            " SELECT id, budget_id, source, target, 1, key, text, at FROM budgets_entry"
        ),
        "upsert an entry": entry(key="grant:{granted}")
        + " ON CONFLICT (key) DO UPDATE SET amount_cents = 1",
    },
    "postgresql": {
        "truncate the books": "TRUNCATE budgets_entry",
        "truncate the trail": "TRUNCATE audit_event",
        "upsert an entry": entry(key="grant:{granted}")
        + " ON CONFLICT (key) DO UPDATE SET amount_cents = 1",
    },
}
# What the same guards let through, so that a refusal is not a mistake in the SQL.
ALLOWED = {
    "vote in an open ballot": vote_in("{open}"),
    "pay the rest of what was granted": payment(amount=6_000),
    "a sound entry": entry(),
    "set ready what was granted": of_request("reserved", "committed", 30_000),
    "pay what was granted": of_request("reserved", "spent", 30_000),
    "reserve all that is left by an entry": entry(amount=70_000),
    "the first half of a shift": of_shift("{budget}", "available", "municipality"),
    "a sound shift": allocation(),
    "new money of the council": allocation(where="{fund}", source="NULL", body="council"),
    "a sound decision": decision(),
    "a sound refusal": decision(granted="false", amount=0, ground="ceiling"),
    "a follow-up that was heard": refusal(
        follow_up="true", heard="Klopt.", heard_until="'2026-11-18'"
    ),
    "reserve what is there": "UPDATE budgets_budget SET reserved_cents = allocated_cents",
    "a sound request after the first": APPLICATION.replace("{asked}", "5").replace(
        "{state}", "refused"
    ),
}
# With the rules of the books gone these go through.
_BY_RULE = (
    *("pay a request", "pay what", "set ready", "grant", "top up a", "new money", "more than"),
    *("vote after", "another tally", "open a ballot", "pay in parts", "make a pay"),
)
ONLY_BY_BOOK_RULES = [
    name
    for name in FORBIDDEN
    if name.startswith(_BY_RULE) or " shift " in name or "council" in name
]
# With the triggers gone these go through: the teeth of the append-only figures.
ONLY_BY_TRIGGER = [name for name in FORBIDDEN if name.startswith(("change", "delete"))]


def attempt(sql: str) -> str:
    """Try a statement in a savepoint; the name of the error, or empty when it was done."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
            assert cursor.rowcount != 0, "the statement touched nothing"
    except IntegrityError as error:
        return type(error).__name__
    return ""


def test_every_forbidden_write_is_refused_by_the_database(rows, capsys, figures):
    tried = FORBIDDEN | REFUSED_ON[connection.vendor]
    done = [name for name, sql in tried.items() if not attempt(rows.ids(sql))]
    sound = [name for name, sql in ALLOWED.items() if attempt_and_undo(rows.ids(sql))]
    with capsys.disabled():
        print(
            f"\ndatabase backstop: {len(tried)} forbidden writes by raw SQL → "
            f"{len(tried) - len(done)} refused; {len(ALLOWED)} sound writes → "
            f"{len(ALLOWED) - len(sound)} done — {connection.vendor}"
        )
    figures("database backstop", forbidden=len(tried), refused=len(tried) - len(done))
    assert len(tried) >= 12
    assert done == []
    assert sound == []


def attempt_and_undo(sql: str) -> str:
    """As `attempt`, and take back what was done."""
    point = transaction.savepoint()
    try:
        return attempt(sql)
    finally:
        transaction.savepoint_rollback(point)


def test_teeth_without_triggers_the_same_edits_go_through(rows, capsys):
    append_only.drop(connection)
    try:
        done = [name for name in ONLY_BY_TRIGGER if not attempt_and_undo(rows.ids(FORBIDDEN[name]))]
    finally:
        append_only.install(connection)
    assert done == ONLY_BY_TRIGGER
    assert attempt(rows.ids(FORBIDDEN["change an entry"]))
    with capsys.disabled():
        print(f"\ndatabase backstop: teeth: caught ({len(done)} edits pass without triggers)")


def test_teeth_without_the_rules_of_the_books_they_go_through(rows):
    book_rules.drop(connection)
    try:
        done = [n for n in ONLY_BY_BOOK_RULES if not attempt_and_undo(rows.ids(FORBIDDEN[n]))]
    finally:
        book_rules.install(connection)
    assert done == ONLY_BY_BOOK_RULES
    assert attempt(rows.ids(FORBIDDEN["top up a closed year"]))
