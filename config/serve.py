"""`make run`: database, practice file, demo content, web server and worker, in one terminal.

Everything that was done once is not done again: what it depended on is remembered in `run.json`,
beside the uploads in `var/`. The web server and the worker are children; when one of them ends,
or on Ctrl-C or TERM, both are stopped and so is this.
"""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from importlib import import_module
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command, get_commands
from django.db import connections

ROOT = Path(__file__).resolve().parent.parent
PRACTICE = ROOT / "config" / "municipalities" / "alphen-aan-den-rijn.toml"
ANSWERS_WITHIN = 60  # seconds
STOPS_WITHIN = 15  # seconds


class Stop(Exception):
    """A signal asked us to stop."""


class Problem(Exception):
    """Why it cannot run, as a sentence for the person at the terminal."""


def main() -> int:
    """Bring everything up, wait for the end, and return the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("DEMO", "1")
    children: dict[str, subprocess.Popen] = {}
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        address = _address()
        _prepare()
        children = _start(address)
        _wait_until_it_answers(address, children)
        _introduce(address)
        _watch(children)
    except Stop:
        say("\nStopping …")
        return 0
    except (Problem, CommandError) as problem:
        say(f"\n{problem}")
        return 1
    finally:
        _end(children)


def say(text: str) -> None:
    """Tell the person at the terminal."""
    print(text, flush=True)


def _stop(*_args):
    raise Stop


def _address() -> tuple[str, int]:
    """Host and port from the settings. Raises Problem when another program has the port."""
    host, port = settings.BIND, settings.PORT
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem(
                f"Port {port} on {host} cannot be used ({error.strerror}). Is Gebiedswerk running"
                f" in another terminal? Else choose another port: make run PORT={port + 1}"
            ) from None
    return host, port


def _prepare() -> None:
    """Tables, practice file, demo content and style files: each only when something changed."""
    django.setup()
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    settings.PRIVATE_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    memory = _Memory(database)
    empty = not apps.get_model("areas", "Municipality").objects.exists()
    if PRACTICE.exists() and memory.changed("practice", [PRACTICE], again=empty):
        say(f"Loading {PRACTICE.name} …")
        call_command("load_municipality", str(PRACTICE))
        memory.keep("practice")
    if settings.DEMO and _has_command("load_demo"):
        places = (ROOT / "config" / "pages" / "demo", PRACTICE.parent)
        files = [path for place in places for path in sorted(place.rglob("*.*")) if path.is_file()]
        files = [path for path in files if path.suffix in {".py", ".toml"}]
        if memory.changed("demo", files, again=empty):
            say("Loading demo content …")
            call_command("load_demo")
            memory.keep("demo")
        # All eight municipalities, each at its own name: `make run-all`.
        if _all_of_them() and memory.changed("demo-all", files, again=empty):
            say("Loading the other municipalities …")
            call_command("load_demo", all=True)
            memory.keep("demo-all")
    static = [path for path in sorted((ROOT / "static").rglob("*")) if path.is_file()]
    lock = ROOT / "requirements" / "main.txt"
    missing = not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()
    if memory.changed("static", [lock, *static], again=missing):
        say("Collecting style files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        memory.keep("static")


def _all_of_them() -> bool:
    return os.environ.get("DEMO_ALL", "") not in {"", "0"}


def _has_command(name: str) -> bool:
    return name in get_commands()


class _Memory:
    """What was loaded into which database from which files, so that a second run is quick."""

    def __init__(self, database: dict):
        names = [str(database.get(key) or "") for key in ("ENGINE", "HOST", "PORT", "NAME")]
        self.place = " ".join(names)
        self.file = settings.PRIVATE_ROOT.parent / "run.json"
        self.prints: dict[str, str] = {}
        try:
            self.known = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            self.known = {}

    def changed(self, name: str, files: list[Path], *, again: bool) -> bool:
        """Whether this must be done: never done here, its files changed, or `again`."""
        digest = hashlib.sha256()
        for file in files:
            digest.update(str(file.relative_to(ROOT)).encode() + b"\0" + file.read_bytes())
        self.prints[name] = digest.hexdigest()
        return again or self.known.get(f"{self.place} {name}") != self.prints[name]

    def keep(self, name: str) -> None:
        """Remember that it was done."""
        self.known[f"{self.place} {name}"] = self.prints[name]
        self.file.write_text(json.dumps(self.known, indent=1), encoding="utf-8")


def _start(address: tuple[str, int]) -> dict[str, subprocess.Popen]:
    """Start the children, each in its own session: Ctrl-C reaches us only, and we stop them."""
    host, port = address
    connections.close_all()
    web = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}"]
    web += ["--workers", "2", "--log-level", "warning", "--no-control-socket"]
    worker = [sys.executable, str(ROOT / "manage.py"), "run_worker"]
    return {
        name: subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        for name, command in (("web server", web), ("worker", worker))
    }


def _wait_until_it_answers(address: tuple[str, int], children) -> None:
    url = f"http://{address[0]}:{address[1]}/healthz"
    until = time.monotonic() + ANSWERS_WITHIN
    while time.monotonic() < until:
        _all_alive(children)
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise Problem(f"The web server did not answer on {url} within {ANSWERS_WITHIN} seconds.")


def _introduce(address: tuple[str, int]) -> None:
    """Print where it is, and who one can be in demo mode."""
    url = f"http://{address[0]}:{address[1]}/"
    say(f"\nGebiedswerk runs on {url}   (Ctrl-C stops it)")
    people = _demo_people() if settings.DEMO else []
    if people:
        say(f"\nDemo: enter as any of these with one click on {url}demo/")
        say(f"Mail that would have been sent: {url}demo/post/\n")
        widths = [max(len(str(person[column])) for person in people) for column in range(2)]
        for name, role, email in people:
            say(f"  {name!s:<{widths[0]}}  {role!s:<{widths[1]}}  {email}")
        say("")
    if people and _all_of_them():
        say("Each municipality at its own address:")
        for name, host in import_module("config.demo").demo_sites():
            say(f"  {name:<20}  http://{host}:{address[1]}/")
        say("")


def _demo_people() -> list[tuple[str, str, str]]:
    """Name, role and address of the demo people; empty when there is no demo."""
    return getattr(import_module("config.demo"), "demo_people", list)()


def _all_alive(children: dict[str, subprocess.Popen]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise Problem(f"The {name} ended (code {child.returncode}), so the rest stops too.")


def _watch(children: dict[str, subprocess.Popen]) -> None:
    while True:
        _all_alive(children)
        time.sleep(0.5)


def _end(children: dict[str, subprocess.Popen]) -> None:
    """Ask the children to stop, and insist after a while."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + STOPS_WITHIN
    for child in children.values():
        try:
            child.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


if __name__ == "__main__":
    sys.exit(main())
