"""What money asks of who prepares it: objections, batches for a second person, grants to be paid,
receivers who did not tell what came of it, and those who did not read yet that less is left.
"""

from datetime import timedelta

from django.db.models import Exists, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _say

from areas.roles import Permission
from budgets.letter_kinds import six_weeks_after
from budgets.letter_text import GRANTS
from budgets.models import (
    Application,
    ApplicationState,
    BatchState,
    Letter,
    LetterKind,
    Objection,
    ObjectionState,
    Payment,
    PaymentBatch,
    PaymentState,
    Revocation,
)
from budgets.models.applications import own_of
from config.lib.addresses import address
from config.lib.clock import today
from config.pages.work.lines import Line
from config.pages.work.reach import Reach

# Deciding on an objection, and getting an account number, take longer than a week.
OBJECTION_SOON = timedelta(weeks=3)
# Of the six weeks to pay (Awb 4:87), so long before the last day.
PAYMENT_SOON = timedelta(weeks=2)
SIX_WEEKS = timedelta(weeks=6)
AFTER_REMINDER = timedelta(weeks=4)

OBJECTIONS = Objection.objects.order_by().values_list(
    Value("objection"),
    "pk",
    "letter__application__initiative__title",
    "letter__application__budget__area__name",
    "decide_by",
    "reference",
    "state",
    "letter",
    Value(0),
)
BATCHES = PaymentBatch.objects.order_by().values_list(
    Value("batch"),
    "pk",
    Value(""),
    "municipality__name",
    TruncDate("made_at"),
    Value(""),
    "state",
    Value(0),
    Value(0),
)
_GRANTED = Application.objects.order_by().filter(state=ApplicationState.GRANTED)
TO_PAY = _GRANTED.annotate(told_on=Min("letters__on", filter=Q(letters__kind__in=GRANTS)))
TO_PAY = TO_PAY.values_list(
    Value("to pay"),
    "pk",
    "initiative__title",
    "budget__area__name",
    "told_on",
    Coalesce("bank_account__last_four", Value("")),
    "state",
    Value(0),
    Value(0),
)
UNTOLD = _GRANTED.annotate(
    account_by=Max("letters__account_by"), reminded_on=Max("payments__reminded_on")
)
UNTOLD = UNTOLD.values_list(
    Value("untold"),
    "pk",
    "initiative__title",
    "budget__area__name",
    Coalesce("account_by", "reminded_on"),
    Value(""),
    "state",
    Value(0),
    Value(0),
)
_LAST_CHANGE = Revocation.objects.filter(application=OuterRef("pk")).order_by("-pk")
CHANGED = _GRANTED.annotate(changed_on=TruncDate(Subquery(_LAST_CHANGE.values("at")[:1])))
CHANGED = CHANGED.values_list(
    Value("changed"),
    "pk",
    "initiative__title",
    "budget__area__name",
    "changed_on",
    Value(""),
    "state",
    Value(0),
    Value(0),
)


def money_to_do(reach: Reach, municipality) -> list:
    """What is late or soon due about money, for who prepares it; nothing of one's own.

    Each a query with the columns of what has a day (config.pages.work.rows).
    """
    prepared = reach.where(Permission.PREPARE_MONEY)
    found = [_batches(reach, municipality)] if _handled(reach) else []
    if not prepared:
        return found
    objections = OBJECTIONS.filter(
        state=ObjectionState.OPEN,
        decide_by__lte=today() + OBJECTION_SOON,
        letter__application__budget__area__in=prepared,
        letter__application__scheme__municipality=municipality,
    )
    # Who decided does not decide again (budgets.permissions.may_settle_objection).
    mine = own_of(reach.user, "letter__application__")
    mine |= Q(letter__application__decision__by=reach.user)
    mine |= Q(letter__application__settlement__by=reach.user)
    mine |= Q(letter__application__revocations__by=reach.user)
    objections = objections.exclude(mine)
    return [*found, objections, *_granted(reach, municipality, prepared)]


def _handled(reach: Reach) -> set[int]:
    """Where this person may check a batch (budgets.permissions_paid.may_check)."""
    prepares = reach.anywhere(Permission.PREPARE_MONEY)
    return prepares | reach.anywhere(Permission.DECIDE_MONEY)


def _batches(reach: Reach, municipality):
    """Batches that a colleague made and this person may approve."""
    payments = Payment.objects.filter(batch=OuterRef("pk"))
    own = own_of(reach.user, "application__")
    elsewhere = ~Q(application__budget__area__in=_handled(reach))
    rows = BATCHES.filter(state=BatchState.MADE, municipality=municipality)
    rows = rows.exclude(made_by=reach.user).exclude(Exists(payments.filter(own | elsewhere)))
    if reach.chosen is None:
        return rows
    return rows.filter(Exists(payments.filter(application__budget__area__in=reach.chosen)))


def _granted(reach: Reach, municipality, prepared: set[int]) -> list:
    """Grants to be paid within six weeks of their letter, those of which nothing is told, and those
    that were lowered or withdrawn without a letter yet.
    """
    payments = Payment.objects.filter(application=OuterRef("pk"))
    of_town = {"budget__area__in": prepared, "scheme__municipality": municipality}
    to_pay = TO_PAY.filter(
        **of_town, settlement=None, told_on__lte=today() + PAYMENT_SOON - SIX_WEEKS
    ).exclude(Exists(payments.exclude(state=PaymentState.FAILED)))
    said = Q(account_by__lt=today())
    said |= Q(account_by=None, reminded_on__lte=today() - AFTER_REMINDER)
    untold = UNTOLD.filter(said, **of_town, settlement=None, spending_reports=None)
    untold = untold.filter(Exists(payments.filter(state=PaymentState.PAID)))
    # A change holds from the day on which it is told (Awb 3:40).
    told = Letter.objects.filter(application=OuterRef("pk"), kind=LetterKind.REVOKED)
    changed = CHANGED.filter(**of_town, changed_on__isnull=False)
    changed = changed.exclude(Exists(told.filter(on__gte=OuterRef("changed_on"))))
    own = own_of(reach.user)
    over = own | Q(revocations__amount_cents=0)
    return [to_pay.exclude(over), untold.exclude(over), changed.exclude(own)]


def _objection_line(pk, title, area, due_on, reference, _state, letter, *_others) -> Line:
    late = due_on < today()
    why = _say("bezwaar %(number)s: te laat") if late else _say("bezwaar %(number)s: beslissen")
    url, step = address("budgets:letter", letter), _say("Uitkomst vastleggen")
    step_url = address("budgets:objection_settle", pk)
    return Line(title, url, area, due_on, why % {"number": reference}, step, step_url)


def _batch_line(pk, _title, town, made_on, *_others) -> Line:
    title, url = _say("Betaalopdracht %(number)s") % {"number": pk}, address("budgets:batch", pk)
    why, step_url = _say("wacht op een tweede persoon"), address("budgets:check", pk)
    return Line(title, url, town, made_on, why, _say("Goedkeuren"), step_url)


def _to_pay_line(pk, title, area, told_on, last_four, *_others) -> Line:
    url, due_on = address("budgets:application", pk), six_weeks_after(told_on)
    why = _say("betaling is te laat") if due_on < today() else _say("betalen")
    if not last_four:
        return Line(title, url, area, due_on, _say("nog geen rekeningnummer"), _say("Openen"), url)
    return Line(title, url, area, due_on, why, _say("Klaarzetten"), address("budgets:payments"))


def _untold_line(pk, title, area, due_on, *_others) -> Line:
    url = address("budgets:application", pk)
    return Line(title, url, area, due_on, _say("verantwoording is te laat"), _say("Openen"), url)


def _changed_line(pk, title, area, changed_on, *_others) -> Line:
    url, step_url = address("budgets:application", pk), address("budgets:letter_write", pk)
    why = _say("subsidie gewijzigd: nog geen brief")
    return Line(title, url, area, changed_on, why, _say("Brief schrijven"), step_url)


LINES = {
    "objection": _objection_line,
    "batch": _batch_line,
    "to pay": _to_pay_line,
    "untold": _untold_line,
    "changed": _changed_line,
}
