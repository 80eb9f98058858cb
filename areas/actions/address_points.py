"""Importing the own table of addresses, for where no address service is set."""

import re
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from areas.actions.lines import MAX_COMPLAINTS, BadCell, BadFile, Line, place_of, read
from areas.geo.records import ImportRefused
from areas.models import AddressPoint, Municipality
from config.audit.log import record

NEEDED = ("postcode", "huisnummer", "straat", "breedte", "lengte")
BATCH = 2000
LONGEST_NUMBER, LONGEST_STREET = 12, 100
_POSTCODE = re.compile(r"[1-9]\d{3}[A-Z]{2}", re.ASCII)
Key = tuple[str, str]


@dataclass
class Report:
    """How many addresses were made, changed, left as they were and taken away."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0


def import_addresses(path: str | Path, *, municipality: Municipality, by=None) -> Report:
    """Make the own table of addresses the same as the file and return what happened.

    Raises ImportRefused with file, line and reason, and has written nothing then.
    """
    wanted = _read(Path(path), municipality)
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        stored = {
            (point.postcode, point.number): point for point in municipality.address_points.all()
        }
        report = _write(wanted, stored)
        if report.created or report.updated or report.removed:
            changes = {name: getattr(report, name) for name in ("created", "updated", "removed")}
            root = municipality.root_id
            record(municipality, "address.imported", by=by, area_id=root, changes=changes)
    return report


def _read(path: Path, municipality) -> dict[Key, AddressPoint]:
    wanted: dict[Key, AddressPoint] = {}
    complaints: list[str] = []
    try:
        for line in read(path, NEEDED):
            try:
                point = _address(line, municipality)
                if (point.postcode, point.number) in wanted:
                    raise BadCell(_("%(address)s staat er twee keer in") % {"address": point})
                wanted[point.postcode, point.number] = point
            except BadCell as fault:
                complaints.append(f"{line.where}: {fault}")
    except BadFile as fault:
        complaints.append(f"{path.name}: {fault}")
    if not wanted and not complaints:
        complaints.append(_("er staat geen enkel adres in dit bestand"))
    if complaints:
        raise ImportRefused(complaints[:MAX_COMPLAINTS])
    return wanted


def _address(line: Line, municipality) -> AddressPoint:
    """The address that a row tells of. Raises BadCell."""
    postcode = plain(line.cells.get("postcode", ""))
    if not _POSTCODE.fullmatch(postcode):
        raise BadCell(_("“%(text)s” is geen postcode") % {"text": postcode[:10]})
    number, street = plain(line.cells.get("huisnummer", "")), line.cells.get("straat", "")
    if len(number) > LONGEST_NUMBER or len(street) > LONGEST_STREET:
        raise BadCell(_("het huisnummer of de straat is te lang"))
    place = place_of(line)
    if place is None:
        raise BadCell(_("vul breedte en lengte in"))
    return AddressPoint(
        municipality=municipality,
        postcode=postcode,
        number=number,
        street=street,
        lon=place[0],
        lat=place[1],
    )


def plain(text: str) -> str:
    """A postcode or house number as it is stored: capitals, without spaces."""
    return "".join(text.upper().split())


def _write(wanted: dict[Key, AddressPoint], stored: dict[Key, AddressPoint]) -> Report:
    changed = []
    for key in wanted.keys() & stored.keys():
        new, old = wanted[key], stored[key]
        if (old.street, old.lat, old.lon) != (new.street, new.lat, new.lon):
            old.street, old.lat, old.lon = new.street, new.lat, new.lon
            changed.append(old)
    made = [point for key, point in wanted.items() if key not in stored]
    gone = [point.pk for key, point in stored.items() if key not in wanted]
    AddressPoint.objects.bulk_update(changed, ["street", "lat", "lon"], batch_size=BATCH)
    AddressPoint.objects.bulk_create(made, batch_size=BATCH)
    for start in range(0, len(gone), BATCH):
        AddressPoint.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    same = len(wanted) - len(made) - len(changed)
    return Report(len(made), len(changed), same, len(gone))
