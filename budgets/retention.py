"""How long money keeps what points at a person."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budgets.actions.erase import erase_heard, with_words
from budgets.actions.receipts import remove_receipts
from budgets.models import (
    BankAccount,
    Decision,
    Objection,
    PaymentPart,
    PaymentState,
    Receipt,
    Revocation,
    Settlement,
)
from config.lib.clock import now, today
from config.lib.retention import Rule, delete

# The bank may still send a payment back in this time.
AFTER_PAYMENT = timedelta(weeks=8)
UNUSED = timedelta(days=365)
AFTER_OBJECTION = timedelta(days=365)
AFTER_HEARING = timedelta(days=365)
# The auditor of the year after has looked.
AFTER_SETTLEMENT = timedelta(days=365)
NEVER_SETTLED = timedelta(days=2 * 365)


def _old_accounts():
    paid = Q(
        application__payments__state=PaymentState.PAID,
        # After an advance the rest is still to be paid.
        application__payments__part__in=[PaymentPart.WHOLE, PaymentPart.REST],
        application__payments__settled_on__lt=today() - AFTER_PAYMENT,
    )
    rows = BankAccount.objects.filter(paid | Q(at__lt=now() - UNUSED))
    return BankAccount.objects.filter(pk__in=rows.values("pk"))


def _old_objections():
    return Objection.objects.exclude(text="").filter(decided_on__lte=today() - AFTER_OBJECTION)


def _heard_before(model):
    return lambda: with_words(model.objects.filter(at__lt=now() - AFTER_HEARING))


def _empty(rows) -> int:
    return rows.update(text="", version=F("version") + 1)


def _old_receipts():
    settled = Q(application__settlement__at__lt=now() - AFTER_SETTLEMENT)
    return Receipt.objects.filter(settled | Q(at__lt=now() - NEVER_SETTLED))


RULES = [
    Rule(
        name="objection-words",
        model=Objection,
        text=_(
            "Wat u zelf in een bezwaar schreef, wissen we een jaar nadat erover is beslist. De "
            "dagen en de uitkomst blijven."
        ),
        due=_old_objections,
        act=_empty,
    ),
    Rule(
        name="heard-decisions",
        model=Decision,
        text=_(
            "Wat u zei voordat wij een aanvraag om subsidie afwezen of minder gaven, wissen we een "
            "jaar daarna."
        ),
        due=_heard_before(Decision),
        act=erase_heard,
    ),
    Rule(
        name="heard-settlements",
        model=Settlement,
        text=_("Wat u zei voordat wij een subsidie lager vaststelden, wissen we een jaar daarna."),
        due=_heard_before(Settlement),
        act=erase_heard,
    ),
    Rule(
        name="heard-revocations",
        model=Revocation,
        text=_(
            "Wat u zei voordat wij een subsidie verlaagden of introkken, wissen we een jaar daarna."
        ),
        due=_heard_before(Revocation),
        act=erase_heard,
    ),
    Rule(
        name="bank-accounts",
        model=BankAccount,
        text=_(
            "Een rekeningnummer wissen we acht weken na de betaling, en anders een jaar nadat het "
            "is doorgegeven."
        ),
        due=_old_accounts,
        act=delete,
    ),
    Rule(
        name="receipts",
        model=Receipt,
        text=_(
            "Bonnen en foto's bij een verantwoording wissen we een jaar na de vaststelling, en "
            "anders twee jaar nadat ze zijn gestuurd."
        ),
        due=_old_receipts,
        act=remove_receipts,
    ),
]
