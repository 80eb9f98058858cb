"""F20: web workers are killed with -9 while residents send, and nothing is lost or doubled.

A client that gets no answer sends the same form again, with the key that the form came with. Some
answers are thrown away though they came, as a train in a tunnel does. The control sends those
with a new key, and must find doubles.
"""

import datetime
import http.client
import os
import random
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import psutil
import psycopg
import pytest
from django.db import connection

from config.intake.keys import new_key
from config.lib import clock
from tests.factories import AreaFactory
from tests.proof.scale import scaled
from tests.proof.scratch import copy_of_the_database

# A database in use cannot be copied, so no transaction of the test itself is open; and the
# processes live by the real clock.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]
ROOT = Path(__file__).resolve().parents[2]
SENT, KILLS, BETWEEN = scaled(2_000, 40), scaled(60, 3), scaled(900, 500) / 1000
CLIENTS = 4
# Of so many answers one is thrown away.
LOST = 7
CONTROLS = 16


@contextmanager
def web_server(url: str):
    """Gunicorn with two workers on a database; yields (port, the master process)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.proof.serving",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "gunicorn", "tests.proof.warm", "-w", "2", "--preload"]
    command += ["-b", f"127.0.0.1:{port}", "--log-level", "critical"]
    server = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        _wait_for(port)
        yield port, psutil.Process(server.pid)
    finally:
        # At once: nothing is under way any more.
        server.send_signal(signal.SIGQUIT)
        server.wait(20)


def _wait_for(port: int) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            return ask(port, "GET", "/healthz")
        except OSError:
            time.sleep(0.1)
    raise AssertionError("gunicorn does not answer")


def ask(port: int, method: str, path: str, body: str = "", headers: dict | None = None):
    """One request on a connection of its own; raises OSError or HTTPException without answer."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=15)
    try:
        line.request(method, path, body or None, headers or {})
        answer = line.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())
    finally:
        line.close()


class Storm:
    """Residents who send, each one question, and somebody who kills the workers."""

    def __init__(self, port, master, *, same_key: bool, least: int, kills: int, first: int = 0):
        self.port, self.master, self.same_key = port, master, same_key
        self.least, self.most_kills, self.first = least, kills, first
        self.known, self.broken, self.again, self.kills, self.next = set(), [], 0, 0, 0
        self.lock, self.over = threading.Lock(), threading.Event()
        status, page, headers = ask(port, "GET", "/signalen/doorgeven/")
        assert status == 200, page
        self.token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        self.cookie = headers["Set-Cookie"].split(";")[0]

    def run(self) -> float:
        """Send at least so many questions through at least so many kills; returns the seconds."""
        start = time.monotonic()
        threads = [threading.Thread(target=self._send_all) for _number in range(CLIENTS)]
        if self.most_kills:
            threads.append(threading.Thread(target=self._kill_now_and_then))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(900)
        return time.monotonic() - start

    def _take(self) -> int | None:
        with self.lock:
            if self.next >= self.least and self.kills >= self.most_kills:
                self.over.set()
                return None
            self.next += 1
            return self.first + self.next

    def _send_all(self) -> None:
        while (number := self._take()) is not None:
            self._send(number)

    def _send(self, number: int) -> None:
        key, answers, end = self._key(), 0, time.monotonic() + 30
        while time.monotonic() < end:
            try:
                status, _page, _headers = self._post(number, key)
            except (OSError, http.client.HTTPException):
                status = 0
            if status >= 500 or status not in {0, 302}:
                self.broken.append((number, status))
            answers += status == 302
            # The first answer of some is thrown away, as if it never came.
            if status == 302 and (number % LOST or answers == 2):
                self.known.add(number)
                return
            self.again += 1
            key = key if self.same_key else self._key()
            time.sleep(0.02)

    def _key(self) -> str:
        """Of a page that was opened a minute ago."""
        with clock.telling(clock.now() - datetime.timedelta(minutes=1)):
            return new_key()

    def _post(self, number: int, key: str):
        fields = {
            "csrfmiddlewaretoken": self.token,
            "form_key": key,
            "more_info": "",
            "kind": "question",
            "text": f"Vraag {number}",
            "area": "oost",
            "contact_email": f"buur{number}@example.org",
        }
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
            # Each has a connection of their own.
            "X-Forwarded-For": f"10.{number // 250}.{number % 250}.1",
        }
        return ask(self.port, "POST", "/signalen/doorgeven/", urlencode(fields), headers)

    def _kill_now_and_then(self) -> None:
        while not self.over.wait(BETWEEN):
            if workers := self.master.children():
                random.choice(workers).kill()
                self.kills += 1


def stored(url: str) -> tuple[list[str], int]:
    """The text of every question, and how many mails there are."""
    path = url.removeprefix("sqlite:///")
    connect = sqlite3.connect if path != url else psycopg.connect
    with closing(connect(path)) as open_database:
        texts = open_database.execute("SELECT text FROM initiatives_signal").fetchall()
        mails = open_database.execute("SELECT count(*) FROM outbox_mail").fetchone()
    return [text for (text,) in texts], mails[0]


def doubles(texts: list[str]) -> int:
    """How many came in more than once."""
    return len(texts) - len(set(texts))


def test_nothing_is_lost_or_doubled_when_workers_are_killed(tmp_path, figures, capsys):
    AreaFactory(name="Oost")
    with copy_of_the_database(tmp_path) as url, web_server(url) as (port, master):
        raged = Storm(port, master, same_key=True, least=SENT, kills=KILLS)
        seconds = raged.run()
        texts, mails = stored(url)
        # Teeth: the same without the key of the form, and nobody killed.
        careless = Storm(port, master, same_key=False, least=CONTROLS, kills=0, first=10_000)
        careless.run()
        twice = doubles(stored(url)[0])
    known = {f"Vraag {number}" for number in raged.known}
    found = {
        "sent": raged.next,
        "acknowledged": len(known),
        "lost": len(known - set(texts)),
        "doubles": doubles(texts),
        "broken": len(raged.broken),
        "kills": raged.kills,
        "sent again": raged.again,
        "seconds": round(seconds),
    }
    with capsys.disabled():
        print(f"\nkill -9: {found}; teeth: {twice} doubles — {connection.vendor}")
    figures("killed web workers", **found)
    assert found["kills"] >= KILLS
    assert found["sent again"] > 0
    assert found["acknowledged"] == found["sent"] >= SENT, found
    assert (found["lost"], found["doubles"], found["broken"]) == (0, 0, 0), found
    assert len(texts) == mails == found["sent"], (len(texts), mails, found)
    assert twice >= CONTROLS // LOST > 0, "without keys there would be doubles"
