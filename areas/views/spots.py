"""Places on the map: the picture of an area, and the place of an action."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from areas import permissions
from areas.forms.spots import ActionSpotForm, MarkForm, with_spot
from areas.models import Action, Area, AreaShape
from areas.picture import drawing_of
from areas.pointing import Pointed, Window, closer, picture_of, pointed_at, window_of
from areas.views.actions import visible_action
from areas.views.steps import back_to, posted
from config.lib.access import require
from config.lib.forms import saved
from config.lib.public import public_page


@public_page
def picture(request, slug):
    """An area as a picture, which a form or page shows; with a mark where the address says."""
    area = get_object_or_404(Area.objects.of(request.municipality or None), slug=slug)
    window = window_of(area)
    if window is None:
        raise Http404
    drawing = drawing_of(area, window, request.municipality)
    spot = MarkForm(request.GET).spot()
    drawing["mark"] = window.spot(*spot) if spot else None
    text = render_to_string("components/area_picture.svg", drawing)
    return HttpResponse(text, content_type="image/svg+xml")


def action_spot(request, pk):
    """Point at the place of an action on the map, type it, or take it off the map.

    Pointing saves nothing: the page comes back with all that was typed and a mark on the map.
    """
    found = visible_action(request, pk)
    require(permissions.edit_action(request.user, found))
    back, data, pointed = back_to(found), posted(request), None
    area = _area_of(request, found)
    window = window_of(area)
    if data is not None:
        pointed = pointed_at(data, window, request.municipality)
        data = _changed(data, pointed)
    form = ActionSpotForm(
        data,
        instance=found,
        user=request.user,
        municipality=request.municipality,
        initial=request.draft,
    )
    looks = pointed or "kaart" in request.POST
    if data is not None and not looks and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _said(found))
        return redirect(found)
    if pointed and not pointed.problem and window:
        area = closer(pointed, area, window, request.municipality) or area
    context = {"form": form, "action": found, "back": back, "pointed": pointed}
    context |= _map(found, area, form.spot)
    context["elsewhere"] = bool(pointed and pointed.areas and _lies_outside(found.area, pointed))
    return render(request, "areas/action_spot.html", context)


def _area_of(request, found: Action) -> Area:
    """The area that the map shows: the one it showed when it was pointed at, else the action's."""
    if "kaart" in request.POST:
        return found.area
    slug = MarkForm(request.POST).value("gebied")
    areas = Area.objects.of(request.municipality or None)
    return areas.filter(slug=slug).first() or found.area if slug else found.area


def _changed(data, pointed: Pointed | None):
    """What was sent, with the point that was pointed at, or without one when that was asked."""
    if pointed and not pointed.problem:
        return with_spot(data, (pointed.lat, pointed.lon))
    return with_spot(data, None) if "weg" in data else data


def _said(found: Action) -> str:
    if found.lat is None:
        return _("De plek is opgeslagen. Er staat geen punt op de kaart.")
    return _("De plek is opgeslagen.")


def _map(found: Action, area: Area, spot) -> dict:
    """The picture of the area, of which the whole may be asked for again; empty without one."""
    window: Window | None = window_of(area)
    if window is None:
        return {}
    return {
        "picture": picture_of(area, spot),
        "whole": found.area if area.pk != found.area_id else None,
        "off_map": bool(spot and not window.spot(*spot)),
    }


def _lies_outside(area: Area, pointed: Pointed) -> bool:
    """Whether a place is surely not in an area: it has a shape, and the place is not in it."""
    shapes = AreaShape.objects.filter(area=area, area__grouping__isnull=True)
    return area.pk not in pointed.areas and shapes.exists()
