"""A resident with everything that a person can have here, word by word, to be found back.

Nothing of WORDS was ever public; tests scan whole databases for it.
"""

import datetime
from io import BytesIO
from types import SimpleNamespace

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from PIL import Image

from areas.models import Sheet, User
from areas.roles import RoleKind
from budgets.actions.accounts import Heard, settle
from budgets.actions.applications import apply_for_money, decide
from budgets.actions.own_objection import object_to_letter
from budgets.actions.payments import give_account
from budgets.actions.receipts import add_receipt
from budgets.actions.revocations import Why, revoke
from budgets.actions.written import settle_objection
from config.lib.clock import now, today
from config.outbox.models import Mail
from config.outbox.post import queue
from initiatives.actions.compass import choose_kind
from initiatives.actions.handle import (
    add_internal_note,
    add_news,
    answer,
    ask,
    move,
    release,
    set_next_step,
)
from initiatives.actions.pictures import add_picture
from initiatives.actions.submit import confirm, submit
from initiatives.actions.tally import recount
from initiatives.models import (
    RESIDENT,
    CoInitiator,
    CompassAnswer,
    CompassQuestion,
    Endorsement,
    Initiative,
    Outcome,
    SavedIdea,
    State,
    TakeUp,
)
from partners.actions.cases import close_case, open_case, read_case
from partners.models import (
    Attendance,
    CalendarAddress,
    Handover,
    Roundtable,
    RoundtableKind,
    Seat,
)
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    ContactFactory,
    DepartmentFactory,
    FollowingFactory,
    GatheringFactory,
    HidingFactory,
    InitiativeFactory,
    LetterOfDecisionFactory,
    MeetingFactory,
    OrganisationFactory,
    PlanFactory,
    ReportFactory,
    RoundtableFactory,
    SchemeFactory,
    SeatFactory,
    SignalFactory,
    SignUpFactory,
    StoryFactory,
    ThemeFactory,
    UserFactory,
    budget_of,
    compass_kind,
    confidential_kind,
    pdf,
    person,
)
from tests.initiatives.conftest import link_in

NAME, ADDRESS, PHONE = "Kanarina Vogelaar", "kanarina.vogelaar@example.org", "06 98765400"
OLD_ADDRESS = "kanarina.oud@example.org"
# What is hers and was never public, word by word.
WORDS = {
    "name": NAME,
    "address": ADDRESS,
    "old address": OLD_ADDRESS,
    "phone": PHONE,
    "with whom": "kanarie-buurvrouw",
    "answer": "kanarie-antwoord",
    "compass": "kanarie-kompas",
    "question about her": "kanarie-vraag",
    "reason": "kanarie-reden",
    "internal note": "kanarie-notitie",
    "next step": "kanarie-stap",
    "hidden title": "kanarie-titel",
    "hidden text": "kanarie-tekst",
    "hidden place": "kanarie-plek",
    "hidden needs": "kanarie-nodig",
    "hidden group": "kanarie-groep",
    "hidden purpose": "kanarie-geld",
    "withdrawn title": "kanarie-ingetrokken",
    "unconfirmed title": "kanarie-onbevestigd",
    "picture": "kanarie-foto",
    "half-typed text": "kanarie-concept",
    "saved idea": "kanarie-bewaard",
    "second factor": "KANARIEFACTOR2345",
    "identity provider": "kanarie-extern",
    "token": "kanarie-sleutel",
    "key": "kanarie-bewijs",
    "admin log": "kanarie-logboek",
    "sheet": "kanarie-rekenblad",
    "contact person": "kanarie-contactpersoon",
    "guest at a table": "kanarie-gast",
    "signal": "kanarie-signaal",
    "story": "kanarie-verhaal",
    "outcome": "kanarie-gelukt",
    "report": "kanarie-melding",
    "objection": "kanarie-oneens",
    "objection to a letter": "kanarie-bezwaar",
    "receipt": "kanarie-bon",
    "heard before deciding": "kanarie-zienswijze",
    "heard before settling": "kanarie-reactie",
    "heard before lowering": "kanarie-weerwoord",
}


def picture() -> ContentFile:
    """A small picture whose name tells something."""
    kept = BytesIO()
    Image.new("RGB", (8, 6), "green").save(kept, "JPEG")
    return ContentFile(kept.getvalue(), name=f"{WORDS['picture']}.jpg")


def confirmed(area, **idea) -> Initiative:
    """An idea that was sent from the site and confirmed by the mailed link."""
    given = {"contact_name": NAME, "contact_email": ADDRESS, "contact_phone": PHONE}
    submit(area=area, idea={"with_whom": WORDS["with whom"], **given, **idea}, by=None)
    token = link_in(Mail.objects.filter(purpose="initiatives.confirm").latest("pk"))
    return confirm(token=token.split("/")[-2])


def make_oost() -> SimpleNamespace:
    """Oost, who works there, and a budget of € 1.000."""
    area = AreaFactory(name="Oost")
    scheme = SchemeFactory(
        municipality=area.municipality, level=area.level, decided_by=RoleKind.BUDGET_HOLDER
    )
    budget_of(area, scheme=scheme)
    return SimpleNamespace(
        area=area,
        scheme=scheme,
        theme=ThemeFactory(municipality=area.municipality),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur", in_public=True),
        bas=person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder"),
    )


def make_kanarina(oost) -> User:
    """A resident with everything that a person can have here."""
    _public(oost)
    user = User.objects.get(email=ADDRESS)
    user.phone = PHONE
    user.save()
    _hidden(oost, user)
    gone = confirmed(oost.area, title=WORDS["withdrawn title"])
    release(initiative=gone, theme=oost.theme, by=oost.ada)
    move(initiative=gone, to=State.WITHDRAWN, reason=WORDS["reason"], by=user)
    unsure = {"title": WORDS["unconfirmed title"], "contact_email": ADDRESS}
    submit(area=oost.area, idea={**unsure, "contact_name": NAME}, by=None)
    _machinery(user)
    _seats(oost, user)
    _at_work(oost, user)
    recount()
    return user


def _public(oost) -> None:
    one = confirmed(oost.area, title="Bankje bij de vijver", text="Om op te zitten.")
    user = one.submitter
    release(initiative=one, theme=oost.theme, by=oost.ada)
    ask(initiative=one, text=WORDS["question about her"], by=oost.ada)
    answer(initiative=one, text=WORDS["answer"], by=user)
    add_internal_note(initiative=one, text=WORDS["internal note"], by=oost.ada)
    kind = compass_kind(oost.area.municipality)
    choose_kind(initiative=one, kind=kind, by=oost.ada)
    question = CompassQuestion.objects.filter(phase__kind=kind).first()
    CompassAnswer.objects.create(initiative=one, question=question, text=WORDS["compass"], by=user)
    one.refresh_from_db()
    add_news(initiative=one, text="Het hout is besteld.", by=oost.ada)
    move(initiative=one, to=State.IN_PROGRESS, reason=WORDS["reason"], by=oost.ada)
    one.refresh_from_db()
    add_picture(initiative=one, file=picture(), alt=WORDS["picture"], by=user)
    asked = {"scheme": oost.scheme, "asked_cents": 30_000, "purpose": "Hout en verf"}
    application = apply_for_money(initiative=one, by=user, **asked)
    decide(
        application=application,
        granted=True,
        amount_cents=25_000,
        ground="rule",
        follow_up=True,
        heard=Heard(today(), WORDS["heard before deciding"]),
        reason="Mooi plan.",
        by=oost.bas,
    )
    application.refresh_from_db()
    number = {"iban": "NL91ABNA0417164300", "holder": WORDS["name"]}
    give_account(application=application, **number, by=user)
    letter = LetterOfDecisionFactory(application=application, by=oost.ada)
    made = object_to_letter(letter=letter, text=WORDS["objection to a letter"], by=user)
    settle_objection(objection=made, state="unfounded", by=oost.ada)
    bon = pdf(inside=WORDS["receipt"].encode())
    add_receipt(application=application, name=WORDS["receipt"], file=bon, by=user)
    _heard(application, oost.bas)


def _heard(application, bas) -> None:
    """What she said before her grant was settled lower, and lowered once more after that."""
    said = {"heard": Heard(today(), WORDS["heard before settling"]), "reason": "Minder hout."}
    settle(application=application, amount_cents=20_000, ground="a", **said, by=bas)
    said = {"heard": Heard(today(), WORDS["heard before lowering"]), "why": Why("49a", "Minder.")}
    revoke(application=application, amount_cents=15_000, **said, by=bas)


def _hidden(oost, user) -> None:
    idea = {name: WORDS[f"hidden {name}"] for name in ("title", "text", "place", "needs")}
    hidden = confirmed(oost.area, group_name=WORDS["hidden group"], **idea)
    hidden.contact_email = OLD_ADDRESS
    hidden.save()
    asked = {"scheme": oost.scheme, "asked_cents": 10_000, "purpose": WORDS["hidden purpose"]}
    apply_for_money(initiative=hidden, by=user, **asked)
    step = WORDS["next step"]
    set_next_step(initiative=hidden, next_step=step, next_step_by=RESIDENT, by=oost.ada)


def _machinery(user) -> None:
    """What libraries keep about her."""
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    EmailAddress.objects.create(user=user, email=OLD_ADDRESS)
    EmailConfirmation.objects.create(
        email_address=EmailAddress.objects.get(email=OLD_ADDRESS), key=WORDS["key"]
    )
    TOTP.activate(user, WORDS["second factor"])
    outside = SocialAccount.objects.create(
        user=user,
        provider="openid_connect",
        uid=WORDS["identity provider"],
        extra_data={"name": NAME},
    )
    app = SocialApp.objects.create(provider="openid_connect", name="uw gemeente", client_id="x")
    SocialToken.objects.create(account=outside, app=app, token=WORDS["token"])
    for model, pk in ((User, user.pk), (Initiative, user.initiatives.first().pk)):
        LogEntry.objects.create(
            user=UserFactory(name="Bo Beheer"),
            content_type=ContentType.objects.get_for_model(model),
            object_id=str(pk),
            object_repr=f"{WORDS['admin log']} {NAME}",
            action_flag=CHANGE,
            change_message="",
        )
    user.groups.add(Group.objects.create(name="Groep"))
    queue(
        to=OLD_ADDRESS.replace("kanarina", "Kanarina"),
        subject="Uw code",
        text="123",
        purpose="account",
    )


def _seats(oost, user) -> None:
    kind = RoundtableKind.objects.create(
        municipality=oost.area.municipality, code="raad", name="Dorpsraad", plural="raden"
    )
    table = Roundtable.objects.create(kind=kind, area=oost.area, code="oost", name="Dorpsraad")
    later = today() + datetime.timedelta(days=30)
    Seat.objects.create(roundtable=table, user=user, role="voorzitter")
    Seat.objects.create(roundtable=table, user=user, starts_on=later)
    _case_of(oost, user)
    Endorsement.objects.create(
        initiative=InitiativeFactory(area=oost.area, state="done"), email=ADDRESS, inside=True
    )
    gathering = GatheringFactory(area=oost.area)
    SignUpFactory(gathering=gathering, email=ADDRESS)
    FollowingFactory(area=oost.area, follower__email=ADDRESS)
    TakeUp.objects.create(
        initiative=InitiativeFactory(area=oost.area, state=State.TAKEN_UP), email=ADDRESS
    )
    # She brings an idea of somebody else together with them, and was asked for another one.
    for to in (ADDRESS, OLD_ADDRESS):
        CoInitiator.objects.create(
            initiative=InitiativeFactory(area=oost.area, state="done"),
            email=to,
            user=user if to == ADDRESS else None,
            confirmed_at=now() if to == ADDRESS else None,
        )
    # One idea went to her own address, another names her in what was typed.
    for to in (ADDRESS, "elders@example.org"):
        SavedIdea.objects.create(
            municipality=oost.area.municipality,
            email=to,
            typed={"contact": {"contact_email": ADDRESS, "contact_name": WORDS["saved idea"]}},
        )
    mine = user.initiatives.filter(released_at__isnull=False).first()
    told = {"title": WORDS["story"], "text": WORDS["story"], "state": "returned"}
    StoryFactory(initiative=mine, **told, released_at=None)
    said = {"result": "no", "text": WORDS["outcome"], "said_at": now()}
    ReportFactory(
        initiative=InitiativeFactory(area=oost.area),
        text=WORDS["report"],
        contact_email=ADDRESS,
        state="left",
    )
    about = {"reason": WORDS["objection"], "appeal": WORDS["objection"]}
    HidingFactory(initiative=mine, hidden_by=oost.ada, **about)
    Outcome.objects.create(initiative=mine, moment="weeks", **said)
    SignalFactory(
        area=oost.area,
        text=WORDS["signal"],
        answer=WORDS["signal"],
        contact_email=ADDRESS,
        state="answered",
        answered_on=today(),
    )
    # Before she had an account she was a guest, and a contact person elsewhere.
    guest = Seat.objects.create(
        roundtable=table, name=WORDS["guest at a table"], email=OLD_ADDRESS, ends_on=today()
    )
    Attendance.objects.create(meeting=MeetingFactory(roundtable=table), seat=guest, state="present")
    ContactFactory(
        organisation=OrganisationFactory(municipality=oost.area.municipality),
        name=WORDS["contact person"],
        email=ADDRESS,
        phone=PHONE,
        ends_on=today(),
    )
    CalendarAddress.objects.create(user=user, digest="0" * 64)
    Handover.objects.create(
        municipality=oost.area.municipality, leaver=user, stand_in=oost.ada, by=user
    )
    AssignmentFactory(user=user, area=oost.area, in_public=True)
    AssignmentFactory(user=user, area=oost.area, starts_on=later, ends_on=None)
    AssignmentFactory(user=user, area=oost.area, starts_on=today(), ends_on=later)


def _case_of(oost, user) -> None:
    """A question that she brought in at a confidential table, read, and saw to its end."""
    kind = confidential_kind(oost.area.municipality)
    table = RoundtableFactory(area=oost.area, kind=kind)
    group = OrganisationFactory(municipality=oost.area.municipality, code="loket")
    SeatFactory(roundtable=table, user=user)
    given = {"question": NAME, "informed": "yes", "reason": "", "organisations": [group]}
    case = open_case(table, **given, by=user)
    read_case(case, by=user)
    close_case(case, outcome="helped", text=NAME, by=user)


def _at_work(oost, user) -> None:
    """A department of which she reads the mail, and a spreadsheet that she was reading in."""
    town = oost.area.municipality
    DepartmentFactory(municipality=town, manager=user, email=ADDRESS)
    Sheet.objects.create(
        municipality=town,
        plan=PlanFactory(area=oost.area),
        by=user,
        name=f"{WORDS['sheet']}.xlsx",
        rows=[[NAME, WORDS["sheet"]]],
    )


def found_in(text: str) -> set[str]:
    """Which of her words are in it, whatever the case."""
    small = text.lower()
    return {what for what, word in WORDS.items() if word.lower() in small}
