"""A grant is withdrawn or lowered, before or after its settlement (Awb 4:48 - 4:49)."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from budgets.actions import chain
from budgets.actions.accounts import Heard, held_now, refuse_unheard
from budgets.actions.books import is_closed
from budgets.actions.letters_paid import tell_revoked
from budgets.models import (
    Application,
    ApplicationState,
    LetterKind,
    Revocation,
    RevocationGround,
    Route,
)
from budgets.permissions import may_decide
from budgets.proviso import can_invoke
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.money import format_euro
from config.terms.term import Basis, Term, Unit, end_of
from config.terms.words import day_in_words

# Awb 4:49 lid 3.
_YEARS = 5
_TOLD_BY = (LetterKind.SETTLED, LetterKind.GRANTED, LetterKind.PARTLY)


@dataclass(frozen=True)
class Why:
    """On which ground, since when a duty was not kept (4:49 lid 1 c only), and in words."""

    ground: str
    reason: str
    breached_on: date | None = None


@transaction.atomic
def revoke(
    *, application: Application, amount_cents: int, why: Why, heard: Heard | None, by
) -> Revocation:
    """Lower a subsidy to this amount (cents), or withdraw it with 0, after the receiver was
    `heard`: the grant before its settlement, later the settlement. What was not paid is available
    again in the budget, and what was paid is claimed back, in the same transaction. Of a year that
    is closed the books stay as they are: then all was paid, and the financial department keeps what
    comes back.

    Raises PermissionDenied, and Refused for what is no subsidy or is nothing any more, an amount
    that is not lower, a ground that does not belong here, a receiver who can still react or was not
    asked, after five years, while a payment runs, a grant of a closed year that was not settled, or
    when a colleague was first.
    """
    require(may_decide(by, application))
    application = held_now(application)
    before = _now(application)
    if not amount_cents < before:
        words = {"amount": format_euro(before)}
        raise Refused(_("Kies een lager bedrag dan %(amount)s.") % words)
    settlement = getattr(application, "settlement", None)
    _refuse_why(why, settled=settlement is not None, proviso=can_invoke(application))
    since = localdate((settlement or application.decision).at)
    refuse_unheard(heard, since=since)
    if settlement is not None and (said := too_late(application, why.breached_on)):
        raise Refused(said)
    made = _write(application, before, amount_cents, why, heard, by)
    back = before - amount_cents
    if not made.outside_books:
        back = chain.lower(application, back, key=f"revocation:{made.pk}", by=by)
    changes = {"amount_cents": [before, amount_cents]}
    area_id = application.budget.area_id
    record(application, "application.revoked", by=by, area_id=area_id, changes=changes)
    tell_revoked(application, made, back)
    return made


def left_of(application: Application) -> int:
    """What a granted subsidy is now, in cents: the grant, or its settlement, or less since then."""
    settlement = getattr(application, "settlement", None)
    granted = application.granted_cents
    return granted if settlement is None else min(granted, settlement.amount_cents)


def can_revoke(application: Application) -> bool:
    """Whether it is a subsidy of which something is left, and its five years are not over.

    A duty that was not kept later has its own five years, from that day.
    """
    granted = application.state == ApplicationState.GRANTED
    return granted and application.route == Route.APPLICANT and left_of(application) > 0


def too_late(application: Application, breached_on: date | None = None) -> str:
    """Why a settlement stays as it is: five years went by since it was told, or since the day on
    which a duty was not kept (Awb 4:49 lid 3); empty while they run.
    """
    day = breached_on or _told_on(application)
    last = end_of(Term(day, _YEARS, Unit.YEARS, Basis.AWB)).legal
    if today() <= last:
        return ""
    words = {"last": day_in_words(last), "day": day_in_words(day)}
    return (
        _("Dit kon tot en met %(last)s: vijf jaar na %(day)s (Awb 4:49 lid 3). De subsidie blijft ")
        + _("zoals die is vastgesteld.")
    ) % words


def _told_on(application: Application) -> date:
    """When the settlement was told; without a letter its own day, which is no later."""
    settled_on = localdate(application.settlement.at)
    letters = application.letters.filter(kind__in=_TOLD_BY, on__gte=settled_on).order_by("on")
    return letters.values_list("on", flat=True).first() or settled_on


def _now(application: Application) -> int:
    if application.state != ApplicationState.GRANTED:
        raise Refused(_("Er is geen geld toegekend."))
    if application.route != Route.APPLICANT:
        raise Refused(_("Dit geld is geen subsidie. Daarvoor geldt deze regel niet."))
    if not (before := left_of(application)):
        raise Refused(_("Van deze subsidie is niets meer over."))
    return before


def _refuse_why(why: Why, *, settled: bool, proviso: bool) -> None:
    if why.ground not in dict(RevocationGround.fitting(settled=settled, proviso=proviso)):
        law = _("Kies een grond van Awb 4:49.") if settled else _("Kies een grond van Awb 4:48.")
        raise Refused(law)
    if not why.reason.strip():
        raise Refused(_("Geef een reden."))
    later = why.ground == RevocationGround.LATER_DUTIES
    if later != (why.breached_on is not None):
        raise Refused(_("Zeg bij deze grond op welke dag het misging, en anders niet."))
    if later and why.breached_on > today():
        raise Refused(_("Kies voor die dag vandaag of eerder."))


def _write(application: Application, before: int, cents: int, why: Why, heard, by) -> Revocation:
    """Write it down: of two at the same moment the database lets one in."""
    budget = application.budget
    closed = is_closed(budget.scheme.municipality_id, budget.year)
    if closed and not why.ground.startswith("49"):
        raise Refused(_("Het jaar %(year)s is afgesloten.") % {"year": budget.year})
    try:
        with transaction.atomic():
            return Revocation.objects.create(
                application=application,
                before_cents=before,
                amount_cents=cents,
                ground=why.ground,
                breached_on=why.breached_on,
                reason=why.reason.strip(),
                heard_until=heard.until,
                heard=heard.said.strip(),
                outside_books=closed,
                by=by,
            )
    except IntegrityError:
        raise Refused(_("Deze subsidie is intussen al gewijzigd.")) from None
