"""What a request for money says in a resident's own words goes with who asks to be erased."""

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from budgets.actions.receipts import remove_receipts
from budgets.models import (
    Application,
    BankAccount,
    Decision,
    Objection,
    Receipt,
    Revocation,
    Settlement,
    SpendingReport,
)
from config.audit.append_only import lifted
from initiatives.models import Initiative

# The decisions before which somebody was heard, and what stands there instead of their words.
HEARD = (Decision, Settlement, Revocation)
NO_WORDS = "[verwijderd]"


@transaction.atomic
def erase_purposes(initiatives) -> int:
    """Empty what the money was for where nobody may read the initiative (a queryset) any more.

    Account numbers, receipts, lists of costs, and the words of objections and of who was heard go
    of all of them. Amounts, decisions and entries stay, and so does what is public. Returns how
    many.
    """
    erased = _("[verwijderd op verzoek]")
    rows = Application.objects.filter(initiative__in=initiatives).exclude(purpose=erased)
    hidden = rows.exclude(initiative__in=Initiative.objects.public())
    BankAccount.objects.filter(application__initiative__in=initiatives).delete()
    objected = Objection.objects.filter(letter__application__initiative__in=initiatives)
    objected.exclude(text="").exclude(text=erased).update(text=erased, version=F("version") + 1)
    remove_receipts(Receipt.objects.filter(application__initiative__in=initiatives))
    told = SpendingReport.objects.filter(application__initiative__in=initiatives)
    told.exclude(costs="").update(costs=erased)
    told.filter(application__in=hidden.values("pk")).exclude(story=erased).update(story=erased)
    for model in HEARD:
        erase_heard(model.objects.filter(application__initiative__in=initiatives))
    return hidden.update(purpose=erased, version=F("version") + 1)


def with_words(rows):
    """Those of rows of HEARD that still have what somebody said."""
    return rows.exclude(heard__in=["", NO_WORDS])


@transaction.atomic
def erase_heard(rows) -> int:
    """Take out what receivers said before decisions, which stay as they were taken; how many."""
    said = with_words(rows)
    if not said.exists():
        return 0
    with lifted(connection, rows.model):
        return said.update(heard=NO_WORDS)
