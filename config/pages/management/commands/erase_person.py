"""Erase one person on request (AVG 17); with --dry-run only tell what is there."""

from django.core.management.base import BaseCommand, CommandError

from areas.models import User
from config.intake.models import MailToken
from config.outbox.models import Mail
from config.pages.erasing import erase_address, erase_person
from initiatives.actions.erase import brought_by
from initiatives.models import Initiative


class Command(BaseCommand):
    """`manage.py erase_person ADDRESS [--dry-run]`; counts, decisions and money stay."""

    help = "Erase who a person is, everywhere, with or without an account."

    def add_arguments(self, parser):
        """Add the address and --dry-run."""
        parser.add_argument("email")
        parser.add_argument("--dry-run", action="store_true", help="count only, change nothing")

    def handle(self, *args, email, dry_run=False, **options):
        """Find and erase. Raises CommandError for an unknown address."""
        address = email.strip().lower()
        user = User.objects.filter(email=address, erased_at__isnull=True).first()
        found = {
            "account": int(user is not None),
            "initiatives": Initiative.objects.filter(brought_by(user, {address})).count(),
            "roles": user.assignments.count() if user else 0,
            "seats": user.seats.count() if user else 0,
            "mails": Mail.objects.filter(to__iexact=address).count(),
            "links": MailToken.objects.filter(email=address).count(),
        }
        if not any(found.values()):
            raise CommandError("Dit adres is hier niet bekend.")
        self.stdout.write(" ".join(f"{what}={count}" for what, count in found.items()))
        if dry_run:
            return
        if user:
            erase_person(user, by=None)
        else:
            erase_address(address, by=None)
        self.stdout.write("gewist")
