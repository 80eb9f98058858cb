"""Migrations: complete, named, from zero and back as far as they go, and guarded afterwards."""

import io
import json
import os
import re
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from config.audit import append_only
from tests.proof.scratch import copy_of_the_database
from tests.source import APPS, ROOT

# Each app with its own tables, and the migration it can go back to; the first ones are the floor.
OURS = ("audit", "outbox", "intake", "areas", "partners", "initiatives", "budgets")


def loader() -> MigrationLoader:
    """The migrations as they stand in the folders."""
    return MigrationLoader(None)


def ours() -> list[tuple[str, str]]:
    """Our own migrations, by app and name."""
    return sorted(key for key in loader().disk_migrations if key[0] in OURS)


def tables() -> set[str]:
    """The tables of the database."""
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


@pytest.mark.django_db
def test_nothing_is_left_to_migrate():
    said = io.StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes detected" in said.getvalue()
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []


def test_every_app_with_tables_is_in_the_list():
    found = {app for app, _name in loader().disk_migrations}
    assert {app for app in found if app in OURS} == set(OURS)
    assert len(APPS) <= len(OURS)


def test_every_migration_says_in_its_name_what_it_does():
    for app, name in ours():
        assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", name), f"{app}.{name}"
        assert "_auto_" not in name, f"{app}.{name}"


def test_the_migrations_of_an_app_are_one_line_without_forks():
    assert loader().detect_conflicts() == {}


def test_no_migration_reaches_an_app_to_its_right():
    order = {"audit": 0, "outbox": 0, "intake": 0, "areas": 1} | {
        "partners": 2,
        "initiatives": 3,
        "budgets": 4,
    }
    # The trail knows who did something: its one reference goes to the right, to areas.User.
    may = {("audit", "areas")}
    for (app, name), migration in loader().disk_migrations.items():
        for on, _first in migration.dependencies:
            if app in order and on in order and (app, on) not in may:
                assert order[on] <= order[app], f"{app}.{name} depends on {on}"


def test_every_step_can_be_undone_or_says_why_not():
    for key in ours():
        for operation in loader().disk_migrations[key].operations:
            assert operation.reversible, f"{key}: {operation.describe()}"


# Going back is for who runs an installation, which is on PostgreSQL.
@pytest.mark.only_on("postgresql")
@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_back_step_by_step_to_zero_and_to_the_end_again(tmp_path, figures):
    """On a database of its own; the triggers are asked for after every step."""
    back = [
        (app, before[1])
        for before, (app, _name) in zip(ours(), ours()[1:], strict=False)
        if before[0] == app
    ]
    back.sort(key=lambda step: (OURS.index(step[0]), step[1]), reverse=True)
    with copy_of_the_database(tmp_path) as url:
        done = subprocess.run(
            [sys.executable, "-c", _BACK, json.dumps(back), json.dumps(OURS)],
            check=False,
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"},
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    figures("migrations", ours=len(ours()), steps_back=len(back), without_guard=len(found["bare"]))
    assert found == {"bare": [], "left_at_zero": [], "at_the_end": [], "unapplied": 0}


_BACK = """
import django, json, sys
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from config.audit import append_only

back, ours = json.loads(sys.argv[1]), json.loads(sys.argv[2])
bare = []
for app, name in back:
    call_command("migrate", app, name, verbosity=0)
    bare += append_only.missing(connection)
for app in ("areas", "outbox", "intake"):
    call_command("migrate", app, "zero", verbosity=0)
left = [app for app, name in MigrationRecorder(connection).applied_migrations() if app in ours]
call_command("migrate", verbosity=0)
executor = MigrationExecutor(connection)
plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
end = append_only.missing(connection)
print(json.dumps(dict(bare=bare, left_at_zero=left, at_the_end=end, unapplied=len(plan))))
"""


@pytest.mark.django_db
def test_the_guards_stand_after_all_migrations():
    guarded = {model._meta.db_table for model in append_only.guarded(connection)}
    assert guarded >= {"audit_event", "budgets_entry", "budgets_decision"}
    assert append_only.missing(connection) == []
    assert guarded <= tables()
