"""Every page asks the database as often for many rows as for one; public pages twelve times."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import Area, AreaPostcode, AreaShape, Assignment, ProgressUpdate
from budgets.actions.opening import open_budget
from budgets.models import Account, Application, Entry
from config.audit.log import record
from config.lib.clock import today
from config.pages.views.agenda import AgendaPage
from initiatives.actions.tally import recount
from initiatives.models import Note, Picture, State
from tests.access_table import ADMIN_MODELS, OK, ROWS
from tests.addresses import Browser
from tests.factories import (
    ActionFactory,
    AreaFactory,
    FiguresFactory,
    GoalFactory,
    InitiativeFactory,
    LevelFactory,
    PlanFactory,
    PlanKindFactory,
    RoleFactory,
    SchemeFactory,
    ThemeFactory,
    UserFactory,
)
from tests.world import HOSTS, OWN, SUBMITTER, SUPERUSER, VISITOR, WHOLE_TOWN, Place, World, jpeg

pytestmark = pytest.mark.django_db
MOST_OF_A_PUBLIC_PAGE = 12
MOST_OF_MY_WORK = 12
PEOPLE = [VISITOR, SUBMITTER, "manager", "budget_holder", "councillor", WHOLE_TOWN]


def grow(world: World, turns: range) -> None:
    """Add one of everything that a page could show in a list, for each of these turns."""
    place = world.places[OWN]
    town = place.area.municipality
    wijk = place.wijk.level
    for turn in turns:
        ThemeFactory(municipality=town, code=f"thema-{turn}")
        PlanKindFactory(municipality=town, code=f"soort-{turn}")
        LevelFactory(municipality=town, code=f"niveau-{turn}", name=f"Niveau {turn}")
        area = AreaFactory(municipality=town, name=f"Gebied {turn}")
        for one in (
            area,
            AreaFactory(municipality=town, name=f"W{turn}", parent=place.area, level=wijk),
        ):
            FiguresFactory(area=one)
            AreaPostcode.objects.create(area=one, digits=f"24{turn:02d}")
            square = {"min_x": 0, "min_y": 0, "max_x": 9, "max_y": 9, "outline": "M0 0h9v9z"}
            AreaShape.objects.create(area=one, year=2025, rings=[], **square)
        FiguresFactory(area=place.area, year=2010 + turn)
        colleague = UserFactory(name=f"Collega {turn}")
        role = RoleFactory(municipality=town, kind="advisor_social", code=f"rol-{turn}")
        Assignment.objects.create(user=colleague, role=role, area=place.area, in_public=True)
        _agenda(place, colleague, turn)
        _initiatives(world, place, colleague, turn)
    recount()


def _agenda(place: Place, colleague, turn: int) -> None:
    for plan in (place.plan, PlanFactory(area=place.wijk, kind=place.kind, title=f"Plan {turn}")):
        goal = GoalFactory(plan=plan, theme=place.theme, title=f"Doel {turn}")
        for late in (0, 40):
            action = ActionFactory(
                area=place.wijk,
                theme=place.theme,
                goal=goal,
                title=f"Bankje {turn}",
                search=f"bankje {turn}",
                lead_user=colleague,
                state="running",
                ends_on=today() - datetime.timedelta(days=late),
            )
            record(action, "action.changed", by=colleague, area_id=place.wijk.pk)
    for action in (place.action, place.internal_action):
        ProgressUpdate.objects.create(action=action, text="Verder.", by=colleague)
        ActionFactory(area=place.wijk, theme=place.theme, public=False, title=f"Stil {turn}")


def _initiatives(world: World, place: Place, colleague, turn: int) -> None:
    mine = world.people[SUBMITTER]
    for released in (True, False):
        hidden = {} if released else {"released_at": None, "released_by": None}
        one = InitiativeFactory(
            area=place.wijk,
            theme=place.theme,
            action=place.action,
            submitter=mine if turn % 2 else UserFactory(),
            title=f"Bankje {turn}",
            search=f"bankje {turn}",
            state=State.IN_PROGRESS if released else State.RECEIVED,
            **hidden,
        )
        record(one, "initiative.released", by=colleague, area_id=place.wijk.pk)
        budget = place.budget if released else _budget(place, turn)
        Application.objects.create(
            initiative=one,
            budget=budget,
            scheme=budget.scheme,
            asked_cents=100,
            purpose="Verf",
            asked_by=colleague,
        )
    for one in (place.initiative, place.waiting, place.paper):
        for kind in Note.Kind:
            by = mine if kind == Note.Kind.ANSWER else colleague
            Note.objects.create(initiative=one, kind=kind, text="Tekst.", by=by, state=one.state)
        Picture.objects.create(initiative=one, file=jpeg(), alt="Bankje", width=8, height=6)
        Entry.objects.create(
            budget=place.budget,
            application=place.decided,
            source=Account.RESERVED,
            target=Account.SPENT,
            amount_cents=1,
            key=f"{one.pk}-{turn}",
            text="Betaald",
        )


def _budget(place: Place, turn: int):
    scheme = SchemeFactory(municipality=place.area.municipality, level=place.area.level)
    return open_budget(scheme=scheme, area=place.area, year=today().year, by=None)


def pages_of(world: World, who: str):
    """Every page that this person may read in their own area: (address name, path, public)."""
    place = world.places[OWN]
    for row in ROWS:
        if row.asked_in[0] == OWN and row.expected(who, OWN, "GET") == OK:
            path = reverse(row.url, args=row.args(place) if row.args else None) + row.query
            yield row.url, path, row.open and not row.data
    if who == SUPERUSER:
        for model in ADMIN_MODELS:
            yield f"admin:{model}", reverse(f"admin:{model}_changelist"), False


def count(browser: Browser, path: str) -> tuple[int, list[str]]:
    """How many questions a page asks the database, and which."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.client.get(path, headers={"host": HOSTS[OWN]})
        body = answer.getvalue()
    assert answer.status_code == OK, (path, body[:200])
    return len(asked), [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("who", [*PEOPLE, SUPERUSER])
def test_a_page_asks_as_often_for_many_rows_as_for_one(world, who, figures):
    browser = Browser(world.people[who])
    pages = list(dict.fromkeys(pages_of(world, who)))
    grow(world, range(1))
    few = {path: count(browser, path) for _url, path, _public in pages}
    grow(world, range(1, 5))
    wrong, most = [], 0
    for url, path, public in pages:
        (before, first), (after, then) = few[path], count(browser, path)
        print(f"{who:24} {before:3} {after:3}  {path}")
        # Fewer is fine: what was asked for may have moved past the newest.
        if after > before:
            extra = [sql[:200] for sql in then if sql not in first][:3]
            wrong.append(f"{path} ({url}): {before} with few rows, {after} with many; {extra}")
        if url == "pages:my_work" and after > MOST_OF_MY_WORK:
            wrong.append(f"{path}: {after} queries for who works here")
        if public and who == VISITOR:
            most = max(most, after)
            if after > MOST_OF_A_PUBLIC_PAGE:
                wrong.append(f"{path} ({url}): {after} queries for a visitor")
    shown = {"most of a public page": most} if who == VISITOR else {}
    figures(f"queries, {who}", pages=len(pages), deviations=len(wrong), **shown)
    assert not wrong, "\n".join(wrong)


def test_a_query_per_row_is_caught(world, monkeypatch):
    """Teeth: a list that asks something of the database for each row is found."""
    shape = AgendaPage.shape

    def slow(self, rows):
        for _row in rows:
            Area.objects.exists()
        return shape(self, rows)

    monkeypatch.setattr(AgendaPage, "shape", slow)
    few, _asked = count(Browser(None), "/agenda/")
    grow(world, range(4))
    many, _asked = count(Browser(None), "/agenda/")
    assert many > few
