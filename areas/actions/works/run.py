"""The import as a whole: read and check everything first, then write it in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from areas.actions.lines import MAX_COMPLAINTS, BadCell, BadFile, read
from areas.actions.works.places import Places
from areas.actions.works.work import NEEDED, work_of
from areas.geo.records import ImportRefused
from areas.models import Municipality, Work
from config.audit.log import record
from config.lib.clock import now

# What a file may change of a work that is stored.
FIELDS = (
    "area_id",
    "title",
    "kind",
    "text",
    "state",
    "starts_on",
    "ends_on",
    "talk_until",
    "url",
    "place",
    "lat",
    "lon",
)
BATCH = 500
OPEN = {Work.State.PLANNED, Work.State.RUNNING}


@dataclass
class Report:
    """How many works were made, changed and left as they were, and how many do not go on."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    dropped: int = 0


def import_works(
    files: Sequence[str | Path],
    *,
    municipality: Municipality,
    source: str,
    check: bool = False,
    by=None,
) -> Report:
    """Bring the works of one source in line with the files and return what happened.

    What is open and in none of the files "gaat niet door". With `check` nothing stays written.
    Raises ImportRefused with file, line and reason of each fault, and has written nothing then.
    """
    wanted = _read([Path(file) for file in files], municipality, source)
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        report = _write(wanted, municipality, source)
        if report.created or report.updated or report.dropped:
            changes = {name: getattr(report, name) for name in ("created", "updated", "dropped")}
            root = municipality.root_id
            record(municipality, "work.imported", by=by, area_id=root, changes=changes)
        transaction.set_rollback(check)
    return report


def _read(files: list[Path], municipality, source: str) -> dict[str, Work]:
    """The works of all files by their code. Raises ImportRefused."""
    places = Places(municipality)
    wanted: dict[str, Work] = {}
    complaints: list[str] = []
    for path in files:
        try:
            for line in read(path, NEEDED):
                try:
                    _take(work_of(line, places, municipality, source), wanted)
                except BadCell as fault:
                    complaints.append(f"{line.where}: {fault}")
        except BadFile as fault:
            complaints.append(f"{path.name}: {fault}")
    if not wanted and not complaints:
        complaints.append(_("er staat geen enkel werk in dit bestand"))
    _check_sources(wanted, municipality, source, complaints)
    if complaints:
        raise ImportRefused(complaints[:MAX_COMPLAINTS])
    return wanted


def _take(work: Work, wanted: dict[str, Work]) -> None:
    if work.code in wanted:
        raise BadCell(_("het kenmerk %(code)s staat er twee keer in") % {"code": work.code})
    wanted[work.code] = work


def _check_sources(wanted, municipality, source: str, complaints: list[str]) -> None:
    """A code that another source brought is not taken over in silence."""
    others = Work.objects.of(municipality).exclude(source=source)
    for code, other in others.values_list("code", "source"):
        if code in wanted:
            complaints.append(
                _("het kenmerk %(code)s hoort al bij de bron “%(source)s”")
                % {"code": code, "source": other}
            )


def _write(wanted: dict[str, Work], municipality, source: str) -> Report:
    known = {work.code: work for work in Work.objects.of(municipality).filter(source=source)}
    both = [(known[code], work) for code, work in wanted.items() if code in known]
    changed = [stored for stored, work in both if _taken_over(stored, work)]
    gone = [work for code, work in known.items() if code not in wanted and work.state in OPEN]
    for work in gone:
        work.state = Work.State.DROPPED
    for work in [*changed, *gone]:
        work.updated_at = now()
    names = [*(name.removesuffix("_id") for name in FIELDS), "updated_at"]
    Work.objects.bulk_update([*changed, *gone], names, batch_size=BATCH)
    made = [work for code, work in wanted.items() if code not in known]
    Work.objects.bulk_create(made, batch_size=BATCH)
    return Report(len(made), len(changed), len(both) - len(changed), len(gone))


def _taken_over(stored: Work, work: Work) -> bool:
    """Give the stored work what the file says; returns whether that changes anything."""
    values = {name: getattr(work, name) for name in FIELDS}
    changes = any(getattr(stored, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(stored, name, value)
    return changes
