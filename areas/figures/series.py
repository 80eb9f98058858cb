"""The series that CBS, police and GGD publish per area, under our lasting names."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Series:
    """What is measured. `direction` is up, down or none: which way is better.

    Counts under `suppress_below` are not kept. A `signed` figure may lie below zero; elsewhere a
    negative number means "not known". `source` names who measured, where the file does not.
    """

    code: str
    name: str = ""
    unit: str = ""
    direction: str = ""
    decimals: int | None = None
    suppress_below: int | None = None
    signed: bool = False
    source: str = ""
    text: str = ""


_LEEFBAAROMETER: Final = "Leefbaarometer, ministerie van BZK"
_PART: Final = "Verschil met het gemiddelde van Nederland: 0 is gemiddeld, meer is beter."


def _part(code: str, name: str) -> Series:
    """One of the five dimensions of the Leefbaarometer, each around zero."""
    return Series(
        f"leefbaarometer-{code}",
        f"Leefbaarometer: {name}",
        "score",
        "up",
        decimals=2,
        signed=True,
        source=_LEEFBAAROMETER,
        text=_PART,
    )


# By our name of the column (areas.geo.columns.field_of).
SERIES: Final[dict[str, Series]] = {
    "inhabitants": Series(
        "inwoners", "Inwoners", "inwoners", "none", decimals=0, source="CBS, CC BY 4.0"
    ),
    "crimes": Series(
        "geregistreerde-misdrijven",
        "Geregistreerde misdrijven",
        "misdrijven",
        "down",
        decimals=0,
        suppress_below=5,
        source="Politie en CBS, tabel 47022NED, CC BY 4.0",
        text="Wat bij de politie bekend werd. Meer meldingen kan ook meer vertrouwen zijn.",
    ),
    "good_health_pct": Series(
        "goed-ervaren-gezondheid",
        "Ervaart de gezondheid als goed",
        "%",
        "up",
        decimals=1,
        source="GGD'en, CBS en RIVM, tabel 50150NED, CC BY 4.0",
        text="Berekend met een model uit een enquête onder volwassenen.",
    ),
    "livability": Series(
        "leefbaarometer",
        "Leefbaarometer",
        "score",
        "up",
        decimals=2,
        source=_LEEFBAAROMETER,
        text="Hoe prettig wonen het is, afgeleid uit ongeveer honderd kenmerken.",
    ),
}
# Columns that mean this only beside the score of the Leefbaarometer.
PARTS: Final[dict[str, Series]] = {
    "fys": _part("fysiek", "fysieke omgeving"),
    "onv": _part("veiligheid", "overlast en onveiligheid"),
    "soc": _part("samenhang", "sociale samenhang"),
    "vrz": _part("voorzieningen", "voorzieningen"),
    "won": _part("woningen", "woningvoorraad"),
}
