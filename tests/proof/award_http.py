"""As award_worker, over HTTP: gunicorn answers many browsers that all press the button at once.

    python -m tests.proof.award_http ATTEMPTS BROWSERS GRANTS

Prints what came of it as JSON. A reader adds up all accounts during the storm.
"""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread
from urllib.parse import urlencode

from tests.proof.award_worker import SNAPSHOT, TRIES, seed

# isort: split
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections
from django.utils.crypto import get_random_string

from budgets.actions.books import check_books
from budgets.models import Application, Decision
from config.intake.keys import new_key
from tests.proof.scale import scaled

WORKERS = scaled(4, 2)


def cookies(user) -> tuple[str, str]:
    """The cookies of somebody who is logged in, and the token of their forms."""
    session, token = SessionStore(), get_random_string(32)
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    names = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    return f"{names[0]}={session.session_key}; {names[1]}={token}", token


def serve() -> tuple[subprocess.Popen, int]:
    """Start gunicorn on a free port and wait until it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--log-level", "error"]
    command += ["-w", str(WORKERS), "--threads", "8", "--timeout", "120"]
    process = subprocess.Popen([*command, "-b", f"127.0.0.1:{port}"], env=os.environ)
    for _turn in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return process, port
    process.terminate()
    raise RuntimeError("gunicorn does not answer")


def press(port: int, pk: int, cookie: str, token: str) -> str:
    """Confirm a grant of € 123,45 as the page does; what the answer was."""
    data = {"csrfmiddlewaretoken": token, "form_key": new_key(), "granted": "ja"}
    data |= {"amount": "123,45", "reason": "Goed.", "bevestigen": "1"}
    for _turn in range(TRIES):
        # Busy: the answer says when to try again.
        if (status := _ask(port, pk, data, cookie)) != http.client.SERVICE_UNAVAILABLE:
            break
    return {302: "granted", 200: "refused"}.get(status, f"error {status}")


def _ask(port: int, pk: int, data: dict, cookie: str) -> int:
    """Send the form once; the status of the answer."""
    browser = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        head = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        browser.request("POST", f"/geld/aanvragen/{pk}/besluiten/", urlencode(data), head)
        answer = browser.getresponse()
        answer.read()
    finally:
        browser.close()
    return answer.status


def watch(stop: Event, seen: Counter) -> None:
    """Read all accounts during the storm, each time in one statement."""
    while not stop.is_set():
        with connection.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            for allocated, reserved, spent, booked in cursor.fetchall():
                seen["negative"] += allocated - reserved - spent < 0
                seen["crooked"] += reserved != booked
        seen["reads"] += 1
        time.sleep(0.02)
    connections.close_all()


def main(attempts: int, browsers: int, grants: int) -> None:
    """Seed, let the storm pass, and tell what is left."""
    budget, by = seed(attempts, grants)
    cookie, token = cookies(by)
    ids = list(Application.objects.values_list("pk", flat=True))
    connections.close_all()
    server, port = serve()
    barrier, stop = Barrier(browsers), Event()
    seen = Counter(reads=0, negative=0, crooked=0)
    watcher = Thread(target=watch, args=(stop, seen))
    began = time.monotonic()

    def browse(share):
        barrier.wait()
        return Counter(press(port, pk, cookie, token) for pk in share)

    try:
        watcher.start()
        with ThreadPoolExecutor(browsers) as pool:
            total = sum(pool.map(browse, [ids[n::browsers] for n in range(browsers)]), Counter())
    finally:
        stop.set()
        watcher.join()
        server.terminate()
        server.wait(30)
    budget.refresh_from_db()
    errors = sum(count for what, count in total.items() if what.startswith("error"))
    left = {
        "errors": errors,
        "left_cents": budget.left_cents,
        "decisions": Decision.objects.count(),
        "differences": len(check_books()),
        "seconds": round(time.monotonic() - began, 1),
        "engine": connection.vendor,
    }
    print(json.dumps({**total, **seen, **left}))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
