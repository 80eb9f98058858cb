"""What a demo file may say, beside the tables of a practice file. All of it is invented."""

from areas.models import (
    Action,
    ActionState,
    Deed,
    Goal,
    Kept,
    Municipality,
    Origin,
    Plan,
    PlanPhase,
    PlanState,
    User,
    Verdict,
)
from config.pages.demo.schema_effects import BUDGET_DECISIONS, EFFECTS, ROOM, SPOT
from config.pages.demo.schema_tables import AT_TABLES
from config.pages.practice.schema import TABLES, Key, Table
from initiatives.models import Initiative, Outcome
from partners.models import Commitment

_DAY = Key("dag", kind="number", required=True, least=-3000, most=0)
_YEAR = {"kind": "number", "least": -20, "most": 20, "required": True}

_WORK = (
    Key("rol", kind="code", required=True),
    Key("gebied", kind="code"),
    Key("openbaar", kind="yes_no"),
)
_SEATS = (
    Key("tafel", kind="code", required=True),
    Key("organisatie", kind="code"),
    Key("rol"),
    Key("leidt", kind="yes_no"),
    Key("stemt", kind="yes_no"),
)
_PROGRESS = (
    _DAY,
    Key("tekst"),
    Key("stand", kind="choice", choices=ActionState),
    Key("door", kind="code"),
    Key("openbaar", kind="yes_no"),
)
# What can happen to an initiative, in the words of the file.
STEPS = (
    "openbaar",
    "uitwerken",
    "uitvoeren",
    "gereed",
    "gaat niet door",
    "overgenomen",
    "gaat verder",
    "samen gevraagd",
    "doet mee",
    "van de site",
    "niet eens",
    "ingetrokken",
    "vraag",
    "antwoord",
    "nieuws",
    "intern",
    "foto",
    "volgende stap",
    "kompas",
    "kompas antwoord",
    "kompas fase",
    "geld gevraagd",
    "geld toegekend",
    "geld afgewezen",
    "brief",
    "bezwaar",
    "aanvulling gevraagd",
    "niet in behandeling",
    "ingebrekestelling",
    "stemming gevraagd",
    "stem voor",
    "stem tegen",
    "geld betaald",
    "geld bon",
    "geld verantwoord",
    "geld vastgesteld",
    "geld verlaagd",
    "geld uitgevoerd",
    "meedingen",
    "punten",
    "geld verdeeld",
)
_STORY = (
    _DAY,
    Key("wat", required=True),
    Key("tekst"),
    Key("wie", kind="code"),
    # Of which kind, question or phase of the compass; of which scheme; or the reason to stop.
    Key("code", kind="code"),
    Key("organisatie", kind="reference", to="organisaties"),
    # What the receiver said before money was taken back.
    Key("reactie"),
    # Who takes it up, or is asked along.
    Key("naam"),
    Key("bedrag", kind="euro"),
    # Points of a request that is compared, in the order of the scheme: "8 5".
    Key("punten"),
)

_AGO = {"kind": "number", "least": -3000, "most": 3000}
_PROMISE = (
    Key("meedoen", kind="reference", to="participatieniveaus"),
    Key("bewoners_bepalen", "can_decide"),
    Key("vaststaat", "cannot_decide"),
    Key("waargemaakt", kind="choice", choices=Kept),
    Key("inbreng", "promise_outcome"),
)
_DEEDS = (
    _DAY,
    Key("stap", kind="choice", required=True, choices=Deed),
    Key("door"),
    Key("met_wie"),
    Key("veranderd"),
    Key("besluit"),
)
_PARTIES = (
    Key("organisatie", kind="reference", required=True, to="organisaties"),
    Key("belofte"),
    Key("getekend", **_AGO),
    Key("functie"),
)
_PHASES = (
    Key("fase", kind="choice", required=True, choices=PlanPhase.Phase),
    Key("tekst"),
    Key("van", **_AGO),
    Key("klaar", **_AGO),
)
_VERDICTS = (
    _DAY,
    Key("hoe", kind="choice", required=True, choices=Verdict.Outcome),
    Key("tekst", required=True),
)
_FUNDING = (
    Key("waaruit", required=True),
    Key("bedrag", kind="euro", required=True),
    Key("zeker", kind="yes_no"),
)
_COMMITMENTS = (
    Key("organisatie", kind="reference", required=True, to="organisaties"),
    Key("rol", kind="choice", choices=Commitment.Role),
    Key("brengt", kind="choice", choices=Commitment.Brings),
    Key("bedrag", kind="euro"),
    Key("uren", kind="number"),
    Key("tekst"),
    Key("zeker", kind="yes_no"),
)

MUNICIPALITY = Table(
    "gemeente",
    Municipality,
    (
        Key("code", "code", kind="code", required=True),
        Key("telefoon", "phone"),
        Key("email", "email"),
        Key("bezoekadres", "address"),
        Key("openingstijden", "opening_hours"),
        # In demo mode every municipality has its own address on this machine.
        Key("site", "host"),
    ),
    single=True,
)
MAP = Table(
    "kaart",
    None,
    (
        Key("west", required=True),
        Key("noord", required=True),
        Key("cel_breed", required=True),
        Key("cel_hoog", required=True),
        Key("tekening", required=True),
    ),
    single=True,
)
FIGURES = Table(
    "cijfers",
    None,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("letter", required=True),
        Key("postcode"),
        Key("inwoners", kind="number", most=1_000_000, required=True),
        Key("huishoudens", kind="number", most=1_000_000),
    ),
    identity=("gebied",),
)
PEOPLE = Table(
    "mensen",
    User,
    (
        Key("code", kind="code", required=True),
        Key("naam", "name", required=True),
        Key("telefoon", "phone"),
        Key("werk", kind="small_rows", keys=_WORK),
        Key("tafels", kind="small_rows", keys=_SEATS),
        Key("beheer", kind="yes_no"),
    ),
)
PLANS = Table(
    "plannen",
    Plan,
    (
        Key("code", kind="code", required=True),
        # Without an area: a plan of the whole municipality.
        Key("gebied", kind="reference", to="gebieden"),
        Key("soort", kind="reference", to="plansoorten", required=True),
        Key("titel", "title", required=True),
        Key("tekst", "summary"),
        Key("van_jaar", **_YEAR),
        Key("tot_jaar", kind="number", least=-20, most=20),
        # Or how many months from the first of January of `van_jaar`.
        Key("maanden", kind="number", least=1, most=600),
        Key("stand", kind="choice", choices=PlanState),
        Key("waarom", "state_reason"),
        Key("vastgesteld_door", "adopted_by"),
        Key("volgt_op", kind="reference", to="plannen"),
        Key("vervangt", kind="references", to="plannen"),
        *_PROMISE,
        Key("stappen", kind="small_rows", keys=_DEEDS),
        Key("partners", kind="small_rows", keys=_PARTIES),
        Key("fasen", kind="small_rows", keys=_PHASES),
        Key("dag", kind="number", required=True, least=-3000, most=0),
        Key("wie", kind="reference", to="mensen", required=True),
    ),
)
GOALS = Table(
    "doelen",
    Goal,
    (
        Key("code", kind="code", required=True),
        Key("plan", kind="reference", to="plannen", required=True),
        Key("thema", kind="reference", to="themas", required=True),
        Key("titel", "title", required=True),
        Key("tekst", "text"),
        Key("indicator", kind="reference", to="indicatoren"),
        Key("begin", kind="rate"),
        Key("begin_jaar", kind="number", least=-20, most=20),
        Key("streef", kind="rate"),
        Key("streef_jaar", kind="number", least=-20, most=20),
        Key("verwacht", "expected"),
        Key("waaraan", "measured_by"),
        Key("wie", "judged_by"),
        Key("wanneer", "judged_when"),
        Key("oordelen", kind="small_rows", keys=_VERDICTS),
    ),
)
ACTIONS = Table(
    "acties",
    Action,
    (
        Key("code", kind="code"),
        Key("doel", kind="reference", to="doelen", required=True),
        Key("gebied", kind="reference", to="gebieden"),
        Key("titel", "title", required=True),
        Key("tekst", "text"),
        Key("trekker", kind="reference", to="mensen"),
        Key("trekker_naam", "lead_label"),
        Key("van", kind="number", least=-3000, most=3000),
        Key("tot", kind="number", least=-3000, most=3000),
        Key("kosten", kind="euro"),
        Key("openbaar", kind="yes_no"),
        Key("herkomst", kind="choice", choices=Origin),
        Key("herkomst_tekst", "origin_text"),
        Key("motie", kind="reference", to="moties"),
        *SPOT,
        *_PROMISE,
        Key("geld", kind="small_rows", keys=_FUNDING),
        Key("partners", kind="small_rows", keys=_COMMITMENTS),
        Key("opgegaan_in", kind="reference", to="acties"),
        Key("voortgang", kind="small_rows", keys=_PROGRESS),
    ),
    identity=("doel", "titel"),
)
INITIATIVES = Table(
    "initiatieven",
    Initiative,
    (
        Key("gebied", kind="reference", to="gebieden", required=True),
        Key("ook_over", kind="reference", to="gebieden"),
        Key("thema", kind="reference", to="themas"),
        Key("actie", kind="reference", to="acties"),
        Key("titel", "title", required=True),
        Key("tekst", "text"),
        Key("plek", "place"),
        Key("met_wie", "with_whom"),
        Key("nodig", "needs"),
        Key("groep", "group_name"),
        Key("organisatie", "organisation_name"),
        Key("organisatie_openbaar", "organisation_public", kind="yes_no"),
        Key("indiener", "contact_name", required=True),
        Key("naam_openbaar", kind="yes_no"),
        Key("op_papier", kind="yes_no"),
        Key("niet_bevestigd", kind="yes_no"),
        Key("dag", kind="number", required=True, least=-3000, most=0),
        Key("steun_uit_gebied", kind="number", least=0, most=500),
        Key("steun_van_elders", kind="number", least=0, most=500),
        Key("gelukt", kind="choice", choices=Outcome.Result),
        Key("gelukt_tekst"),
        Key("verhaal", kind="small_rows", keys=_STORY),
    ),
    identity=("gebied", "titel"),
)

# The municipality comes from its practice file; a demo file only names it.
DEMO_TABLES = (
    MUNICIPALITY,
    *(table for table in TABLES if not table.single),
    MAP,
    FIGURES,
    PEOPLE,
    PLANS,
    GOALS,
    ACTIONS,
    INITIATIVES,
    BUDGET_DECISIONS,
    ROOM,
    *EFFECTS,
    *AT_TABLES,
)
