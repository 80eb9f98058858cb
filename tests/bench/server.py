"""A database per size, and gunicorn in front of each."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = "config/municipalities/alphen-aan-den-rijn.toml"


def database_for(url: str, name: str) -> str:
    """Make an empty database beside the given one and return its address."""
    with psycopg.connect(url.rsplit("/", 1)[0] + "/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}"')
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def environment(url: str) -> dict[str, str]:
    """What manage.py and gunicorn need to run on a database."""
    return os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}


def fill(url: str, initiatives: int, actions: int = 0, requests: int = 0) -> float:
    """Migrate, load the practice file and the demo, add more of both, and requests for money;
    returns the seconds.
    """
    start = time.perf_counter()
    for command in (
        ["manage.py", "migrate", "-v0"],
        ["manage.py", "load_municipality", PRACTICE],
        ["manage.py", "load_demo"],
        ["manage.py", "load_demo", "--scale", str(initiatives), "--actions", str(actions)],
        ["-m", "tests.bench.money", str(requests)],
    )[: None if requests else -1]:
        subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment(url),
            check=True,
            stdout=subprocess.DEVNULL,
        )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return time.perf_counter() - start


@contextmanager
def serving(url: str, **settings: str):
    """Run gunicorn with one worker on a free port; yields (port, master process id)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "config.wsgi:application",
        "-w",
        "1",
        "-b",
        f"127.0.0.1:{port}",
        "--log-level",
        "error",
    ]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(url) | settings)
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int) -> None:
    for _turn in range(100):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("gunicorn does not answer")


def worker_megabytes(master: int) -> float:
    """Resident memory of the one worker of a gunicorn, in megabytes."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    status = Path(f"/proc/{children[0]}/status").read_text()
    kilobytes = next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]
    return int(kilobytes) / 1024
