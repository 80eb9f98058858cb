"""Mijn werk: what waits for me, what is late, what is new, for the areas where I work.

Each list is read with a limit; the number beside it is counted up to 1,000.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext as _say
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area, AreaAncestor, Plan
from areas.rights import areas_where, rights
from areas.roles import Permission
from budgets.models import Application
from config.audit.models import Event
from config.lib.addresses import address
from config.lib.clock import now
from config.lib.lists import capped_count
from initiatives.models import OPEN_STATES, Initiative, State

SHOWN = 15
NEW_DAYS = 7


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
    "pk", "title", "area__name", "moved_at", "next_step"
)
ACTIONS = Action.objects.order_by("ends_on", "pk").values_list(
    "pk", "title", "area__name", "ends_on"
)
APPLICATIONS = Application.objects.order_by("received_on", "pk").values_list(
    "pk", "initiative__title", "initiative__area__name", "received_on"
)


def pile(rows, lines) -> Pile:
    """The first rows as lines, with how many there are."""
    count, more = capped_count(rows)
    return Pile(lines(rows[:SHOWN]), count, more)


def waiting(user, municipality, area_slug="") -> list[Pile]:
    """What waits for me: release, my next step, a decision about money."""
    piles = []
    handled = areas_where(user, Permission.HANDLE_INITIATIVES)
    if handled is not None:
        mine = _initiatives(municipality, handled, area_slug)
        piles.append(pile(mine.waiting_for_release(), _to_release))
        asked = mine.filter(next_step_by="advisor", state__in=OPEN_STATES)
        asked = asked.exclude(state=State.RECEIVED, released_at__isnull=True)
        piles.append(pile(asked, _to_do))
    decided = areas_where(user, Permission.DECIDE_MONEY)
    if decided is not None:
        rows = APPLICATIONS.waiting().filter(budget__area__in=decided)
        rows = rows.filter(initiative__municipality=municipality)
        piles.append(pile(_in_area(rows, "initiative__area", area_slug), _to_decide))
    return [one for one in piles if one.count]


def late(user, municipality, area_slug="") -> list[Pile]:
    """What is late: actions past their date, initiatives without movement."""
    piles = []
    kept = areas_where(user, Permission.EDIT_AGENDA)
    mine = Q(lead_user=user) if kept is None else Q(lead_user=user) | Q(area__in=kept)
    rows = ACTIONS.of(municipality).late().filter(mine)
    piles.append(pile(_in_area(rows, "area", area_slug), _late_action))
    handled = areas_where(user, Permission.HANDLE_INITIATIVES)
    if handled is not None:
        quiet = now() - timedelta(days=municipality.stale_days)
        rows = _initiatives(municipality, handled, area_slug)
        rows = rows.filter(state__in=OPEN_STATES, released_at__isnull=False, moved_at__lt=quiet)
        piles.append(pile(rows, _quiet))
    return [one for one in piles if one.count]


def _initiatives(municipality, areas, area_slug):
    return _in_area(INITIATIVES.of(municipality).filter(area__in=areas), "area", area_slug)


def _in_area(rows, path, slug):
    return rows.filter(**{f"{path}__ancestor_rows__ancestor__slug": slug}) if slug else rows


def _to_release(rows) -> list[Line]:
    why, step = _say("nieuw initiatief"), _say("Bekijken en openbaar maken")
    return [_initiative(row, why, step, "initiatives:release") for row in rows]


def _to_do(rows) -> list[Line]:
    why, step = _say("u bent aan zet"), _say("Openen")
    return [_initiative(row, row[-1] or why, step, "initiatives:detail") for row in rows]


def _quiet(rows) -> list[Line]:
    why, step = _say("geen beweging"), _say("Volgende stap zetten")
    return [_initiative(row, why, step, "initiatives:next_step") for row in rows]


def _initiative(row, why, step, step_page) -> Line:
    pk, title, area, moved_at, _next_step = row
    url = address("initiatives:detail", pk)
    return Line(title, url, area, moved_at, why, step, address(step_page, pk))


def _late_action(rows) -> list[Line]:
    why, step = _say("te laat"), _say("Voortgang melden")
    return [
        Line(
            title,
            address("areas:action", pk),
            area,
            ends_on,
            why,
            step,
            address("areas:progress_add", pk),
        )
        for pk, title, area, ends_on in rows
    ]


def _to_decide(rows) -> list[Line]:
    why, step = _say("aanvraag om geld"), _say("Besluiten")
    return [
        Line(
            title,
            address("budgets:application", pk),
            area,
            received_on,
            why,
            step,
            address("budgets:decide", pk),
        )
        for pk, title, area, received_on in rows
    ]


VERBS = {
    "initiative.confirmed": _("nieuw initiatief"),
    "initiative.entered": _("nieuw initiatief op papier"),
    "initiative.released": _("openbaar gemaakt"),
    "initiative.hidden": _("afgeschermd"),
    "initiative.moved": _("een stap verder"),
    "initiative.asked": _("vraag gesteld"),
    "initiative.answered": _("antwoord van de indiener"),
    "initiative.news": _("nieuws geplaatst"),
    "initiative.noted": _("interne notitie"),
    "initiative.linked": _("aan een actie gekoppeld"),
    "initiative.next_step": _("volgende stap gezet"),
    "initiative.picture_added": _("foto erbij"),
    "action.created": _("nieuwe actie"),
    "action.changed": _("actie aangepast"),
    "action.moved": _("actie een stap verder"),
    "action.progress": _("voortgang gemeld"),
    "plan.created": _("nieuw plan"),
    "plan.changed": _("plan aangepast"),
    "plan.moved": _("plan een stap verder"),
    "application.asked": _("aanvraag om geld"),
    "application.granted": _("geld toegekend"),
    "application.refused": _("aanvraag afgewezen"),
    "application.withdrawn": _("aanvraag ingetrokken"),
}
# What the news is about: where its title stands, and its page.
THINGS = {
    "initiatives.initiative": (Initiative, "title", "initiatives:detail"),
    "areas.action": (Action, "title", "areas:action"),
    "areas.plan": (Plan, "title", "areas:plan"),
    "budgets.application": (Application, "initiative__title", "budgets:application"),
}


def my_areas(user) -> list[tuple[str, str]]:
    """The areas where I have a role, for the chips: address and name."""
    areas = {area_id for given in rights(user).values() for area_id in given}
    return list(Area.objects.filter(pk__in=areas).order_by("name").values_list("slug", "name"))


def news(user) -> list[dict]:
    """What changed in my areas in the last week, by somebody else, newest first."""
    areas = {area_id for given in rights(user).values() for area_id in given}
    if not areas:
        return []
    below = AreaAncestor.objects.filter(ancestor__in=areas).values("area")
    since = now() - timedelta(days=NEW_DAYS)
    events = Event.objects.filter(area_id__in=below, at__gte=since, model__in=THINGS)
    events = events.exclude(actor=user).order_by("-pk")
    events = list(events.values_list("at", "verb", "model", "object_id")[: 2 * SHOWN])
    titles = _titles(events, user)
    lines = [
        {
            "at": at,
            "title": titles[model, pk],
            "url": address(THINGS[model][2], pk),
            "what": VERBS.get(verb, _("veranderd")),
        }
        for at, verb, model, pk in events
        if (model, pk) in titles
    ]
    return lines[:SHOWN]


def _titles(events, user) -> dict[tuple[str, int], str]:
    """The titles of what the events are about, as far as this person may see it."""
    found = {}
    for label, (model, title, _page) in THINGS.items():
        ids = {pk for _at, _verb, about, pk in events if about == label}
        if ids:
            rows = model.objects.visible_to(user).filter(pk__in=ids).order_by()
            found |= {(label, pk): text for pk, text in rows.values_list("pk", title)}
    return found
