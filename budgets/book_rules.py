"""What books, payments and ballots never allow, kept by the database itself, whoever writes.

A trigger on each new entry refuses one in a closed year, and one that takes more from an account
than it holds of that request (or, of what is available, of the budget). A trigger on payments
refuses one for what is carried out or delivered, and one with which a request is paid more than it
was granted, in all its parts together. A trigger on votes refuses one after the closing or after
somebody stood aside, and one on ballots any change of a tally. Edits of entries and votes are
refused by config.audit.append_only.

Installed after each migration, as SQLite drops triggers when it rebuilds a table.
"""

from django.core import checks
from django.db import connections

NAME = "book_rules"
PAYMENT_NAME = "payment_rules"
VOTE_NAME, TALLY_NAME = "vote_rules", "tally_rules"
_HELD = """(SELECT COALESCE(SUM(CASE WHEN e.target = NEW.source THEN e.amount_cents ELSE 0 END), 0)
  - COALESCE(SUM(CASE WHEN e.source = NEW.source THEN e.amount_cents ELSE 0 END), 0)
  FROM budgets_entry e WHERE e.budget_id = NEW.budget_id
  AND (NEW.source = 'available' OR e.application_id {same} NEW.application_id))"""
_CLOSED = """EXISTS (SELECT 1 FROM budgets_yearclosing c
  JOIN budgets_budget b ON b.year = c.year
  JOIN budgets_scheme s ON s.id = b.scheme_id AND s.municipality_id = c.municipality_id
  WHERE b.id = NEW.budget_id)"""
_SHORT = "NEW.source <> 'municipality' AND NEW.amount_cents > {held}"
_SQLITE = f"""CREATE TRIGGER {NAME} BEFORE INSERT ON budgets_entry BEGIN
SELECT RAISE(ABORT, 'books: the year is closed') WHERE {_CLOSED};
SELECT RAISE(ABORT, 'books: the account holds too little')
  WHERE {_SHORT.format(held=_HELD.format(same="IS"))}; END"""
# The row of the budget is taken first, so that two at once are counted one after the other.
_FUNCTION = f"""CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM budgets_budget WHERE id = NEW.budget_id FOR UPDATE;
  IF {_CLOSED} THEN
    RAISE EXCEPTION 'books: the year is closed' USING ERRCODE = '23514';
  END IF;
  IF {_SHORT.format(held=_HELD.format(same="IS NOT DISTINCT FROM"))} THEN
    RAISE EXCEPTION 'books: the account holds too little' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$"""
_NOBODY_PAID = """EXISTS (SELECT 1 FROM budgets_application a
  JOIN budgets_scheme s ON s.id = a.scheme_id
  WHERE a.id = NEW.application_id
  AND (a.in_kind OR s.construction NOT IN ('subsidy', 'holder')))"""
_TOO_MUCH = """NEW.amount_cents
  + (SELECT COALESCE(SUM(p.amount_cents), 0) FROM budgets_payment p
     WHERE p.application_id = NEW.application_id AND p.state <> 'failed'{others})
  > (SELECT COALESCE(SUM(d.amount_cents), 0) FROM budgets_decision d
     WHERE d.application_id = NEW.application_id)"""
_PAID_SQLITE = f"""CREATE TRIGGER {{name}} BEFORE {{when}} ON budgets_payment
WHEN NEW.state <> 'failed' BEGIN
SELECT RAISE(ABORT, 'payments: this request is not paid out') WHERE {_NOBODY_PAID};
SELECT RAISE(ABORT, 'payments: more than was granted') WHERE {_TOO_MUCH}; END"""
# A row that SQLite is about to insert has no id yet.
_OTHERS = " AND p.id <> NEW.id"
# The row of the request is taken first, so that two parts at once are counted one after the other.
_PAID_FUNCTION = f"""CREATE OR REPLACE FUNCTION {PAYMENT_NAME}() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.state = 'failed' THEN RETURN NEW; END IF;
  PERFORM 1 FROM budgets_application WHERE id = NEW.application_id FOR UPDATE;
  IF {_NOBODY_PAID} THEN
    RAISE EXCEPTION 'payments: this request is not paid out' USING ERRCODE = '23514';
  END IF;
  IF {_TOO_MUCH.format(others=_OTHERS)} THEN
    RAISE EXCEPTION 'payments: more than was granted' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$"""
_CLOSED_BALLOT = """EXISTS (SELECT 1 FROM budgets_ballot b
  WHERE b.id = NEW.ballot_id AND b.outcome <> '')"""
_ASIDE = """EXISTS (SELECT 1 FROM budgets_vote v WHERE v.ballot_id = NEW.ballot_id
  AND v.by_id = NEW.by_id AND v.choice = 'aside')"""
_VOTE_SQLITE = f"""CREATE TRIGGER {VOTE_NAME} BEFORE INSERT ON budgets_vote BEGIN
SELECT RAISE(ABORT, 'votes: the ballot is closed') WHERE {_CLOSED_BALLOT};
SELECT RAISE(ABORT, 'votes: this member stood aside') WHERE {_ASIDE}; END"""
# The row of the ballot is taken first: a vote comes before the closing, or after it and is refused.
_VOTE_FUNCTION = f"""CREATE OR REPLACE FUNCTION {VOTE_NAME}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM budgets_ballot WHERE id = NEW.ballot_id FOR UPDATE;
  IF {_CLOSED_BALLOT} THEN
    RAISE EXCEPTION 'votes: the ballot is closed' USING ERRCODE = '23514';
  END IF;
  IF {_ASIDE} THEN
    RAISE EXCEPTION 'votes: this member stood aside' USING ERRCODE = '23514';
  END IF;
  RETURN NEW;
END $$"""
_TALLY_SQLITE = f"""CREATE TRIGGER {TALLY_NAME} BEFORE UPDATE ON budgets_ballot
WHEN OLD.outcome <> '' BEGIN SELECT RAISE(ABORT, 'votes: the ballot is closed'); END"""
_TALLY_FUNCTION = f"""CREATE OR REPLACE FUNCTION {TALLY_NAME}() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN
  RAISE EXCEPTION 'votes: the ballot is closed' USING ERRCODE = '23514';
END $$"""
_ROW = "FOR EACH ROW EXECUTE FUNCTION"
# By database: each trigger with its table and how it is made.
TRIGGERS = {
    "sqlite": {
        VOTE_NAME: ("budgets_vote", [_VOTE_SQLITE]),
        TALLY_NAME: ("budgets_ballot", [_TALLY_SQLITE]),
        NAME: ("budgets_entry", [_SQLITE]),
        PAYMENT_NAME: (
            "budgets_payment",
            [_PAID_SQLITE.format(name=PAYMENT_NAME, when="INSERT", others="")],
        ),
        f"{PAYMENT_NAME}_changed": (
            "budgets_payment",
            [_PAID_SQLITE.format(name=f"{PAYMENT_NAME}_changed", when="UPDATE", others=_OTHERS)],
        ),
    },
    "postgresql": {
        VOTE_NAME: (
            "budgets_vote",
            [
                _VOTE_FUNCTION,
                f"CREATE TRIGGER {VOTE_NAME} BEFORE INSERT ON budgets_vote {_ROW} {VOTE_NAME}()",
            ],
        ),
        TALLY_NAME: (
            "budgets_ballot",
            [
                _TALLY_FUNCTION,
                f"CREATE TRIGGER {TALLY_NAME} BEFORE UPDATE ON budgets_ballot FOR EACH ROW"
                f" WHEN (OLD.outcome <> '') EXECUTE FUNCTION {TALLY_NAME}()",
            ],
        ),
        NAME: (
            "budgets_entry",
            [_FUNCTION, f"CREATE TRIGGER {NAME} BEFORE INSERT ON budgets_entry {_ROW} {NAME}()"],
        ),
        PAYMENT_NAME: (
            "budgets_payment",
            [
                _PAID_FUNCTION,
                f"CREATE TRIGGER {PAYMENT_NAME} BEFORE INSERT OR UPDATE ON budgets_payment"
                f" {_ROW} {PAYMENT_NAME}()",
            ],
        ),
    },
}
_TABLES = {
    *("budgets_entry", "budgets_yearclosing", "budgets_payment", "budgets_decision"),
    *("budgets_ballot", "budgets_vote"),
}


def install(connection) -> None:
    """Put the triggers (back) in place, where the tables that they ask are."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not tables >= _TABLES:
        return
    drop(connection)
    with connection.cursor() as cursor:
        for _table, statements in TRIGGERS[connection.vendor].values():
            for sql in statements:
                cursor.execute(sql)


def drop(connection) -> None:
    """Take the triggers away: only for a test that shows what they are for."""
    with connection.cursor() as cursor:
        for name, (table, _statements) in TRIGGERS[connection.vendor].items():
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def present(connection) -> bool:
    """Whether all of them are there and switched on."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND pg_table_is_visible(tgrelid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()} >= set(TRIGGERS[connection.vendor])


def check(app_configs=None, databases=None, **_kwargs) -> list[checks.CheckMessage]:
    """Report books without their triggers; `check --database default` runs this."""
    return [
        checks.Warning(
            f"The books on database {alias} are not guarded by their triggers.",
            hint="Run manage.py migrate: it puts the triggers back.",
            id="budgets.W001",
        )
        for alias in databases or []
        if not present(connections[alias])
    ]
