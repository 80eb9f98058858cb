"""Mijn werk about what a table or a role is to say on money: vote, open a vote, advise."""

from types import SimpleNamespace

import pytest

from areas.roles import RoleKind
from budgets.actions.advice import give_advice
from budgets.actions.votes import close_ballot, open_ballot, vote
from budgets.models import BallotRule
from initiatives.models import Initiative, State
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SchemeFactory,
    SeatFactory,
    UserFactory,
    budget_of,
    person,
)

pytestmark = pytest.mark.django_db
ADVISE, OPEN, VOTE = "Adviseren", "Stemming openen", "Stemmen"


@pytest.fixture
def oost():
    """Rosa asks € 300 in Oost, where Lea leads the village council and Mo sits; Wim is of West."""
    area = AreaFactory(name="Oost")
    town = area.municipality
    scheme = SchemeFactory(municipality=town, level=area.level, decided_by=RoleKind.BUDGET_HOLDER)
    idea = InitiativeFactory(area=area, title="Bankje")
    west = AreaFactory(name="West", municipality=town)
    place = SimpleNamespace(
        area=area,
        scheme=scheme,
        kind=RoundtableKindFactory(municipality=town),
        request=ApplicationFactory(initiative=idea, budget=budget_of(area, scheme=scheme)),
        lea=UserFactory(name="Lea Lid"),
        mo=UserFactory(name="Mo Lid"),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        wim=person(RoleKind.ADVISOR_SOCIAL, west, "Wim West"),
        bas=person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder"),
        sem=person(RoleKind.SUBSIDY, town.root, "Sem Subsidie"),
    )
    place.table = RoundtableFactory(kind=place.kind, area=area, name="Dorpsraad Oost")
    SeatFactory(roundtable=place.table, user=place.lea, leads=True, votes=True)
    SeatFactory(roundtable=place.table, user=place.mo, votes=True)
    return place


@pytest.fixture
def steps(client_of, oost):
    """The steps that the page asks of a person about a table or a role, with where they lead."""

    def ask(user, query=""):
        page = client_of(user).get(f"/mijn-werk/{query}", follow=True)
        lines = [line for pile in page.context.get("waiting", []) for line in pile.lines]
        for line in lines:
            assert client_of(user).get(line.step_url).status_code == 200, line.step_url
        return [line.step for line in lines if line.step in {ADVISE, OPEN, VOTE}]

    return ask


def votes_at_the_table(oost):
    """The scheme lets the village council vote."""
    BallotRule.objects.create(scheme=oost.scheme, kind=oost.kind, standing="advises")


def test_an_advice_waits_for_who_has_the_role_that_the_scheme_names(oost, steps):
    oost.scheme.advised_by = RoleKind.ADVISOR_SOCIAL
    oost.scheme.save()
    assert steps(oost.ada) == [ADVISE]
    assert steps(oost.ada, "?gebied=oost") == [ADVISE]
    for who in (oost.wim, oost.bas, oost.lea):
        assert steps(who) == []
    oost.request.asked_by = oost.ada
    oost.request.save()
    assert steps(oost.ada) == [], "nobody advises on what they asked"
    oost.request.asked_by = None
    oost.request.save()
    oost.request.refresh_from_db()
    given = {"says": "grant", "amount_cents": 30_000, "reason": "Het past."}
    give_advice(application=oost.request, **given, by=oost.ada)
    assert steps(oost.ada) == []


def test_the_advice_of_a_table_waits_for_who_leads_the_nearest_one(oost, steps):
    far = RoundtableFactory(kind=oost.kind, area=oost.area.municipality.root, name="Stadsraad")
    fay = SeatFactory(roundtable=far, leads=True).user
    oost.scheme.advice_kind = oost.kind
    oost.scheme.save()
    assert steps(oost.lea) == [ADVISE]
    for who in (oost.mo, fay, oost.ada):
        assert steps(who) == []
    hidden = {"released_at": None, "released_by": None, "state": State.RECEIVED}
    Initiative.objects.update(**hidden)
    assert steps(oost.lea) == [], "a table speaks about what is public"


def test_a_vote_that_is_not_open_waits_for_who_leads_and_who_prepares(oost, steps):
    votes_at_the_table(oost)
    for who in (oost.lea, oost.ada, oost.sem):
        assert steps(who) == [OPEN]
    for who in (oost.mo, oost.wim, oost.bas):
        assert steps(who) == []
    oost.table.dormant_since = "2026-01-01"
    oost.table.save()
    assert steps(oost.sem) == [], "a table that sleeps does not vote"


def test_an_open_vote_waits_for_each_member_who_did_not_vote(oost, steps):
    votes_at_the_table(oost)
    ballot = open_ballot(application=oost.request, by=oost.sem)
    assert steps(oost.sem) == []
    assert (steps(oost.lea), steps(oost.mo)) == ([VOTE], [VOTE])
    vote(ballot=ballot, choice="for", reason="Goed.", by=oost.mo)
    assert (steps(oost.lea), steps(oost.mo)) == ([VOTE], [])


@pytest.mark.parametrize(("voters", "again"), [(0, [OPEN]), (2, [])])
def test_a_vote_without_an_outcome_waits_to_be_opened_again(oost, steps, voters, again):
    votes_at_the_table(oost)
    ballot = open_ballot(application=oost.request, by=oost.sem)
    for member in (oost.lea, oost.mo)[:voters]:
        vote(ballot=ballot, choice="for", reason="Goed.", by=member)
    close_ballot(ballot=ballot, by=oost.sem)
    assert steps(oost.lea) == again


def test_who_sits_at_a_table_has_work_and_own_ideas_in_the_menu(oost, client_of):
    for who, has_work in ((oost.mo, True), (UserFactory(name="Rob Bewoner"), False)):
        page = client_of(who).get("/mijn-werk/", follow=True).content.decode()
        assert ('href="/mijn-werk/"' in page) is has_work
        assert ('href="/geld/stemmingen/"' in page) is has_work
        assert 'href="/initiatieven/mijn/"' in page


@pytest.fixture
def decisions(client_of, oost):
    """What the page says to the budget holder about the request: why, and the step."""

    def ask():
        page = client_of(oost.bas).get("/mijn-werk/", follow=True)
        lines = [line for pile in page.context["waiting"] for line in pile.lines]
        return [(line.why, line.step) for line in lines if line.title == "Bankje"]

    return ask


WAITS, DECIDES = [("wacht op advies", "Bekijken")], [("aanvraag om geld", "Besluiten")]


def test_who_decides_waits_for_an_advice_in_words(oost, decisions):
    assert decisions() == DECIDES
    oost.scheme.advised_by = RoleKind.ADVISOR_SOCIAL
    oost.scheme.save()
    assert decisions() == WAITS
    oost.request.refresh_from_db()
    given = {"says": "grant", "amount_cents": 30_000, "reason": "Het past."}
    give_advice(application=oost.request, **given, by=oost.ada)
    assert decisions() == DECIDES


def test_an_adviser_without_a_login_is_not_waited_for(oost, decisions):
    oost.scheme.advised_by_text = "Adviesraad op papier"
    oost.scheme.save()
    assert decisions() == DECIDES


def test_who_decides_waits_for_a_vote_that_can_be_held(oost, decisions):
    votes_at_the_table(oost)
    assert decisions() == WAITS
    ballot = open_ballot(application=oost.request, by=oost.sem)
    assert decisions() == WAITS
    for member in (oost.lea, oost.mo):
        vote(ballot=ballot, choice="for", reason="Goed.", by=member)
    close_ballot(ballot=ballot, by=oost.sem)
    assert decisions() == DECIDES


@pytest.mark.parametrize(("standing", "found"), [("advises", DECIDES), ("mandate", WAITS)])
def test_a_vote_without_an_outcome_is_waited_for_where_the_table_decides(
    oost, decisions, standing, found
):
    votes_at_the_table(oost)
    BallotRule.objects.update(standing=standing, mandate="M-1", consent="ja")
    close_ballot(ballot=open_ballot(application=oost.request, by=oost.sem), by=oost.sem)
    assert decisions() == found


def test_a_table_that_sleeps_is_not_waited_for(oost, decisions):
    votes_at_the_table(oost)
    oost.table.dormant_since = "2026-01-01"
    oost.table.save()
    assert decisions() == DECIDES
