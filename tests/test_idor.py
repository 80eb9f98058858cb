"""A number that is not yours tells as little as a number that does not exist.

Everybody's turn is in test_every_page.py.
"""

import random
import re

import pytest
from django.urls import reverse

from tests.access_table import GONE, KNOWN, LOGIN, NOT_FOUND, ROWS, Row
from tests.addresses import Browser, same_but_keys
from tests.test_access_matrix import follows, is_between, outcome
from tests.world import ELSEWHERE, HOSTS, OTHER, OWN, SCOPES, World

pytestmark = pytest.mark.django_db
NOT_THERE = 987654321
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


def body(answer, args: list) -> bytes:
    """What somebody sees, without what was asked for and without keys."""
    text = same_but_keys(answer.body)
    for number in {str(one).encode() for one in args if isinstance(one, int)}:
        text = re.sub(rb"/" + number + rb"/", b"/N/", text)
    return text


def hidden_from(world: World, who: str):
    """Every page of a thing that this person may not know of: (row, arguments, host)."""
    for row in WITH_THINGS:
        for scope in SCOPES:
            args = row.args(world.places[scope])
            if row.expected(who, scope, "GET") == NOT_FOUND and not follows(row, who, scope):
                yield row, args, HOSTS[scope]
        # Whatever is public or one's own: not on the site of the other municipality. (What is
        # hidden on its own site was asked there.)
        numbered = any(isinstance(one, int) for one in row.args(world.places[OWN]))
        if numbered and not is_between(who):
            for scope, other in ((ELSEWHERE, OWN), (OWN, ELSEWHERE)):
                if row.expected(who, scope, "GET") != NOT_FOUND:
                    yield row, row.args(world.places[scope]), HOSTS[other]


def differences(world: World, who: str, browser: Browser):
    """Ask for all that is hidden from one person; returns how many times, and what told more than
    a page of nothing does.
    """
    tried, wrong = 0, []
    for row, args, host in hidden_from(world, who):
        for method in ["GET", "POST"] if row.data else ["GET"]:
            found, written = look(browser, method, address(row, args), host, args)
            empty = address(row, of_nothing(args))
            nothing, _written = look(browser, method, empty, host, [NOT_THERE])
            tried += 1
            expected = LOGIN if who not in KNOWN and not row.open else of_no_thing(row)
            if found != nothing or found[0] != expected or written:
                wrong.append(f"{method} {address(row, args)} on {host}: {found[0]}, {written}")
    return tried, wrong


def look(browser: Browser, method: str, path: str, host: str, args: list):
    """What somebody gets at an address: outcome and page, and what it wrote."""
    answer, written = browser.open(path, host, method)
    return (outcome(answer), body(answer, args)), written


def test_a_thousand_random_numbers_are_not_found(world, figures):
    random.seed(20261118)
    browser = Browser(world.people["manager"])
    rows = [row for row in WITH_THINGS if isinstance(row.args(world.places[OWN])[0], int)]
    for _turn in range(1000):
        row = random.choice(rows)
        number = random.randint(10_000, 2**63 - 1)
        args = [number if isinstance(a, int) else a for a in row.args(world.places[OWN])]
        answer, _written = browser.ask("GET", address(row, args), HOSTS[OWN])
        assert answer.status_code == of_no_thing(row), address(row, args)
    figures("foreign ids", random=1000)


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
    assert body(there, []) != body(nothing, [NOT_THERE])
