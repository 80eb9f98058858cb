"""How long the trail is kept."""

from datetime import timedelta

from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from config.audit.models import KEEP_YEARS, Event
from config.lib.retention import Rule, delete

# The triggers go by the database's clock, so this does too; the spare days cover leap years.
_AGE = timedelta(days=KEEP_YEARS * 365 + 3)

RULES = [
    Rule(
        name="audit-events",
        model=Event,
        text=_(
            "Het logboek bewaart wie wat deed zeven jaar. "
            "De termijn is niet vastgesteld: de archivaris van de gemeente kiest die."
        ),
        due=lambda: Event.objects.filter(at__lt=Now() - _AGE),
        act=delete,
    )
]
