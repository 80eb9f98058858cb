"""`make run`: brings up site and worker, prints where, stops cleanly, does nothing twice."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

# It makes a database of its own, on SQLite.
pytestmark = pytest.mark.only_on("sqlite")
ROOT = Path(__file__).resolve().parents[2]


class Running:
    """`python -m config.serve` as a process, with what it printed so far."""

    def __init__(self, folder: Path, port: int):
        env = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        env |= {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "PORT": str(port),
            "PRIVATE_ROOT": f"{folder}/var/uploads",
            "STATIC_ROOT": f"{folder}/static",
        }
        self.process = subprocess.Popen(
            [sys.executable, "-m", "config.serve"],
            cwd=ROOT,
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: list[str] = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line)

    @property
    def text(self) -> str:
        """All that it printed."""
        return "".join(self.lines)

    def wait_for(self, words: str) -> None:
        """Wait until it printed these words."""
        until = time.monotonic() + 240
        while words not in self.text:
            assert self.process.poll() is None, self.text
            assert time.monotonic() < until, self.text
            time.sleep(0.1)

    def end(self) -> int:
        """Wait until it ended and return its exit code."""
        code = self.process.wait(30)
        self.reader.join(5)
        return code

    def children(self) -> list[psutil.Process]:
        """The processes that it started, and theirs."""
        return psutil.Process(self.process.pid).children(recursive=True)


@pytest.fixture
def port():
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def start(tmp_path, port):
    """Start it in a folder of its own; whatever still runs afterwards is ended."""
    started, children = [], []

    def run() -> Running:
        running = Running(tmp_path, port)
        started.append(running)
        return running

    yield run
    for running in started:
        if running.process.poll() is None:
            children += running.children()
            running.process.terminate()
            running.end()
    for child in children:
        if child.is_running():
            child.kill()


@pytest.mark.real_clock
def test_one_command_brings_everything_up_and_a_second_time_does_nothing_twice(start, port):
    first = start()
    first.wait_for("Gebiedswerk runs on")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        assert answer.status == 200
    first.wait_for(f"http://127.0.0.1:{port}/demo/")
    # The logins come last, each with its address.
    first.wait_for("@")
    assert re.search(r"\S+@\S+", first.text), "no demo logins"
    commands = [" ".join(child.cmdline()) for child in first.children()]
    assert any("gunicorn" in command for command in commands)
    assert any("run_worker" in command for command in commands)

    again = start()
    assert again.end() == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in again.text
    assert f"make run PORT={port + 1}" in again.text

    children = first.children()
    first.process.send_signal(signal.SIGINT)
    assert first.end() == 0
    assert not [child for child in children if child.is_running()]

    second = start()
    second.wait_for("Gebiedswerk runs on")
    assert "Loading" not in second.text
    assert "Collecting" not in second.text

    worker = next(child for child in second.children() if "run_worker" in child.cmdline())
    children = second.children()
    worker.kill()
    assert second.end() == 1
    assert "The worker ended" in second.text
    assert not [child for child in children if child.is_running()]
