"""What an area has per year: figures and a border; and the postcodes that occur in it."""

from collections.abc import Iterable

from areas.actions import texts
from areas.actions.importing.drafts import Draft
from areas.actions.importing.known import Entry
from areas.models import AreaFigures, AreaPostcode, AreaShape

BATCH = 200
COUNTS = ("inhabitants", "households")
SHAPE = ("rings", "outline", "min_x", "min_y", "max_x", "max_y")


def write_yearly(entries: Iterable[Entry]) -> None:
    """Save what the drafts of these areas hold; each year only touches its own rows."""
    pairs = [(entry, draft) for entry in entries for draft in entry.drafts]
    _write_figures([pair for pair in pairs if _has_figures(pair[1])])
    _write_shapes([pair for pair in pairs if pair[1].rings])
    _write_postcodes(pairs)


def _has_figures(draft: Draft) -> bool:
    return bool(draft.figures) or any(getattr(draft, name) is not None for name in COUNTS)


def _stored(model, pairs) -> dict[tuple[int, int], AreaFigures | AreaShape]:
    ids = {entry.area.pk for entry, _draft in pairs}
    years = {draft.year for _entry, draft in pairs}
    rows = model.objects.filter(area__in=ids, year__in=years)
    return {(row.area_id, row.year): row for row in rows}


def _write_figures(pairs: list[tuple[Entry, Draft]]) -> None:
    stored = _stored(AreaFigures, pairs)
    new, changed = [], []
    for entry, draft in pairs:
        row = stored.get((entry.area.pk, draft.year))
        into = changed if row else new
        row = row or AreaFigures(area=entry.area, year=draft.year)
        before = _values(row)
        if row.fictitious:  # what was invented makes way for what was counted, as a whole
            row.inhabitants, row.households, row.others, row.fictitious = None, None, {}, False
        for name in COUNTS:
            value = getattr(draft, name)
            if value is not None:  # "not known" never goes over what is known
                setattr(row, name, value)
        row.others = dict(sorted((row.others | draft.figures).items()))
        if row.pk is None or _values(row) != before:
            row.source = texts.source(draft.year if draft.dated else None)
            into.append(row)
            entry.changed.add("figures")
    AreaFigures.objects.bulk_create(new, batch_size=BATCH)
    fields = [*COUNTS, "others", "source", "fictitious"]
    AreaFigures.objects.bulk_update(changed, fields, batch_size=BATCH)


def _values(row: AreaFigures) -> tuple:
    return row.inhabitants, row.households, row.others, row.fictitious


def _write_shapes(pairs: list[tuple[Entry, Draft]]) -> None:
    stored = _stored(AreaShape, pairs)
    new, changed = [], []
    for entry, draft in pairs:
        values = dict(zip(SHAPE, (_rings(draft), draft.outline, *draft.box), strict=True))
        row = stored.get((entry.area.pk, draft.year))
        if row and all(getattr(row, name) == value for name, value in values.items()):
            continue
        (changed if row else new).append(row := row or AreaShape(area=entry.area, year=draft.year))
        for name, value in values.items():
            setattr(row, name, value)
        row.source = texts.border_source(draft.year if draft.dated else None)
        row.fictitious = False
        entry.changed.add("shapes")
    AreaShape.objects.bulk_create(new, batch_size=BATCH)
    AreaShape.objects.bulk_update(changed, [*SHAPE, "source", "fictitious"], batch_size=BATCH)


def _rings(draft: Draft) -> list:
    """The rings as they come back from the database: lists, no tuples."""
    rings = draft.rings.unpack() if draft.rings else []
    return [[[[lon, lat] for lon, lat in ring] for ring in polygon] for polygon in rings]


def _write_postcodes(pairs: list[tuple[Entry, Draft]]) -> None:
    """Postcodes are added, never taken away; those of a year long gone are not added."""
    wanted = {
        (entry.area.pk, draft.postcode): entry
        for entry, draft in pairs
        if draft.postcode and draft.year >= entry.newest
    }
    rows = AreaPostcode.objects.filter(area__in={area_id for area_id, _digits in wanted})
    missing = wanted.keys() - set(rows.values_list("area_id", "digits"))
    AreaPostcode.objects.bulk_create(
        [AreaPostcode(area_id=area_id, digits=digits) for area_id, digits in sorted(missing)],
        batch_size=BATCH,
    )
    for key in missing:
        wanted[key].changed.add("postcodes")
