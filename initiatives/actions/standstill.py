"""Who waits hears once that an initiative without movement is not forgotten (domain D2)."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q

from areas.models import Municipality
from config.audit.log import record
from config.lib.clock import now
from initiatives.actions import mails
from initiatives.models import OPEN_STATES, Initiative, StandstillNotice


def tell_who_waits() -> None:
    """Mail the initiator of what stood still for `stale_days` days, once until it moves again."""
    for municipality in Municipality.objects.order_by("pk"):
        rows = _still(municipality).order_by("moved_at", "pk")
        for pk in list(rows.values_list("pk", flat=True)):
            _tell(pk, municipality)


def _still(municipality: Municipality):
    """What runs, did not move, has somebody to mail, and about which nobody was told since."""
    quiet = now() - timedelta(days=municipality.stale_days)
    told = Q(standstill_notice__at__gte=F("moved_at"))
    nobody = Q(submitter__isnull=True, contact_email="")
    rows = Initiative.objects.of(municipality).filter(state__in=OPEN_STATES, moved_at__lt=quiet)
    return rows.exclude(told).exclude(nobody)


@transaction.atomic
def _tell(pk: int, municipality: Municipality) -> None:
    """One mail; of two workers at the same moment one sends it. It is no movement itself."""
    people = ("municipality", "submitter")
    initiative = _still(municipality).filter(pk=pk).select_related(*people).first()
    if initiative is None:
        return
    earlier = StandstillNotice.objects.filter(initiative=initiative, at__lt=initiative.moved_at)
    if not earlier.update(at=now()):
        _notice, first = StandstillNotice.objects.get_or_create(initiative=initiative)
        if not first:
            return
    record(initiative, "initiative.standstill_told", by=None)
    mails.not_forgotten(initiative)
