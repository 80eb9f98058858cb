"""Import areas from files of CBS, Kadaster and PDOK."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from areas.actions.importing import import_areas
from areas.geo.records import ImportRefused


class Command(BaseCommand):
    """Reads areas with their borders and figures; a second time changes nothing."""

    help = (
        "Lees gemeenten, wijken en buurten uit bestanden van CBS, Kadaster en PDOK: GeoJSON,"
        " GeoPackage of CSV. De indeling blijkt uit de inhoud."
    )

    def add_arguments(self, parser):
        """The files, which municipality to keep, and the year of files that do not say theirs."""
        parser.add_argument("files", nargs="+", metavar="BESTAND")
        parser.add_argument("--municipality", metavar="GM0484", help="alleen deze gemeente")
        parser.add_argument(
            "--year", type=int, metavar="2024", help="het jaar van bestanden die dat niet zeggen"
        )

    def handle(self, *args, files, municipality, year, **options):
        """Import; the last line has the counts."""
        progress = _Progress(self.stdout)
        try:
            report = import_areas(
                files, municipality=municipality, year=year, progress=progress.hear
            )
        except ImportRefused as refused:
            progress.end()
            lines = [*refused.complaints, _("Er is niets geschreven.")]
            raise CommandError("\n".join(lines)) from None
        progress.end()
        for note in report.notes:
            self.stdout.write(note)
        self.stdout.write(
            f"areas: created={report.created} updated={report.updated}"
            f" unchanged={report.unchanged} ignored={report.ignored}"
        )


class _Progress:
    """A running count on a terminal; elsewhere one line for each file."""

    def __init__(self, out):
        self.out, self.line = out, ""

    def hear(self, file: str, count: int) -> None:
        """Show how far the reading of a file is."""
        line = _("%(file)s: %(count)d gelezen") % {"file": file, "count": count}
        if self.line and not self.line.startswith(f"{file}: "):
            self.end()
        self.line = line
        if self.out.isatty():
            self.out.write(f"\r{line}", ending="")
            self.out.flush()

    def end(self) -> None:
        """Finish the line of the last file."""
        if self.line:
            self.out.write("" if self.out.isatty() else self.line)
        self.line = ""
