"""Import works and maintenance from the programme of the municipality."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from areas.actions.works import import_works
from areas.geo.records import ImportRefused
from areas.management.municipality import municipality_named


class Command(BaseCommand):
    """Reads works; a second time changes nothing, and what is gone does not go on."""

    help = (
        "Lees werken en onderhoud uit CSV (kenmerk;titel;soort;van;tot;meepraten_tot;stand;gebied;"
        "breedte;lengte;adres;url;toelichting) of GeoJSON met punten. Wat niet meer in het bestand"
        " staat, gaat niet door."
    )

    def add_arguments(self, parser):
        """The files, whose they are, and from which programme."""
        parser.add_argument("files", nargs="+", metavar="BESTAND")
        parser.add_argument("--municipality", required=True, metavar="CODE")
        parser.add_argument(
            "--source", default="Onderhoudsprogramma", metavar="NAAM", help="van welk programma"
        )
        parser.add_argument("--check", action="store_true", help="alleen nakijken, niets schrijven")

    def handle(self, *args, files, municipality, source, check, **options):
        """Import; the last line has the counts."""
        place = municipality_named(municipality)
        try:
            report = import_works(files, municipality=place, source=source[:200], check=check)
        except ImportRefused as refused:
            lines = [*refused.complaints, _("Er is niets geschreven.")]
            raise CommandError("\n".join(lines)) from None
        if check:
            self.stdout.write(_("Alleen nagekeken: er is niets geschreven."))
        self.stdout.write(
            f"works: created={report.created} updated={report.updated}"
            f" unchanged={report.unchanged} dropped={report.dropped}"
        )
