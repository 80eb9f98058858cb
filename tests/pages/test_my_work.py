"""Mijn werk: what waits for me, what is late and what is new, for the areas where I work."""

import datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse

from config.audit.log import record
from config.lib.clock import now, today
from initiatives.models import ADVISOR, Compass, State
from partners.models import RhythmVisit
from tests.factories import (
    ActionFactory,
    ApplicationFactory,
    AreaFactory,
    GatheringFactory,
    InitiativeFactory,
    MeetingFactory,
    RhythmFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    ThemeFactory,
    budget_of,
    compass_kind,
    person,
)

pytestmark = pytest.mark.django_db
HIDDEN = {"released_at": None, "released_by": None, "state": State.RECEIVED}


@pytest.fixture
def town():
    """Oost, where Ada works, and West, where she does not."""
    oost, west = AreaFactory(name="Oost"), AreaFactory(name="West")
    ada = person("advisor_social", oost, "Ada Adviseur")
    return SimpleNamespace(oost=oost, west=west, ada=ada, theme=ThemeFactory())


@pytest.fixture
def work_of(client_of):
    """The page as a person sees it; `piles` by their heading."""

    def ask(user, query=""):
        answer = client_of(user).get(f"/mijn-werk/{query}")
        assert answer.status_code == 200
        return answer

    return ask


def titles(piles) -> list[str]:
    """The titles of all lines, in the order of the page."""
    return [line.title for pile in piles for line in pile.lines]


def test_what_waits_for_an_advisor_is_an_idea_to_release_and_a_step_to_take(town, work_of):
    InitiativeFactory(area=town.oost, title="Nieuw idee", **HIDDEN)
    InitiativeFactory(area=town.oost, title="Mijn beurt", next_step="Bel", next_step_by=ADVISOR)
    InitiativeFactory(area=town.oost, title="Uw beurt", next_step_by="resident")
    InitiativeFactory(area=town.west, title="Kanarie in West", next_step_by=ADVISOR)
    page = work_of(town.ada)
    assert titles(page.context["waiting"]) == ["Nieuw idee", "Mijn beurt"]
    assert "Bekijken en openbaar maken" in page.content.decode()
    assert "Kanarie" not in page.content.decode()


def test_a_decision_waits_for_who_decides_but_never_on_their_own_request(town, work_of):
    bert = person("budget_holder", town.oost, "Bert Budget")
    budget = budget_of(town.oost)
    idea = InitiativeFactory(area=town.oost, title="Om te besluiten")
    ApplicationFactory(initiative=idea, budget=budget)
    own = InitiativeFactory(area=town.oost, title="Van Bert zelf", submitter=bert)
    ApplicationFactory(initiative=own, budget=budget)
    assert titles(work_of(bert).context["waiting"]) == ["Om te besluiten"]
    assert titles(work_of(town.ada).context["waiting"]) == []


def test_what_is_late_is_an_action_past_its_day_and_an_idea_without_movement(town, work_of):
    yesterday = today() - datetime.timedelta(days=1)
    common = {"area": town.oost, "theme": town.theme}
    ActionFactory(title="Te laat", ends_on=yesterday, **common)
    ActionFactory(title="Vandaag klaar", ends_on=today(), **common)
    ActionFactory(title="Al gereed", ends_on=yesterday, state="done", **common)
    ActionFactory(title="Kanarie in West", ends_on=yesterday, area=town.west, theme=town.theme)
    long_ago = now() - datetime.timedelta(days=town.oost.municipality.stale_days + 1)
    InitiativeFactory(area=town.oost, title="Staat stil", moved_at=long_ago)
    InitiativeFactory(area=town.oost, title="Mijn beurt", moved_at=long_ago, next_step_by=ADVISOR)
    assert titles(work_of(town.ada).context["late"]) == ["Te laat", "Staat stil"]


def test_a_challenge_waits_for_its_decision_from_a_week_before_the_day(town, work_of):
    kind = compass_kind(town.oost.municipality)
    yesterday = today() - datetime.timedelta(days=1)
    for title, area, due_on, state in (
        ("Zelf maaien", town.oost, yesterday, State.IN_PROGRESS),
        ("Deze week", town.oost, today(), State.RECEIVED),
        ("Later", town.oost, today() + datetime.timedelta(days=9), State.IN_PROGRESS),
        ("Besloten", town.oost, yesterday, State.RUNNING),
        ("Kanarie in West", town.west, yesterday, State.IN_PROGRESS),
    ):
        idea = InitiativeFactory(area=area, title=title, state=state)
        place = {"kind": kind, "phase": kind.phases.first(), "due_on": due_on}
        Compass.objects.create(initiative=idea, **place)
    page = work_of(town.ada)
    assert titles(page.context["waiting"]) == ["Zelf maaien", "Deze week"]
    assert "het besluit is te laat" in page.content.decode()


def test_an_action_that_i_lead_elsewhere_is_mine_too(town, work_of):
    yesterday = today() - datetime.timedelta(days=1)
    ActionFactory(
        title="Mijn actie in West",
        area=town.west,
        theme=town.theme,
        lead_user=town.ada,
        ends_on=yesterday,
    )
    assert titles(work_of(town.ada).context["late"]) == ["Mijn actie in West"]


def test_what_is_new_is_what_somebody_else_did_this_week(town, work_of):
    action = ActionFactory(title="Veranderd", area=town.oost, theme=town.theme)
    mine = ActionFactory(title="Van mijzelf", area=town.oost, theme=town.theme)
    west = ActionFactory(title="Kanarie in West", area=town.west, theme=town.theme)
    max_ = person("manager", town.oost.municipality.root, "Max Manager")
    record(action, "action.changed", by=max_)
    record(mine, "action.changed", by=town.ada)
    record(west, "action.changed", by=max_)
    assert [line["title"] for line in work_of(town.ada).context["news"]] == ["Veranderd"]


def test_a_chip_narrows_the_lists_to_one_area(town, work_of):
    both = person("advisor_social", town.oost, "Bea Beide")
    role = both.assignments.get().role
    both.assignments.create(area=town.west, role=role)
    InitiativeFactory(area=town.oost, title="In Oost", **HIDDEN)
    InitiativeFactory(area=town.west, title="In West", **HIDDEN)
    assert titles(work_of(both).context["waiting"]) == ["In Oost", "In West"]
    assert titles(work_of(both, "?gebied=west").context["waiting"]) == ["In West"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (15, ""),
        (16, "Dit zijn de oudste 15 van 16."),
        (99, "Dit zijn de oudste 15 van 99."),
        (100, "Dit zijn de oudste van meer dan 99."),
    ],
)
def test_a_long_list_shows_fifteen_and_says_how_many_there_are(town, work_of, number, words):
    submitter = person("partner", town.west, "Pam Partner")
    for _turn in range(number):
        InitiativeFactory(area=town.oost, submitter=submitter, **HIDDEN)
    page = work_of(town.ada)
    (pile,) = page.context["waiting"]
    assert len(pile.lines) == 15
    assert ("Dit zijn de oudste" in page.content.decode()) == bool(words)
    assert words in page.content.decode()


def test_who_has_nothing_to_do_reads_so(town, work_of):
    text = work_of(town.ada).content.decode()
    assert "Niets. U bent bij." in text
    assert "Niets loopt uit." in text


def test_a_resident_goes_to_their_own_ideas(client_of, town):
    noor = InitiativeFactory(area=town.oost).submitter
    assert client_of(noor).get("/mijn-werk/").url == "/initiatieven/mijn/"


def test_what_should_have_come_round_runs_late(client_of):
    area = AreaFactory(name="Oost")
    ada = person("advisor_social", area, "Ada")
    kind = RoundtableKindFactory(municipality=area.municipality, times_a_year=4)
    late, planned = (
        RoundtableFactory(area=area, kind=kind, name=name) for name in ("Is te laat", "Is gepland")
    )
    for table in (late, planned):
        begin = now() - datetime.timedelta(days=120)
        end = begin + datetime.timedelta(hours=1)
        MeetingFactory(roundtable=table, state="held", starts_at=begin, ends_at=end)
    MeetingFactory(roundtable=planned)
    rhythm = RhythmFactory(municipality=area.municipality, level=area.level, name="Gesprek")
    RhythmVisit.objects.create(
        rhythm=rhythm, area=area, by=ada, on=today() - datetime.timedelta(days=60)
    )
    text = client_of(ada).get("/mijn-werk/").text
    assert "Is te laat" in text
    assert "Gesprek" in text
    assert "Is gepland" not in text
    RhythmVisit.objects.create(rhythm=rhythm, area=area, by=ada)
    assert "Gesprek" not in client_of(ada).get("/mijn-werk/").text.partition("Loopt uit")[2]


def test_what_comes_round_soon_waits(work_of):
    area = AreaFactory(name="Oost")
    ada = person("advisor_social", area, "Ada")
    rhythm = RhythmFactory(municipality=area.municipality, level=area.level, name="Gesprek")
    for days, waits in ((20, True), (5, False)):
        on = today() - datetime.timedelta(days=days)
        RhythmVisit.objects.create(rhythm=rhythm, area=area, by=ada, on=on)
        assert ("Gesprek" in titles(work_of(ada).context["waiting"])) == waits


def test_a_gathering_of_which_nobody_told_what_came_of_it_waits(client_of):
    area = AreaFactory(name="Oost")
    ada = person("advisor_social", area, "Ada Adviseur")
    cor = person("communications", area, "Cor Communicatie")
    over = {
        "starts_at": now() - datetime.timedelta(hours=3),
        "ends_at": now() - datetime.timedelta(hours=1),
    }
    waits = GatheringFactory(area=area, title="Bewonersavond", **over)
    GatheringFactory(area=area, title="Verteld", outcome="Er komt een bank.", **over)
    GatheringFactory(area=area, title="Afgelast", cancelled_at=now(), reason="Ziek", **over)
    GatheringFactory(area=area, title="Komt nog")
    for who in (ada, cor):
        page = client_of(who).get(reverse("pages:my_work")).text
        assert reverse("gatherings:outcome", args=[waits.pk]) in page
        assert not any(title in page for title in ("Verteld", "Afgelast", "Komt nog"))
