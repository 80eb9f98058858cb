"""Append-only tables, kept by the database itself: triggers refuse UPDATE, DELETE and TRUNCATE.

A model asks for it with `append_only = True`. With `append_only_until = ("at", 7)` a row may be
deleted once the date in that column is more than seven years ago by the database's own clock.
SQLite drops triggers when a migration rebuilds a table, so they are installed after every
migration, and `missing` is asked by a system check and by /readyz.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core import checks
from django.db import connections, models

PREFIX = "append_only_"
_FUNCTION = """
CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only table %: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '23514';
END $$
"""


def guarded(connection) -> list[type[models.Model]]:
    """The models that asked for it and have a table in this database."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if getattr(model, "append_only", False)
        and not model._meta.proxy
        and model._meta.db_table in tables
    ]


def install(connection) -> list[str]:
    """Put missing triggers in place and return their names; does nothing when all are there."""
    absent = missing(connection)
    if not absent:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for model in guarded(connection):
            for name, sql in _wanted(connection, model).items():
                if name in absent:
                    cursor.execute(_drop_sql(connection, model._meta.db_table, name))
                    cursor.execute(sql)
    return absent


def drop(connection) -> None:
    """Remove the triggers: only for the tests' own flush between two tests."""
    with connection.cursor() as cursor:
        for model in guarded(connection):
            for name in _wanted(connection, model):
                cursor.execute(_drop_sql(connection, model._meta.db_table, name))


@contextmanager
def lifted(connection, model):
    """Let words that the law wants gone be taken out of a guarded table: rows may be updated here.

    Part of the caller's transaction, in which the guard is back at the end; a failure undoes both.
    On PostgreSQL the table is locked meanwhile, so nobody else writes without the guard. Raises
    RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an append-only table is opened in a transaction only")
    # Else PostgreSQL refuses, as checks of foreign keys may be waiting for the end.
    connection.check_constraints()
    wanted = _wanted(connection, model)
    with connection.cursor() as cursor:
        for name in wanted:
            cursor.execute(_drop_sql(connection, model._meta.db_table, name))
        yield
        connection.check_constraints()
        for sql in wanted.values():
            cursor.execute(sql)


def missing(connection) -> list[str]:
    """The names of triggers that are absent, switched off or different from what they should be."""
    present = _present(connection)
    return [
        name
        for model in guarded(connection)
        for name, sql in _wanted(connection, model).items()
        if name not in present or present[name] not in (None, sql)
    ]


def check(app_configs=None, databases=None, **_kwargs) -> list[checks.CheckMessage]:
    """Report append-only tables that can be edited; `check --database default` runs this.

    Silent under `manage.py migrate`, which is the repair and would be stopped by its own cure.
    """
    if sys.argv[1:2] == ["migrate"]:
        return []
    return [
        checks.Error(
            f"Append-only table without its trigger {name} on database {alias}.",
            hint="Run manage.py migrate: it puts the triggers back.",
            id="audit.E001",
        )
        for alias in databases or []
        for name in missing(connections[alias])
    ]


def _present(connection) -> dict[str, str | None]:
    """Installed triggers by name, with their definition where the database keeps our text."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgname LIKE 'append\\_only\\_%%'"
                " AND tgenabled <> 'D' AND tgfoid = to_regproc('append_only_refuse')"
                " AND pg_table_is_visible(tgrelid)"
            )
            return dict.fromkeys(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _drop_sql(connection, table: str, name: str) -> str:
    quote = connection.ops.quote_name
    on_table = f" ON {quote(table)}" if connection.vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {quote(name)}{on_table}"


def _wanted(connection, model) -> dict[str, str]:
    make = _postgresql if connection.vendor == "postgresql" else _sqlite
    return {PREFIX + name: sql for name, sql in make(connection.ops.quote_name, model)}


def _postgresql(quote, model) -> Iterator[tuple[str, str]]:
    """A row trigger does not fire on TRUNCATE, so that has one of its own."""
    table = model._meta.db_table
    old = _older_than(model, quote, "now() - interval '{} years'")
    for action, each, condition in (
        ("update", "ROW", ""),
        ("delete", "ROW", old),
        ("truncate", "STATEMENT", ""),
    ):
        # PostgreSQL cuts a name at 63 bytes.
        name = f"{action}_{table}"[:50]
        sql = (
            f"CREATE TRIGGER {quote(PREFIX + name)} BEFORE {action.upper()} ON {quote(table)}"
            f" FOR EACH {each}{condition} EXECUTE FUNCTION append_only_refuse()"
        )
        yield name, sql


def _sqlite(quote, model) -> Iterator[tuple[str, str]]:
    """INSERT OR REPLACE deletes without firing a delete trigger, so inserts are guarded too."""
    table = model._meta.db_table
    old = _older_than(model, quote, "datetime('now', '-{} years')")
    taken = " OR ".join(
        f"EXISTS (SELECT 1 FROM {quote(table)} WHERE {same})"  # noqa: S608 names of our models
        for same in (
            " AND ".join(f"{quote(column)} = NEW.{quote(column)}" for column in key)
            for key in _unique_keys(model)
        )
    )
    for action, condition in (("update", ""), ("delete", old), ("insert", f" WHEN {taken}")):
        name = f"{action}_{table}"
        sql = (
            f"CREATE TRIGGER {quote(PREFIX + name)} BEFORE {action.upper()} ON {quote(table)}"
            f"{condition} BEGIN"
            f" SELECT RAISE(ABORT, 'append-only table {table}: {action} refused'); END"
        )
        yield name, sql


def _older_than(model, quote, limit: str) -> str:
    """The condition under which a delete is refused; empty when it always is."""
    if not (until := getattr(model, "append_only_until", None)):
        return ""
    field, years = until
    column = quote(model._meta.get_field(field).column)
    return f" WHEN (OLD.{column} > {limit.format(int(years))})"


def _unique_keys(model) -> list[list[str]]:
    meta = model._meta
    names = [[field.name] for field in meta.concrete_fields if field.unique]
    names += [list(group) for group in meta.unique_together]
    names += [list(item.fields) for item in meta.total_unique_constraints]
    return [[meta.get_field(name).column for name in key] for key in names]
