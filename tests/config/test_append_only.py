"""The backstop: raw SQL past Django cannot change what is append-only, on either database."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, migrations, models, transaction
from django.db.migrations.state import ProjectState

from config.audit import append_only
from config.audit.log import record
from config.audit.models import Event
from tests.factories import AreaFactory

postgresql = pytest.mark.only_on("postgresql")
sqlite = pytest.mark.only_on("sqlite")
pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return record(AreaFactory(), "area.changed", by=None)


def forbidden(sql: str, **values):
    """Run raw SQL and expect the database to refuse it."""
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql.format(**values))


def settle():
    """Let PostgreSQL check what was just written: before that, it changes no table."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


WRITES = [
    "UPDATE audit_event SET verb = 'area.erased'",
    "UPDATE audit_event SET at = '2001-01-01' WHERE id = {id}",
    "UPDATE audit_event SET actor_id = NULL",
    "UPDATE audit_event SET id = id + 1000000",
    "DELETE FROM audit_event",
    "DELETE FROM audit_event WHERE id = {id}",
    "INSERT INTO audit_event SELECT * FROM audit_event WHERE id = {id}"
    " ON CONFLICT (id) DO UPDATE SET verb = 'area.erased'",
    "UPDATE audit_event SET changes = '{{}}' WHERE id IN (SELECT max(id) FROM audit_event)",
]


@pytest.mark.parametrize("sql", WRITES)
def test_editing_and_deleting_is_refused(event, sql):
    forbidden(sql, id=event.pk)
    stored = Event.objects.get(pk=event.pk)
    assert (stored.verb, stored.at) == (event.verb, event.at)


@sqlite
@pytest.mark.parametrize("start", ["INSERT OR REPLACE INTO", "REPLACE INTO"])
def test_replacing_is_deleting_and_refused_too(event, start):
    forbidden(start + " audit_event SELECT * FROM audit_event WHERE id = {id}", id=event.pk)


@sqlite
@pytest.mark.parametrize("verb", ["UPDATE OR REPLACE", "UPDATE OR IGNORE"])
def test_a_softer_update_is_refused_too(event, verb):
    forbidden(verb + " audit_event SET verb = 'area.erased'")


@postgresql
@pytest.mark.parametrize("sql", ["TRUNCATE audit_event", "TRUNCATE areas_user CASCADE"])
def test_truncating_is_refused(event, sql):
    settle()
    forbidden(sql)
    assert Event.objects.filter(pk=event.pk).exists()


@postgresql
def test_merge_and_update_from_are_refused(event):
    forbidden(
        "MERGE INTO audit_event e USING (SELECT {id} AS id) n ON e.id = n.id"
        " WHEN MATCHED THEN DELETE",
        id=event.pk,
    )
    forbidden("UPDATE audit_event SET verb = 'x' FROM areas_area")


def test_django_itself_is_refused(event):
    for write in (
        lambda: Event.objects.update(verb="area.erased"),
        lambda: Event.objects.all().delete(),
        event.delete,
        event.save,
        lambda: Event.objects.bulk_update([event], ["verb"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_writing_new_rows_goes_on(event):
    record(AreaFactory(), "area.changed", by=None)
    assert Event.objects.count() == 2


def test_every_model_that_asks_is_guarded():
    guarded = append_only.guarded(connection)
    assert Event in guarded
    assert {model.__name__ for model in guarded} >= {"Event", "Entry", "Decision"}
    assert append_only.missing(connection) == []


def test_the_control_without_triggers_the_same_writes_pass(event):
    """Teeth: with the triggers gone, the statements that are refused above succeed."""
    append_only.drop(connection)
    with connection.cursor() as cursor:
        for sql in WRITES[:3]:
            cursor.execute(sql.format(id=event.pk))
            assert cursor.rowcount == 1


def test_installing_again_does_nothing():
    assert append_only.install(connection) == []


def test_a_lost_trigger_is_noticed_and_put_back(event):
    with connection.cursor() as cursor:
        on_table = " ON audit_event" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER append_only_delete_audit_event{on_table}")
    assert append_only.missing(connection) == ["append_only_delete_audit_event"]
    with pytest.raises(CommandError, match="append_only_delete_audit_event"):
        call_command("check", databases=["default"], tags=["database"], stderr=StringIO())
    assert append_only.install(connection) == ["append_only_delete_audit_event"]
    forbidden("DELETE FROM audit_event")


@sqlite
def test_a_trigger_that_was_weakened_is_noticed(event):
    name = "append_only_update_audit_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON audit_event BEGIN SELECT 1; END")
    assert append_only.missing(connection) == [name]
    append_only.install(connection)
    forbidden("UPDATE audit_event SET verb = 'area.erased'")


@postgresql
def test_a_trigger_that_was_switched_off_is_noticed(event):
    settle()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_event DISABLE TRIGGER append_only_update_audit_event")
    assert append_only.missing(connection) == ["append_only_update_audit_event"]
    append_only.install(connection)
    forbidden("UPDATE audit_event SET verb = 'area.erased'")


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_rebuilds_the_table_leaves_it_guarded():
    """AlterField makes SQLite rebuild the table, which silently drops its triggers."""
    record(AreaFactory(), "area.changed", by=None)
    state = ProjectState.from_apps(Event._meta.apps)
    wider, back = (
        migrations.AlterField("event", "verb", models.CharField(max_length=size))
        for size in (70, 60)
    )
    for operation in (wider, back):
        after = state.clone()
        operation.state_forwards("audit", after)
        with connection.schema_editor() as editor:
            operation.database_forwards("audit", editor, state, after)
        state = after
    if connection.vendor == "sqlite":
        assert append_only.missing(connection), "SQLite keeps triggers now: the guard may go"
    call_command("migrate", verbosity=0)
    assert append_only.missing(connection) == []
    forbidden("UPDATE audit_event SET verb = 'area.erased'")


@pytest.mark.django_db(transaction=True)
def test_the_flush_between_tests_takes_the_switch_and_puts_the_guard_back():
    record(AreaFactory(), "area.changed", by=None)
    assert append_only.missing(connection) == []
