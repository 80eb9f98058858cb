"""Let personal data go by the rules; with --dry-run only count."""

from datetime import timedelta

from django.core.management.base import BaseCommand

from config.lib.clock import now
from config.lib.retention import run
from config.pages.erasing import RULES
from initiatives.actions.pictures import remove_strays


class Command(BaseCommand):
    """`manage.py clean_up [--dry-run]`: one line per rule with a count, never content."""

    help = "Erase or empty what is past its term."

    def add_arguments(self, parser):
        """Add --dry-run."""
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *args, dry_run=False, **options):
        """Run all rules."""
        for rule, count in run(RULES, dry_run=dry_run):
            self.stdout.write(f"{rule.name} {rule.model._meta.label_lower} {count}")
        if not dry_run:
            self.stdout.write(f"files {remove_strays(before=now() - timedelta(days=1))}")
