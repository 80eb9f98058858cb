"""What a line of Mijn werk says: one maker for each kind of thing to do."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _say

from areas.models import RequestState
from budgets.models import Construction
from config.lib.addresses import address
from config.lib.clock import today
from initiatives.models import SignalState
from partners.actions.rhythms import Turn

SHOWN = 15
COUNTED = 99


@dataclass
class Line:
    """One thing to do: what, where, since when, and the one most likely next step."""

    title: str
    url: str
    area: str
    since: object
    why: str
    step: str
    step_url: str


@dataclass
class Pile:
    """Things of one kind that ask for the same step, and how many there are in all."""

    lines: list[Line]
    count: int
    more: bool


def pile(rows, line: Callable[..., Line]) -> Pile:
    """The first rows as lines, with how many there are: read in one go, counted up to 99."""
    found = list(rows[: COUNTED + 1])
    shown = [line(*row) for row in found[:SHOWN]]
    return Pile(shown, min(len(found), COUNTED), len(found) > COUNTED)


def turns_pile(turns: list[Turn]) -> Pile:
    """What comes round in my areas and is not planned, as lines."""
    lines = [turn_line(turn) for turn in turns[:SHOWN]]
    return Pile(lines, min(len(turns), COUNTED), len(turns) > COUNTED)


def turn_line(turn: Turn) -> Line:
    """What comes round and is not planned."""
    why = _say("had weer moeten zijn") if turn.is_late else _say("binnenkort weer nodig")
    return Line(turn.what, turn.url, turn.where, turn.due, why, _say("Openen"), turn.url)


def initiative_line(names, why: str, step: str, page: str, home: str = "initiatives:detail"):
    """Makes lines of initiatives with this step; `why` is said where no next step is written."""

    def line(pk, title, area, moved_at, next_step) -> Line:
        url = address(home, pk)
        return Line(
            title,
            url,
            # About my area too, and of another one.
            names.get(area, _say("twee gebieden")),
            moved_at,
            why or next_step or _say("u bent aan zet"),
            step,
            address(page, pk),
        )

    return line


def undecided_line(pk, title, area, due_on, *_others) -> Line:
    """An initiative of which a decision was promised before this day (domain D12)."""
    late_or_soon = _say("het besluit is te laat") if due_on < today() else _say("besluit nodig")
    url, why = address("initiatives:detail", pk), late_or_soon
    return Line(title, url, area, due_on, why, _say("Openen"), url)


def late_action_line(pk, title, area, ends_on, updated_at) -> Line:
    """An action past its day or without news."""
    url, step_url = address("areas:action", pk), address("areas:progress_add", pk)
    since, why = updated_at, _say("al lang niets gemeld")
    if ends_on and ends_on < today():
        since, why = ends_on, _say("te laat")
    return Line(title, url, area, since, why, _say("Voortgang melden"), step_url)


def unanswered_line(user):
    """Makes lines of requests without an answer: its manager answers, the asker sends it again."""

    def line(pk, title, area, due_on, department, state, manager, went_to) -> Line:
        escalated = state == RequestState.ESCALATED
        why = _say("%(department)s antwoordt niet")
        step, page = _say("Opnieuw sturen"), "areas:request_send"
        if escalated and user.pk in (manager, went_to):
            step, page = _say("Geef antwoord"), "pages:answer"
        elif escalated and manager == went_to:
            why = _say("ligt bij de manager van %(department)s")
        elif escalated:
            why = _say("%(department)s antwoordt niet; ligt bij de manager van het gebied")
        elif state == RequestState.LATER:
            why = _say("%(department)s zou dit al doen")
        elif state == RequestState.UNANSWERED:
            why = _say("%(department)s antwoordt niet, en er is geen manager")
        why = why % {"department": department}
        return Line(title, address("areas:request", pk), area, due_on, why, step, address(page, pk))

    return line


def promised_line(pk, what, table, due_on, *_others) -> Line:
    """What this person promised at a table."""
    step_url = address("partners:agreement_step", pk, "gedaan")
    why = _say("afspraak is te laat") if due_on < today() else _say("afspraak")
    return Line(what, address("partners:agreements"), table, due_on, why, _say("Gedaan"), step_url)


def asked_line(pk, text, area, due_on, _kind, state, *_others) -> Line:
    """A question or remark of a resident, also one that is set aside and was not looked at."""
    why = _say("antwoord is te laat") if due_on < today() else _say("vraag van een bewoner")
    url, step_url = address("signals:signal", pk), address("signals:answer", pk)
    title, step = " ".join(text.split()), _say("Beantwoorden")
    if state == SignalState.ASIDE:
        why, step, step_url = (
            _say("bericht staat opzij"),
            _say("Bekijken"),
            address("signals:aside"),
        )
    return Line(title, url, area, due_on, why, step, step_url)


def to_decide_line(pk, title, area, decide_by, construction, _state, _count, silent) -> Line:
    """An application that waits for a decision, or first for what a table or a role says."""
    late = construction == Construction.SUBSIDY and decide_by < today()
    why = _say("besluit is te laat") if late else _say("aanvraag om geld")
    url, step_url = address("budgets:application", pk), address("budgets:decide", pk)
    if silent:
        why = _say("besluit is te laat, advies ontbreekt") if late else _say("wacht op advies")
        return Line(title, url, area, decide_by, why, _say("Bekijken"), url)
    return Line(title, url, area, decide_by, why, _say("Besluiten"), step_url)
