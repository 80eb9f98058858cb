"""What a demo file may say of tables, who sits there, and what is asked. All is invented."""

from config.pages.practice.schema import Key, Table
from initiatives.models import Frequency, Gathering, Report, Signal
from partners.models import (
    Advice,
    Contact,
    Covenant,
    Meeting,
    MeetingState,
    Roundtable,
    Seat,
    SupportCase,
)

_WHEN = {"kind": "number", "least": -3000, "most": 3000}
_AGREEMENTS = (
    Key("wat", required=True),
    Key("wie", required=True),
    Key("klaar", required=True, **_WHEN),
    Key("gedaan", **_WHEN),
)
_POINTS = (
    Key("punt", required=True),
    Key("verslag"),
    Key("besluit"),
    Key("besloten", kind="yes_no"),
    Key("afspraken", kind="small_rows", keys=_AGREEMENTS),
)

CONTACTS = Table(
    "contacten",
    Contact,
    (
        Key("organisatie", kind="reference", to="organisaties", required=True),
        Key("naam", "name", required=True),
        Key("functie", "role"),
        Key("gebied", kind="reference", to="gebieden"),
        Key("telefoon", "phone"),
        Key("openbaar", kind="yes_no"),
    ),
    identity=("organisatie", "naam"),
)
SEATS = Table(
    "zetels",
    Seat,
    (
        Key("tafel", kind="reference", to="tafels", required=True),
        Key("naam", "name", required=True),
        Key("organisatie", kind="reference", to="organisaties"),
        Key("rol", "role"),
        Key("openbaar", kind="yes_no"),
    ),
    identity=("tafel", "naam"),
)
MEETINGS = Table(
    "overleggen",
    Meeting,
    (
        Key("tafel", kind="reference", to="tafels", required=True),
        Key("dag", required=True, **_WHEN),
        Key("stand", kind="choice", choices=MeetingState),
        Key("openbaar", kind="yes_no"),
        Key("punten", kind="small_rows", keys=_POINTS),
    ),
    identity=("tafel", "dag"),
)
ADVICE = Table(
    "adviezen",
    Advice,
    (
        Key("tafel", kind="reference", to="tafels", required=True),
        Key("waarover", required=True),
        Key("vraag", required=True),
        Key("gevraagd", required=True, **_WHEN),
        Key("nodig", required=True, **_WHEN),
        Key("gegeven", **_WHEN),
        Key("advies"),
        Key("beantwoord", **_WHEN),
        Key("besluit", kind="choice", choices=Advice.Outcome),
        Key("waarom"),
        Key("gedaan"),
    ),
    identity=("tafel", "waarover"),
)
BRIEFINGS = Table(
    "verteld",
    None,
    (
        Key("tafel", kind="reference", to="tafels", required=True),
        Key("dag", required=True, **_WHEN),
        Key("waarover", required=True),
        Key("hoe", kind="choice", choices=Roundtable.Informed, required=True),
    ),
    identity=("tafel", "waarover"),
)
_PARTIES = (
    Key("organisatie", kind="code", required=True),
    Key("zegt_toe", required=True),
    Key("getekend", **_WHEN),
    Key("functie"),
)
COVENANTS = Table(
    "convenanten",
    Covenant,
    (
        Key("titel", required=True),
        Key("tekst"),
        Key("gebieden", kind="references", to="gebieden"),
        Key("vanaf", required=True, **_WHEN),
        Key("tot", **_WHEN),
        Key("evalueren", **_WHEN),
        Key("partijen", kind="small_rows", keys=_PARTIES),
    ),
    identity=("titel",),
)
CASES = Table(
    "vragen",
    None,
    (
        Key("tafel", kind="reference", to="tafels", required=True),
        Key("dag", required=True, **_WHEN),
        Key("door", kind="reference", to="mensen", required=True),
        Key("vraag", required=True),
        Key("weet", kind="choice", choices=SupportCase.Informed, required=True),
        Key("waarom"),
        Key("organisaties", kind="references", to="organisaties"),
        Key("stap"),
        Key("wie", kind="reference", to="mensen"),
        Key("klaar", **_WHEN),
        Key("gesloten", **_WHEN),
        Key("afloop", kind="choice", choices=SupportCase.Outcome),
    ),
    identity=("tafel", "dag"),
)
SIGNALS = Table(
    "signalen",
    None,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("dag", required=True, **_WHEN),
        Key("soort", kind="choice", choices=Signal.Kind, required=True),
        Key("tekst", required=True),
        Key("plek"),
        Key("mail", kind="yes_no"),
        # Much came at once from one network, and nobody has looked yet.
        Key("opzij", kind="yes_no"),
        Key("thema", kind="reference", to="themas"),
        Key("opgepakt", kind="yes_no"),
        Key("klaar", **_WHEN),
        Key("antwoord"),
        Key("aan"),
        Key("eigenlijk", kind="choice", choices=Signal.Forwarded),
        Key("gedaan"),
        Key("hielp", kind="choice", choices=Signal.Helped),
    ),
    identity=("gebied", "tekst"),
)
GATHERINGS = Table(
    "bijeenkomsten",
    None,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("gepland", required=True, **_WHEN),
        Key("dag", required=True, **_WHEN),
        Key("van"),
        Key("tot"),
        Key("soort", kind="choice", choices=Gathering.Kind, required=True),
        Key("titel", required=True),
        Key("tekst", required=True),
        Key("plek", required=True),
        Key("voor_wie"),
        Key("aanmelden", kind="choice", choices=Gathering.SignUps),
        Key("plekken", kind="number", least=1, most=10_000),
        Key("groepen", kind="number", least=0, most=60),
        Key("afgezegd"),
        Key("uitkomst"),
        Key("bezoekers", kind="number", least=0, most=10_000),
        Key("actie", kind="reference", to="acties"),
    ),
    identity=("gebied", "titel"),
)
FOLLOWERS = Table(
    "volgers",
    None,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("thema", kind="reference", to="themas"),
        Key("dag", required=True, **_WHEN),
        Key("hoe_vaak", kind="choice", choices=Frequency, required=True),
    ),
    identity=("gebied", "thema", "hoe_vaak"),
)


STORIES = Table(
    "verhalen",
    None,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("initiatief", required=True),
        Key("dag", required=True, **_WHEN),
        Key("titel", required=True),
        Key("tekst", required=True),
        # What is to be seen in the picture that the code draws for it.
        Key("foto"),
        Key("wacht", kind="yes_no"),
        Key("gemeld", kind="choice", choices=Report.Reason),
    ),
    identity=("gebied", "titel"),
)
NEWSLETTERS = Table(
    "nieuwsbrieven",
    None,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("dag", required=True, **_WHEN),
        Key("concept", kind="yes_no"),
    ),
    identity=("gebied", "dag"),
)
SAVED = Table(
    "bewaard",
    None,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("titel", required=True),
        Key("tekst"),
        Key("indiener", required=True),
        Key("dag", required=True, **_WHEN),
    ),
    identity=("gebied", "titel"),
)
AT_TABLES = (
    CONTACTS,
    SEATS,
    MEETINGS,
    ADVICE,
    BRIEFINGS,
    COVENANTS,
    CASES,
    SIGNALS,
    GATHERINGS,
    FOLLOWERS,
    STORIES,
    NEWSLETTERS,
    SAVED,
)
