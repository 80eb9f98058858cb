"""Who may do what after the decision: each function returns "" or the reason why not."""

from django.utils.translation import gettext as _

from areas.rights import has_anywhere, may
from areas.roles import Permission
from budgets.permissions import is_own


def may_audit(user) -> str:
    """A reader for the auditor, of some area; the pages show the money of those areas only."""
    if has_anywhere(user, Permission.AUDIT):
        return ""
    return _("Deze pagina is voor de lezer voor de accountant.")


def may_give_account(user, application) -> str:
    """The initiator, who is paid; for an initiative without account who prepares requests.

    The account of a budget holder is given by who prepares requests, never by the initiator.
    """
    if not application.is_paid_out:
        return _("Hier wordt geen geld overgemaakt: de gemeente voert het uit of levert het.")
    if application.payee:
        return may_pay(user, application)
    return may_report(user, application)


def may_report(user, application) -> str:
    """The initiator tells what came of it; without an account who prepares requests."""
    submitter_id = application.initiative.submitter_id
    if user.is_authenticated and submitter_id == user.pk:
        return ""
    if submitter_id is None and may(user, Permission.PREPARE_MONEY, application.budget.area_id):
        return ""
    return _("Alleen de indiener kan dit invullen.")


def may_pay(user, application) -> str:
    """Who prepares money in the area of the budget, and never for a request of one's own."""
    if not may(user, Permission.PREPARE_MONEY, application.budget.area_id):
        return _("U mag in dit gebied geen geld klaarzetten.")
    if is_own(user, application):
        return _("Dit is uw eigen aanvraag. Daarom doet een collega dit.")
    return ""


def may_fulfil(user, application) -> str:
    """Who prepares money in the area of the budget, never for a request of one's own, and not who
    decided on it: two people stand behind every euro.
    """
    if refusal := may_pay(user, application):
        return refusal
    decision = getattr(application, "decision", None)
    if decision is not None and decision.by_id == user.pk:
        return _("U heeft hierover besloten. Daarom legt een collega vast wat er is gedaan.")
    return ""


def may_check(user, batch) -> str:
    """Somebody else than who made it, with rights over money in the area of each payment, and
    without a request of their own in it.
    """
    if batch.made_by_id == user.pk:
        return _("U heeft deze betaalopdracht zelf gemaakt. Daarom keurt een collega hem goed.")
    rows = batch.payments.select_related("application__initiative", "application__budget")
    for application in (payment.application for payment in rows):
        area_id = application.budget.area_id
        prepares = may(user, Permission.PREPARE_MONEY, area_id)
        if not prepares and not may(user, Permission.DECIDE_MONEY, area_id):
            return _("U gaat niet over het geld van alle gebieden in deze betaalopdracht.")
        if is_own(user, application):
            return _("Er zit een aanvraag van uzelf in. Daarom keurt een collega hem goed.")
    return ""
