"""Signing up for a gathering: by a mailed link, with a seat or on the waiting list (domain D9).

Who changes anything about seats holds the row of the gathering first, so that of two at the same
moment one gets the last seat, on both databases.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from config.audit.log import record
from config.intake import tokens
from config.lib.access import Refused, require
from config.lib.clock import now, today
from initiatives.actions import gathering_mails as mails
from initiatives.models import Gathering, SignUp
from initiatives.permissions.gathering import may_sign_up

CONFIRM, LEAVE = "initiatives.sign_up", "initiatives.leave_gathering"
VALID = timedelta(days=3)
# A link to stay away works until the gathering is over, also when it is moved by some weeks.
SPARE = timedelta(days=60)
FRESH = timedelta(days=1)


@dataclass(frozen=True)
class Seats:
    """How many people have a seat, how many wait, and how many seats are left (None: no limit)."""

    taken: int
    waiting: int
    left: int | None


def held(pk: int) -> Gathering:
    """The gathering, held until the transaction ends."""
    rows = Gathering.objects.select_for_update(of=("self",))
    return rows.select_related("municipality", "area").get(pk=pk)


def seats_of(gathering: Gathering) -> Seats:
    """Count people, not sign-ups."""
    has_seat, waits = Q(seated_at__isnull=False), Q(seated_at=None, confirmed_at__isnull=False)
    sums = gathering.sign_ups.aggregate(
        taken=Sum("people", filter=has_seat, default=0),
        waiting=Sum("people", filter=waits, default=0),
    )
    left = None if gathering.seats is None else max(gathering.seats - sums["taken"], 0)
    return Seats(**sums, left=left)


@transaction.atomic
def sign_up(gathering: Gathering, *, email: str, people: int) -> None:
    """Keep who wants to come and mail a link to confirm; who did so before is mailed how it stands.

    The page says the same for every address. Raises PermissionDenied.
    """
    require(may_sign_up(gathering))
    found, new = SignUp.objects.get_or_create(
        gathering=gathering, email=email.strip().lower(), defaults={"people": people}
    )
    if found.confirmed_at:
        mails.known(gathering, found, leaving(gathering, found))
        return
    if not new:
        open_rows = SignUp.objects.filter(pk=found.pk, confirmed_at__isnull=True)
        open_rows.update(people=people, at=now())
        tokens.revoke(CONFIRM, str(found.pk))
    token = tokens.issue(CONFIRM, str(found.pk), VALID, email=found.email)
    mails.confirm(gathering, found, token)


@transaction.atomic
def confirm_sign_up(token: str) -> SignUp:
    """Give who pressed the mailed link a seat, or a place on the waiting list.

    Raises Refused when the link is no good, and when one cannot sign up any more.
    """
    used = tokens.use(token, CONFIRM)
    found = _row(used) if used else None
    if found is None or found.confirmed_at:
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    gathering = found.gathering = held(found.gathering_id)
    if reason := may_sign_up(gathering):
        raise Refused(reason)
    found.confirmed_at = now()
    found.save(update_fields=["confirmed_at"])
    record(gathering, "gathering.signed_up", by=None)
    seated = {one.pk: one for one in give_seats(gathering)}
    if mine := seated.pop(found.pk, None):
        found.seated_at = mine.seated_at
        mails.has_seat(gathering, found, leaving(gathering, found))
    else:
        mails.waits(gathering, found, leaving(gathering, found))
    _tell(gathering, seated.values())
    return found


def give_seats(gathering: Gathering) -> list[SignUp]:
    """Give free seats to who waits, in order, and return who got one. A group that is too large
    for what is left keeps its turn. The gathering must be held.
    """
    if gathering.cancelled_at or gathering.has_begun:
        return []
    left, seated = seats_of(gathering).left, []
    for one in gathering.sign_ups.waiting().exclude(email=""):
        if left is not None and one.people > left:
            continue
        left = None if left is None else left - one.people
        one.seated_at = now()
        one.save(update_fields=["seated_at"])
        seated.append(one)
    return seated


def leaving(gathering: Gathering, one: SignUp) -> str:
    """A new secret with which one tells that one does not come after all."""
    valid = max(gathering.ends_at - now(), timedelta(0)) + SPARE
    return tokens.issue(LEAVE, str(one.pk), valid, email=one.email)


def signed_up(token: str, purpose: str) -> SignUp | None:
    """Whose link this is; None when it is no good."""
    found = tokens.look(token, purpose) if token else None
    return _row(found) if found else None


@transaction.atomic
def leave_gathering(token: str) -> Gathering:
    """Take somebody's sign-up away; who waits gets the seat. Raises Refused."""
    found = signed_up(token, LEAVE)
    gathering = held(found.gathering_id) if found else None
    # Read again now that the gathering is held: of two presses one takes it away.
    if gathering is None or gathering.is_over or not tokens.use(token, LEAVE):
        raise Refused(_("Deze link is al gebruikt of werkt niet meer."))
    _leave(gathering, found)
    return gathering


def _leave(gathering: Gathering, one: SignUp) -> None:
    _revoke(one.pk)
    one.delete()
    record(gathering, "gathering.left", by=None)
    _tell(gathering, give_seats(gathering))


def _tell(gathering: Gathering, rows) -> None:
    for one in rows:
        mails.moved_up(gathering, one, leaving(gathering, one))


def _row(token) -> SignUp | None:
    rows = SignUp.objects.select_related("gathering__area", "gathering__municipality")
    return rows.filter(pk=token.ref, email=token.email).first()


def _revoke(pk: int) -> None:
    for purpose in (CONFIRM, LEAVE):
        tokens.revoke(purpose, str(pk))


def remind_of_gatherings() -> None:
    """Remind who has a seat at a gathering of tomorrow (or later today, when a day was missed).

    Who got the seat less than a day ago knows it.
    """
    rows = SignUp.objects.seated().filter(
        reminded_at__isnull=True,
        seated_at__lt=now() - FRESH,
        gathering__cancelled_at__isnull=True,
        gathering__starts_at__gt=now(),
        gathering__starts_at__date__lte=today() + timedelta(days=1),
    )
    for pk in list(rows.exclude(email="").order_by("pk").values_list("pk", flat=True)):
        _remind(pk)


@transaction.atomic
def _remind(pk: int) -> None:
    """One reminder; of two workers at the same moment one sends it."""
    if not SignUp.objects.filter(pk=pk, reminded_at__isnull=True).update(reminded_at=now()):
        return
    one = SignUp.objects.select_related("gathering__municipality").get(pk=pk)
    mails.reminder(one.gathering, one, leaving(one.gathering, one))


@transaction.atomic
def forget_sign_ups(rows) -> int:
    """Delete what nobody confirmed, empty the addresses of the rest (a queryset); counts stay."""
    found = list(rows.values_list("pk", "confirmed_at"))
    for pk, _at in found:
        _revoke(pk)
    SignUp.objects.filter(pk__in=[pk for pk, at in found if at is None]).delete()
    SignUp.objects.filter(pk__in=[pk for pk, _at in found]).update(email="")
    return len(found)


@transaction.atomic
def erase_sign_ups(addresses) -> None:
    """Erase these addresses: who would come loses the seat, what was keeps its count."""
    rows = SignUp.objects.filter(email__in=addresses)
    coming = rows.filter(gathering__ends_at__gte=now()).order_by("gathering", "pk")
    for one in list(coming):
        _leave(held(one.gathering_id), one)
    forget_sign_ups(rows)
