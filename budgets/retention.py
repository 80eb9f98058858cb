"""How long money keeps what points at a person."""

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from budgets.models import BankAccount, PaymentPart, PaymentState
from config.lib.clock import now, today
from config.lib.retention import Rule, delete

# The bank may still send a payment back in this time.
AFTER_PAYMENT = timedelta(weeks=8)
UNUSED = timedelta(days=365)


def _old_accounts():
    paid = Q(
        application__payments__state=PaymentState.PAID,
        # After an advance the rest is still to be paid.
        application__payments__part__in=[PaymentPart.WHOLE, PaymentPart.REST],
        application__payments__settled_on__lt=today() - AFTER_PAYMENT,
    )
    rows = BankAccount.objects.filter(paid | Q(at__lt=now() - UNUSED))
    return BankAccount.objects.filter(pk__in=rows.values("pk"))


RULES = [
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
