"""It is written down that something happened in an area."""

from datetime import date

from django.db import transaction

from areas.models import Area
from config.audit.log import record
from config.lib.access import require
from partners import permissions
from partners.models import Rhythm, RhythmVisit


@transaction.atomic
def note_visit(rhythm: Rhythm, area: Area, *, on: date, note: str, by) -> RhythmVisit:
    """Write down that it happened in an area on a day. Raises PermissionDenied."""
    require(permissions.note_visit(by, area))
    made = RhythmVisit.objects.create(rhythm=rhythm, area=area, on=on, note=note.strip(), by=by)
    record(made, "rhythm.noted", by=by)
    return made
