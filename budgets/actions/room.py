"""Free room: area managers and the managing department agree which action goes first (E10)."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from areas.models import Action
from areas.models.agenda import OPEN_STATES
from budgets.actions.books import book
from budgets.models import ROOM_MACHINE, Account, Budget, RoomPriority, RoomState
from budgets.permissions import may_prioritise
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today


@transaction.atomic
def prioritise(
    *,
    budget: Budget,
    action: Action,
    round_number: int,
    rank: int,
    amount_cents: int,
    agreed_on: date,
    by,
) -> RoomPriority:
    """Put an action on the list of a round and keep an amount (cents) for it.

    Raises PermissionDenied unless `by` is a manager of the area of the action, and Refused when
    the budget is no free room, the action is elsewhere or over, the round or the place on the list
    cannot be, or too little is left.
    """
    require(may_prioritise(by, action.area_id))
    scheme = budget.scheme
    if not scheme.room_with:
        raise Refused(_("Dit budget is geen vrije ruimte."))
    if not Action.objects.filter(pk=action.pk, state__in=OPEN_STATES).within(budget.area).exists():
        raise Refused(_("Deze actie hoort niet bij dit budget, of is al klaar."))
    if not 1 <= round_number <= (scheme.room_rounds or 1):
        words = {"count": scheme.room_rounds or 1}
        raise Refused(_("Zo veel rondes zijn er niet in een jaar: hoogstens %(count)s.") % words)
    if agreed_on > today():
        raise Refused(_("De dag van de afspraak ligt na vandaag."))
    try:
        with transaction.atomic():
            made = RoomPriority.objects.create(
                budget=budget,
                action=action,
                round=round_number,
                rank=rank,
                amount_cents=amount_cents,
                agreed_on=agreed_on,
                by=by,
            )
    except IntegrityError:
        raise Refused(
            _("Die plaats op de lijst is al bezet, of deze actie staat er al op.")
        ) from None
    _move(made, Account.AVAILABLE, Account.RESERVED, amount_cents, "agree", by)
    record(made, "room.agreed", by=by, area_id=action.area_id)
    return made


@transaction.atomic
def finish(*, priority: RoomPriority, spent_cents: int, by) -> RoomPriority:
    """The action was done and paid; what it did not cost (cents) is free again.

    Raises PermissionDenied, and Refused for more than was kept, or when it is over already.
    """
    require(may_prioritise(by, priority.action.area_id))
    if not 0 < spent_cents <= priority.amount_cents:
        raise Refused(_("Vul in wat het kostte: niet meer dan er voor is afgesproken."))
    _close(priority, RoomState.DONE, spent_cents=spent_cents)
    _move(priority, Account.RESERVED, Account.SPENT, spent_cents, "pay", by)
    rest = priority.amount_cents - spent_cents
    if rest:
        _move(priority, Account.RESERVED, Account.AVAILABLE, rest, "rest", by)
    record(priority, "room.done", by=by, area_id=priority.action.area_id)
    return priority


@transaction.atomic
def drop(*, priority: RoomPriority, by) -> RoomPriority:
    """The action is not done from the free room after all; its money is free again.

    Raises PermissionDenied, and Refused when it is over already.
    """
    require(may_prioritise(by, priority.action.area_id))
    _close(priority, RoomState.DROPPED)
    amount = priority.amount_cents
    _move(priority, Account.RESERVED, Account.AVAILABLE, amount, "drop", by)
    record(priority, "room.dropped", by=by, area_id=priority.action.area_id)
    return priority


def _close(priority: RoomPriority, state: str, **more) -> None:
    """Of two at the same moment one finds it as it was."""
    ROOM_MACHINE.check(priority.state, state, pressed=False)
    rows = RoomPriority.objects.filter(pk=priority.pk, state=RoomState.AGREED)
    if not rows.update(state=state, version=F("version") + 1, **more):
        raise Refused(_("Een collega heeft dit net bijgewerkt."))
    priority.refresh_from_db()


def _move(priority: RoomPriority, source, target, amount: int, what: str, by) -> None:
    # No title: the action may not be public, and the books are.
    words = {"round": priority.round, "rank": priority.rank}
    book(
        budget=priority.budget,
        source=source,
        target=target,
        amount_cents=amount,
        key=f"room-{what}:{priority.pk}",
        text=_("Vrije ruimte, ronde %(round)s, plaats %(rank)s") % words,
        by=by,
    )
