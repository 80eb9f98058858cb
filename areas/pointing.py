"""Pointing at a place on a picture of an area, without a script.

A browser sends where on an `<input type="image">` was clicked, in pixels of the picture as it
is shown. So a picture has one of a few fixed sizes, each with a name, of which the style sheet
shows the one that fits: "groot.x" and "groot.y" say which it was.
"""

from dataclasses import dataclass, field

from django import forms
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from areas.geo.shape import project, unproject
from areas.models import Area, AreaShape
from areas.where import Where
from config.lib.addresses import address
from config.lib.forms import QueryForm

# Width and height in CSS pixels, by name; the style sheet shows one of them.
SIZES = {"groot": 560, "klein": 280}
MARGIN = 0.03
# In a picture of less than so many metres one points well; a wider one is looked at closer first.
CLOSE = 2500
# A picture of a part is closer when it is at most this part as wide.
CLOSER = 0.8


@dataclass(frozen=True)
class Window:
    """The square that a picture of an area shows, in metres of the map (areas.geo.shape)."""

    left: int
    top: int
    side: int

    @property
    def viewbox(self) -> str:
        """The same for SVG."""
        return f"{self.left} {self.top} {self.side} {self.side}"

    def place(self, x: int, y: int, pixels: int) -> tuple[float, float]:
        """(lat, lon) of the middle of a pixel of a picture of so many pixels."""
        metres = self.side / pixels
        lon, lat = unproject(self.left + (x + 0.5) * metres, self.top + (y + 0.5) * metres)
        return round(lat, 5), round(lon, 5)

    def spot(self, lat: float, lon: float) -> tuple[int, int] | None:
        """Where on the map a place is; None when it lies outside this square."""
        x, y = project(lon, lat)
        inside = 0 <= x - self.left <= self.side and 0 <= y - self.top <= self.side
        return (round(x), round(y)) if inside else None


def window_of(area: Area) -> Window | None:
    """The square around an area and all below it; None when nothing of it was ever drawn."""
    below = Area.objects.current().within(area).order_by().values("pk")
    box = AreaShape.objects.filter(area__in=below).aggregate(
        left=Min("min_x"), top=Min("min_y"), right=Max("max_x"), bottom=Max("max_y")
    )
    if box["left"] is None:
        return None
    width, height = box["right"] - box["left"], box["bottom"] - box["top"]
    side = max(int(max(width, height) * (1 + 2 * MARGIN)), 1)
    middle = (box["left"] + box["right"]) // 2, (box["top"] + box["bottom"]) // 2
    return Window(middle[0] - side // 2, middle[1] - side // 2, side)


def picture_of(area: Area, spot: tuple[float, float] | None = None) -> dict:
    """What a template needs to show the picture of an area, with a mark at a place (lat, lon)."""
    mark = f"?lat={spot[0]:.5f}&lon={spot[1]:.5f}" if spot else ""
    sizes = [{"name": name, "pixels": pixels} for name, pixels in SIZES.items()]
    return {"url": address("areas:picture", area.slug) + mark, "sizes": sizes, "area": area}


class PointForm(QueryForm):
    """The pixel that was clicked, under the name of the picture's size."""

    def __init__(self, data):
        super().__init__(data)
        for name, pixels in SIZES.items():
            for axis in "xy":
                pixel = forms.IntegerField(min_value=0, max_value=pixels, required=False)
                self.fields[f"{name}.{axis}"] = pixel


@dataclass(frozen=True)
class Pointed:
    """What was pointed at: a place, and the areas (ids) there, the deepest first.

    Without a place `problem` is the sentence that says why there is none.
    """

    lat: float = 0
    lon: float = 0
    areas: list[int] = field(default_factory=list)
    problem: str = ""


def pointed_at(data, window: Window | None, municipality) -> Pointed | None:
    """What somebody pointed at on the picture of a window; None when they did not point."""
    form = PointForm(data)
    size = next((name for name in SIZES if {f"{name}.x", f"{name}.y"} & data.keys()), "")
    if not size:
        return None
    x, y = (form.value(f"{size}.{axis}") for axis in "xy")
    if x is None or y is None or window is None:
        return Pointed(problem=_("Deze plek kunnen we niet vinden. Wijs de plek nog eens aan."))
    if x == y == 0:
        # What a browser sends when the picture is pressed by a key.
        return Pointed(
            problem=_(
                "Op de kaart wijst u een plek aan met uw muis of uw vinger. Werkt u met het "
                "toetsenbord? Vul dan een adres in, of kies uit de lijst."
            )
        )
    lat, lon = window.place(x, y, SIZES[size])
    areas = Where(municipality).at(lon, lat)
    if not areas:
        outside = _("Deze plek ligt buiten %(municipality)s. Wijs een plek binnen de lijnen aan.")
        return Pointed(problem=outside % {"municipality": municipality.name})
    return Pointed(lat, lon, areas)


def closer(pointed: Pointed, area: Area, window: Window, municipality) -> Area | None:
    """The part of an area in which one may point more precisely; None when it is close enough."""
    if window.side <= CLOSE:
        return None
    parts = Area.objects.of(municipality).filter(pk__in=pointed.areas).exclude(pk=area.pk)
    if area.pk == municipality.root_id:
        parts = parts.filter(level__on_map=True)
    else:
        parts = parts.filter(parent=area)
    part = parts.first()
    found = window_of(part) if part else None
    return part if found and found.side <= window.side * CLOSER else None
