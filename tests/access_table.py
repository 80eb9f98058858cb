"""Who may open what: the table that the application is held against.

A row says of one page: for which thing it is asked, who may know that the thing is there (others
get "not found"), who may use the page (others get "not allowed"), and what is sent. Rights hold in
the person's own area only; what is public is so everywhere. The groups below are written by hand,
and a test compares them with the roles in the code.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from config.intake.keys import new_key
from config.lib.clock import now, today
from initiatives.actions.following import key_of
from tests.factories import pdf
from tests.world import (
    ELSEWHERE,
    EVERY_ROLE,
    EVERYONE,
    MANAGES_TOWN,
    OTHER,
    OWN,
    ROLES,
    SEAT,
    SUBMITTER,
    SUPERUSER,
    VISITOR,
    WHOLE_TOWN,
    Place,
    World,
    jpeg,
)

# --- Groups, by hand -------------------------------------------------------
ALL = frozenset(EVERYONE)
NOBODY: frozenset[str] = frozenset()
KNOWN = ALL - {VISITOR}
OWNER = frozenset({SUBMITTER})
ADVISORS = frozenset({"advisor_social", "advisor_physical", "manager"})
COLLEAGUES = ADVISORS | {
    "inspector",
    "partner",
    "alderman",
    "communications",
    "front_desk",
    "budget_holder",
}
COUNCIL = ADVISORS | {"alderman", "councillor", "clerk", "budget_holder", "administrator"}
REPORTS_PROGRESS = ADVISORS | {"inspector"}
WRITES_ABOUT_AREA = ADVISORS | {"communications"}
SEES_INITIATIVES = ADVISORS | {
    "inspector",
    "alderman",
    "communications",
    "front_desk",
    "subsidy",
    "budget_holder",
}
SEES_CONTACT = ADVISORS | {"front_desk", "subsidy"}
TYPES_OVER_PAPER = ADVISORS | {"front_desk"}
SEES_MONEY = ADVISORS | {"alderman", "subsidy", "budget_holder", "auditor"}
AUDITS = frozenset({"auditor"})
ANSWERS = ADVISORS | {"front_desk"}
PREPARES_MONEY = ADVISORS | {"subsidy"}
MANAGES_ROOM = frozenset({"manager"})
DECIDES_MONEY = frozenset({"budget_holder"})
KEEPS_MOTIONS = ADVISORS | {"clerk"}
FOR_THE_WHOLE_TOWN = frozenset({WHOLE_TOWN})
# Who sits at the table of the place, and leads the confidential one.
AT_THE_TABLE = frozenset({SEAT})
SEES_TABLE = COLLEAGUES | AT_THE_TABLE
HAS_A_ROLE = frozenset(ROLES) | {EVERY_ROLE, WHOLE_TOWN, MANAGES_TOWN}
# Who is logged in, and who opened a mailed link.
HAS_DATA = KNOWN | {"by link"}
# What a permission in the code must come down to.
GROUP_OF_PERMISSION = {
    "see_internal": COLLEAGUES,
    "edit_agenda": ADVISORS,
    "add_progress": REPORTS_PROGRESS,
    "edit_portrait": WRITES_ABOUT_AREA,
    "see_initiatives": SEES_INITIATIVES,
    "see_contact": SEES_CONTACT,
    "handle_initiatives": ADVISORS,
    "enter_on_paper": TYPES_OVER_PAPER,
    "see_money": SEES_MONEY,
    "prepare_money": PREPARES_MONEY,
    "decide_money": DECIDES_MONEY,
    "audit": AUDITS,
    "edit_motions": KEEPS_MOTIONS,
    "see_council": COUNCIL,
    "configure": frozenset({"administrator"}),
}

# --- Outcomes --------------------------------------------------------------
OK, SENT, LOGIN, REFUSED, GONE = 200, 302, "login", 403, 410
NOT_FOUND, NO_SUCH_METHOD = 404, 405
READING = {"GET", "HEAD"}
METHODS_OF_PAGES = READING | {"POST"}
# Who has a role for the whole municipality has it for every area in it.
FOR_ALL_AREAS = {WHOLE_TOWN: "subsidy", MANAGES_TOWN: "administrator"}


def acts_as(who: str, scope: str) -> set[str]:
    """What somebody is where a thing is: a role counts in its own area only."""
    if who in FOR_ALL_AREAS:
        return {FOR_ALL_AREAS[who], who} if scope in {OWN, OTHER} else {"stranger"}
    if scope != OWN and who != VISITOR:
        return {"stranger"}
    return {who, *ROLES} if who == EVERY_ROLE else {who}


def key() -> str:
    """The key of a form that was opened a minute ago."""
    with time_machine.travel(now() - datetime.timedelta(minutes=1)):
        return new_key()


@dataclass(frozen=True)
class Row:
    """One page, for one thing."""

    url: str
    # Arguments of the address, of a place; no place is asked for where there are none.
    args: Callable[[Place], list] | None = None
    sees: frozenset = ALL
    may: frozenset | None = None
    # What somebody gets who sees it but may not.
    otherwise: int = REFUSED
    # Whether a visitor may ask without logging in.
    open: bool = False
    # What is sent; without it the page takes no POST.
    data: Callable[[World, Place], dict] | None = None
    get: int = OK
    post: int = SENT
    # Whether a POST that is allowed leaves something in the database.
    writes: bool = True
    # Whether a role for any area is enough.
    anywhere: bool = False
    # Whether it is of the person, and another one with the same role is a stranger to it.
    personal: bool = False
    scopes: tuple[str, ...] = ()
    query: str = ""

    @property
    def asked_in(self) -> tuple[str, ...]:
        """In which scopes it is asked."""
        return self.scopes or ((OWN, OTHER, ELSEWHERE) if self.args else (OWN,))

    def expected(self, who: str, scope: str, method: str):
        """What must come of it: a status, or LOGIN."""
        labels = acts_as(who, OWN if self.anywhere else scope)
        labels = {who} & labels if self.personal else labels
        if method not in METHODS_OF_PAGES:
            return NO_SUCH_METHOD
        if VISITOR in labels and not self.open:
            return LOGIN
        if method == "POST" and not self.data:
            return NO_SUCH_METHOD
        if self.sees != ALL and not labels & self.sees:
            return NOT_FOUND
        if self.may not in (None, ALL, KNOWN) and not labels & self.may:
            return self.otherwise
        return self.get if method in READING else self.post


def of(name: str, *more):
    """Arguments of an address: the number of a thing, and words that follow."""
    return lambda place: [getattr(place, name).pk, *more]


def part(whole: str, thing: str):
    """Arguments of the address of a thing below another: both their numbers."""
    return lambda place: [getattr(place, whole).pk, getattr(place, thing).pk]


def slug(place: Place) -> list:
    """The address of the area below which the things hang."""
    return [place.wijk.slug]


def indicator_of(place: Place) -> list:
    """The number of the indicator that the place has a figure of."""
    return [place.measurement.indicator_id]


def kind_data(seen: str):
    """The kind of initiative that it is; `seen` is the version of the compass, 0 without one."""
    return lambda world, place: {"kind": place.compass_kind.pk, "row_version": seen}


def phase_data(world, place):
    """The next phase and who is to move."""
    given = {"phase": place.next_phase.pk, "row_version": "1"}
    return {**given, "next_step": "Bellen", "next_step_by": "advisor"}


def public(url, **more) -> Row:
    """A page that anyone may read."""
    return Row(url, open=True, **more)


def text(**more):
    """One text with the key of its form."""
    return lambda world, place: {"text": "Wat we deden.", "form_key": key(), **more}


def only_key(world, place):
    """A button."""
    return {"form_key": key()}


def aside_data(world, place):
    """Let in what was set aside there."""
    return {"signals": [str(place.aside_signal.pk)], "do": "in", "form_key": key()}


def plan_data(world, place):
    """A plan as its form sends it."""
    return {
        "title": "Een plan",
        "kind": place.kind.pk,
        "starts_on": "2026-01-01",
        "ends_on": "",
        "public_from": "",
        "participation": place.participation.pk,
        "can_decide": "De volgorde.",
        "cannot_decide": "Het bedrag, want dat stelde de raad vast.",
        "row_version": "1",
        "form_key": key(),
    }


def goal_data(world, place):
    """A goal as its form sends it."""
    return {
        "title": "Een doel",
        "theme": place.theme.pk,
        "order": "1",
        "row_version": "1",
        "form_key": key(),
    }


def portrait_data(world, place):
    """The next version of a portrait as its form sends it."""
    newest = place.wijk.portraits.first()
    return {"text": "Een fijn gebied.", "row_version": newest.pk if newest else "0"}


def measurement_data(world, place):
    """A figure of one's own area; its form refuses another one."""
    return {
        "area": place.wijk.pk,
        "year": "2025",
        "value": "6,5",
        "source": "Enquête",
        "form_key": key(),
    }


def verdict_data(world, place):
    """How it goes, as the form sends it."""
    return {"outcome": "partly", "text": "Het begin is er.", "form_key": key()}


def action_data(world, place):
    """An action as its form sends it."""
    return {
        "title": "Een actie",
        "area": place.wijk.pk,
        "theme": place.theme.pk,
        "reason": "Zo past het beter.",
        "row_version": "1",
        "form_key": key(),
    }


def merge_data(world, place):
    """One action that goes into another."""
    return {"into": place.internal_action.pk, "reason": "Dubbel.", "form_key": key()}


def spot_data(world, place):
    """Where an action is."""
    return {"place": "Het plein", "lat": "52.1", "lon": "4.6", "row_version": "1"}


def look_back_data(world, place):
    """What came of a promise."""
    return {"promise_kept": "yes", "promise_outcome": "Gedaan.", "row_version": "1"}


def funding_data(world, place):
    """Money for an action."""
    return {"source": "Onderhoud", "amount_cents": "50", "row_version": "1", "form_key": key()}


def commitment_data(world, place):
    """What a partner brings."""
    return {
        "organisation": place.commitment.organisation_id,
        "role": "partner",
        "brings": "money",
        "amount_cents": "50",
        "row_version": "1",
        "form_key": key(),
    }


def motion_data(world, place):
    """A motion of the council."""
    return {
        "kind": "motion",
        "number": "M2026-900",
        "on": "2026-03-12",
        "title": "Een motie",
        "row_version": "1",
        "form_key": key(),
    }


def request_data(world, place):
    """A question for a department as its form sends it."""
    return {
        "department": place.request.department_id,
        "title": "Kan het hek weg?",
        "due_on": (today() + datetime.timedelta(days=20)).isoformat(),
        "row_version": "1",
        "form_key": key(),
    }


def sheet_data(world, place):
    """A file with one action."""
    file = SimpleUploadedFile("acties.csv", b"Titel;Gebied\nEen bankje;\n")
    return {"file": file, "form_key": key()}


def idea(**more):
    """An idea with who brings it."""
    fields = {
        "title": "Een bankje",
        "text": "Om op te zitten.",
        "brought_as": "resident",
        "contact_name": "Noor Voorbeeld",
        "contact_email": "noor@example.org",
        "contact_phone": "0612345678",
        "row_version": "1",
    }
    return lambda world, place: {**fields, "form_key": key(), **more}


def paper_data(world, place):
    """An idea that came on paper."""
    return idea(area=place.wijk.pk, received_on=today().isoformat())(world, place)


def details_data(world, place):
    """An initiative as an advisor puts it right."""
    return idea(area=place.wijk.pk, theme=place.theme.pk)(world, place)


def picture_data(world, place):
    """A picture with what is on it."""
    return {"file": jpeg(), "alt": "Een bankje", "form_key": key()}


def money_data(world, place):
    """A request for money."""
    return {
        "scheme": place.scheme.pk,
        "asked": "100",
        "purpose": "Verf",
        "form_key": key(),
    }


def decision_data(world, place):
    """A decision that is confirmed."""
    return {
        "granted": "ja",
        "amount": "50",
        "ground": "rule",
        "follow_up": "nee",
        "reason": "Mooi.",
        "bevestigen": "1",
        "form_key": key(),
    }


WHO_BROUGHT_IT = frozenset({"advisor_social"})
SEES_WAITING = SEES_INITIATIVES | OWNER
SEES_HIDDEN_MONEY = SEES_MONEY | OWNER
KEEPS_TERM = PREPARES_MONEY | DECIDES_MONEY


def vote_data(world, place):
    """A vote with its reason."""
    return {"choice": "for", "reason": "Mooi plan.", "form_key": key()}


def letter_data(world, place):
    """What a letter says besides the decision."""
    return {
        "signed_for": "het college",
        "signed_as": "teamleider",
        "contact": "Team Gebieden",
        "objection_post": "Postbus 1",
        "objection_digital": "https://waterstad.example/bezwaar",
        "duties": "Vertel hoe het ging.",
        "period": "dit jaar",
        "account_by": (today() + datetime.timedelta(weeks=26)).isoformat(),
        "form_key": key(),
    }


def objection_data(world, place):
    """An objection that came today."""
    return {"reference": "B-2", "received_on": today().isoformat(), "form_key": key()}


def own_objection_data(world, place):
    """What the initiator says against a letter."""
    return {"text": "Er was wel een offerte.", "form_key": key()}


def left_data(world, place):
    """What is missing from a request that is left untreated."""
    return {"text": "De offerte ontbreekt.", "form_key": key()}


def default_data(world, place):
    """A notice of default that came yesterday."""
    day = today() - datetime.timedelta(days=1)
    return {"on": day.isoformat(), "form_key": key()}


def judge_data(world, place):
    """A notice that came unreasonably late."""
    return {"finding": "late", "applicants": "1", "reason": "Na een jaar.", "form_key": key()}


def objection_settled_data(world, place):
    """What came of an objection."""
    return {"state": "founded", "form_key": key()}


def until_data(world, place):
    """A question with a last day, as its form sends it."""
    day = today() + datetime.timedelta(days=14)
    return {"text": "Een offerte.", "until": day.isoformat(), "form_key": key()}


def pause_data(world, place):
    """The applicant agreed to a day."""
    first = today() + datetime.timedelta(days=1)
    days = {"first": first.isoformat(), "until": first.isoformat()}
    return {**days, "ground": "consent", "text": "Zij is op reis.", "form_key": key()}


def put_off_data(world, place):
    """A later last day."""
    day = today() + datetime.timedelta(weeks=12)
    return {"text": "Er is meer tijd nodig.", "until": day.isoformat(), "form_key": key()}


def account_data(world, place):
    """An account number."""
    return {"iban": "NL91ABNA0417164300", "holder": "Dorpshuis", "form_key": key()}


def spending_data(world, place):
    """What came of the money."""
    return {"story": "De zaag is er.", "spent": "1", "form_key": key()}


def receipt_data(world, place):
    """A receipt of what was bought."""
    return {"name": "Bon van de zaag", "file": pdf("bon.pdf"), "form_key": key()}


def settle_data(world, place):
    """Settled as it was granted."""
    return {"amount": "1", "ground": "", "reason": "Gezien.", "form_key": key()}


def revoke_data(world, place):
    """All of it is withdrawn, after the receiver was heard."""
    data = {"amount": "0", "ground": "48a", "reason": "Het gaat niet door."}
    data |= {"heard_until": str(today()), "heard": "Dat klopt."}
    return data | {"form_key": key()}


def fulfil_data(world, place):
    """It was carried out."""
    data = {"text": "Het bord staat er.", "amount": "1", "on": str(today())}
    return data | {"form_key": key()}


def advise_data(world, place):
    """An advice to grant half of it."""
    return {"says": "grant", "amount": "50", "reason": "Past goed.", "form_key": key()}


def score_data(world, place):
    """Points for a request."""
    return {"points_0": "4", "reason": "Veel bereik.", "form_key": key()}


def bank_data(world, place):
    """A file with a payment that is not ours."""
    file = SimpleUploadedFile("bank.csv", b"Betaalnummer;Status;Datum\nGW0;betaald;1-11-2026\n")
    return {"file": file, "form_key": key()}


def complete_data(world, place):
    """What the initiator adds, and the day on which it came."""
    return {"text": "Hier is de offerte.", "on": today().isoformat(), "form_key": key()}


def allocation_data(world, place):
    """A decision of the council about a budget."""
    return {
        "area": place.area.pk,
        "year": today().year,
        "taken_from": "",
        "amount": "1",
        "body": "council",
        "reference": "R-1",
        "decided_on": today().isoformat(),
        "reason": "Meer plannen.",
        "form_key": key(),
    }


def room_data(world, place):
    """An action on the list of the free room."""
    return {
        "action": place.action.pk,
        "round_number": "1",
        "rank": "2",
        "amount_cents": "1",
        "agreed_on": today().isoformat(),
        "form_key": key(),
    }


def room_done_data(world, place):
    """What an action of the free room cost."""
    return {"outcome": "ja", "spent": "1", "form_key": key()}


def deed_data(world, place):
    """A step of a plan."""
    return {"deed": "college", "on": today().isoformat(), "form_key": key()}


def review_data(world, place):
    """Looking back on a promise."""
    return {"promise_kept": "yes", "promise_outcome": "Alles.", "row_version": "1"}


def takeover_data(world, place):
    """The open action of the plan goes to the new one."""
    action = place.action
    chosen = {f"wat_{action.pk}": place.goal_of_draft_plan.pk, f"reden_{action.pk}": ""}
    return chosen | {f"versie_{action.pk}": action.version, "form_key": key()}


def party_data(world, place):
    """A partner as its form sends it."""
    return {
        "organisation": place.seat.organisation_id,
        "promises": "Een ruimte.",
        "row_version": "1",
        "form_key": key(),
    }


def sign_data(world, place):
    """A signature."""
    return {"signed_on": today().isoformat(), "signed_as": "directeur", "row_version": "1"}


def goal_of(name: str):
    """Arguments of the address of a goal in a plan."""
    return lambda place: [getattr(place, name).pk, getattr(place, f"goal_of_{name}").pk]


LIFE_OF_PLANS = [
    Row("areas:plan_deed", of("plan"), may=ADVISORS, data=deed_data),
    Row("areas:plan_deed", of("draft_plan"), sees=COLLEAGUES, may=ADVISORS, data=deed_data),
    Row("areas:plan_look_back", of("plan"), may=ADVISORS, data=review_data),
    # Before it began there is nothing to look back on.
    Row("areas:plan_look_back", of("draft_plan"), sees=COLLEAGUES, may=NOBODY, data=review_data),
    Row("areas:plan_takeover", of("draft_plan"), sees=COLLEAGUES, may=ADVISORS, data=takeover_data),
    public("areas:plan_version", args=of("plan", 1)),
    public("areas:plan_version", args=of("embargoed_plan", 1), sees=COLLEAGUES),
    Row(
        "areas:version_add",
        of("plan"),
        may=ADVISORS,
        data=lambda world, place: {"note": "Een actie erbij.", "form_key": key()},
    ),
    Row(
        "areas:version_add",
        of("draft_plan"),
        sees=COLLEAGUES,
        may=ADVISORS,
        data=lambda world, place: {"note": "Te vroeg.", "form_key": key()},
        post=OK,
        writes=False,
    ),
    public("areas:plan", args=of("approach")),
    Row(
        "areas:phase_edit",
        of("approach", "1-problem"),
        may=ADVISORS,
        data=lambda world, place: {"text": "Eenzaamheid.", "row_version": "1"},
    ),
    # The only goal has no place to go.
    Row(
        "areas:goal_move",
        goal_of("plan"),
        may=ADVISORS,
        get=SENT,
        data=lambda world, place: {"naar": "omlaag"},
        writes=False,
    ),
    *(
        Row(
            "areas:action_quick",
            goal_of(name),
            sees=sees,
            may=ADVISORS,
            data=lambda world, place: {"title": "Een bankje", "form_key": key()},
        )
        for name, sees in {"plan": ALL, "draft_plan": COLLEAGUES}.items()
    ),
    *(
        row
        for name, sees in {"plan": ALL, "draft_plan": COLLEAGUES}.items()
        for row in (
            Row("partners:party_add", of(name), sees=sees, may=ADVISORS, data=party_data),
            Row(
                "partners:party_edit",
                of(f"party_of_{name}"),
                sees=sees,
                may=ADVISORS,
                data=party_data,
            ),
            Row(
                "partners:party_sign",
                of(f"party_of_{name}"),
                sees=sees,
                may=ADVISORS,
                data=sign_data,
            ),
            Row(
                "partners:party_remove",
                of(f"party_of_{name}"),
                sees=sees,
                may=ADVISORS,
                data=only_key,
            ),
        )
    ),
]


def organisation_data(world, place):
    """An organisation as its form sends it."""
    return {"name": "Een partij", "kind": "welzijn", "row_version": "1", "form_key": key()}


def contact_data(world, place):
    """A contact person of one's own area."""
    return {
        "name": "Cor Contact",
        "area": place.wijk.pk,
        "row_version": "1",
        "form_key": key(),
    }


def facility_data(world, place):
    """A place in one's own area."""
    return {
        "kind": place.facility.kind_id,
        "name": "Een zaal",
        "area": place.wijk.pk,
        "row_version": "1",
        "form_key": key(),
    }


def seat_data(world, place):
    """A seat for somebody without an account."""
    return {
        "name": "Zita Zetel",
        "starts_on": today().isoformat(),
        "row_version": "1",
        "form_key": key(),
    }


def times_data(world, place):
    """When a meeting is."""
    day = today() + datetime.timedelta(days=30)
    times = {"day": day.isoformat(), "begin": "19:30", "end": "21:00", "place": "Dorpshuis"}
    return {**times, "times": "2", "row_version": "1", "form_key": key()}


def item_data(world, place):
    """A point for the agenda."""
    return {"title": "Een punt", "row_version": "1", "form_key": key()}


def minutes_data(world, place):
    """What was said."""
    return {"minutes": "Er is gepraat.", "decision": "", "row_version": "1"}


def meeting_data(world, place):
    """At which meeting something is discussed."""
    return {"meeting": place.meeting.pk, "form_key": key()}


def agreement_data(name: str, prefix=""):
    """An agreement of who sits at the table of this meeting."""

    def data(world, place):
        due = today() + datetime.timedelta(days=20)
        owner = getattr(place, f"agreement_of_{name}").owner_id
        fields = {"what": "Bellen", "owner": owner, "due_on": due.isoformat()}
        fields |= {"row_version": "1", "form_key": key()}
        return {prefix + field: value for field, value in fields.items()}

    return data


def advice_data(world, place):
    """What a body advises."""
    return {"topic": "De boom", "text": "Houd hem.", "row_version": "1", "form_key": key()}


def answer_data(world, place):
    """What is done with advice."""
    return {"outcome": "taken", "answer": "Goed idee.", "row_version": "1"}


def question_data(world, place):
    """What is asked of a body."""
    due = today() + datetime.timedelta(days=30)
    asked = {"topic": "De boom", "question": "Blijft hij?", "due_on": due.isoformat()}
    return {**asked, "form_key": key()}


def support_data(world, place):
    """Support as a visitor sends it."""
    sent = {"inside": "ja", "email": "steun@example.org", "more_info": ""}
    return {**sent, "form_key": key()}


def along_data(world, place):
    """A neighbour whom the initiator asks along."""
    return {"email": "buur@example.org", "form_key": key()}


def take_up_data(world, place):
    """A new initiator whom an advisor asks, and why."""
    return {"email": "nieuw@example.org", "organisation": "", "reason": "U verhuist."}


def follow_data(world, place):
    """A following as a visitor asks for it."""
    sent = {"frequency": "weekly", "theme": "", "email": "volger@example.org", "more_info": ""}
    return {**sent, "form_key": key()}


def story_data(world, place):
    """A story as its form sends it."""
    told = {"title": "Het staat er", "text": "We zijn er blij mee.", "row_version": "1"}
    return {**told, "form_key": key()}


def outcome_data(world, place):
    """What came of it, after a year."""
    return {"moment": "year", "result": "yes", "text": "", "form_key": key()}


def report_data(world, place):
    """A report as a visitor sends it."""
    sent = {"reason": "person", "text": "", "contact_email": "m@example.org", "more_info": ""}
    return {**sent, "form_key": key()}


def taken_off(world, place):
    """The text is taken off the site."""
    return {"decision": "hidden", "reason": "Er staat een naam in.", "form_key": key()}


def seen_data(world, place):
    """A press on the button, after reading the first version."""
    return {"seen": "1", "form_key": key()}


def why_data(world, place):
    """Why it does not stay as it is."""
    return {"reason": "Er staat een naam in.", "form_key": key()}


def signal_data(world, place):
    """A question as a visitor sends it."""
    return {
        "kind": "question",
        "text": "Wanneer is het klaar?",
        "area": place.wijk.slug,
        "contact_email": "vera@example.org",
        "form_key": key(),
        "more_info": "",
    }


def gathering_data(world, place):
    """A gathering as its form sends it."""
    return {
        "title": "Praat mee",
        "kind": "talk",
        "area": place.wijk.pk,
        "text": "Over het plein.",
        "place": "Buurthuis",
        "day": (today() + datetime.timedelta(days=9)).isoformat(),
        "begin": "19:30",
        "end": "21:00",
        "sign_up": "open",
        "row_version": "1",
        "form_key": key(),
    }


def turnout_data(world, place):
    """What came of a gathering."""
    return {"outcome": "Een plan.", "turnout": "9", "row_version": "1"}


def sign_up_data(world, place):
    """Signing up as a visitor does."""
    sent = {"people": "2", "email": "buur@example.org", "more_info": ""}
    return {**sent, "form_key": key()}


def off_data(world, place):
    """Why a gathering is off."""
    return {"reason": "Het regent.", "form_key": key()}


def case_data(world, place):
    """A question without a name."""
    return {"question": "Wie helpt met de post?", "informed": "yes", "form_key": key()}


def step_data(world, place):
    """The next step in a question, for who sits at the confidential table."""
    taker = place.secret_table.seats.get()
    return {"text": "Bellen.", "taker": taker.pk, "day": today().isoformat(), "form_key": key()}


def reference_data(world, place):
    """The mark of an organisation for a question."""
    return {"organisation": place.organisation.pk, "text": "A-12", "form_key": key()}


def document_data(world, place):
    """A document of a covenant."""
    return {"name": "Het convenant", "file": pdf(), "form_key": key()}


def covenant_data(world, place):
    """A covenant as its form sends it."""
    return {
        "title": "Samen",
        "starts_on": today().isoformat(),
        "row_version": "1",
        "form_key": key(),
    }


def attendance_data(name: str):
    """One press."""
    return lambda world, place: {
        "stand": f"{getattr(place, f'agreement_of_{name}').owner_id}-present"
    }


def in_town(url, args, **more) -> list[Row]:
    """Something of the municipality: an agenda anywhere in it is enough."""
    return [
        Row(url, args, may=ADVISORS, anywhere=True, scopes=(OWN,), **more),
        Row(url, args, may=ADVISORS, scopes=(ELSEWHERE,), **more),
    ]


def at_table(name: str, sees: frozenset, may: frozenset) -> list[Row]:
    """The pages of a meeting and its points, for who sees it and who prepares it."""
    item, closed = f"item_of_{name}", f"closed_item_of_{name}"
    meeting = {"sees": sees, "may": may}
    return [
        public("partners:meeting", args=of(name), sees=sees),
        public("partners:meeting_pdf", args=of(name), sees=sees),
        Row("partners:meeting_ics", of(name), sees=sees),
        Row("partners:meeting_edit", of(name), data=times_data, **meeting),
        Row("partners:meeting_invite", of(name), data=only_key, **meeting),
        Row("partners:attendance", of(name), data=attendance_data(name), **meeting),
        Row("partners:meeting_step", of(name, "afzeggen"), data=reason_data, **meeting),
        Row("partners:item_add", of(name), sees=sees, may=may | AT_THE_TABLE, data=item_data),
        Row(
            "partners:put_action",
            part(name, "action"),
            sees=sees,
            may=may | AT_THE_TABLE,
            get=SENT,
            data=only_key,
        ),
        Row("partners:item", of(item), data=minutes_data, **meeting),
        Row("partners:item", of(closed), sees=AT_THE_TABLE, may=may, data=minutes_data),
        Row("partners:item_edit", of(item), data=item_data, **meeting),
        Row(
            "partners:agreement_add",
            of(item),
            data=agreement_data(name, "afspraak-"),
            **meeting,
        ),
        Row(
            "partners:item_move",
            of(item),
            get=SENT,
            data=lambda world, place: {"naar": "omlaag"},
            **meeting,
        ),
        # Of what was said something, the point stays.
        Row("partners:item_remove", of(item), data=only_key, post=OK, writes=False, **meeting),
        Row(
            "partners:agreement_edit",
            of(f"agreement_of_{name}"),
            data=agreement_data(name),
            **meeting,
        ),
        Row(
            "partners:agreement_step",
            of(f"agreement_of_{name}", "gedaan"),
            sees=sees,
            may=may | AT_THE_TABLE,
            data=only_key,
        ),
    ]


def reason_data(world, place):
    """Why a step is taken."""
    return {"reason": "Het gaat niet."}


AT_TABLES = [
    # --- The directory ---
    public("partners:organisations"),
    public("partners:organisations", query="?gebied=oost&soort=bewoners"),
    public("partners:organisation", args=of("organisation")),
    Row("partners:organisation_create", may=ADVISORS, anywhere=True, data=organisation_data),
    *in_town("partners:organisation_edit", of("organisation"), data=organisation_data),
    # A contact person is made in one's own area; the form refuses another one.
    Row(
        "partners:contact_add",
        of("organisation"),
        may=ADVISORS,
        anywhere=True,
        data=contact_data,
        scopes=(OWN,),
    ),
    Row("partners:contact_edit", of("contact"), sees=COLLEAGUES, may=ADVISORS, data=contact_data),
    Row("partners:contact_remove", of("contact"), sees=COLLEAGUES, may=ADVISORS, data=only_key),
    public("partners:facilities"),
    Row("partners:facility_add", may=ADVISORS, anywhere=True, data=facility_data),
    Row("partners:facility_edit", of("facility"), may=ADVISORS, data=facility_data),
    Row("partners:facility_remove", of("facility"), may=ADVISORS, data=only_key),
    public("pages:team", args=slug),
    public("pages:taking_part", args=slug),
    public("pages:taking_part_csv", args=slug),
    # --- Support: for everyone, while the initiative is public and runs ---
    public("initiatives:endorse", args=of("initiative"), data=support_data),
    public("initiatives:endorse_sent"),
    public("initiatives:endorse_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("initiatives:endorse_confirm", get=GONE, data=only_key, post=GONE, writes=False),
    Row(
        "initiatives:paper_support",
        of("initiative"),
        may=ADVISORS,
        data=lambda world, place: {"inside": "3", "outside": "1", "form_key": key()},
    ),
    # --- Newsletters: for everyone once sent; written and sent by who writes about the area ---
    public("pages:letters", args=slug),
    public("pages:letter", args=of("letter")),
    public("pages:letter", args=of("draft_letter"), sees=WRITES_ABOUT_AREA),
    Row("pages:letter_new", slug, may=WRITES_ABOUT_AREA, data=only_key),
    Row(
        "pages:letter_edit",
        of("draft_letter"),
        sees=WRITES_ABOUT_AREA,
        may=WRITES_ABOUT_AREA,
        data=lambda w, p: {"row_version": "1", "title": "Nieuws", "text": "Beste buurt."},
    ),
    Row("pages:letter_edit", of("letter"), may=NOBODY, data=only_key),
    Row(
        "pages:letter_send",
        of("draft_letter"),
        sees=WRITES_ABOUT_AREA,
        may=WRITES_ABOUT_AREA,
        data=lambda w, p: {"seen": "1", "audience": "all", "form_key": key()},
    ),
    # --- Following: for everyone; changing and stopping by the secret of a mail only ---
    public("following:new", data=follow_data),
    public("following:new", query="?gebied=oost&thema=groen", data=follow_data),
    public("following:new", query="?lat=52.12&lon=4.65&straal=500", data=follow_data),
    public("following:sent"),
    public("following:confirm_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("following:confirm", get=GONE, data=only_key, post=GONE, writes=False),
    public("following:manage_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=GONE),
    public("following:manage", get=GONE, data=only_key, post=GONE, writes=False),
    public(
        "following:stop",
        args=lambda place: ["1-2-geen"],
        scopes=(OWN,),
        get=GONE,
        data=only_key,
        post=GONE,
        writes=False,
    ),
    public(
        "following:stop",
        args=lambda place: [key_of(place.follower)],
        scopes=(OWN,),
        data=only_key,
        post=OK,
    ),
    public(
        "following:stop_letters",
        args=lambda place: ["1-2-geen"],
        scopes=(OWN,),
        get=GONE,
        data=only_key,
        post=GONE,
        writes=False,
    ),
    public(
        "following:stop_letters",
        args=lambda place: [key_of(place.follower)],
        scopes=(OWN,),
        data=only_key,
        post=OK,
    ),
    public("following:stopped"),
    public("pages:feed"),
    public("pages:feed_area", args=slug),
    public("pages:feed_theme", args=lambda place: [place.theme.code]),
    public("pages:feed_initiative", args=of("initiative")),
    public("pages:feed_action", args=of("action")),
    # --- One's own data: by a mailed link, or logged in; who works here cannot erase themselves.
    # Allowed or not, a POST is sent on: tests/pages/test_own_data.py looks at what it wrote ---
    public("pages:own_ask", data=lambda world, place: {"email": "buur@x.nl", "form_key": key()}),
    public("pages:own_sent"),
    public("pages:own_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("pages:own_open", get=GONE, data=only_key, post=GONE, writes=False),
    public("pages:own_erased"),
    Row("pages:own", may=HAS_DATA, otherwise=SENT, open=True, data=only_key, writes=False),
    Row("pages:own_download", may=HAS_DATA, otherwise=SENT, open=True),
    Row("pages:own_zip", may=HAS_DATA, otherwise=SENT, open=True),
    Row(
        "pages:own_correct",
        may=HAS_DATA,
        otherwise=SENT,
        open=True,
        writes=False,
        data=lambda world, place: {"name": "Rosa", "phone": "", "form_key": key()},
    ),
    Row(
        "pages:own_erase",
        may=HAS_DATA - HAS_A_ROLE - {SUPERUSER},
        otherwise=SENT,
        open=True,
        writes=False,
        data=lambda world, place: {"sure": "on", "form_key": key()},
    ),
    # --- Signals: bringing one is for everyone, reading one for who works for the area ---
    public("signals:overview"),
    public("signals:overview", query="?gebied=oost"),
    public("signals:new", data=signal_data),
    public("signals:sent", query="?gebied=oost&antwoord=ja"),
    public("signals:follow_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=GONE),
    public("signals:follow", get=GONE, data=only_key, post=GONE, writes=False),
    Row("signals:list", may=SEES_INITIATIVES, anywhere=True),
    Row("signals:aside", may=ANSWERS, anywhere=True, data=aside_data),
    Row("signals:signal", of("signal"), sees=SEES_INITIATIVES),
    Row("signals:signal", of("answered_signal"), sees=SEES_INITIATIVES),
    Row("signals:take_up", of("signal"), sees=SEES_INITIATIVES, may=ANSWERS, data=only_key),
    Row("signals:answer", of("signal"), sees=SEES_INITIATIVES, may=ANSWERS, data=text()),
    Row("signals:pass_on", of("signal"), sees=SEES_INITIATIVES, may=ANSWERS, data=text(to="Groen")),
    Row(
        "signals:forward",
        of("signal"),
        sees=SEES_INITIATIVES,
        may=ANSWERS,
        data=text(to="de klachtencommissie", what="complaint"),
    ),
    Row(
        "signals:combine",
        of("signal"),
        sees=SEES_INITIATIVES,
        may=ANSWERS,
        data=only_key,
        post=OK,
        writes=False,
    ),
    Row("signals:link", of("signal"), sees=SEES_INITIATIVES, may=ANSWERS, data=only_key),
    # --- Gatherings: reading and signing up is for everyone ---
    public("gatherings:list"),
    public("gatherings:list", query="?gebied=oost"),
    public("gatherings:list", query="?wanneer=geweest"),
    public("gatherings:gathering", args=of("gathering")),
    public("gatherings:gathering", args=of("past_gathering")),
    public("gatherings:calendar", args=of("gathering")),
    public("gatherings:sign_up", args=of("gathering"), data=sign_up_data),
    public("gatherings:sent"),
    public("gatherings:confirm_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("gatherings:confirm", get=GONE, data=only_key, post=GONE, writes=False),
    public("gatherings:leave_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("gatherings:leave", get=GONE, data=only_key, post=GONE, writes=False),
    Row("gatherings:create", may=WRITES_ABOUT_AREA, anywhere=True, data=gathering_data),
    Row("gatherings:edit", of("gathering"), may=WRITES_ABOUT_AREA, data=gathering_data),
    Row("gatherings:cancel", of("gathering"), may=WRITES_ABOUT_AREA, data=off_data),
    Row("gatherings:outcome", of("past_gathering"), may=WRITES_ABOUT_AREA, data=turnout_data),
    Row("gatherings:sign_ups", of("gathering"), may=SEES_CONTACT),
    # --- Handing over, and what comes round; without a colleague the form says what is missing ---
    Row(
        "partners:handover",
        may=ADVISORS | {"inspector"},
        anywhere=True,
        data=only_key,
        post=OK,
        writes=False,
    ),
    Row("partners:rhythms", may=COLLEAGUES, anywhere=True),
    Row(
        "partners:visit_add",
        lambda place: [place.rhythm.pk, place.area.pk],
        may=ADVISORS,
        data=lambda world, place: {"on": today().isoformat(), "form_key": key()},
    ),
    # --- Tables ---
    public("partners:roundtables"),
    public("partners:roundtable", args=of("roundtable")),
    public("partners:roundtable", args=of("secret_table")),
    *(
        row
        for name, may, scopes in [
            ("roundtable", ADVISORS, ()),
            ("secret_table", AT_THE_TABLE, (OWN,)),
        ]
        for row in (
            Row(
                "partners:roundtable_edit",
                of(name),
                may=may,
                data=lambda world, place: {"place": "De school", "row_version": "1"},
                scopes=scopes,
            ),
            Row("partners:meeting_plan", of(name), may=may, data=times_data, scopes=scopes),
        )
    ),
    Row("partners:seat_add", of("roundtable"), may=ADVISORS, data=seat_data),
    # At a confidential table the administrator gives the seats.
    Row("partners:seat_add", of("secret_table"), may=NOBODY, data=seat_data, scopes=(OWN,)),
    Row("partners:seat_edit", of("seat"), may=ADVISORS, data=seat_data),
    # --- Questions at a confidential table: who sits there reads them, and nobody else ---
    Row("partners:cases", of("roundtable"), sees=NOBODY),
    Row("partners:cases", of("secret_table"), sees=AT_THE_TABLE),
    Row("partners:case_add", of("secret_table"), sees=AT_THE_TABLE, data=case_data),
    Row("partners:case_readings", of("secret_table"), sees=AT_THE_TABLE),
    Row("partners:case", of("case"), sees=AT_THE_TABLE, data=only_key, post=OK),
    Row("partners:case_note", of("case"), sees=AT_THE_TABLE, data=text()),
    Row("partners:case_step", of("case"), sees=AT_THE_TABLE, data=step_data),
    Row("partners:case_reference", of("case"), sees=AT_THE_TABLE, data=reference_data),
    Row("partners:case_close", of("case"), sees=AT_THE_TABLE, data=text(outcome="helped")),
    *at_table("meeting", SEES_TABLE, ADVISORS),
    # What is written at a confidential table is asked where everybody works; of other places the
    # pages that are read, and the same addresses of the meeting above.
    *(
        replace(row, scopes=(OWN,)) if row.data else row
        for row in at_table("secret_meeting", AT_THE_TABLE, AT_THE_TABLE)
    ),
    # --- A public meeting of which the minutes are settled ---
    public("partners:meeting", args=of("public_meeting")),
    public("partners:meeting_pdf", args=of("public_meeting")),
    Row("partners:meeting_ics", of("public_meeting"), may=SEES_TABLE),
    Row("partners:meeting_edit", of("public_meeting"), may=NOBODY, data=times_data, scopes=(OWN,)),
    Row(
        "partners:item",
        of("item_of_public_meeting"),
        sees=SEES_TABLE,
        may=NOBODY,
        data=only_key,
        scopes=(OWN,),
    ),
    # --- Advice, what was told, and covenants ---
    public("partners:advices"),
    public("partners:advice", args=of("advice")),
    public("partners:advice", args=of("asked_advice"), sees=SEES_TABLE),
    Row(
        "partners:advice_give",
        of("asked_advice"),
        sees=SEES_TABLE,
        may=ADVISORS,
        data=advice_data,
    ),
    Row("partners:advice_answer", of("advice"), may=ADVISORS, data=answer_data),
    # What was not given yet is not answered.
    Row(
        "partners:advice_answer",
        of("asked_advice"),
        sees=SEES_TABLE,
        may=ADVISORS,
        data=answer_data,
        post=OK,
        writes=False,
        scopes=(OWN,),
    ),
    Row("partners:advice_ask", of("roundtable"), may=ADVISORS, data=question_data),
    Row("partners:advice_ask", of("secret_table"), may=NOBODY, data=question_data, scopes=(OWN,)),
    Row("partners:advice_unasked", of("roundtable"), may=ADVISORS, data=advice_data),
    Row("partners:advice_unasked", of("secret_table"), may=NOBODY, data=advice_data, scopes=(OWN,)),
    Row(
        "partners:briefing_add",
        of("roundtable"),
        may=ADVISORS,
        data=lambda world, place: {
            "about": "De school",
            "on": today().isoformat(),
            "how": "early",
            "form_key": key(),
        },
    ),
    public("partners:covenants"),
    public("partners:covenant", args=of("covenant")),
    public("partners:covenant_document", args=of("covenant_document")),
    *in_town("partners:covenant_document_add", of("covenant"), data=document_data),
    Row("partners:covenant_create", may=ADVISORS, anywhere=True, data=covenant_data),
    *in_town("partners:covenant_edit", of("covenant"), data=covenant_data),
    *in_town(
        "partners:covenant_party_add",
        of("covenant"),
        data=lambda world, place: {
            "organisation": place.commitment.organisation_id,
            "row_version": "1",
            "form_key": key(),
        },
    ),
    *in_town(
        "partners:covenant_party_edit",
        of("covenant_party"),
        data=lambda world, place: {
            "organisation": place.organisation.pk,
            "promises": "Een zaal.",
            "row_version": "1",
        },
    ),
    # --- For oneself ---
    Row("partners:agreements"),
    Row("partners:calendar", data=lambda world, place: {"wat": "alles"}, post=OK),
    public(
        "partners:calendar_feed",
        args=lambda place: ["geen-geheim"],
        scopes=(OWN,),
        get=NOT_FOUND,
    ),
    public("partners:excuse_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=GONE),
    public("partners:excuse", get=GONE, data=only_key, post=GONE, writes=False),
]

ROWS = [
    *AT_TABLES,
    # --- Pages of everyone ---
    public("pages:home"),
    public("pages:area", args=slug),
    public("pages:agenda"),
    public("pages:comparison"),
    public("pages:council"),
    public("pages:council", query="?toon=geld"),
    public("pages:council", query="?toon=initiatieven"),
    public("pages:council_csv"),
    public("pages:council_xlsx"),
    public("pages:search", query="?q=bankje"),
    public("pages:privacy"),
    public("pages:accessibility"),
    public("pages:contact"),
    public("pages:healthz"),
    public("pages:readyz"),
    public("pages:robots"),
    public("pages:security_txt"),
    public("areas:list"),
    public("initiatives:list"),
    public("budgets:overview"),
    public("budgets:csv"),
    public("budgets:xlsx"),
    public("budgets:entries"),
    public("budgets:budget", args=of("budget")),
    public("budgets:scheme", args=of("scheme")),
    public("budgets:spread"),
    public("budgets:register"),
    public("budgets:register_csv"),
    public("budgets:register_json"),
    public("budgets:may_i"),
    # --- The start of the day; who has no role is sent to their own initiatives ---
    # Who only votes at a table has a list too, while there is something to vote on.
    Row("pages:my_work", may=HAS_A_ROLE | AT_THE_TABLE, anywhere=True, otherwise=SENT),
    # --- Areas and the agenda ---
    Row(
        "areas:portrait",
        slug,
        may=WRITES_ABOUT_AREA,
        data=portrait_data,
    ),
    Row("areas:plan_create", slug, may=ADVISORS, data=plan_data),
    public("areas:plan", args=of("plan")),
    public("areas:plan", args=of("draft_plan"), sees=COLLEAGUES),
    public("areas:plan", args=of("embargoed_plan"), sees=COLLEAGUES),
    public("areas:plan_pdf", args=of("plan")),
    public("areas:plan_pdf", args=of("draft_plan"), sees=COLLEAGUES),
    public("areas:plan_pdf", args=of("embargoed_plan"), sees=COLLEAGUES),
    Row("areas:plan_edit", of("plan"), may=ADVISORS, data=plan_data),
    Row("areas:plan_edit", of("draft_plan"), sees=COLLEAGUES, may=ADVISORS, data=plan_data),
    Row("areas:plan_step", of("plan", "afronden"), may=ADVISORS, data=text()),
    Row(
        "areas:plan_step",
        of("draft_plan", "laten-ingaan"),
        sees=COLLEAGUES,
        may=ADVISORS,
        data=text(),
    ),
    Row("areas:goal_create", of("plan"), may=ADVISORS, data=goal_data),
    Row("areas:goal_create", of("embargoed_plan"), sees=COLLEAGUES, may=ADVISORS, data=goal_data),
    Row(
        "areas:goal_edit",
        lambda place: [place.plan.pk, place.goal_of_plan.pk],
        may=ADVISORS,
        data=goal_data,
    ),
    Row(
        "areas:goal_edit",
        lambda place: [place.draft_plan.pk, place.goal_of_draft_plan.pk],
        sees=COLLEAGUES,
        may=ADVISORS,
        data=goal_data,
    ),
    # An action is made in one's own area; the form refuses another one.
    Row("areas:action_create", may=ADVISORS, anywhere=True, data=action_data),
    Row("areas:action_create", may=ADVISORS, data=action_data, scopes=(ELSEWHERE,)),
    Row(
        "areas:action_create",
        may=ADVISORS,
        anywhere=True,
        data=action_data,
        post=OK,
        writes=False,
        scopes=(OTHER,),
    ),
    public("areas:action", args=of("action")),
    public("areas:action", args=of("internal_action"), sees=COLLEAGUES | COUNCIL),
    public("areas:action", args=of("action_of_draft_plan"), sees=COLLEAGUES),
    public("areas:action", args=of("action_of_embargoed_plan"), sees=COLLEAGUES),
    Row("areas:action_edit", of("action"), may=ADVISORS, data=action_data),
    Row(
        "areas:action_edit",
        of("internal_action"),
        sees=COLLEAGUES | COUNCIL,
        may=ADVISORS,
        data=action_data,
    ),
    Row("areas:action_step", of("action", "starten"), may=ADVISORS, data=text()),
    Row(
        "areas:action_step",
        of("action_of_draft_plan", "starten"),
        sees=COLLEAGUES,
        may=ADVISORS,
        data=text(),
    ),
    Row("areas:progress_add", of("action"), may=REPORTS_PROGRESS, data=text()),
    Row(
        "areas:progress_add",
        of("internal_action"),
        sees=COLLEAGUES | COUNCIL,
        may=REPORTS_PROGRESS,
        data=text(),
    ),
    # --- The overview ---
    *(public("pages:agenda", query=f"?vorm={shape}") for shape in ("kaart", "tijdlijn", "afdruk")),
    public("pages:agenda", query="?toon=plannen"),
    public("pages:agenda_csv"),
    public("pages:agenda_xlsx"),
    public("pages:plans_csv"),
    public("pages:plans_xlsx"),
    public("areas:works"),
    # --- In my street: an address that nobody knows stays on the page ---
    public("pages:street", data=lambda world, place: {"q": "9999 ZZ", "straal": 250}, post=OK),
    public("pages:street_point"),
    public("pages:street_point", query="?gebied=oost"),
    # Pointing leads to what happens there; pressing the picture by a key leads nowhere.
    public("pages:street_point", query="?gebied=oost&groot.x=280&groot.y=280", get=SENT),
    public("pages:street_point", query="?groot.x=0&groot.y=0"),
    public("pages:street_around", get=SENT),
    public("pages:street_around", query="?lat=52.1&lon=4.6&straal=250"),
    public("pages:street_around", query="?gebied=oost"),
    public("pages:street_feed", query="?gebied=oost"),
    # --- Figures, goals, verdicts and portraits ---
    public("areas:indicators"),
    public("areas:indicator", args=indicator_of),
    public("areas:indicator", args=indicator_of, query="?gebied=oost", scopes=(OWN,)),
    Row(
        "areas:measurement_add",
        indicator_of,
        may=ADVISORS,
        anywhere=True,
        data=measurement_data,
        scopes=(OWN,),
    ),
    # Another area of the municipality is no choice of the form.
    Row(
        "areas:measurement_add",
        indicator_of,
        may=ADVISORS,
        anywhere=True,
        data=measurement_data,
        post=OK,
        writes=False,
        scopes=(OTHER,),
    ),
    Row(
        "areas:measurement_add",
        indicator_of,
        may=ADVISORS,
        data=measurement_data,
        scopes=(ELSEWHERE,),
    ),
    public("areas:goal", args=of("goal_of_plan")),
    public("areas:goal", args=of("goal_of_draft_plan"), sees=COLLEAGUES),
    public("areas:goal", args=of("goal_of_embargoed_plan"), sees=COLLEAGUES),
    Row("areas:goal_verdict", of("goal_of_plan"), may=ADVISORS, data=verdict_data),
    Row(
        "areas:goal_verdict",
        of("goal_of_embargoed_plan"),
        sees=COLLEAGUES,
        may=ADVISORS,
        data=verdict_data,
    ),
    # What is still being made is not judged.
    Row("areas:goal_verdict", of("goal_of_draft_plan"), sees=COLLEAGUES, may=NOBODY, data=only_key),
    Row("areas:plan_verdict", of("plan"), may=ADVISORS, data=verdict_data),
    Row("areas:plan_verdict", of("draft_plan"), sees=COLLEAGUES, may=NOBODY, data=only_key),
    public("areas:portrait_page", args=slug),
    public("areas:picture", args=slug),
    public("areas:picture", args=slug, query="?lat=52.11&lon=4.61"),
    # --- The life of a plan ---
    *LIFE_OF_PLANS,
    # --- What belongs to an action: money, partners, pictures, merging, looking back ---
    public("areas:action", args=of("merged_action")),
    public("areas:progress_picture", args=of("picture_of_progress")),
    public("areas:progress_picture", args=of("picture_of_internal_progress"), sees=COLLEAGUES),
    Row("areas:action_edit", of("merged_action"), may=NOBODY, data=action_data),
    Row("areas:progress_add", of("merged_action"), may=NOBODY, data=text()),
    Row("areas:action_merge", of("action"), may=ADVISORS, data=merge_data),
    Row(
        "areas:action_merge",
        of("internal_action"),
        sees=COLLEAGUES | COUNCIL,
        may=ADVISORS,
        data=merge_data,
        # Into itself it cannot go.
        post=OK,
        writes=False,
    ),
    Row("areas:action_merge", of("done_action"), may=NOBODY, data=merge_data),
    Row("areas:action_spot", of("action"), may=ADVISORS, data=spot_data),
    Row(
        "areas:action_spot",
        of("internal_action"),
        sees=COLLEAGUES | COUNCIL,
        may=ADVISORS,
        data=spot_data,
    ),
    Row("areas:action_spot", of("merged_action"), may=NOBODY, data=spot_data),
    Row("areas:action_look_back", of("done_action"), may=ADVISORS, data=look_back_data),
    Row("areas:action_look_back", of("action"), may=NOBODY, data=look_back_data),
    Row("areas:funding_add", of("action"), may=ADVISORS, data=funding_data),
    Row(
        "areas:funding_add",
        of("internal_action"),
        sees=COLLEAGUES | COUNCIL,
        may=ADVISORS,
        data=funding_data,
    ),
    Row("partners:commitment_add", of("action"), may=ADVISORS, data=commitment_data),
    Row(
        "partners:commitment_add",
        of("internal_action"),
        sees=COLLEAGUES | COUNCIL,
        may=ADVISORS,
        data=commitment_data,
    ),
    *(
        row
        for url, thing, data in (
            ("areas:funding_edit", "funding", funding_data),
            ("areas:funding_remove", "funding", only_key),
            ("partners:commitment_edit", "commitment", commitment_data),
            ("partners:commitment_remove", "commitment", only_key),
        )
        for row in (
            Row(url, part("action", thing), may=ADVISORS, data=data),
            Row(
                url,
                part("internal_action", f"internal_{thing}"),
                sees=COLLEAGUES | COUNCIL,
                may=ADVISORS,
                data=data,
            ),
            # Of another action it is not there for who may change that one.
            Row(
                url,
                part("action", f"internal_{thing}"),
                may=ADVISORS,
                data=data,
                get=NOT_FOUND,
                post=NOT_FOUND,
                writes=False,
            ),
        )
    ),
    # --- Motions and pledges; a role for any area of the municipality is enough ---
    public("areas:motions"),
    public("areas:motions", query="?stand=open&soort=motion"),
    public("areas:motion", args=of("motion")),
    Row("areas:motion_create", may=KEEPS_MOTIONS, anywhere=True, data=motion_data),
    Row("areas:motion_create", may=KEEPS_MOTIONS, data=motion_data, scopes=(ELSEWHERE,)),
    *(
        row
        for url, data in (
            ("areas:motion_edit", motion_data),
            (
                "areas:motion_settle",
                lambda world, place: {
                    "settled_on": "2026-05-01",
                    "outcome": "Gedaan.",
                    "row_version": "1",
                },
            ),
        )
        for row in (
            Row(
                url,
                of("motion"),
                may=KEEPS_MOTIONS,
                anywhere=True,
                data=data,
                scopes=(OWN, OTHER),
            ),
            Row(url, of("motion"), may=KEEPS_MOTIONS, data=data, scopes=(ELSEWHERE,)),
        )
    ),
    # --- Requests to a department; it answers by a link, and without one there is nothing ---
    Row("areas:requests", may=COLLEAGUES, anywhere=True),
    Row("areas:requests", may=COLLEAGUES, anywhere=True, query="?stand=beantwoord"),
    public("areas:request", args=of("answered_request")),
    public("areas:request", args=of("request"), sees=COLLEAGUES),
    Row("areas:request_create", of("action"), may=ADVISORS, data=request_data),
    Row(
        "areas:request_create",
        of("internal_action"),
        sees=COLLEAGUES | COUNCIL,
        may=ADVISORS,
        data=request_data,
    ),
    Row("areas:request_edit", of("request"), sees=COLLEAGUES, may=ADVISORS, data=request_data),
    Row("areas:request_edit", of("answered_request"), may=NOBODY, data=request_data),
    Row("areas:request_withdraw", of("request"), sees=COLLEAGUES, may=ADVISORS, data=only_key),
    Row("areas:request_send", of("request"), sees=COLLEAGUES, may=ADVISORS, data=only_key),
    Row("areas:request_send", of("answered_request"), may=NOBODY, data=only_key),
    public("pages:answer_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=GONE),
    public("pages:answer", args=of("request"), get=GONE, data=only_key, post=GONE, writes=False),
    public("pages:answered"),
    # --- A spreadsheet comes in: into a plan, and then it is of who brought it ---
    Row("areas:sheet_upload", of("plan"), may=ADVISORS, data=sheet_data),
    Row("areas:sheet_upload", of("draft_plan"), sees=COLLEAGUES, may=ADVISORS, data=sheet_data),
    Row(
        "areas:sheet_columns",
        lambda place: [place.plan.pk, place.sheet.pk],
        sees=WHO_BROUGHT_IT,
        personal=True,
        data=lambda world, place: {"title": "0", "area": "1"},
    ),
    Row(
        "areas:sheet",
        lambda place: [place.plan.pk, place.sheet.pk],
        sees=WHO_BROUGHT_IT,
        personal=True,
        data=lambda world, place: {"do": "inlezen"},
    ),
    # --- Bringing an initiative, which anyone may ---
    public("initiatives:create", data=idea(), writes=False),
    public(
        "initiatives:step",
        args=lambda place: ["waar"],
        scopes=(OWN,),
        data=lambda world, place: {"area": place.wijk.slug},
        writes=False,
    ),
    # Without a draft there is nothing to check, without a link nothing to confirm.
    public("initiatives:check", get=SENT, data=only_key, writes=False),
    public("initiatives:later", get=SENT, data=only_key, writes=False),
    public("initiatives:later_sent"),
    public("initiatives:later_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("initiatives:later_open", get=GONE, data=only_key, post=GONE, writes=False),
    public("initiatives:sent", data=idea(), post=OK, writes=False),
    public("initiatives:confirm_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("initiatives:confirm", get=GONE, data=only_key, post=GONE, writes=False),
    public("initiatives:received"),
    # --- Reports on a text: anyone brings one, an advisor decides ---
    public("stories:report_idea", args=of("initiative"), data=report_data),
    public("stories:report_story", args=of("story"), data=report_data),
    public("stories:report_picture", args=of("picture_of_story"), data=report_data),
    public("stories:reported"),
    Row(
        "stories:report",
        of("report"),
        sees=SEES_INITIATIVES,
        may=ADVISORS,
        data=taken_off,
    ),
    Row(
        "stories:report",
        of("report_of_story"),
        sees=SEES_INITIATIVES,
        may=ADVISORS,
        data=taken_off,
        # It was decided already.
        post=OK,
        writes=False,
    ),
    Row(
        "stories:report",
        of("report_of_picture"),
        sees=SEES_INITIATIVES,
        may=ADVISORS,
        data=taken_off,
    ),
    # --- What is off the site: its writer objects, another advisor decides ---
    Row("stories:hide_picture", of("picture_of_story"), may=ADVISORS, data=why_data),
    Row("stories:hide_outcome", of("told_outcome"), may=ADVISORS, data=why_data),
    Row(
        "stories:hiding",
        of("hiding"),
        sees=SEES_INITIATIVES,
        may=ADVISORS,
        data=lambda w, p: {**taken_off(w, p), "decision": "restored", "seen": "1"},
    ),
    Row(
        "stories:put_back",
        of("kept_hiding"),
        sees=SEES_INITIATIVES,
        may=ADVISORS,
        data=seen_data,
    ),
    public("stories:appeal_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=GONE),
    public("stories:appeal", get=GONE, data=only_key, post=GONE, writes=False),
    public("stories:appealed"),
    Row(
        "pages:redact",
        of("initiative"),
        may=ADVISORS,
        data=lambda w, p: {"passage": p.initiative.title, "sure": "on", "form_key": key()},
    ),
    # --- What came of it ---
    public("initiatives:detail", args=of("done")),
    public("initiatives:outcome_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=GONE),
    public("initiatives:outcome", get=GONE, data=only_key, post=GONE, writes=False),
    Row("initiatives:outcome_say", of("done"), may=OWNER, data=outcome_data),
    Row("initiatives:outcome_release", of("outcome"), may=ADVISORS, data=only_key),
    # --- Stories: written by who brought it, read by an advisor before it is for everyone ---
    public("stories:list"),
    public("stories:list", query="?gebied=oost"),
    public("stories:story", args=of("story")),
    public("stories:story", args=of("waiting_story"), sees=SEES_WAITING),
    public("stories:story", args=of("draft_story"), sees=OWNER),
    public("initiatives:picture", args=of("picture_of_story")),
    public("initiatives:picture", args=of("picture_of_waiting_story"), sees=SEES_WAITING),
    public("initiatives:picture", args=of("picture_of_draft_story"), sees=OWNER),
    Row(
        "initiatives:picture_remove",
        of("picture_of_waiting_story"),
        sees=SEES_WAITING,
        may=OWNER,
        data=only_key,
    ),
    Row("stories:write", of("initiative"), may=OWNER, data=story_data),
    Row("stories:write", of("paper"), may=ADVISORS, data=story_data),
    Row("stories:write", of("waiting"), sees=SEES_WAITING, may=NOBODY, data=story_data),
    Row("stories:edit", of("story"), may=NOBODY, data=story_data),
    Row("stories:send", of("draft_story"), sees=OWNER, may=OWNER, data=only_key),
    Row("stories:withdraw", of("story"), may=OWNER, data=only_key),
    Row("stories:hide", of("story"), may=ADVISORS, data=why_data),
    Row("stories:release", of("story"), may=NOBODY, data=seen_data),
    *(
        Row(f"stories:{url}", of("waiting_story"), sees=SEES_WAITING, may=may, data=data)
        for url, may, data in (
            ("edit", OWNER, story_data),
            ("pictures", OWNER, picture_data),
            ("release", ADVISORS, seen_data),
            ("return", ADVISORS, why_data),
        )
    ),
    # --- Reading ---
    public("initiatives:detail", args=of("initiative")),
    public("initiatives:detail", args=of("paper")),
    public("initiatives:detail", args=of("waiting"), sees=SEES_WAITING),
    public("initiatives:detail", args=of("withdrawn"), sees=SEES_INITIATIVES),
    public("initiatives:detail", args=of("unconfirmed"), sees=NOBODY),
    public("initiatives:picture", args=of("picture_of_initiative")),
    public("initiatives:picture", args=of("picture_of_waiting"), sees=SEES_WAITING),
    # --- The initiator ---
    Row("initiatives:mine"),
    Row("initiatives:follow", of("initiative"), get=SENT),
    Row("initiatives:follow", of("waiting"), sees=SEES_WAITING, get=SENT),
    Row("initiatives:take_up", of("initiative"), may=ADVISORS, data=take_up_data),
    Row(
        "initiatives:take_up",
        of("waiting"),
        sees=SEES_WAITING,
        may=ADVISORS,
        # Before it is public only an organisation can.
        data=take_up_data,
        post=OK,
        writes=False,
    ),
    public("initiatives:detail", args=of("taken_up")),
    public("initiatives:take_up_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("initiatives:take_up_confirm", get=GONE, data=only_key, post=GONE, writes=False),
    Row("initiatives:together", of("initiative"), may=OWNER, data=along_data),
    Row("initiatives:together", of("waiting"), sees=SEES_WAITING, may=OWNER, data=along_data),
    Row(
        "initiatives:together_remove",
        lambda place: [place.initiative.pk, place.asked_along.pk],
        may=OWNER,
        data=only_key,
    ),
    Row("initiatives:together_leave", of("initiative"), may=NOBODY, data=only_key),
    public("initiatives:together_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=SENT),
    public("initiatives:together_confirm", get=GONE, data=only_key, post=GONE, writes=False),
    Row("initiatives:edit", of("initiative"), may=OWNER, data=idea()),
    Row("initiatives:edit", of("waiting"), sees=SEES_WAITING, may=OWNER, data=idea()),
    Row("initiatives:answer", of("initiative"), may=OWNER, data=text()),
    Row("initiatives:answer", of("waiting"), sees=SEES_WAITING, may=OWNER, data=text()),
    Row("initiatives:answer", of("paper"), may=ADVISORS, data=text()),
    Row("initiatives:move", of("initiative", "intrekken"), may=OWNER, data=text()),
    Row("initiatives:move", of("paper", "intrekken"), may=ADVISORS, data=text()),
    Row("initiatives:pictures", of("initiative"), may=ADVISORS | OWNER, data=picture_data),
    Row(
        "initiatives:pictures",
        of("waiting"),
        sees=SEES_WAITING,
        may=ADVISORS | OWNER,
        data=picture_data,
    ),
    Row(
        "initiatives:picture_remove",
        of("picture_of_initiative"),
        may=ADVISORS | OWNER,
        data=only_key,
    ),
    Row(
        "initiatives:picture_remove",
        of("picture_of_waiting"),
        sees=SEES_WAITING,
        may=ADVISORS | OWNER,
        data=only_key,
    ),
    # --- The compass: the initiator and who handles initiatives in the area ---
    Row("initiatives:compass_kind", of("spare"), may=ADVISORS | OWNER, data=kind_data("0")),
    Row("initiatives:compass_kind", of("initiative"), may=ADVISORS, data=kind_data("1")),
    Row(
        "initiatives:compass_kind",
        of("waiting"),
        sees=SEES_WAITING,
        may=ADVISORS,
        data=kind_data("1"),
    ),
    *(
        Row(
            "initiatives:compass_answer",
            part(name, question),
            sees=sees,
            may=ADVISORS | OWNER,
            data=lambda world, place, seen=seen: {"text": "Met buren.", "row_version": seen},
        )
        for name, sees in (("initiative", ALL), ("waiting", SEES_WAITING))
        for question, seen in (("question", "1"), ("open_question", "0"))
    ),
    Row("initiatives:compass_phase", of("initiative"), may=ADVISORS, data=phase_data),
    Row(
        "initiatives:compass_phase", of("waiting"), sees=SEES_WAITING, may=ADVISORS, data=phase_data
    ),
    Row("initiatives:compass_message", part("initiative", "message"), may=ADVISORS, data=text()),
    Row(
        "initiatives:compass_message",
        part("waiting", "message"),
        sees=SEES_WAITING,
        may=ADVISORS,
        data=text(),
    ),
    # --- The advisor ---
    Row("initiatives:request", of("initiative"), may=ADVISORS, data=request_data),
    Row(
        "initiatives:request",
        of("waiting"),
        sees=SEES_WAITING,
        may=ADVISORS,
        data=request_data,
    ),
    Row("initiatives:agenda", of("initiative"), may=ADVISORS, data=meeting_data),
    # It stands there already.
    Row(
        "initiatives:agenda",
        of("waiting"),
        sees=SEES_WAITING,
        may=ADVISORS,
        data=meeting_data,
        post=OK,
        writes=False,
    ),
    Row("initiatives:handling", may=SEES_INITIATIVES, anywhere=True),
    Row("initiatives:paper", may=TYPES_OVER_PAPER, anywhere=True, data=paper_data),
    Row(
        "initiatives:paper",
        may=TYPES_OVER_PAPER,
        anywhere=True,
        data=paper_data,
        post=OK,
        writes=False,
        scopes=(OTHER, ELSEWHERE),
    ),
    Row(
        "initiatives:release",
        of("waiting"),
        sees=SEES_WAITING,
        may=ADVISORS,
        data=lambda world, place: {"theme": place.theme.pk, "row_version": "1"},
    ),
    # What is public already is not released again, and the other way round.
    Row("initiatives:release", of("initiative"), may=NOBODY, data=only_key),
    Row("initiatives:hide", of("initiative"), may=ADVISORS, data=lambda w, p: {"reason": "Nee."}),
    Row("initiatives:hide", of("waiting"), sees=SEES_WAITING, may=NOBODY, data=only_key),
    Row(
        "initiatives:move",
        of("initiative", "uitvoeren"),
        may=ADVISORS,
        data=lambda world, place: {"reason": "We beginnen."},
    ),
    Row(
        "initiatives:move",
        of("waiting", "samen-uitwerken"),
        sees=SEES_WAITING,
        may=ADVISORS,
        data=lambda world, place: {"reason": "We beginnen."},
    ),
    *(
        row
        for url in ("ask", "news", "note")
        for row in (
            Row(f"initiatives:{url}", of("initiative"), may=ADVISORS, data=text()),
            Row(f"initiatives:{url}", of("waiting"), sees=SEES_WAITING, may=ADVISORS, data=text()),
        )
    ),
    *(
        row
        for url, data in {
            "next_step": lambda world, place: {
                "next_step": "Bellen",
                "next_step_by": "advisor",
                "row_version": "1",
            },
            "link": lambda world, place: {"action": place.action.pk, "row_version": "1"},
            "details": details_data,
        }.items()
        for row in (
            Row(f"initiatives:{url}", of("initiative"), may=ADVISORS, data=data),
            Row(f"initiatives:{url}", of("waiting"), sees=SEES_WAITING, may=ADVISORS, data=data),
        )
    ),
    # --- Money ---
    Row(
        "budgets:open",
        of("scheme"),
        may=FOR_THE_WHOLE_TOWN,
        data=lambda world, place: {"year": today().year + 1, "form_key": key()},
    ),
    Row("budgets:allocate", of("budget"), may=DECIDES_MONEY, data=allocation_data),
    public("budgets:budget", args=of("room_budget")),
    Row("budgets:room_add", of("room_budget"), may=MANAGES_ROOM, data=room_data),
    Row("budgets:room_finish", of("room_priority"), may=MANAGES_ROOM, data=room_done_data),
    Row("budgets:open_by_decision", of("council_fund"), may=DECIDES_MONEY, data=allocation_data),
    Row("budgets:apply", of("spare"), may=PREPARES_MONEY | OWNER, data=money_data),
    Row(
        "budgets:apply",
        of("waiting"),
        sees=SEES_WAITING,
        may=PREPARES_MONEY | OWNER,
        data=money_data,
        # One request runs already.
        post=OK,
        writes=False,
    ),
    public("budgets:application", args=of("application")),
    public("budgets:application", args=of("decided")),
    public("budgets:application", args=of("lowered")),
    public("budgets:application", args=of("withdrawn_grant")),
    public("budgets:application", args=of("hidden_application"), sees=SEES_HIDDEN_MONEY),
    Row("budgets:decide", of("application"), may=DECIDES_MONEY, data=decision_data),
    Row(
        "budgets:decide",
        of("hidden_application"),
        sees=SEES_HIDDEN_MONEY,
        may=DECIDES_MONEY,
        data=decision_data,
    ),
    Row("budgets:letter_write", of("decided"), may=KEEPS_TERM, data=letter_data),
    Row("budgets:letter", of("decision_letter"), sees=SEES_MONEY),
    Row(
        "budgets:objection_add",
        of("decision_letter"),
        sees=SEES_MONEY,
        may=PREPARES_MONEY,
        data=objection_data,
    ),
    Row(
        "budgets:objection_settle",
        of("objection"),
        sees=SEES_MONEY,
        may=PREPARES_MONEY,
        data=objection_settled_data,
    ),
    Row("budgets:letter_file", of("decision_letter"), sees=SEES_MONEY),
    Row("budgets:letter", of("refused_letter"), sees=SEES_MONEY | OWNER),
    Row("budgets:letter_file", of("refused_letter"), sees=SEES_MONEY | OWNER),
    Row("budgets:letter", of("letter_of_lowered"), sees=SEES_MONEY | OWNER),
    Row("budgets:letter", of("letter_of_withdrawn_grant"), sees=SEES_MONEY | OWNER),
    Row("budgets:letter", of("objected_letter"), sees=SEES_MONEY | OWNER),
    Row(
        "budgets:own_objection",
        of("refused_letter"),
        sees=SEES_MONEY | OWNER,
        may=OWNER,
        data=own_objection_data,
    ),
    Row(
        "budgets:objection_settle",
        of("own_words_objection"),
        sees=SEES_MONEY | OWNER,
        may=PREPARES_MONEY,
        data=objection_settled_data,
    ),
    public("budgets:own_letter_link", args=lambda place: ["geen-link"], scopes=(OWN,), get=GONE),
    public("budgets:own_letter", get=GONE, data=only_key, post=GONE, writes=False),
    public("budgets:own_letter_file", get=GONE),
    Row("budgets:default", of("incomplete_request"), may=KEEPS_TERM, data=default_data),
    Row("budgets:judge_penalty", of("in_default"), may=KEEPS_TERM, data=judge_data),
    Row("budgets:leave", of("incomplete_request"), may=DECIDES_MONEY, data=left_data),
    Row("budgets:objections", may=PREPARES_MONEY | FOR_THE_WHOLE_TOWN),
    Row("budgets:ballots", may=KNOWN),
    Row("budgets:ballot", of("ballot"), sees=SEES_MONEY | AT_THE_TABLE),
    Row("budgets:ballot", of("closed_ballot"), sees=SEES_MONEY | AT_THE_TABLE),
    Row(
        "budgets:vote",
        of("ballot"),
        sees=SEES_MONEY | AT_THE_TABLE,
        may=AT_THE_TABLE,
        data=vote_data,
    ),
    Row("budgets:ballot_open", of("to_vote"), may=PREPARES_MONEY, data=only_key),
    Row(
        "budgets:ballot_close",
        of("ballot"),
        sees=SEES_MONEY | AT_THE_TABLE,
        may=PREPARES_MONEY,
        data=only_key,
    ),
    Row("budgets:ask", of("application"), may=KEEPS_TERM, data=until_data),
    Row(
        "budgets:ask",
        of("hidden_application"),
        sees=SEES_HIDDEN_MONEY,
        may=KEEPS_TERM,
        data=until_data,
        # Something is asked already.
        post=OK,
        writes=False,
    ),
    Row("budgets:pause", of("application"), may=KEEPS_TERM, data=pause_data),
    Row("budgets:put_off", of("application"), may=KEEPS_TERM, data=put_off_data),
    Row(
        "budgets:complete",
        of("hidden_application"),
        sees=SEES_HIDDEN_MONEY,
        may=PREPARES_MONEY | OWNER,
        data=complete_data,
    ),
    # --- Money after the decision; the initiative came on paper, so a colleague fills in ---
    Row("budgets:account_number", of("decided"), may=PREPARES_MONEY, data=account_data),
    Row("budgets:report", of("decided"), may=PREPARES_MONEY, data=spending_data),
    Row("budgets:receipts", of("decided"), may=PREPARES_MONEY, data=receipt_data),
    Row("budgets:receipt", of("receipt"), sees=SEES_MONEY),
    Row(
        "budgets:receipt_remove",
        of("receipt"),
        sees=SEES_MONEY,
        may=PREPARES_MONEY,
        data=only_key,
    ),
    Row("budgets:settle", of("decided"), may=DECIDES_MONEY, data=settle_data),
    Row("budgets:revoke", of("decided"), may=DECIDES_MONEY, data=revoke_data),
    Row("budgets:revoke", of("lowered"), may=DECIDES_MONEY, data=revoke_data),
    Row("budgets:fulfil", of("wish"), may=PREPARES_MONEY, data=fulfil_data),
    # --- Advising and comparing ---
    Row("budgets:advise", of("to_advise"), may=frozenset({"advisor_social"}), data=advise_data),
    Row("budgets:score", of("compared"), may=DECIDES_MONEY, data=score_data),
    Row(
        "budgets:rank",
        lambda place: [place.compared.budget_id, place.compared.scheme_id],
        may=DECIDES_MONEY,
        data=only_key,
    ),
    public("budgets:ranking", args=of("ranking")),
    # Nothing was claimed back.
    Row(
        "budgets:receive",
        of("decided"),
        may=PREPARES_MONEY,
        data=lambda world, place: {"amount": "1", "form_key": key()},
        post=OK,
        writes=False,
    ),
    # Nothing is left to pay.
    Row(
        "budgets:payments",
        may=KEEPS_TERM,
        anywhere=True,
        data=only_key,
        post=OK,
        writes=False,
    ),
    Row(
        "budgets:from_bank",
        may=PREPARES_MONEY,
        anywhere=True,
        data=bank_data,
        post=OK,
        writes=False,
    ),
    Row("budgets:batch", of("batch"), sees=KEEPS_TERM | AUDITS),
    Row("budgets:audit", may=AUDITS, anywhere=True),
    Row("budgets:audit_file", may=AUDITS, anywhere=True, get=SENT, data=only_key, post=OK),
    Row(
        "budgets:check",
        of("batch"),
        sees=KEEPS_TERM | AUDITS,
        may=KEEPS_TERM,
        data=lambda world, place: {"approved": "ja", "form_key": key()},
    ),
    # Not approved yet.
    Row(
        "budgets:batch_file",
        of("batch"),
        sees=KEEPS_TERM | AUDITS,
        may=PREPARES_MONEY,
        get=SENT,
        data=only_key,
        writes=False,
    ),
    Row(
        "budgets:transfer_file",
        of("batch"),
        sees=KEEPS_TERM | AUDITS,
        may=PREPARES_MONEY,
        get=SENT,
        data=only_key,
        writes=False,
    ),
    # This year is not over.
    Row(
        "budgets:close_year",
        lambda place: [place.budget.year],
        may=FOR_THE_WHOLE_TOWN,
        scopes=(OWN,),
        data=only_key,
        post=OK,
        writes=False,
    ),
    Row("budgets:withdraw", of("application"), may=OWNER, data=only_key),
    Row(
        "budgets:withdraw",
        of("hidden_application"),
        sees=SEES_HIDDEN_MONEY,
        may=OWNER,
        data=only_key,
    ),
]

# --- Pages of logging in: what a visitor gets, and who is in already -------


@dataclass(frozen=True)
class LoginRow:
    """A page of logging in; a method that is not named is no method of that page."""

    url: str
    visitor: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)
    data: dict = field(default_factory=dict)

    def expected(self, who: str, method: str):
        """What must come of it."""
        if method not in METHODS_OF_PAGES:
            return NO_SUCH_METHOD
        if who == VISITOR and not self.visitor:
            return LOGIN
        found = self.visitor if who == VISITOR else self.known
        return found.get("GET" if method == "HEAD" else method, NO_SUCH_METHOD)


_AWAY = {"GET": SENT, "POST": SENT}
_NEVER = {"GET": REFUSED, "POST": REFUSED}
LOGIN_ROWS = [
    LoginRow(
        "account_login",
        visitor={"GET": OK, "POST": SENT},
        known=_AWAY,
        data={"email": "noor@example.org"},
    ),
    # Three names for one page; there is no signing up.
    LoginRow("account_request_login_code", {"GET": OK, "POST": SENT}, _AWAY, {"email": "a@b.nl"}),
    LoginRow("account_signup", {"GET": OK, "POST": SENT}, _AWAY, {"email": "a@b.nl"}),
    # Halfway a login only: others are sent on.
    LoginRow("account_confirm_login_code", _AWAY, _AWAY, {"code": "AAAA-AAAA"}),
    LoginRow("mfa_authenticate", _AWAY, _AWAY, {"code": "123456"}),
    LoginRow("account_logout", visitor=_AWAY, known={"GET": OK, "POST": SENT}),
    LoginRow("account_inactive", visitor={"GET": OK}, known={"GET": OK}),
    # One's own second factor, for a person without one.
    LoginRow("mfa_index", known={"GET": OK}),
    LoginRow("mfa_activate_totp", known={"GET": OK, "POST": OK}, data={"code": "000000"}),
    LoginRow("mfa_deactivate_totp", known={"GET": NOT_FOUND, "POST": NOT_FOUND}),
    # Without a second factor there is nothing to log in again with; nobody has a password.
    LoginRow("mfa_reauthenticate", known=_NEVER),
    LoginRow("account_reauthenticate", known=_NEVER),
    LoginRow("mfa_view_recovery_codes", known={"GET": NOT_FOUND}),
    LoginRow("mfa_generate_recovery_codes", known={"GET": OK, "POST": OK}),
    LoginRow("mfa_download_recovery_codes", known={"GET": NOT_FOUND, "POST": NOT_FOUND}),
]

# --- The admin: each model by what may be done with it ---------------------
LOOK, KEPT, PEOPLE, SETTINGS = "look", "kept", "people", "settings"
# A superuser, and who manages a whole municipality and is staff, open these.
OF_A_TOWN = {
    "areas_municipality": KEPT,
    "areas_area": KEPT,
    "areas_level": SETTINGS,
    "areas_grouping": SETTINGS,
    "areas_theme": SETTINGS,
    "areas_role": SETTINGS,
    "areas_plankind": SETTINGS,
    "areas_participationlevel": SETTINGS,
    "areas_indicator": SETTINGS,
    "areas_department": SETTINGS,
    "areas_user": PEOPLE,
    "areas_assignment": PEOPLE,
    "areas_plan": LOOK,
    "areas_goal": LOOK,
    "areas_action": LOOK,
    "areas_progressupdate": LOOK,
    "areas_motion": LOOK,
    "areas_request": LOOK,
    "areas_work": LOOK,
    "partners_organisation": SETTINGS,
    "partners_facilitykind": SETTINGS,
    "partners_rhythm": SETTINGS,
    "partners_roundtablekind": SETTINGS,
    "partners_roundtable": SETTINGS,
}
# A superuser only.
OF_SUPERUSERS = {
    "audit_event": LOOK,
    "initiatives_initiative": LOOK,
    "budgets_scheme": LOOK,
    "budgets_budget": LOOK,
    "budgets_application": LOOK,
    "budgets_decision": LOOK,
    "budgets_entry": LOOK,
    "budgets_namedday": SETTINGS,
}
ADMIN_MODELS = OF_A_TOWN | OF_SUPERUSERS
# What may be done besides looking.
MAY_BE_DONE = {
    LOOK: set(),
    KEPT: {"change"},
    PEOPLE: {"change", "add"},
    SETTINGS: {"change", "add", "delete"},
}
MODEL_PAGES = ["changelist", "add", "history", "delete", "change"]
# What comes of GET and of POST.
ADMIN_PAGES = {
    "index": (OK, OK),
    "login": (SENT, SENT),
    "logout": (NO_SUCH_METHOD, OK),
    "password_change": (OK, OK),
    "password_change_done": (OK, NO_SUCH_METHOD),
    # Without saying for which field.
    "autocomplete": (REFUSED, NO_SUCH_METHOD),
    "jsi18n": (OK, NO_SUCH_METHOD),
    "view_on_site": (SENT, SENT),
    "app_list": (OK, OK),
    "beheer/(?P<url>.*)$": (NOT_FOUND, NOT_FOUND),
}


def admin_addresses() -> set[str]:
    """The addresses of the admin that have a row."""
    models = {
        f"admin:{model}_{page}" for model in ADMIN_MODELS for page in [*MODEL_PAGES, "old_address"]
    }
    return models | {f"admin:{page}" for page in ADMIN_PAGES}


def admin_expected(page: str, model: str, who: str, method: str):
    """Only who is staff opens the admin; others are sent to log in, as which they are refused."""
    if method not in METHODS_OF_PAGES:
        return NO_SUCH_METHOD
    if who == VISITOR:
        # The pages of the admin as a whole go round by its own login page, which does the same.
        return LOGIN if model or page == "login" else SENT
    if who not in {SUPERUSER, MANAGES_TOWN}:
        return REFUSED if page == "login" else SENT
    if not model:
        return ADMIN_PAGES[page][method == "POST"]
    if who != SUPERUSER and (model in OF_SUPERUSERS or page == "delete"):
        return REFUSED
    done = MAY_BE_DONE[ADMIN_MODELS[model]]
    if page in {"add", "delete"} and page not in done:
        return REFUSED
    if page == "history" and (model in OF_A_TOWN or done):
        # Our own trail takes the place of Django's.
        return SENT
    return REFUSED if method == "POST" and page == "change" and "change" not in done else OK
