"""Agreements are made, reminded, done or dropped."""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate

from config.audit.log import record
from config.lib.access import require
from config.lib.clock import now, today
from config.lib.forms import save_form
from partners import permissions
from partners.actions import mails
from partners.models import Agreement, AgreementState, Roundtable
from partners.models.agreements import AGREEMENT_MACHINE

REMIND_BEFORE = timedelta(days=3)


@transaction.atomic
def make_agreement(form, *, by) -> Agreement:
    """Save a valid form on a new agreement of a meeting. Raises PermissionDenied."""
    agreement = form.instance
    require(permissions.make_agreement(by, agreement.item.meeting))
    agreement.first_due_on = form.cleaned_data["due_on"]
    return save_form(form, by=by)


@transaction.atomic
def move_agreement(agreement: Agreement, *, state: str, reason: str = "", by) -> Agreement:
    """Say that an agreement is done, dropped (with the reason), or open after all.

    Raises PermissionDenied, or Refused when it cannot go there or a reason is missing.
    """
    rows = Agreement.objects.select_for_update(of=("self",))
    agreement = rows.select_related("roundtable__kind", "owner").get(pk=agreement.pk)
    require(permissions.move_agreement(by, agreement))
    AGREEMENT_MACHINE.check(agreement.state, state, reason)
    old, agreement.state = agreement.state, state
    agreement.settled_on = None if state == AgreementState.OPEN else today()
    agreement.outcome = reason.strip()
    agreement.version += 1
    agreement.save(update_fields=["state", "settled_on", "outcome", "version"])
    record(agreement, "agreement.moved", by=by, changes={"state": [old, str(state)]})
    return agreement


def remind() -> None:
    """Remind owners three days before the day, and once more when it has passed."""
    soon = Agreement.objects.open().filter(due_on__lte=today() + REMIND_BEFORE)
    for pk in list(soon.order_by("pk").values_list("pk", flat=True)):
        _remind(pk)


@transaction.atomic
def _remind(pk: int) -> None:
    rows = Agreement.objects.select_for_update(of=("self",)).open()
    found = rows.select_related("roundtable__kind", "owner__user").filter(pk=pk).first()
    if found is None or not found.owner.mail:
        return
    late = found.is_late
    told = localdate(found.reminded_at) if found.reminded_at else None
    if told is not None and not (late and told <= found.due_on):
        return
    found.reminded_at = now()
    found.save(update_fields=["reminded_at"])
    record(found, "agreement.reminded", by=None)
    mails.reminded(found, late=late)


def kept_rate(table: Roundtable) -> tuple[int, int]:
    """How many agreements were done by the day that was agreed first, and of how many the day has
    passed or that were done earlier; what was dropped does not count.
    """
    rows = Agreement.objects.filter(roundtable=table).exclude(state=AgreementState.DROPPED)
    kept = due = 0
    day = today()
    for first, settled in rows.values_list("first_due_on", "settled_on"):
        if settled or first < day:
            due += 1
            kept += bool(settled and settled <= first)
    return kept, due
