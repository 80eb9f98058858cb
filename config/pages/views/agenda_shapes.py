"""The selection of the overview in other forms: on the map, on a timeline, as a page to print."""

from django.db.models import F
from django.shortcuts import render

from areas.models import ActionState, Plan
from config.lib.lists import capped_count
from config.pages.agenda_map import counted_map, points_of
from config.pages.figures import visible_actions
from config.pages.filters import ActionFilter, AgendaFilter, PlanFilter
from config.pages.tables import ActionTable
from config.pages.timeline import timeline_of

PRINTED = 500


def overview_actions(request, rows=None):
    """What the visitor may see and the figures count: a merged action only when it is asked for.

    `rows` are actions that come with what is printed of them.
    """
    rows = visible_actions(request.user, request.municipality, rows)
    return rows if request.GET.get("stand") == ActionState.MERGED else rows.counted()


def selection(request) -> ActionFilter:
    """The filter of the overview over the actions that the visitor may see."""
    return ActionFilter(request.GET, queryset=overview_actions(request), request=request)


def chosen_plans(request) -> PlanFilter:
    """The filter of the overview over the plans that the visitor may see."""
    rows = Plan.objects.visible_to(request.user).of(request.municipality)
    return PlanFilter(request.GET, queryset=rows, request=request)


def rows_of(chosen: AgendaFilter):
    """What was chosen; nothing when the address asks for what cannot be."""
    return chosen.qs if chosen.is_valid() else chosen.queryset.none()


def common(chosen: ActionFilter, rows) -> dict:
    """What each form of the selection shows: the filter, and how many actions there are."""
    count, more = capped_count(rows)
    return {"filter": chosen, "count": count, "count_is_more": more}


def map_page(request, context):
    """How many actions each area has, and a point for each action that has a place."""
    chosen = selection(request)
    rows = rows_of(chosen)
    slug, elsewhere = request.GET.get("gebied", ""), context["elsewhere"]
    drawing = counted_map(rows, request.municipality, slug, elsewhere)
    context |= {**common(chosen, rows), "drawing": drawing, "points": points_of(rows)}
    return render(request, "pages/agenda_map.html", context)


def timeline_page(request, context):
    """A bar for each action that has a date, over months."""
    chosen = selection(request)
    rows = rows_of(chosen)
    context |= {**common(chosen, rows), "line": timeline_of(rows)}
    return render(request, "pages/agenda_timeline.html", context)


def print_page(request, context):
    """The list on one page, with what was chosen in words."""
    chosen = selection(request)
    rows = rows_of(chosen)
    shown = rows.annotate(area_name=F("area__name"), theme_name=F("theme__name"))
    shown = shown.only("title", "lead_label", "state", "ends_on").order_by("-updated_at", "-pk")
    table = ActionTable(list(shown[:PRINTED]))
    context |= {**common(chosen, rows), "table": table, "printed": PRINTED}
    return render(request, "pages/agenda_print.html", context)


SHAPES = {"kaart": map_page, "tijdlijn": timeline_page, "afdruk": print_page}
