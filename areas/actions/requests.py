"""Requests to a department: asked, sent again, answered by a link, chased, and withdrawn.

Silence is reminded once and then goes up: to the manager of the department, else to the manager
nearest to the area, who is answerable from then on. Where there is nobody, the asker hears so.
"""

from datetime import timedelta

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions import request_mails
from areas.models import Assignment, Request, RequestAnswer, RequestState, User
from areas.models.asks import REQUEST_MACHINE
from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now, today, working_days_later
from config.lib.forms import save_form

PURPOSE = "areas.request"
LINK_VALID = timedelta(days=90)
# NV: a reminder on the first working day after the last one, up five working days later.
REMIND_AFTER, ESCALATE_AFTER = 1, 5


@transaction.atomic
def ask(form, *, by) -> Request:
    """Ask a department what a valid form on a new request holds, and mail it the link.

    Raises PermissionDenied for who does not keep the agenda of its area.
    """
    require(permissions.ask_department(by, form.instance.area_id))
    request = save_form(form, by=by)
    request_mails.asked(request, _new_link(request))
    return request


@transaction.atomic
def send_again(request: Request, *, by) -> Request:
    """Send a new link to who is to answer; links that were sent before stop working.

    Raises PermissionDenied, also when there is nothing to answer any more.
    """
    request = _held(request.pk)
    require(permissions.withdraw_request(by, request))
    token = _new_link(request)
    if request.state == RequestState.ESCALATED:
        request_mails.escalated(request, token)
    else:
        request_mails.asked(request, token)
    record(request, "request.sent_again", by=by)
    return request


@transaction.atomic
def withdraw(request: Request, *, by) -> Request:
    """Withdraw a request; the department hears that it need not answer.

    Raises PermissionDenied, also when it is settled.
    """
    request = _held(request.pk)
    require(permissions.withdraw_request(by, request))
    _move(request, RequestState.WITHDRAWN, by)
    tokens.revoke(PURPOSE, ref_of(request.pk))
    request_mails.withdrawn(request)
    return request


@transaction.atomic
def answer(
    request_pk: int, *, state: str, text: str, answered_as: str, promised_on=None, token="", by
) -> RequestAnswer:
    """Write the answer down: by who holds the link of this request, or by the manager it went to.

    Raises PermissionDenied for anybody else (also for a link that was used), and Refused when the
    request cannot get this answer, a reason is missing, or "later" comes without a day.
    """
    request = _held(request_pk)
    if token:
        _use(token, request_pk)
        by = None
    else:
        require(permissions.answer_request(by, request))
    if state == RequestState.LATER and (promised_on is None or promised_on <= today()):
        raise Refused(_("Zeg wanneer het kan: een dag na vandaag."))
    _move(request, state, by, reason=text, verb="request.answered")
    tokens.revoke(PURPOSE, ref_of(request.pk))
    given = RequestAnswer.objects.create(
        request=request,
        state=state,
        text=text.strip(),
        promised_on=promised_on if state == RequestState.LATER else None,
        answered_as=answered_as.strip(),
    )
    request_mails.answered(request, given)
    if state == RequestState.LATER:
        _expect(request, promised_on)
        request_mails.later(request, given, _new_link(request))
    return given


def chase() -> None:
    """Remind who is late with an answer or a promise, and send up what stays silent; once each."""
    for pk in list(Request.objects.overdue().order_by("pk").values_list("pk", flat=True)):
        _chase(pk)


def answerable(request: Request) -> list[User]:
    """To whom silence goes up: the manager of the department; without one the managers of the
    area, the nearest first. Never who asked it for the area.
    """
    manager = request.department.manager
    if manager is not None and manager.is_active:
        return [manager]
    rows = Assignment.objects.managing(request.area_id).exclude(user=request.asked_by_id)
    return [row.user for row in rows.select_related("user")]


@transaction.atomic
def _chase(pk: int) -> None:
    request = _held(pk)
    if not request.is_overdue or working_days_later(request.due_on, REMIND_AFTER) > today():
        return
    up = answerable(request)
    if request.state == RequestState.ESCALATED:
        if request.went_to not in up:
            _go_up(request, up)
    elif request.went_to:  # It has been with the manager, who promised: it is theirs again.
        _go_up(request, up)
    elif request.reminded_at is None:
        request.reminded_at = now()
        request.save(update_fields=["reminded_at"])
        record(request, "request.reminded", by=None)
        request_mails.reminded(request, _new_link(request), up)
    elif _is_silent(request):
        _go_up(request, up)


def _go_up(request: Request, up: list[User]) -> None:
    """Hand it to the first of these; nobody there: say so, once."""
    promised, unanswered = request.is_promise_passed, RequestState.UNANSWERED
    if not up and request.state == unanswered:
        return
    request.went_to = up[0] if up else None
    request.escalated_at = now() if up else None
    request.save(update_fields=["went_to", "escalated_at"])
    if up:
        _move(request, RequestState.ESCALATED, None, verb="request.escalated")
        request_mails.escalated(request, _new_link(request), promised=promised)
    else:
        _move(request, unanswered, None, verb="request.unanswered")
        request_mails.unanswered(request)


def _is_silent(request: Request) -> bool:
    """Whether five working days went by since the reminder."""
    return working_days_later(localdate(request.reminded_at), ESCALATE_AFTER) <= today()


def _expect(request: Request, promised_on) -> None:
    """From now on the promised day is the one that counts, with its own reminder."""
    request.due_on, request.reminded_at = promised_on, None
    request.save(update_fields=["due_on", "reminded_at"])


def _held(pk: int) -> Request:
    rows = Request.objects.select_for_update(of=("self",))
    rows = rows.select_related("area__municipality", "department__manager", "asked_by", "went_to")
    return rows.get(pk=pk)


def _move(request: Request, state: str, by, *, reason="", verb="request.moved") -> None:
    REQUEST_MACHINE.check(request.state, state, reason)
    old, request.state = request.state, state
    request.version += 1
    request.save(update_fields=["state", "version"])
    record(request, verb, by=by, changes={"state": [old, str(state)]})


def _new_link(request: Request) -> str:
    """A link to this request only; the ones before it stop working."""
    tokens.revoke(PURPOSE, ref_of(request.pk))
    return tokens.issue(PURPOSE, ref_of(request.pk), LINK_VALID, email=request.holder.email)


def _use(token: str, pk: int) -> None:
    found = tokens.look(token, PURPOSE)
    fits = found is not None and found.ref == ref_of(pk)
    if not fits or tokens.use(token, PURPOSE) is None:
        require(_("Deze link werkt niet meer."))


def ref_of(pk: int) -> str:
    """What a link names as its object."""
    return f"areas.request:{pk}"


def request_of(token: str) -> int | None:
    """The request (its number) that a link is for; None when the link is no good any more."""
    found = tokens.look(token, PURPOSE)
    return int(found.ref.rpartition(":")[2]) if found else None
