"""Areas that a newer edition no longer has.

An area ends on the last day of the year before that edition only when all of this holds:
- the files prove that the edition is whole: its wijken (or buurten) cover the gemeente. A
  selection, a download that broke off or a table proves nothing;
- the area came from files; what a practice file names or somebody made by hand stays;
- nothing is known of it in that year or a later one;
- nobody's work hangs on it: no plan, action, role, initiative, budget. The area would leave the
  lists, and with it what people count on. Then a person says what comes after it (`succeed`).
Nothing is deleted: page, figures and history stay.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from areas.actions import texts
from areas.actions.importing.drafts import Town, covers, surface
from areas.actions.importing.known import Entry, Known
from areas.geo.values import kind_of
from areas.models import Area, AreaShape, Municipality, area_facts, places

# Tables that belong to an area as such; a row of any other table is somebody's work.
STRUCTURE = {
    Municipality,
    Area,
    places.AreaAncestor,
    area_facts.AreaFigures,
    places.AreaMember,
    places.AreaPlacement,
    area_facts.AreaPostcode,
    area_facts.AreaShape,
    area_facts.AreaSuccessor,
    area_facts.OldSlug,
}


def end_missing(town: Town, known: Known) -> list[str]:
    """End what the newest whole edition does not have; return a sentence for each that stays."""
    notes: list[str] = []
    for kind in ("buurt", "wijk"):  # a wijk can end when the buurten in it have
        edition = _edition(town, known, kind)
        gone = [entry for entry in known.entries if _may_end(entry, kind, edition)]
        if not gone:
            continue
        busy = in_use([entry.area.pk for entry in gone])
        for entry in gone:
            if entry.area.pk in busy:
                notes.append(_note(entry.area, edition))
            else:
                entry.area.valid_until = date(edition - 1, 12, 31)
                entry.area.version += 1
                entry.changed.add("valid_until")
        Area.objects.bulk_update(
            [entry.area for entry in gone], ["valid_until", "version"], batch_size=500
        )
    return notes


def _may_end(entry: Entry, kind: str, edition: int) -> bool:
    area = entry.area
    return bool(
        kind_of(area.cbs_code) == kind
        and area.valid_until is None
        and not area.code
        and (entry.newest or texts.is_stand_in(area.name, area.cbs_code))
        and entry.newest < edition
        and (area.valid_from is None or area.valid_from.year < edition)
    )


def _edition(town: Town, known: Known, kind: str) -> int:
    """The newest year of which every area of this kind is known; 0 when there is none.

    The stored borders are asked only when an old year brought areas that a newer one may lack.
    """
    in_files = max((year for year, kinds in town.covered.items() if kind in kinds), default=0)
    stored = known.root.newest
    fresh = any(e.new and e.newest < stored and kind_of(e.area.cbs_code) == kind
                for e in known.entries)  # fmt: skip
    if fresh and stored > in_files and _stored_whole(known, kind, stored):
        return stored
    return in_files


def _stored_whole(known: Known, kind: str, year: int) -> bool:
    parts, whole = 0.0, 0.0
    rows = AreaShape.objects.filter(area__in=[entry.area.pk for entry in known.entries], year=year)
    for code, rings in rows.values_list("area__cbs_code", "rings"):
        if kind_of(code) == kind:
            parts += surface(rings)
        elif kind_of(code) == "gemeente":
            whole += surface(rings)
    return covers(parts, whole)


def in_use(area_ids: list[int]) -> set[int]:
    """Which of these areas people have work in, or have valid areas below them."""
    below = Area.objects.filter(Q(valid_until=None), parent__in=area_ids)
    found = set(below.values_list("parent", flat=True))
    for relation in Area._meta.related_objects:
        if relation.related_model not in STRUCTURE:
            name = relation.field.name
            rows = relation.related_model._base_manager.filter(**{f"{name}__in": area_ids})
            found |= set(rows.values_list(name, flat=True))
    return found


def _note(area: Area, edition: int) -> str:
    return _(
        "%(code)s %(name)s staat niet meer in de indeling van %(year)s, maar er hangt nog iets aan."
        " Het gebied blijft: wijs een opvolger aan."
    ) % {"code": area.cbs_code, "name": area.name, "year": edition}
