"""`manage.py renew_case_keys`: seal all that is sealed with the first key."""

from django.core.management.base import BaseCommand
from django.db import transaction

from budgets.models import BankAccount
from config.lib import sealing
from partners.models import CaseNote, CaseReference

SEALED = (CaseNote, CaseReference, BankAccount)


class Command(BaseCommand):
    """Seals again; afterwards an older key is needed only for the marks of readings."""

    help = "Seals texts of confidential tables and account numbers with the first of CASE_KEYS."

    def handle(self, *args, **options):
        """Print `renewed=N`. Raises Unreadable when a text has a key that is not in CASE_KEYS."""
        count = 0
        with transaction.atomic():
            for model in SEALED:
                for row in model.objects.exclude(sealed="").select_for_update():
                    row.sealed = sealing.renew(row.sealed)
                    row.save(update_fields=["sealed"])
                    count += 1
        self.stdout.write(f"renewed={count}")
