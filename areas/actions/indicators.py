"""Figures of areas: a whole file of them at once, or one by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from pathlib import Path

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.small_numbers import Parts, given_away, is_count, kept_value
from areas.figures.read import Figure, needed_decimals, read_figures
from areas.geo.build import Complaints
from areas.geo.records import ImportRefused
from areas.geo.values import kind_of
from areas.models import Area, Direction, Indicator, Measurement, Municipality
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.text import normalise

AMBIGUOUS = -1
MAX_SOURCE = 200
Key = tuple[int, int, int]


@dataclass
class Report:
    """How many measurements were made, changed and left; rows without a figure or of elsewhere.

    `suppressed` are those among the first three that are too small to keep.
    """

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    ignored: int = 0
    suppressed: int = 0

    def __str__(self):
        return " ".join(f"{one.name}={getattr(self, one.name)}" for one in fields(self))


@dataclass
class Areas:
    """The areas of a municipality by what a file may call them: a code of CBS, our code, a name."""

    town: Municipality
    by_code: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, int] = field(default_factory=dict)

    def __post_init__(self):
        # Areas of today first: a code may have been that of an area which has ended.
        rows = Area.objects.of(self.town).order_by(F("valid_until").desc(nulls_first=True), "pk")
        for area in rows.only("cbs_code", "code", "name", "valid_until"):
            for one in filter(None, (area.cbs_code, area.code)):
                self.by_code.setdefault(one, area.pk)
            if area.valid_until is None:
                name = normalise(area.name)
                self.by_name[name] = AMBIGUOUS if name in self.by_name else area.pk

    def find(self, called: str) -> int | None:
        """The number of an area; None for a code of CBS that this municipality does not have.

        Raises Refused for a name that no area has, or more than one.
        """
        if called in self.by_code:
            return self.by_code[called]
        if kind_of(called):
            return None
        found = self.by_name.get(normalise(called))
        if found == AMBIGUOUS:
            raise Refused(_("meer gebieden heten “%(name)s”: noem de code") % {"name": called})
        if found is None:
            raise Refused(_("“%(name)s” is geen gebied van deze gemeente") % {"name": called})
        return found


def municipality_called(text: str) -> Municipality:
    """The municipality with this code of ours or of CBS. Raises ImportRefused."""
    rows = Municipality.objects.select_related("root")
    found = rows.filter(code=text).first() or rows.filter(root__cbs_code=text).first()
    if text and found:
        return found
    raise ImportRefused([_("“%(code)s” is geen gemeente op deze site") % {"code": text}])


def import_indicators(
    files: Sequence[str | Path], *, municipality: str, check: bool = False, by=None
) -> Report:
    """Bring the figures of a municipality in line with the files and return what happened.

    With `check` nothing is written. Raises ImportRefused, with a sentence for each fault, and has
    then written nothing.
    """
    town = municipality_called(municipality)
    complaints, report = Complaints(), Report()
    figures, report.ignored = read_figures(files, complaints)
    placed = _placed(figures, Areas(town), complaints, report)
    if complaints.sentences:
        complaints.refuse()
    if not placed:
        raise ImportRefused([_("er staat geen cijfer van %(name)s in") % {"name": town.name}])
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=town.pk)
        indicators = _indicators(town, [figure for figure, _area in placed], complaints, by)
        if complaints.sentences:
            complaints.refuse()
        _write(town, indicators, placed, report)
        if report.created or report.updated:
            _record(town, report, by)
        if check:
            transaction.set_rollback(True)
    return report


def _record(town: Municipality, report: Report, by) -> None:
    """One event for a whole file: one for each figure would drown what people did."""
    changes = {"created": report.created, "updated": report.updated}
    about = town.root or town
    record(about, "indicators.imported", by=by, area_id=town.root_id, changes=changes)


def _placed(
    figures: list[Figure], areas: Areas, complaints: Complaints, report: Report
) -> list[tuple[Figure, int]]:
    """The figures with their area; those of elsewhere and those that are not known are counted."""
    seen: dict[tuple[str, int, int], Figure] = {}
    placed = []
    for figure in figures:
        try:
            area = areas.find(figure.area)
            _check(figure, seen.get((figure.series.code, area or 0, figure.year)))
        except Refused as refused:
            complaints.add(f"{figure.where}: {refused.reason}")
            continue
        key = (figure.series.code, area or 0, figure.year)
        if area is None or figure.value is None or key in seen:
            report.ignored += 1
            continue
        seen[key] = figure
        placed.append((figure, area))
    return placed


def _check(figure: Figure, earlier: Figure | None) -> None:
    if figure.year > today().year:
        raise Refused(_("%(year)d is nog niet begonnen") % {"year": figure.year})
    if earlier and figure.value is not None and figure.value != earlier.value:
        raise Refused(
            _("dit cijfer staat al in %(where)s, met een andere waarde") % {"where": earlier.where}
        )


def _indicators(town, figures: list[Figure], complaints: Complaints, by) -> dict[str, Indicator]:
    """The indicators that the figures are of; what is not there yet is made.

    What the administrator changed about an indicator stays as it is.
    """
    found = {one.code: one for one in Indicator.objects.of(town)}
    by_code: dict[str, list[Figure]] = {}
    for figure in figures:
        by_code.setdefault(figure.series.code, []).append(figure)
    for code, group in by_code.items():
        first = group[0]
        unit = found[code].unit if code in found else first.series.unit
        for figure in group:
            if figure.series.unit and unit and figure.series.unit != unit:
                said = {"unit": figure.series.unit, "stored": unit}
                reason = _("de eenheid is “%(unit)s”, maar eerder “%(stored)s”") % said
                complaints.add(f"{figure.where}: {reason}")
        if code not in found and not first.series.name:
            complaints.add(f"{first.where}: {_('deze indicator is nieuw: geef hem een naam')}")
        elif code not in found and not complaints.sentences:
            found[code] = _made(town, group)
            record(found[code], "indicator.created", by=by, area_id=town.root_id)
    return found


def _made(town: Municipality, group: list[Figure]) -> Indicator:
    series = group[0].series
    decimals = needed_decimals(group) if series.decimals is None else series.decimals
    return Indicator.objects.create(
        municipality=town,
        code=series.code,
        name=series.name,
        unit=series.unit,
        direction=series.direction or Direction.NONE,
        decimals=decimals,
        suppress_below=series.suppress_below,
        source=(series.source or group[0].source)[:MAX_SOURCE],
        text=series.text,
    )


def _write(
    town: Municipality,
    indicators: dict[str, Indicator],
    placed: list[tuple[Figure, int]],
    report: Report,
) -> None:
    codes = {figure.series.code for figure, _area in placed}
    used = {indicators[code].pk: indicators[code] for code in codes}
    stored: dict[Key, Measurement] = {
        (one.indicator_id, one.area_id, one.year): one
        for one in Measurement.objects.filter(indicator__in=used)
    }
    wanted: dict[Key, dict] = {}
    for figure, area in placed:
        indicator = indicators[figure.series.code]
        wanted[indicator.pk, area, figure.year] = _wanted(indicator, figure)
    for key in _hidden(town, used, stored, wanted):
        wanted.setdefault(key, {}).update(value=None, suppressed=True)
    _store(stored, wanted, report)


def _hidden(
    town: Municipality,
    used: dict[int, Indicator],
    stored: dict[Key, Measurement],
    wanted: dict[Key, dict],
) -> list[Key]:
    """What may not be kept beside what is too small, in the years that are written.

    What is in the file is judged with what was there already: a file of wijken may come after
    one of buurten. What was left out before stays so until it comes in again.
    """
    counts = {pk for pk, indicator in used.items() if is_count(indicator)}
    sets: dict[tuple[int, int], dict[int, Decimal | None]] = {
        (pk, year): {} for pk, _area, year in wanted if pk in counts
    }
    if not sets:
        return []
    known = {key: row.value for key, row in stored.items()}
    known |= {key: row["value"] for key, row in wanted.items()}
    for (pk, area, year), value in known.items():
        if (pk, year) in sets:
            sets[pk, year][area] = value
    parts = Parts(town)
    return [
        (pk, area, year)
        for (pk, year), values in sets.items()
        for area in given_away(values, parts)
    ]


def _store(stored: dict[Key, Measurement], wanted: dict[Key, dict], report: Report) -> None:
    new, changed = [], []
    for key, columns in wanted.items():
        report.suppressed += columns["suppressed"]
        row = stored.get(key)
        if row is None:
            indicator, area, year = key
            new.append(Measurement(indicator_id=indicator, area_id=area, year=year, **columns))
        elif any(getattr(row, name) != value for name, value in columns.items()):
            changed.append(row)
            for name, value in columns.items():
                setattr(row, name, value)
        else:
            report.unchanged += 1
    report.created, report.updated = len(new), len(changed)
    Measurement.objects.bulk_create(new, batch_size=500)
    Measurement.objects.bulk_update(
        changed, ["value", "suppressed", "source", "fictitious"], batch_size=200
    )


def _wanted(indicator: Indicator, figure: Figure) -> dict:
    kept = kept_value(indicator, figure.value)
    return {
        "value": kept,
        "suppressed": kept is None,
        "source": figure.source[:MAX_SOURCE],
        "fictitious": False,
    }


@transaction.atomic
def add_measurement(
    indicator: Indicator, *, area: Area, year: int, value: Decimal, source: str, by
) -> Measurement:
    """Write one figure by hand; a figure of that year that is there already is put right.

    What would give a small number away is left out too, here or in another area. Raises
    PermissionDenied, or Refused for a year that has not begun.
    """
    require(permissions.add_measurement(by, area))
    if indicator.municipality_id != area.municipality_id:
        raise Refused(_("Dit gebied hoort bij een andere gemeente."))
    if year > today().year:
        raise Refused(_("Dat jaar is nog niet begonnen."))
    kept = kept_value(indicator, value)
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    row, created = Measurement.objects.update_or_create(
        indicator=indicator,
        area=area,
        year=year,
        defaults={
            "value": kept,
            "suppressed": kept is None,
            "source": source.strip(),
            "fictitious": False,
        },
    )
    verb = "measurement.created" if created else "measurement.changed"
    record(row, verb, by=by, area_id=area.pk, changes={"year": year})
    _hide_beside(row, by)
    return row


def _hide_beside(written: Measurement, by) -> None:
    """Leave out what would tell a figure of the same year that is too small to show."""
    indicator = written.indicator
    if not is_count(indicator):
        return
    rows = {row.area_id: row for row in indicator.measurements.filter(year=written.year)}
    values = {area: row.value for area, row in rows.items()}
    for area in sorted(given_away(values, Parts(indicator.municipality))):
        row = written if area == written.area_id else rows[area]
        row.value, row.suppressed = None, True
        row.save(update_fields=["value", "suppressed"])
        record(row, "measurement.changed", by=by, area_id=area, changes={"year": row.year})
