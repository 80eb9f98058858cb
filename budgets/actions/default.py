"""A notice of default of the applicant: a fact on the clock of the term (Awb 4:17, 6:12), and what
was found of the penalty that follows.
"""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.terms import running, take
from budgets.models import Application, ApplicationState, PenaltyFinding, TermStep
from budgets.permissions import may_judge_penalty, may_keep_term
from config.audit.log import record
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


@transaction.atomic
def judge_penalty(
    *, application: Application, finding: str, applicants: int = 1, reason: str, by
) -> PenaltyFinding:
    """Write down whether the penalty is owed (Awb 4:17 lid 6) and how many share it (lid 7).

    A later finding takes the place of an earlier one. Raises PermissionDenied, and Refused without
    a notice of default or a reason, or when the request was withdrawn.
    """
    require(may_judge_penalty(by, application))
    noticed = application.term_steps.filter(kind=TermStep.Kind.NOTICE).exists()
    if not noticed or application.state == ApplicationState.WITHDRAWN:
        raise Refused(_("Er is geen ingebrekestelling waarover te oordelen is."))
    if not reason.strip():
        raise Refused(_("Schrijf op waarom u dit vindt."))
    made = PenaltyFinding.objects.create(
        application=application,
        finding=finding,
        applicants=applicants,
        reason=reason.strip(),
        by=by,
    )
    changes = {"finding": [None, finding], "applicants": [None, applicants]}
    area_id = application.initiative.area_id
    record(application, "application.penalty_judged", by=by, area_id=area_id, changes=changes)
    return made
