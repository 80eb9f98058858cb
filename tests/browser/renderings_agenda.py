"""Renderings of what stands around plans and actions: money, partners, requests, sheets."""

from datetime import timedelta

from areas.actions.requests import LINK_VALID, PURPOSE, ref_of
from areas.actions.sheets import keep
from areas.models import Funding, Motion, Request, RequestState
from config.intake import tokens
from partners.models import Commitment
from tests.browser.deeds import half_a_point, send_empty
from tests.browser.visits import ADVISOR, act, own, town_plan, visit
from tests.browser.world import action, person, plan

BUSY = "Buurtmoestuin"
SHEET = [
    ["Actie", "Gebied", "Doel", "Trekker", "Klaar", "Kosten"],
    ["Bankjes verven", "Benthuizen", "Iets nieuws", "Team groen", "1-5-2027", "250"],
    ["Zonder gebied", "Atlantis", "", "", "ooit", "veel"],
]


def funding():
    """Money of the municipality for the action that has some."""
    return Funding.objects.filter(action=action()).first()


def commitment():
    """What a partner brings to that action."""
    return Commitment.objects.filter(action=action()).first()


def motion():
    """A motion that is not settled."""
    return Motion.objects.filter(settled_on=None).first()


def open_request():
    """A request that waits for its answer, in the area of the advisor."""
    return Request.objects.filter(state=RequestState.ASKED, area__slug="rijnwoude").first()


def answered_request():
    """A request that was answered."""
    return Request.objects.filter(state=RequestState.YES).first()


def link() -> str:
    """The secret of a link in the mail to the department."""
    return tokens.issue(PURPOSE, ref_of(open_request().pk), LINK_VALID - timedelta(days=1))


def sheet():
    """A spreadsheet that was read and waits for what is unclear in it."""
    return keep(plan=plan(), name="acties.xlsx", rows=SHEET, by=person(ADVISOR))


PUBLIC = [
    visit("overview map", "pages:agenda", query="?vorm=kaart"),
    visit("overview timeline", "pages:agenda", query="?vorm=tijdlijn"),
    visit("overview print", "pages:agenda", query="?vorm=afdruk"),
    visit("overview plans", "pages:agenda", query="?toon=plannen"),
    visit("works", "areas:works"),
    visit("street", "pages:street"),
    visit("street unknown", "pages:street", deeds=(send_empty,)),
    visit("street map", "pages:street_point"),
    visit("street map closer", "pages:street_point", query="?gebied=rijnwoude"),
    visit("street map outside", "pages:street_point", query="?groot.x=1&groot.y=1"),
    visit("street around", "pages:street_around", query="?lat=52.13&lon=4.62&straal=1000"),
    visit("street of an area", "pages:street_around", query="?gebied=rijnwoude"),
    visit("motions", "areas:motions"),
    visit("motion", "areas:motion", motion),
    visit("request answered", "areas:request", answered_request),
    visit("answer by link", "pages:answer_link", link),
    visit("answer by link empty", "pages:answer_link", link, deeds=(send_empty,)),
    visit("answer link gone", "pages:answer_link", "geen-link", status=410),
    visit("answer gone", "pages:answer", open_request, status=410),
    visit("answered", "pages:answered"),
]
ADVISORS = [
    visit("merge actions", "areas:action_merge", act("Fontein"), who=ADVISOR),
    visit(
        "merge actions empty",
        "areas:action_merge",
        act("Fontein"),
        who=ADVISOR,
        deeds=(send_empty,),
    ),
    visit("place of action", "areas:action_spot", act("Fontein"), who=ADVISOR),
    visit(
        "place of action wrong",
        "areas:action_spot",
        act("Fontein"),
        who=ADVISOR,
        deeds=(half_a_point,),
    ),
    visit("action look back", "areas:action_look_back", act("Losse tegels"), who=ADVISOR),
    visit("new money", "areas:funding_add", act("Fontein"), who=ADVISOR),
    visit("new money empty", "areas:funding_add", act("Fontein"), who=ADVISOR, deeds=(send_empty,)),
    visit("edit money", "areas:funding_edit", act("Fontein"), funding, who=ADVISOR),
    visit("remove money", "areas:funding_remove", act("Fontein"), funding, who=ADVISOR),
    visit("new partner", "partners:commitment_add", act("Fontein"), who=ADVISOR),
    visit(
        "new partner empty",
        "partners:commitment_add",
        act("Fontein"),
        who=ADVISOR,
        deeds=(send_empty,),
    ),
    visit("edit partner", "partners:commitment_edit", act("Fontein"), commitment, who=ADVISOR),
    visit("remove partner", "partners:commitment_remove", act("Fontein"), commitment, who=ADVISOR),
    visit("new motion", "areas:motion_create", who=ADVISOR),
    visit("new motion empty", "areas:motion_create", who=ADVISOR, deeds=(send_empty,)),
    visit("edit motion", "areas:motion_edit", motion, who=ADVISOR),
    visit("settle motion", "areas:motion_settle", motion, who=ADVISOR, deeds=(send_empty,)),
    visit("requests", "areas:requests", who=ADVISOR),
    visit("request open", "areas:request", open_request, who=ADVISOR),
    visit("new request", "areas:request_create", act("Fontein"), who=ADVISOR),
    visit(
        "new request empty",
        "areas:request_create",
        act("Fontein"),
        who=ADVISOR,
        deeds=(send_empty,),
    ),
    visit("request from idea", "initiatives:request", own(BUSY), who=ADVISOR),
    visit("edit request", "areas:request_edit", open_request, who=ADVISOR),
    visit("send request again", "areas:request_send", open_request, who=ADVISOR),
    visit("withdraw asked", "areas:request_withdraw", open_request, who=ADVISOR),
    visit("sheet upload", "areas:sheet_upload", town_plan(), who=ADVISOR),
    visit(
        "sheet upload empty", "areas:sheet_upload", town_plan(), who=ADVISOR, deeds=(send_empty,)
    ),
    visit("sheet columns", "areas:sheet_columns", town_plan(), sheet, who=ADVISOR),
    visit("sheet preview", "areas:sheet", town_plan(), sheet, who=ADVISOR),
]
# Downloads, feeds and pictures.
NO_PAGE = {
    "areas:picture",
    "areas:plan_pdf",
    "areas:progress_picture",
    "pages:agenda_csv",
    "pages:agenda_xlsx",
    "pages:feed",
    "pages:feed_action",
    "pages:feed_area",
    "pages:feed_initiative",
    "pages:feed_theme",
    "pages:plans_csv",
    "pages:plans_xlsx",
    "pages:street_feed",
}
