"""Signals are brought, taken up, answered, passed on, forwarded and combined (domain D5, D13)."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from areas.models import Action, Area, Theme
from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now, today, working_days_later
from initiatives.actions import signal_mails
from initiatives.actions.claim import claim
from initiatives.models import SIGNAL_MACHINE, Initiative, Signal, SignalState
from initiatives.permissions.signal import may_handle_signal

FOLLOW = "initiatives.follow_signal"
FOLLOWED = timedelta(days=400)


@transaction.atomic
def bring_signal(*, area: Area, given: dict, aside: bool = False, by) -> Signal:
    """Keep a question or remark, with the day on which the municipality promises an answer.

    `given` holds cleaned fields of Signal. With a mail address the sender gets a link to follow
    it; one that comes in `aside` sends no mail before somebody has looked.
    """
    municipality = area.municipality
    due = working_days_later(today(), municipality.answer_days)
    signal = Signal(municipality=municipality, area=area, due_on=due, **given)
    signal.contact_email = signal.contact_email.strip().lower()
    signal.clean_fields(exclude={"municipality", "area"})
    signal.state = SignalState.ASIDE if aside else SignalState.RECEIVED
    signal.save()
    verb = "signal.set_aside" if aside else "signal.received"
    record(signal, verb, by=by if by and by.is_authenticated else None)
    if not aside:
        _welcome(signal)
    return signal


@transaction.atomic
def let_in(signal: Signal, *, by) -> Signal:
    """Take what was set aside as meant; the promised day stays. Raises PermissionDenied, Refused.

    Also what was put away by mistake.
    """
    require(may_handle_signal(by, signal))
    _move(signal, SignalState.RECEIVED, by)
    _welcome(signal)
    return signal


@transaction.atomic
def put_away(signal: Signal, *, by) -> Signal:
    """Put away what was set aside and is no question. Raises PermissionDenied, Refused."""
    require(may_handle_signal(by, signal))
    _move(signal, SignalState.PUT_AWAY, by)
    return signal


def _welcome(signal: Signal) -> None:
    if signal.contact_email:
        ref = f"initiatives.signal:{signal.pk}"
        token = tokens.issue(FOLLOW, ref, FOLLOWED, email=signal.contact_email)
        signal_mails.received(signal, token)


def followed(token: str) -> Signal | None:
    """The signal that this link is for; None when it is no good."""
    found = tokens.look(token, FOLLOW) if token else None
    if found is None:
        return None
    rows = Signal.objects.filter(pk=found.ref.partition(":")[2], contact_email=found.email)
    return rows.select_related("municipality", "area", "action", "initiative").first()


@transaction.atomic
def say_helped(token: str, helped: str) -> Signal:
    """Write down whether the answer helped; may be said once. Raises Refused."""
    signal = followed(token)
    if signal is None or not signal.helps_to_ask:
        raise Refused(_("Dit kan nu niet meer."))
    claim(signal, helped=helped)
    record(signal, "signal.helped", by=None, changes={"helped": ["", helped]})
    return signal


@transaction.atomic
def take_up(signal: Signal, *, by) -> Signal:
    """Say that one is at work on it, or again. Raises PermissionDenied, Refused."""
    require(may_handle_signal(by, signal))
    _move(signal, SignalState.TAKEN_UP, by, handler=by, helped="")
    return signal


@transaction.atomic
def answer_signal(signal: Signal, *, text: str, theme: Theme | None, outcome: str, by) -> Signal:
    """Answer it, also for what was combined into it. `outcome` is for everyone.

    Raises PermissionDenied, Refused.
    """
    require(may_handle_signal(by, signal))
    given = {"answer": text.strip(), "outcome": outcome.strip(), "theme": theme}
    _move(signal, SignalState.ANSWERED, by, answered_on=today(), **given)
    signal_mails.answered(signal)
    for other in signal.combined.filter(answered_on=None).select_related("municipality"):
        claim(other, answer=signal.answer, answered_on=today(), theme=theme)
        record(other, "signal.answered", by=by)
        signal_mails.answered(other)
    return signal


@transaction.atomic
def pass_on(signal: Signal, *, to: str, text: str, by) -> Signal:
    """Give it to who can do something: the reporting system, a partner. Raises as above."""
    require(may_handle_signal(by, signal))
    given = {"passed_to": to.strip(), "answer": text.strip(), "answered_on": today()}
    _move(signal, SignalState.PASSED_ON, by, **given)
    signal_mails.passed_on(signal)
    return signal


@transaction.atomic
def forward(signal: Signal, *, what: str, to: str, text: str, by) -> Signal:
    """Forward it as the complaint, objection or request that it is, and tell the sender (Awb 2:3).

    Raises PermissionDenied, Refused.
    """
    require(may_handle_signal(by, signal))
    given = {"passed_to": to.strip(), "answer": text.strip(), "answered_on": today()}
    _move(signal, SignalState.FORWARDED, by, forwarded_as=what, **given)
    signal_mails.forwarded(signal)
    return signal


@transaction.atomic
def combine(signal: Signal, *, into: Signal, by) -> Signal:
    """Let it go along with another about the same: its sender gets that answer too.

    Raises PermissionDenied, and Refused for itself, one that was combined, or another place.
    """
    require(may_handle_signal(by, signal))
    require(may_handle_signal(by, into))
    if into.pk == signal.pk or into.combined_into_id or not into.is_open:
        raise Refused(_("Kies een ander signaal dat nog openstaat."))
    if signal.combined.exists():
        raise Refused(_("Hier zijn al signalen bij gevoegd. Voeg het andere bij dit signaal."))
    _move(signal, SignalState.COMBINED, by, combined_into=into)
    return signal


@transaction.atomic
def link_signal(
    signal: Signal, *, action: Action | None, initiative: Initiative | None, by
) -> Signal:
    """Say what became of it: an action on the agenda, or an initiative. Raises PermissionDenied."""
    require(may_handle_signal(by, signal))
    claim(signal, action=action, initiative=initiative)
    changes = {"action": [None, action and action.pk]}
    changes["initiative"] = [None, initiative and initiative.pk]
    record(signal, "signal.linked", by=by, changes=changes)
    return signal


def _move(signal: Signal, state: str, by, **changes) -> None:
    """Move it by SIGNAL_MACHINE. Raises Refused for a step that it has not."""
    SIGNAL_MACHINE.check(signal.state, state)
    old = str(signal.state)
    claim(signal, state=state, **changes)
    record(signal, f"signal.{state}", by=by, changes={"state": [old, str(state)]})


@transaction.atomic
def erase_signals(rows) -> int:
    """Take away what was written and by whom (a queryset); counts stay. Returns how many."""
    found = list(rows)
    for signal in found:
        tokens.revoke(FOLLOW, f"initiatives.signal:{signal.pk}")
        claim(signal, text="", place="", contact_email="", answer="", erased_at=now())
        record(signal, "signal.erased", by=None)
    return len(found)
