"""`manage.py run_worker`: sends mail and does the daily jobs."""

import signal
import threading

from django.core.management.base import BaseCommand

from config.outbox import worker


class Command(BaseCommand):
    help = "Sends queued mail each second and does the daily jobs; stops cleanly on SIGTERM."
    # The checks load every page, and the worker has none: mail goes on when a page is broken.
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due and stop")

    def handle(self, *, once: bool, **options):
        """Run until a signal comes, or until nothing is due."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: stop.set())
        if not once:
            return worker.run(stop)
        while worker.tick(stop=stop.is_set) and not stop.is_set():
            pass
        return None
