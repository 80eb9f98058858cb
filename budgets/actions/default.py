"""A notice of default of the applicant: a fact on the clock of the term (Awb 4:17, 6:12)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.terms import running, take
from budgets.models import Application, TermStep
from budgets.permissions import may_keep_term
from config.lib.access import Refused, require
from config.lib.clock import today


@transaction.atomic
def note_default(*, application: Application, on: date, by) -> TermStep:
    """Write down that a notice of default was received on a day.

    One that came before the end of the term stays too: whether it counts is for a lawyer, and a
    later one can follow. Raises PermissionDenied, and Refused for a day that cannot be, after the
    decision, or when one stands there that came after the end.
    """
    require(may_keep_term(by, application))
    clock = running(application, late_too=True)
    if not application.received_on < on <= today():
        raise Refused(_("Kies een dag na de aanvraag tot en met vandaag."))
    notices = application.term_steps.filter(kind=TermStep.Kind.NOTICE)
    if notices.filter(on__gt=clock.end).exists() or notices.filter(on=on).exists():
        raise Refused(_("Er staat al een ingebrekestelling."))
    return take(application, by, kind=TermStep.Kind.NOTICE, on=on)
