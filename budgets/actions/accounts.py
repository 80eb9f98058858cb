"""After the money was spent: the receiver tells, the municipality settles, and what was too much
comes back.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from budgets.actions import chain
from budgets.actions.letters_paid import remind_to_report, tell_settled
from budgets.models import (
    Application,
    ApplicationState,
    Entry,
    PayingRules,
    Payment,
    PaymentState,
    ReportKind,
    Route,
    Settlement,
    SettlementRoute,
    SpendingReport,
)
from budgets.permissions import may_decide
from budgets.permissions_paid import may_pay, may_report
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.money import format_euro

REMIND_AFTER = timedelta(weeks=13)


def kind_of(application: Application) -> str:
    """How the receiver of a grant accounts for it: the larger the amount, the more is asked.

    Who was not paid, or whose amount was final at once, only tells what came of it.
    """
    if application.route != Route.APPLICANT or is_settled_at_once(application):
        return ReportKind.STORY
    rules, amount = PayingRules.of(application.scheme), application.decision.amount_cents
    if amount <= rules.picture_until_cents:
        return ReportKind.STORY
    return ReportKind.RECEIPTS if amount <= rules.receipts_until_cents else ReportKind.STATEMENT


def asks_for_costs(application: Application, kind: str) -> bool:
    """Whether the costs must be written down: receipts that were sent say them too."""
    if kind == ReportKind.RECEIPTS:
        return not application.receipts.exists()
    return kind == ReportKind.STATEMENT


def is_settled_at_once(application: Application) -> bool:
    """Whether a grant on it is final with the decision (Awb 4:42), without an account."""
    at_once = application.scheme.settlement == SettlementRoute.AT_ONCE
    return at_once and application.route == Route.APPLICANT


@transaction.atomic
def report_spending(
    *, application: Application, story: str, spent_cents: int, costs: str = "", by
) -> SpendingReport:
    """The receiver tells what came of the money. Raises PermissionDenied, and Refused when nothing
    was granted, it was settled already, or the costs that are asked are not there.
    """
    require(may_report(by, application))
    _refuse_unless_granted(application)
    if not is_settled_at_once(application):
        _refuse_settled(application)
    kind = kind_of(application)
    if not costs.strip() and asks_for_costs(application, kind):
        raise Refused(_("Schrijf de kosten op."))
    report = SpendingReport.objects.create(
        application=application,
        kind=kind,
        story=story.strip(),
        costs=costs.strip(),
        spent_cents=spent_cents,
        by=by,
    )
    record(report, "application.accounted", by=by, area_id=application.budget.area_id)
    return report


@dataclass(frozen=True)
class Heard:
    """Until when the receiver could react before a lower settlement, and what they said."""

    until: date
    said: str


@transaction.atomic
def settle(
    *,
    application: Application,
    amount_cents: int,
    ground: str = "",
    reason: str,
    heard: Heard | None = None,
    by,
) -> Settlement:
    """Settle a grant: as it was granted, or lower on a ground of Awb 4:46, after the receiver was
    `heard`. Without an account of the receiver it is settled ex officio (Awb 4:47).

    Raises PermissionDenied, and Refused for what is no subsidy, an amount above the grant, a ground
    that is missing or not needed, a receiver who can still react or was not asked, a payment that
    runs, or a second settlement.
    """
    require(may_decide(by, application))
    _refuse_unless_granted(application)
    if application.route != Route.APPLICANT:
        raise Refused(_("Dit geld is geen subsidie. Leg vast wat ermee is gedaan."))
    _refuse_settled(application)
    granted = held_now(application).granted_cents
    if amount_cents > granted:
        words = {"amount": format_euro(granted)}
        raise Refused(_("Er is niet meer toegekend dan %(amount)s.") % words)
    if (amount_cents < granted) != bool(ground):
        raise Refused(_("Kies een grond als u lager vaststelt, en anders niet (Awb 4:46)."))
    if ground:
        refuse_unheard(heard, since=localdate(application.decision.at))
    given = {"granted_cents": granted, "amount_cents": amount_cents, "ground": ground}
    given |= {"reason": reason.strip(), "by": by}
    settlement = _write_settlement(application, heard if ground else None, **given)
    back = chain.settle(application, granted, amount_cents, by=by)
    record(settlement, "application.settled", by=by, area_id=application.budget.area_id)
    tell_settled(application, settlement, back)
    return settlement


@transaction.atomic
def receive(*, application: Application, amount_cents: int, key: str, by) -> Entry:
    """Write down that money came back; `key` tells one receipt from the next.

    Raises PermissionDenied, and Refused for more than is still to come back.
    """
    require(may_pay(by, application))
    name = f"receive:{application.pk}:{key}"
    entry = chain.receive(application, amount_cents, key=name, by=by)
    record(application, "application.received_back", by=by, area_id=application.budget.area_id)
    return entry


def remind_of_reports() -> int:
    """Ask, once, who was paid thirteen weeks ago and told nothing yet; returns how many."""
    rows = Payment.objects.filter(
        state=PaymentState.PAID,
        settled_on__lte=today() - REMIND_AFTER,
        application__spending_reports__isnull=True,
        application__settlement__isnull=True,
        application__fulfilment__isnull=True,
    )
    rows = rows.exclude(application__revocations__amount_cents=0)
    # Of an advance and the rest one is enough.
    rows = rows.exclude(application__payments__reminded_on__isnull=False)
    count = 0
    for payment in rows.select_related("application__initiative__submitter"):
        with transaction.atomic():
            parts = Payment.objects.filter(application=payment.application_id)
            if parts.filter(reminded_on__isnull=True).update(reminded_on=today()):
                remind_to_report(payment.application)
                count += 1
    return count


def _write_settlement(application: Application, heard: Heard | None, **given) -> Settlement:
    """Write it down, once: of two at the same moment the database lets one in."""
    if heard is not None:
        given |= {"heard_until": heard.until, "heard": heard.said.strip()}
    by_office = not application.spending_reports.exists()
    try:
        with transaction.atomic():
            return Settlement.objects.create(application=application, ex_officio=by_office, **given)
    except IntegrityError:
        raise Refused(_("Deze subsidie is al vastgesteld.")) from None


def _refuse_unless_granted(application: Application) -> None:
    if application.state != ApplicationState.GRANTED:
        raise Refused(_("Er is geen geld toegekend."))
    if not application.granted_cents:
        raise Refused(_("Deze subsidie is ingetrokken."))


def held_now(application: Application) -> Application:
    """The request as it is now, held until the end of the transaction: of a settlement and a change
    at the same moment the second one counts with the first.
    """
    return Application.objects.select_for_update(of=("self",)).get(pk=application.pk)


def refuse_unheard(heard: Heard | None, *, since: date, asking: bool = False) -> None:
    """What is to the detriment of the receiver waits until they could react, from the day of the
    decision that it changes, or (`asking`) of their request (Awb 4:7 and 4:8, without 4:12).
    """
    said = _("Laat de ontvanger eerst reageren, en schrijf op wat die zei (Awb 4:8).")
    when = _("De ontvanger kon reageren vanaf het besluit: kies een dag tot en met vandaag.")
    if asking:
        said = _("Laat de aanvrager eerst reageren, en schrijf op wat die zei (Awb 4:7 en 4:51).")
        when = _("De aanvrager kon reageren vanaf de aanvraag: kies een dag tot en met vandaag.")
    if heard is None or not heard.said.strip():
        raise Refused(said)
    if not since <= heard.until <= today():
        raise Refused(when)


def _refuse_settled(application: Application) -> None:
    if Settlement.objects.filter(application=application).exists():
        raise Refused(_("Deze subsidie is al vastgesteld."))
