"""A copy of the migrated test database, apart from it, that other processes can use and spoil."""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.db import connection


@contextmanager
def copy_of_the_database(folder: Path) -> Iterator[str]:
    """Yield the DATABASE_URL of a fresh copy; what is not committed is not in it."""
    copy = _sqlite if connection.vendor == "sqlite" else _postgresql
    with copy(folder) as url:
        yield url


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    path = folder / f"{secrets.token_hex(4)}.sqlite3"
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as target:
        connection.connection.backup(target)
    yield f"sqlite:///{path}"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    given = connection.settings_dict
    server = {name: given[name.upper()] or None for name in ("host", "port", "user", "password")}
    name = f"scratch_{secrets.token_hex(4)}"
    # A template may not be in use, by ourselves neither.
    connection.close()
    with psycopg.connect(dbname="postgres", autocommit=True, **server) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{given["NAME"]}"')
        try:
            user = given["USER"] and f"{given['USER']}:{given['PASSWORD']}@"
            port = given["PORT"] and f":{given['PORT']}"
            yield f"postgres://{user}{given['HOST']}{port}/{name}"
        finally:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
