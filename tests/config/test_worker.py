"""The worker: it survives, stops cleanly, and a worker that is killed loses no mail."""

import signal
import threading
import time
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, OperationalError

from config.lib import clock
from config.lib.retention import run
from config.outbox import retention, worker
from config.outbox.models import DailyRun
from config.outbox.post import queue
from tests.config.sink import Sink

# --- Daily jobs -----------------------------------------------------------------------------

CALLS: list[str] = []
HERE = "tests.config.test_worker"


def tidy():
    CALLS.append("tidy")


def fails():
    CALLS.append("fails")
    raise ValueError("zoutkorrel@voorbeeld.nl is wrong")


def meets_a_locked_database():
    raise OperationalError("database is locked")


@pytest.fixture
def jobs(settings, db):
    CALLS.clear()
    settings.WORKER_DAILY = [f"{HERE}.fails", f"{HERE}.tidy"]
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def test_daily_jobs_run_once_a_day(jobs, settings):
    settings.WORKER_DAILY = [f"{HERE}.tidy"]
    for _second in range(5):
        worker.tick()
        jobs.shift(timedelta(seconds=1))
    assert CALLS == ["tidy"]
    jobs.shift(timedelta(days=1))
    worker.tick()
    assert CALLS == ["tidy", "tidy"]
    assert DailyRun.objects.filter(finished_at__isnull=False).count() == 2


def test_a_day_begins_at_midnight_in_amsterdam(jobs, settings, at):
    settings.WORKER_DAILY = [f"{HERE}.tidy"]
    for moment in ((2027, 1, 4, 23, 59), (2027, 1, 5, 0, 1)):
        with at(*moment):
            worker.tick()
    assert CALLS == ["tidy", "tidy"]


def test_a_job_that_fails_stops_no_other_and_is_tried_again_after_an_hour(jobs):
    for _minute in range(61):
        worker.tick()
        jobs.shift(timedelta(minutes=1))
    assert CALLS == ["fails", "tidy", "fails"]
    row = DailyRun.objects.get(name=f"{HERE}.fails")
    assert (row.error, row.finished_at) == ("ValueError", None)


def test_a_failure_is_logged_by_name_and_place_only(jobs, caplog):
    worker.tick()
    assert "ValueError" in caplog.text
    assert "test_worker.py" in caplog.text
    assert "zoutkorrel" not in caplog.text


def test_a_job_that_was_broken_off_is_done_again_the_same_day(jobs):
    name = f"{HERE}.tidy"
    DailyRun.objects.create(name=name, day=clock.today())
    assert not worker.run_daily(name)
    jobs.shift(worker.RETRY_JOB_AFTER)
    assert worker.run_daily(name)


def test_trouble_with_the_database_is_left_to_the_loop(jobs):
    with pytest.raises(OperationalError):
        worker.run_daily(f"{HERE}.meets_a_locked_database")


def test_the_database_keeps_to_one_row_a_day(jobs):
    DailyRun.objects.create(name="x", day=clock.today())
    with pytest.raises(IntegrityError):
        DailyRun.objects.create(name="x", day=clock.today())


def test_rows_of_daily_jobs_go_after_ninety_days(jobs):
    DailyRun.objects.create(name="x", day=clock.today())
    for days, gone in ((89, 0), (1, 1)):
        jobs.shift(timedelta(days=days))
        counts = {rule.name: count for rule, count in run(retention.RULES)}
        assert counts["outbox-daily-runs"] == gone


def test_without_jobs_and_mail_a_round_costs_two_queries(db, settings, django_assert_num_queries):
    settings.WORKER_DAILY = []
    with django_assert_num_queries(2):
        worker.tick()


# --- The loop -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_the_loop_survives_a_database_that_goes_away(settings, monkeypatch):
    settings.WORKER_DAILY = [f"{HERE}.meets_a_locked_database"]
    monkeypatch.setattr(worker, "PAUSE", 0.01)
    stop = threading.Event()
    thread = threading.Thread(target=worker.run, args=[stop])
    with Sink() as sink:
        settings.OUTBOX_DELIVERY = sink.delivery
        thread.start()
        queue(to="anna@voorbeeld.nl", subject="Ontvangen", text="x", purpose="test")
        assert until(lambda: sink.accepted)
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


# --- Real processes -------------------------------------------------------------------------

QUEUE = """
from config.outbox.post import queue
for number in range({number}):
    queue(to=f"anna{{number}}@voorbeeld.nl", subject="Ontvangen", text="x", purpose="test")
"""
STATES = """
from config.outbox.models import Mail
print(json.dumps(list(Mail.objects.order_by("id").values_list("state", flat=True))))
"""
LEASE_ENDS = """
from config.outbox.models import Mail
from config.lib import clock
Mail.objects.filter(state="sending").update(lease_until=clock.now())
"""
# Holds back whoever wants to write that the mail was sent, until its input closes.
HOLD = """
from django.db import connection, transaction
from config.outbox.models import Mail
with transaction.atomic():
    Mail.objects.filter(state="sending").update(purpose="test")
    print("holding", flush=True)
    sys.stdin.read()
"""


def until(condition, seconds=20):
    """Wait for it; the value of the condition, or None when it did not come in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.02)
    return None


def kill(process):
    process.send_signal(signal.SIGKILL)
    process.wait(10)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_it_cleanly_after_the_mail_under_way(installation, number):
    go_on = threading.Event()
    with Sink({"end": go_on}) as sink:
        installation.run(QUEUE.format(number=3))
        running = installation.start("run_worker", EMAIL_URL=sink.url)
        assert until(sink.reached.is_set)
        running.send_signal(number)
        time.sleep(0.2)
        assert running.poll() is None
        go_on.set()
        assert running.wait(10) == 0
        assert installation.run(STATES) == ["sent", "queued", "queued"]
        assert len(sink.accepted) == 1


def test_once_sends_all_that_is_due_and_ends(installation):
    with Sink() as sink:
        installation.run(QUEUE.format(number=60))
        installation.manage("run_worker", "--once", EMAIL_URL=sink.url)
        assert len(set(sink.ids())) == len(sink.accepted) == 60
        assert set(installation.run(STATES)) == {"sent"}


def test_three_workers_at_once_send_each_mail_once(installation):
    with Sink() as sink:
        installation.run(QUEUE.format(number=90))
        workers = [installation.start("run_worker", "--once", EMAIL_URL=sink.url) for _ in range(3)]
        assert [process.wait(60) for process in workers] == [0, 0, 0]
        assert len(set(sink.ids())) == len(sink.accepted) == 90


# Where a worker is killed with -9, and how often the mail arrives in the end.
POINTS = {
    "connecting, before the claim": ("greeting", 1),
    "greeting": ("EHLO", 1),
    "claimed, before the server knows": ("MAIL", 1),
    "naming the receiver": ("RCPT", 1),
    "announcing the text": ("DATA", 1),
    "text sent, not yet accepted": ("end", 1),
    # The one window for a second copy: nothing can close it, so it is counted, not denied.
    "accepted, the worker does not know it": ("taken", 2),
    "mail recorded, saying goodbye": ("QUIT", 1),
}


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_worker_loses_no_mail(installation, point):
    stage, copies = POINTS[point]
    # A sink that stalls takes no mail: the session of a killed worker ends there.
    with Sink({stage: threading.Event()}) as stalling:
        installation.run(QUEUE.format(number=1))
        running = installation.start("run_worker", EMAIL_URL=stalling.url)
        assert until(stalling.reached.is_set)
        if stage == "QUIT":
            assert until(lambda: installation.run(STATES) == ["sent"])
        kill(running)
        arrived = list(stalling.ids())
    installation.run(LEASE_ENDS)
    with Sink() as sink:
        installation.manage("run_worker", "--once", EMAIL_URL=sink.url)
        arrived += sink.ids()
    assert (len(arrived), len(set(arrived))) == (copies, 1)
    assert installation.run(STATES) == ["sent"]


# The negative control: notes that a mail was sent, and then sends it.
CARELESS = """
from django.core.management import call_command
from config.outbox import post
sound = post._send
def careless(mail, server):
    post._write_down(post._sent, mail)
    return sound(mail, server)
post._send = careless
call_command("run_worker")
"""


def test_the_control_a_worker_that_notes_before_it_sends_loses_mail(installation):
    """Teeth: the same kill, in the middle of the talk, is seen to lose this one."""
    with Sink({"RCPT": threading.Event()}) as stalling:
        installation.run(QUEUE.format(number=1))
        running = installation.start_code(CARELESS, EMAIL_URL=stalling.url)
        assert until(stalling.reached.is_set)
        kill(running)
        arrived = list(stalling.ids())
    installation.run(LEASE_ENDS)
    with Sink() as sink:
        installation.manage("run_worker", "--once", EMAIL_URL=sink.url)
        arrived += sink.ids()
    assert (arrived, installation.run(STATES)) == ([], ["sent"])


def test_killed_while_writing_down_that_it_was_sent(installation):
    """SQLite never got the row; PostgreSQL may finish the statement of a client that is gone."""
    go_on = threading.Event()
    with Sink({"taken": go_on}) as sink:
        installation.run(QUEUE.format(number=1))
        running = installation.start("run_worker", EMAIL_URL=sink.url)
        assert until(sink.reached.is_set)
        holding = installation.start_code(HOLD)
        assert holding.stdout.readline() == "holding\n"
        go_on.set()
        time.sleep(0.3)
        kill(running)
        holding.communicate()
        installation.run(LEASE_ENDS)
        sink.faults.clear()
        installation.manage("run_worker", "--once", EMAIL_URL=sink.url)
        assert until(lambda: installation.run(STATES) == ["sent"])
        assert len(sink.accepted) in {1, 2}
        assert len(set(sink.ids())) == 1


def test_killed_halfway_a_batch_the_rest_still_goes(installation):
    with Sink() as sink:
        installation.run(QUEUE.format(number=40))
        for _kill in range(3):
            before = len(sink.accepted)
            running = installation.start("run_worker", EMAIL_URL=sink.url)
            until(lambda before=before: len(sink.accepted) > before + 3)
            kill(running)
            installation.run(LEASE_ENDS)
        installation.manage("run_worker", "--once", EMAIL_URL=sink.url)
        assert len(set(sink.ids())) == 40
        # At most one copy too many for each kill.
        assert len(sink.accepted) <= 43
        assert set(installation.run(STATES)) == {"sent"}


def test_a_database_that_is_locked_for_a_while_does_not_end_it(installation):
    with Sink() as sink:
        running = installation.start("run_worker", EMAIL_URL=sink.url)
        installation.run(QUEUE.format(number=1))
        holding = installation.start_code(HOLD)
        assert holding.stdout.readline() == "holding\n"
        time.sleep(1.5)
        holding.communicate()
        assert until(lambda: sink.accepted)
        assert until(lambda: installation.run(STATES) == ["sent"])
        assert running.poll() is None
