"""Public pages of gatherings: what is to come, what was, and one of them."""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from areas.models import Action, Area
from config.lib.lists import PER_PAGE
from config.lib.public import public_page
from initiatives.actions.sign_up import seats_of
from initiatives.forms.gathering import GatheringQuery
from initiatives.gathering_calendar import file_of
from initiatives.models import Gathering, Initiative
from initiatives.permissions.gathering import (
    may_cancel_gathering,
    may_change_gathering,
    may_plan,
    may_plan_anywhere,
    may_see_sign_ups,
    may_settle_gathering,
    may_sign_up,
)

ROW = ("title", "kind", "place", "starts_at", "ends_at", "cancelled_at", "turnout")


def gathering_at(request, pk) -> Gathering:
    """The gathering with this number, here. Raises Http404."""
    rows = Gathering.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related("area", "municipality"), pk=pk)


@public_page
def gathering_list(request):
    """What is to come in the municipality or an area, or what was."""
    here, query = request.municipality or None, GatheringQuery(request.GET)
    slug, back = query.value("gebied", ""), query.value("wanneer", "") == "geweest"
    areas = Area.objects.of(here).current().filter(level__on_map=True).order_by("name")
    area = get_object_or_404(Area.objects.of(here), slug=slug) if slug else None
    rows = Gathering.objects.visible_to(request.user).of(here)
    rows = rows.within(area) if area else rows
    rows = (rows.past() if back else rows.coming()).annotate(area_name=F("area__name"))
    page = Paginator(rows.only(*ROW), PER_PAGE).get_page(query.value("page", 1))
    context = {
        "area": area,
        "areas": list(areas.values_list("slug", "name")),
        "back": back,
        "page_obj": page,
        "may_plan": not may_plan_anywhere(request.user),
    }
    return render(request, "initiatives/gatherings.html", context)


@public_page
def gathering(request, pk):
    """One gathering: what, where, when, whether there is room, and what came of it."""
    found, user = gathering_at(request, pk), request.user
    keeps = not may_plan(user, found)
    context = {
        "gathering": found,
        "seats": seats_of(found),
        "keeps": keeps,
        "can_sign_up": not may_sign_up(found),
        "may_change": keeps and not may_change_gathering(user, found),
        "may_cancel": keeps and not may_cancel_gathering(user, found),
        "may_settle": keeps and not may_settle_gathering(user, found),
        "may_see_sign_ups": not may_see_sign_ups(user, found),
        **_linked(found, user),
    }
    return render(request, "initiatives/gathering.html", context)


def _linked(found: Gathering, user) -> dict:
    """What it belongs to and what it led to, as far as this person may see that."""
    actions = Action.objects.visible_to(user).filter(pk__in=_known(found, "action"))
    ideas = Initiative.objects.visible_to(user).filter(pk__in=_known(found, "initiative"))
    by_action, by_idea = ({row.pk: row for row in rows} for rows in (actions, ideas))
    return {
        "belongs_to": [
            by_action.get(found.action_id),
            by_idea.get(found.initiative_id),
        ],
        "led_to": [
            by_action.get(found.led_to_action_id),
            by_idea.get(found.led_to_initiative_id),
        ],
    }


def _known(found: Gathering, name: str) -> list[int]:
    pks = (getattr(found, f"{name}_id"), getattr(found, f"led_to_{name}_id"))
    return [pk for pk in pks if pk]


@public_page
def gathering_calendar(request, pk):
    """The gathering for one's own calendar."""
    found = gathering_at(request, pk)
    response = HttpResponse(file_of(found), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="bijeenkomst-{pk}.ics"'
    return response
