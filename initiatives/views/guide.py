"""What the initiator and the advisor see of the compass on the page of an initiative."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from initiatives.forms.compass import kinds_to_choose
from initiatives.models import Compass, CompassAnswer, CompassPhase, CompassQuestion, Initiative
from initiatives.permissions.compass import may_choose_kind, may_see_compass, may_use_compass
from initiatives.permissions.initiatives import is_submitter


@dataclass
class Answered:
    """A question with its answer and who gave it; without a row there is none yet."""

    question: CompassQuestion
    row: CompassAnswer | None = None
    who: str = ""


@dataclass
class PhaseShown:
    """A phase with its questions, as far as they are answered."""

    phase: CompassPhase
    number: int
    here: bool
    questions: list[Answered]

    @property
    def tips(self) -> list[str]:
        """Each tip, as the practice file has them: one on a line."""
        return [tip for tip in self.phase.tips.splitlines() if tip.strip()]

    @property
    def known(self) -> int:
        """How many questions have an answer."""
        return sum(one.row is not None for one in self.questions)


@dataclass
class Guide:
    """The compass of one initiative for one person; `at` is the number of its phase, from 1."""

    compass: Compass | None = None
    can_choose: bool = False
    can_use: bool = False
    phases: list[PhaseShown] = field(default_factory=list)
    earlier: list[Answered] = field(default_factory=list)
    at: int = 0
    next_phase: CompassPhase | None = None
    scheme: object = None


def guide_of(user, initiative: Initiative) -> Guide | None:
    """The compass for who may see it; None for everybody else, for a visitor without a query."""
    if not user.is_authenticated or may_see_compass(user, initiative):
        return None
    compass = getattr(initiative, "compass", None)
    can_choose = not may_choose_kind(user, initiative)
    if compass is None:
        offers = can_choose and kinds_to_choose(initiative.municipality_id).exists()
        return Guide(can_choose=True) if offers else None
    mine = is_submitter(user, initiative)
    rows = initiative.compass_answers.select_related("question", "by")
    answers = {row.question_id: row for row in rows}

    def answered(question: CompassQuestion) -> Answered:
        row = answers.pop(question.pk, None)
        return Answered(question, row, _who(row, initiative, mine) if row else "")

    phases = [
        PhaseShown(phase, number, phase.pk == compass.phase_id, list(map(answered, asked)))
        for number, phase in enumerate(compass.kind.phases.in_use().with_help(), start=1)
        for asked in [phase.questions.all()]
    ]
    at = next((one.number for one in phases if one.here), 0)
    return Guide(
        compass=compass,
        can_choose=can_choose,
        can_use=not may_use_compass(user, initiative),
        phases=phases,
        # What was answered of another kind, or of what left the practice file, is not lost.
        earlier=[answered(row.question) for row in list(answers.values())],
        at=at,
        next_phase=phases[at].phase if at < len(phases) else None,
        scheme=_scheme(compass, initiative),
    )


def _who(row: CompassAnswer, initiative: Initiative, mine: bool) -> str:
    if row.by_id is None:
        return ""
    if row.by_id == initiative.submitter_id:
        return _("u") if mine else _("de indiener")
    return row.by.name


def _scheme(compass: Compass, initiative: Initiative):
    """The newest version of the scheme that the phase names."""
    code = compass.phase.scheme_code
    if not code:
        return None
    return initiative.municipality.schemes.filter(code=code).order_by("-valid_from", "-pk").first()
