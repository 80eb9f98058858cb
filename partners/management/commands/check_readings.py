"""`manage.py check_readings`: whether the lists of who read what at confidential tables hold."""

import re
from collections import defaultdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from partners.actions.readings import broken
from partners.models import CaseReading

_HEAD = re.compile(r"readings table=(\d+) place=(\d+) mark=([0-9a-f]{64})")


class Command(BaseCommand):
    """Checks each chain; with a log of the site also that no end was cut off."""

    help = "Checks that nobody changed who read which question (exit code 1 when somebody did)."

    def add_arguments(self, parser):
        """A log, or the worker's and web server's together."""
        parser.add_argument("--heads", help="a log of the site, with the marks of readings")

    def handle(self, *args, heads=None, **options):
        """Print `readings: tables=N rows=N broken=N`, and which rows are."""
        known = self.heads(Path(heads).read_text()) if heads else {}
        rows = CaseReading.objects.order_by()
        tables = set(rows.values_list("roundtable", flat=True)) | set(known)
        wrong = {table: broken(table, known.get(table)) for table in sorted(tables)}
        for table, places in wrong.items():
            for place in places:
                self.stderr.write(f"table {table}: row {place} does not hold")
        count = sum(map(len, wrong.values()))
        line = f"readings: tables={len(tables)} rows={rows.count()} broken={count}"
        if count:
            raise CommandError(line)
        self.stdout.write(line)

    def heads(self, text: str) -> dict[int, dict[int, str]]:
        """The marks in a log: per table by place."""
        found: dict[int, dict[int, str]] = defaultdict(dict)
        for table, place, mark in _HEAD.findall(text):
            found[int(table)][int(place)] = mark
        return found
