"""What waits for me and what is late, for the areas where I work."""

from datetime import timedelta

from django.db.models import Q, Value
from django.utils.translation import gettext as _say

from areas.models import RequestState
from areas.rights import roles
from areas.roles import Permission
from budgets.models import Application
from budgets.models.applications import own_of
from config.lib.clock import now, today
from config.pages.work.bodies import LINES as SAID_LINES
from config.pages.work.bodies import said_about_money, with_who_is_silent
from config.pages.work.lines import (
    COUNTED,
    Pile,
    asked_line,
    initiative_line,
    late_action_line,
    pile,
    promised_line,
    to_decide_line,
    turns_pile,
    unanswered_line,
    undecided_line,
)
from config.pages.work.money import LINES, money_to_do
from config.pages.work.reach import Reach
from config.pages.work.rows import (
    ACTIONS,
    AGREEMENTS,
    DECISIONS,
    GATHERINGS,
    HIDINGS,
    INITIATIVES,
    OUTCOMES,
    REPORTS,
    REQUEST_FOR_MONEY,
    REQUESTS,
    SIGNALS,
    STORIES,
    TO_RELEASE,
    TO_STEP,
)
from initiatives.models import OPEN_STATES, Hiding, State, about

# An agreement stands in what waits for me from so many days before its day.
SOON_DAYS = 7


def waiting(reach: Reach, municipality) -> list[Pile]:
    """What waits for me: release, my next step, a decision about money, a silent department."""
    piles = _brought(reach, municipality)
    piles += _dated(reach, municipality)
    piles.append(turns_pile([turn for turn in reach.turns(municipality) if turn.is_coming]))
    return [one for one in piles if one.count]


def _brought(reach: Reach, municipality) -> list[Pile]:
    """Initiatives to release, those of which the next step is mine, what is to be read or decided
    of what residents wrote, and gatherings of which nobody told what came of it: in one question.
    """
    handled = reach.where(Permission.HANDLE_INITIATIVES)
    kept = reach.where(Permission.EDIT_PORTRAIT)
    if not handled and not kept:
        return []
    new = TO_RELEASE.of(municipality).waiting_for_release().exclude(pk__in=_off_the_site(handled))
    mine = TO_STEP.of(municipality).filter(next_step_by="advisor", state__in=OPEN_STATES)
    mine = mine.exclude(state=State.RECEIVED, released_at__isnull=True)
    # Its columns name those of all.
    first, *ideas = [*_here_or_also(new, handled), *_here_or_also(mine, handled)]
    met = GATHERINGS.of(municipality).untold().filter(area__in=kept)
    rows = first.union(*ideas, *_written(reach, municipality, handled), met, all=True)
    found = list(rows.order_by("moved_at", "pk")[: 7 * COUNTED + 7])
    lines = _lines_of_brought(reach.names)
    return [pile([row[1:] for row in found if row[0] == kind], lines[kind]) for kind in lines]


def _here_or_also(rows, areas: set[int]) -> list:
    """Ideas of these areas, and those about one of them too: apart, each by its own index."""
    return [rows.filter(area__in=areas), rows.also_about(areas)]


def _off_the_site(handled: set[int]):
    """Ideas that a colleague took off the site: they do not wait to be read for the first time."""
    rows = Hiding.objects.lasting().of_idea().filter(about(handled, "initiative__"))
    return rows.order_by().values("initiative")


def _written(reach: Reach, municipality, handled: set[int]) -> list:
    """Stories and words to read, reports and objections to decide on; nobody's own."""
    told = STORIES.of(municipality).waiting()
    said = OUTCOMES.said().filter(released_at=None, initiative__municipality=municipality)
    wrong = REPORTS.of(municipality).open()
    # Who took it off the site does not decide again.
    again = HIDINGS.of(municipality).appealed().exclude(hidden_by=reach.user)
    here = about(handled, "initiative__") & ~Q(initiative__submitter=reach.user)
    return [rows.filter(here) for rows in (told, said.exclude(text=""), wrong, again)]


def _lines_of_brought(names: dict[int, str]) -> dict:
    """The maker of lines for each kind, in the order of the page."""

    def made(why: str, step: str, page: str, home: str = "initiatives:detail"):
        return initiative_line(names, why, step, page, home)

    objection = _say("de schrijver is het oneens met afschermen")
    met = _say("bijeenkomst zonder uitkomst"), _say("Vertel wat eruit kwam")
    told = _say("verhaal van een bewoner"), _say("Lezen en op de site zetten")
    release = _say("nieuw initiatief"), _say("Bekijken en openbaar maken")
    return {
        "release": made(*release, "initiatives:release"),
        "step": made("", _say("Openen"), "initiatives:detail"),
        "outcome": made(
            _say("de indiener zei of het is gelukt"), _say("Lezen"), "initiatives:detail"
        ),
        "report": made(
            _say("iemand meldt een tekst of foto"),
            _say("Besluiten"),
            "stories:report",
            "stories:report",
        ),
        "hiding": made(objection, _say("Besluiten"), "stories:hiding", "stories:hiding"),
        "story": made(*told, "stories:release", "stories:story"),
        "gathering": made(*met, "gatherings:outcome", "gatherings:gathering"),
    }


def _dated(reach: Reach, municipality) -> list[Pile]:
    """Money to decide on, to pay or to check, objections, requests without an answer, what I
    promised at a table, what residents ask or wait for a decision on: late or due soon.
    """
    # As areas.permissions.answer_request: who it went up to still works for the area.
    mine = Q(department__manager=reach.user)
    mine |= Q(went_to=reach.user, area__in=reach.anywhere(Permission.EDIT_AGENDA))
    unanswered = Q(due_on__lt=today(), area__in=reach.where(Permission.EDIT_AGENDA))
    requests = REQUESTS.of(municipality).waiting()
    requests = requests.filter(mine & Q(state=RequestState.ESCALATED) | unanswered)
    promised = (
        AGREEMENTS.of(municipality)
        .open()
        .filter(
            Q(owner__ends_on__isnull=True) | Q(owner__ends_on__gte=today()),
            owner__user=reach.user,
            roundtable__kind__confidential=False,
            due_on__lte=today() + timedelta(days=SOON_DAYS),
        )
    )
    # A signal that a colleague took up is theirs.
    asked = SIGNALS.of(municipality).waiting()
    asked = asked.filter(due_on__lte=today() + timedelta(days=SOON_DAYS))
    asked = asked.filter(area__in=reach.where(Permission.HANDLE_INITIATIVES))
    asked = asked.filter(Q(handler=None) | Q(handler=reach.user))
    undecided = DECISIONS.undecided(today() + timedelta(days=SOON_DAYS))
    undecided = undecided.filter(
        about(reach.where(Permission.HANDLE_INITIATIVES), "initiative__"),
        initiative__municipality=municipality,
    )
    kinds = [requests, promised, asked, undecided, *said_about_money(reach, municipality)]
    kinds += money_to_do(reach, municipality)
    if reach.given:
        kinds.append(_to_decide_of(reach, municipality))
    rows = kinds[0].union(*kinds[1:], all=True).order_by("due_on", "pk")
    found = list(rows[: len(kinds) * (COUNTED + 1)])
    lines = {
        **SAID_LINES,
        "application": to_decide_line,
        "request": unanswered_line(reach.user),
        "agreement": promised_line,
        "signal": asked_line,
        "decision": undecided_line,
        **LINES,
    }
    return [pile([row[1:] for row in found if row[0] == kind], lines[kind]) for kind in lines]


def _to_decide_of(reach: Reach, municipality):
    """Applications that wait for a decision of this person: whose role the scheme names for the
    amount, else who decides about money there.
    """
    mine = Q(decided_by="", budget__area__in=reach.anywhere(Permission.DECIDE_MONEY))
    for kind, above in roles(reach.user).items():
        areas = set().union(*(reach.below.get(one, ()) for one in above))
        mine |= Q(decided_by=kind, budget__area__in=areas)
    rows = Application.objects.order_by().waiting()
    rows = rows.filter(mine, initiative__municipality=municipality)
    # Nobody decides on their own (budgets.permissions.may_decide).
    rows = rows.exclude(own_of(reach.user))
    if reach.chosen is not None:
        rows = rows.filter(about(reach.chosen, "initiative__"))
    columns = *REQUEST_FOR_MONEY[:-1], "silent"
    return with_who_is_silent(rows).values_list(Value("application"), *columns)


def late(reach: Reach, municipality) -> list[Pile]:
    """What is late: actions past their date or without news, initiatives without movement, and
    what should have come round.
    """
    mine = Q(lead_user=reach.user) | Q(area__in=reach.anywhere(Permission.EDIT_AGENDA))
    rows = ACTIONS.of(municipality).late_or_quiet(municipality).filter(mine)
    if reach.chosen is not None:
        rows = rows.filter(area__in=reach.chosen)
    piles = [pile(rows, late_action_line)]
    if handled := reach.where(Permission.HANDLE_INITIATIVES):
        quiet = now() - timedelta(days=municipality.stale_days)
        rows = INITIATIVES.of(municipality).filter(
            state__in=OPEN_STATES, released_at__isnull=False, moved_at__lt=quiet
        )
        # Where I am the next one, it stands in what waits for me.
        here, also = _here_or_also(rows.exclude(next_step_by="advisor").order_by(), handled)
        rows = here.union(also, all=True).order_by("moved_at", "pk")
        step = _say("geen beweging"), _say("Volgende stap zetten")
        piles.append(pile(rows, initiative_line(reach.names, *step, "initiatives:next_step")))
    piles.append(turns_pile([turn for turn in reach.turns(municipality) if turn.is_late]))
    return [one for one in piles if one.count]
