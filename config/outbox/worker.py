"""The worker: mail each second, some jobs each minute, others once a day, and a clean stop."""

import logging
import threading
import time
import traceback
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.utils.module_loading import import_string

from config.lib import clock
from config.outbox.models import DailyRun
from config.outbox.post import deliver_due

log = logging.getLogger("gebiedswerk.worker")

PAUSE = 1.0
# So many seconds lie between two rounds of the jobs that are done often.
OFTEN = 60.0
# After trouble with the database: wait longer each time, up to this many seconds.
LONGEST_PAUSE = 15.0
# A job that broke off is done again on the same day, so a daily job must bear being repeated.
RETRY_JOB_AFTER = timedelta(hours=1)


def run(stop: threading.Event) -> None:
    """Work until `stop` is set; the mail that is under way is finished first."""
    pause, often = PAUSE, time.monotonic()
    while not stop.is_set():
        close_old_connections()
        try:
            tick(stop=stop.is_set)
            pause = PAUSE
            if time.monotonic() >= often:
                often = time.monotonic() + OFTEN
                run_often()
        except (DatabaseError, InterfaceError) as error:
            pause = min(pause * 2, LONGEST_PAUSE)
            log.warning("the database does not answer (%s): wait", type(error).__name__)
            _forget_connection()
        stop.wait(pause)
    connection.close()


def tick(*, stop: Callable[[], bool] = lambda: False) -> int:
    """Do what is due at this moment, and return the number of mails sent."""
    sent = deliver_due(stop=stop)
    done = DailyRun.objects.filter(day=clock.today(), finished_at__isnull=False)
    names = set(getattr(settings, "WORKER_DAILY", [])) - set(done.values_list("name", flat=True))
    for name in sorted(names):
        if not stop():
            run_daily(name)
    return sent


def run_often() -> None:
    """Do the jobs of each minute. Several workers may do so at once: the jobs bear that."""
    for name in getattr(settings, "WORKER_OFTEN", []):
        _job(name)


def _job(name: str) -> str:
    """Do one job (a dotted path); returns the name of its error, or "" when it went well."""
    try:
        import_string(name)()
    except (OperationalError, InterfaceError):
        raise
    except Exception as problem:  # noqa: BLE001 one job must not stop the mail
        # The name and the place, not the message: that may hold what somebody wrote.
        error = type(problem).__name__
        place = traceback.extract_tb(problem.__traceback__)[-1]
        log.error("job %s: %s at %s:%s", name, error, place.filename, place.lineno)
        return error
    return ""


def run_daily(name: str) -> bool:
    """Do one daily job (a dotted path) unless it was done today; return whether it ran.

    A job that fails is logged by the name of its error and tried again an hour later.
    """
    run_row = _claim_day(name)
    if run_row is None:
        return False
    error = _job(name)
    run_row.error, run_row.finished_at = error, None if error else clock.now()
    run_row.save(update_fields=["error", "finished_at"])
    return True


def _claim_day(name: str) -> DailyRun | None:
    """Today's row for this job when it is ours to do: new, or left unfinished an hour ago."""
    now, today = clock.now(), clock.today()
    row = DailyRun.objects.filter(name=name, day=today).first()
    if row is None:
        try:
            with transaction.atomic():
                return DailyRun.objects.create(name=name, day=today, started_at=now)
        except IntegrityError:
            return None
    stale = DailyRun.objects.filter(
        pk=row.pk, finished_at=None, started_at__lte=now - RETRY_JOB_AFTER
    )
    return row if stale.update(started_at=now) else None


def _forget_connection() -> None:
    try:
        connection.close()
    except (DatabaseError, InterfaceError):
        log.info("the broken connection could not be closed")
