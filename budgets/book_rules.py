"""What books, payments and ballots never allow, kept by the database itself, whoever writes.

On each new entry: none in a closed year, none that takes more from an account than it holds of
that request (or, of what is available, of the budget), and no money into a budget without the
decision that says so. On each decision about a budget: not across municipalities or years, and no
money of the council that the council did not decide on. On payments: none for what is carried out
or delivered, and never more than was granted in all parts together. On votes: none after the
closing or after somebody stood aside; and a tally never changes. Edits are refused by
config.audit.append_only.

Installed after each migration, as SQLite drops triggers when it rebuilds a table.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from django.core import checks
from django.db import connections

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
_NOBODY_PAID = """EXISTS (SELECT 1 FROM budgets_application a
  JOIN budgets_scheme s ON s.id = a.scheme_id
  WHERE a.id = NEW.application_id
  AND (a.in_kind OR s.construction NOT IN ('subsidy', 'holder')))"""
_TOO_MUCH = """NEW.amount_cents
  + (SELECT COALESCE(SUM(p.amount_cents), 0) FROM budgets_payment p
     WHERE p.application_id = NEW.application_id AND p.state <> 'failed'{others})
  > (SELECT COALESCE(SUM(d.amount_cents), 0) FROM budgets_decision d
     WHERE d.application_id = NEW.application_id)"""
# A row that SQLite is about to insert has no id yet.
_OTHERS = " AND p.id <> NEW.id"
_CLOSED_BALLOT = """EXISTS (SELECT 1 FROM budgets_ballot b
  WHERE b.id = NEW.ballot_id AND b.outcome <> '')"""
_ASIDE = """EXISTS (SELECT 1 FROM budgets_vote v WHERE v.ballot_id = NEW.ballot_id
  AND v.by_id = NEW.by_id AND v.choice = 'aside')"""


@dataclass(frozen=True)
class Guard:
    """One trigger: on which table and event, what it refuses with which words, and the row that is
    taken first on PostgreSQL, so that two at once are counted one after the other.
    """

    name: str
    table: str
    refusals: tuple[tuple[str, str], ...]
    event: str = "INSERT"
    holds: str = ""
    only_if: str = ""


def _payments(name: str, event: str, others: str) -> Guard:
    return Guard(
        name,
        "budgets_payment",
        (
            ("payments: this request is not paid out", _NOBODY_PAID),
            ("payments: more than was granted", _TOO_MUCH.format(others=others)),
        ),
        event,
        holds="budgets_application WHERE id = NEW.application_id",
        only_if="NEW.state <> 'failed'",
    )


def guards(vendor: str) -> list[Guard]:
    """All triggers, in the words of this database."""
    same = "IS NOT DISTINCT FROM" if vendor == "postgresql" else "IS"
    budget = "budgets_budget WHERE id = NEW.budget_id"
    return [
        Guard(
            "book_rules",
            "budgets_entry",
            (
                ("books: the year is closed", _CLOSED),
                (
                    "books: the account holds too little",
                    _SHORT.format(held=_HELD.format(same=same)),
                ),
                ("books: this is not what was decided", _NOT_DECIDED),
                ("books: more money needs a decision", _UNDECIDED),
            ),
            holds=budget,
        ),
        Guard(
            "allocation_rules",
            "budgets_allocation",
            (
                ("books: the council decides on this money", _OF_COUNCIL),
                ("books: not one municipality and year", _ACROSS),
            ),
            holds=budget,
        ),
        _payments("payment_rules", "INSERT", ""),
        _payments("payment_rules_changed", "UPDATE", _OTHERS),
        Guard(
            "vote_rules",
            "budgets_vote",
            (
                ("votes: the ballot is closed", _CLOSED_BALLOT),
                ("votes: this member stood aside", _ASIDE),
            ),
            holds="budgets_ballot WHERE id = NEW.ballot_id",
        ),
        Guard(
            "tally_rules",
            "budgets_ballot",
            (("votes: the ballot is closed", "1 = 1"),),
            "UPDATE",
            only_if="OLD.outcome <> ''",
        ),
    ]


_TABLES = {
    *("budgets_entry", "budgets_yearclosing", "budgets_allocation", "budgets_payment"),
    *("budgets_decision", "budgets_ballot", "budgets_vote"),
}


def _sqlite(guard: Guard) -> Iterator[str]:
    head = f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
    when = f" WHEN {guard.only_if}" if guard.only_if else ""
    refusals = (f" SELECT RAISE(ABORT, '{text}') WHERE {bad};" for text, bad in guard.refusals)
    yield f"{head}{when} BEGIN{''.join(refusals)} END"


def _postgresql(guard: Guard) -> Iterator[str]:
    held = f" PERFORM 1 FROM {guard.holds} FOR UPDATE;" if guard.holds else ""
    refusals = "".join(
        f" IF {bad} THEN RAISE EXCEPTION '{text}' USING ERRCODE = '23514'; END IF;"
        for text, bad in guard.refusals
    )
    yield (
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f"{held}{refusals} RETURN NEW; END $$"
    )
    when = f" WHEN ({guard.only_if})" if guard.only_if else ""
    yield (
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
        f" FOR EACH ROW{when} EXECUTE FUNCTION {guard.name}()"
    )


def install(connection) -> None:
    """Put the triggers (back) in place, where the tables that they ask are."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not tables >= _TABLES:
        return
    drop(connection)
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    with connection.cursor() as cursor:
        for guard in guards(connection.vendor):
            for sql in make(guard):
                cursor.execute(sql)


def drop(connection) -> None:
    """Take the triggers away: only for a test that shows what they are for."""
    with connection.cursor() as cursor:
        for guard in guards(connection.vendor):
            on_table = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on_table}")


def present(connection) -> bool:
    """Whether all of them are there and switched on."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND pg_table_is_visible(tgrelid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        found = {name for (name,) in cursor.fetchall()}
    return found >= {guard.name for guard in guards(connection.vendor)}


def check(app_configs=None, databases=None, **_kwargs) -> list[checks.CheckMessage]:
    """Report books without their triggers; `check --database default` runs this.

    Silent under `manage.py migrate`, which puts them in place.
    """
    if sys.argv[1:2] == ["migrate"]:
        return []
    return [
        checks.Warning(
            f"The books on database {alias} are not guarded by their triggers.",
            hint="Run manage.py migrate: it puts the triggers back.",
            id="budgets.W001",
        )
        for alias in databases or []
        if not present(connections[alias])
    ]
