"""Dividing a budget by comparison: points for each request, then grants from the top (Awb 4:26)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from budgets.actions.advice import is_followed
from budgets.actions.applications import decide, needs_ground
from budgets.models import (
    Application,
    ApplicationState,
    Budget,
    Division,
    Ranked,
    Ranking,
    RefusalGround,
    Scheme,
    Score,
)
from budgets.permissions import may_decide, may_rank
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.look.templatetags.gebiedswerk import date_nl


def compared(budget: Budget, scheme: Scheme):
    """The requests that are compared: those that wait and came within the window."""
    rows = Application.objects.waiting().filter(budget=budget, scheme=scheme)
    if scheme.asked_until:
        rows = rows.filter(received_on__lte=scheme.asked_until)
    return rows.order_by("complete_on", "pk")


@transaction.atomic
def score(*, application: Application, points: Sequence[int], reason: str, by) -> Score:
    """Give a request its points, one number for each criterion in the order of the scheme.

    A later score takes its place. Raises PermissionDenied, and Refused before the window closed,
    when it was decided, or for points that the scheme does not know.
    """
    require(may_decide(by, application))
    scheme = application.scheme
    _refuse_before_the_end(scheme)
    # The row is held, so that no division comes in between (on SQLite there is one writer).
    held = Application.objects.select_for_update(of=("self",))
    if not held.filter(pk=application.pk, state=ApplicationState.ASKED).exists():
        raise Refused(_("Over deze aanvraag is al besloten, of ze is ingetrokken."))
    most = [one.most for one in scheme.scored_on]
    if len(points) != len(most) or any(
        not 0 <= given <= top for given, top in zip(points, most, strict=False)
    ):
        raise Refused(_("Geef elk onderdeel punten, tot en met het hoogste dat kan."))
    if not reason.strip():
        raise Refused(_("Schrijf op waarom u deze punten geeft."))
    made = Score.objects.create(
        application=application,
        points=list(points),
        total=sum(points),
        reason=reason.strip(),
        by=by,
    )
    record(made, "application.scored", by=by, area_id=application.initiative.area_id)
    return made


@dataclass(frozen=True)
class Place:
    """A request on the list, with its points and what it gets (cents)."""

    application: Application
    score: Score
    cents: int


def places(applications: Sequence[Application], left_cents: int, scheme: Scheme) -> list[Place]:
    """The list, from the top: most points first, of equal ones who was complete first.

    Each gets what it asked as long as there is enough; the first for which there is not gets what
    is left, or nothing, as the scheme says; and then nobody else gets anything.
    Raises Refused when one has no points or is not complete.
    """
    known = [(one, _last_score(one)) for one in applications]
    known.sort(key=lambda row: (-row[1].total, row[0].complete_on, row[0].pk))
    found, open_still = [], True
    for application, given in known:
        cents = 0
        if open_still and application.asked_cents <= left_cents:
            cents = application.asked_cents
        elif open_still:
            open_still = False
            cents = left_cents if scheme.last_in_part else 0
        left_cents -= cents
        found.append(Place(application, given, cents))
    return found


@transaction.atomic
def divide(*, budget: Budget, scheme: Scheme, reference: str = "", by) -> Ranking:
    """Decide on all compared requests at once, and keep the list that everyone reads.

    `reference` names the decision of the council where that decides. Raises PermissionDenied, and
    Refused before the window closed, when a request has no points, or when it was done already.
    """
    require(may_rank(by, budget, scheme))
    if scheme.division != Division.RANKING:
        raise Refused(_("Deze regeling verdeelt niet met een rangschikking."))
    _refuse_before_the_end(scheme)
    # Held until the end, so that no other grant takes from it meanwhile.
    budget = Budget.objects.select_for_update(of=("self",)).get(pk=budget.pk)
    rows = compared(budget, scheme).select_related("initiative", "scheme", "budget")
    left = budget.left_cents
    found = places(list(rows.prefetch_related("scores")), left, scheme)
    if not found:
        raise Refused(_("Er zijn geen aanvragen om te vergelijken."))
    try:
        with transaction.atomic():
            ranking = Ranking.objects.create(budget=budget, scheme=scheme, left_cents=left, by=by)
    except IntegrityError:
        raise Refused(_("Dit geld is al verdeeld.")) from None
    for number, place in enumerate(found, start=1):
        _decide(number, place, reference, by)
        _write(ranking, number, place)
    record(ranking, "ranking.decided", by=by, area_id=budget.area_id)
    return ranking


def _decide(number: int, place: Place, reference: str, by) -> None:
    application = place.application
    words = {"place": number, "points": place.score.total}
    why = _("Plaats %(place)s op de ranglijst, met %(points)s punten.") % words
    granted = place.cents > 0
    follows = is_followed(application, granted=granted, amount_cents=place.cents)
    short = ""
    if place.cents < application.asked_cents:
        said = _("Meer was er niet (Awb 4:25).") if granted else _("Het geld was op (Awb 4:25).")
        short = f" {said}"
    decide(
        application=application,
        granted=granted,
        amount_cents=place.cents,
        ground=RefusalGround.CEILING if needs_ground(application, place.cents) else "",
        reason=f"{why}{short}\n\n{place.score.reason}"[:2000],
        deviation="" if follows else why,
        reference=reference,
        ranked=True,
        by=by,
    )


def _write(ranking: Ranking, number: int, place: Place) -> None:
    Ranked.objects.create(
        ranking=ranking,
        application=place.application,
        place=number,
        points=place.score.points,
        total=place.score.total,
        asked_cents=place.application.asked_cents,
        granted_cents=place.cents,
    )


def _last_score(application: Application) -> Score:
    words = {"number": application.pk}
    if application.complete_on is None:
        raise Refused(_("Aanvraag %(number)s wacht nog op een aanvulling.") % words)
    # All of them: the list asks for the points of every request in one question.
    if (found := next(iter(application.scores.all()), None)) is None:
        raise Refused(_("Aanvraag %(number)s heeft nog geen punten.") % words)
    return found


def _refuse_before_the_end(scheme: Scheme) -> None:
    if scheme.asked_until and today() <= scheme.asked_until:
        day = {"day": date_nl(scheme.asked_until)}
        raise Refused(_("Aanvragen kan nog tot en met %(day)s. Vergelijk daarna.") % day)
