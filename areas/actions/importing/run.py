"""The import as a whole: read and draw first, then write everything in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from areas.actions.importing.addresses import Addresses
from areas.actions.importing.drafts import Town, draw, towns
from areas.actions.importing.ending import end_missing
from areas.actions.importing.known import Entry, Known, newest_year_of_towns
from areas.actions.importing.roots import Planted, plant
from areas.actions.importing.rows import Rows
from areas.actions.importing.yearly import write_yearly
from areas.actions.placements import place_areas
from areas.geo.read import read_files
from areas.geo.records import AreaRecord, ImportRefused
from config.audit.log import record
from config.lib.access import Refused
from config.lib.clock import today

Progress = Callable[[str, int], None]


@dataclass
class Report:
    """How many areas were made, changed and left as they were, and features left out.

    An area that is missing from the files but that others lie in counts too. `notes` are
    sentences for whoever runs the import.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ignored: int = 0
    notes: list[str] = field(default_factory=list)

    def count(self, entry: Entry) -> None:
        """Count one area, when the import had to do with it."""
        if entry.new:
            self.created += 1
        elif entry.changed:
            self.updated += 1
        elif entry.touched:
            self.unchanged += 1


def import_areas(
    files: Sequence[str | Path],
    *,
    municipality: str | None = None,
    year: int | None = None,
    progress: Progress | None = None,
    by=None,
) -> Report:
    """Bring the stored areas in line with the files and return what happened.

    `municipality` ("GM0484") keeps only that one; `year` holds for files without a year;
    `progress` hears the file and the number of features read. Raises ImportRefused, with a
    sentence for each fault, and has then written nothing.
    """
    records, ignored = read_files(files, municipality=municipality, year=year, progress=progress)
    found = _prepare(records)
    report = Report(ignored=ignored)
    try:
        with transaction.atomic():
            addresses = Addresses()
            # All gemeenten first: they go before wijken and buurten with their names.
            planted = [plant(town, addresses, by=by) for town in found]
            for town, place in zip(found, planted, strict=True):
                _write(town, place, addresses, report, by)
    except DatabaseError as fault:
        # The lines after the first quote rows and statements.
        said = next(iter(str(fault).splitlines()), "")[:200]
        raise ImportRefused([_("de database weigert dit: %(said)s") % {"said": said}]) from fault
    except Refused as refused:
        raise ImportRefused([str(refused.reason)]) from refused
    return report


def _prepare(records: list[AreaRecord]) -> list[Town]:
    """Everything that takes long, before the database has to wait for it."""
    undated = {f"GM{record.code[2:6]}" for record in records if record.year is None}
    found = towns(records, newest_year_of_towns(sorted(undated)), today().year)
    for town in found:
        draw(town)
    return found


def _write(town: Town, place: Planted, addresses: Addresses, report: Report, by) -> None:
    known = Known(place.municipality, [code for code, _drafts in _all_codes(town)])
    known.root.new, known.root.changed = place.new, {"root"} if place.changed else set()
    Rows(town, known, addresses).write()
    write_yearly(known.entries)
    report.notes += end_missing(town, known)
    place_areas(place.municipality, by=by)
    counts = Report()
    for entry in known.entries:
        counts.count(entry)
        report.count(entry)
    _record(town, known, counts, by)


def _all_codes(town: Town):
    return [*town.drafts.items(), *town.of_kind("wijk")]


def _record(town: Town, known: Known, counts: Report, by) -> None:
    """One event for a whole municipality, and one for each area that got a name or an end.

    An event for each of 17,000 areas would drown what people did to theirs.
    """
    root = known.root.area
    if counts.created or counts.updated:
        changes = {"year": town.year, "created": counts.created, "updated": counts.updated}
        record(root, "municipality.imported", by=by, area_id=root.pk, changes=changes)
    for entry in known.entries:
        if not entry.new and entry.changed & {"name", "valid_until"}:
            verb = "area.ended" if "valid_until" in entry.changed else "area.renamed"
            record(entry.area, verb, by=by, area_id=entry.area.pk)
