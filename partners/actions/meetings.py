"""Meetings are planned, prepared, held and settled."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from areas.models import Action
from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now
from config.lib.forms import save_form
from partners import permissions
from partners.actions import mails
from partners.actions.rhythms import WEEKS_A_YEAR
from partners.models import AgendaItem, Attendance, Meeting, MeetingState, Roundtable, Seat
from partners.models.meetings import MEETING_MACHINE, NOT_PUBLIC

EXCUSE = "partners.excuse"
WEEK = timedelta(weeks=1)


def weeks_between(table: Roundtable) -> int:
    """After how many weeks this table should meet again; 4 when nobody said how often."""
    often = table.meetings_a_year
    return max(1, round(WEEKS_A_YEAR / often)) if often else 4


@transaction.atomic
def plan_meetings(
    table: Roundtable, *, starts_at: datetime, minutes: int, times: int, place: str, public, by
) -> Meeting:
    """Plan this and the next meetings of a table, `times` in all, on the same weekday and hour,
    in the rhythm of the table; returns the first. Each begins with the standing points.

    Raises PermissionDenied, and Refused for a confidential table that would be public.
    """
    require(permissions.edit_roundtable(by, table))
    if public and table.kind.confidential:
        raise Refused(_("Een vertrouwelijke tafel heeft geen openbaar overleg."))
    first = None
    for turn in range(times):
        begin = _later(starts_at, turn * weeks_between(table))
        meeting = Meeting.objects.create(
            roundtable=table,
            starts_at=begin,
            ends_at=begin + timedelta(minutes=minutes),
            place=place.strip() or table.place,
            public=public,
        )
        _standing_points(meeting)
        record(meeting, "meeting.planned", by=by)
        first = first or meeting
    return first


def _later(moment: datetime, weeks: int) -> datetime:
    """The same hour on the clock so many weeks later, also over a change of summer time."""
    local = timezone.localtime(moment).replace(tzinfo=None) + weeks * WEEK
    return timezone.make_aware(local)


def _standing_points(meeting: Meeting) -> None:
    table, kinds = meeting.roundtable, AgendaItem.Kind
    titles = [line.strip() for line in f"{table.kind.standing}\n{table.standing}".splitlines()]
    points = [(kinds.STANDING, title[:150]) for title in titles if title]
    points.insert(0, (kinds.AGREEMENTS, _("Afspraken: wat is er gedaan?")))
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, kind=kind, title=title, order=place)
        for place, (kind, title) in enumerate(points, start=1)
    )


@transaction.atomic
def change_meeting(form, *, by) -> Meeting:
    """Save a valid form on a meeting; who was invited hears of another time or place.

    Raises PermissionDenied, or LostRace when somebody else saved first.
    """
    meeting = form.instance
    require(permissions.edit_meeting(by, meeting))
    elsewhere = {"starts_at", "ends_at", "place"} & set(form.changed_data)
    meeting = save_form(form, by=by)
    if elsewhere and meeting.invited_at:
        _newer(meeting)
        for seat in _reachable(meeting):
            mails.moved(meeting, seat)
    return meeting


@transaction.atomic
def move_meeting(meeting: Meeting, *, state: str, reason: str = "", by) -> Meeting:
    """Close, settle, reopen or cancel a meeting; who was invited hears that it is off.

    Raises PermissionDenied, and Refused when it cannot go there, a reason is missing, or it would
    be closed before it began.
    """
    meeting = _held(meeting.pk)
    require(permissions.move_meeting(by, meeting))
    MEETING_MACHINE.check(meeting.state, state, reason)
    if state == MeetingState.HELD and meeting.starts_at > now():
        raise Refused(_("Dit overleg moet nog beginnen."))
    old, meeting.state, meeting.state_reason = meeting.state, state, reason.strip()
    meeting.version += 1
    meeting.save(update_fields=["state", "state_reason", "version"])
    record(meeting, "meeting.moved", by=by, changes={"state": [old, str(state)]})
    if state == MeetingState.CANCELLED and meeting.invited_at:
        _newer(meeting)
        for seat in _reachable(meeting):
            mails.cancelled(meeting, seat)
    return meeting


@transaction.atomic
def invite(meeting: Meeting, *, by) -> int:
    """Mail everybody who has a seat on that day an invitation; returns how many.

    Raises PermissionDenied, and Refused when it is over, off, or nobody can be mailed.
    """
    meeting = _held(meeting.pk)
    require(permissions.edit_meeting(by, meeting))
    if meeting.state != MeetingState.PLANNED:
        raise Refused(_("Voor dit overleg kunt u niemand meer uitnodigen."))
    seats = _reachable(meeting)
    if not seats:
        raise Refused(_("Van niemand aan deze tafel is een mailadres bekend."))
    meeting.invited_at = now()
    meeting.save(update_fields=["invited_at"])
    _newer(meeting)
    for seat in seats:
        tokens.revoke(EXCUSE, _ref(meeting.pk, seat.pk))
        valid = max(meeting.starts_at - now(), timedelta(hours=1))
        token = tokens.issue(EXCUSE, _ref(meeting.pk, seat.pk), valid, email=seat.mail)
        mails.invited(meeting, seat, token)
    record(meeting, "meeting.invited", by=by)
    return len(seats)


def _newer(meeting: Meeting) -> None:
    """The next number of the event, so that calendars take over what changed."""
    Meeting.objects.filter(pk=meeting.pk).update(sequence=F("sequence") + 1)
    meeting.sequence += 1


def _reachable(meeting: Meeting) -> list[Seat]:
    """Who has a seat on the day of the meeting, and an address."""
    day = timezone.localdate(meeting.starts_at)
    seats = meeting.roundtable.seats.on(day).select_related("user")
    return [seat for seat in seats if seat.mail]


def _ref(meeting_pk: int, seat_pk: int) -> str:
    return f"partners.meeting:{meeting_pk}/{seat_pk}"


def excused_of(token: str) -> tuple[Meeting, Seat] | None:
    """The meeting and seat that a link to send apologies is for; None when it is no good."""
    found = tokens.look(token, EXCUSE)
    if found is None:
        return None
    meeting_pk, seat_pk = found.ref.partition(":")[2].split("/")
    meetings = Meeting.objects.select_related("roundtable__kind")
    meeting = meetings.filter(pk=meeting_pk, state=MeetingState.PLANNED).first()
    seat = Seat.objects.select_related("user").filter(pk=seat_pk).first()
    return (meeting, seat) if meeting and seat else None


@transaction.atomic
def excuse_by_link(token: str) -> Meeting:
    """Write apologies down for who holds the link; works once.

    Raises PermissionDenied when the link is no good any more.
    """
    found = excused_of(token)
    if found is None or tokens.use(token, EXCUSE) is None:
        require(_("Deze link werkt niet meer."))
    meeting, seat = found
    _attend(meeting, seat, Attendance.State.EXCUSED, by=None)
    return meeting


@transaction.atomic
def note_attendance(meeting: Meeting, seat: Seat, *, state: str, by) -> None:
    """Write down whether somebody is there. Raises PermissionDenied; one may excuse oneself."""
    own = permissions.is_at_the_table(by, seat) and state == Attendance.State.EXCUSED
    if not (own and meeting.state == MeetingState.PLANNED):
        require(permissions.edit_meeting(by, meeting))
    _attend(meeting, seat, state, by=by)


def _attend(meeting: Meeting, seat: Seat, state: str, by) -> None:
    known = Attendance.objects.filter(meeting=meeting, seat=seat)
    if known.filter(state=state).exists():  # pressed twice
        return
    Attendance.objects.update_or_create(meeting=meeting, seat=seat, defaults={"state": state})
    record(meeting, "meeting.attendance", by=by, changes={"seat": seat.pk, "state": str(state)})


@transaction.atomic
def add_item(form, *, by) -> AgendaItem:
    """Save a valid form on a new point, at the end of the agenda. Raises PermissionDenied."""
    item = form.instance
    require(permissions.put_item(by, item.meeting))
    item.put_by, item.order = by, _last(item.meeting) + 1
    return save_form(form, by=by)


@transaction.atomic
def put_point(
    meeting: Meeting, *, kind: str, title: str, by, action: Action | None = None
) -> AgendaItem:
    """Put something at the end of an agenda, which stays held until the transaction ends.

    Raises PermissionDenied.
    """
    meeting = _held(meeting.pk)
    require(permissions.put_item(by, meeting))
    item = AgendaItem.objects.create(
        meeting=meeting,
        kind=kind,
        action=action,
        title=title[:150],
        put_by=by,
        order=_last(meeting) + 1,
    )
    record(item, "agendaitem.created", by=by)
    return item


@transaction.atomic
def put_action(meeting: Meeting, action: Action, *, by) -> AgendaItem:
    """Put an action on the agenda, once. What is not public has no title there, as others may read
    an agenda. Raises PermissionDenied.
    """
    kind = AgendaItem.Kind.ACTION
    require(permissions.put_item(by, _held(meeting.pk)))
    if there := meeting.items.filter(kind=kind, action=action).first():
        return there
    public = Action.objects.public().filter(pk=action.pk).exists()
    title = action.title if public else str(NOT_PUBLIC[kind])
    return put_point(meeting, kind=kind, title=title, by=by, action=action)


@transaction.atomic
def move_item(item: AgendaItem, *, down: bool, by) -> None:
    """Change places with the point above or below; at the edge nothing happens.

    Raises PermissionDenied.
    """
    require(permissions.edit_item(by, item))
    rows = list(AgendaItem.objects.select_for_update().filter(meeting=item.meeting_id))
    rows.sort(key=lambda one: (one.order, one.pk))
    here = next(place for place, one in enumerate(rows) if one.pk == item.pk)
    there = here + (1 if down else -1)
    if not 0 <= there < len(rows):
        return
    rows[here], rows[there] = rows[there], rows[here]
    for place, one in enumerate(rows, start=1):
        one.order = place
    AgendaItem.objects.bulk_update(rows, ["order"])
    record(item, "agendaitem.moved", by=by)


@transaction.atomic
def remove_item(item: AgendaItem, *, by) -> None:
    """Take a point off the agenda. Raises PermissionDenied, and Refused once something was said."""
    require(permissions.edit_item(by, item))
    if item.minutes or item.decision or item.agreements.exists():
        raise Refused(_("Bij dit punt is al iets opgeschreven. Het blijft in het verslag."))
    record(item, "agendaitem.removed", by=by)
    item.delete()


def _last(meeting: Meeting) -> int:
    return meeting.items.aggregate(last=Max("order"))["last"] or 0


def _held(pk: int) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("roundtable__kind").get(pk=pk)
