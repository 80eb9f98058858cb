"""In which areas a place lies: from the municipality down to its buurt."""

from django.db.models import Count, F

from areas.geo.shape import contains, project
from areas.models import AreaAncestor, AreaShape


class Where:
    """The areas of today of one municipality with their newest shape, to look places up in.

    The boxes around the shapes are read once, a shape itself only when a place lies in its box.
    """

    def __init__(self, municipality):
        shapes = AreaShape.objects.filter(
            area__in=municipality.areas.current().in_tree(), area__municipality=municipality
        )
        rows = shapes.order_by("area", "year").values_list(
            "area", "pk", "min_x", "min_y", "max_x", "max_y"
        )
        # Of each area the newest year is read last, and stays.
        self.boxes = {area: (pk, box) for area, pk, *box in rows}
        depths = AreaAncestor.objects.filter(area__in=list(self.boxes)).values_list("area")
        self.depth = dict(depths.annotate(n=Count("pk")))
        self._rings: dict[int, list] = {}

    def at(self, lon: float, lat: float) -> list[int]:
        """The areas (ids) in which a place in degrees (WGS84) lies, the deepest first."""
        x, y = project(lon, lat)
        near = [
            (area, pk)
            for area, (pk, (left, top, right, bottom)) in self.boxes.items()
            if left <= x <= right and top <= y <= bottom
        ]
        self._read([pk for _area, pk in near])
        found = [area for area, pk in near if contains(self._rings[pk], lon, lat)]
        return sorted(found, key=lambda area: (-self.depth.get(area, 0), area))

    def _read(self, shapes: list[int]) -> None:
        unread = [pk for pk in shapes if pk not in self._rings]
        if unread:
            rows = AreaShape.objects.filter(pk__in=unread)
            self._rings |= dict(rows.values_list("pk", "rings"))


def line_of(area_id: int) -> list[int]:
    """An area (its id) and those above it, the deepest first."""
    rows = AreaAncestor.objects.filter(area=area_id).order_by("distance")
    return list(rows.values_list(F("ancestor"), flat=True))
