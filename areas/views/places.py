"""The list of areas with its map."""

from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from areas.forms import AreaSearch
from areas.map import map_of
from areas.models import Area
from config.lib.public import public_page
from config.lib.text import normalise

FOUND = 50  # more than this is no answer
POSTCODE_DIGITS = 4


@public_page
def area_list(request):
    """All areas on a map and by level; a search that finds one area goes there at once."""
    form = AreaSearch(request.GET)
    words, found = form.value("q", ""), None
    if words:
        found = list(_search(request.municipality, words))
        if len(found) == 1:
            return redirect("pages:area", slug=found[0]["slug"])
    context = {"search_form": form, "words": words, "found": found}
    if request.municipality:
        context["drawing"] = map_of(root_id=request.municipality.root_id, by_level=True)
        context["shown"], context["folded"] = _by_level(request.municipality)
    return render(request, "areas/list.html", context)


def _search(municipality, words: str):
    """Areas with this name or postcode, those with exactly this name first."""
    plain = normalise(words[:100])
    digits = plain[:POSTCODE_DIGITS]
    match = Q(search__contains=plain)
    if digits.isdigit() and len(digits) == POSTCODE_DIGITS:
        match = Q(postcodes__digits=digits)
    areas = Area.objects.of(municipality or None).current().filter(match, root_of__isnull=True)
    rows = areas.order_by("level__rank", "name").values(
        "name", "slug", "search", "level__name", "grouping__name", "parent__name"
    )
    return sorted(rows.distinct()[:FOUND], key=lambda row: row["search"] != plain)


def _by_level(municipality) -> tuple[list[dict], list[dict]]:
    """The areas of today under the name of their level (or second division), in two parts:
    those of the map, and the rest, which the page folds away."""
    rows = Area.objects.of(municipality).current().filter(root_of__isnull=True)
    rows = rows.order_by("level__rank", "grouping__name", "name").values(
        "name", "slug", "assumed", "level__plural", "level__on_map", "grouping__plural"
    )
    groups: dict[str, dict] = {}
    for row in rows:
        name = row["grouping__plural"] or row["level__plural"] or _("Overige gebieden")
        on_map = bool(row["level__on_map"] and not row["grouping__plural"])
        groups.setdefault(name, {"name": name, "on_map": on_map, "areas": []})["areas"].append(row)
    shown = [group for group in groups.values() if group["on_map"]]
    return shown, [group for group in groups.values() if not group["on_map"]]
