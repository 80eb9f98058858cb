"""Home: in which area do you live or work, and what is going on there now."""

from django.shortcuts import render

from areas.map import map_of
from areas.models import ProgressUpdate
from config.lib.public import public_page
from initiatives.models import Initiative

NEWS = 3


@public_page
def home(request):
    """The field, the map and the list of areas; under it the newest three things."""
    municipality = request.municipality
    if not municipality:
        return render(request, "pages/empty_site.html")
    drawing = map_of(root_id=municipality.root_id, by_level=True)
    context = {"drawing": drawing, "news": news(municipality)}
    return render(request, "pages/home.html", context)


def news(municipality) -> list[dict]:
    """The newest things that everyone may see: initiatives and progress on actions."""
    initiatives = Initiative.objects.public().of(municipality).select_related("area")
    newest = initiatives.order_by("-released_at", "-pk")[:NEWS]
    progress = (
        ProgressUpdate.objects.visible_to_everyone()
        .filter(action__area__municipality=municipality)
        .select_related("action__area")
        .order_by("-at", "-pk")[:NEWS]
    )
    items = [
        {"at": one.released_at, "kind": "initiative", "thing": one, "area": one.area, "text": ""}
        for one in newest
    ] + [
        {
            "at": one.at,
            "kind": "action",
            "thing": one.action,
            "area": one.action.area,
            "text": one.text,
        }
        for one in progress
    ]
    return sorted(items, key=lambda item: item["at"], reverse=True)[:NEWS]
