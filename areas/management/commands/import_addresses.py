"""Import addresses with their place, to look up what happens in a street."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from areas.actions.address_points import import_addresses
from areas.geo.records import ImportRefused
from areas.management.municipality import municipality_named


class Command(BaseCommand):
    """Makes the own table of addresses the same as the file."""

    help = "Lees adressen uit CSV (postcode;huisnummer;straat;breedte;lengte)."

    def add_arguments(self, parser):
        """The file, and whose addresses they are."""
        parser.add_argument("file", metavar="BESTAND")
        parser.add_argument("--municipality", required=True, metavar="CODE")

    def handle(self, *args, file, municipality, **options):
        """Import; the last line has the counts."""
        place = municipality_named(municipality)
        try:
            report = import_addresses(file, municipality=place)
        except ImportRefused as refused:
            lines = [*refused.complaints, _("Er is niets geschreven.")]
            raise CommandError("\n".join(lines)) from None
        self.stdout.write(
            f"addresses: created={report.created} updated={report.updated}"
            f" unchanged={report.unchanged} removed={report.removed}"
        )
