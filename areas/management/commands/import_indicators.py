"""Import figures of areas from CSV files."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from areas.actions.indicators import import_indicators
from areas.geo.records import ImportRefused


class Command(BaseCommand):
    """Reads a figure per area and year; a second time changes nothing."""

    help = (
        "Lees cijfers per gebied en jaar uit CSV: reeksen van CBS, of een eigen bestand met de"
        " kolommen indicator;naam;eenheid;richting;gebied;jaar;waarde;bron."
    )

    def add_arguments(self, parser):
        """The files, whose areas they are about, and whether it is only a try."""
        parser.add_argument("files", nargs="+", metavar="BESTAND")
        parser.add_argument(
            "--municipality", required=True, metavar="CODE", help="de gemeente, als code of GM0484"
        )
        parser.add_argument("--check", action="store_true", help="alleen controleren")

    def handle(self, *args, files, municipality, check, **options):
        """Import; the last line has the counts."""
        try:
            report = import_indicators(files, municipality=municipality, check=check)
        except ImportRefused as refused:
            lines = [*refused.complaints, _("Er is niets geschreven.")]
            raise CommandError("\n".join(lines)) from None
        if check:
            self.stdout.write(_("Alleen gecontroleerd: er is niets geschreven."))
        self.stdout.write(f"indicators: {report}")
