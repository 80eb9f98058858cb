"""Another takes up an initiative: an organisation, or a new initiator who says yes by mail."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import User
from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now, today
from initiatives.actions import taking_up_mails
from initiatives.actions.claim import claim
from initiatives.actions.reasons import explained, write_step
from initiatives.actions.submit import first_step
from initiatives.actions.tally import place, retally
from initiatives.models import ADVISOR, MACHINE, Initiative, State, StopReason, TakeUp
from initiatives.permissions.initiatives import may_let_take_up
from partners.models import Organisation

PURPOSE = "initiatives.take_up"
VALID = timedelta(days=14)
# What the new initiative begins with: only what everyone could read already.
GOES_ALONG = (
    "title",
    "text",
    "place",
    "needs",
    "theme",
    "area",
    "also_area",
    "municipality",
    "search",
)


@transaction.atomic
def let_take_up(
    *,
    initiative: Initiative,
    organisation: Organisation | None = None,
    email: str = "",
    reason: str,
    chosen: StopReason | None = None,
    by,
) -> TakeUp:
    """Let an organisation take it up, or ask a new initiator by a mailed link; the initiator is
    told who, and why. Raises PermissionDenied, and Refused without a reason or without one taker.
    """
    require(may_let_take_up(by, initiative))
    email = email.strip().lower()
    _check_taker(initiative, organisation, email)
    MACHINE.check(initiative.state, State.TAKEN_UP, reason, pressed=False)
    text = explained(initiative, reason, chosen, to=State.TAKEN_UP)
    old, was = place(initiative), str(initiative.state)
    claim(initiative, state=State.TAKEN_UP, next_step="", next_step_by="")
    retally(old, place(initiative))
    taken = TakeUp.objects.create(initiative=initiative, organisation=organisation, email=email)
    write_step(initiative, State.TAKEN_UP, text, chosen, by)
    changes = {"state": [was, str(State.TAKEN_UP)]}
    record(initiative, "initiative.taken_up", by=by, changes=changes)
    taking_up_mails.taken_up(taken, text)
    if email:
        token = tokens.issue(PURPOSE, str(taken.pk), VALID, email=email)
        taking_up_mails.asked_to_take_up(taken, token)
    return taken


def asked_to_take_up(token: str) -> TakeUp | None:
    """What a mailed link asks to take up; None when it is no good any more."""
    found = tokens.look(token, PURPOSE)
    return _waiting(found.ref, found.email) if found else None


@transaction.atomic
def go_on(token: str) -> Initiative:
    """Say yes to a mailed link: go on with an initiative of one's own, which an advisor reads
    before it is public. Makes an account of the address, and does not log in. Raises Refused.
    """
    used = tokens.use(token, PURPOSE)
    taken = _waiting(used.ref, used.email) if used else None
    if taken is None:
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    fresh = {"password": make_password(None)}
    user, _created = User.objects.get_or_create(email=taken.email, defaults=fresh)
    made = Initiative.objects.create(
        **{name: getattr(taken.initiative, name) for name in GOES_ALONG},
        submitter=user,
        contact_name=user.name,
        contact_email=user.email,
        state=State.RECEIVED,
        received_on=today(),
        next_step=first_step(),
        next_step_by=ADVISOR,
    )
    TakeUp.objects.filter(pk=taken.pk).update(continued=made, email="")
    record(made, "initiative.gone_on", by=user)
    taking_up_mails.gone_on(made)
    return made


def end_take_up(initiative: Initiative) -> None:
    """Nobody takes it up after all: the initiative is opened again."""
    forget_take_ups(TakeUp.objects.filter(initiative=initiative))
    TakeUp.objects.filter(initiative=initiative).delete()


@transaction.atomic
def forget_take_ups(rows) -> int:
    """Forget the addresses of who was asked (a queryset) and their links; returns how many."""
    numbers = list(rows.values_list("pk", flat=True))
    for number in numbers:
        tokens.revoke(PURPOSE, str(number))
    TakeUp.objects.filter(pk__in=numbers).update(email="")
    return len(numbers)


def _check_taker(initiative: Initiative, organisation: Organisation | None, email: str) -> None:
    if bool(organisation) == bool(email):
        raise Refused(_("Kies een organisatie, of vul het mailadres van de nieuwe indiener in."))
    if organisation and organisation.municipality_id != initiative.municipality_id:
        raise Refused(_("Kies een organisatie van deze gemeente."))
    if email and not initiative.is_public:
        # What goes along is what the initiator let everyone read, and nothing else.
        raise Refused(_("Een andere indiener kan pas als het idee op de site staat."))
    mine = initiative.submitter.email if initiative.submitter else ""
    if email and email in {mine, initiative.contact_email}:
        raise Refused(_("Dit is het mailadres van de indiener zelf."))


def _waiting(ref: str, email: str) -> TakeUp | None:
    rows = TakeUp.objects.filter(
        continued__isnull=True, initiative__state=State.TAKEN_UP, at__gt=now() - VALID
    )
    rows = rows.select_related("initiative__municipality", "initiative__area", "initiative__theme")
    found = rows.filter(pk=ref, email=email).first()
    return found if found and found.initiative.is_public else None
