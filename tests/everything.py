"""All that an installation holds, to look for words in and to compare: every table and file."""

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection


def tables() -> list[str]:
    """Every table of the database, those of libraries and between two models too."""
    with connection.cursor() as cursor:
        return sorted(connection.introspection.table_names(cursor))


def rows_of(table: str) -> list[tuple]:
    """All rows of a table, in one fixed order."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
        return sorted(cursor.fetchall(), key=repr)


def digest(*, but: tuple[str, ...] = ()) -> str:
    """A mark of the content of all tables; equal marks mean that nothing changed."""
    found = sha256()
    for table in tables():
        if table not in but:
            found.update(f"{table} {rows_of(table)!r}".encode())
    return found.hexdigest()


def whole_database(folder: Path) -> str:
    """Everything in the database as text: SQLite's file itself, without what was thrown away."""
    if connection.vendor == "sqlite":
        return _bytes_of_the_file(folder) + _sessions()
    with connection.cursor() as cursor:
        parts = []
        for table in tables():
            cursor.execute(f"SELECT row::text FROM {connection.ops.quote_name(table)} AS row")
            parts += [row[0] for row in cursor.fetchall()]
    return "\n".join(parts) + _sessions()


def _bytes_of_the_file(folder: Path) -> str:
    connection.ensure_connection()
    kept = bytearray(connection.connection.serialize())
    kept[18:20] = b"\x01\x01"  # the copy has no write-ahead log beside it
    path = folder / "whole.sqlite3"
    path.write_bytes(kept)
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("VACUUM")
    return path.read_bytes().decode("utf-8", errors="replace")


def _sessions() -> str:
    """What is packed in sessions, which a look at the bytes would not find."""
    return "\n".join(str(session.get_decoded()) for session in Session.objects.all())


def whole_folder() -> str:
    """The names and content of all uploaded files."""
    files = [path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()]
    return "\n".join(f"{path} {path.read_bytes().decode('latin-1')}" for path in files)


def files() -> int:
    """How many uploaded files there are."""
    return sum(path.is_file() for path in Path(settings.PRIVATE_ROOT).rglob("*"))
