"""An initiative comes in: sent from the site, confirmed by mail, or typed over from paper."""

from datetime import date, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import Area, User
from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import today
from initiatives.actions import mails
from initiatives.actions.claim import claim
from initiatives.models import ADVISOR, MACHINE, Initiative, State
from initiatives.permissions.initiatives import may_enter_on_paper

PURPOSE = "initiatives.confirm"
# As long as an unconfirmed initiative is kept (initiatives.retention).
VALID = timedelta(days=14)


@transaction.atomic
def submit(*, area: Area, idea: dict, by) -> Initiative:
    """Keep a sent idea, unconfirmed, and mail a link to confirm it.

    `idea` holds cleaned fields of Initiative. Who is logged in with the same address has shown
    that it is theirs: then it is received at once.
    """
    initiative = _new(area, idea)
    initiative.save()
    known = by is not None and by.is_authenticated
    record(initiative, "initiative.submitted", by=by if known else None)
    if known and by.email == initiative.contact_email:
        _receive(initiative, submitter=by)
    else:
        _ask_to_confirm(initiative)
    return initiative


@transaction.atomic
def resend(*, initiative: Initiative, email: str, by) -> Initiative:
    """Send the link again, if need be to another address; links sent before stop working.

    Raises Refused when it was confirmed meanwhile.
    """
    if initiative.state != State.UNCONFIRMED:
        raise Refused(_("Dit idee is al bevestigd. U hoeft niets meer te doen."))
    claim(initiative, contact_email=email.strip().lower())
    tokens.revoke(PURPOSE, str(initiative.pk))
    record(initiative, "initiative.confirmation_resent", by=by if by.is_authenticated else None)
    _ask_to_confirm(initiative)
    return initiative


@transaction.atomic
def confirm(*, token: str, by=None) -> Initiative:
    """Confirm the initiative of a mailed link; makes an account of the address. Does not log in.

    Raises Refused for a link that was used, replaced, has ended or is for something else.
    """
    used = tokens.use(token, PURPOSE)
    waiting = Initiative.objects.filter(state=State.UNCONFIRMED).select_related(
        "municipality", "area"
    )
    initiative = waiting.filter(pk=used.ref, contact_email=used.email).first() if used else None
    if initiative is None:
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    _receive(initiative, submitter=_account(initiative))
    return initiative


@transaction.atomic
def enter_on_paper(*, area: Area, idea: dict, received_on: date, by) -> Initiative:
    """Type over what came on paper or at the desk: it counts equally and needs no confirmation."""
    require(may_enter_on_paper(by, area.pk))
    initiative = _new(area, idea)
    initiative.source = Initiative.Source.PAPER
    initiative.state, initiative.received_on = State.RECEIVED, received_on
    initiative.next_step, initiative.next_step_by = first_step(), ADVISOR
    initiative.save()
    record(initiative, "initiative.entered", by=by, changes={"state": [None, State.RECEIVED.value]})
    return initiative


def _new(area: Area, idea: dict) -> Initiative:
    initiative = Initiative(municipality_id=area.municipality_id, area=area, **idea)
    initiative.contact_email = initiative.contact_email.strip().lower()
    # Sets the search column, and holds the lengths where the database does not (SQLite).
    initiative.clean_fields(exclude={"municipality", "area", "also_area", "theme", "action"})
    return initiative


def _ask_to_confirm(initiative: Initiative) -> None:
    token = tokens.issue(PURPOSE, str(initiative.pk), VALID, email=initiative.contact_email)
    mails.confirm(initiative, token)


def _account(initiative: Initiative) -> User:
    """The person of a confirmed address, made when new: lower case, without a password."""
    fresh = {"name": initiative.contact_name, "password": make_password(None)}
    user, _created = User.objects.get_or_create(email=initiative.contact_email, defaults=fresh)
    return user


def _receive(initiative: Initiative, *, submitter: User) -> None:
    MACHINE.check(initiative.state, State.RECEIVED)
    claim(
        initiative,
        state=State.RECEIVED,
        submitter=submitter,
        received_on=today(),
        next_step=first_step(),
        next_step_by=ADVISOR,
    )
    changes = {"state": [State.UNCONFIRMED.value, State.RECEIVED.value]}
    record(initiative, "initiative.confirmed", by=submitter, changes=changes)
    mails.received(initiative)


def first_step() -> str:
    """The next step of everything that comes in."""
    return _("De gebiedsadviseur leest het idee en neemt contact op.")
