"""The works and maintenance of the municipality, for everyone."""

from django.db.models import F
from django.shortcuts import render

from areas.filters import WorkFilter
from areas.models import Area, Work
from config.lib.public import public_page

SHOWN = 100


@public_page
def works(request):
    """The works of an area, those that begin first on top; what is ready only when asked for."""
    here = request.municipality or None
    chosen = WorkFilter(request.GET, queryset=Work.objects.of(here), request=request)
    rows = chosen.qs if chosen.is_valid() else Work.objects.none()
    rows = rows.annotate(area_name=F("area__name"))
    found = list(rows.order_by(F("starts_on").asc(nulls_last=True), "pk")[: SHOWN + 1])
    slug = request.GET.get("gebied", "")
    context = {
        "filter": chosen,
        "works": found[:SHOWN],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "area": Area.objects.of(here).filter(slug=slug).first() if slug else None,
        "sources": sorted({work.source for work in found if work.source}),
    }
    return render(request, "areas/works.html", context)
