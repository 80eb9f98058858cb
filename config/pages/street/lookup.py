"""From what was typed to places on the map: the own table, an address service, or the area."""

from dataclasses import dataclass, field

from django.db.models import Avg, Q
from django.db.models.functions import Substr

from areas.models import AddressPoint, Area
from config.lib.text import normalise
from config.pages.street import service
from config.pages.street.asked import Asked, parse

MOST = 12


@dataclass
class Found:
    """Places (label, lat, lon) for an address; without one, the areas of its postcode or name."""

    places: list[dict] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)


def look_up(text: str, municipality) -> Found:
    """The places that this may mean, by the best source that knows one."""
    asked = parse(text)
    places = own_table(asked, municipality)
    if not places and asked.street and asked.number:
        # "Plein 1945" is a street of which the name ends in a number.
        places = own_table(Asked(street=" ".join(text.split())), municipality)
    places = places or service.ask(asked, municipality)
    if places:
        return Found(places=places[:MOST])
    return Found(areas=_areas(asked, municipality))


def own_table(asked: Asked, municipality) -> list[dict]:
    """The places of the own table: one for an address, one for each part of a street."""
    rows = AddressPoint.objects.filter(municipality=municipality)
    if asked.postcode:
        rows = rows.filter(postcode=asked.postcode)
    elif asked.street:
        rows = rows.filter(street__iexact=asked.street)
    else:
        return []
    if asked.number:
        exact = rows.filter(number=asked.number).order_by("postcode")
        columns = ("street", "number", "postcode", "lat", "lon")
        return [_place(one) for one in exact.values(*columns)[:MOST]]
    parts = rows.annotate(digits=Substr("postcode", 1, 4)).values("street", "digits")
    parts = parts.annotate(mean_lat=Avg("lat"), mean_lon=Avg("lon")).order_by("digits", "street")
    return [_part(one) for one in parts[:MOST]]


def _part(one: dict) -> dict:
    label = f"{one['street']}, {one['digits']}"
    return {"label": label, "lat": one["mean_lat"], "lon": one["mean_lon"]}


def _place(one: dict) -> dict:
    label = f"{one['street']} {one['number']}, {one['postcode']}"
    return {"label": label, "lat": one["lat"], "lon": one["lon"]}


def _areas(asked: Asked, municipality) -> list[Area]:
    """The areas with these digits of a postcode, or with exactly this name; the deepest first."""
    match = Q(postcodes__digits=asked.digits) if asked.digits else Q(search=normalise(asked.street))
    rows = Area.objects.of(municipality).current().in_tree().filter(match, root_of__isnull=True)
    return list(rows.distinct().order_by("-level__rank", "name")[:MOST])
