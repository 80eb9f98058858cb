"""The file with which the bank pays an approved batch (pain.001), where a town wants that."""

from django.db import transaction
from django.utils.translation import gettext as _

from budgets import sepa
from budgets.actions.payments import account_of, may_pay_any
from budgets.models import BatchState, PayingRules, PaymentBatch, PaymentState
from budgets.models.named_days import named_days
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.terms.free_days import next_working_day


def makes_transfers(batch: PaymentBatch) -> bool:
    """Whether a file can be made of this batch: approved, and switched on for all its schemes."""
    if batch.state != BatchState.APPROVED:
        return False
    schemes = {one.application.scheme for one in _to_pay(batch)}
    return bool(schemes) and all(PayingRules.of(scheme).transfers for scheme in schemes)


@transaction.atomic
def transfer_batch(*, batch: PaymentBatch, by) -> bytes:
    """The file of an approved batch, with whole account numbers; leaves a trail.

    The bank takes the number of the batch once, so a second file pays nothing twice. Raises
    PermissionDenied, and Refused before the approval, where it is switched off, when an account
    number was erased, and for what no bank would take.
    """
    require(may_pay_any(by, batch))
    if not makes_transfers(batch):
        raise Refused(_("Voor deze betaalopdracht maken wij geen overschrijfbestand."))
    order = sepa.Order(
        number=f"GW{batch.pk:08d}",
        made_at=batch.checked_at,
        pay_on=next_working_day(today(), named_days()),
        transfers=tuple(_transfer(payment) for payment in _to_pay(batch)),
    )
    try:
        found = sepa.transfer_file(order)
    except sepa.Unpayable as wrong:
        words = {"what": wrong}
        raise Refused(_("De bank neemt dit bestand niet aan: %(what)s.") % words) from None
    record(batch, "payment_batch.transferred", by=by, area_id=batch.municipality.root_id)
    return found


def _to_pay(batch: PaymentBatch):
    rows = batch.payments.filter(state=PaymentState.READY)
    return rows.select_related("application__scheme", "application__bank_account")


def _transfer(payment) -> sepa.Transfer:
    rules = PayingRules.of(payment.application.scheme)
    number, holder = account_of(payment)
    return sepa.Transfer(
        debtor=sepa.Debtor(name=rules.pays_as, iban=rules.pays_from, bic=rules.bank),
        reference=payment.number,
        cents=payment.amount_cents,
        name=holder,
        iban=number,
        text=_("Aanvraag %(number)s") % {"number": payment.application_id},
    )
