"""Wie doet er mee: for everyone, how many take part in an area and how many are new."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from areas.actions.telling import FEW, period
from areas.models import Area
from config.lib.public import kept, public_page
from config.look.exports import csv_response
from config.pages.taking_part import (
    KNOWN,
    NEW,
    PEOPLE,
    Counts,
    counted,
    inhabitants_of,
    lines_of,
)


@public_page
def taking_part(request, slug):
    """The counts of one area, beside those of the whole municipality."""
    area, counts, root = _found(request, slug)
    living = inhabitants_of([area.pk, root])
    people = {name: counts.of(name, area.pk) for name in (PEOPLE, NEW, KNOWN)}
    context = {
        "area": area,
        "lines": lines_of(area, counts, root, living),
        "inhabitants": living.get(area.pk),
        "is_town": area.pk == root,
        "people": people,
        "bars": _bars(people),
        "few": FEW,
        "period": period(),
    }
    return render(request, "pages/taking_part.html", context)


@public_page
def taking_part_csv(request, slug):
    """The same for the area and each of its parts; what is not told is empty."""
    area, counts, root = _found(request, slug)
    areas = [area, *Area.objects.current().filter(parent=area).order_by("name")]
    living = inhabitants_of([root, *(one.pk for one in areas)])
    span = period()
    header = [_("gebied"), _("van"), _("tot"), _("vorm"), _("aantal"), _("per 1.000 inwoners")]
    words = {PEOPLE: _("mensen"), NEW: _("nieuw"), KNOWN: _("eerder meegedaan")}
    rows = [
        [one.name, span.since, span.until, label, count, rate]
        for one in areas
        for label, count, rate in [
            *((x.label, x.count, x.rate) for x in lines_of(one, counts, root, living)),
            *((word, counts.of(name, one.pk), None) for name, word in words.items()),
        ]
    ]
    return csv_response(f"wie-doet-mee-{area.slug}", header, rows)


def _found(request, slug) -> tuple[Area, Counts, int]:
    """The area, the counts of its municipality, and the area that is all of that."""
    here = request.municipality or None
    area = Area.objects.filter(municipality=here, slug=slug).first() if here else None
    if area is None:
        raise Http404
    counts = kept(request, "taking part", lambda: counted(here))
    return area, counts, here.root_id


def _bars(people: dict[str, int | None]) -> list[dict]:
    """Newcomers and regulars as parts of a bar; nothing when they are not told."""
    if people[NEW] is None or people[KNOWN] is None:
        return []
    return [
        {"label": _("voor het eerst"), "value": people[NEW], "kind": "active"},
        {"label": _("deden eerder mee"), "value": people[KNOWN], "kind": "done"},
    ]
