"""All work of one colleague goes to another in one step: for a leave, or for good (domain A3)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from areas.models import Action, Assignment, Municipality, Request, User
from areas.models.agenda import OPEN_STATES
from areas.models.asks import WAITING
from areas.roles import HANDED_OVER, Permission, kinds_with
from config.audit.log import record, record_all
from config.lib.access import Refused, require
from config.lib.clock import today
from partners import permissions
from partners.actions import mails
from partners.models import Agreement, Covenant, Handover, Seat

DAY = timedelta(days=1)


def work_of(person: User, municipality: Municipality) -> dict:
    """What somebody has here to hand over, as querysets: roles, seats, actions, agreements,
    questions that wait for an answer, and covenants. A seat at a confidential table stays: the
    administrator gives those.
    """
    roles = Assignment.objects.current().filter(user=person, area__municipality=municipality)
    seats = Seat.objects.current().filter(user=person, roundtable__kind__municipality=municipality)
    actions = Action.objects.of(municipality).filter(lead_user=person, state__in=OPEN_STATES)
    agreements = Agreement.objects.of(municipality).open().filter(owner__user=person)
    requests = Request.objects.of(municipality).filter(asked_by=person, state__in=WAITING)
    return {
        "roles": roles.filter(role__kind__in=HANDED_OVER),
        "seats": seats.filter(roundtable__kind__confidential=False),
        "actions": actions,
        "agreements": agreements.filter(roundtable__kind__confidential=False),
        "requests": requests,
        "covenants": Covenant.objects.of(municipality).filter(keeper=person),
    }


def colleagues(municipality: Municipality):
    """Who can take over: everyone who keeps an agenda here."""
    kinds = kinds_with(Permission.EDIT_AGENDA)
    working = Assignment.objects.current().filter(
        area__municipality=municipality, role__kind__in=kinds
    )
    return User.objects.filter(pk__in=working.order_by().values("user")).order_by("name", "pk")


@transaction.atomic
def hand_over(
    *,
    leaver: User,
    stand_in: User,
    municipality: Municipality,
    starts_on: date,
    ends_on: date | None,
    by,
) -> Handover:
    """Give all work of one colleague to another, from `starts_on` until `ends_on` (both included),
    or without a last day for good; then open actions, agreements, questions and covenants go over
    at once.

    Raises PermissionDenied, and Refused when the other does not work here, or for a wrong period.
    """
    require(permissions.hand_over(by, leaver, municipality))
    if stand_in.pk == leaver.pk or not colleagues(municipality).filter(pk=stand_in.pk).exists():
        raise Refused(_("Kies een andere collega, die hier al aan een agenda werkt."))
    if starts_on < today() or (ends_on and ends_on < starts_on):
        raise Refused(_("Kies een periode die vandaag of later begint."))
    work = work_of(leaver, municipality)
    made = Handover.objects.create(
        municipality=municipality,
        leaver=leaver,
        stand_in=stand_in,
        starts_on=starts_on,
        ends_on=ends_on,
        by=by,
    )
    for rows in (work["roles"], work["seats"]):
        for row in rows.select_for_update():
            _copy(row, stand_in, starts_on, ends_on)
    if ends_on is None:
        _for_good(work, stand_in, starts_on, by)
    record(made, "handover.made", by=by)
    mails.took_over(made)
    return made


def _copy(row: Assignment | Seat, stand_in: User, starts_on: date, ends_on: date | None) -> None:
    """The same role or seat for who takes over, no longer than it was given for."""
    lasts = min(filter(None, (ends_on, row.ends_on)), default=None)
    if lasts and lasts < starts_on:
        return
    same = {field: getattr(row, field) for field in _SAME[type(row)]}
    type(row).objects.get_or_create(
        user=stand_in, starts_on=starts_on, **same, defaults={"ends_on": lasts, **_more(row)}
    )


_SAME = {Assignment: ("role", "area"), Seat: ("roundtable",)}


def _more(row: Assignment | Seat) -> dict:
    if isinstance(row, Assignment):
        return {"in_public": row.in_public}
    return {
        "organisation": row.organisation,
        "role": row.role,
        "votes": row.votes,
        "leads": row.leads,
    }


def _for_good(work: dict, stand_in: User, starts_on: date, by) -> None:
    """End what the other had, and give what hangs on the person to who takes over."""
    seats = {seat.pk: seat for seat in work["seats"]}
    for action in work["actions"].select_for_update():
        action.lead_user = stand_in
        action.version += 1
        action.save(update_fields=["lead_user", "version"])
        record(action, "action.handed_over", by=by)
    for agreement in work["agreements"].select_for_update():
        old = seats.get(agreement.owner_id)
        mine = Seat.objects.filter(user=stand_in, roundtable=agreement.roundtable_id)
        if old is not None and (new := mine.order_by("-starts_on").first()):
            agreement.owner = new
            agreement.version += 1
            agreement.save(update_fields=["owner", "version"])
            record(agreement, "agreement.handed_over", by=by)
    for covenant in work["covenants"].select_for_update():
        covenant.keeper = stand_in
        covenant.version += 1
        covenant.save(update_fields=["keeper", "version"])
        record(covenant, "covenant.handed_over", by=by)
    asked = list(work["requests"])
    Request.objects.filter(pk__in=[one.pk for one in asked]).update(asked_by=stand_in)
    record_all([(one, "request.handed_over", {}) for one in asked], by=by)
    for name in ("roles", "seats"):
        rows = work[name].model.objects.filter(pk__in=list(work[name].values_list("pk", flat=True)))
        rows.filter(starts_on__gte=starts_on).delete()
        lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=starts_on)
        rows.filter(lasting).update(ends_on=starts_on - DAY)
