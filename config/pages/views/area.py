"""The area page, which everyone shares: where am I, what is done, by whom, with what money."""

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from areas.map import map_of
from areas.models import (
    Action,
    Area,
    AreaAncestor,
    AreaFigures,
    AreaPlacement,
    Assignment,
    Goal,
    OldSlug,
    Plan,
)
from areas.models.agenda import OPEN_STATES, ActionState
from areas.permissions import edit_portrait, start_plan
from areas.roles import SHOWN_IN_TEAM
from budgets.models import Budget
from config.lib.clock import today
from config.lib.public import public_page
from config.pages.figures import action_counts, initiative_counts
from initiatives.models import Initiative

ACTIONS_SHOWN = 6
GOALS_SHOWN = 5
INITIATIVES_SHOWN = 4


@public_page
def area(request, slug):
    """One area with what hangs on it and on everything below it."""
    line = line_of(request.municipality, slug)
    if not line:
        return redirect_old(request.municipality, slug)
    here = line[-1]
    context = {
        "area": here,
        "above": line[:-1],
        "drawing": map_of(root_id=here.pk),
        "members": members_of(here),
        "figures": AreaFigures.objects.filter(area=here, inhabitants__isnull=False).first(),
        "team": team(here),
        "may_edit": not edit_portrait(request.user, here),
        "may_plan": not start_plan(request.user, here),
        **agenda_of(here, request.user),
        **initiatives_of(here, request.user),
        **money_of(here),
    }
    return render(request, "pages/area.html", context)


def line_of(municipality, slug) -> list[Area]:
    """The area with this address and all above it, from the top down; empty when there is none."""
    rows = AreaAncestor.objects.filter(area__slug=slug, area__municipality=municipality)
    assumed = AreaPlacement.objects.filter(area=OuterRef("ancestor"), assumed=True)
    rows = rows.select_related("ancestor__level", "ancestor__grouping").order_by("-distance")
    line = []
    for row in rows.annotate(parts_assumed=Exists(assumed)):
        row.ancestor.parts_assumed = row.parts_assumed
        line.append(row.ancestor)
    return line


def members_of(area) -> list[Area]:
    """The areas that an area of a second division is made of; none for an area of the tree."""
    if area.grouping_id is None:
        return []
    return list(Area.objects.filter(groups__group=area).order_by("name"))


def redirect_old(municipality, slug):
    """Send on from an address that an area had before. Raises Http404 when nobody had it."""
    old = OldSlug.objects.filter(slug=slug, area__municipality=municipality)
    found = old.select_related("area").first()
    if not found:
        raise Http404
    return redirect(found.area, permanent=True)


def agenda_of(area, user) -> dict:
    """Running actions, what comes next, counts, goals with how many actions are done, plans."""
    actions = Action.objects.visible_to(user).within(area)
    current = list(
        actions.filter(state__in=OPEN_STATES)
        .select_related("theme", "area")
        .order_by("-state", "ends_on", "pk")[: 2 * ACTIONS_SHOWN]
    )
    goals = Goal.objects.filter(plan__in=Plan.objects.visible_to(user).filter(area=area))
    return {
        "running": [one for one in current if one.state == ActionState.RUNNING][:ACTIONS_SHOWN],
        "coming": [one for one in current if one.state == ActionState.PLANNED][:3],
        "counts": action_counts(actions),
        "goals": goals.select_related("theme", "plan")
        .annotate(
            total=Count("actions", filter=Q(actions__public=True)),
            done=Count("actions", filter=Q(actions__public=True, actions__state=ActionState.DONE)),
        )
        .order_by("plan", "order", "pk")[:GOALS_SHOWN],
        "plans": Plan.objects.visible_to(user).filter(area=area).select_related("kind"),
    }


def initiatives_of(area, user) -> dict:
    """The newest initiatives and how many there are."""
    newest = Initiative.objects.public().within(area).select_related("area")
    return {
        "initiatives": newest.order_by("-released_at", "-pk")[:INITIATIVES_SHOWN],
        "initiative_counts": initiative_counts(area),
    }


def money_of(area) -> dict:
    """This year's money of the area and all below it, in cents, also as parts of a bar."""
    year = today().year
    money = Budget.objects.within(area).filter(year=year).totals()
    parts = [
        {"label": _("te verdelen"), "value": money["left"], "kind": "free"},
        {"label": _("toegekend"), "value": money["reserved"], "kind": "reserved"},
        {"label": _("betaald"), "value": money["spent"], "kind": "spent"},
    ]
    return {"money": money, "money_parts": parts, "year": year}


def team(area) -> list[dict]:
    """Who works here or for an area above it, by the order of roles; only who is shown."""
    rows = (
        Assignment.objects.current()
        .filter(in_public=True, role__kind__in=SHOWN_IN_TEAM, area__descendant_rows__area=area)
        .order_by("area__descendant_rows__distance")
        .values("role__kind", "role__name", "user__name", "user__phone", "user__email")
    )
    order = [str(kind) for kind in SHOWN_IN_TEAM]
    people: dict[str, dict] = {}
    for row in rows:
        people.setdefault(
            row["user__email"],
            {
                "name": row["user__name"],
                "role": row["role__name"],
                "phone": row["user__phone"],
                "mail": row["user__email"],
                "order": order.index(row["role__kind"]),
            },
        )
    return sorted(people.values(), key=lambda person: person["order"])
