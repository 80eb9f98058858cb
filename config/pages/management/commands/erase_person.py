"""Erase one person on request (AVG 17); with --dry-run only tell what is there."""

from django.core.management.base import BaseCommand, CommandError

from areas.models import User
from config.pages.erasing import erase_person


class Command(BaseCommand):
    """`manage.py erase_person ADDRESS [--dry-run]`; counts, decisions and money stay."""

    help = "Erase who a person is, everywhere."

    def add_arguments(self, parser):
        """Add the address and --dry-run."""
        parser.add_argument("email")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *args, email, dry_run=False, **options):
        """Find and erase. Raises CommandError for an unknown address."""
        user = User.objects.filter(email=email.strip().lower(), erased_at__isnull=True).first()
        if user is None:
            raise CommandError("Dit adres is hier niet bekend.")
        self.stdout.write(
            f"initiatieven={user.initiatives.count()} rollen={user.assignments.count()}"
        )
        if not dry_run:
            erase_person(user, by=None)
            self.stdout.write("gewist")
