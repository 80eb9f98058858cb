"""What is planned, running and done around a place: actions and works, the nearest first."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from math import hypot

from django.db.models import F, Q

from areas.geo.shape import PER_LAT, PER_LON
from areas.models import Action, ActionState, Work
from config.lib.addresses import address
from config.lib.clock import now
from config.pages.street.spot import Spot

# How long something that is over still counts as news.
DAYS_DONE = 365
MOST = 200


@dataclass(frozen=True)
class Item:
    """An action or a work, with how far away it is; None for what counts for a whole area."""

    thing: Action | Work
    metres: int | None

    @property
    def is_work(self) -> bool:
        """Whether it is a work of the municipality's programme."""
        return isinstance(self.thing, Work)

    @property
    def mark(self) -> str:
        """Its place on the page."""
        return f"{'werk' if self.is_work else 'actie'}-{self.thing.pk}"

    @property
    def url(self) -> str:
        """Its own page; of a work the page elsewhere, else the list of works."""
        if not isinstance(self.thing, Work):
            return self.thing.get_absolute_url()
        return self.thing.url or address("areas:works")


@dataclass
class Around:
    """What is there, by where it is; `more` when not everything could be looked at."""

    planned: list[Item] = field(default_factory=list)
    running: list[Item] = field(default_factory=list)
    over: list[Item] = field(default_factory=list)
    more: bool = False

    @property
    def items(self) -> list[Item]:
        """All of it."""
        return [*self.planned, *self.running, *self.over]

    def add(self, item: Item) -> None:
        """Put a thing where it belongs."""
        parts = {"planned": self.planned, "running": self.running}
        parts.get(item.thing.state, self.over).append(item)


def around(spot: Spot, municipality, user) -> Around:
    """What the person may see there, the nearest first."""
    actions = Action.objects.visible_to(user).exclude(state=ActionState.MERGED)
    found = Around()
    for rows in (actions.of(municipality), Work.objects.of(municipality)):
        things = list(near(rows, spot)[: MOST + 1])
        found.more = found.more or len(things) > MOST
        for thing in things[:MOST]:
            metres = distance(spot, thing)
            if metres is None or metres <= spot.metres:
                found.add(Item(thing, metres))
    for items in (found.planned, found.running, found.over):
        items.sort(key=_nearest)
    return found


def near(rows, spot: Spot):
    """Things in a box around the point, and things without a point of the areas around it."""
    within = Q(area__in=spot.inside) | Q(area__in=spot.line, lat__isnull=True)
    if spot.lat is not None:
        high, wide = spot.metres / PER_LAT, spot.metres / PER_LON
        box = {
            "lat__range": (spot.lat - high, spot.lat + high),
            "lon__range": (spot.lon - wide, spot.lon + wide),
        }
        within |= Q(**box)
    recent = ~Q(state__in=[Work.State.DONE, Work.State.DROPPED, ActionState.STOPPED]) | Q(
        updated_at__gte=now() - timedelta(days=DAYS_DONE)
    )
    return rows.filter(within, recent).annotate(area_name=F("area__name")).order_by("-updated_at")


def distance(spot: Spot, thing) -> int | None:
    """Whole metres from the point to a thing; None when one of both has no point.

    Reckoned on the flat map, which is off by less than 3 metres in 1,000 in the Netherlands.
    """
    if spot.lat is None or thing.lat is None:
        return None
    return round(hypot((thing.lon - spot.lon) * PER_LON, (thing.lat - spot.lat) * PER_LAT))


def _nearest(item: Item):
    """What has a point goes first, from near to far; the rest by when it begins."""
    far = item.metres is None
    return far, item.metres or 0, item.thing.starts_on or date.max, item.thing.pk
