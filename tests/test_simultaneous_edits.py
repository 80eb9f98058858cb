"""Two people change the same thing: the second sees both texts, and nothing is lost.

Every form that changes something stored, the admin's too: a form without a row below fails.
"""

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import RequestFactory
from django.urls import get_resolver, reverse

from areas.forms import ActionForm, GoalForm, PlanForm, PortraitForm
from areas.forms.action_parts import ActionLookBackForm, FundingForm
from areas.forms.motions import MotionForm, SettleForm
from areas.forms.plan_life import PhaseForm, PlanLookBackForm
from areas.forms.requests import RequestForm
from areas.forms.spots import ActionSpotForm
from areas.models import Area, Grouping, PlanPhase, RouteStep, Theme, User
from areas.roles import RoleKind
from budgets.models import NamedDay
from config.audit.models import Event
from config.lib.clock import now, today
from config.lib.forms import LostRace, MarkedForm, VersionedForm, save_form, saved
from config.lib.models import Versioned
from initiatives.actions.compass import choose_kind
from initiatives.forms.compass import CompassAnswerForm, CompassPhaseForm, KindForm
from initiatives.forms.gathering import GatheringForm, OutcomeForm
from initiatives.forms.handle import (
    DetailsForm,
    LinkActionForm,
    NextStepForm,
    OwnForm,
    ReleaseForm,
)
from initiatives.forms.letter import LetterForm
from initiatives.forms.story import StoryForm
from initiatives.models import ADVISOR, CompassAnswer, State
from partners.forms.advice import (
    AnswerAdviceForm,
    CovenantForm,
    CovenantPartyForm,
    GiveAdviceForm,
)
from partners.forms.commitments import CommitmentForm
from partners.forms.directory import ContactForm, FacilityForm, OrganisationForm
from partners.forms.meetings import AgreementForm, ItemForm, MeetingForm, MinutesForm
from partners.forms.parties import PartyForm, SignForm
from partners.forms.tables import RoundtableForm, SeatForm
from partners.models import Organisation, PlanParty, Roundtable, RoundtableKind, Seat
from tests.factories import (
    ActionFactory,
    AdviceFactory,
    AgendaItemFactory,
    AgreementFactory,
    AreaFactory,
    CommitmentFactory,
    ContactFactory,
    CovenantFactory,
    CovenantPartyFactory,
    DepartmentFactory,
    FacilityFactory,
    FacilityKindFactory,
    FundingFactory,
    GatheringFactory,
    GoalFactory,
    IndicatorFactory,
    InitiativeFactory,
    LetterFactory,
    MeetingFactory,
    MotionFactory,
    ParticipationLevelFactory,
    PlanFactory,
    PlanKindFactory,
    RhythmFactory,
    RoleFactory,
    StoryFactory,
    ThemeFactory,
    UserFactory,
    compass_kind,
    person,
)
from tests.factories import RequestFactory as AskedFactory
from tests.filled import filled
from tests.halves import half
from tests.proof.scale import scaled
from tests.source import APPS
from tests.strict import ReadingClient

FIRST, SECOND = "De eerste tekst", "De tweede tekst"
ROUNDS = scaled(full=3, ci=1)


@dataclass(frozen=True)
class Case:
    """A form: where, of which field, what each types, and what each then reads of it."""

    form: object
    url: Callable
    field: str
    who: tuple[str, str] = ("ada", "max")
    typed: Callable = lambda world: (FIRST, SECOND)
    shown: Callable = lambda world: (FIRST, SECOND)
    # The first may use another page: what everyone reads is made public on one, changed on another.
    first_url: Callable | None = None
    # What both fill in besides, because the form asks for it with this change.
    besides: tuple[tuple[str, str], ...] = ()

    def __str__(self):
        return getattr(self.form, "__name__", str(self.form))


def of(name: str, thing: str, *more: str):
    """The address of a page about a thing of the world."""
    return lambda world: reverse(name, args=[getattr(world, one).pk for one in [thing, *more]])


def in_admin(label: str, field: str, **more) -> Case:
    """The page of the admin that changes a thing of this model."""
    model = label.replace(".", "_").lower()
    return Case(
        label,
        lambda world: reverse(f"admin:{model}_change", args=[world.in_admin[label].pk]),
        field,
        who=("sara", "bo"),
        **more,
    )


DAYS = {
    "typed": lambda world: ("01-02-2027", "01-03-2027"),
    "shown": lambda world: ("1 februari 2027", "1 maart 2027"),
}
ACTIONS = {
    "typed": lambda world: (world.tree.pk, world.bench.pk),
    "shown": lambda world: ("Boom planten", "Bank plaatsen"),
}
THEMES = {
    "typed": lambda world: (world.traffic.pk, world.theme.pk),
    "shown": lambda world: ("Verkeer", "Groen"),
}
KINDS = {
    "typed": lambda world: (world.big_kind.pk, world.bigger_kind.pk),
    "shown": lambda world: ("Groot", "Groter"),
}
COMPASS_PHASES = {
    "typed": lambda world: [phase.pk for phase in world.later_phases],
    "shown": lambda world: ("Later", "Nog later"),
}
CASES = [
    Case(PortraitForm, lambda world: reverse("areas:portrait", args=["oost"]), "text"),
    Case(PlanForm, of("areas:plan_edit", "plan"), "title"),
    Case(GoalForm, of("areas:goal_edit", "plan", "goal"), "text"),
    Case(PlanLookBackForm, of("areas:plan_look_back", "plan"), "promise_outcome"),
    Case(
        PhaseForm,
        lambda world: reverse("areas:phase_edit", args=[world.plan.pk, "1-problem"]),
        "text",
    ),
    Case(PartyForm, of("partners:party_edit", "party"), "promises"),
    Case(SignForm, of("partners:party_sign", "party"), "signed_as"),
    # Who changes the title of an open action says why.
    Case(ActionForm, of("areas:action_edit", "action"), "title", besides=(("reason", "Beter."),)),
    Case(ActionForm, of("areas:action_edit", "action"), "text"),
    Case(ActionSpotForm, of("areas:action_spot", "action"), "place"),
    Case(ActionLookBackForm, of("areas:action_look_back", "done"), "promise_outcome"),
    Case(FundingForm, of("areas:funding_edit", "action", "funding"), "source"),
    Case(CommitmentForm, of("partners:commitment_edit", "action", "commitment"), "text"),
    Case(MotionForm, of("areas:motion_edit", "motion"), "title"),
    Case(SettleForm, of("areas:motion_settle", "motion"), "outcome"),
    Case(RequestForm, of("areas:request_edit", "request"), "title"),
    Case(GiveAdviceForm, of("partners:advice_give", "asked"), "text"),
    Case(AnswerAdviceForm, of("partners:advice_answer", "advice"), "answer"),
    Case(CovenantForm, of("partners:covenant_edit", "covenant"), "text"),
    Case(CovenantPartyForm, of("partners:covenant_party_edit", "covenant_party"), "promises"),
    Case(OrganisationForm, of("partners:organisation_edit", "welfare"), "district"),
    Case(ContactForm, of("partners:contact_edit", "contact"), "role"),
    Case(FacilityForm, of("partners:facility_edit", "facility"), "hours"),
    Case(RoundtableForm, of("partners:roundtable_edit", "table"), "note"),
    Case(SeatForm, of("partners:seat_edit", "seat"), "role"),
    Case(MeetingForm, of("partners:meeting_edit", "meeting"), "place"),
    Case(ItemForm, of("partners:item_edit", "item"), "text"),
    Case(MinutesForm, of("partners:item", "item"), "minutes"),
    Case(AgreementForm, of("partners:agreement_edit", "agreement"), "what"),
    Case(GatheringForm, of("gatherings:edit", "gathering"), "text"),
    Case(LetterForm, of("pages:letter_edit", "draft_letter"), "text"),
    Case(OutcomeForm, of("gatherings:outcome", "past_gathering"), "outcome"),
    Case(StoryForm, of("stories:edit", "story"), "text", who=("rosa", "rosa")),
    Case(OwnForm, of("initiatives:edit", "waiting"), "title", who=("rosa", "rosa")),
    Case(DetailsForm, of("initiatives:details", "waiting"), "text"),
    Case(NextStepForm, of("initiatives:next_step", "initiative"), "next_step"),
    Case(CompassAnswerForm, of("initiatives:compass_answer", "initiative", "question"), "text"),
    Case(
        CompassPhaseForm,
        of("initiatives:compass_phase", "initiative"),
        "phase",
        besides=(("next_step", "Bellen."), ("next_step_by", "advisor")),
        **COMPASS_PHASES,
    ),
    # After the others: another kind has other phases and questions.
    Case(KindForm, of("initiatives:compass_kind", "initiative"), "kind", **KINDS),
    Case(LinkActionForm, of("initiatives:link", "initiative"), "action", **ACTIONS),
    Case(
        ReleaseForm,
        of("initiatives:release", "waiting"),
        "theme",
        first_url=of("initiatives:details", "waiting"),
        **THEMES,
    ),
    in_admin("areas.Municipality", "name"),
    in_admin("areas.Area", "portrait"),
    in_admin("areas.Level", "name"),
    in_admin("areas.Grouping", "name"),
    in_admin("areas.Theme", "name"),
    in_admin("areas.Role", "name"),
    in_admin("areas.PlanKind", "name"),
    in_admin("areas.ParticipationLevel", "name"),
    in_admin("areas.Indicator", "name"),
    in_admin("areas.Department", "name"),
    in_admin("areas.User", "name"),
    in_admin("areas.Assignment", "ends_on", **DAYS),
    in_admin("partners.FacilityKind", "name"),
    in_admin("partners.Rhythm", "name"),
    in_admin("partners.Organisation", "name"),
    in_admin("partners.RoundtableKind", "name"),
    in_admin("partners.Roundtable", "place"),
    in_admin("budgets.NamedDay", "source"),
]
OTHER_DAYS = {
    "typed": lambda world: ("01-04-2027", "01-05-2027"),
    "shown": lambda world: ("1 april 2027", "1 mei 2027"),
}
BELOW = {
    # A table of rows below a page of the admin: (the page, a field of its first row).
    "AssignmentInline": (
        in_admin("areas.User", "assignments-0-ends_on", **OTHER_DAYS),
        lambda world: world.in_admin["areas.Assignment"],
    ),
    "SeatInline": (
        in_admin("partners.Roundtable", "seats-0-role"),
        lambda world: world.seat,
    ),
    "RouteStepInline": (
        in_admin("areas.PlanKind", "route-0-body"),
        lambda world: world.route_step,
    ),
}


def make_world() -> SimpleNamespace:
    """Oost with one of each, and who may change it."""
    area = AreaFactory(name="Oost")
    town = area.municipality
    theme = ThemeFactory(municipality=town)
    kind = PlanKindFactory(municipality=town, integral=True)
    plan = PlanFactory(area=area, kind=kind, promise_kept="yes", promise_outcome="Alles.")
    welfare = Organisation.objects.create(municipality=town, code="welzijn", name="Welzijn")
    party = PlanParty.objects.create(
        plan=plan, organisation=welfare, signed_on=plan.starts_on, signed_as="directeur"
    )
    goal = GoalFactory(plan=plan, theme=theme)
    here = {"area": area, "theme": theme}
    rosa = UserFactory(name="Rosa Resident")
    table_kind = RoundtableKind.objects.create(
        municipality=town,
        code="raad",
        name="Dorpsraad",
        plural="raden",
        sits="both",
        says="advises",
    )
    table = Roundtable.objects.create(
        kind=table_kind, area=area, code="oost", name="Dorpsraad Oost"
    )
    pam = person(RoleKind.PARTNER, area, "Pam Partner")
    promise = {"can_decide": "De plek.", "cannot_decide": "Het bedrag.", "promise_kept": "yes"}
    promise |= {"participation": ParticipationLevelFactory(municipality=town)}
    done = ActionFactory(title="Klaar", state="done", promise_outcome="Veel.", **promise, **here)
    action = ActionFactory(goal=goal, **promise, **here)
    world = SimpleNamespace(
        done=done,
        funding=FundingFactory(action=action),
        commitment=CommitmentFactory(action=action),
        motion=MotionFactory(municipality=town, settled_on="2026-05-01", outcome="Gedaan."),
        area=area,
        theme=theme,
        traffic=ThemeFactory(municipality=town, code="verkeer"),
        plan=plan,
        phase=PlanPhase.objects.create(plan=plan, phase=PlanPhase.Phase.PROBLEM),
        party=party,
        goal=goal,
        action=action,
        tree=ActionFactory(title="Boom planten", **here),
        bench=ActionFactory(title="Bank plaatsen", **here),
        request=AskedFactory(area=area),
        rosa=rosa,
        initiative=InitiativeFactory(submitter=rosa, next_step_by=ADVISOR, **here),
        waiting=InitiativeFactory(
            submitter=rosa, state=State.RECEIVED, released_at=None, released_by=None, **here
        ),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        max=person(RoleKind.MANAGER, area, "Max Manager"),
        sara=User.objects.create_superuser("sara@example.org", name="Sara Superuser"),
        bo=User.objects.create_superuser("bo@example.org", name="Bo Beheer"),
        story=StoryFactory(initiative__submitter=rosa, initiative__area=area, state="waiting"),
        seat=Seat.objects.create(roundtable=table, user=rosa, role="lid"),
        route_step=RouteStep.objects.create(kind=kind, order=1, deed="college"),
    )
    ways = compass_kind(town)
    compass = choose_kind(initiative=world.initiative, kind=ways, by=world.ada)
    world.compass, world.question = compass, compass.phase.questions.first()
    world.answer = CompassAnswer.objects.create(
        initiative=world.initiative, question=world.question, text="Eerst."
    )
    world.big_kind = compass_kind(town, code="groot", name="Groot")
    world.bigger_kind = compass_kind(town, code="groter", name="Groter")
    world.later_phases = [
        ways.phases.create(code=code, order=9, name=name)
        for code, name in (("later", "Later"), ("nog-later", "Nog later"))
    ]
    world.table, world.welfare = table, welfare
    world.contact = ContactFactory(organisation=welfare, area=area)
    world.facility = FacilityFactory(area=area)
    world.asked = AdviceFactory(roundtable=table, text="Eerst.")
    world.advice = AdviceFactory(
        roundtable=table, outcome="taken", answer="Ja.", answered_on=today()
    )
    world.covenant = CovenantFactory(municipality=town)
    world.covenant_party = CovenantPartyFactory(covenant=world.covenant, organisation=welfare)
    world.meeting = MeetingFactory(roundtable=table)
    draft = {"sent_at": None, "sent_by": None, "audience": ""}
    world.draft_letter = LetterFactory(area=area, **draft)
    world.gathering = GatheringFactory(area=area)
    world.past_gathering = GatheringFactory(area=area, starts_at=now() - timedelta(days=1))
    world.item = AgendaItemFactory(meeting=world.meeting)
    world.agreement = AgreementFactory(owner=world.seat)
    things = [
        FacilityKindFactory(municipality=town, code="aed"),
        RhythmFactory(municipality=town, level=area.level),
        town,
        area,
        area.level,
        Grouping.objects.create(municipality=town, code="rayon", name="rayon", plural="rayons"),
        theme,
        RoleFactory(municipality=town, kind=RoleKind.PARTNER),
        kind,
        ParticipationLevelFactory(municipality=town),
        IndicatorFactory(municipality=town),
        DepartmentFactory(municipality=town),
        pam,
        pam.assignments.get(),
        welfare,
        table_kind,
        table,
        NamedDay.objects.create(day="2040-05-11", source="Stb. 2025, 1"),
    ]
    world.in_admin = {thing._meta.label: thing for thing in things}
    return world


def browser_of(user) -> ReadingClient:
    """Somebody's own browser."""
    browser = ReadingClient()
    browser.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def two(case: Case, world) -> list[tuple[ReadingClient, str]]:
    """The browsers of the two, each with the page it uses."""
    urls = [(case.first_url or case.url)(world), case.url(world)]
    people = [getattr(world, name) for name in case.who]
    return [(browser_of(user), url) for user, url in zip(people, urls, strict=True)]


def opened(pair, case: Case, typed) -> list[dict]:
    """Both open the page and type; what each browser would send."""
    return [
        filled(browser.get(url), **dict(case.besides), **{case.field: value})
        for (browser, url), value in zip(pair, typed, strict=True)
    ]


def stored(obj, field: str) -> str:
    """What is stored in a field now, as text."""
    obj.refresh_from_db()
    if isinstance(obj, Area) and field == "text":
        # Each portrait stays as it was; the area has the text of the newest.
        field = "portrait"
    return str(obj._meta.get_field(field.rpartition("-")[2]).value_from_object(obj))


def thing_of(case: Case, world):
    """The row that a case changes."""
    if isinstance(case.form, str):
        return world.in_admin[case.form]
    url = case.url(world)
    # The first word that is in the address counts.
    names = {
        "verhalen": "story",
        "kompas/vraag": "answer",
        "kompas": "compass",
        "fasen": "phase",
        "/geld/": "funding",
        "partners/acties": "commitment",
        "/geven/": "asked",
        "partners/adviezen": "advice",
        "partners/convenanten": "covenant",
        "partners/partijen": "covenant_party",
        "partners/organisaties": "welfare",
        "partners/contact": "contact",
        "partners/plekken": "facility",
        "partners/tafels": "table",
        "partners/zetels": "seat",
        "partners/overleg": "meeting",
        "partners/punten": "item",
        "partners/afspraken": "agreement",
        "partners": "party",
        "moties": "motion",
        "verzoeken": "request",
        "/uitkomst/": "past_gathering",
        "bijeenkomsten": "gathering",
        "nieuwsbrieven": "draft_letter",
        "tekst": "area",
        "doelen": "goal",
        "plannen": "plan",
        "terugblik": "done",
        "acties": "action",
    }
    found = next((thing for word, thing in names.items() if word in url), "")
    if not found:
        found = "waiting" if case.form in {OwnForm, DetailsForm, ReleaseForm} else "initiative"
    return getattr(world, found)


# --- One after the other ---------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("case", half(CASES), ids=str)
def test_the_second_save_shows_both_texts_and_the_first_stays(case, figures):
    world = make_world()
    thing, typed, shown = thing_of(case, world), case.typed(world), case.shown(world)
    (first, first_url), (second, url) = pair = two(case, world)
    sent = opened(pair, case, typed)
    done = first.post(first_url, sent[0])
    assert done.status_code == 302, filled(done)
    kept, events = stored(thing, case.field), Event.objects.count()
    page = second.post(url, sent[1])
    assert page.status_code == 200
    text = page.content.decode()
    assert shown[0] in text
    assert shown[1] in text
    assert "Iemand anders heeft dit intussen veranderd" in text
    assert stored(thing, case.field) == kept, "the first text is gone"
    assert Event.objects.count() == events
    again = second.post(url, filled(page, **{case.field: typed[1]}))
    assert again.status_code == 302
    assert stored(thing, case.field) != kept
    figures("simultaneous edits", pairs=1, conflicts_shown=1, silent_overwrites=0)


@pytest.mark.django_db
@pytest.mark.parametrize("name", BELOW)
def test_the_same_holds_for_rows_below_a_page(name):
    world, (case, row_of) = make_world(), BELOW[name]
    row, typed, shown = row_of(world), case.typed(world), case.shown(world)
    (first, url), (second, _url) = pair = two(case, world)
    sent = opened(pair, case, typed)
    assert first.post(url, sent[0]).status_code == 302
    kept = stored(row, case.field)
    page = second.post(url, sent[1])
    text = page.content.decode()
    assert page.status_code == 200
    assert shown[0] in text
    assert shown[1] in text
    assert stored(row, case.field) == kept
    assert second.post(url, filled(page, **{case.field: typed[1]})).status_code == 302
    assert stored(row, case.field) != kept


@pytest.mark.django_db
def test_a_form_that_does_not_say_what_was_seen_is_not_saved():
    world = make_world()
    for case in CASES:
        browser, url = two(case, world)[1]
        [sent] = opened([(browser, url)], case, case.typed(world)[1:])
        del sent["row_version"]
        before = stored(thing_of(case, world), case.field)
        assert browser.post(url, sent).status_code == 200, str(case)
        assert stored(thing_of(case, world), case.field) == before


@pytest.mark.django_db
def test_who_saves_twice_in_a_row_meets_no_conflict():
    world = make_world()
    for case in half(CASES):
        if case.form is ReleaseForm:
            continue
        browser, url = two(case, world)[0]
        for value in case.typed(world):
            [sent] = opened([(browser, url)], case, [value])
            done = browser.post(url, sent)
            assert done.status_code == 302, str(case)


# --- At the very same moment -----------------------------------------------


def at_once(works: list[Callable]) -> list:
    """Do these at the same moment, each in a thread with a connection of its own."""
    gate = threading.Barrier(len(works))

    def one(work):
        gate.wait()
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [future.result() for future in [pool.submit(one, work) for work in works]]


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_wins_and_the_other_sees_both_texts(figures):
    world = make_world()
    raced = [case for case in CASES if case.form is not ReleaseForm]
    raced = half(raced + [case for case, _row in BELOW.values()])
    pairs = shown_to = 0
    for case in raced:
        texts = case.shown(world) == (FIRST, SECOND)
        for number in range(ROUNDS if texts else 1):
            # Another text each time: two forms may be about the same field.
            end = f" {pairs}" if texts else ""
            typed = [f"{value}{end}" for value in case.typed(world)]
            pair = two(case, world)
            sent = opened(pair, case, typed)
            answers = at_once(
                [
                    lambda browser=browser, url=url, data=data: browser.post(url, data)
                    for (browser, url), data in zip(pair, sent, strict=True)
                ]
            )
            codes = sorted(answer.status_code for answer in answers)
            assert codes == [200, 302], f"{case} round {number}: {codes}"
            loser = next(answer for answer in answers if answer.status_code == 200)
            text = loser.content.decode()
            for shown in case.shown(world):
                assert f"{shown}{end}" in text, f"{case} round {number}: {shown} is not shown"
                shown_to += 1
            pairs += 1
    figures("races of two editors", pairs=pairs, texts_shown=shown_to, silent_overwrites=0)
    assert shown_to == 2 * pairs


@pytest.mark.django_db(transaction=True)
def test_a_race_lost_between_checking_and_saving_is_lost_by_the_later_one():
    """Both are checked before either saves: the narrowest moment there is."""
    world, outcomes = make_world(), []
    for factory in (_area_form, _theme_form):
        mine, theirs = factory(world, FIRST), factory(world, SECOND)
        assert mine.is_valid()
        assert theirs.is_valid()
        outcomes += at_once([lambda f=mine: _attempt(f), lambda f=theirs: _attempt(f)])
        loser = mine if mine.conflict else theirs
        assert {loser.conflict[0]["mine"], loser.conflict[0]["theirs"]} == {FIRST, SECOND}
    assert sorted(outcomes) == ["lost", "lost", "saved", "saved"]


def _attempt(form) -> str:
    return "saved" if saved(form, by=None) else "lost"


class TextForm(VersionedForm):
    """A form on a row with a version."""

    class Meta:
        model = Area
        fields = ["portrait"]


def _area_form(world, text: str) -> VersionedForm:
    area = Area.objects.get(pk=world.area.pk)
    return TextForm({"portrait": text, "row_version": area.version}, instance=area)


class NameForm(MarkedForm):
    """A form on a row without a version."""

    class Meta:
        model = Theme
        fields = ["name"]


def _theme_form(world, text: str) -> MarkedForm:
    theme = Theme.objects.get(pk=world.theme.pk)
    return NameForm(
        {"name": text, "row_version": NameForm(instance=theme).mark_of(theme)}, instance=theme
    )


@pytest.mark.django_db
def test_teeth_without_the_mark_the_first_text_is_lost_in_silence():
    class Naive(forms.ModelForm):
        """A form as Django makes it."""

        class Meta:
            model = Theme
            fields = ["name"]

    theme = ThemeFactory()
    mine, theirs = (
        Naive({"name": text}, instance=Theme.objects.get(pk=theme.pk)) for text in (FIRST, SECOND)
    )
    save_form(mine, by=None)
    save_form(theirs, by=None)
    theme.refresh_from_db()
    assert theme.name == SECOND, "the control overwrites; with the mark it does not"
    marked = NameForm({"name": FIRST, "row_version": 1}, instance=theme)
    assert not marked.is_valid()
    marked.cleaned_data["row_version"] = 1
    with pytest.raises(LostRace):
        save_form(marked, by=None)


# --- Nothing is left out ---------------------------------------------------


def subclasses(of_form) -> set:
    """All forms built on this one, however far down."""
    found = set(of_form.__subclasses__())
    return found | {deeper for one in found for deeper in subclasses(one)}


def test_every_form_that_changes_a_versioned_row_has_a_case():
    assert get_resolver().url_patterns, "loads every page"
    ours = {
        form
        for form in subclasses(VersionedForm)
        if form.__module__.split(".")[0] in APPS and form._meta.model
        # Those of the admin are asked of the admin itself, below.
        if vars(sys.modules[form.__module__]).get(form.__name__) is form
        if not form.__module__.endswith(".admin")
    }
    assert ours == known_forms()


@pytest.mark.django_db
def test_every_model_that_the_admin_changes_has_a_case():
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("sara@example.org", name="Sara Superuser")
    changed, below = set(), set()
    for model, page in admin.site._registry.items():
        if page.has_change_permission(request):
            changed.add(model._meta.label)
            assert issubclass(page.form, VersionedForm), model
            below |= {type(inline).__name__ for inline in page.get_inline_instances(request)}
            assert not page.list_editable, "a list that is edited as a whole overwrites in silence"
    assert changed == {case.form for case in CASES if isinstance(case.form, str)}
    assert below == set(BELOW)


def test_what_is_versioned_and_has_no_form_is_changed_by_actions_only():
    models = {model._meta.label for model in apps.get_models() if issubclass(model, Versioned)}
    with_form = {form._meta.model._meta.label for form in known_forms()}
    with_form |= {case.form for case in CASES if isinstance(case.form, str)}
    assert models - with_form == {
        "budgets.Scheme",
        "budgets.Application",
        "initiatives.Hiding",
        "budgets.Ballot",
        "budgets.Objection",
        "budgets.Payment",
        "budgets.PaymentBatch",
        "budgets.RoomPriority",
        "initiatives.Report",
        "initiatives.Signal",
    }


def known_forms() -> set:
    """The form classes of the cases."""
    return {case.form for case in CASES if not isinstance(case.form, str)}
