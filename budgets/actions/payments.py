"""Paying what was granted: an account number, a batch made by one and approved by another, and
what the bank says of it.
"""

from dataclasses import dataclass

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
    Construction,
    Entry,
    PayingRules,
    Payment,
    PaymentBatch,
    PaymentPart,
    PaymentState,
)
from budgets.models.books import moved
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
def give_account(*, application: Application, iban: str, holder: str = "", by) -> BankAccount:
    """Keep, sealed, where the money goes; a new number takes the place of the old one.

    `holder` is the name on the account; of money through a budget holder that of the scheme.

    Raises PermissionDenied, ValueError for a number that cannot be right, and Refused when nothing
    was granted, a payment runs or was made, or there is no key to seal with.
    """
    require(may_give_account(by, application))
    number = read_iban(iban)
    # Held, so that no payment is set ready to the old number meanwhile (the trigger of payments
    # waits for this row; on SQLite there is one writer).
    list(Application.objects.select_for_update(of=("self",)).filter(pk=application.pk))
    if application.state != ApplicationState.GRANTED:
        raise Refused(_("Er is geen geld toegekend. Daarom vragen wij geen rekeningnummer."))
    if not _takes_account(application):
        raise Refused(_("De betaling loopt al. Bel de gemeente als het nummer niet klopt."))
    if not sealing.ready():
        raise Refused(_("Rekeningnummers kunnen hier nog niet veilig worden bewaard."))
    name = application.payee or holder.strip()
    given = {"sealed": sealing.seal(f"{number}|{name}"), "last_four": number[-4:]}
    account, _new = BankAccount.objects.update_or_create(
        application=application, defaults={**given, "at": now()}
    )
    # The trail says that it was given, never what.
    record(application, "application.account_given", by=by, area_id=application.budget.area_id)
    return account


def _takes_account(application: Application) -> bool:
    """Whether no payment runs and a part is still to come."""
    known = list(application.payments.exclude(state=PaymentState.FAILED))
    done = {one.part for one in known}
    last = PaymentPart.WHOLE if application.scheme.advance_share is None else PaymentPart.REST
    return last not in done and all(one.state == PaymentState.PAID for one in known)


@dataclass(frozen=True)
class Due:
    """What can be paid now: which part of a grant, and how much (cents)."""

    part: str
    cents: int


def due(application: Application, reserved_cents: int) -> Due | None:
    """What is paid next of a grant that still has this much reserved; None when nothing is.

    A scheme with an advance pays that part of the grant first, in whole cents rounded down, and the
    rest after the settlement. Asks nothing of the database when payments are prefetched.
    """
    payments = [one for one in application.payments.all() if one.state != PaymentState.FAILED]
    done = {one.part for one in payments}
    if any(one.state == PaymentState.READY for one in payments):
        return None
    part, cents = PaymentPart.WHOLE, reserved_cents
    if (share := application.scheme.advance_share) is not None:
        part = PaymentPart.REST if _is_final(application) else PaymentPart.ADVANCE
        if part == PaymentPart.ADVANCE:
            cents = min(reserved_cents, int(application.granted_cents * share))
    return Due(part, cents) if part not in done and cents > 0 else None


def _is_final(application: Application) -> bool:
    """Whether the amount of a grant is known for good."""
    return hasattr(application, "settlement") or hasattr(application, "fulfilment")


def payable(municipality, user) -> list[tuple[Application, Due]]:
    """Grants of which this person may set something ready to be paid, with what: there is an
    account number, and money that is reserved for them; those of oneself are a colleague's.
    """
    rows = Application.objects.of(municipality).filter(
        state=ApplicationState.GRANTED,
        bank_account__isnull=False,
        in_kind=False,
        scheme__construction__in=[Construction.SUBSIDY, Construction.HOLDER],
    )
    running = Payment.objects.filter(state=PaymentState.READY).values("application")
    whole = Payment.objects.filter(state=PaymentState.PAID).exclude(part=PaymentPart.ADVANCE)
    rows = rows.exclude(pk__in=running).exclude(pk__in=whole.values("application"))
    rows = rows.select_related(
        *("initiative", "scheme", "budget__area", "bank_account", "decision"),
        *("settlement", "fulfilment"),
    )
    found = list(rows.prefetch_related("payments", "revocations").order_by("pk"))
    held = _reserved(found)
    known = [(row, due(row, held.get(row.pk, 0))) for row in found]
    return [(row, owed) for row, owed in known if owed and not may_pay(user, row)]


def _reserved(applications: list[Application]) -> dict[int, int]:
    """What is reserved for each of these (cents), in one question."""
    rows = Entry.objects.filter(application__in=applications).order_by()
    sums = rows.values("application").annotate(held=moved(Account.RESERVED))
    return dict(sums.values_list("application", "held"))


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
            for application, owed in sorted(found, key=_by_budget):
                _add(batch, application, owed, by)
    except IntegrityError:
        # payment_one_at_a_time: of two at the same moment the database lets one in.
        raise Refused(_("Een collega zette dit net klaar. Kijk wat er nu staat.")) from None
    record(batch, "payment_batch.made", by=by, area_id=municipality.root_id)
    return batch


def _by_budget(row: tuple[Application, Due]) -> tuple[int, int]:
    return row[0].budget_id, row[0].pk


def _add(batch: PaymentBatch, application: Application, owed: Due, by) -> None:
    payment = Payment.objects.create(
        batch=batch, application=application, part=owed.part, amount_cents=owed.cents
    )
    chain.commit(application, owed.cents, key=f"commit:{payment.number}", by=by)


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
