"""Mijn werk: what waits for me, what is late, what is new, for the areas where I work.

Each list is read with a limit; the number beside it is counted up to 1,000.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from areas.models import Action, Area
from areas.rights import areas_where, rights
from areas.roles import Permission
from budgets.models import Application
from config.audit.models import Event
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


def pile(rows, make) -> Pile:
    """The first rows as lines, with how many there are."""
    count, more = capped_count(rows)
    return Pile([make(row) for row in rows[:SHOWN]], count, more)


def waiting(user, municipality, area_slug="") -> list[Pile]:
    """What waits for me: release, my next step, a decision about money."""
    piles = []
    handled = areas_where(user, Permission.HANDLE_INITIATIVES)
    if handled is not None:
        mine = _initiatives(municipality, handled, area_slug)
        piles.append(pile(mine.waiting_for_release().order_by("moved_at"), _to_release))
        asked = mine.filter(next_step_by="advisor", state__in=OPEN_STATES)
        asked = asked.exclude(state=State.RECEIVED, released_at__isnull=True)
        piles.append(pile(asked.order_by("moved_at"), _to_do))
    decided = areas_where(user, Permission.DECIDE_MONEY)
    if decided is not None:
        rows = Application.objects.waiting().filter(budget__area__in=decided)
        rows = _in_area(rows, "initiative__area", area_slug).filter(
            initiative__municipality=municipality
        )
        rows = rows.select_related("initiative__area").order_by("received_on", "pk")
        piles.append(pile(rows, _to_decide))
    return [one for one in piles if one.count]


def late(user, municipality, area_slug="") -> list[Pile]:
    """What is late: actions past their date, initiatives without movement."""
    piles = []
    kept = areas_where(user, Permission.EDIT_AGENDA)
    mine = Q(lead_user=user) if kept is None else Q(lead_user=user) | Q(area__in=kept)
    rows = _in_area(Action.objects.of(municipality).late().filter(mine), "area", area_slug)
    piles.append(pile(rows.select_related("area").order_by("ends_on", "pk"), _late_action))
    handled = areas_where(user, Permission.HANDLE_INITIATIVES)
    if handled is not None:
        quiet = now() - timedelta(days=municipality.stale_days)
        rows = _initiatives(municipality, handled, area_slug)
        rows = rows.filter(state__in=OPEN_STATES, released_at__isnull=False, moved_at__lt=quiet)
        piles.append(pile(rows.order_by("moved_at"), _quiet))
    return [one for one in piles if one.count]


def _initiatives(municipality, areas, area_slug):
    rows = Initiative.objects.of(municipality).filter(area__in=areas).select_related("area")
    return _in_area(rows, "area", area_slug)


def _in_area(rows, path, slug):
    return rows.filter(**{f"{path}__ancestor_rows__ancestor__slug": slug}) if slug else rows


def _line(thing, since, why, step, step_url=""):
    url = thing.get_absolute_url()
    return Line(thing.title, url, thing.area.name, since, why, step, step_url or url)


def _to_release(one):
    url = reverse("initiatives:release", args=[one.pk])
    return _line(one, one.moved_at, _("nieuw initiatief"), _("Bekijken en openbaar maken"), url)


def _to_do(one):
    return _line(one, one.moved_at, one.next_step or _("u bent aan zet"), _("Openen"))


def _quiet(one):
    url = reverse("initiatives:next_step", args=[one.pk])
    return _line(one, one.moved_at, _("geen beweging"), _("Volgende stap zetten"), url)


def _late_action(one):
    url = reverse("areas:progress_add", args=[one.pk])
    return _line(one, one.ends_on, _("te laat"), _("Voortgang melden"), url)


def _to_decide(one):
    initiative = one.initiative
    return Line(
        initiative.title,
        one.get_absolute_url(),
        initiative.area.name,
        one.received_on,
        _("aanvraag om geld"),
        _("Besluiten"),
        reverse("budgets:decide", args=[one.pk]),
    )


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
MODELS = ["initiatives.initiative", "areas.action", "areas.plan", "budgets.application"]


def my_areas(user) -> list[tuple[str, str]]:
    """The areas where I have a role, for the chips: address and name."""
    areas = {area_id for given in rights(user).values() for area_id in given}
    return list(Area.objects.filter(pk__in=areas).order_by("name").values_list("slug", "name"))


def news(user) -> list[dict]:
    """What changed in my areas in the last week, by somebody else, newest first."""
    areas = {area_id for given in rights(user).values() for area_id in given}
    if not areas:
        return []
    ancestors = apps.get_model("areas", "AreaAncestor")._default_manager
    below = ancestors.filter(ancestor_id__in=areas).values("area_id")
    since = now() - timedelta(days=NEW_DAYS)
    events = Event.objects.filter(area_id__in=below, at__gte=since, model__in=MODELS)
    events = list(events.exclude(actor=user).order_by("-pk")[: 2 * SHOWN])
    things = _things(events, user)
    lines = [
        {
            "at": event.at,
            "thing": things.get((event.model, event.object_id)),
            "what": VERBS.get(event.verb, _("veranderd")),
        }
        for event in events
    ]
    return [line for line in lines if line["thing"]][:SHOWN]


def _things(events, user) -> dict:
    found = {}
    for label in MODELS:
        ids = {event.object_id for event in events if event.model == label}
        if ids:
            manager = apps.get_model(label)._default_manager
            for thing in manager.visible_to(user).filter(pk__in=ids):
                found[label, thing.pk] = thing
    return found
