"""Load practice files: how a municipality works, as data."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from config.pages.practice.load import FileRefused, load


class Command(BaseCommand):
    """Loads one or more practice files; a second time changes nothing."""

    help = "Laad praktijkbestanden (TOML). Zie config/municipalities/README.md."

    def add_arguments(self, parser):
        """The files, and whether to look only."""
        parser.add_argument("files", nargs="+", metavar="BESTAND")
        parser.add_argument(
            "--check", action="store_true", help="kijk alles na, maar schrijf niets"
        )

    def handle(self, *args, files, check, **options):
        """Check all files, then write; the last line has the counts."""
        try:
            report = load(files, dry_run=check)
        except FileRefused as refused:
            for complaint in refused.complaints:
                self.stderr.write(complaint)
            raise CommandError(
                _("Er is niets geschreven: %(count)d fout(en).")
                % {"count": len(refused.complaints)}
            ) from None
        for line in report.lines:
            self.stdout.write(line)
        if check:
            self.stdout.write(_("Alleen nagekeken: er is niets geschreven."))
        self.stdout.write(
            f"created={report.created} changed={report.changed} unchanged={report.unchanged}"
        )
