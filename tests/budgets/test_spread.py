"""The public account: money per area, theme and inhabitant, and over how many people it went."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.actions.applications import decide
from budgets.models import Budget
from budgets.spread import per_area, per_theme, spread, told
from tests.budgets.written import ground_of
from tests.factories import (
    ApplicationFactory,
    FiguresFactory,
    InitiativeFactory,
    SeatFactory,
    ThemeFactory,
    UserFactory,
    budget_of,
)

pytestmark = pytest.mark.django_db
PAGE = "/geld/verdeling/"


@pytest.fixture
def granted(oost):
    """What grants € 10 to an idea in Oost, of somebody new unless the fields say who."""

    def grant(budget=None, amount=1_000, **idea):
        budget = budget or oost.budget
        by = {"submitter": UserFactory()} | idea
        asked = ApplicationFactory(
            initiative=InitiativeFactory(area=budget.area, **by), budget=budget
        )
        why = {"ground": ground_of(asked, amount), "reason": "Ja.", "by": oost.bas}
        decide(application=asked, granted=True, amount_cents=amount, **why)
        return asked

    return grant


def now(year=2026):
    """The budgets of a year."""
    return Budget.objects.filter(year=year)


def test_per_area_and_inhabitant(oost, granted):
    budget_of(oost.west, scheme=oost.scheme)
    FiguresFactory(area=oost.area, year=2024, inhabitants=300)
    FiguresFactory(area=oost.area, year=2025, inhabitants=400)
    granted(amount=1_010)
    here, there = per_area(now())
    assert (here.name, here.allocated, here.granted, here.people) == ("Oost", 100_000, 1_010, 400)
    # € 10,10 over 400 people is 2,525 cent: half up.
    assert here.per_inhabitant == 3
    assert (there.granted, there.per_inhabitant) == (0, None)


def test_per_theme_the_most_first(oost, granted):
    play, green = (
        ThemeFactory(municipality=oost.area.municipality, code=name.lower(), name=name)
        for name in ("Spelen", "Groen")
    )
    granted(theme=play)
    granted(theme=green, amount=2_000)
    granted(theme=green)
    granted(theme=None)
    found = [(one.name, one.granted) for one in per_theme(now())]
    assert found[0] == ("Groen", 3_000)
    assert sorted(found[1:]) == [("Spelen", 1_000), ("nog zonder thema", 1_000)]


@pytest.mark.parametrize(
    ("people", "new", "expected"),
    [
        (4, 4, (None, None, None)),
        (5, 5, (5, 5, 0)),
        (9, 5, (9, None, None)),
        (9, 4, (9, None, None)),
        (10, 5, (10, 5, 5)),
    ],
)
def test_what_is_told_of_few_people(people, new, expected):
    assert tuple(told(people, new).values()) == expected


def test_first_timers_and_regulars_by_account_or_address(oost, granted, at):
    with at(2025, 5, 1):
        old = budget_of(oost.area, scheme=oost.scheme, year=2025)
        known = [granted(budget=old).initiative.submitter for _one in range(4)]
        granted(budget=old, submitter=None, contact_email="Piet@example.org")
    for one in known:
        granted(submitter=one)
        granted(submitter=one)
    granted(submitter=None, contact_email="piet@example.org")
    granted(submitter=None, contact_email="")
    for _one in range(6):
        granted()
    found = spread(now(), 2026)
    assert (found.grants, found.areas, found.of_areas) == (16, 1, 1)
    assert (found.people, found.new, found.known) == (11, 6, 5)
    assert spread(now(2025), 2025).known == 0


def test_the_page_says_it_in_bars_and_a_table_and_leads_on(oost, granted, client):
    for _one in range(5):
        granted()
    page = client.get(PAGE).content.decode()
    assert "<dd>5</dd></div></dl>" in page
    assert "voor het eerst" in page
    assert re.search(r'href="/geld/\?jaar=2026&amp;gebied=oost">Oost</a>', page)
    overview = client.get("/geld/").content.decode()
    assert "Verschillende indieners: 5." in overview
    assert f'href="{PAGE}?jaar=2026"' in overview
    assert f'href="{PAGE}?gebied=oost"' in client.get("/gebieden/oost/").content.decode()


def test_of_one_area_no_people_are_counted(oost, granted, client):
    for _one in range(5):
        granted()
    page = client.get(PAGE, {"gebied": "oost"}).content.decode()
    assert "indieners" not in page
    assert "€\xa050,00" in page


def test_without_budgets_and_with_nonsense(oost, client):
    assert client.get(PAGE, {"jaar": "x", "gebied": "nergens"}).status_code == 200
    assert "minder dan 5" in client.get(PAGE).content.decode()


def test_as_many_questions_for_more_money(oost, granted, client):
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for _one in range(6):
        granted(theme=ThemeFactory(municipality=oost.area.municipality))
    budget_of(oost.west, scheme=oost.scheme)
    with CaptureQueriesContext(connection) as many:
        client.get(PAGE)
    assert len(many) <= 12
    assert abs(len(many) - len(few)) <= 1


def test_who_sits_at_a_table_finds_what_to_vote_on(oost, client, client_of):
    lea = SeatFactory(roundtable__area=oost.area).user
    assert "/geld/stemmingen/" in client_of(lea).get("/geld/").content.decode()
    assert "/geld/stemmingen/" in client_of(lea).get("/initiatieven/mijn/").content.decode()
    assert "/geld/stemmingen/" not in client.get("/geld/").content.decode()
