"""What the books never allow, kept by the database itself, whoever writes.

A trigger on each new entry refuses one in a closed year, and one that takes more from an account
than it holds of that request (or, of what is available, of the budget). Edits are refused by
config.audit.append_only. Installed after each migration, as SQLite drops triggers when it rebuilds
a table.
"""

from django.core import checks
from django.db import connections

NAME = "book_rules"
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
_POSTGRESQL = (
    f"CREATE TRIGGER {NAME} BEFORE INSERT ON budgets_entry FOR EACH ROW EXECUTE FUNCTION {NAME}()"
)


def install(connection) -> None:
    """Put the trigger (back) in place, where the tables of the books are."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if not {"budgets_entry", "budgets_yearclosing"} <= tables:
        return
    drop(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        cursor.execute(_POSTGRESQL if connection.vendor == "postgresql" else _SQLITE)


def drop(connection) -> None:
    """Take the trigger away: only for a test that shows what it is for."""
    on_table = " ON budgets_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER IF EXISTS {NAME}{on_table}")


def present(connection) -> bool:
    """Whether the trigger is there and switched on."""
    sql = "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = %s"
    if connection.vendor == "postgresql":
        sql = (
            "SELECT 1 FROM pg_trigger WHERE tgname = %s AND tgenabled <> 'D'"
            " AND pg_table_is_visible(tgrelid)"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [NAME])
        return cursor.fetchone() is not None


def check(app_configs=None, databases=None, **_kwargs) -> list[checks.CheckMessage]:
    """Report books without their trigger; `check --database default` runs this."""
    return [
        checks.Warning(
            f"The books on database {alias} are not guarded by their trigger.",
            hint="Run manage.py migrate: it puts the trigger back.",
            id="budgets.W001",
        )
        for alias in databases or []
        if not present(connections[alias])
    ]
