"""Free room for upkeep: a manager and the department agree what goes first."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied

from areas.roles import RoleKind
from budgets.actions.books import check_books
from budgets.actions.room import drop, finish, prioritise
from budgets.models import RoomPriority, RoomState
from config.intake.keys import new_key
from config.lib.access import Refused
from config.lib.clock import today
from tests.factories import ActionFactory, AreaFactory, SchemeFactory, budget_of, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(db):
    """Oost has € 1.000 of free room in two rounds; Max is its manager, Wil that of West."""
    area = AreaFactory(name="Oost")
    west = AreaFactory(name="West", municipality=area.municipality)
    scheme = SchemeFactory(
        municipality=area.municipality,
        level=area.level,
        construction="own",
        room_with="de afdeling Beheer",
        room_rounds=2,
    )
    return SimpleNamespace(
        budget=budget_of(area, scheme=scheme),
        area=area,
        west=west,
        path=ActionFactory(area=area, title="Het pad"),
        max=person(RoleKind.MANAGER, area, "Max Manager"),
        wil=person(RoleKind.MANAGER, west, "Wil Manager"),
        bas=person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder"),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
    )


def put(room, by=None, **fields):
    """Put the path on the list, for € 400."""
    sound = {"round_number": 1, "rank": 1, "amount_cents": 40_000, "agreed_on": today()}
    sound |= {"budget": room.budget, "action": room.path, "by": by or room.max}
    return prioritise(**sound | fields)


def figures(room) -> list[int]:
    """Reserved, spent and left, in whole euros."""
    room.budget.refresh_from_db()
    return [room.budget.figures[name] // 100 for name in ("reserved", "spent", "left")]


def test_from_the_list_to_what_it_cost(room):
    priority = put(room)
    assert figures(room) == [400, 0, 600]
    finish(priority=priority, spent_cents=35_000, by=room.max)
    assert figures(room) == [0, 350, 650]
    assert check_books() == []
    with pytest.raises(Refused):
        drop(priority=priority, by=room.max)


def test_what_is_not_done_is_free_again_and_its_place_too(room):
    drop(priority=put(room), by=room.max)
    assert figures(room) == [0, 0, 1_000]
    put(room)


@pytest.mark.parametrize("who", ["wil", "bas", "ada"])
def test_only_a_manager_of_the_area_of_the_action(room, who):
    with pytest.raises(PermissionDenied):
        put(room, by=getattr(room, who))


def test_what_cannot_be_agreed(room):
    put(room, amount_cents=10_000)
    other = ActionFactory(area=room.area)
    away = ActionFactory(area=room.west)
    cases = [
        ({}, "al bezet"),
        ({"action": other}, "al bezet"),
        ({"action": other, "rank": 2, "round_number": 3}, "hoogstens 2"),
        ({"action": other, "rank": 2, "amount_cents": 90_001}, r"nog €\xa0900,00"),
        ({"action": ActionFactory(area=room.area, state="done"), "rank": 2}, "al klaar"),
        ({"action": other, "rank": 2, "agreed_on": today().replace(year=2099)}, "na vandaag"),
    ]
    for fields, sentence in cases:
        with pytest.raises(Refused, match=sentence):
            put(room, **fields)
    with pytest.raises(PermissionDenied):
        put(room, action=away, rank=2)
    with pytest.raises(Refused, match="geen vrije ruimte"):
        put(room, budget=budget_of(room.area, name="Gewoon"), rank=2)
    assert RoomPriority.objects.count() == 1


def test_more_than_was_agreed_is_not_paid(room):
    priority = put(room)
    with pytest.raises(Refused, match="niet meer dan"):
        finish(priority=priority, spent_cents=40_001, by=room.max)


def test_max_keeps_the_list_on_the_pages_and_everyone_reads_it(room, client, client_of):
    url = room.budget.get_absolute_url()
    data = {
        "form_key": new_key(),
        "action": room.path.pk,
        "round_number": "2",
        "rank": "1",
        "amount_cents": "400",
        "agreed_on": today().isoformat(),
    }
    browser = client_of(room.max)
    assert browser.post(f"{url}vrije-ruimte/", data).status_code == 302
    page = client.get(url).content.decode()
    assert "Ronde 2, plaats 1:" in page
    assert f'href="{room.path.get_absolute_url()}"' in page
    assert "Rond af" not in page
    action = client.get(room.path.get_absolute_url()).content.decode()
    assert f'href="{RoomPriority.objects.get().get_absolute_url()}"' in action
    priority = RoomPriority.objects.get()
    close = f"/geld/vrije-ruimte/{priority.pk}/"
    assert close in browser.get(url).content.decode()
    empty = browser.post(close, {"form_key": new_key(), "outcome": "ja"}).content.decode()
    assert "Vul in wat het kostte." in empty
    done = {"form_key": new_key(), "outcome": "ja", "spent": "399,99"}
    assert browser.post(close, done).status_code == 302
    priority.refresh_from_db()
    assert (priority.state, priority.spent_cents) == (RoomState.DONE, 39_999)
    assert client_of(room.wil).get(f"{url}vrije-ruimte/").status_code == 403


def test_an_action_that_is_not_public_has_no_title_there(room, client):
    put(room, action=ActionFactory(area=room.area, title="Geheim pad", public=False))
    page = client.get(room.budget.get_absolute_url()).content.decode()
    assert "Geheim pad" not in page
    assert "een actie die nog niet openbaar is" in page
