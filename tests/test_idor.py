"""A number that is not yours tells as little as a number that does not exist.

Everybody's turn is in test_every_page.py.
"""

import random
from functools import cache
from urllib.parse import quote

import pytest
from django.db import connection
from django.urls import reverse

from tests.access_table import GONE, KNOWN, LOGIN, NOT_FOUND, ROWS, Row
from tests.addresses import Browser, same_but_keys
from tests.test_access_matrix import (
    asked_elsewhere,
    follows,
    is_between,
    is_no_role,
    outcome,
    turn_of,
)
from tests.world import ELSEWHERE, HOSTS, OTHER, OWN, SCOPES, World

pytestmark = pytest.mark.django_db
NOT_THERE = 987654321
# On each of the two databases.
RANDOM = 500
WITH_THINGS = [row for row in ROWS if row.args and len(row.asked_in) == len(SCOPES)]


def address(row: Row, args: list) -> str:
    """The address of a page for these arguments."""
    return reverse(row.url, args=args)


def of_nothing(args: list) -> list:
    """The same arguments for a thing that does not exist."""
    return [NOT_THERE if isinstance(one, int) else one for one in args]


def of_no_thing(row: Row) -> int:
    """What a page of nothing answers; who has no link for it cannot know whether there was one."""
    return GONE if row.get == GONE else NOT_FOUND


def body(answer, path: str) -> bytes:
    """What somebody sees, without the address that was asked for and without keys."""
    text = same_but_keys(answer.body)
    for asked in {path, quote(path), quote(path, safe="")}:
        text = text.replace(asked.encode(), b"/PATH/")
    return text


def empty_of(world: World, row: Row) -> str:
    """The address of a thing that does not exist, which answers as this row does then."""
    return stand_ins(world)[same_answer(world, row)]


@cache
def stand_ins(world: World) -> dict[tuple, str]:
    """Of each kind of answer the page of nothing of its first row: one stands for all of them.
    That every row answers like its stand-in is tried with random numbers.
    """
    found: dict[tuple, str] = {}
    for row in WITH_THINGS:
        nothing = address(row, of_nothing(row.args(world.places[OWN])))
        found.setdefault(same_answer(world, row), nothing)
    return found


def same_answer(world: World, row: Row) -> tuple:
    """Rows for which this is the same answer alike when there is nothing: the menu shows the part
    of the site. A link that is gone has a page of its own, and what has no number a name.
    """
    args = row.args(world.places[OWN])
    alone = row.get == GONE or not is_numbered(args)
    return address(row, args).split("/")[1], row.open, bool(row.data), row.url if alone else ""


def is_numbered(args: list) -> bool:
    """Whether a thing is asked for by its number."""
    return any(isinstance(one, int) for one in args)


def hidden_from(world: World, who: str):
    """Every page of a thing that this person may not know of: (row, arguments, host, method)."""
    for row in WITH_THINGS:
        methods = turn_of(row, who) if row.data else ["GET"]
        for scope in SCOPES:
            args = row.args(world.places[scope])
            expected = row.expected(who, scope, "GET")
            known = follows(row, who, scope) or asked_elsewhere(row, who, expected)
            known = known or is_no_role(row, who, expected)
            if expected == NOT_FOUND and not known:
                yield from ((row, args, HOSTS[scope], method) for method in methods)
        # Whatever is public or one's own: not on the site of the other municipality. (What is
        # hidden on its own site was asked there.)
        if is_numbered(row.args(world.places[OWN])) and not is_between(who):
            for scope, other in ((ELSEWHERE, OWN), (OWN, ELSEWHERE)):
                if row.expected(who, scope, "GET") != NOT_FOUND:
                    args = row.args(world.places[scope])
                    yield from ((row, args, HOSTS[other], method) for method in methods)


def differences(world: World, who: str, browser: Browser):
    """Ask for all that is hidden from one person; returns how many times, and what told more than
    a page of nothing does.
    """
    tried, wrong = 0, []
    for row, args, host, method in hidden_from(world, who):
        found, written = look(browser, method, address(row, args), host)
        nothing, _written = look(browser, method, empty_of(world, row), host)
        tried += 1
        expected = LOGIN if who not in KNOWN and not row.open else of_no_thing(row)
        if found != nothing or found[0] != expected or written:
            wrong.append(f"{method} {address(row, args)} on {host}: {found[0]}, {written}")
    return tried, wrong


def look(browser: Browser, method: str, path: str, host: str):
    """What somebody gets at an address: outcome and page, and what it wrote."""
    answer, written = browser.open(path, host, method)
    return (outcome(answer), body(answer, path)), written


def test_random_numbers_are_not_found_and_look_alike(world, figures):
    """Every row several times; the two databases have other numbers."""
    random.seed(f"20261118 {connection.vendor}")
    browser = Browser(world.people["manager"])
    rows = [row for row in WITH_THINGS if isinstance(row.args(world.places[OWN])[0], int)]
    tried = 0
    for row in rows * (RANDOM // len(rows) + 1):
        number = random.randint(10_000, 2**63 - 1)
        args = [number if isinstance(a, int) else a for a in row.args(world.places[OWN])]
        nothing, _written = look(browser, "GET", empty_of(world, row), HOSTS[OWN])
        found, _written = look(browser, "GET", address(row, args), HOSTS[OWN])
        assert found[0] == of_no_thing(row), address(row, args)
        assert found == nothing, address(row, args)
        tried += 1
    figures("foreign ids", random=tried)


@pytest.mark.parametrize("number", [2**63, 10**30])
def test_a_number_too_large_for_the_database_is_not_found(world, number):
    browser = Browser(world.people["manager"])
    for row in WITH_THINGS:
        args = [number if isinstance(a, int) else a for a in row.args(world.places[OWN])]
        if number in args:
            answer, _written = browser.ask("GET", address(row, args), HOSTS[OWN])
            assert answer.status_code == of_no_thing(row), address(row, args)


def test_a_goal_is_found_in_its_own_plan_only(world):
    place, other = world.places[OWN], world.places[OTHER]
    browser = Browser(world.people["manager"])
    for plan, goal in [
        (place.plan, place.goal_of_draft_plan),
        (place.plan, other.goal_of_plan),
        (other.plan, place.goal_of_plan),
    ]:
        path = reverse("areas:goal_edit", args=[plan.pk, goal.pk])
        answer, _written = browser.ask("GET", path, HOSTS[OWN])
        assert answer.status_code in {403, NOT_FOUND}


def test_a_difference_is_caught(world):
    """Teeth: pages that differ in a word are told apart."""
    browser = Browser(None)
    there, _written = browser.ask("GET", "/contact/", HOSTS[OWN])
    nothing, _written = browser.ask("GET", f"/initiatieven/{NOT_THERE}/", HOSTS[OWN])
    assert body(there, "/contact/") != body(nothing, f"/initiatieven/{NOT_THERE}/")
