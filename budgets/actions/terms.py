"""Asking to complete a request, completing it, leaving it untreated, letting the term stand still,
and putting the decision off (Awb 4:5, 4:14, 4:15).

Each is a row that stays, and moves the day on which must be decided.
"""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from budgets.actions.letters import tell_asked, tell_paused, tell_put_off, tell_untreated
from budgets.models import APPLICATION_MACHINE, Application, ApplicationState, TermStep
from budgets.permissions import may_complete, may_keep_term, may_leave_untreated
from budgets.term_clock import Clock, clock_of, pauses_of, untreated_days
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.terms.term import WrongTerm
from config.terms.words import day_in_words
from initiatives.actions.handle import answer

LONGEST_WAIT = timedelta(weeks=12)
LONGEST_DELAY = timedelta(weeks=26)
# A term stands still from the day after, and then this one is over (Awb 4:15).
LAST_DAY = gettext_lazy(
    "Dit is de laatste dag van de termijn: zij kan niet meer stilstaan. Beslis."
)


@transaction.atomic
def ask_to_complete(*, application: Application, until: date, text: str, by) -> TermStep:
    """Ask the initiator for what is missing, to be sent on `until` at the latest.

    The term stands still from tomorrow. Raises PermissionDenied, and Refused when something was
    asked already, the term is over, or the day is not after today.
    """
    require(may_keep_term(by, application))
    clock = running(application)
    if clock.waits_for:
        raise Refused(_("Er is al om een aanvulling gevraagd."))
    if not today() < until <= today() + LONGEST_WAIT:
        raise Refused(_("Kies een dag na vandaag, en binnen twaalf weken."))
    if today() >= clock.end:
        raise Refused(LAST_DAY)
    _refuse_overlap(application, today() + timedelta(days=1), until)
    kind = TermStep.Kind.ASKED
    step = take(application, by, kind=kind, until=until, text=text.strip())
    tell_asked(application, step)
    return step


@transaction.atomic
def complete(*, application: Application, text: str = "", on: date | None = None, by) -> TermStep:
    """Write down that the request was completed, so that the term runs again.

    The initiator says what is added, which goes into the talk about the initiative; for paper a
    colleague gives the day of receipt. Raises PermissionDenied, and Refused when nothing was asked
    or the day cannot be.
    """
    require(may_complete(by, application))
    clock = running(application, late_too=True)
    if clock.waits_for is None:
        raise Refused(_("Er is nu geen aanvulling gevraagd."))
    on = on or today()
    if not clock.waits_for.on <= on <= today():
        raise Refused(_("Kies een dag vanaf de vraag tot en met vandaag."))
    if application.initiative.submitter_id == by.pk:
        answer(initiative=application.initiative, text=text, by=by)
    return take(application, by, kind=TermStep.Kind.COMPLETED, on=on)


@transaction.atomic
def pause(
    *, application: Application, ground: str, first: date, until: date, text: str, by
) -> TermStep:
    """Write down that the term stands still on these days, both included, on a ground of Awb 4:15
    lid 2; the initiator hears it with the new last day (lid 3 and 4).

    Raises PermissionDenied, and Refused when the term is over, stands still already, or the days
    cannot be.
    """
    require(may_keep_term(by, application))
    clock = running(application)
    if not text.strip():
        raise Refused(_("Schrijf op waarom de termijn stilstaat."))
    if clock.waits_for:
        raise Refused(_("Er is om een aanvulling gevraagd. Zo lang staat de termijn al stil."))
    if not application.received_on < first <= min(until, clock.end):
        raise Refused(_("Kies een eerste dag na de aanvraag en binnen de termijn."))
    if until > first + LONGEST_DELAY:
        raise Refused(_("Kies een laatste dag binnen een half jaar na de eerste."))
    _refuse_overlap(application, first, until)
    days = {"on": first, "until": until}
    kind = TermStep.Kind.PAUSED
    step = take(application, by, kind=kind, ground=ground, text=text.strip(), **days)
    tell_paused(application, step)
    return step


def _refuse_overlap(application: Application, first: date, last: date) -> None:
    """A day counts once, so that on which it stood still before is not given again."""
    for one in pauses_of(list(application.term_steps.all())):
        if one.first <= last and first <= one.last:
            words = {"first": day_in_words(one.first), "last": day_in_words(one.last)}
            text = _("De termijn staat al stil van %(first)s tot en met %(last)s.")
            raise Refused(text % words)


@transaction.atomic
def put_off(*, application: Application, until: date, text: str, by) -> TermStep:
    """Put the decision off until a new last day, told with the reason before the old one is over.

    Raises PermissionDenied, and Refused when the term is over or the day is no later one.
    """
    require(may_keep_term(by, application))
    clock = running(application)
    if not clock.end < until <= clock.end + LONGEST_DELAY:
        raise Refused(_("Kies een dag na de dag van nu, en binnen een half jaar daarna."))
    kind = TermStep.Kind.PUT_OFF
    step = take(application, by, kind=kind, until=until, text=text.strip())
    tell_put_off(application, step)
    return step


@transaction.atomic
def leave_untreated(*, application: Application, text: str, by) -> TermStep:
    """Leave a request untreated as it stays incomplete, with the reason that the initiator reads.

    Only after a question to complete and its term, and within four weeks of that (Awb 4:5 lid 1
    and 4). Raises PermissionDenied, and Refused at another time or without a reason.
    """
    require(may_leave_untreated(by, application))
    running(application, late_too=True)
    APPLICATION_MACHINE.check(application.state, ApplicationState.UNTREATED, text)
    days = untreated_days(list(application.term_steps.all()))
    if days is None:
        raise Refused(_("Vraag eerst om een aanvulling, met een laatste dag (Awb 4:5)."))
    first, last = days
    if today() < first:
        words = {"day": day_in_words(first)}
        raise Refused(_("De indiener kan nog aanvullen. Dit kan vanaf %(day)s.") % words)
    if today() > last:
        words = {"day": day_in_words(last)}
        raise Refused(_("Dit kon tot en met %(day)s. Beslis nu over de aanvraag.") % words)
    kind = TermStep.Kind.LEFT
    moved = {"state": ApplicationState.UNTREATED}
    step = take(application, by, moved, kind=kind, text=text.strip())
    tell_untreated(application, step)
    return step


def running(application: Application, *, late_too: bool = False) -> Clock:
    """The clock of a request that waits for a decision. Raises Refused for another one, and unless
    `late_too` when its term is over.
    """
    if application.state != ApplicationState.ASKED:
        raise Refused(_("Over deze aanvraag is al besloten, of ze is ingetrokken."))
    clock = clock_of(application, list(application.term_steps.all()))
    if clock.is_late and not late_too:
        raise Refused(_("De termijn is voorbij. Dit kan alleen zolang zij loopt."))
    return clock


def take(application: Application, by, moved: dict | None = None, **given) -> TermStep:
    """Add the step and the day that follows from it, with what else it changes (`moved`); of two
    at the same moment one is refused.
    """
    step = TermStep.objects.create(application=application, by=by, **given)
    try:
        end = clock_of(application, list(application.term_steps.all())).end
    except WrongTerm:
        # Counted, it ended before: only a weekend or holiday makes it last until today.
        raise Refused(LAST_DAY) from None
    rows = Application.objects.filter(
        pk=application.pk, version=application.version, state=ApplicationState.ASKED
    )
    # In the order of receipt a request counts from the day on which it is complete (Awb 4:26).
    complete = {
        TermStep.Kind.ASKED: {"complete_on": None},
        TermStep.Kind.COMPLETED: {"complete_on": step.on},
    }.get(step.kind, {})
    if not rows.update(decide_by=end, version=F("version") + 1, **complete, **(moved or {})):
        raise Refused(_("Iemand anders heeft dit net veranderd. Kijk wat er nu staat."))
    changes = {"decide_by": [str(application.decide_by), str(end)]}
    changes |= {name: [getattr(application, name), value] for name, value in (moved or {}).items()}
    application.refresh_from_db(fields=["decide_by", "complete_on", "state", "version"])
    verb = f"application.{step.kind}"
    record(application, verb, by=by, area_id=application.initiative.area_id, changes=changes)
    return step
