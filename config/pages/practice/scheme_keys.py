"""The keys of `[[regelingen]]`: everything that makes a scheme, so that a new one needs no code."""

from areas.roles import RoleKind
from budgets.models import (
    Audience,
    BallotRule,
    Construction,
    Division,
    Rounding,
    Scheme,
    SettlementRoute,
    Standing,
    TermBasis,
    TermUnit,
    Tie,
)
from config.pages.practice.keys import CODE, NAME, PERIOD, PROVENANCE, Key, Table

# "maxima" and "mandaten": rows of their own inside the scheme.
KIND_LIMITS = (
    Key("soort", "kind", required=True, most=80),
    Key("maximum", "cents", kind="euro", required=True),
)
MANDATES = (
    Key("tot_en_met", "up_to_cents", kind="euro", required=True),
    Key("beslist", "decided_by", kind="choice", choices=RoleKind),
    Key("beslist_door", "decided_by_text", most=200),
)
# "punten": on what requests are compared in a ranking.
CRITERIA = (
    Key("onderdeel", "name", required=True, most=80),
    Key("hoogstens", "most", kind="number", required=True, least=1, most=100),
)
# "stemming": at most one row, how a kind of table votes on a request.
BALLOT = (
    Key("tafelsoort", kind="reference", required=True, to="tafelsoorten"),
    Key("doet", "standing", kind="choice", required=True, choices=Standing),
    Key("mandaat", "mandate"),
    Key("instemming", "consent"),
    Key("meer_dan_stemt", "quorum_percent", kind="number", most=99),
    Key("meer_dan_voor", "majority_percent", kind="number", most=99),
    Key("bij_gelijk", "tie", kind="choice", choices=Tie),
    Key("geheim", "secret", kind="yes_no"),
    Key("dagen", "days", kind="number", least=1, most=99),
)
_WHAT = (
    CODE,
    NAME,
    Key("waarvoor", "text"),
    Key("soort", "construction", kind="choice", choices=Construction),
    Key("budgetbeheerder", "holder", kind="reference", to="organisaties"),
    Key("budgetbeheerder_naam", "holder_text"),
    Key("grondslag", "legal_basis"),
    Key("geevalueerd_op", "evaluated_on", kind="date"),
    Key("begrotingsvoorbehoud", "budget_proviso", kind="yes_no"),
    Key("begroting_vastgesteld_op", "budget_adopted_on", kind="date"),
    Key("hoofdcontact", "contact"),
    Key("voor", "audiences", kind="choices", choices=Audience),
    Key("gebieden", "area_codes", kind="references", to="gebieden"),
)
_POT = (
    Key("niveau", "level", kind="reference", to="niveaus"),
    Key("vast", "fixed_cents", kind="euro"),
    Key("per_inwoner", "per_inhabitant", kind="rate"),
    Key("peildatum", "counted_on", kind="date"),
    Key("per_instelling", "per_institution_cents", kind="euro"),
    Key("instellingen", "institutions", kind="number", least=1),
    Key("afronding", "rounding", kind="choice", choices=Rounding),
    Key("partner", "partner", kind="reference", to="organisaties"),
    Key("deel_partner", "partner_share", kind="share"),
    Key("plafond", "ceiling_cents", kind="euro"),
    Key("verdeling", "division", kind="choice", choices=Division),
    Key("punten", "criteria", kind="small_rows", keys=CRITERIA),
    Key("laatste_voor_een_deel", "last_in_part", kind="yes_no"),
    Key("voorschot", "advance_share", kind="share"),
)
_ROOM = (
    Key("vrije_ruimte_met", "room_with", most=120),
    Key("vrije_ruimte_rondes", "room_rounds", kind="number", least=1, most=12),
)
_CONDITIONS = (
    Key("maximum", "limit_cents", kind="euro"),
    Key("maxima", "kind_limits", kind="small_rows", keys=KIND_LIMITS),
    Key("steunbetuigingen", "min_endorsements", kind="number", least=1),
    Key("steun_van_overal", "support_everywhere", kind="yes_no"),
    Key("weken_voor_steun", "support_weeks", kind="number", least=1, most=52),
    Key("draagvlak", "endorsement_text"),
    Key("eigen_deel", "own_share", kind="share"),
    Key("in_natura", "in_kind_text"),
    Key("aan_te_vragen", "can_apply", kind="yes_no"),
    Key("reden_dicht", "closed_note"),
    Key("aanvragen_van", "asked_from", kind="date"),
    Key("aanvragen_tot", "asked_until", kind="date"),
)
_DECISION = (
    Key("adviseert", "advised_by", kind="choice", choices=RoleKind),
    Key("adviseert_door", "advised_by_text"),
    Key("adviseert_tafel", "advice_kind", kind="reference", to="tafelsoorten"),
    Key("mandaten", "mandates", kind="small_rows", keys=MANDATES),
    Key("beslist", "decided_by", kind="choice", choices=RoleKind),
    Key("beslist_door", "decided_by_text"),
    Key("termijn", "term_length", kind="number", least=1, most=365),
    Key("termijn_in", "term_unit", kind="choice", choices=TermUnit),
    Key("termijn_volgens", "term_basis", kind="choice", choices=TermBasis),
    Key("termijnenwet", "awt_applies", kind="yes_no"),
    Key("afhandeling", "settlement", kind="choice", choices=SettlementRoute),
    Key("stemming", kind="small_rows", keys=BALLOT, rows_of=BallotRule),
)
SCHEMES = Table(
    "regelingen",
    Scheme,
    (*_WHAT, *_POT, *_ROOM, *_CONDITIONS, *_DECISION, *PERIOD, *PROVENANCE),
    identity=("code", "geldig_van"),
)
# Words and days that are corrected in place; a change of anything else is a changed rule, which
# makes a new dated version of the scheme.
_WORDS = (
    *("code", "name", "text", "legal_basis", "contact", "endorsement_text", "advised_by_text"),
    *("decided_by_text", "holder_text", "closed_note", "can_apply", "source", "assumed"),
    *("valid_from", "valid_until", "asked_from", "asked_until", "evaluated_on"),
    "budget_adopted_on",
)
SCHEME_RULES = tuple(key.field for key in SCHEMES.keys if key.field not in _WORDS)
