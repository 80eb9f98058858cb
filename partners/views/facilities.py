"""Pages of places and networks."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas.geo.shape import project
from areas.map import map_of
from areas.models import Area
from areas.permissions import use_agenda
from areas.views.steps import back_to, done_once, made_once, posted, row_form
from config.lib.access import require
from config.lib.forms import saved
from config.lib.public import public_page
from partners import permissions
from partners.actions.directory import remove_facility
from partners.filters import FacilityFilter
from partners.forms.directory import FacilityForm, RemoveForm
from partners.models import Facility

SHOWN = 100


@public_page
def facility_list(request):
    """Places to go to and networks to join, on a map and as a list, by area and kind."""
    here = request.municipality or None
    rows = Facility.objects.visible_to(request.user).of(here)
    chosen = FacilityFilter(request.GET, queryset=rows, request=request)
    rows = chosen.qs if chosen.is_valid() else rows.none()
    rows = rows.select_related("kind", "area", "organisation")
    found = list(rows.order_by("kind__network", "kind__name", "name", "pk")[: SHOWN + 1])
    may_edit = not use_agenda(request.user, here)
    context = {
        "filter": chosen,
        "facilities": found[:SHOWN],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "may_add": may_edit,
        "editable": _editable(request.user, found) if may_edit else set(),
        **drawing_of(here, found[:SHOWN]),
    }
    return render(request, "partners/facilities.html", context)


def _editable(user, facilities) -> set[int]:
    """Which of these (ids) the person may change: asked once for each area."""
    areas = {one.area_id: one for one in facilities}
    mine = {area for area, one in areas.items() if not permissions.edit_facility(user, one)}
    return {one.pk for one in facilities if one.area_id in mine}


def drawing_of(municipality, facilities) -> dict:
    """The map of the municipality with a point for each of these that has a place."""
    if municipality is None:
        return {"drawing": {"shapes": []}, "points": [], "radius": 0}
    drawing = map_of(root_id=municipality.root_id, by_level=True)
    sides = [float(part) for part in drawing["viewbox"].split()] or [0, 0, 1, 1]
    points = []
    for one in facilities:
        if one.lat is not None:
            x, y = project(one.lon, one.lat)
            url = one.get_absolute_url()
            points.append({"x": round(x), "y": round(y), "name": one.name, "url": url, "css": ""})
    return {"drawing": drawing, "points": points, "radius": int(max(sides[2:]) // 90)}


def facility_add(request):
    """Add a place or network."""
    require(use_agenda(request.user, request.municipality or None))
    form = _form(request, Facility())
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "partners.facility")
    context = {"form": form, "title": _("Nieuwe plek of nieuw netwerk"), "back": None}
    return render(request, "partners/form.html", context)


def facility_edit(request, pk):
    """Change a place or network."""
    found = _facility(request, pk)
    back = back_to(found)
    form = _form(request, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Plek of netwerk bewerken"), "back": back}
    return render(request, "partners/form.html", context)


def facility_remove(request, pk):
    """Take a place or network out, after one page that asks to confirm."""
    found = _facility(request, pk)
    back, form = back_to(found), RemoveForm(posted(request))

    def work():
        remove_facility(found, by=request.user)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.remove", work):
        messages.success(request, _("%(name)s is weggehaald.") % {"name": back["text"]})
        return redirect("partners:facilities")
    context = {
        "form": form,
        "title": _("Weghalen"),
        "intro": _("%(name)s verdwijnt van de lijst en van de kaart.") % {"name": back["text"]},
        "back": back,
        "danger": True,
        "submit": _("Haal weg"),
    }
    return render(request, "partners/form.html", context)


def _facility(request, pk) -> Facility:
    """A place or network that this person may change."""
    rows = Facility.objects.visible_to(request.user).of(request.municipality or None)
    found = get_object_or_404(rows.select_related("area", "kind"), pk=pk)
    require(permissions.edit_facility(request.user, found))
    return found


def _form(request, facility: Facility) -> FacilityForm:
    start = {}
    if slug := request.GET.get("gebied", "")[:140]:
        area = Area.objects.of(request.municipality or None).filter(slug=slug).first()
        start = {"area": area} if area else {}
    return row_form(request, FacilityForm, facility, **start)
