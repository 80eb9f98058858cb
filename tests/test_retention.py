"""Personal data goes by itself: each kind on its day and not before, and nothing that is new."""

import datetime
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils.html import escape

from areas.actions.people import end_all
from areas.models import Department, Sheet, User
from budgets.models import BankAccount, Decision, Objection, Receipt, Revocation, Settlement
from config.audit.models import Event
from config.intake import limits, tokens
from config.intake.keys import new_key, once
from config.intake.models import MailToken, RateCounter, UsedKey
from config.lib.clock import now, today
from config.lib.retention import Rule, run
from config.outbox.models import DailyRun, Mail
from config.outbox.models import State as MailState
from config.outbox.post import queue
from config.pages.daily import clean_up
from config.pages.erasing import RULES
from config.pages.privacy import AS_LONG_AS_USED, LIBRARY_TABLES
from initiatives.actions.handle import move
from initiatives.models import (
    CoInitiator,
    Endorsement,
    Initiative,
    Report,
    SavedIdea,
    Signal,
    SignUp,
    State,
    Story,
    TakeUp,
)
from partners.actions.cases import close_case, open_case
from partners.models import Attendance, CaseNote, CaseReading, CaseTally, Seat, SupportCase
from tests.everything import digest, whole_database
from tests.factories import (
    ActionFactory,
    ApplicationFactory,
    AreaFactory,
    AssignmentFactory,
    ContactFactory,
    DepartmentFactory,
    FollowerFactory,
    FollowingFactory,
    GatheringFactory,
    HidingFactory,
    InitiativeFactory,
    LetterOfDecisionFactory,
    MeetingFactory,
    MunicipalityFactory,
    PlanFactory,
    ReportFactory,
    RoundtableFactory,
    SeatFactory,
    SignalFactory,
    SignUpFactory,
    StoryFactory,
    UserFactory,
    confidential_kind,
    pdf,
)
from tests.kanarina import NAME, WORDS, found_in, make_kanarina, make_oost
from tests.proof.scratch import copy_of_the_database
from tests.source import APPS

ROOT = Path(__file__).resolve().parent.parent
DAY = datetime.timedelta(days=1)
HOUR, MINUTE = datetime.timedelta(hours=1), datetime.timedelta(minutes=1)
YEAR_OF_MONTHS = 12 * datetime.timedelta(days=30.44)
# What stays of her after all terms: the words of the ideas themselves, and a public picture.
THE_IDEA = {
    "hidden title",
    "hidden text",
    "hidden place",
    "hidden needs",
    "hidden group",
    "hidden purpose",
    "withdrawn title",
    "picture",
}


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    """A folder for uploads in which no test beside this one leaves or misses a file."""
    settings.PRIVATE_ROOT = tmp_path / "uploads"
    kept = {"location": str(settings.PRIVATE_ROOT), "base_url": None}
    default = settings.STORAGES["default"] | {"OPTIONS": kept}
    settings.STORAGES = settings.STORAGES | {"default": default}


# --- Each kind on its day --------------------------------------------------


def a_person():
    """Somebody who was here once."""
    user = UserFactory()
    EmailAddress.objects.create(user=user, email=user.email)
    return user


def a_session():
    """A login."""
    store = SessionStore()
    store["draft"] = {"path": "/", "data": {"text": "Half getypt"}}
    store.save()
    return Session.objects.get(pk=store.session_key)


def a_line_in_the_log():
    """Something that Django's own admin wrote down."""
    return LogEntry.objects.create(
        user=UserFactory(), object_repr="Rosa", action_flag=CHANGE, action_time=now()
    )


def an_unconfirmed_idea():
    """Sent in, and never confirmed."""
    return InitiativeFactory(state=State.UNCONFIRMED, released_at=None, submitter=None)


def a_finished_idea():
    """Brought to an end today."""
    return InitiativeFactory(state=State.DONE, contact_phone="06 12345678", moved_at=now())


def an_unconfirmed_endorsement():
    """Somebody wanted to support an idea, and never pressed the link."""
    idea = InitiativeFactory()
    return Endorsement.objects.create(initiative=idea, email="s@example.org", inside=True, at=now())


def an_endorsement():
    """Somebody supports an idea that ended today."""
    idea = InitiativeFactory(state=State.DONE, moved_at=now(), contact_email="", contact_name="")
    return Endorsement.objects.create(
        initiative=idea, email="s@example.org", inside=True, at=now(), confirmed_at=now()
    )


def a_saved_idea():
    """Somebody saved an idea to go on later."""
    return SavedIdea.objects.create(
        municipality=MunicipalityFactory(), email="s@example.org", typed={}, at=now()
    )


def an_unanswered_asking():
    """Somebody was asked to bring an idea together, and never answered."""
    return CoInitiator.objects.create(
        initiative=InitiativeFactory(), email="s@example.org", at=now()
    )


def an_unanswered_take_up():
    """Somebody was asked to take up an idea, and never answered."""
    return TakeUp.objects.create(
        initiative=InitiativeFactory(state=State.TAKEN_UP), email="s@example.org", at=now()
    )


def an_unconfirmed_following():
    """Somebody wanted to follow an area, and never pressed the link."""
    return FollowingFactory(at=now(), confirmed_at=None).follower


def a_followed_idea():
    """Somebody follows an idea that ended today."""
    idea = InitiativeFactory(state=State.DONE, moved_at=now(), contact_email="", contact_name="")
    return FollowingFactory(area=None, initiative=idea, follower=FollowerFactory())


def a_followed_action():
    """Somebody follows an action that is ready since today."""
    action = ActionFactory(state="done")
    return FollowingFactory(area=None, action=action, follower=FollowerFactory())


def has_no_address(row) -> bool:
    """Whether the row is left without its address."""
    return type(row).objects.get(pk=row.pk).email == ""


def an_unconfirmed_sign_up():
    """Somebody wanted to come, and never pressed the link."""
    return SignUpFactory(confirmed_at=None, at=now())


def a_sign_up():
    """Somebody came to an evening that has just ended."""
    begin = now() - datetime.timedelta(minutes=90)
    return SignUpFactory(gathering=GatheringFactory(starts_at=begin))


def has_only_a_number(one) -> bool:
    """Whether only the count is left."""
    return SignUp.objects.get(pk=one.pk).email == ""


def an_answered_signal():
    """A question that was answered today."""
    return SignalFactory(state="answered", answer="Morgen.", answered_on=today(), moved_at=now())


def is_without_words(signal) -> bool:
    """Whether nothing tells any more what was asked, and by whom."""
    one = Signal.objects.get(pk=signal.pk)
    return not (one.text or one.contact_email or one.place or one.answer)


def a_story():
    """A story that was sent back today."""
    return StoryFactory(state="returned", reason="Er staat een naam in.", released_at=None)


def is_untold(story) -> bool:
    """Whether no word of it is left."""
    one = Story.objects.get(pk=story.pk)
    return not (one.title or one.text or one.reason)


def an_account_number():
    """Where a grant is to be paid, that was never paid."""
    asked = ApplicationFactory()
    return BankAccount.objects.create(application=asked, sealed="x", last_four="4300")


def a_settled_objection():
    """What an initiator wrote against a letter, on which was decided today."""
    letter = LetterOfDecisionFactory(application=ApplicationFactory(), by=UserFactory())
    return Objection.objects.create(
        letter=letter,
        reference="B-1",
        text="Er was een offerte.",
        received_on=today(),
        decide_by=today(),
        state="founded",
        decided_on=today(),
    )


def has_no_words(objection) -> bool:
    """Whether only its days are left."""
    return not Objection.objects.get(pk=objection.pk).text


def a_refusal():
    """A follow-up that was refused today, after its applicant was heard."""
    given = {"granted": False, "ground": "rule", "reason": "Het past niet.", "follow_up": True}
    return Decision.objects.create(application=ApplicationFactory(), **given, **heard())


def a_lower_settlement():
    """A grant that was settled lower today, after its receiver was heard."""
    given = {"granted_cents": 2, "amount_cents": 1, "ground": "a", "reason": "Minder."}
    return Settlement.objects.create(application=ApplicationFactory(), **given, **heard())


def a_revocation():
    """A grant that was withdrawn today, after its receiver was heard."""
    given = {"before_cents": 2, "amount_cents": 0, "ground": "48a", "reason": "Het stopt."}
    return Revocation.objects.create(application=ApplicationFactory(), **given, **heard())


def heard() -> dict:
    """What a receiver said, and who decided after that."""
    return {"heard_until": today(), "heard": "Dat klopt.", "by": UserFactory()}


def has_no_reaction(decision) -> bool:
    """Whether what was said before it is gone, and the decision is there."""
    return "klopt" not in type(decision).objects.get(pk=decision.pk).heard


def a_receipt():
    """A receipt of a grant that was never settled."""
    return Receipt.objects.create(application=ApplicationFactory(), name="Bon", file=pdf())


def a_report():
    """A report on which somebody decided today."""
    return ReportFactory(
        state="left", text="Een naam.", contact_email="m@example.org", answer="Ja."
    )


def says_nothing(report) -> bool:
    """Whether no word and no address of it is left."""
    one = Report.objects.get(pk=report.pk)
    return not (one.text or one.contact_email or one.answer)


def a_hiding():
    """A text that stays off the site, decided today."""
    return HidingFactory(state="kept", answer="Nog steeds een naam.")


def is_unexplained(hiding) -> bool:
    """Whether no word about it is left."""
    one = type(hiding).objects.get(pk=hiding.pk)
    return not (one.reason or one.appeal or one.answer)


def a_mail(state, **fields):
    """A mail that is gone, or given up."""
    made = queue(to="rosa@example.org", subject="Uw code", text="123", purpose="account")
    Mail.objects.filter(pk=made.pk).update(state=state, **fields)
    return made


def a_used_key():
    """A form that was sent."""
    once(new_key(), "proef", lambda: "/")
    return UsedKey.objects.latest("pk")


def a_counter():
    """Somebody who asked for a code."""
    limits.hit(f"code:{now()}", 5, HOUR)
    return RateCounter.objects.latest("pk")


def a_link():
    """A link in a mail, good for an hour."""
    tokens.issue("proef", "1", HOUR, email="rosa@example.org")
    return MailToken.objects.latest("pk")


def a_sheet():
    """A spreadsheet that a colleague was reading in."""
    plan, ada = PlanFactory(), UserFactory(name="Ada Adviseur")
    return Sheet.objects.create(
        municipality=plan.area.municipality, plan=plan, by=ada, name="acties.xlsx", rows=[["a"]]
    )


def a_contact():
    """A contact person of whom this was the last day."""
    return ContactFactory(ends_on=today())


def a_guest():
    """Who sat at a table without an account, and was there once; this was the last day."""
    seat = SeatFactory(user=None, name="Gerda Gast", email="gerda@example.org", ends_on=today())
    meeting = MeetingFactory(roundtable=seat.roundtable)
    Attendance.objects.create(meeting=meeting, seat=seat, state="present")
    return seat


def a_closed_case():
    """A question at a confidential table that ended today."""
    area = AreaFactory()
    table = RoundtableFactory(area=area, kind=confidential_kind(area.municipality))
    given = {"question": "Wie helpt?", "informed": "yes", "reason": "", "organisations": []}
    user = SeatFactory(roundtable=table).user
    case = open_case(table, **given, by=user)
    return close_case(case, outcome="helped", text="", by=user)


def is_a_number(case) -> bool:
    """Whether a case has gone with its text, and only counts."""
    rows = [
        *SupportCase._base_manager.filter(pk=case.pk),
        *CaseNote.objects.filter(case=case.pk),
    ]
    return not rows and CaseTally.objects.filter(roundtable=case.roundtable).exists()


def is_empty_seat(seat) -> bool:
    """Whether a seat tells nothing any more of who sat there."""
    stored = Seat.objects.get(pk=seat.pk)
    return not (stored.name or stored.email or stored.attendances.exists())


def is_gone(row) -> bool:
    """Whether the row is deleted."""
    return not type(row).objects.filter(pk=row.pk).exists()


def is_nameless(user) -> bool:
    """Whether a person is only a number."""
    stored = User.objects.get(pk=user.pk)
    ways_in = EmailAddress.objects.filter(user=user).exists()
    return not (stored.name or ways_in) and "gewist" in stored.email


def is_without_contact(initiative) -> bool:
    """Whether nothing tells any more whose idea it was."""
    one = Initiative.objects.get(pk=initiative.pk)
    return not (one.contact_name or one.contact_email or one.contact_phone or one.submitter)


@dataclass(frozen=True)
class Case:
    """What is made, how long it stays after that moment, and when it counts as gone."""

    rule: str
    make: Callable
    kept: datetime.timedelta
    gone: Callable = is_gone


CASES = [
    Case("person", a_person, 730 * DAY, is_nameless),
    Case("sessions", a_session, 10 * HOUR),
    Case("admin-log", a_line_in_the_log, 365 * DAY),
    Case("initiative_unconfirmed", an_unconfirmed_idea, 14 * DAY),
    Case("initiative_contact", a_finished_idea, YEAR_OF_MONTHS, is_without_contact),
    Case("endorsements", an_unconfirmed_endorsement, 14 * DAY),
    Case("endorsements", an_endorsement, YEAR_OF_MONTHS, has_no_address),
    Case("saved_ideas", a_saved_idea, 14 * DAY),
    Case("co_initiators", an_unanswered_asking, 14 * DAY),
    Case("take_ups", an_unanswered_take_up, 14 * DAY, has_no_address),
    Case("followings", an_unconfirmed_following, 7 * DAY),
    Case("followings", a_followed_idea, YEAR_OF_MONTHS),
    Case("followings", a_followed_action, YEAR_OF_MONTHS),
    Case("bank-accounts", an_account_number, 365 * DAY),
    Case("objection-words", a_settled_objection, 365 * DAY - 10 * HOUR, has_no_words),
    Case("heard-decisions", a_refusal, 365 * DAY, has_no_reaction),
    Case("heard-settlements", a_lower_settlement, 365 * DAY, has_no_reaction),
    Case("heard-revocations", a_revocation, 365 * DAY, has_no_reaction),
    Case("receipts", a_receipt, 2 * 365 * DAY),
    Case("reports", a_report, YEAR_OF_MONTHS, says_nothing),
    Case("hidings", a_hiding, YEAR_OF_MONTHS, is_unexplained),
    Case("stories", a_story, YEAR_OF_MONTHS, is_untold),
    Case("signals", an_answered_signal, YEAR_OF_MONTHS, is_without_words),
    Case("sign_ups", an_unconfirmed_sign_up, 3 * DAY),
    Case("sign_ups", a_sign_up, 5 * DAY, has_only_a_number),
    Case("outbox-mail", lambda: a_mail(MailState.SENT, sent_at=now()), 30 * DAY),
    Case("outbox-mail", lambda: a_mail(MailState.FAILED), 90 * DAY),
    Case("outbox-mail", lambda: a_mail(MailState.QUEUED), 90 * DAY),
    # By the day: made at ten in the morning, it goes at midnight.
    Case(
        "outbox-daily-runs",
        lambda: DailyRun.objects.create(name=f"taak {now()}", day=today()),
        90 * DAY - 10 * HOUR,
    ),
    Case("intake-keys", a_used_key, 2 * DAY),
    Case("intake-counters", a_counter, 1 * DAY),
    Case("sheets", a_sheet, 7 * DAY),
    Case("contacts", a_contact, 366 * DAY - 10 * HOUR),
    Case("seats", a_guest, 731 * DAY - 10 * HOUR, is_empty_seat),
    # In between, summer time began.
    Case("cases", a_closed_case, 183 * DAY - 11 * HOUR, is_a_number),
    Case("intake-tokens", a_link, 30 * DAY + HOUR),
]
# The database itself lets go of the trail, by its own clock.
BY_THE_DATABASE = {"audit-events", "case-readings"}


def by_name(name: str) -> Rule:
    """The rule that is carried out under this name."""
    return next(rule for rule in RULES if rule.name == name)


def count_of(name: str, done) -> int:
    """How many a run says that a rule did."""
    return next(count for rule, count in done if rule.name == name)


def test_every_rule_has_its_day_below():
    assert {case.rule for case in CASES} | BY_THE_DATABASE == {rule.name for rule in RULES}


@pytest.mark.django_db
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_it_goes_on_its_day_and_not_before_and_what_is_new_stays(case, figures):
    made_at = now().replace(minute=0, second=0, microsecond=0)
    with time_machine.travel(made_at, tick=False):
        old = case.make()
    with time_machine.travel(made_at + case.kept - MINUTE, tick=False):
        new = case.make()
        assert count_of(case.rule, run(RULES)) == 0
        assert not case.gone(old)
    with time_machine.travel(made_at + case.kept + MINUTE, tick=False):
        marked = digest()
        assert count_of(case.rule, run(RULES, dry_run=True)) == 1
        assert digest() == marked, "a dry run changed something"
        assert count_of(case.rule, run(RULES)) == 1
        assert case.gone(old)
        assert not case.gone(new)
        marked = digest()
        assert count_of(case.rule, run(RULES)) == 0
        assert digest() == marked, "a second run changed something"
    figures("retention", rules_on_their_day=1, a_minute_early=0)


@pytest.mark.django_db
@pytest.mark.real_clock
def test_the_trail_goes_after_seven_years_by_the_clock_of_the_database():
    moment = now() - 7 * 365 * DAY - 3 * DAY
    for at in (moment - HOUR, moment + HOUR):
        Event.objects.create(verb="area.changed", model="areas.area", object_id=1, at=at)
    assert count_of("audit-events", run(RULES, dry_run=True)) == 1
    assert count_of("audit-events", run(RULES)) == 1
    assert count_of("audit-events", run(RULES)) == 0
    assert Event.objects.filter(verb="area.changed").count() == 1


@pytest.mark.django_db
@pytest.mark.real_clock
def test_who_read_a_question_goes_after_two_years_by_the_clock_of_the_database():
    moment, case = now() - 2 * 365 * DAY - 3 * DAY, a_closed_case()
    common = {"roundtable": case.roundtable, "number": 1, "user": case.notes.first().seat.user}
    for place, at in ((1, moment - DAY), (2, moment + DAY)):
        CaseReading.objects.create(place=place, at=at, mark=str(place), **common)
    assert count_of("case-readings", run(RULES, dry_run=True)) == 1
    assert count_of("case-readings", run(RULES)) == 1
    assert count_of("case-readings", run(RULES)) == 0
    assert CaseReading.objects.get().place == 2


# --- Every table that holds personal data ----------------------------------


def classified():
    """Every model with its privacy: ours carry it, those of libraries are in a list."""
    for model in apps.get_models():
        ours = apps.get_app_config(model._meta.app_label).name.split(".")[0] in APPS
        yield model, model.privacy if ours else LIBRARY_TABLES.get(model._meta.label_lower)


def test_every_table_of_a_library_has_its_classes_too():
    for model, privacy in classified():
        assert privacy is not None, f"{model._meta.label} is not in config.pages.privacy"
        fields = {field.name for field in model._meta.concrete_fields}
        assert fields - privacy.fields - {"id"} == set(), model._meta.label
        many = {field.name for field in model._meta.local_many_to_many}
        assert privacy.fields - fields - many == set(), model._meta.label


def test_nothing_in_the_list_is_gone_from_the_installation():
    assert set(LIBRARY_TABLES) <= {model._meta.label_lower for model in apps.get_models()}


def test_personal_data_of_libraries_has_a_rule_too():
    names = {rule.name for rule in RULES} | {AS_LONG_AS_USED}
    for model, privacy in classified():
        if privacy.personal or privacy.confidential:
            assert privacy.retention in names, model._meta.label
    kept = [model._meta.label for model, one in classified() if one.retention == AS_LONG_AS_USED]
    assert kept == ["socialaccount.SocialApp"], "only what the installation itself is made of"


def end_all_ideas(oost, user) -> None:
    """Bring every idea of hers to an end."""
    for one in user.initiatives.filter(state__in=[State.RECEIVED, State.IN_PROGRESS]):
        move(initiative=one, to=State.DECLINED, reason=WORDS["reason"], by=oost.ada)


@pytest.mark.django_db
def test_after_all_terms_nothing_is_left_but_the_ideas(client_of, tmp_path, figures):
    oost = make_oost()
    user = make_kanarina(oost)
    end_all_ideas(oost, user)
    for rows in (user.assignments.all(), user.seats.all()):
        end_all(rows)
    Department.objects.filter(manager=user).update(manager=None)  # a colleague took over
    client = client_of(user)
    session = client.session
    session["draft"] = {"path": "/", "data": {"text": WORDS["half-typed text"]}}
    session.save()
    empty = {
        model._meta.label
        for model, privacy in classified()
        if (privacy.personal or privacy.confidential) and not model._base_manager.exists()
    }
    assert empty == set(), "a table that holds personal data has no row to go"
    assert found_in(whole_database(tmp_path)) == set(WORDS), "the control"
    with time_machine.travel(now() + 400 * DAY, tick=False):
        clean_up()
        left = found_in(whole_database(tmp_path))
        assert left >= {"name", "address"}, "her account has another year"
        gone = {"answer", "internal note", "reason", "next step", "half-typed text", "sheet"}
        assert not left & gone
    with time_machine.travel(now() + 731 * DAY, tick=False):
        clean_up()
        left = found_in(whole_database(tmp_path))
        assert left == THE_IDEA
        marked = digest()
        clean_up()
        assert digest() == marked
    figures("retention after all terms", words=len(WORDS), of_ideas=len(left), of_persons=0)


# --- Who is not forgotten --------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    "busy",
    [
        lambda user: AssignmentFactory(user=user),
        lambda user: AssignmentFactory(user=user, starts_on=today() + DAY),
        lambda user: DepartmentFactory(manager=user),
        lambda user: InitiativeFactory(submitter=user),
        lambda user: InitiativeFactory(submitter=user, state=State.DONE),
        lambda user: InitiativeFactory(
            submitter=None, state=State.UNCONFIRMED, released_at=None, contact_email=user.email
        ),
        lambda user: User.objects.filter(pk=user.pk).update(last_login=now() - 700 * DAY),
        lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
    ],
    ids=[
        "a role",
        "a role that begins tomorrow",
        "a department to answer for",
        "an open idea",
        "an idea that ended lately",
        "an idea that waits to be confirmed",
        "a login within two years",
        "a superuser",
    ],
)
def test_who_is_still_here_is_not_forgotten(busy):
    idle, user = UserFactory(name="Weg Geweest"), UserFactory(name="Nog Hier")
    with time_machine.travel(now() + 800 * DAY, tick=False):
        busy(user)
        assert count_of("person", run(RULES)) == 1
    assert is_nameless(idle)
    assert User.objects.get(pk=user.pk).name == "Nog Hier"


@pytest.mark.django_db
def test_who_is_forgotten_leaves_what_is_public_whole():
    one = InitiativeFactory(state=State.DONE, title="Bankje bij de vijver")
    Authenticator.objects.create(user=one.submitter, type="totp", data={})
    with time_machine.travel(now() + 800 * DAY, tick=False):
        run(RULES)
    one.refresh_from_db()
    assert (one.title, one.is_public, one.submitter) == ("Bankje bij de vijver", True, None)
    assert not Authenticator.objects.exists()


# --- How it runs -----------------------------------------------------------


@pytest.mark.django_db
def test_the_command_and_the_daily_job_carry_out_the_same_rules():
    UserFactory(name="Weg Geweest")
    said = StringIO()
    with time_machine.travel(now() + 800 * DAY, tick=False):
        call_command("clean_up", "--dry-run", stdout=said)
        assert User.objects.filter(name="Weg Geweest").exists()
        clean_up()
    lines = [line.split()[0] for line in said.getvalue().splitlines()]
    assert lines == [rule.name for rule in RULES]
    assert "person areas.user 1" in said.getvalue()
    assert not User.objects.filter(name="Weg Geweest").exists()


@pytest.mark.django_db
def test_the_log_names_rule_model_and_count_and_nothing_else(caplog):
    oost = make_oost()
    end_all_ideas(oost, make_kanarina(oost))
    with caplog.at_level(logging.INFO), time_machine.travel(now() + 800 * DAY, tick=False):
        run(RULES)
    assert "retention initiative_contact initiatives.initiative 3" in caplog.text
    assert found_in(caplog.text) == set()


@pytest.mark.django_db
def test_a_rule_that_fails_stops_no_other_and_its_content_stays_out_of_the_log(caplog):
    class Broken(Exception):
        """Something unforeseen, with words of a resident in it."""

    def fail(_rows):
        User.objects.update(name="Half gedaan")
        raise Broken(NAME)

    UserFactory(name="Weg Geweest")
    broken = Rule("broken", User, "Gaat stuk.", User.objects.all, fail)
    with time_machine.travel(now() + 800 * DAY, tick=False), pytest.raises(Broken):
        run([broken, by_name("person")])
    assert not User.objects.filter(name="Half gedaan").exists()
    assert not User.objects.filter(name="Weg Geweest").exists()
    assert "retention broken failed: Broken" in caplog.text
    assert NAME not in caplog.text


@pytest.mark.django_db(transaction=True)
def test_killed_again_and_again_it_comes_to_the_same_end(tmp_path, figures):
    oost = make_oost()
    end_all_ideas(oost, make_kanarina(oost))
    for case in CASES:
        with transaction.atomic():
            case.make()
    moment = (now() + 800 * DAY).isoformat()
    writes = ["1", "3", "7", "12", "20", "35"]

    def clean(*killed_at):
        with copy_of_the_database(tmp_path) as url:
            env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
            done = subprocess.run(
                [sys.executable, "-m", "tests.retention_worker", moment, *killed_at],
                check=False,
                cwd=ROOT,
                env=env | {"PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                timeout=300,
            )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    whole, killed = clean(), clean(*writes)
    differences = int(whole["left"] != killed["left"])
    figures("retention killed half-way", kills=killed["kills"], differences=differences)
    assert killed["kills"] == len(writes)
    assert whole["left"] == killed["left"]
    assert whole["again"] == killed["again"] == 0
    assert 0 < killed["done"] <= whole["done"]


# --- What residents can read -----------------------------------------------


@pytest.mark.django_db
def test_the_page_about_privacy_says_every_rule(client):
    page = client.get(reverse("pages:privacy")).content.decode()
    for rule in RULES:
        assert escape(str(rule.text)) in page, rule.name
