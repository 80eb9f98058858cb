"""When must be decided on a request for money, and why (domain E5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from budgets.models import Application, Scheme, TermStep
from budgets.models.named_days import named_days
from config.lib.clock import today
from config.terms.term import Basis, End, Suspension, Term, Unit, end_of
from config.terms.words import day_in_words

# Awb 4:13: without a term of its own a decision is due within eight weeks of the receipt.
EIGHT_WEEKS = (8, Unit.WEEKS, Basis.AWB)
# Awb 4:5 lid 4: from then on so long for the decision to leave a request untreated.
FOUR_WEEKS = (4, Unit.WEEKS, Basis.AWB)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Clock:
    """The term of one request.

    `end` is the last day in law, `target` the last working day that is always in time. `waits_for`
    is the question to complete that is open now, if any. `reasons` explain the end in Dutch.
    """

    end: date
    target: date
    reasons: tuple[str, ...]
    waits_for: TermStep | None

    @property
    def days_left(self) -> int:
        """How many days until the last one; negative when it is over."""
        return (self.end - today()).days

    @property
    def is_late(self) -> bool:
        """Whether the last day is over."""
        return self.days_left < 0


def ends(term: Term, pauses: Sequence[Suspension] = ()) -> End:
    """When a term ends, with the days that were written down here as named by royal decree."""
    return end_of(term, pauses, more=named_days())


def term_of(scheme: Scheme, received_on: date) -> Term:
    """The term of a request under this scheme, from the day on which it was received."""
    if scheme.term_length is None:
        return Term(received_on, *EIGHT_WEEKS)
    unit, basis = Unit(scheme.term_unit), Basis(scheme.term_basis)
    return Term(received_on, scheme.term_length, unit, basis, scheme.awt_applies)


def clock_of(application: Application, steps: Sequence[TermStep]) -> Clock:
    """The term of a request after all its steps, in the order in which they were taken."""
    put_off = [step for step in steps if step.kind == TermStep.Kind.PUT_OFF]
    before = [pause for pause in pauses_of(steps) if not put_off or pause.first <= put_off[0].on]
    found = ends(term_of(application.scheme, application.received_on), before)
    end, target, reasons = found.legal, found.target, [*found.reasons, *found.warnings]
    if put_off:
        end, said = _put_off(put_off[-1], pauses_of(steps))
        target, reasons = end, [*reasons, *said]
    return Clock(end, min(target, end), tuple(reasons), _open_question(steps))


def untreated_days(steps: Sequence[TermStep]) -> tuple[date, date] | None:
    """The first and the last day on which a request may be left untreated (Awb 4:5 lid 4); None
    when nothing was asked, as then it may not (lid 1).

    From the day on which it was completed in time and still lacks something, else from the day
    after the last one that was given.
    """
    asked = next((one for one in reversed(steps) if one.kind == TermStep.Kind.ASKED), None)
    if asked is None:
        return None
    done = (one for one in steps if one.kind == TermStep.Kind.COMPLETED and one.pk > asked.pk)
    completed = next(done, None)
    if completed and completed.on <= asked.until:
        return completed.on, ends(Term(completed.on, *FOUR_WEEKS)).legal
    return asked.until + _DAY, ends(Term(asked.until, *FOUR_WEEKS)).legal


def pauses_of(steps: Sequence[TermStep]) -> list[Suspension]:
    """When the term stood still: from the day after the question, until the day before it was
    completed or, unused, the last day that was given (Awb 4:15 lid 1 a); and on its days (lid 2).
    """
    found = []
    for number, step in enumerate(steps):
        if step.kind == TermStep.Kind.PAUSED:
            found.append(Suspension(step.on, step.until, step.get_ground_display()))
        if step.kind != TermStep.Kind.ASKED:
            continue
        after = (one for one in steps[number:] if one.kind == TermStep.Kind.COMPLETED)
        done = next(after, None)
        last = min(step.until, done.on - _DAY) if done else step.until
        if last > step.on:
            found.append(Suspension(step.on + _DAY, last, _("wij vroegen om een aanvulling")))
    return found


def _put_off(step: TermStep, pauses: list[Suspension]) -> tuple[date, list[str]]:
    """The new last day, moved on by what stood still after it was given."""
    words = {"on": day_in_words(step.on), "until": day_in_words(step.until)}
    said = [_("Op %(on)s is de beslissing uitgesteld tot en met %(until)s.") % words]
    days = sum((one.last - one.first).days + 1 for one in pauses if one.first > step.on)
    end = step.until + days * _DAY
    if days:
        said.append(_("Daarna stond de termijn stil, dus %(day)s.") % {"day": day_in_words(end)})
    return end, said


def _open_question(steps: Sequence[TermStep]) -> TermStep | None:
    beside = {TermStep.Kind.PUT_OFF, TermStep.Kind.NOTICE, TermStep.Kind.PAUSED}
    last = next((one for one in reversed(steps) if one.kind not in beside), None)
    return last if last and last.kind == TermStep.Kind.ASKED else None
