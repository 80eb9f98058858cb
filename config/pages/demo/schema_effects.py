"""What a demo file may say of portraits, figures, motions, works and requests. All is invented."""

from areas.models import Measurement, Motion, Portrait, Request, RequestState, Work
from budgets.models import Body
from config.pages.practice.schema import Key, Table

_DAY = Key("dag", kind="number", required=True, least=-3000, most=0)
_WHEN = {"kind": "number", "least": -3000, "most": 3000}
SPOT = (
    Key("plek", "place"),
    Key("breedte", kind="rate"),
    Key("lengte", kind="rate"),
)
_FIGURES = (
    Key("jaar", kind="number", required=True, least=-20, most=0),
    Key("waarde", kind="rate", required=True),
)
_ANSWERS = (
    _DAY,
    Key("antwoord", kind="choice", required=True, choices=RequestState),
    Key("tekst"),
    Key("toegezegd", **_WHEN),
)

MEASUREMENTS = Table(
    "metingen",
    Measurement,
    (
        Key("indicator", kind="reference", to="indicatoren", required=True),
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("waarden", kind="small_rows", keys=_FIGURES, required=True),
    ),
    identity=("indicator", "gebied"),
)
MOTIONS = Table(
    "moties",
    Motion,
    (
        Key("code", kind="code", required=True),
        Key("soort", kind="choice", required=True, choices=Motion.Kind),
        Key("nummer", required=True),
        Key("titel", "title", required=True),
        Key("tekst", "text"),
        Key("gebied", kind="reference", to="gebieden"),
        _DAY,
        Key("uitkomst", "outcome"),
        Key("afgedaan", kind="number", least=-3000, most=0),
    ),
)
WORKS = Table(
    "werken",
    Work,
    (
        Key("code", kind="code", required=True),
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("titel", "title", required=True),
        Key("soort", "kind"),
        Key("tekst", "text"),
        Key("stand", kind="choice", choices=Work.State),
        Key("van", **_WHEN),
        Key("tot", **_WHEN),
        Key("meepraten_tot", **_WHEN),
        *SPOT,
    ),
)
REQUESTS = Table(
    "verzoeken",
    Request,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("actie", kind="reference", to="acties"),
        Key("afdeling", kind="reference", to="afdelingen", required=True),
        Key("titel", "title", required=True),
        Key("tekst", "text"),
        Key("openbaar", kind="yes_no"),
        Key("wie", kind="reference", to="mensen", required=True),
        _DAY,
        Key("dagen_tijd", kind="number", required=True, least=1, most=365),
        Key("omhoog", kind="number", least=-3000, most=0),
        Key("antwoorden", kind="small_rows", keys=_ANSWERS),
    ),
    identity=("gebied", "titel"),
)
PORTRAITS = Table(
    "portretten",
    Portrait,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        _DAY,
        Key("tekst", "text", required=True),
        Key("mensen", "people"),
        Key("plekken", "places"),
        Key("organisaties", "organisations"),
        Key("zorgen", "worries"),
        Key("besproken", kind="number", least=-3000, most=0),
    ),
    identity=("gebied", "dag"),
)
EFFECTS = (PORTRAITS, MOTIONS, WORKS, REQUESTS, MEASUREMENTS)
BUDGET_DECISIONS = Table(
    "budgetbesluiten",
    None,
    (
        Key("dag", kind="number", required=True, least=-3000, most=0),
        Key("regeling", kind="code", required=True),
        # Without an area: the whole municipality.
        Key("gebied", kind="reference", to="gebieden"),
        Key("uit", kind="reference", to="gebieden"),
        Key("bedrag", kind="euro", required=True),
        Key("door", kind="choice", choices=Body, required=True),
        Key("kenmerk", required=True),
        Key("tekst", required=True),
    ),
    identity=("kenmerk",),
)
ROOM = Table(
    "vrije_ruimte",
    None,
    (
        _DAY,
        Key("regeling", kind="code", required=True),
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("actie", kind="reference", to="acties", required=True),
        Key("plaats", kind="number", least=1, required=True),
        Key("bedrag", kind="euro", required=True),
        Key("klaar", kind="number", least=-3000, most=0),
        Key("kosten", kind="euro"),
    ),
    identity=("actie",),
)
