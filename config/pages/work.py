"""Mijn werk: what waits for me, what is late, what is new, for the areas where I work.

Each list is one question to the database, with a limit: 15 lines are shown, 99 are counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Cast, Left
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from areas.models import Action, AreaAncestor, Plan, Request, RequestState
from areas.rights import rights
from areas.roles import Permission
from budgets.models import Application
from config.audit.models import Event
from config.lib.addresses import address
from config.lib.clock import now, today
from initiatives.models import (
    OPEN_STATES,
    Compass,
    Initiative,
    Outcome,
    Report,
    Signal,
    State,
    Story,
)
from partners.actions.rhythms import Turn, due_turns
from partners.models import Agreement

SHOWN = 15
COUNTED = 99
NEW_DAYS = 7
# An agreement stands in what waits for me from so many days before its day.
SOON_DAYS = 7


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


# What the lines print. Made once: naming columns takes longer than asking for them.
INITIATIVES = Initiative.objects.order_by("moved_at").values_list(
    "pk", "title", "area", "moved_at", "next_step"
)
TO_RELEASE, TO_STEP = (
    Initiative.objects.order_by().values_list(
        Value(kind), "pk", "title", "area", "moved_at", "next_step"
    )
    for kind in ("release", "step")
)
STORIES = Story.objects.order_by().values_list(
    Value("story"), "pk", "title", "initiative__area", "moved_at", Value("")
)
OUTCOMES = Outcome.objects.order_by().values_list(
    Value("outcome"), "initiative", "initiative__title", "initiative__area", "said_at", Value("")
)
REPORTS = Report.objects.order_by().values_list(
    Value("report"), "pk", "initiative__title", "initiative__area", "received_at", Value("")
)
# What is late comes first, the longest first; then what nobody wrote about.
ACTIONS = Action.objects.order_by(F("ends_on").asc(nulls_last=True), "pk").values_list(
    "pk", "title", "area__name", "ends_on", "updated_at"
)
# Applications, requests, agreements and signals have a day: asked in one question.
REQUESTS = Request.objects.order_by().values_list(
    Value("request"),
    "pk",
    "title",
    "area__name",
    "due_on",
    "department__name",
    "state",
    "department__manager",
    "went_to",
)
AGREEMENTS = Agreement.objects.order_by().values_list(
    Value("agreement"),
    "pk",
    "what",
    "roundtable__name",
    "due_on",
    Value(""),
    "state",
    Value(0),
    Value(0),
)
APPLICATIONS = Application.objects.order_by().values_list(
    Value("application"),
    "pk",
    "initiative__title",
    "initiative__area__name",
    "decide_by",
    Value(""),
    "state",
    Value(0),
    Value(0),
)
SIGNALS = Signal.objects.order_by().values_list(
    Value("signal"),
    "pk",
    Cast(Left("text", 80), CharField()),
    "area__name",
    "due_on",
    Value(""),
    "state",
    Value(0),
    Value(0),
)
DECISIONS = Compass.objects.order_by().values_list(
    Value("decision"),
    "initiative",
    "initiative__title",
    "initiative__area__name",
    "due_on",
    Value(""),
    "initiative__state",
    Value(0),
    Value(0),
)
BELOW = AreaAncestor.objects.order_by("area__name").values_list(
    "ancestor",
    "ancestor__slug",
    "area",
    "area__name",
    "area__slug",
    "area__parent",
    "area__grouping",
    "area__valid_from",
    "area__valid_until",
)


class Reach:
    """The areas where a person works, and which of all areas were chosen, by number.

    Numbers, not a join: by those the database sees how many rows to expect.
    """

    def __init__(self, user, slug=""):
        self.user, self.given = user, rights(user)
        self.below: dict[int, set[int]] = {}
        self.names: dict[int, str] = {}
        self.chosen: set[int] | None = set() if slug else None
        self._turns: list[Turn] | None = None
        # What to choose from, address and name: where I have a role, or the parts of the one.
        self.choice: list[tuple[str, str]] = []
        mine = set().union(*self.given.values())
        wanted = Q(ancestor__in=mine) | Q(ancestor__slug=slug) if slug else Q(ancestor__in=mine)
        for above, its_slug, area, name, *place in BELOW.filter(wanted):
            if above in mine:
                self.below.setdefault(above, set()).add(area)
                self.names[area] = name
                self._add_choice(mine, above, area, name, *place)
            if slug and its_slug == slug:
                self.chosen.add(area)

    def _add_choice(self, mine, above, area, name, slug, parent, grouping, first, last):
        day = today()
        if (first and first > day) or (last and last < day):
            return
        part = parent == above and grouping is None
        if part if len(mine) == 1 else area == above:
            self.choice.append((slug, name))

    def anywhere(self, permission: str) -> set[int]:
        """Where the person may do this (as areas.rights.areas_where); empty when nowhere."""
        return set().union(*(self.below[above] for above in self.given.get(permission, ())))

    def turns(self, municipality) -> list[Turn]:
        """What comes round where the person keeps the agenda, late or soon; asked once."""
        if self._turns is None:
            kept = self.where(Permission.EDIT_AGENDA)
            self._turns = due_turns(municipality, list(kept)) if kept else []
        return self._turns

    def where(self, permission: str) -> set[int]:
        """The same, as far as it was chosen."""
        allowed = self.anywhere(permission)
        return allowed if self.chosen is None else allowed & self.chosen


def pile(rows, line: Callable[..., Line]) -> Pile:
    """The first rows as lines, with how many there are: read in one go, counted up to 99."""
    found = list(rows[: COUNTED + 1])
    shown = [line(*row) for row in found[:SHOWN]]
    return Pile(shown, min(len(found), COUNTED), len(found) > COUNTED)


def waiting(reach: Reach, municipality) -> list[Pile]:
    """What waits for me: release, my next step, a decision about money, a silent department."""
    piles = []
    if handled := reach.where(Permission.HANDLE_INITIATIVES):
        piles += _handled(reach, municipality, handled)
    piles += _dated(reach, municipality)
    piles.append(_turns([turn for turn in reach.turns(municipality) if turn.is_coming]))
    return [one for one in piles if one.count]


def _handled(reach: Reach, municipality, handled: set[int]) -> list[Pile]:
    """Initiatives to release, those of which the next step is mine, and stories to read: asked in
    one question.
    """
    new, mine = (rows.of(municipality).filter(area__in=handled) for rows in (TO_RELEASE, TO_STEP))
    mine = mine.filter(next_step_by="advisor", state__in=OPEN_STATES)
    mine = mine.exclude(state=State.RECEIVED, released_at__isnull=True)
    told = STORIES.of(municipality).waiting().filter(initiative__area__in=handled)
    said = OUTCOMES.said().filter(released_at=None, initiative__area__in=handled).exclude(text="")
    said = said.filter(initiative__municipality=municipality)
    wrong = REPORTS.of(municipality).open().filter(initiative__area__in=handled)
    told, said, wrong = (
        rows.exclude(initiative__submitter=reach.user) for rows in (told, said, wrong)
    )
    rows = (
        new.waiting_for_release()
        .union(mine, told, said, wrong, all=True)
        .order_by("moved_at", "pk")
    )
    found = list(rows[: 5 * COUNTED + 5])
    release = _say("nieuw initiatief"), _say("Bekijken en openbaar maken")
    told_words = _say("verhaal van een bewoner"), _say("Lezen en op de site zetten")
    wrong_words = _say("iemand meldt een tekst"), _say("Besluiten")
    said_words = _say("de indiener zei of het is gelukt"), _say("Lezen")
    lines = {
        "release": _initiative(reach.names, *release, "initiatives:release"),
        "step": _initiative(reach.names, "", _say("Openen"), "initiatives:detail"),
        "outcome": _initiative(reach.names, *said_words, "initiatives:detail"),
        "report": _initiative(reach.names, *wrong_words, "stories:report", "stories:report"),
        "story": _initiative(reach.names, *told_words, "stories:release", "stories:story"),
    }
    return [pile([row[1:] for row in found if row[0] == kind], lines[kind]) for kind in lines]


def _dated(reach: Reach, municipality) -> list[Pile]:
    """Money to decide on, requests without an answer, what I promised at a table, what residents
    ask or wait for a decision on: late or due within a week.
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
    asked = SIGNALS.of(municipality).open().filter(due_on__lte=today() + timedelta(days=SOON_DAYS))
    asked = asked.filter(area__in=reach.where(Permission.HANDLE_INITIATIVES))
    asked = asked.filter(Q(handler=None) | Q(handler=reach.user))
    undecided = DECISIONS.undecided(today() + timedelta(days=SOON_DAYS))
    undecided = undecided.filter(
        initiative__municipality=municipality,
        initiative__area__in=reach.where(Permission.HANDLE_INITIATIVES),
    )
    kinds = [requests, promised, asked, undecided]
    if decided := reach.anywhere(Permission.DECIDE_MONEY):
        kinds.append(_to_decide_of(reach, municipality, decided))
    found = list(kinds[0].union(*kinds[1:], all=True).order_by("due_on", "pk")[: 5 * COUNTED + 5])
    lines = {
        "application": _to_decide,
        "request": _unanswered(reach.user),
        "agreement": _promised,
        "signal": _asked,
        "decision": _undecided,
    }
    return [pile([row[1:] for row in found if row[0] == kind], lines[kind]) for kind in lines]


def _to_decide_of(reach: Reach, municipality, decided: set[int]):
    """Applications that wait for a decision of this person."""
    rows = APPLICATIONS.waiting().filter(budget__area__in=decided)
    rows = rows.filter(initiative__municipality=municipality)
    # Nobody decides on their own (budgets.permissions.may_decide).
    rows = rows.exclude(initiative__submitter=reach.user).exclude(asked_by=reach.user)
    if reach.chosen is not None:
        rows = rows.filter(initiative__area__in=reach.chosen)
    return rows


def late(reach: Reach, municipality) -> list[Pile]:
    """What is late: actions past their date or without news, initiatives without movement, and
    what should have come round.
    """
    mine = Q(lead_user=reach.user) | Q(area__in=reach.anywhere(Permission.EDIT_AGENDA))
    rows = ACTIONS.of(municipality).late_or_quiet(municipality).filter(mine)
    if reach.chosen is not None:
        rows = rows.filter(area__in=reach.chosen)
    piles = [pile(rows, _late_action)]
    if handled := reach.where(Permission.HANDLE_INITIATIVES):
        quiet = now() - timedelta(days=municipality.stale_days)
        rows = INITIATIVES.of(municipality).filter(area__in=handled)
        rows = rows.filter(state__in=OPEN_STATES, released_at__isnull=False, moved_at__lt=quiet)
        # Where I am the next one, it stands in what waits for me.
        rows = rows.exclude(next_step_by="advisor")
        step = _say("geen beweging"), _say("Volgende stap zetten")
        piles.append(pile(rows, _initiative(reach.names, *step, "initiatives:next_step")))
    piles.append(_turns([turn for turn in reach.turns(municipality) if turn.is_late]))
    return [one for one in piles if one.count]


def _turns(turns: list[Turn]) -> Pile:
    """What comes round in my areas and is not planned, as lines."""
    lines = [_turn(turn) for turn in turns[:SHOWN]]
    return Pile(lines, min(len(turns), COUNTED), len(turns) > COUNTED)


def _turn(turn: Turn) -> Line:
    why = _say("had weer moeten zijn") if turn.is_late else _say("binnenkort weer nodig")
    return Line(turn.what, turn.url, turn.where, turn.due, why, _say("Openen"), turn.url)


def _initiative(names, why: str, step: str, page: str, home: str = "initiatives:detail"):
    """Makes lines of initiatives with this step; `why` is said where no next step is written."""

    def line(pk, title, area, moved_at, next_step) -> Line:
        url = address(home, pk)
        return Line(
            title,
            url,
            names[area],
            moved_at,
            why or next_step or _say("u bent aan zet"),
            step,
            address(page, pk),
        )

    return line


def _undecided(pk, title, area, due_on, *_others) -> Line:
    """An initiative of which a decision was promised before this day (domain D12)."""
    late_or_soon = _say("het besluit is te laat") if due_on < today() else _say("besluit nodig")
    url, why = address("initiatives:detail", pk), late_or_soon
    return Line(title, url, area, due_on, why, _say("Openen"), url)


def _late_action(pk, title, area, ends_on, updated_at) -> Line:
    url, step_url = address("areas:action", pk), address("areas:progress_add", pk)
    since, why = updated_at, _say("al lang niets gemeld")
    if ends_on and ends_on < today():
        since, why = ends_on, _say("te laat")
    return Line(title, url, area, since, why, _say("Voortgang melden"), step_url)


def _unanswered(user):
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


def _promised(pk, what, table, due_on, *_others) -> Line:
    step_url = address("partners:agreement_step", pk, "gedaan")
    why = _say("afspraak is te laat") if due_on < today() else _say("afspraak")
    return Line(what, address("partners:agreements"), table, due_on, why, _say("Gedaan"), step_url)


def _asked(pk, text, area, due_on, *_others) -> Line:
    why = _say("antwoord is te laat") if due_on < today() else _say("vraag van een bewoner")
    url, step_url = address("signals:signal", pk), address("signals:answer", pk)
    return Line(" ".join(text.split()), url, area, due_on, why, _say("Beantwoorden"), step_url)


def _to_decide(pk, title, area, decide_by, *_others) -> Line:
    why = _say("besluit is te laat") if decide_by < today() else _say("aanvraag om geld")
    url, step_url = address("budgets:application", pk), address("budgets:decide", pk)
    return Line(title, url, area, decide_by, why, _say("Besluiten"), step_url)


# What is news for a colleague; other traces, such as an idea that is not confirmed yet, are not.
VERBS = {
    "initiative.confirmed": _("nieuw initiatief"),
    "initiative.entered": _("nieuw initiatief op papier"),
    "initiative.released": _("openbaar gemaakt"),
    "initiative.hidden": _("afgeschermd"),
    "initiative.moved": _("een stap verder"),
    "initiative.taken_up": _("overgenomen"),
    "initiative.gone_on": _("nieuw initiatief, overgenomen"),
    "initiative.asked": _("vraag gesteld"),
    "initiative.answered": _("antwoord van de indiener"),
    "initiative.news": _("nieuws geplaatst"),
    "initiative.noted": _("interne notitie"),
    "initiative.linked": _("aan een actie gekoppeld"),
    "initiative.changed": _("tekst of gegevens aangepast"),
    "initiative.next_step": _("volgende stap gezet"),
    "initiative.picture_added": _("foto erbij"),
    "action.created": _("nieuwe actie"),
    "action.changed": _("actie aangepast"),
    "action.moved": _("actie een stap verder"),
    "action.progress": _("voortgang gemeld"),
    "action.merged": _("acties samengevoegd"),
    "request.created": _("vraag aan een afdeling"),
    "request.answered": _("antwoord van een afdeling"),
    "request.escalated": _("vraag ligt bij de manager"),
    "request.unanswered": _("niemand antwoordt op een vraag"),
    "plan.created": _("nieuw plan"),
    "plan.changed": _("plan aangepast"),
    "plan.moved": _("plan een stap verder"),
    "story.waiting": _("verhaal ingestuurd"),
    "story.public": _("verhaal op de site"),
    "signal.received": _("vraag of opmerking"),
    "signal.answered": _("antwoord gegeven"),
    "application.asked": _("aanvraag om geld"),
    "application.completed": _("aanvraag aangevuld"),
    "application.granted": _("geld toegekend"),
    "application.refused": _("aanvraag afgewezen"),
    "application.withdrawn": _("aanvraag ingetrokken"),
}
# What the news is about: where its title stands, and its page.
THINGS = {
    "initiatives.initiative": (Initiative, "title", "initiatives:detail"),
    "initiatives.story": (Story, "title", "stories:story"),
    "areas.action": (Action, "title", "areas:action"),
    "areas.request": (Request, "title", "areas:request"),
    "areas.plan": (Plan, "title", "areas:plan"),
    "budgets.application": (Application, "initiative__title", "budgets:application"),
}


def news(user) -> list[dict]:
    """What changed in my areas in the last week, by somebody else, newest first."""
    areas = {area_id for given in rights(user).values() for area_id in given}
    if not areas:
        return []
    below = AreaAncestor.objects.filter(ancestor__in=areas).values("area")
    since = now() - timedelta(days=NEW_DAYS)
    events = Event.objects.filter(area_id__in=below, at__gte=since, verb__in=VERBS)
    events = events.exclude(actor=user).order_by("-pk")
    events = list(events.values_list("at", "verb", "model", "object_id")[: 2 * SHOWN])
    titles = _titles(events, user)
    lines = [
        {
            "at": at,
            "title": titles[model, pk],
            "url": address(THINGS[model][2], pk),
            "what": VERBS[verb],
        }
        for at, verb, model, pk in events
        if (model, pk) in titles
    ]
    return lines[:SHOWN]


def _titles(events, user) -> dict[tuple[str, int], str]:
    """The titles of what the events are about, as far as this person may see it: one question."""
    rows = []
    for label, (model, title, _page) in THINGS.items():
        ids = {pk for _at, _verb, about, pk in events if about == label}
        if ids:
            found = model.objects.visible_to(user).filter(pk__in=ids).order_by()
            rows.append(found.values_list(Value(label), "pk", title))
    return {(label, pk): text for label, pk, text in rows[0].union(*rows[1:])} if rows else {}
