"""The portrait of an area: its page with figures and earlier versions, and the next version."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.portraits import add_portrait
from areas.forms import PortraitForm, VersionForm, newest_portrait
from areas.models import Area, Portrait
from areas.portrait_figures import indicator_lines, key_figures
from areas.rights import may
from areas.roles import Permission
from areas.views.steps import posted
from config.lib.access import require
from config.lib.addresses import address
from config.lib.forms import LostRace
from config.lib.public import public_page


def _area(request, slug) -> Area:
    return get_object_or_404(Area.objects.of(request.municipality or None), slug=slug)


@public_page
def portrait_page(request, slug):
    """What an area is like: text, strengths, figures, and worries that were discussed there."""
    area = _area(request, slug)
    versions = list(area.portraits.order_by("-at", "-pk"))
    shown = _version(request, area, versions)
    inside = may(request.user, Permission.SEE_INTERNAL, area.pk)
    figures, lines = key_figures(area, request.municipality.root_id)
    context = {
        "area": area,
        "portrait": shown,
        "earlier": shown.pk is not None and shown.pk != versions[0].pk,
        "versions": versions,
        "worries": shown.worries if inside else shown.public_worries,
        "worries_hidden": bool(inside and shown.worries and not shown.public_worries),
        "figures": figures,
        "lines": lines,
        "indicators": indicator_lines(area, request.municipality.root_id),
        "whole": area.pk == request.municipality.root_id,
        "may_edit": not permissions.edit_portrait(request.user, area),
    }
    return render(request, "areas/portrait.html", context)


def _version(request, area: Area, versions: list[Portrait]) -> Portrait:
    """The version that was asked for, else the newest, else the text that the area has."""
    asked = VersionForm(request.GET).value("versie")
    found = next((one for one in versions if one.pk == asked), None)
    return found or next(iter(versions), Portrait(area=area, text=area.portrait))


def portrait(request, slug):
    """Write the next version of the portrait."""
    area = _area(request, slug)
    require(permissions.edit_portrait(request.user, area))
    newest = newest_portrait(area)
    form = PortraitForm(posted(request), instance=newest, initial=request.draft)
    by = newest.by.name if newest.by else ""
    url = address("areas:portrait_page", area.slug)
    if request.method == "POST" and form.is_valid() and _written(area, form, request.user):
        messages.success(request, _("Het portret is opgeslagen. De vorige versie blijft bestaan."))
        return redirect(url)
    context = {"form": form, "area": area, "newest": newest, "by": by, "url": url}
    return render(request, "areas/portrait_form.html", context)


def _written(area: Area, form: PortraitForm, by) -> Portrait | None:
    """The next version; None when somebody else was first, and the form shows both texts."""
    texts = {name: form.cleaned_data[name] for name in form.Meta.fields}
    try:
        return add_portrait(area, seen=form.cleaned_data["row_version"] or 0, texts=texts, by=by)
    except LostRace:
        form.reload_conflict()
        return None
