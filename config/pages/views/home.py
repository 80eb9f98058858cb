"""Home: in which area do you live or work, and what is going on there now."""

from django.shortcuts import render

from areas.map import map_of
from areas.models import ProgressUpdate
from config.lib.addresses import address
from config.lib.public import public_page
from initiatives.models import Initiative

NEWS = 3
# What an item prints. Made once: naming columns takes longer than asking for them.
INITIATIVES = (
    Initiative.objects.public()
    .order_by("-released_at", "-pk")
    .values_list("released_at", "pk", "title", "area__name")
)
PROGRESS = ProgressUpdate.objects.order_by("-at", "-pk").values_list(
    "at", "action", "action__title", "action__area__name", "text"
)


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
    progress = PROGRESS.visible_to_everyone().filter(action__area__municipality=municipality)
    items = [
        {
            "at": at,
            "kind": "initiative",
            "url": address("initiatives:detail", pk),
            "title": title,
            "area": area,
            "text": "",
        }
        for at, pk, title, area in INITIATIVES.of(municipality)[:NEWS]
    ] + [
        {
            "at": at,
            "kind": "action",
            "url": address("areas:action", pk),
            "title": title,
            "area": area,
            "text": text,
        }
        for at, pk, title, area, text in progress[:NEWS]
    ]
    return sorted(items, key=lambda item: item["at"], reverse=True)[:NEWS]
