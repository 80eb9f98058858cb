"""The stored areas of one municipality beside what the files say of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Max, Q
from django.utils.translation import gettext as _

from areas.actions.importing.drafts import Draft
from areas.geo.records import ImportRefused
from areas.models import Area, AreaFigures, AreaShape, Municipality


@dataclass(eq=False)
class Entry:
    """An area, stored or about to be; `newest` is the latest year that anything is known of.

    `fields` waits to be saved, `changed` was: also what is kept per year, such as "shapes".
    """

    area: Area
    newest: int = 0
    new: bool = False
    touched: bool = False
    fields: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    old_slug: str = ""
    drafts: list[Draft] = field(default_factory=list)

    def set(self, name: str, value: object) -> None:
        """Change one field of the area, when it differs."""
        if getattr(self.area, name) != value:
            setattr(self.area, name, value)
            self.fields.add(name)


class Known:
    """All areas of a municipality with a CBS code, and their entries."""

    def __init__(self, municipality: Municipality, codes: Iterable[str]):
        self.municipality = municipality
        ours = Q(municipality=municipality) & ~Q(cbs_code="")
        # Locked, because somebody may be writing the text about one of them just now.
        rows = Area.objects.select_for_update().filter(ours | Q(cbs_code__in=list(codes)))
        self.entries = [Entry(area) for area in rows.order_by("pk")]
        self._refuse_strangers()
        years = newest_years(entry.area.pk for entry in self.entries)
        self._by_code: dict[str, list[Entry]] = {}
        for entry in self.entries:
            entry.newest = years.get(entry.area.pk, 0)
            self._by_code.setdefault(entry.area.cbs_code, []).append(entry)
        self.root = next(e for e in self.entries if e.area.pk == municipality.root_id)

    def _refuse_strangers(self) -> None:
        """An area without a municipality is taken in; that of another stops everything."""
        for entry in self.entries:
            if entry.area.municipality_id is None:
                entry.set("municipality_id", self.municipality.pk)
            elif entry.area.municipality_id != self.municipality.pk:
                raise ImportRefused(
                    [
                        _("%(code)s: dit gebied hoort hier al bij een andere gemeente (%(name)s)")
                        % {"code": entry.area.cbs_code, "name": entry.area.name}
                    ]
                )

    def find(self, code: str, year: int) -> Entry | None:
        """The area that had this code in this year.

        An area that has ended keeps its own years, and those before it; later years belong to
        the area that has the code now.
        """
        rows = self._by_code.get(code, [])
        ended = [row for row in rows if row.area.valid_until and row.area.valid_until.year >= year]
        if ended:
            return min(ended, key=lambda row: row.area.valid_until)
        return next((row for row in rows if row.area.valid_until is None), None)

    def has_had(self, code: str) -> bool:
        """Whether an area had this code before."""
        return code in self._by_code

    def add(self, area: Area) -> Entry:
        """Keep an area that is about to be stored."""
        entry = Entry(area, new=True)
        self.entries.append(entry)
        self._by_code.setdefault(area.cbs_code, []).append(entry)
        return entry


def newest_years(area_ids: Iterable[int]) -> dict[int, int]:
    """The latest year of which each area has a border or a figure that is not invented."""
    ids = list(area_ids)
    found: dict[int, int] = {}
    for rows in (
        AreaShape.objects.filter(area__in=ids, fictitious=False),
        AreaFigures.objects.filter(area__in=ids, fictitious=False),
    ):
        for area_id, year in rows.order_by().values_list("area").annotate(latest=Max("year")):
            found[area_id] = max(year, found.get(area_id, 0))
    return found


def newest_year_of_towns(numbers: Iterable[str]) -> dict[str, int]:
    """The latest year stored for each of these municipalities ("GM0484")."""
    found = {}
    for code in numbers:
        areas = Area.objects.filter(
            Q(cbs_code=code)
            | Q(cbs_code__startswith=f"WK{code[2:]}")
            | Q(cbs_code__startswith=f"BU{code[2:]}")
        )
        years = newest_years(areas.values_list("pk", flat=True))
        if years:
            found[code] = max(years.values())
    return found
