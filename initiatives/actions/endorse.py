"""Supporting an initiative: by a mailed link, once per person; or on paper, counted by staff."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now
from initiatives.actions import mails
from initiatives.models import Endorsement, Initiative
from initiatives.permissions.initiatives import may_be_endorsed, may_handle

PURPOSE = "initiatives.endorse"
VALID = timedelta(days=14)


@transaction.atomic
def endorse(initiative: Initiative, *, email: str, inside: bool) -> None:
    """Keep who wants to support it, and mail a link to confirm; who did so before gets no mail, and
    the page says the same. Raises PermissionDenied.
    """
    require(may_be_endorsed(initiative))
    found, _new = Endorsement.objects.get_or_create(
        initiative=initiative, email=email.strip().lower(), defaults={"inside": inside}
    )
    if found.confirmed_at:
        return
    Endorsement.objects.filter(pk=found.pk).update(inside=inside)
    tokens.revoke(PURPOSE, str(found.pk))
    token = tokens.issue(PURPOSE, str(found.pk), VALID, email=found.email)
    mails.confirm_support(initiative, found.email, token)


@transaction.atomic
def confirm_endorsement(token: str) -> Initiative:
    """Count who pressed the mailed link. Raises Refused when it is no good, or the idea ended."""
    used = tokens.use(token, PURPOSE)
    rows = Endorsement.objects.filter(confirmed_at__isnull=True)
    found = (
        rows.filter(pk=used.ref, email=used.email)
        .select_related("initiative__area", "initiative__municipality")
        .first()
        if used
        else None
    )
    if found is None or may_be_endorsed(found.initiative):
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    if rows.filter(pk=found.pk).update(confirmed_at=now()):
        _count(found.initiative, int(found.inside), int(not found.inside))
        record(found.initiative, "initiative.endorsed", by=None)
    return found.initiative


@transaction.atomic
def add_paper(initiative: Initiative, *, inside: int, outside: int, by) -> None:
    """Add signatures on paper, from the area and elsewhere. Raises PermissionDenied, Refused."""
    require(may_handle(by, initiative))
    require(may_be_endorsed(initiative))
    if inside + outside < 1:
        raise Refused(_("Vul in hoeveel handtekeningen er zijn."))
    _count(initiative, inside, outside)
    changes = {"inside": inside, "outside": outside}
    record(initiative, "initiative.endorsed_on_paper", by=by, changes=changes)


def _count(initiative: Initiative, inside: int, outside: int) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(
        supported_inside=F("supported_inside") + inside,
        supported_outside=F("supported_outside") + outside,
    )


@transaction.atomic
def forget_endorsements(rows) -> int:
    """Delete what nobody confirmed, empty the addresses of the rest (a queryset); counts stay."""
    found = list(rows.values_list("pk", "confirmed_at"))
    for pk, _at in found:
        tokens.revoke(PURPOSE, str(pk))
    Endorsement.objects.filter(pk__in=[pk for pk, at in found if at is None]).delete()
    Endorsement.objects.filter(pk__in=[pk for pk, _at in found]).update(email="")
    return len(found)
