"""What the books never allow, kept by the database itself, whoever writes.

A trigger on each new entry refuses one in a closed year, one that takes more from an account than
it holds of that request (or, of what is available, of the budget), and money that comes into a
budget without the decision that says so. Another on each new decision about a budget refuses one
across municipalities or years, and money of the council that the council did not decide on. Edits
are refused by config.audit.append_only. Installed after each migration, as SQLite drops triggers
when it rebuilds a table.
"""

import sys

from django.core import checks
from django.db import connections

NAME = "book_rules"
DECISIONS = "allocation_rules"
_HELD = """(SELECT COALESCE(SUM(CASE WHEN e.target = NEW.source THEN e.amount_cents ELSE 0 END), 0)
  - COALESCE(SUM(CASE WHEN e.source = NEW.source THEN e.amount_cents ELSE 0 END), 0)
  FROM budgets_entry e WHERE e.budget_id = NEW.budget_id
  AND (NEW.source = 'available' OR e.application_id {same} NEW.application_id))"""
_CLOSED = """EXISTS (SELECT 1 FROM budgets_yearclosing c
  JOIN budgets_budget b ON b.year = c.year
  JOIN budgets_scheme s ON s.id = b.scheme_id AND s.municipality_id = c.municipality_id
  WHERE b.id = NEW.budget_id)"""
_SHORT = "NEW.source <> 'municipality' AND NEW.amount_cents > {held}"
# Half of a shift comes first: what another budget has free leaves it before it arrives.
_NOT_DECIDED = """NEW.allocation_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM budgets_allocation a
  WHERE a.id = NEW.allocation_id AND a.amount_cents = NEW.amount_cents
  AND ((a.taken_from_id = NEW.budget_id
        AND NEW.source = 'available' AND NEW.target = 'municipality')
    OR (a.budget_id = NEW.budget_id
        AND NEW.source = 'municipality' AND NEW.target = 'available'
        AND (a.taken_from_id IS NULL OR EXISTS (SELECT 1 FROM budgets_entry e
          WHERE e.allocation_id = a.id AND e.budget_id = a.taken_from_id)))))"""
# Without a decision a budget gets what it was opened with, and what was taken back of that.
_UNDECIDED = """NEW.source = 'municipality' AND NEW.allocation_id IS NULL
  AND NEW.amount_cents + (SELECT
    COALESCE(SUM(CASE WHEN e.source = 'municipality' THEN e.amount_cents ELSE 0 END), 0)
    - COALESCE(SUM(CASE WHEN e.target = 'municipality' THEN e.amount_cents ELSE 0 END), 0)
    FROM budgets_entry e WHERE e.budget_id = NEW.budget_id AND e.allocation_id IS NULL)
  > COALESCE((SELECT CASE WHEN e.allocation_id IS NULL THEN e.amount_cents ELSE 0 END
    FROM budgets_entry e WHERE e.budget_id = NEW.budget_id AND e.source = 'municipality'
    ORDER BY e.id LIMIT 1), NEW.amount_cents)"""
_OF_COUNCIL = """NEW.body <> 'council' AND EXISTS (SELECT 1 FROM budgets_budget b
  JOIN budgets_scheme s ON s.id = b.scheme_id
  WHERE b.id IN (NEW.budget_id, NEW.taken_from_id) AND s.construction = 'council')"""
_ACROSS = """NEW.taken_from_id IS NOT NULL AND NOT EXISTS (SELECT 1
  FROM budgets_budget b JOIN budgets_scheme s ON s.id = b.scheme_id,
  budgets_budget f JOIN budgets_scheme t ON t.id = f.scheme_id
  WHERE b.id = NEW.budget_id AND f.id = NEW.taken_from_id
  AND b.year = f.year AND s.municipality_id = t.municipality_id)"""


def _rules(same: str) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """What is refused, by trigger: its table, and each condition with the words of the error."""
    held = _HELD.format(same=same)
    return {
        NAME: (
            "budgets_entry",
            [
                ("books: the year is closed", _CLOSED),
                ("books: the account holds too little", _SHORT.format(held=held)),
                ("books: this is not what was decided", _NOT_DECIDED),
                ("books: more money needs a decision", _UNDECIDED),
            ],
        ),
        DECISIONS: (
            "budgets_allocation",
            [
                ("books: the council decides on this money", _OF_COUNCIL),
                ("books: not one municipality and year", _ACROSS),
            ],
        ),
    }


def _sqlite(name: str, table: str, rules) -> list[str]:
    refusals = "".join(f" SELECT RAISE(ABORT, '{text}') WHERE {when};" for text, when in rules)
    return [f"CREATE TRIGGER {name} BEFORE INSERT ON {table} BEGIN{refusals} END"]


def _postgresql(name: str, table: str, rules) -> list[str]:
    """The row of the budget is taken first, so that two at once are counted one after the other."""
    refusals = "".join(
        f" IF {when} THEN RAISE EXCEPTION '{text}' USING ERRCODE = '23514'; END IF;"
        for text, when in rules
    )
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" PERFORM 1 FROM budgets_budget WHERE id = NEW.budget_id FOR UPDATE;{refusals}"
        " RETURN NEW; END $$",
        f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def install(connection) -> None:
    """Put the triggers (back) in place, where the tables of the books are."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not {"budgets_entry", "budgets_yearclosing", "budgets_allocation"} <= tables:
        return
    drop(connection)
    is_postgresql = connection.vendor == "postgresql"
    make = _postgresql if is_postgresql else _sqlite
    with connection.cursor() as cursor:
        for name, rule in _rules("IS NOT DISTINCT FROM" if is_postgresql else "IS").items():
            for sql in make(name, *rule):
                cursor.execute(sql)


def drop(connection) -> None:
    """Take the triggers away: only for a test that shows what they are for."""
    with connection.cursor() as cursor:
        for name, (table, _conditions) in _rules("IS").items():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def present(connection) -> bool:
    """Whether the triggers are there and switched on."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND pg_table_is_visible(tgrelid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {row[0] for row in cursor.fetchall()} >= {NAME, DECISIONS}


def check(app_configs=None, databases=None, **_kwargs) -> list[checks.CheckMessage]:
    """Report books without their triggers; `check --database default` runs this.

    Silent under `manage.py migrate`, which puts them in place.
    """
    if sys.argv[1:2] == ["migrate"]:
        return []
    return [
        checks.Warning(
            f"The books on database {alias} are not guarded by their trigger.",
            hint="Run manage.py migrate: it puts the trigger back.",
            id="budgets.W001",
        )
        for alias in databases or []
        if not present(connections[alias])
    ]
