"""Covenants get their document, and who keeps one is reminded before it ends."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from config.audit.log import record
from config.lib.access import require
from config.lib.clock import today
from partners import permissions
from partners.actions import mails
from partners.models import Covenant, CovenantDocument
from partners.models.covenants import SOON

EVALUATE_SOON = REMIND_AGAIN = timedelta(days=30)


@transaction.atomic
def add_document(covenant: Covenant, *, name: str, file, by) -> CovenantDocument:
    """Put a document with a covenant; `file` went through config.intake.documents.

    Its file goes again when the row cannot be written. Raises PermissionDenied.
    """
    require(permissions.edit_covenant(by, covenant))
    made = CovenantDocument(covenant=covenant, name=name.strip(), by=by)
    made.file.save(file.name, file, save=False)
    try:
        made.save()
        record(made, "covenantdocument.added", by=by)
    except BaseException:
        made.file.delete(save=False)
        raise
    return made


def remind_covenants() -> None:
    """Remind who keeps a covenant that ends within 120 days or is evaluated within 30, each month
    until somebody did something about it.
    """
    day = today()
    ends = Q(ends_on__gte=day, ends_on__lte=day + SOON)
    evaluated = Q(evaluate_on__lte=day + EVALUATE_SOON, outcome="")
    running = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    told = Q(reminded_on__gt=day - REMIND_AGAIN)
    rows = Covenant.objects.filter(running, ends | evaluated, keeper__is_active=True).exclude(told)
    for pk in list(rows.order_by("pk").values_list("pk", flat=True)):
        _remind(pk)


@transaction.atomic
def _remind(pk: int) -> None:
    """One reminder; of two workers at the same moment one sends it."""
    day = today()
    told = Q(reminded_on__isnull=True) | Q(reminded_on__lte=day - REMIND_AGAIN)
    if not Covenant.objects.filter(told, pk=pk).update(reminded_on=day):
        return
    covenant = Covenant.objects.select_related("keeper").get(pk=pk)
    record(covenant, "covenant.reminded", by=None)
    mails.covenant_waits(covenant)
