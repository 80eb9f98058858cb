"""The compass moves: a kind is chosen, questions are answered, the phase goes on (domain D2)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now, today
from config.lib.forms import LostRace, save_form
from initiatives.actions import mails
from initiatives.actions.claim import claim
from initiatives.models import (
    ADVISOR,
    Compass,
    CompassAnswer,
    CompassPhase,
    CompassQuestion,
    Initiative,
    InitiativeKind,
)
from initiatives.permissions.compass import may_choose_kind, may_use_compass
from initiatives.permissions.initiatives import is_submitter, may_handle


@transaction.atomic
def choose_kind(*, initiative: Initiative, kind: InitiativeKind, form=None, by) -> Compass:
    """Give the initiative a kind, and with it a compass in the first phase.

    The day of the decision follows from the kind and the day it came in (domain D12), and does
    not change when the practice file does. `form` is the form of a compass that is there already.
    Raises PermissionDenied, Refused, LostRace.
    """
    require(may_choose_kind(by, initiative))
    first = kind.phases.in_use().first()
    if first is None or kind.municipality_id != initiative.municipality_id:
        raise Refused(_("Deze soort kunt u niet kiezen."))
    due_on = None
    if kind.answer_days:
        start = initiative.received_on or today()
        due_on = start + timedelta(days=kind.answer_days)
    place = {"kind": kind, "phase": first, "due_on": due_on}
    stored = Compass.objects.filter(initiative=initiative).first()
    was = stored.kind_id if stored else None
    if stored:
        stored.version = form.cleaned_data["row_version"] if form else stored.version
        claim(stored, **place)
    else:
        stored = _create(Compass, initiative=initiative, **place)
    _moved(initiative)
    record(initiative, "initiative.kind_chosen", by=by, changes={"kind": [was, kind.pk]})
    return stored


@transaction.atomic
def save_answer(*, initiative: Initiative, question: CompassQuestion, form, by) -> CompassAnswer:
    """Save the form with the answer to a question; who wrote last and when stands with it.

    When the initiator answered all of this phase, the municipality is to move. Raises
    PermissionDenied, and LostRace when somebody else answered at the same moment.
    """
    require(may_use_compass(by, initiative))
    row = form.instance
    row.by, row.at = by, now()
    if row.pk is None:
        text = form.cleaned_data["text"]
        row = _create(
            CompassAnswer, initiative=initiative, question=question, text=text, by=by, at=row.at
        )
    else:
        save_form(form, by=by)
    record(initiative, "initiative.compass_answered", by=by, changes={"question": question.pk})
    if (
        is_submitter(by, initiative)
        and initiative.next_step_by != ADVISOR
        and _complete(initiative)
    ):
        step = _("De gemeente leest de antwoorden in het kompas.")
        claim(initiative, next_step=step, next_step_by=ADVISOR)
    else:
        _moved(initiative)
    return row


@transaction.atomic
def move_phase(
    *, initiative: Initiative, phase: CompassPhase, next_step: str, next_step_by: str, seen: int, by
) -> Compass:
    """Move to another phase of the kind, and say what is next and who is to move.

    `seen` is the version of the compass that the advisor looked at. The initiator gets a mail.
    Raises PermissionDenied, Refused.
    """
    require(may_handle(by, initiative))
    require(may_use_compass(by, initiative))
    compass = Compass.objects.get(initiative=initiative)
    if phase.kind_id != compass.kind_id or not phase.active:
        raise Refused(_("Deze fase kunt u niet kiezen."))
    was, compass.version = compass.phase_id, seen
    claim(compass, phase=phase)
    claim(initiative, next_step=next_step, next_step_by=next_step_by)
    record(initiative, "initiative.phase_moved", by=by, changes={"phase": [was, phase.pk]})
    if by.pk != initiative.submitter_id:
        mails.phase_moved(initiative, phase)
    return compass


def _complete(initiative: Initiative) -> bool:
    """Whether every question of the current phase has an answer."""
    compass = Compass.objects.filter(initiative=initiative).first()
    if compass is None:
        return False
    questions = CompassQuestion.objects.filter(phase=compass.phase_id, active=True)
    return not questions.exclude(answers__initiative=initiative).exists()


def _moved(initiative: Initiative) -> None:
    """Count as movement, without making the version of the initiative higher: none of its own
    texts changed, so that a form that is open on it still saves.
    """
    Initiative.objects.filter(pk=initiative.pk).update(moved_at=now())


def _create(model, **values):
    """Make the row; of two at the same moment the second loses. Raises LostRace."""
    try:
        with transaction.atomic():
            return model.objects.create(**values)
    except IntegrityError:
        raise LostRace from None
