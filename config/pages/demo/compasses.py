"""The compass of initiatives in the demo: chosen, filled in and moved through the real actions."""

from areas.models import User
from initiatives.actions.compass import choose_kind, move_phase, save_answer
from initiatives.forms.compass import CompassAnswerForm
from initiatives.models import (
    RESIDENT,
    Compass,
    CompassAnswer,
    CompassQuestion,
    Initiative,
    InitiativeKind,
)

CHOOSE, ANSWER, MOVE = COMPASS_STEPS = ("kompas", "kompas antwoord", "kompas fase")


def tell_compass(initiative: Initiative, step: dict, *, staff: User) -> None:
    """Do one step; `code` names the kind, the question or the phase. Without `wie` the initiator
    answers. After a move the initiator is to move.
    """
    what, code, text = step["wat"], step["code"], step.get("tekst", "")
    if what == CHOOSE:
        kind = InitiativeKind.objects.get(municipality=initiative.municipality, code=code)
        choose_kind(initiative=initiative, kind=kind, by=staff)
        return
    compass = Compass.objects.select_related("kind").get(initiative=initiative)
    if what == MOVE:
        phase = compass.kind.phases.get(code=code)
        given = {"next_step": text, "next_step_by": RESIDENT, "seen": compass.version}
        move_phase(initiative=initiative, phase=phase, **given, by=staff)
        return
    by = staff if step.get("wie") else initiative.submitter or staff
    question = CompassQuestion.objects.get(phase=compass.phase_id, code=code)
    row = CompassAnswer(initiative=initiative, question=question)
    form = CompassAnswerForm({"text": text, "row_version": 0}, instance=row)
    form.full_clean()
    save_answer(initiative=initiative, question=question, form=form, by=by)
