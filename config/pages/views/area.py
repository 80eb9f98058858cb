"""The area page, which everyone shares: where am I, what is done, by whom, with what money.

What lies above and below the area is read once, as numbers; with those every other query does
without a join over the tree.
"""

from dataclasses import dataclass

from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from areas.map import map_of
from areas.models import Action, Area, AreaAncestor, AreaPlacement, Assignment, OldSlug, Work
from areas.models.agenda import OPEN_STATES, ActionState
from areas.rights import may
from areas.roles import SHOWN_IN_TEAM, Permission
from budgets.models import Budget
from config.lib.addresses import address
from config.lib.clock import today
from config.lib.public import public_page
from config.pages.agreed import agreed_for
from config.pages.figures import action_counts, initiative_counts, key_figures
from initiatives.models import Gathering, Initiative, State, Story, about

ACTIONS_SHOWN = 6
INITIATIVES_SHOWN = 4
WORKS_SHOWN = 4
STORIES_SHOWN = 3
GATHERINGS_SHOWN = 3

# What each part of the page prints. Made once: naming columns takes longer than asking for them.
PLACE = (
    Area.objects.order_by("-figures__year")
    .annotate(
        parts_assumed=Exists(AreaPlacement.objects.filter(area=OuterRef("pk"), assumed=True)),
        level_name=F("level__name"),
        grouping_name=F("grouping__name"),
        year=F("figures__year"),
        inhabitants=F("figures__inhabitants"),
        households=F("figures__households"),
        others=F("figures__others"),
        figures_source=F("figures__source"),
        fictitious=F("figures__fictitious"),
    )
    .only("name", "slug", "portrait", "assumed", "source", "grouping")
)
AROUND = AreaAncestor.objects.order_by("-distance").values_list(
    "ancestor", "ancestor__name", "ancestor__slug", "area", "area__name"
)
TEAM = Assignment.objects.order_by().values(
    "area", "role__kind", "role__name", "user__name", "user__phone", "user__email"
)
# Initiatives and stories, newest first: asked in one question.
INITIATIVES = Initiative.objects.public().order_by("-released_at", "-pk")
STORIES = Story.objects.public().order_by("-released_at", "-pk")
PAGES = {"idea": "initiatives:detail", "story": "stories:story", "met": "gatherings:gathering"}
WORKS = (
    Work.objects.order_by(F("talk_until").asc(nulls_last=True), "starts_on", "pk")
    .annotate(area_name=F("area__name"))
    .only("title", "kind", "state", "starts_on", "ends_on", "talk_until", "place", "url")
)


@public_page
def area(request, slug):
    """One area with what hangs on it and on everything below it."""
    here = area_at(request.municipality, slug)
    if here is None:
        return redirect_old(request.municipality, slug)
    around = around_of(here)
    context = {
        "area": here,
        "above": around.above,
        "drawing": map_of(root_id=here.pk, members=here.grouping_id is not None),
        "key_figures": key_figures(here),
        "team": team(around),
        "may_edit": may(request.user, Permission.EDIT_PORTRAIT, here.pk),
        "may_plan": may(request.user, Permission.EDIT_AGENDA, here.pk),
        **agenda_of(here, around, request.user),
        **initiatives_of(around, request.municipality),
        **money_of(around, here.inhabitants),
        "works": list(WORKS.open().filter(area__in=list(around.below))[:WORKS_SHOWN]),
    }
    return render(request, "pages/area.html", context)


def area_at(municipality, slug) -> Area | None:
    """The area with this address, with the names of its kind and its newest key figures.

    `parts_assumed` says that no source knows which areas it is made of.
    """
    years = list(PLACE.filter(slug=slug, municipality=municipality))
    counted = (one for one in years if one.inhabitants is not None)
    return next(counted, years[0] if years else None)


@dataclass
class Around:
    """Where an area lies: `above` from the top down, and itself with all `below` it by number."""

    above: list[dict]
    line: list[int]
    below: dict[int, str]


def around_of(area) -> Around:
    """What lies above and below an area."""
    above, line, below = [], [area.pk], {}
    for pk, name, slug, lower, lower_name in AROUND.filter(Q(area=area.pk) | Q(ancestor=area.pk)):
        if pk == area.pk:
            below[lower] = lower_name
        else:
            above.append({"name": name, "url": address("pages:area", slug)})
            line.insert(-1, pk)
    return Around(above, line, below)


def redirect_old(municipality, slug):
    """Send on from an address that an area had before. Raises Http404 when nobody had it."""
    old = OldSlug.objects.filter(slug=slug, area__municipality=municipality)
    found = old.select_related("area").first()
    if not found:
        raise Http404
    return redirect(found.area, permanent=True)


def agenda_of(area, around: Around, user) -> dict:
    """What was agreed and how far it is, what runs, what comes next, and how many there are."""
    areas, visible = list(around.below), Action.objects.visible_to(user)
    current = list(
        visible.filter(area__in=areas, state__in=OPEN_STATES)
        .annotate(theme_name=F("theme__name"))
        .only("title", "state", "ends_on", "lead_label")
        .order_by("-state", "ends_on", "pk")[: 2 * ACTIONS_SHOWN]
    )
    plans, goals = agreed_for(area, user)
    counts, by_plan, by_goal = action_counts(visible, areas, list(plans), list(goals))
    return {
        "running": [one for one in current if one.state == ActionState.RUNNING][:ACTIONS_SHOWN],
        "coming": [one for one in current if one.state == ActionState.PLANNED][:3],
        "counts": counts,
        "plans": [{**plan, "counts": by_plan[pk]} for pk, plan in plans.items()],
        "goals": [{**goal, "counts": by_goal[pk]} for pk, goal in goals.items()],
    }


def initiatives_of(around: Around, municipality) -> dict:
    """The newest initiatives and stories, the next gatherings, and how many initiatives there are.

    The municipality is named as well, so that the database may read its index by date.
    """
    areas = list(around.below)
    ideas = INITIATIVES.of(municipality).filter(area__in=areas)[:INITIATIVES_SHOWN]
    told = STORIES.of(municipality).filter(about(areas, "initiative__"))[:STORIES_SHOWN]
    ideas = Initiative.objects.order_by().filter(pk__in=ideas.values("pk"))
    also = INITIATIVES.of(municipality).also_about(areas)[:INITIATIVES_SHOWN]
    also = Initiative.objects.order_by().filter(pk__in=also.values("pk"))
    told = Story.objects.order_by().filter(pk__in=told.values("pk"))
    # Of two areas the one that lies here.
    here = Case(
        When(initiative__area__in=areas, then="initiative__area"), default="initiative__also_area"
    )
    met = Gathering.objects.of(municipality).coming().filter(area__in=areas, cancelled_at=None)
    met = Gathering.objects.order_by().filter(pk__in=met[:GATHERINGS_SHOWN].values("pk"))
    rows = ideas.values_list(Value("idea"), "pk", "title", "state", "released_at", "area").union(
        also.values_list(Value("idea"), "pk", "title", "state", "released_at", "also_area"),
        told.values_list(Value("story"), "pk", "title", "state", "released_at", here),
        met.values_list(Value("met"), "pk", "title", "place", "starts_at", "area"),
        all=True,
    )
    newest: dict[str, list[dict]] = {kind: [] for kind in PAGES}
    for kind, pk, title, state, at, area in rows.order_by("-released_at", "-pk"):
        page = PAGES[kind]
        state = State(state).label if kind == "idea" else state
        one = {"url": address(page, pk), "title": title, "state": state, "at": at}
        newest[kind].append({**one, "area": around.below[area]})
    counts = initiative_counts(areas)
    return {
        "initiatives": newest["idea"][:INITIATIVES_SHOWN],
        "stories": newest["story"],
        # The first to come on top.
        "gatherings": newest["met"][::-1],
        "initiative_counts": counts,
    }


def money_of(around: Around, people: int | None) -> dict:
    """This year's money of the area and all below it, in cents, also as parts of a bar; and what
    was granted for each of its inhabitants.
    """
    year = today().year
    money = Budget.objects.filter(area__in=list(around.below), year=year).totals()
    parts = [
        {"label": _("te verdelen"), "value": money["left"], "kind": "free"},
        {"label": _("toegekend"), "value": money["reserved"], "kind": "reserved"},
        {"label": _("betaald"), "value": money["spent"], "kind": "spent"},
    ]
    granted = money["reserved"] + money["spent"]
    each = round(granted / people) if people else None
    return {"money": money, "money_parts": parts, "money_each": each, "year": year}


def team(around: Around) -> list[dict]:
    """Who works here or for an area above it, by the order of roles; only who is shown."""
    rows = TEAM.current().filter(in_public=True, role__kind__in=SHOWN_IN_TEAM, area__in=around.line)
    order = [str(kind) for kind in SHOWN_IN_TEAM]
    people: dict[str, dict] = {}
    for row in sorted(rows, key=lambda row: around.line.index(row["area"]), reverse=True):
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
