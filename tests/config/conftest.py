"""What the tests of the bottom rooms share: an installation of its own, to start processes in."""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.proof.scratch import copy_of_the_database

ROOT = Path(__file__).resolve().parents[2]
_SETUP = "import django, json, sys; django.setup()\n"
# Runs what it is sent, a line of JSON each time: starting a process costs a second.
_HELPER = """
import contextlib, io
for line in sys.stdin:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(json.loads(line), {"json": json})
    print(json.dumps(out.getvalue()), flush=True)
"""


@dataclass
class Installation:
    """A migrated database apart from the test's own, on the same engine, and ways to use it."""

    env: dict[str, str]

    def start(self, *command: str, **env: str) -> subprocess.Popen:
        """Start a manage.py command and return the process."""
        return self._popen([sys.executable, "manage.py", *command], env)

    def start_code(self, code: str, **env: str) -> subprocess.Popen:
        """Start a process with Django set up that runs this code."""
        return self._popen([sys.executable, "-c", _SETUP + code], env)

    def run(self, code: str):
        """Run code in the one helper process, and return what it printed, read as JSON."""
        if self.helper is None:
            self.helper = self._popen([sys.executable, "-c", _SETUP + _HELPER], {})
            self.started.remove(self.helper)
        self.helper.stdin.write(json.dumps(code) + "\n")
        self.helper.stdin.flush()
        answer = self.helper.stdout.readline()
        assert answer, self.helper.stderr.read()
        out = json.loads(answer)
        return json.loads(out) if out.strip() else None

    def manage(self, *command: str, **env: str) -> str:
        """Run a manage.py command to its end, and return its output."""
        process = self.start(*command, **env)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out

    def _popen(self, command, env):
        pipe = subprocess.PIPE
        # Whoever starts a process in a test also ends it: see the fixture `installation`.
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.env | env, stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )
        self.started.append(process)
        return process

    def __post_init__(self):
        self.started: list[subprocess.Popen] = []
        self.helper: subprocess.Popen | None = None

    def end(self):
        """End the helper too."""
        if self.helper is not None:
            self.helper.communicate()

    def end_all(self):
        """End what a test left running."""
        for process in self.started:
            if process.poll() is None:
                process.kill()
            process.communicate()
        self.started.clear()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory, django_db_setup, django_db_blocker):
    """One migrated installation for the whole run: a copy of the empty test database."""
    kept, folder = ExitStack(), tmp_path_factory.mktemp("installation")
    with django_db_blocker.unblock():
        url = kept.enter_context(copy_of_the_database(folder))
    made = _installed(url)
    yield made
    made.end()
    with django_db_blocker.unblock():
        kept.close()


@pytest.fixture
def installation(migrated):
    """The installation, without processes or mail of the test before."""
    yield migrated
    migrated.end_all()
    migrated.run("from config.outbox.models import Mail; Mail.objects.all().delete()")


def _installed(url: str) -> Installation:
    env = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return Installation(
        env
        | {
            "DJANGO_SETTINGS_MODULE": "tests.config.installed",
            "SECRET_KEY": "installation-of-a-test" * 3,
            "DATABASE_URL": url,
            "DEMO": "",
            "PYTHONPATH": str(ROOT),
        }
    )
