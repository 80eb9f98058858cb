"""What a request for money says in a resident's own words goes with who asks to be erased."""

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from budgets.actions.receipts import remove_receipts
from budgets.models import Application, BankAccount, Objection, Receipt, SpendingReport
from initiatives.models import Initiative


@transaction.atomic
def erase_purposes(initiatives) -> int:
    """Empty what the money was for where nobody may read the initiative (a queryset) any more.

    Account numbers, receipts, lists of costs and the words of objections go of all of them.
    Amounts, decisions and entries stay, and so does what is public. Returns how many.
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
    return hidden.update(purpose=erased, version=F("version") + 1)
