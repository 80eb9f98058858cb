"""Mail with the work of the site: none without its change, and nobody's name in a subject."""

import ast
import datetime
import re
from email.errors import MessageError
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from areas.models import Area, RequestState, User
from areas.roles import RoleKind
from budgets.actions.accounts import Heard, settle
from budgets.actions.applications import apply_for_money, decide
from budgets.actions.fulfil import fulfil
from budgets.actions.letters_paid import remind_to_report
from budgets.actions.own_objection import object_to_letter
from budgets.actions.payments import check_batch, give_account, make_batch, settle_payment
from budgets.actions.revocations import Why, revoke
from budgets.actions.terms import ask_to_complete, leave_untreated, pause, put_off
from budgets.actions.votes import open_ballot
from budgets.actions.voting_days import remind_voters
from budgets.actions.written import KEPT
from budgets.actions.written import send_letter as send_decision_letter
from budgets.models import BallotRule, TermStep
from config.intake import tokens
from config.lib.clock import now, today
from config.outbox.models import Mail
from config.outbox.models import State as MailState
from config.outbox.post import _message, deliver_due
from config.pages.digest import tell_followers
from config.pages.own.deeds import PURPOSE as OWN_DATA
from config.pages.own.deeds import ask_for_data
from initiatives.actions.compass import choose_kind, move_phase
from initiatives.actions.endorse import endorse
from initiatives.actions.following import ask_to_follow
from initiatives.actions.gathering import cancel_gathering, change_gathering
from initiatives.actions.handle import ask, move, release, set_next_step
from initiatives.actions.hiding import decide_appeal, hide, put_back
from initiatives.actions.later import save_for_later
from initiatives.actions.letter import send_letter
from initiatives.actions.outcome import ask_outcomes
from initiatives.actions.report import decide_report
from initiatives.actions.requests import answer_and_tell
from initiatives.actions.sign_up import (
    CONFIRM,
    confirm_sign_up,
    leave_gathering,
    leaving,
    remind_of_gatherings,
    sign_up,
)
from initiatives.actions.signal import answer_signal, bring_signal, forward, pass_on
from initiatives.actions.standstill import tell_who_waits
from initiatives.actions.story import release_story, return_story
from initiatives.actions.submit import confirm, enter_on_paper, resend, submit
from initiatives.actions.taking_up import go_on, let_take_up
from initiatives.actions.together import ask_along, come_along
from initiatives.forms.gathering import GatheringForm
from initiatives.models import RESIDENT, Following, Initiative, InitiativeKind, Note, State
from partners.actions.advice import ask_advice
from partners.actions.agreements import remind
from partners.actions.cases import open_case
from partners.actions.covenants import remind_covenants
from partners.actions.handover import hand_over
from partners.actions.meetings import change_meeting, invite, move_meeting
from partners.forms.meetings import MeetingForm
from partners.models import MeetingState
from tests.factories import (
    AgreementFactory,
    AreaFactory,
    CovenantFactory,
    FollowerFactory,
    FollowingFactory,
    GatheringFactory,
    HidingFactory,
    InitiativeFactory,
    LetterFactory,
    MeetingFactory,
    ReportFactory,
    RequestFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SchemeFactory,
    SeatFactory,
    SignalFactory,
    SignUpFactory,
    StoryFactory,
    UserFactory,
    budget_of,
    compass_kind,
    confidential_kind,
    person,
)
from tests.initiatives.conftest import link_in
from tests.source import ROOT, tree_of
from tests.strict import read_mail

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Rosa Resident", "rosa.resident@example.org"
TITLE, PHONE = "Bankje bij de vijver", "06 12345678"


@pytest.fixture(autouse=True)
def _outbox(settings):
    """All mail takes the same way; Django's tests would catch a login mail before."""
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    cache.clear()


@pytest.fixture
def oost(db):
    """Oost with a received and an unconfirmed idea, and money to ask."""
    area = AreaFactory(name="Oost")
    scheme = SchemeFactory(
        municipality=area.municipality, level=area.level, decided_by=RoleKind.BUDGET_HOLDER
    )
    budget_of(area, scheme=scheme)
    rosa = UserFactory(name=NAME, email=ADDRESS, phone=PHONE)
    given = {"contact_name": NAME, "contact_email": ADDRESS, "contact_phone": PHONE}
    return SimpleNamespace(
        area=area,
        scheme=scheme,
        rosa=rosa,
        given=given,
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        bas=person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder"),
        unsure=submit(area=area, idea={"title": TITLE, **given}, by=None),
        waiting=InitiativeFactory(
            area=area, submitter=rosa, title=TITLE, state=State.RECEIVED, released_at=None, **given
        ),
        public=InitiativeFactory(area=area, submitter=rosa, title=TITLE, **given),
    )


def write_a_letter(oost):
    """A letter about what was granted."""
    decided = asked_by_rosa(oost)
    decided.scheme.legal_basis = "Verordening, artikel 1"
    decide(application=decided, granted=True, amount_cents=10_000, reason="Ja.", by=oost.bas)
    words = dict.fromkeys((*KEPT, "duties", "period"), "Team Gebieden")
    words["account_by"] = today() + timezone.timedelta(weeks=26)
    return send_decision_letter(application=decided, given=words, by=oost.ada)


def leave_a_request(oost):
    """What was asked did not come."""
    asked = asked_by_rosa(oost)
    day = today() - timezone.timedelta(days=2)
    TermStep.objects.create(application=asked, kind="asked", on=day, until=day, text="Wat?")
    return leave_untreated(application=asked, text=TITLE, by=oost.bas)


def ask_money(oost):
    """Ask € 100 for the public idea."""
    asked = {"scheme": oost.scheme, "asked_cents": 10_000, "purpose": "Hout"}
    return apply_for_money(initiative=oost.public, by=oost.rosa, **asked)


def asked_by_rosa(oost):
    """Another idea of Rosa asks money."""
    mine = InitiativeFactory(area=oost.area, submitter=oost.public.submitter, title=TITLE)
    asked = {"scheme": oost.scheme, "asked_cents": 10_000, "purpose": "Hout"}
    return apply_for_money(initiative=mine, by=mine.submitter, **asked)


def decide_money(oost):
    """Ask, and grant it."""
    application = ask_money(oost)
    reason = {"reason": "Mooi plan.", "by": oost.bas}
    return decide(application=application, granted=True, amount_cents=10_000, **reason)


def granted_to_rosa(oost):
    """What she asked was granted."""
    application = asked_by_rosa(oost)
    grant = {"granted": True, "amount_cents": 10_000, "reason": "Mooi plan."}
    decide(application=application, **grant, by=oost.bas)
    return application


def paid_to_rosa(oost, *, paid):
    """What the bank says of a payment that one colleague made and another approved."""
    application = granted_to_rosa(oost)
    town, rosa = oost.area.municipality, application.initiative.submitter
    one, other = (person(RoleKind.SUBSIDY, town.root) for _ in range(2))
    give_account(application=application, iban="NL91ABNA0417164300", holder="Rosa", by=rosa)
    batch = make_batch(municipality=town, by=one)
    check_batch(batch=batch, approved=True, by=other)
    number = batch.payments.get().number
    return settle_payment(number=number, paid=paid, on=today(), note="", by=one)


def asked_of_scheme(oost, **rules):
    """Another idea of Rosa asks money of a scheme of its own."""
    scheme = SchemeFactory(municipality=oost.area.municipality, level=oost.area.level, **rules)
    budget_of(oost.area, scheme=scheme)
    mine = InitiativeFactory(area=oost.area, submitter=oost.public.submitter, title=TITLE)
    asked = {"scheme": scheme, "asked_cents": 10_000, "purpose": "Hout"}
    return apply_for_money(initiative=mine, by=mine.submitter, **asked)


def wish_of_rosa(oost):
    """The municipality carried out what it granted to her."""
    application = asked_of_scheme(oost, construction="own")
    grant = {"granted": True, "amount_cents": 10_000, "reason": "Mooi plan."}
    decide(application=application, **grant, by=oost.bas)
    sem = person(RoleKind.SUBSIDY, oost.area.municipality.root)
    done = {"amount_cents": 10_000, "on": today(), "text": "Het bankje staat er."}
    return fulfil(application=application, **done, by=sem)


def ballot_of_one(oost):
    """A table of one member can vote on what Rosa asks; its mails come with it."""
    application = asked_of_scheme(oost)
    kind = RoundtableKindFactory(municipality=oost.area.municipality)
    table = RoundtableFactory(kind=kind, area=oost.area)
    SeatFactory(roundtable=table, user=UserFactory(), votes=True)
    rule = {"kind": kind, "standing": "advises", "days": 2}
    BallotRule.objects.create(scheme=application.scheme, **rule)
    return open_ballot(application=application, by=oost.ada)


def silent_member(oost):
    """A member did not vote while the ballot closes in two days."""
    ballot_of_one(oost)
    return remind_voters()


def pressed_link(oost):
    """Confirm by the mailed link."""
    return confirm(token=link_in(Mail.objects.earliest("pk")).split("/")[-2])


def answer_of_manager(oost):
    """What was asked for the public idea has gone up; the manager of the department answers it."""
    mies = UserFactory(name="Mies Manager")
    request = RequestFactory(
        area=oost.area,
        department__manager=mies,
        asked_by=oost.ada,
        title=TITLE,
        state=RequestState.ESCALATED,
        escalated_at=now(),
        went_to=mies,
    )
    request.initiatives.add(oost.public)
    given = {"state": RequestState.YES, "text": "In mei.", "answered_as": "manager wegen"}
    return answer_and_tell(request.pk, **given, by=mies)


def meeting_of(oost, invited=True):
    """A meeting of the table of Oost, where only Rosa has a seat."""
    table = RoundtableFactory(area=oost.area)
    SeatFactory(roundtable=table, user=oost.rosa)
    meeting = MeetingFactory(roundtable=table, place=TITLE)
    if invited:
        invite(meeting, by=oost.ada)
        meeting.refresh_from_db()
    return meeting


def another_place(oost):
    """The meeting is somewhere else."""
    meeting = meeting_of(oost)
    start, end = map(timezone.localtime, (meeting.starts_at, meeting.ends_at))
    data = {"day": start.date(), "begin": start.time(), "end": end.time(), "place": NAME}
    form = MeetingForm(data | {"row_version": meeting.version}, instance=meeting)
    assert form.is_valid(), form.errors
    return change_meeting(form, by=oost.ada)


def cancel(oost):
    """The meeting is off."""
    reason = f"{NAME} is ziek"
    return move_meeting(meeting_of(oost), state=MeetingState.CANCELLED, reason=reason, by=oost.ada)


def late_agreement(oost):
    """An agreement of Rosa is to be done today."""
    AgreementFactory(owner__user=oost.rosa, what=TITLE, due_on=today())
    remind()


def away(oost):
    """Rik takes over the work of Ada for a while."""
    rik = person(RoleKind.ADVISOR_PHYSICAL, oost.area, "Rik Reserve")
    days = {"starts_on": today(), "ends_on": today()}
    town = oost.area.municipality
    return hand_over(leaver=oost.ada, stand_in=rik, municipality=town, by=oost.ada, **days)


def advice(oost):
    """Ask the residents of Oost for advice."""
    table = RoundtableFactory(area=oost.area)
    SeatFactory(roundtable=table, user=oost.rosa, leads=True)
    asked = {"topic": TITLE, "question": "Waar?", "due_on": today()}
    return ask_advice(table, by=oost.ada, **asked)


def news_at_a_table(oost):
    """A question is brought in at a confidential table where Rosa sits too."""
    table = RoundtableFactory(area=oost.area, kind=confidential_kind(oost.area.municipality))
    SeatFactory(roundtable=table, user=oost.rosa)
    asked = {"question": TITLE, "informed": "yes", "reason": "", "organisations": []}
    return open_case(table, **asked, by=SeatFactory(roundtable=table).user)


def covenant_that_ends(oost):
    """A covenant that Ada keeps ends in a month."""
    ends_on = today() + timezone.timedelta(days=30)
    CovenantFactory(municipality=oost.area.municipality, keeper=oost.ada, ends_on=ends_on)
    remind_covenants()


def signal_of(oost):
    """A question of Rosa's address about Oost."""
    return SignalFactory(area=oost.area, text=TITLE, contact_email=ADDRESS)


def taken_off(oost):
    """An advisor takes another idea of Rosa off the site."""
    mine = {"submitter": oost.public.submitter, "title": TITLE}
    one = InitiativeFactory(area=oost.area, **mine)
    hide(initiative=one, reason="Er staat een naam in.", by=oost.ada)


def objection(oost, **given):
    """Rosa is told that her idea is off the site."""
    mine = {"submitter": oost.public.submitter, "title": TITLE}
    one = InitiativeFactory(area=oost.area, released_at=None, released_by=None, **mine)
    return HidingFactory(initiative=one, **given)


def letter_sent(oost):
    """A newsletter goes to who asked for it."""
    follower = FollowerFactory(
        municipality=oost.area.municipality, email=f"b{ADDRESS}", letters=True
    )
    FollowingFactory(follower=follower, area=oost.area)
    draft = {"sent_at": None, "sent_by": None, "audience": ""}
    letter = LetterFactory(area=oost.area, title=TITLE, **draft)
    send_letter(letter, audience="asked", seen=1, by=oost.ada)


def done_a_month_ago(oost):
    """It is a month ago that an idea of Rosa was done; the daily task looks."""
    mine = {"submitter": oost.public.submitter, "title": TITLE}
    one = InitiativeFactory(area=oost.area, state=State.DONE, **mine)
    at = now() - timezone.timedelta(days=30)
    Note.objects.create(initiative=one, kind=Note.Kind.STEP, state=State.DONE, text="", at=at)
    ask_outcomes()


def told(oost, state="waiting"):
    """A story of Rosa about what is public."""
    return StoryFactory(initiative=oost.public, title=TITLE, text=TITLE, state=state)


def brought_signal(oost):
    """Somebody asks something from the site."""
    given = {"kind": "question", "text": TITLE, "place": "", "contact_email": ADDRESS}
    return bring_signal(area=oost.area, given=given, by=None)


def evening_of(oost, **fields):
    """An evening about the bench, for two."""
    return GatheringFactory(area=oost.area, seats=2, **fields)


def signs_up(gathering, **fields):
    """Rosa's address comes to it."""
    return SignUpFactory(gathering=gathering, email=ADDRESS, **fields)


def confirmed(oost, *, full: bool):
    """She presses the link, when there is room and when there is not."""
    evening = evening_of(oost)
    if full:
        SignUpFactory(gathering=evening, email="", people=2)
    one = signs_up(evening, confirmed_at=None)
    token = tokens.issue(CONFIRM, str(one.pk), timezone.timedelta(days=1), email=ADDRESS)
    return confirm_sign_up(token)


def signed_up_again(oost):
    """She signs up while she has a seat."""
    evening = evening_of(oost)
    signs_up(evening)
    sign_up(evening, email=ADDRESS, people=1)


def seat_came_free(oost):
    """Somebody else leaves, and she waited."""
    evening = evening_of(oost)
    other = SignUpFactory(gathering=evening, people=2)
    signs_up(evening, seated_at=None)
    leave_gathering(leaving(evening, other))


def evening_elsewhere(oost):
    """It is held elsewhere."""
    evening = evening_of(oost)
    signs_up(evening)
    form = GatheringForm(instance=evening)
    given = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
    given = {name: value for name, value in given.items() if value is not None}
    form = GatheringForm({**given, "place": "De school"}, instance=evening)
    assert form.is_valid(), form.errors
    change_gathering(form, by=oost.ada)


def evening_off(oost):
    """It is off."""
    evening = evening_of(oost)
    signs_up(evening)
    cancel_gathering(evening, reason="De zaal is dicht.", by=oost.ada)


def evening_tomorrow(oost):
    """It is tomorrow, and she has known that for a week."""
    evening = evening_of(oost, starts_at=now() + timezone.timedelta(hours=20))
    signs_up(evening, confirmed_at=now() - timezone.timedelta(days=7))
    remind_of_gatherings()


def came_along(oost):
    """A neighbour was asked by Rosa and presses the link."""
    ask_along(initiative=oost.public, email="buur@example.org", by=oost.rosa)
    return come_along(link_in(Mail.objects.latest("pk")).split("/")[-2])


def taken_up(oost):
    """Ada lets a neighbour take up an idea of Rosa."""
    idea = InitiativeFactory(area=oost.area, submitter=oost.rosa, title=TITLE, **oost.given)
    return let_take_up(
        initiative=idea, email="buur@example.org", reason="Rosa verhuist.", by=oost.ada
    )


def news_for_a_follower(oost):
    """Somebody follows the area, and an idea came on the site an hour ago."""
    FollowingFactory(area=oost.area)
    Initiative.objects.filter(pk=oost.public.pk).update(
        released_at=now() - datetime.timedelta(hours=1)
    )
    return tell_followers()


STEP = {"next_step": "Bel ons.", "next_step_by": RESIDENT}


# Everything that mails, by the purpose of its mail.
def moved_phase(oost):
    """Ada moves the compass of Rosa's idea to the second phase."""
    kind = compass_kind(oost.area.municipality, code=f"soort-{InitiativeKind.objects.count()}")
    idea = Initiative.objects.get(pk=oost.public.pk)
    compass = choose_kind(initiative=idea, kind=kind, by=oost.ada)
    second = kind.phases.last()
    seen = compass.version
    idea = Initiative.objects.get(pk=oost.public.pk)
    return move_phase(initiative=idea, phase=second, **STEP, seen=seen, by=oost.ada)


def stood_still(oost):
    """Nobody did anything with Rosa's idea for a long time."""
    long_ago = now() - datetime.timedelta(days=oost.area.municipality.stale_days + 1)
    Initiative.objects.filter(pk=oost.public.pk).update(moved_at=long_ago)
    tell_who_waits()


DEEDS = {
    "application-fulfilled": wish_of_rosa,
    "ballot-opened": ballot_of_one,
    "ballot-reminder": silent_member,
    "initiatives.confirm": lambda o: submit(area=o.area, idea={"title": TITLE, **o.given}, by=None),
    "initiatives.received": pressed_link,
    "initiatives.released": lambda o: release(initiative=o.waiting, theme=None, by=o.ada),
    "initiatives.hidden": taken_off,
    "initiatives.moved": lambda o: move(initiative=o.public, to=State.RUNNING, by=o.ada),
    "initiatives.question": lambda o: ask(initiative=o.public, text="Hoe hoog?", by=o.ada),
    "initiatives.your_turn": lambda o: set_next_step(initiative=o.public, by=o.ada, **STEP),
    "initiatives.phase_moved": moved_phase,
    "initiatives.still": stood_still,
    "initiatives.request_answered": answer_of_manager,
    "initiatives.endorse": lambda o: endorse(o.public, email=ADDRESS, inside=True),
    "initiatives.later": lambda o: save_for_later(
        o.area.municipality, email=ADDRESS, typed={"idee": {"title": TITLE}}
    ),
    "initiatives.together": lambda o: ask_along(
        initiative=o.public, email="buur@example.org", by=o.rosa
    ),
    "initiatives.came_along": came_along,
    "initiatives.taken_up": taken_up,
    "initiatives.take_up": taken_up,
    "initiatives.gone_on": lambda o: (
        taken_up(o) and go_on(link_in(Mail.objects.latest("pk"), last=True).split("/")[-2])
    ),
    "initiatives.follow": lambda o: ask_to_follow(
        o.area.municipality, Following(area=o.area), email=ADDRESS, frequency="weekly"
    ),
    "initiatives.news": news_for_a_follower,
    "initiatives.signal_received": brought_signal,
    "initiatives.signal_answered": lambda o: answer_signal(
        signal_of(o), text="Morgen.", theme=None, outcome="", by=o.ada
    ),
    "initiatives.signal_passed_on": lambda o: pass_on(
        signal_of(o), to="het meldpunt", text="", by=o.ada
    ),
    "initiatives.signal_forwarded": lambda o: forward(
        signal_of(o), what="complaint", to="de commissie", text="", by=o.ada
    ),
    "initiatives.gathering_confirm": lambda o: sign_up(evening_of(o), email=ADDRESS, people=2),
    "initiatives.gathering_seat": lambda o: confirmed(o, full=False),
    "initiatives.gathering_waits": lambda o: confirmed(o, full=True),
    "initiatives.gathering_known": signed_up_again,
    "initiatives.gathering_moved_up": seat_came_free,
    "initiatives.gathering_changed": evening_elsewhere,
    "initiatives.gathering_cancelled": evening_off,
    "initiatives.gathering_reminder": evening_tomorrow,
    "initiatives.outcome_asked": done_a_month_ago,
    "initiatives.report_decided": lambda o: decide_report(
        ReportFactory(initiative=o.public, text=TITLE, contact_email=ADDRESS),
        hides=False,
        reason="Het klopt.",
        by=o.ada,
    ),
    "initiatives.story_released": lambda o: release_story(told(o), seen=1, by=o.ada),
    "initiatives.story_returned": lambda o: return_story(told(o), reason="Een naam.", by=o.ada),
    "initiatives.appeal_decided": lambda o: decide_appeal(
        objection(o), restores=False, seen=1, reason="Nog steeds een naam.", by=o.ada
    ),
    "pages.own_data": lambda o: ask_for_data(o.area.municipality, ADDRESS),
    "initiatives.letter": letter_sent,
    "initiatives.put_back": lambda o: put_back(objection(o, state="kept"), seen=1, by=o.ada),
    "application-received": ask_money,
    "application-decided": decide_money,
    "application-asked": lambda o: ask_to_complete(
        application=asked_by_rosa(o),
        until=today() + timezone.timedelta(days=9),
        text=TITLE,
        by=o.ada,
    ),
    "application-letter": write_a_letter,
    "application-untreated": leave_a_request,
    "objection-received": lambda o: object_to_letter(
        letter=write_a_letter(o), text=TITLE, by=o.rosa
    ),
    "application-paused": lambda o: pause(
        application=asked_by_rosa(o),
        ground="consent",
        first=today() + timezone.timedelta(days=1),
        until=today() + timezone.timedelta(days=9),
        text=TITLE,
        by=o.ada,
    ),
    "application-put-off": lambda o: put_off(
        application=asked_by_rosa(o),
        until=today() + timezone.timedelta(weeks=12),
        text=TITLE,
        by=o.ada,
    ),
    "payment-paid": lambda o: paid_to_rosa(o, paid=True),
    "payment-failed": lambda o: paid_to_rosa(o, paid=False),
    "report-reminder": lambda o: remind_to_report(granted_to_rosa(o)),
    "application-settled": lambda o: settle(
        application=granted_to_rosa(o), amount_cents=10_000, reason="Gezien.", by=o.bas
    ),
    "application-revoked": lambda o: revoke(
        application=granted_to_rosa(o),
        amount_cents=0,
        why=Why("48a", "Het gaat niet door."),
        heard=Heard(today(), "Dat klopt."),
        by=o.bas,
    ),
    "partners.meeting_invited": lambda o: invite(meeting_of(o, invited=False), by=o.ada),
    "partners.meeting_moved": another_place,
    "partners.meeting_cancelled": cancel,
    "partners.agreement_reminded": late_agreement,
    "partners.advice": advice,
    "partners.news": news_at_a_table,
    "partners.covenant_waits": covenant_that_ends,
    "partners.took_over": away,
}


class BrokenOff(Exception):
    """What a process that dies half-way looks like to the database."""


SENDS = {"send", "_send"}


def purposes_in_the_code() -> set[str]:
    """Every purpose that a mail is queued with: the last word of each call that sends one."""
    found = set()
    apps = (("initiatives", "initiatives."), ("budgets", ""), ("partners", "partners.meeting_"))
    for app, start in apps:
        for path in (ROOT / app / "actions").glob("*.py"):
            for node in ast.walk(tree_of(path)):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SENDS:
                    last = node.args[-1]
                    found |= {f"{start}{last.value}"} if isinstance(last, ast.Constant) else set()
                elif app == "partners" and isinstance(node, ast.Call):
                    named = [word.value for word in node.keywords if word.arg == "purpose"]
                    found |= {one.value for one in named if isinstance(one, ast.Constant)}
    return found


def test_everything_that_mails_is_named_here():
    assert purposes_in_the_code() | {OWN_DATA} == set(DEEDS)


@pytest.mark.parametrize("purpose", DEEDS)
def test_a_deed_and_its_mail_come_together_or_not_at_all(oost, purpose):
    before = set(Mail.objects.values_list("pk", flat=True))

    def broken_off():
        with transaction.atomic():
            DEEDS[purpose](oost)
            assert Mail.objects.exclude(pk__in=before).filter(purpose=purpose).exists()
            raise BrokenOff

    with pytest.raises(BrokenOff):
        broken_off()
    assert set(Mail.objects.values_list("pk", flat=True)) == before
    for thing in (oost.unsure, oost.waiting, oost.public):
        thing.refresh_from_db()
    DEEDS[purpose](oost)
    mail = Mail.objects.exclude(pk__in=before).get(purpose=purpose)
    assert_strict(mail)


def assert_strict(mail: Mail) -> None:
    """What the server would get is read by a strict parser, and says what was written."""
    data = _message(mail, server=None).message().as_bytes(linesep="\r\n")
    read = read_mail(data)
    assert (read["To"], read["Subject"]) == (mail.to, mail.subject)
    text = read.get_body(("plain",)).get_content()
    assert text.replace("\r\n", "\n").strip() == mail.text.strip()
    assert "\x00" not in text
    calendars = [part for part in read.walk() if part.get_content_type() == "text/calendar"]
    assert len(calendars) == bool(mail.calendar)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Auto-Submitted: auto-generated\r\n", b""),
        (b"Message-ID: <", b"Message-ID: "),
        (b"Subject: ", b"Subject: Nog een\r\nSubject: "),
        (b"To: ", b"To: iemand, "),
        (b" <http", b" http"),
        (b"List-Unsubscribe-Post: ", b"X-Post: "),
    ],
)
def test_a_mail_that_is_not_as_it_should_be_is_caught(oost, old, new):
    """Teeth: the strict reader takes the mail as it is, and not with one thing changed."""
    before = set(Mail.objects.values_list("pk", flat=True))
    DEEDS["initiatives.news"](oost)
    mail = Mail.objects.exclude(pk__in=before).get(purpose="initiatives.news")
    data = _message(mail, server=None).message().as_bytes(linesep="\r\n")
    read_mail(data)
    assert old in data
    with pytest.raises((AssertionError, MessageError)):
        read_mail(data.replace(old, new, 1))


def test_a_refused_deed_mails_nothing(oost):
    before = Mail.objects.count()
    with pytest.raises(Exception, match="gebiedsadviseur"):
        release(initiative=oost.waiting, theme=None, by=oost.rosa)
    assert Mail.objects.count() == before


def test_a_login_mail_is_a_row_that_the_worker_sends(oost, client, settings):
    settings.OUTBOX_DELIVERY = {"EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    Mail.objects.all().delete()
    client.post("/inloggen/", {"email": ADDRESS})
    mail = Mail.objects.get()
    assert (mail.to, mail.state, mail.urgent) == (ADDRESS, MailState.QUEUED, True)
    assert deliver_due() == 1


def test_a_login_that_is_broken_off_leaves_no_mail(oost, client):
    Mail.objects.all().delete()

    def broken_off():
        with transaction.atomic():
            client.post("/inloggen/", {"email": ADDRESS})
            assert Mail.objects.count() == 1
            raise BrokenOff

    with pytest.raises(BrokenOff):
        broken_off()
    assert not Mail.objects.exists()


# --- Subjects travel in the clear and are kept -----------------------------


def personal_words() -> dict[str, str]:
    """What points at a person or tells their idea, word by word, lower case."""
    found = {}
    for user in User.objects.exclude(name=""):
        found |= {part.lower(): "name" for part in user.name.split() if len(part) > 2}
        found[user.email] = "address"
        if user.phone:
            found[user.phone] = "phone"
    for idea in Initiative.objects.all():
        found[idea.title.lower()] = "title"
        texts = (idea.contact_name, idea.contact_email, idea.contact_phone, idea.group_name)
        found |= {text.lower(): "contact" for text in texts if text}
        found |= {part.lower(): "name" for part in idea.contact_name.split() if len(part) > 2}
    for name in Area.objects.values_list("name", flat=True):
        found[name.lower()] = "area"
    return found


def leaks_in(subjects) -> set[tuple[str, str]]:
    """Which subjects hold such a word, as a word of its own."""
    words = personal_words()
    return {
        (subject, word)
        for subject in subjects
        for word in words
        if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", subject.lower())
    }


def test_no_subject_says_who_or_what_it_is_about(oost, client, figures):
    for purpose, deed in DEEDS.items():
        if purpose != "application-received":  # one request at a time; deciding asks too
            deed(oost)
    resend(
        initiative=submit(area=oost.area, idea={"title": TITLE, **oost.given}, by=None),
        email=ADDRESS,
        by=SimpleNamespace(is_authenticated=False),
    )
    enter_on_paper(
        area=oost.area, idea={"title": TITLE, **oost.given}, received_on=today(), by=oost.ada
    )
    for address in (ADDRESS, "onbekend@example.org"):
        client.post("/inloggen/", {"email": address})
    subjects = set(Mail.objects.values_list("subject", flat=True))
    assert len(subjects) >= len(DEEDS)
    figures("subjects of mail", different=len(subjects), personal=len(leaks_in(subjects)))
    assert leaks_in(subjects) == set()
    assert leaks_in({f"Nieuws voor {NAME}", f"Uw idee {TITLE}"}), "the control"


def test_the_first_mail_says_nothing_of_what_was_typed(oost):
    mail = Mail.objects.get(purpose="initiatives.confirm")
    for word in (TITLE, NAME, "Rosa", PHONE):
        assert word not in mail.text
    assert reverse("initiatives:confirm_link", args=["x"]).rsplit("/", 2)[0] in mail.text
