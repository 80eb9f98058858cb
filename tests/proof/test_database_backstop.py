"""F4: what the application must never do, tried in straight SQL: the database itself refuses it.

Each write goes past Django, after all migrations. The control drops the triggers: the same edits
then go through, so that a refusal above is a refusal by the guard.
"""

from dataclasses import dataclass

import pytest
from django.db import IntegrityError, connection, transaction

from areas.roles import RoleKind
from budgets.actions.applications import decide
from budgets.models import Entry
from config.audit import append_only
from config.audit.models import Event
from tests.factories import ApplicationFactory, InitiativeFactory, person

pytestmark = pytest.mark.django_db

ENTRY = (
    "INSERT INTO budgets_entry (budget_id, source, target, amount_cents, key, text, at)"
    " SELECT budget_id, '{source}', '{target}', {amount}, '{key}', 'x', at"
    " FROM budgets_entry WHERE id = {entry}"
)
DECISION = (
    "INSERT INTO budgets_decision (application_id, granted, amount_cents, reason, deviation,"
    " at, by_id) SELECT {application}, {granted}, {amount}, '{reason}', '', at, by_id"
    " FROM budgets_decision"
)
APPLICATION = (
    "INSERT INTO budgets_application"
    " (version, initiative_id, budget_id, scheme_id, asked_cents, purpose, state, received_on,"
    " created_at, decide_by, kind, asked_as, in_kind) SELECT 1, initiative_id, budget_id,"
    " scheme_id, {asked}, 'x', '{state}', received_on, created_at, decide_by, kind, asked_as,"
    " in_kind"
    " FROM budgets_application WHERE id = {application}"
)


@dataclass
class Rows:
    """One budget with a granted and a waiting request, by their ids."""

    budget: int
    entry: int
    decision: int
    granted: int
    waiting: int
    event: int

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
    # Foreign keys are checked at commit; PostgreSQL truncates nothing while a check is pending.
    connection.check_constraints()
    return Rows(
        budget=done.budget.pk,
        entry=Entry.objects.get(application=done).pk,
        decision=done.decision.pk,
        granted=done.pk,
        waiting=waiting.pk,
        event=Event.objects.first().pk,
    )


def entry(**fields):
    """An INSERT into the books; sound unless told otherwise."""
    sound = {"source": "available", "target": "reserved", "amount": 1, "key": "nieuw"}
    return ENTRY.format(entry="{entry}", **sound | fields)


def decision(application="{waiting}", granted="true", amount=1, reason="Goed."):
    """An INSERT of a decision; sound unless told otherwise."""
    return DECISION.format(application=application, granted=granted, amount=amount, reason=reason)


FORBIDDEN = {
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
    "the same key again": entry(key="grant:{granted}"),
    "change a decision": "UPDATE budgets_decision SET amount_cents = 2 WHERE id = {decision}",
    "change the reason of a decision": "UPDATE budgets_decision SET reason = 'x'",
    "delete a decision": "DELETE FROM budgets_decision",
    "a second decision": decision(application="{granted}"),
    "a decision without reason": decision(reason=""),
    "a grant of nothing": decision(amount=0),
    "a refusal with money": decision(granted="false", amount=5),
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
    "a sound entry": entry(),
    "a sound decision": decision(),
    "a sound refusal": decision(granted="false", amount=0),
    "reserve what is there": "UPDATE budgets_budget SET reserved_cents = allocated_cents",
    "a sound request after the first": APPLICATION.replace("{asked}", "5").replace(
        "{state}", "refused"
    ),
}
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
