"""Receipts with the account of a grant: at most twenty, until it is settled."""

from functools import partial

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from budgets.models import Application, ApplicationState, Receipt, Settlement
from budgets.permissions_paid import may_give_account
from config.audit.log import record
from config.lib.access import Refused, require

MOST_RECEIPTS = 20


@transaction.atomic
def add_receipt(*, application: Application, name: str, file: ContentFile, by) -> Receipt:
    """Keep a file that went through config.intake (documents or pictures).

    Its file goes again when the row cannot be written. Raises PermissionDenied, and Refused when
    nothing was granted, it was settled already, or there are twenty.
    """
    require(may_give_account(by, application))
    # Two uploads at once wait for each other.
    list(Application.objects.select_for_update().filter(pk=application.pk).values_list("pk"))
    _refuse_over(application)
    if application.receipts.count() >= MOST_RECEIPTS:
        raise Refused(_("Er staan al %(number)d bestanden bij.") % {"number": MOST_RECEIPTS})
    made = Receipt(application=application, name=name.strip(), by=by)
    made.file.save(file.name, file, save=False)
    try:
        made.save()
        record(application, "application.receipt_added", by=by, area_id=_area(application))
    except BaseException:
        made.file.delete(save=False)
        raise
    return made


@transaction.atomic
def remove_receipt(*, receipt: Receipt, by) -> None:
    """Take a file away before the grant is settled. Raises PermissionDenied or Refused."""
    application = receipt.application
    require(may_give_account(by, application))
    _refuse_over(application)
    record(application, "application.receipt_removed", by=by, area_id=_area(application))
    remove_receipts(Receipt.objects.filter(pk=receipt.pk))


def remove_receipts(receipts) -> int:
    """Delete receipts (a queryset) and, after the commit, their files; returns how many."""
    found = list(receipts)
    for one in found:
        transaction.on_commit(partial(one.file.storage.delete, one.file.name))
    Receipt.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


def _area(application: Application) -> int:
    return application.budget.area_id


def _refuse_over(application: Application) -> None:
    if application.state != ApplicationState.GRANTED:
        raise Refused(_("Er is geen geld toegekend."))
    if Settlement.objects.filter(application=application).exists():
        raise Refused(_("Deze subsidie is al vastgesteld."))
    if not application.granted_cents:
        raise Refused(_("Deze subsidie is ingetrokken."))
