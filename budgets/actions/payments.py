"""Paying what was granted: an account number, a batch made by one and approved by another, and
what the bank says of it.
"""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.actions import chain
from budgets.actions.letters_paid import tell_paid, tell_unpaid
from budgets.iban import read_iban
from budgets.models import (
    BATCH_MACHINE,
    Account,
    Application,
    ApplicationState,
    BankAccount,
    BatchState,
    Entry,
    PayingRules,
    Payment,
    PaymentBatch,
    PaymentState,
)
from budgets.permissions_paid import may_check, may_give_account, may_pay
from config.audit.log import record
from config.lib import sealing
from config.lib.access import Refused, require
from config.lib.clock import now

HEADS = (
    gettext_lazy("Betaalnummer"),
    gettext_lazy("Rekening"),
    gettext_lazy("Naam"),
    gettext_lazy("Bedrag"),
    gettext_lazy("Omschrijving"),
    gettext_lazy("Kostenplaats"),
    gettext_lazy("Verplichtingnummer"),
)


@transaction.atomic
def give_account(*, application: Application, iban: str, holder: str, by) -> BankAccount:
    """Keep, sealed, where the money goes; a new number takes the place of the old one.

    Raises PermissionDenied, ValueError for a number that cannot be right, and Refused when nothing
    was granted, a payment runs or was made, or there is no key to seal with.
    """
    require(may_give_account(by, application))
    number = read_iban(iban)
    if application.state != ApplicationState.GRANTED:
        raise Refused(_("Er is geen geld toegekend. Daarom vragen wij geen rekeningnummer."))
    if application.payments.exclude(state=PaymentState.FAILED).exists():
        raise Refused(_("De betaling loopt al. Bel de gemeente als het nummer niet klopt."))
    if not sealing.ready():
        raise Refused(_("Rekeningnummers kunnen hier nog niet veilig worden bewaard."))
    given = {"sealed": sealing.seal(f"{number}|{holder.strip()}"), "last_four": number[-4:]}
    account, _new = BankAccount.objects.update_or_create(
        application=application, defaults={**given, "at": now()}
    )
    # The trail says that it was given, never what.
    record(application, "application.account_given", by=by, area_id=application.budget.area_id)
    return account


def payable(municipality, user) -> list[Application]:
    """Grants that this person may set ready to be paid: with an account number, money that is
    reserved for them, and no payment; those of oneself are a colleague's.
    """
    rows = Application.objects.of(municipality).filter(
        state=ApplicationState.GRANTED, bank_account__isnull=False
    )
    paid = Payment.objects.exclude(state=PaymentState.FAILED).values("application")
    rows = rows.exclude(pk__in=paid).exclude(settlement__amount_cents=0)
    rows = rows.select_related("initiative", "scheme", "budget__area", "bank_account", "decision")
    return [row for row in rows.order_by("pk") if not may_pay(user, row)]


@transaction.atomic
def make_batch(*, municipality, by) -> PaymentBatch:
    """Set everything that is payable ready in one batch. Raises Refused when there is nothing, or
    a colleague did the same at the same moment.
    """
    found = payable(municipality, by)
    if not found:
        raise Refused(_("Er is niets om te betalen."))
    batch = PaymentBatch.objects.create(municipality=municipality, made_by=by)
    try:
        with transaction.atomic():
            # Budgets in one order, as whoever shifts money between them takes them too.
            for application in sorted(found, key=lambda one: (one.budget_id, one.pk)):
                _add(batch, application, by)
    except IntegrityError:
        # payment_one_at_a_time: of two at the same moment the database lets one in.
        raise Refused(_("Een collega zette dit net klaar. Kijk wat er nu staat.")) from None
    record(batch, "payment_batch.made", by=by, area_id=municipality.root_id)
    return batch


def _add(batch: PaymentBatch, application: Application, by) -> None:
    amount = Entry.objects.held(application)[Account.RESERVED]
    payment = Payment.objects.create(batch=batch, application=application, amount_cents=amount)
    chain.commit(application, amount, key=f"commit:{payment.number}", by=by)


@transaction.atomic
def check_batch(*, batch: PaymentBatch, approved: bool, by) -> PaymentBatch:
    """Approve a batch, or turn it down: by somebody else than who made it, and once.

    Turned down, its money is only granted again. Raises PermissionDenied or Refused.
    """
    require(may_check(by, batch))
    state = BatchState.APPROVED if approved else BatchState.TURNED_DOWN
    BATCH_MACHINE.check(batch.state, state)
    rows = PaymentBatch.objects.filter(pk=batch.pk, state=batch.state)
    if not rows.update(state=state, checked_by=by, checked_at=now(), version=F("version") + 1):
        raise Refused(_("Een collega heeft deze betaalopdracht net bekeken."))
    batch.refresh_from_db()
    if not approved:
        for payment in batch.payments.select_related("application__budget__scheme"):
            _fail(payment, _("De betaalopdracht is niet goedgekeurd."), by)
    record(batch, f"payment_batch.{state}", by=by, area_id=batch.municipality.root_id)
    return batch


@transaction.atomic
def export(*, batch: PaymentBatch, by) -> list[list]:
    """The rows of an approved batch for the ledger, with whole account numbers; leaves a trail.

    Amounts are whole cents. Raises PermissionDenied, and Refused before the approval or when an
    account number was erased already.
    """
    require(may_pay_any(by, batch))
    if batch.state != BatchState.APPROVED:
        raise Refused(_("Deze betaalopdracht is nog niet goedgekeurd."))
    payments = batch.payments.filter(state=PaymentState.READY).select_related(
        "application__scheme", "application__bank_account"
    )
    rows = [_line(payment) for payment in payments]
    record(batch, "payment_batch.exported", by=by, area_id=batch.municipality.root_id)
    return rows


def may_pay_any(user, batch: PaymentBatch) -> str:
    """Whether this person handles every payment of the batch."""
    rows = batch.payments.select_related("application__initiative", "application__budget")
    return next((no for one in rows if (no := may_pay(user, one.application))), "")


def account_of(payment: Payment) -> tuple[str, str]:
    """The whole account number and its holder. Raises Refused when they were erased."""
    account = getattr(payment.application, "bank_account", None)
    if account is None:
        raise Refused(_("Het rekeningnummer van %(number)s is gewist.") % {"number": payment})
    number, _bar, holder = sealing.unseal(account.sealed).partition("|")
    return number, holder


def _line(payment: Payment) -> list:
    application = payment.application
    number, holder = account_of(payment)
    rules = PayingRules.of(application.scheme)
    text = _("Aanvraag %(number)s") % {"number": application.pk}
    return [
        payment.number,
        number,
        holder,
        payment.amount_cents,
        text,
        rules.cost_centre,
        rules.commitment,
    ]


@transaction.atomic
def settle_payment(*, number: str, paid: bool, on, note: str, by) -> bool:
    """Write down what the bank says of a payment; False when that was known already.

    Raises Refused for a number that is not ours, a batch that is not approved, and an answer that
    differs from an earlier one.
    """
    payment = _of_number(number)
    if payment is None or may_pay(by, payment.application):
        raise Refused(_("Dit betaalnummer is niet bekend."))
    if payment.batch.state != BatchState.APPROVED:
        raise Refused(_("De betaalopdracht is niet goedgekeurd."))
    state = PaymentState.PAID if paid else PaymentState.FAILED
    if payment.state == state:
        return False
    if payment.state != PaymentState.READY:
        raise Refused(_("Eerder is gemeld: %(state)s.") % {"state": payment.get_state_display()})
    if not paid:
        _fail(payment, note or _("De bank heeft niet betaald."), by)
        tell_unpaid(payment)
        return True
    _move(payment, state, settled_on=on)
    chain.pay(payment.application, payment.amount_cents, key=f"pay:{payment.number}", by=by)
    record(payment, "payment.paid", by=by, area_id=payment.application.budget.area_id)
    tell_paid(payment)
    return True


def _of_number(number: str) -> Payment | None:
    digits = number.strip().upper().removeprefix("GW")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        return None
    rows = Payment.objects.filter(pk=int(digits))
    return rows.select_related(
        "batch", "application__budget__scheme", "application__initiative"
    ).first()


def _fail(payment: Payment, note: str, by) -> None:
    """The payment does not happen; the money is only granted again."""
    _move(payment, PaymentState.FAILED, note=note[:200])
    amount, key = payment.amount_cents, f"take-out:{payment.number}"
    chain.take_out(payment.application, amount, key=key, by=by)
    record(payment, "payment.failed", by=by, area_id=payment.application.budget.area_id)


def _move(payment: Payment, state: str, **more) -> None:
    """Of two answers at the same moment one finds the payment ready."""
    rows = Payment.objects.filter(pk=payment.pk, state=PaymentState.READY)
    if not rows.update(state=state, version=F("version") + 1, **more):
        raise Refused(_("Deze betaling is net bijgewerkt."))
    payment.refresh_from_db(fields=["state", "version", "settled_on", "note"])
