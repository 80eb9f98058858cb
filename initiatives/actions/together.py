"""Bringing an initiative together: asked by mail, confirmed by the mailed link, left again."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import User
from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now
from initiatives.actions import together_mails
from initiatives.models import CoInitiator, Initiative
from initiatives.permissions.together import MAX_TOGETHER, may_bring_together, may_leave_together

PURPOSE = "initiatives.together"
VALID = timedelta(days=14)


@transaction.atomic
def ask_along(*, initiative: Initiative, email: str, by) -> None:
    """Ask somebody to bring it together, by a mailed link; asked again, the old link stops.

    Known address or not, the answer is the same. Raises PermissionDenied; and Refused for the
    initiator's own address, and when there are enough.
    """
    require(may_bring_together(by, initiative))
    email = email.strip().lower()
    if email in {by.email, initiative.contact_email}:
        raise Refused(_("Dit is uw eigen mailadres. Vul dat van uw buur in."))
    # Held, so that of two at the same moment the second counts the first.
    Initiative.objects.select_for_update().get(pk=initiative.pk)
    rows = CoInitiator.objects.filter(initiative=initiative)
    found = rows.filter(email=email).first()
    if found is None:
        if rows.count() >= MAX_TOGETHER:
            raise Refused(_("U kunt dit met hoogstens %(n)d mensen doen.") % {"n": MAX_TOGETHER})
        found = CoInitiator.objects.create(initiative=initiative, email=email)
    if found.confirmed_at:
        return
    CoInitiator.objects.filter(pk=found.pk).update(at=now())
    tokens.revoke(PURPOSE, str(found.pk))
    record(initiative, "initiative.asked_along", by=by)
    token = tokens.issue(PURPOSE, str(found.pk), VALID, email=email)
    together_mails.asked_along(found, token)


def asked_by(token: str) -> CoInitiator | None:
    """Who was asked by this link; None when it is no good, or the initiative has ended."""
    found = tokens.look(token, PURPOSE)
    return _asked(found.ref, found.email) if found else None


@transaction.atomic
def come_along(token: str) -> Initiative:
    """Say yes to a mailed link; makes an account of the address, and does not log in.

    Raises Refused.
    """
    used = tokens.use(token, PURPOSE)
    found = _asked(used.ref, used.email) if used else None
    if found is None:
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    fresh = {"password": make_password(None)}
    user, _created = User.objects.get_or_create(email=found.email, defaults=fresh)
    CoInitiator.objects.filter(pk=found.pk).update(user=user, confirmed_at=now())
    record(found.initiative, "initiative.came_along", by=user)
    together_mails.came_along(found.initiative)
    return found.initiative


@transaction.atomic
def leave_together(*, initiative: Initiative, by) -> None:
    """Take part no longer; the address is forgotten. Raises PermissionDenied."""
    require(may_leave_together(by, initiative))
    record(initiative, "initiative.left_together", by=by)
    forget_together(CoInitiator.objects.filter(initiative=initiative, user=by))


@transaction.atomic
def send_away(*, initiative: Initiative, number: int, by) -> None:
    """The initiator takes somebody off, asked or taking part; that address is forgotten."""
    require(may_bring_together(by, initiative))
    rows = CoInitiator.objects.filter(initiative=initiative, pk=number)
    if rows:
        record(initiative, "initiative.sent_away", by=by)
        forget_together(rows)


@transaction.atomic
def forget_together(rows) -> int:
    """Delete who was asked or takes part (a queryset), with their links; returns how many."""
    numbers = list(rows.values_list("pk", flat=True))
    for number in numbers:
        tokens.revoke(PURPOSE, str(number))
    CoInitiator.objects.filter(pk__in=numbers).delete()
    return len(numbers)


def _asked(ref: str, email: str) -> CoInitiator | None:
    rows = CoInitiator.objects.filter(confirmed_at__isnull=True)
    rows = rows.select_related("initiative__municipality", "initiative__submitter")
    found = rows.filter(pk=ref, email=email).first()
    return found if found and found.initiative.is_open else None
