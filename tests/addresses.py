"""Every address of the application, asked from Django itself, and a browser that counts writes."""

import re
from contextlib import contextmanager, nullcontext
from hashlib import sha256

from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.test.utils import _TestState
from django.urls import get_resolver

from tests.strict import _WRITE, MAY_BE_WRITTEN


def patterns() -> list[str]:
    """The name of every address pattern, with its namespace; a nameless one by its pattern."""
    return sorted(set(_walk(get_resolver())))


def _walk(resolver, space="", prefix=""):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            name = pattern.namespace
            yield from _walk(
                pattern, f"{space}{name}:" if name else space, f"{prefix}{pattern.pattern}"
            )
        elif pattern.name:
            yield f"{space}{pattern.name}"
        elif "object_id" in str(pattern.pattern):
            # The admin's address of before 1.9, which only redirects.
            model = prefix.removeprefix("beheer/").rstrip("/").replace("/", "_")
            yield f"{space}{model}_old_address"
        else:
            yield f"{space}{prefix}{pattern.pattern}"


# The methods that pages have.
PAGES = {"GET", "HEAD", "POST"}


class Writes:
    """Remembers every statement that writes, but those that keep who is logged in."""

    def __init__(self):
        self.found: list[str] = []

    def __call__(self, execute, sql, params, many, context):
        """Let it through, and remember it when it writes."""
        if _WRITE.match(sql) and not any(f'"{table}"' in sql for table in MAY_BE_WRITTEN):
            self.found.append(sql[:120])
        return execute(sql, params, many, context)


class Point:
    """Where the database is put back to: remembered just before the first statement that may
    change it. Most requests only read, and a point for each of them is a fifth of the time.
    """

    def __init__(self):
        self.name: str | None = None

    def __call__(self, execute, sql, params, many, context):
        """Remember the point when this is the first statement that may change something."""
        if self.name is None and (sql.startswith("SAVEPOINT") or _WRITE.match(sql)):
            self.name = ""  # remembering it comes by here too
            self.name = transaction.savepoint()
        return execute(sql, params, many, context)

    def back(self) -> None:
        """Undo everything since."""
        if self.name:
            transaction.savepoint_rollback(self.name)
            transaction.savepoint_commit(self.name)


@contextmanager
def as_in_production():
    """Draw pages without keeping a copy of every context, which tests of contexts need."""
    instrumented, Template._render = Template._render, _TestState.saved_data.template_render
    try:
        yield
    finally:
        Template._render = instrumented


class Browser:
    """Somebody's browser, in a world that is put back after each request."""

    def __init__(self, user, **more):
        self.read: dict[tuple[str, str, str], tuple] = {}
        self.client = Client(raise_request_exception=False, **more)
        if user:
            self.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        self.cookies = dict(self.client.cookies)

    @contextmanager
    def undone(self):
        """Undo what happens inside: in the database and in the cookies."""
        point = Point()
        try:
            with connection.execute_wrapper(point):
                yield
        finally:
            point.back()
            self.client.cookies.clear()
            self.client.cookies.update(self.cookies)

    def open(self, path: str, host: str, method: str = "GET"):
        """As `ask`, but asked once only: in the same world the answer stays the same."""
        if (method, path, host) not in self.read:
            self.read[method, path, host] = self.ask(method, path, host)
        return self.read[method, path, host]

    def ask(self, method: str, path: str, host: str, data: dict | None = None):
        """Send one request and undo it; returns the answer and the statements that wrote.

        What no page has a method for writes nothing (else a test fails), so nothing is undone.
        """
        writes = Writes()
        undone = self.undone() if method in PAGES else nullcontext()
        with undone, connection.execute_wrapper(writes), as_in_production():
            send = getattr(self.client, method.lower())
            given = {"data": data} if method == "POST" else {}
            answer = send(path, headers={"host": host}, **given)
            answer.body = answer.getvalue()
        return answer, writes.found


def digest() -> dict[str, tuple[int, str]]:
    """Of every table how many rows it has and a hash of what is in them, but of sessions."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in MAY_BE_WRITTEN:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(map(repr, cursor.fetchall()))
            found[table] = (len(rows), sha256("\n".join(rows).encode()).hexdigest())
    return found


def same_but_keys(body: bytes) -> bytes:
    """A page without what is new every time: keys against forgery and of forms."""
    return re.sub(rb'name="(csrfmiddlewaretoken|form_key)" value="[^"]*"', rb"", body)
