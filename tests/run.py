"""Runs the tests as `make` and continuous integration do, and counts what ran.

    python -m tests.run all      everything but files, browser and bench, on SQLite and PostgreSQL
    python -m tests.run data     the real files of GEBIEDSWERK_DATA, on both
    python -m tests.run proof    the figures of tests/proof at their full number, on both
    python -m tests.run browser  pages in Debian's chromium, on SQLite
    python -m tests.run deploy   what production would complain about
    python -m tests.run total    the closing lines over what the runs above have counted

A run in which a test fails or is skipped, or in which nothing ran, ends with exit code 1.
"""

import json
import os
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.database import keep_tables, postgresql

ROOT = Path(__file__).resolve().parent.parent
COUNTS = ROOT / "var" / "test-counts.json"
PROOFS = ("tests/proof", "tests/test_fuzz.py")
APART = ("browser", "data", "bench")
# Linux keeps what is in this folder in memory; it must have room for 4 GB.
MEMORY = Path("/dev/shm")
ROOM = 4 * 2**30
# Both cores, unless PYTEST_PROCESSES says otherwise.
PROCESSES = os.environ.get("PYTEST_PROCESSES", "2")


@dataclass
class Count:
    """What one run of pytest did; `skipped` names each test that did not run, with its reason."""

    passed: int = 0
    failed: int = 0
    skipped: list[str] = field(default_factory=list)
    seconds: float = 0

    @property
    def good(self) -> bool:
        """Whether something ran, and everything that was found."""
        return self.passed > 0 and not self.failed and not self.skipped


def main(arguments: list[str]) -> int:
    """Do one of the runs above and return the exit code."""
    what, *rest = arguments or ["all"]
    runs = {
        "all": run_all,
        "data": run_data,
        "proof": run_proof,
        "browser": run_browser,
        "deploy": check_deployment,
    }
    if what == "total":
        return total()
    if what not in runs:
        say(__doc__)
        return 2
    os.environ.update(in_memory())
    # Ended from outside, it still stops the database that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return runs[what](rest)


def run_all(extra: list[str]) -> int:
    """Every test on SQLite, then every test on PostgreSQL; the last line counts them."""
    apart = [f"--ignore=tests/{folder}" for folder in APART]
    return run_on_both("all", ["tests", *apart, *extra])


def run_data(extra: list[str]) -> int:
    """The tests on the real files, on both databases; fails where the files are missing."""
    folder = Path(os.environ.get("GEBIEDSWERK_DATA", ROOT.parent / "shared" / "data")).resolve()
    if not any(folder.glob("*.geojson")):
        say(f"No real files in {folder}: set GEBIEDSWERK_DATA to the folder that holds them.")
        return 1
    os.environ["GEBIEDSWERK_DATA"] = str(folder)
    return run_on_both("data", ["tests/data", *extra])


def run_proof(extra: list[str]) -> int:
    """What is small elsewhere, at its full number (tests/proof/scale.py), on both databases."""
    os.environ["PROOF"] = "full"
    return run_on_both("proof", [*PROOFS, *extra])


def run_browser(extra: list[str]) -> int:
    """The browser checks; fails where chromium is missing."""
    if not chromium():
        say("No chromium: apt-get install chromium-headless-shell, or set CHROMIUM to its path.")
        return 1
    with tempfile.TemporaryDirectory(prefix="gebiedswerk-") as folder:
        count = run_pytest("browser", f"sqlite:///{folder}/db.sqlite3", ["tests/browser", *extra])
    remember("browser", {"sqlite": count})
    complain({"browser": count})
    say(f"{count.passed} passed, {count.failed} failed, {len(count.skipped)} skipped")
    return 0 if count.good else 1


def chromium() -> str | None:
    """Debian's chromium: the one without windows where it is there, which is twice as fast."""
    found = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)


def run_on_both(name: str, arguments: list[str]) -> int:
    """Run pytest on SQLite and on PostgreSQL, and print the counts as the last line."""
    counts = {}
    with tempfile.TemporaryDirectory(prefix="gebiedswerk-") as folder:
        url = f"sqlite:///{folder}/db.sqlite3"
        counts["sqlite"] = run_pytest(f"{name}-sqlite", url, arguments)
    with postgresql() as url, tables_on(url):
        counts["postgresql"] = run_pytest(f"{name}-postgresql", url, arguments)
    remember(name, counts)
    complain(counts)
    say(last_line(counts))
    return 0 if all(count.good for count in counts.values()) else 1


@contextmanager
def tables_on(url: str) -> Iterator[None]:
    """Make all tables once on PostgreSQL; each process of the tests begins with a copy of them."""
    name = f"gebiedswerk_tables_{os.getpid()}"
    with psycopg.connect(url_of(url, "postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            env = os.environ | {
                "DATABASE_URL": url_of(url, name),
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            }
            subprocess.run(
                [sys.executable, "manage.py", "migrate", "--verbosity", "0"],
                cwd=ROOT,
                env=env,
                check=True,
            )
            os.environ["GEBIEDSWERK_TEST_TABLES"] = name
            yield
        finally:
            os.environ.pop("GEBIEDSWERK_TEST_TABLES", None)
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def url_of(url: str, database: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


def run_pytest(name: str, database_url: str, arguments: list[str]) -> Count:
    """Run pytest on one database and read what it did from its report."""
    report = ROOT / "var" / f"test-{name}.xml"
    report.parent.mkdir(exist_ok=True)
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}"]
    command += ["-n", PROCESSES, "--dist", "worksteal"] if PROCESSES != "0" else []
    say(f"--- {name}")
    start = time.monotonic()
    env = os.environ | {"DATABASE_URL": database_url}
    env.pop("GEBIEDSWERK_TEST_FOLDER", None)
    # Tests start many processes; each would read and compile all source again.
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    code = subprocess.run([*command, *arguments], cwd=ROOT, env=env, check=False).returncode
    count = read_report(report)
    count.seconds = time.monotonic() - start
    if code and not count.failed:
        count.failed = 1  # it broke outside a test, or found none
    return count


def in_memory() -> dict[str, str]:
    """Files of tests live in memory where the machine can: nothing of them must last, and waiting
    for a disk took a third of the time of the tests that commit.
    """
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return {}
    return {"TMPDIR": str(MEMORY), "SQLITE_TMPDIR": str(MEMORY)}


def read_report(report: Path) -> Count:
    """Count the tests in pytest's XML report (its own file, not a stranger's)."""
    count = Count()
    if not report.exists():
        return count
    for case in ET.parse(report).getroot().iter("testcase"):
        kinds = {child.tag: child for child in case}
        if "failure" in kinds or "error" in kinds:
            count.failed += 1
        elif "skipped" in kinds:
            reason = kinds["skipped"].get("message", "")
            count.skipped.append(f"{case.get('classname')}::{case.get('name')}: {reason}")
        else:
            count.passed += 1
    return count


def complain(counts: dict[str, Count]) -> None:
    """Name what was skipped or empty, as nothing may be left out in silence."""
    for name, count in counts.items():
        for line in count.skipped:
            say(f"skipped on {name}: {line}")
        if not count.passed:
            say(f"no test passed on {name}")
        if count.failed:
            say(f"{count.failed} failed on {name}")


def last_line(counts: dict[str, Count]) -> str:
    """The line that a run of `make test` ends with."""
    skipped = sum(len(count.skipped) for count in counts.values())
    return (
        f"sqlite={counts['sqlite'].passed} postgresql={counts['postgresql'].passed}"
        f" skipped={skipped}"
    )


def remember(name: str, counts: dict[str, Count]) -> None:
    """Keep the counts for `total`."""
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    known[name] = {
        database: [count.passed, count.failed, len(count.skipped), round(count.seconds)]
        for database, count in counts.items()
    }
    COUNTS.write_text(json.dumps(known, indent=1))


def total() -> int:
    """Print the closing lines over all runs since the counts were last removed."""
    known = json.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    passed, failed, skipped = 0, 0, 0
    for name, counts in known.items():
        for database, (ok, wrong, left, seconds) in counts.items():
            say(f"{name} on {database}: {ok} passed in {seconds} s")
            passed, failed, skipped = passed + ok, failed + wrong, skipped + left
    both = known.get("all", {})
    found = {database: both.get(database, [0])[0] for database in ("sqlite", "postgresql")}
    say(f"sqlite={found['sqlite']} postgresql={found['postgresql']} skipped={skipped}")
    say(f"{passed} passed, {failed} failed")
    return 0 if all(found.values()) and not failed and not skipped else 1


def check_deployment(_extra: list[str]) -> int:
    """Django's own deployment checks, all migrations, and style files that can be collected.

    With the settings of production: everything from the environment, nothing for development.
    """
    with tempfile.TemporaryDirectory(prefix="gebiedswerk-") as folder:
        env = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        env |= {
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": "gebiedswerk.example",
            "SITE_URL": "https://gebiedswerk.example",
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "STATIC_ROOT": f"{folder}/static",
            "PRIVATE_ROOT": f"{folder}/uploads",
            "TRUSTED_PROXIES": "1",
            "EMAIL_URL": "smtp://localhost:25",
        }
        commands = (
            ["migrate", "--verbosity", "0"],
            ["check", "--deploy", "--database", "default", "--fail-level", "WARNING"],
            ["collectstatic", "--no-input", "--verbosity", "0"],
        )
        for command in commands:
            say(f"manage.py {' '.join(command)}")
            manage = [sys.executable, "manage.py", *command]
            if subprocess.run(manage, cwd=ROOT, env=env, check=False).returncode:
                return 1
        # The tests that follow begin with the same tables.
        with closing(sqlite3.connect(f"{folder}/db.sqlite3")) as migrated:
            keep_tables(migrated)
    return 0


def say(text: str) -> None:
    """Print now, so that lines stand in the order in which things happened."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
