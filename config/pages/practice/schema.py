"""What a practice file may say: its tables, their keys, and where each value goes."""

from areas.models import (
    Area,
    Deed,
    Department,
    Direction,
    Indicator,
    Level,
    Municipality,
    ParticipationLevel,
    PlanKind,
    Role,
    RouteStep,
    TemplateAction,
    TemplateGoal,
    Theme,
)
from areas.models.places import Grouping
from areas.roles import RoleKind
from budgets.models import PayingRules
from config.pages.practice.keys import CODE, NAME, PERIOD, PLURAL, PROVENANCE, Key, Table
from config.pages.practice.scheme_keys import SCHEMES
from initiatives.models import (
    CompassMessage,
    CompassPhase,
    CompassQuestion,
    InitiativeKind,
    StopReason,
)
from partners.models import (
    Facility,
    FacilityKind,
    Organisation,
    Rhythm,
    Roundtable,
    RoundtableKind,
)

MUNICIPALITY = Table(
    "gemeente",
    Municipality,
    (
        CODE,
        NAME,
        Key("cbs", kind="cbs", required=True),
        Key("site", "host"),
        Key("huisstijl", "theme_css"),
        Key("telefoon", "phone"),
        Key("email", "email"),
        Key("bezoekadres", "address"),
        Key("openingstijden", "opening_hours"),
        Key("toegankelijkheidsverklaring", "accessibility_statement"),
        Key("werkdagen_tot_bekeken", "release_days", kind="number", least=1, most=60),
        Key("werkdagen_tot_antwoord", "answer_days", kind="number", least=1, most=60),
        Key("dagen_stil", "stale_days", kind="number", least=1, most=365),
        Key("weken_zonder_nieuws", "progress_weeks", kind="number", least=1, most=104),
        # A municipality that went up in another one: until when, and which one.
        Key("geldig_tot", kind="date"),
        Key("opvolger", kind="cbs"),
        Key("opvolger_naam"),
        *PROVENANCE,
    ),
    single=True,
)
LEVELS = Table(
    "niveaus",
    Level,
    (
        CODE,
        NAME,
        PLURAL,
        Key("diepte", "rank", kind="number", required=True, least=1, most=20),
        Key("op_kaart", "on_map", kind="yes_no"),
        *PROVENANCE,
    ),
)
GROUPINGS = Table("indelingen", Grouping, (CODE, NAME, PLURAL, *PROVENANCE))
AREAS = Table(
    "gebieden",
    Area,
    (
        CODE,
        NAME,
        Key("niveau", "level", kind="reference", to="niveaus"),
        Key("indeling", "grouping", kind="reference", to="indelingen"),
        Key("onder", "parent", kind="reference", to="gebieden"),
        Key("cbs_code", "cbs_code", kind="cbs"),
        Key("cbs", kind="cbs_list"),
        Key("cbs_bron"),
        Key("cbs_aanname", kind="yes_no"),
        Key("tekst", "portrait"),
        *PERIOD,
        *PROVENANCE,
    ),
)
ROLES = Table(
    "rollen",
    Role,
    (CODE, NAME, Key("soort", "kind", kind="choice", required=True, choices=RoleKind), *PROVENANCE),
)
THEMES = Table(
    "themas",
    Theme,
    (CODE, NAME, Key("volgorde", "order", kind="number", most=999), *PROVENANCE),
)
PARTICIPATION = Table(
    "participatieniveaus",
    ParticipationLevel,
    (
        CODE,
        NAME,
        Key("uitleg", "text"),
        Key("volgorde", "order", kind="number", most=999),
        *PROVENANCE,
    ),
)
INDICATORS = Table(
    "indicatoren",
    Indicator,
    (
        CODE,
        NAME,
        Key("eenheid", "unit"),
        Key("richting", "direction", kind="choice", choices=Direction),
        Key("decimalen", "decimals", kind="number", most=4),
        Key("niet_tonen_onder", "suppress_below", kind="number", least=1, most=1000),
        Key("thema", "theme", kind="reference", to="themas"),
        Key("uitleg", "text"),
        *PROVENANCE,
    ),
)
DEPARTMENTS = Table(
    "afdelingen",
    Department,
    (
        CODE,
        NAME,
        Key("email", "email", required=True),
        Key("werkdagen_om_te_antwoorden", "answer_days", kind="number", least=1, most=60),
        *PROVENANCE,
    ),
)
# The way of a kind of plan; the steps stand in the order of the file.
ROUTE = (
    Key("stap", "deed", kind="choice", required=True, choices=Deed),
    Key("door", "body"),
    Key("als", "only_if"),
)
_DAYS = {"kind": "number", "most": 3660}
EXAMPLE_ACTIONS = (
    Key("actie", "title", required=True),
    Key("begint_na", "starts_after", **_DAYS),
    Key("klaar_na", "ends_after", **_DAYS),
)
EXAMPLE_GOALS = (
    Key("doel", "title", required=True),
    Key("thema", kind="reference", required=True, to="themas"),
    Key("acties", kind="small_rows", keys=EXAMPLE_ACTIONS, rows_of=TemplateAction),
)
PLAN_KINDS = Table(
    "plansoorten",
    PlanKind,
    (
        CODE,
        NAME,
        PLURAL,
        Key("volgt_op", "parent", kind="reference", to="plansoorten"),
        Key("looptijd_maanden", "months", kind="number", least=1, most=600),
        Key("doorlopend", "rolling", kind="yes_no"),
        Key("ondertekend", "signed", kind="yes_no"),
        Key("in_fasen", "integral", kind="yes_no"),
        Key("vastgesteld_door", "adopted_by"),
        Key("opmerking", "note"),
        Key("route", kind="small_rows", keys=ROUTE, rows_of=RouteStep),
        Key("voorbeelddoelen", kind="small_rows", keys=EXAMPLE_GOALS, rows_of=TemplateGoal),
        *PROVENANCE,
    ),
)
TABLE_KINDS = Table(
    "tafelsoorten",
    RoundtableKind,
    (
        CODE,
        NAME,
        PLURAL,
        Key("wie", "sits", kind="choice", required=True, choices=RoundtableKind.Sits),
        Key("doet", "says", kind="choice", required=True, choices=RoundtableKind.Says),
        Key("niveau", "level"),
        Key("vertrouwelijk", "confidential", kind="yes_no"),
        Key("keer_per_jaar", "times_a_year", kind="number", least=1, most=366),
        Key("vaste_punten", "standing"),
        # Of a confidential kind: without these two it stays off.
        Key("dpia", "dpia_on", kind="date"),
        Key("grondslag", "legal_basis"),
        Key("vragen_maanden", "cases_kept_months", kind="number", least=1, most=60),
        *PROVENANCE,
    ),
)
RHYTHMS = Table(
    "ritmes",
    Rhythm,
    (
        CODE,
        NAME,
        Key("wie", "who"),
        Key("niveau", "level", kind="reference", required=True, to="niveaus"),
        Key("weken", "weeks", kind="number", required=True, least=1, most=520),
        *PROVENANCE,
    ),
)
PLACE_KINDS = Table(
    "pleksoorten",
    FacilityKind,
    (CODE, NAME, PLURAL, Key("netwerk", "network", kind="yes_no"), *PROVENANCE),
)
PLACES = Table(
    "plekken",
    Facility,
    (
        CODE,
        NAME,
        Key("soort", "kind", kind="reference", required=True, to="pleksoorten"),
        Key("gebied", "area", kind="reference", required=True, to="gebieden"),
        Key("organisatie", "organisation", kind="reference", to="organisaties"),
        Key("uitleg", "text"),
        Key("open", "hours"),
        Key("telefoon", "phone"),
        Key("email", "email"),
        Key("website", "website"),
        Key("door_bewoners", "by_residents", kind="yes_no"),
        Key("plek", "place"),
        Key("breedte", "lat", kind="degrees"),
        Key("lengte", "lon", kind="degrees"),
        *PROVENANCE,
    ),
    owner="kind__municipality",
)
ORGANISATIONS = Table(
    "organisaties",
    Organisation,
    (
        CODE,
        NAME,
        Key("soort", "kind"),
        Key("van_bewoners", "of_residents", kind="yes_no"),
        Key("uitleg", "about"),
        Key("gebieden", kind="references", to="gebieden"),
        Key("eigen_indeling", "district"),
        Key("telefoon", "phone"),
        Key("email", "email"),
        Key("bezoekadres", "visiting_address"),
        Key("website", "website"),
        *PROVENANCE,
    ),
)
ROUNDTABLES = Table(
    "tafels",
    Roundtable,
    (
        CODE,
        NAME,
        Key("soort", "kind", kind="reference", required=True, to="tafelsoorten"),
        Key("gebied", "area", kind="reference", to="gebieden"),
        Key("plek", "place"),
        Key("opmerking", "note"),
        Key("keer_per_jaar", "times_a_year", kind="number", least=1, most=366),
        Key("vaste_punten", "standing"),
        Key("rechtsvorm", "legal_form"),
        Key("namens", "represents"),
        Key("informatie", "informed", kind="choice", choices=Roundtable.Informed),
        Key("ook_voor", kind="references", to="gebieden"),
        Key("organisaties", kind="references", to="organisaties"),
        *PROVENANCE,
    ),
    owner="kind__municipality",
)
# What the ledger calls a scheme (by its code), and how much is asked of who received money.
PAYING = Table(
    "betalen",
    PayingRules,
    (
        CODE,
        Key("kostenplaats", "cost_centre"),
        Key("verplichtingnummer", "commitment"),
        Key("verhaal_tot_en_met", "picture_until_cents", kind="euro"),
        Key("kostenlijst_tot_en_met", "receipts_until_cents", kind="euro"),
        # Off unless it is switched on: a file of SEPA credit transfers for the bank.
        Key("overschrijfbestand", "transfers", kind="yes_no"),
        Key("van_rekening", "pays_from", kind="iban"),
        Key("op_naam", "pays_as"),
        Key("bic", "bank"),
        *PROVENANCE,
    ),
)
# The way of a kind of initiative; phases and questions stand in the order of the file.
COMPASS_QUESTIONS = (
    CODE,
    Key("vraag", "text", required=True),
    Key("uitleg", "help_text"),
)
COMPASS_MESSAGES = (NAME, Key("tekst", "text", required=True))
COMPASS_PHASES = (
    CODE,
    NAME,
    Key("uitleg", "text"),
    Key("tips", "tips"),
    Key("vraag_aan", "ask_whom"),
    Key("vergunning", "permit"),
    Key("regeling", "scheme_code", kind="reference", to="regelingen"),
    Key("vragen", kind="small_rows", keys=COMPASS_QUESTIONS, rows_of=CompassQuestion),
    Key("berichten", kind="small_rows", keys=COMPASS_MESSAGES, rows_of=CompassMessage),
)
INITIATIVE_KINDS = Table(
    "initiatiefsoorten",
    InitiativeKind,
    (
        CODE,
        NAME,
        Key("uitleg", "text"),
        Key("dagen_tot_besluit", "answer_days", kind="number", least=1, most=366),
        Key("adviseert", "advised_by"),
        Key("beslist", "decided_by"),
        Key("fasen", kind="small_rows", required=True, keys=COMPASS_PHASES, rows_of=CompassPhase),
        *PROVENANCE,
    ),
)

STOP_REASONS = Table(
    "redenen",
    StopReason,
    (
        CODE,
        NAME,
        Key("uitleg", "text", required=True),
        Key("vervallen", "retired", kind="yes_no"),
        *PROVENANCE,
    ),
)

# In the order in which they are written: what is referred to comes first.
TABLES = (
    MUNICIPALITY,
    LEVELS,
    GROUPINGS,
    AREAS,
    ROLES,
    THEMES,
    PARTICIPATION,
    INDICATORS,
    DEPARTMENTS,
    PLAN_KINDS,
    TABLE_KINDS,
    ORGANISATIONS,
    ROUNDTABLES,
    RHYTHMS,
    PLACE_KINDS,
    PLACES,
    SCHEMES,
    PAYING,
    INITIATIVE_KINDS,
    STOP_REASONS,
)
# Figures of a report, shown beside each other as the files have them; they are not stored.
COMPARED = (
    Key("regeling", kind="reference", required=True, to="regelingen"),
    Key("keer", kind="number", required=True, least=1, most=999),
)
COMPARISONS = Table(
    "vergelijkingen",
    None,
    (
        CODE,
        NAME,
        Key("jaar", kind="number", required=True, least=1900, most=2100),
        Key("inwoners", kind="number", required=True, least=1, most=20_000_000),
        Key("regelingen", kind="small_rows", keys=COMPARED),
        Key("opmerking", most=500),
        Key("rapport_zegt", most=200),
        Key("formatie", most=500),
        Key("gemiddelde", most=500),
        *PROVENANCE,
    ),
)
FILE_TABLES = (*TABLES, COMPARISONS)
