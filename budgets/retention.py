"""How long money keeps what points at a person."""

from datetime import timedelta

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from budgets.models import BankAccount, Objection, PaymentState
from config.lib.clock import now, today
from config.lib.retention import Rule, delete

# The bank may still send a payment back in this time.
AFTER_PAYMENT = timedelta(weeks=8)
UNUSED = timedelta(days=365)
AFTER_OBJECTION = timedelta(days=365)


def _old_accounts():
    paid = Q(
        application__payments__state=PaymentState.PAID,
        application__payments__settled_on__lt=today() - AFTER_PAYMENT,
    )
    rows = BankAccount.objects.filter(paid | Q(at__lt=now() - UNUSED))
    return BankAccount.objects.filter(pk__in=rows.values("pk"))


def _old_objections():
    return Objection.objects.exclude(text="").filter(decided_on__lte=today() - AFTER_OBJECTION)


def _empty(rows) -> int:
    return rows.update(text="", version=F("version") + 1)


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
        name="bank-accounts",
        model=BankAccount,
        text=_(
            "Een rekeningnummer wissen we acht weken na de betaling, en anders een jaar nadat het "
            "is doorgegeven."
        ),
        due=_old_accounts,
        act=delete,
    ),
]
