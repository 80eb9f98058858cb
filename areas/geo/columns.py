"""Which column means what, in every layout that CBS, PDOK and Kadaster use.

A column is found by its name without case, spaces and underscores (`aantalInwoners`,
`aantal_inwoners` and `AANTAL_INWONERS` are one), and failing that without the number that
StatLine puts behind it (`AantalInwoners_5`), because that number shifts every year.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Code fields from specific to general: a buurt names its wijk and gemeente too.
CODE_FIELDS: Final = {
    "code": "name",
    "buurt_code": "buurt_name",
    "wijk_code": "wijk_name",
    "gemeente_code": "gemeente_name",
}

FIELDS: Final[dict[str, str]] = {
    "statcode": "code",
    "gwbcode10": "code",
    "wijkenenbuurten": "code",
    "statnaam": "name",
    "regio": "name",
    "title": "name",
    "buurtcode": "buurt_code",
    "bucode": "buurt_code",
    "buurtnaam": "buurt_name",
    "bunaam": "buurt_name",
    "wijkcode": "wijk_code",
    "wkcode": "wijk_code",
    "wijknaam": "wijk_name",
    "wknaam": "wijk_name",
    "gemeentecode": "gemeente_code",
    "gmcode": "gemeente_code",
    "gemeentenaam": "gemeente_name",
    "gmnaam": "gemeente_name",
    "parentstatcode": "parent",
    "level": "level",
    "recs": "level",
    "rubriek": "level",
    "soortregio": "level",
    "jrstatcode": "year_code",
    "jaarstatcode": "year_code",
    "jaar": "year",
    "year": "year",
    "water": "water",
    "inhabitants": "inhabitants",
    "inwoners": "inhabitants",
    "aantalinwoners": "inhabitants",
    "aantinw": "inhabitants",
    "ainw": "inhabitants",
    "inwonersbuurt": "inhabitants",
    "households": "households",
    "aantalhuishoudens": "households",
    "huishoudenstotaal": "households",
    "aantalhh": "households",
    "ahh": "households",
    "meestvoorkomendepostcode": "postcode",
    "pstmvp": "postcode",
    "pc4": "postcode",
    "postcode": "postcode",
}


@dataclass(frozen=True)
class Figure:
    """A key figure: our lasting name, what it is called on screen, its unit, its columns."""

    name: str
    label: str
    unit: str
    columns: tuple[str, ...]


# Our name | on screen | unit | the columns, without case, spaces and underscores.
_TABLE: Final = """
men | Mannen | personen | mannen aman aantman
women | Vrouwen | personen | vrouwen avrouw aantvrouw
age_0_14 | 0 tot 15 jaar | personen | k0tot15jaar a0014
age_15_24 | 15 tot 25 jaar | personen | k15tot25jaar a1524
age_25_44 | 25 tot 45 jaar | personen | k25tot45jaar a2544
age_45_64 | 45 tot 65 jaar | personen | k45tot65jaar a4564
age_65_plus | 65 jaar of ouder | personen | k65jaarofouder a65oo
age_0_14_pct | 0 tot 15 jaar | % | percentagepersonen0tot15jaar p0014jr
age_15_24_pct | 15 tot 25 jaar | % | percentagepersonen15tot25jaar p1524jr
age_25_44_pct | 25 tot 45 jaar | % | percentagepersonen25tot45jaar p2544jr
age_45_64_pct | 45 tot 65 jaar | % | percentagepersonen45tot65jaar p4564jr
age_65_plus_pct | 65 jaar of ouder | % | percentagepersonen65jaarenouder p65eojr
one_person | Eenpersoonshuishoudens | huishoudens | eenpersoonshuishoudens a1phh
without_children | Huishoudens zonder kinderen | huishoudens | huishoudenszonderkinderen ahhzk
with_children | Huishoudens met kinderen | huishoudens | huishoudensmetkinderen ahhmk
household_size | Personen per huishouden | personen | \
    gemiddeldehuishoudensgrootte gemiddeldehuishoudsgrootte ghhgro gemhhgr
density_km2 | Inwoners | per km² | \
    bevolkingsdichtheid bevolkingsdichtheidinwonersperkm2 bevdich bevdichth
dwellings | Woningen | woningen | woningvoorraad awoning
woz_value_k | Gemiddelde WOZ-waarde van woningen | × € 1.000 | \
    gemiddeldewozwaardevanwoningen gemiddeldewoningwaarde gwozbag gwoz
single_family_pct | Eengezinswoningen | % | percentageeengezinswoning p1gezw
owner_occupied_pct | Koopwoningen | % | koopwoningen percentagekoopwoningen pkoopw
rented_pct | Huurwoningen | % | huurwoningentotaal percentagehuurwoningen phuurw
income_per_inhabitant_k | Gemiddeld inkomen per inwoner | × € 1.000 | \
    gemiddeldinkomenperinwoner ginkpi
low_income_pct | Huishoudens met een laag inkomen | % | huishoudensmeteenlaaginkomen phhli
distance_gp_km | Afstand tot een huisartsenpraktijk | km | \
    afstandtothuisartsenpraktijk huisartsenpraktijkgemiddeldeafstandinkm gafshp
distance_supermarket_km | Afstand tot een grote supermarkt | km | \
    afstandtotgrotesupermarkt grotesupermarktgemiddeldeafstandinkm gafsgs
distance_school_km | Afstand tot een school | km | afstandtotschool gafssc
schools_3km | Scholen binnen 3 kilometer | scholen | scholenbinnen3km g3kmsc
land_ha | Oppervlakte land | hectare | oppervlakteland oppervlaktelandinha alanha oppland
urbanity | Stedelijkheid (1 is zeer sterk, 5 is niet) | klasse | \
    matevanstedelijkheid stedelijkheidadressenperkm2 stemvs sted
address_density_km2 | Adressen in de omgeving | per km² | omgevingsadressendichtheid steoad oad
crimes | Geregistreerde misdrijven | misdrijven | geregistreerdemisdrijven
good_health_pct | Ervaart goede gezondheid | % | goedervarengezondheid
livability | Leefbaarometer | score | lbm
"""


def _figures() -> dict[str, Figure]:
    rows = [[cell.strip() for cell in row.split("|")] for row in _TABLE.strip().splitlines()]
    return {n: Figure(n, label, unit, tuple(known.split())) for n, label, unit, known in rows}


FIGURES: Final = _figures()
_COLUMNS: Final[dict[str, str]] = FIELDS | {
    column: figure.name for figure in FIGURES.values() for column in figure.columns
}

# Not letters, digits: dropped. StatLine's numbers have at most three digits; four are a year.
_PUNCTUATION: Final = re.compile(r"[\W_]+")
_NUMBER_BEHIND: Final = re.compile(r"_\d{1,3}$")


@lru_cache(maxsize=4096)
def field_of(column: str) -> str:
    """Our name for a column of a file, or "" for a column that is not used."""
    plain = column.strip().lower()
    for name in (plain, _NUMBER_BEHIND.sub("", plain)):
        field = _COLUMNS.get(_PUNCTUATION.sub("", name))
        if field:
            return field
    return ""


def has_code(columns: Iterable[str]) -> bool:
    """Whether one of the columns holds an area's code."""
    return any(field_of(column) in CODE_FIELDS for column in columns)


def has_name(columns: Iterable[str]) -> bool:
    """Whether one of the columns holds an area's name."""
    return any(field_of(column) in CODE_FIELDS.values() for column in columns)


def fields(row: Mapping[str, object]) -> dict[str, object]:
    """The used columns of one row under our names; of two for one field the first filled one."""
    found: dict[str, object] = {}
    for column, value in row.items():
        field = field_of(column)
        if field and (field not in found or found[field] in (None, "")):
            found[field] = value
    return found
