"""Where somebody looks: a point with a distance around it, or an area."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _

from areas.forms.spots import MarkForm
from areas.models import Area, AreaAncestor
from areas.where import Where, line_of
from config.lib.addresses import address

DISTANCES = (100, 250, 500, 1000)
USUAL = 250


class SpotForm(MarkForm):
    """The place in the address: a point in degrees and a distance in metres, or an area."""

    straal = forms.TypedChoiceField(
        coerce=int, choices=[(metres, metres) for metres in DISTANCES], required=False
    )


@dataclass(frozen=True)
class Spot:
    """A place: the areas it lies in (ids, the deepest first), and its point when there is one.

    `inside` are the areas that count as a whole: an area that was chosen, with all below it.
    """

    line: list[int]
    names: list[str]
    inside: list[int]
    lat: float | None = None
    lon: float | None = None
    metres: int = USUAL
    slug: str = ""

    @property
    def query(self) -> str:
        """The place as an address has it."""
        return urlencode(self.values)

    @property
    def values(self) -> dict:
        """The place as the values of an address; the point to about a metre."""
        if self.slug:
            return {"gebied": self.slug}
        return {"lat": f"{self.lat:.5f}", "lon": f"{self.lon:.5f}", "straal": self.metres}

    @property
    def title(self) -> str:
        """The place in words."""
        if self.slug:
            return self.names[0]
        said = {"metres": self.metres}
        if not self.names:
            return _("Binnen %(metres)d meter") % said
        return _("Binnen %(metres)d meter, in %(area)s") % (said | {"area": self.names[0]})

    @property
    def feed_url(self) -> str:
        """The address of the news of this place."""
        return f"{address('pages:street_feed')}?{self.query}"

    def at(self, metres: int) -> str:
        """The address of the same point with another distance."""
        return "?" + urlencode({**self.values, "straal": metres})


def spot_of(params, municipality) -> Spot | None:
    """The place that an address names; None when it names none in this municipality."""
    if not municipality:
        return None
    form = SpotForm(params)
    slug, point = form.value("gebied"), form.spot()
    if slug:
        return _area(slug, municipality)
    if point is None:
        return None
    lat, lon = point
    found = Where(municipality).at(lon, lat)
    line, names = _named(found)
    return Spot(line, names, [], lat, lon, form.value("straal", USUAL))


def _area(slug: str, municipality) -> Spot | None:
    area = Area.objects.of(municipality).filter(slug=slug).first()
    if not area:
        return None
    line, names = _named(line_of(area.pk))
    below = list(AreaAncestor.objects.filter(ancestor=area).values_list("area", flat=True))
    return Spot(line or [area.pk], names or [area.name], below, slug=slug)


def _named(areas: list[int]) -> tuple[list[int], list[str]]:
    """The areas without the municipality itself, and their names."""
    rows = Area.objects.filter(pk__in=areas, root_of__isnull=True)
    names = dict(rows.values_list("pk", "name"))
    line = [pk for pk in areas if pk in names]
    return line, [names[pk] for pk in line]
