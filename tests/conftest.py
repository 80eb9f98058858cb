"""What every test has: no network, a fixed day, strict pages, and clients of named persons."""

import datetime
import functools
import gc
import io
import ipaddress
import logging
import shutil
import socket
import types
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection, transaction
from django.test import TransactionTestCase

from budgets import book_rules
from config.audit import append_only
from tests.database import can_switch, empty_tables, keep_tables, kept_tables
from tests.source import sizes
from tests.strict import ReadingClient, refuse_writes

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A Wednesday morning. The clock runs on from here; `at` sets another moment.
THE_DAY = datetime.datetime(2026, 11, 18, 10, 0, tzinfo=AMSTERDAM)

ROOT = Path(__file__).resolve().parent.parent

_connect, _getaddrinfo = socket.socket.connect, socket.getaddrinfo
_flush = TransactionTestCase._fixture_teardown


class NetworkUsed(AssertionError):
    """A test reached for an address that is not this machine's own."""


def _refuse_elsewhere(host) -> None:
    text = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    try:
        near = ipaddress.ip_address(text.split("%")[0]).is_loopback
    except ValueError:
        near = text == "localhost"
    if not near:
        raise NetworkUsed(text)


def _connect_nearby(self, address):
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        _refuse_elsewhere(address[0])
    return _connect(self, address)


def _look_up_nearby(host, *args, **kwargs):
    _refuse_elsewhere(host)
    return _getaddrinfo(host, *args, **kwargs)


def _flush_append_only_too(self):
    """Empty all tables after a test that commits: the few with rows, as Django's own way takes
    longer than most of these tests. Where a guard is gone, Django's puts it back.
    """
    whole = not append_only.missing(connection) and book_rules.present(connection)
    if whole and can_switch(connection):
        empty_tables(connection)
        append_only.install(connection)
    else:
        append_only.drop(connection)
        _flush(self)


def pytest_collection_modifyitems(config, items):
    """Leave tests of one engine's own means to the run on that engine, and what asks no database
    to the run on SQLite: they are not skipped.
    """
    elsewhere = [item for item in items if _belongs_elsewhere(item)]
    if elsewhere:
        gone = {id(item) for item in elsewhere}
        items[:] = [item for item in items if id(item) not in gone]
        config.hook.pytest_deselected(items=elsewhere)
    # What takes long begins first, so that no core waits for it at the end.
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        item.runtest = functools.partial(ROOMY, item.runtest)


def pytest_collection_finish(session):
    """Look for garbage less often, and not among what was imported: a sixth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)


def _call(function):
    return function()


# Python keeps the frames of calls in pieces of 16 kB, and asks and returns memory at each step
# over the edge of a piece: a fifth of the time of a test that asks for pages. A frame that says it
# is large gets a large piece, with room for all that is called from it.
ROOMY = types.FunctionType(_call.__code__.replace(co_stacksize=40_000), globals())


def _belongs_elsewhere(item) -> bool:
    mark = item.get_closest_marker("only_on")
    place = mark.args[0] if mark else None if _asks_a_database(item) else "sqlite"
    return place not in {None, connection.vendor}


def _asks_a_database(item) -> bool:
    """Whether a test may come near a database; pytest-django refuses it to all others."""
    fixtures = {"db", "transactional_db", "django_db_setup"} & {*item.fixturenames}
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def _figures(terminalreporter) -> dict[str, dict[str, int]]:
    """What tests counted with `figures(...)`, added up by name."""
    found: dict[str, dict[str, int]] = {}
    for report in terminalreporter.getreports("passed") + terminalreporter.getreports("failed"):
        for name, counted in report.user_properties:
            sums = found.setdefault(name, {})
            for what, value in counted.items() if isinstance(counted, dict) else ():
                sums[what] = sums.get(what, 0) + value
    return found


def pytest_terminal_summary(terminalreporter):
    """Under every run of the whole: what has grown over its bar and should be split."""
    for name, figures in sorted(_figures(terminalreporter).items()):
        said = ", ".join(f"{value:,} {what}" for what, value in figures.items())
        terminalreporter.write_line(f"{name}: {said}")
    if terminalreporter.config.getoption("file_or_dir") != ["tests"]:
        return
    long = [size for size in sizes() if size.lines > size.bar]
    terminalreporter.write_line(f"sizes: {len(long)} over the bar (a warning)")
    for size in long:
        terminalreporter.write_line(f"  {size.what}: {size.lines} lines, bar {size.bar}")


@pytest.fixture(autouse=True, scope="session")
def _closed_world():
    """No network but loopback, for the whole run; and tests may empty append-only tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _connect_nearby)
        patch.setattr(socket, "getaddrinfo", _look_up_nearby)
        patch.setattr(TransactionTestCase, "_fixture_teardown", _flush_append_only_too)
        yield


@pytest.fixture(autouse=True)
def _the_day(request):
    """Every test runs on the same day, so that none fails next year."""
    if request.node.get_closest_marker("real_clock"):
        yield
        return
    with time_machine.travel(THE_DAY, tick=True):
        yield


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings):
    """Begin on SQLite with the empty tables that an earlier run made of the same migrations."""
    kept = kept_tables()
    found = connection.vendor == "sqlite" and kept.exists()
    if found:
        shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])
    return found


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker):
    """The database of this run, migrated; on SQLite its empty tables are kept for the next run."""
    if connection.vendor == "sqlite" and not django_db_keepdb:
        with django_db_blocker.unblock():
            connection.ensure_connection()
            keep_tables(connection.connection)


@pytest.fixture
def at():
    """Stop the clock, in Amsterdam: `with at(2027, 1, 4):`, `with at(2027, 1, 4, 23, 59):`."""

    def travel(*parts: int):
        return time_machine.travel(datetime.datetime(*parts, tzinfo=AMSTERDAM), tick=False)

    return travel


@pytest.fixture
def client():
    """A visitor's browser; a GET of it that writes fails."""
    return ReadingClient()


@pytest.fixture
def client_of():
    """The browser of a person who is logged in: `client_of(person).get("/mijn-werk/")`."""

    def log_in(person) -> ReadingClient:
        client = ReadingClient()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return log_in


@pytest.fixture
def figures(record_property):
    """Count for the end of the run: `figures("access matrix", requests=12, deviations=0)`."""

    def count(name: str, **counted: int) -> None:
        record_property(name, counted)

    return count


@pytest.fixture
def log():
    """All that is logged while the test runs."""
    kept, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(kept)
    others = (logging.getLogger(name) for name in ("django", "allauth", "config"))
    # What goes on to the root is written down there.
    loggers = [root, *(one for one in others if not one.propagate)]
    for logger in loggers:
        logger.addHandler(handler)
    yield kept
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The world of tests/world.py, built once for a file; what a test changes, it puts back."""
    from tests.world import build

    with django_db_blocker.unblock(), transaction.atomic():
        with time_machine.travel(THE_DAY):
            made = build()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def no_writes(db):
    """Fails as soon as something writes, to put around code that only reads."""
    with connection.execute_wrapper(refuse_writes):
        yield
