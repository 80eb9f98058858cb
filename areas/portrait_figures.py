"""The key figures of a portrait: of an area, beside those of the whole municipality."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from areas.geo.columns import FIGURES
from areas.models import Area, AreaFigures, Indicator, Measurement

INDICATORS = 4
# What can be compared between a part and the whole: no counts, but for the first two. Counts of
# crime are not here: small ones are only kept back among the indicators.
SHOWN = (
    "household_size",
    "density_km2",
    "woz_value_k",
    "income_per_inhabitant_k",
    "owner_occupied_pct",
    "distance_gp_km",
    "distance_supermarket_km",
)
# A share where the file has only a count: (our name, out of what, the share as files name it).
SHARES = (
    ("age_0_14", "inhabitants", "age_0_14_pct"),
    ("age_65_plus", "inhabitants", "age_65_plus_pct"),
    ("one_person", "households", ""),
)


@dataclass
class Line:
    """One figure: of the area and of the municipality, with how many decimals it is shown."""

    label: str
    unit: str
    here: object
    town: object
    decimals: int = 0
    url: str = ""
    year: int | None = None
    fictitious: bool = False
    small: bool = False


def key_figures(area: Area, root_id: int | None) -> tuple[AreaFigures | None, list[Line]]:
    """The newest key figures of the area (with year and source), and its lines."""
    rows = AreaFigures.objects.filter(area__in={area.pk, root_id or area.pk}).order_by("-year")
    rows = list(rows)
    here = next((row for row in rows if row.area_id == area.pk), None)
    if here is None:
        return None, []
    whole = [row for row in rows if row.area_id == root_id]
    town = next((row for row in whole if row.year == here.year), None)
    lines = [
        _line(_("Inwoners"), "", here, town, lambda row: row.inhabitants),
        _line(_("Huishoudens"), "", here, town, lambda row: row.households),
        *(_share(here, town, *share) for share in SHARES),
        *(_other(here, town, name) for name in SHOWN),
    ]
    return here, [line for line in lines if line.here is not None]


def _line(label, unit: str, here, town, read: Callable, decimals: int = 0) -> Line:
    return Line(label, unit, read(here), read(town) if town else None, decimals)


def _share(here, town, name: str, out_of: str, percentage: str) -> Line:
    """A share in per cent, as the file has it or reckoned from a count."""

    def read(row):
        if row.others.get(percentage) is not None:
            return row.others[percentage]
        part, whole = row.others.get(name), getattr(row, out_of)
        return round(100 * part / whole, 1) if part is not None and whole else None

    return _line(_(FIGURES[name].label), "%", here, town, read, 1)


def _other(here, town, name: str) -> Line:
    figure = FIGURES[name]
    decimals = 1 if figure.unit in {"km", "%", "personen"} else 0
    return _line(
        _(figure.label), figure.unit, here, town, lambda row: row.others.get(name), decimals
    )


def indicator_lines(area: Area, root_id: int | None) -> list[Line]:
    """Up to four indicators of the area: those with the newest figures, beside the municipality."""
    rows = Measurement.objects.filter(area__in={area.pk, root_id or area.pk})
    rows = rows.select_related("indicator").order_by("-year", "indicator__name")
    newest: dict[int, Measurement] = {}
    towns: dict[tuple[int, int], Decimal | None] = {}
    for row in rows:
        if row.area_id == area.pk:
            newest.setdefault(row.indicator_id, row)
        if row.area_id == root_id:
            towns[row.indicator_id, row.year] = row.value
    return [
        _of_indicator(row, row.indicator, towns.get((row.indicator_id, row.year)), area)
        for row in list(newest.values())[:INDICATORS]
    ]


def _of_indicator(row: Measurement, indicator: Indicator, town, area: Area) -> Line:
    return Line(
        indicator.name,
        indicator.unit,
        row.value,
        town,
        indicator.decimals,
        url=f"{indicator.get_absolute_url()}?gebied={area.slug}",
        year=row.year,
        fictitious=row.fictitious,
        small=row.suppressed,
    )
