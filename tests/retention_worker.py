"""Cleans up in processes of its own that are killed half-way; `python -m tests.retention_worker`.

Arguments: the moment (ISO), and the numbers of the writes at which a process kills itself. At the
end one process finishes the work. Prints the counts of the last run and a mark of what is left.
"""

import json
import os
import signal
import sys
from datetime import datetime
from hashlib import sha256

import django

django.setup()

import time_machine  # noqa: E402
from django.db import connection, connections  # noqa: E402

from config.lib.retention import run  # noqa: E402
from config.pages.erasing import RULES  # noqa: E402
from tests.everything import tables  # noqa: E402

WRITES = ("INSERT", "UPDATE", "DELETE")
# What differs between two ways to the same end: a random password that nobody knows, numbers that
# were given out and not used.
CHANGING = {"areas_user": {"password"}, "audit_event": {"id"}, "django_migrations": {"applied"}}


def clean_up_until(write: int) -> bool:
    """Clean up in a child that dies just before the write of this number; whether it died."""
    connections.close_all()
    child = os.fork()
    if child:
        _pid, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)
    seen = 0

    def kill(execute, sql, params, many, context):
        nonlocal seen
        seen += sql.lstrip().startswith(WRITES)
        if seen >= write:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(kill):
        run(RULES)
    os._exit(0)


def what_is_left() -> str:
    """A mark of all rows, without what may differ."""
    found = sha256()
    for table in tables():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [column[0] for column in cursor.description]
            kept = [n for n, name in enumerate(names) if name not in CHANGING.get(table, ())]
            rows = sorted(repr([row[n] for n in kept]) for row in cursor.fetchall())
        found.update(f"{table} {rows}".encode())
    return found.hexdigest()


def main() -> None:
    """Be killed at each of the writes, then finish, and do it once more."""
    moment, *writes = sys.argv[1:]
    with time_machine.travel(datetime.fromisoformat(moment), tick=False):
        kills = sum(clean_up_until(int(write)) for write in writes)
        done = sum(count for _rule, count in run(RULES))
        again = sum(count for _rule, count in run(RULES))
    print(json.dumps({"kills": kills, "done": done, "again": again, "left": what_is_left()}))


if __name__ == "__main__":
    main()
