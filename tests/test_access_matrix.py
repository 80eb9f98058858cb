"""Every address × every kind of person × every method × own area, other area, other municipality.

The expectation stands in tests/access_table.py. An address without a row there fails.
Everybody's turn is in test_every_page.py.
"""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from areas.rights import rights
from areas.roles import PERMISSIONS
from tests.access_table import (
    ADMIN_MODELS,
    ADMIN_PAGES,
    FOR_ALL_AREAS,
    GROUP_OF_PERMISSION,
    LOGIN,
    LOGIN_ROWS,
    MODEL_PAGES,
    NO_SUCH_METHOD,
    NOT_FOUND,
    REFUSED,
    ROWS,
    Row,
    admin_addresses,
    admin_expected,
)
from tests.addresses import Browser, patterns
from tests.world import (
    EVERY_ROLE,
    EVERYONE,
    HOSTS,
    IN_FULL,
    MANAGES_TOWN,
    ON_BOTH,
    OTHER,
    OWN,
    RESIDENT_ELSEWHERE,
    ROLES,
    SUPERUSER,
    VISITOR,
    WHOLE_TOWN,
    World,
)

pytestmark = pytest.mark.django_db
IS_POSTGRESQL = connection.vendor == "postgresql"
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"]
# What pages know. HEAD is made GET, and what no page knows is refused, before an address or a
# person is looked at and without the database (test_headers): one asks those of every address.
OF_PAGES = ["GET", "POST"]
ASK_ALL = set() if IS_POSTGRESQL else {VISITOR}
# What nobody may do here looks the same whoever asks, or asks them to log in first.
REFUSALS = {LOGIN, REFUSED, NOT_FOUND, NO_SUCH_METHOD}
# Only being staff makes a difference to logging in and to the admin.
ASKS_ALIKE = {VISITOR, RESIDENT_ELSEWHERE, EVERY_ROLE, IN_FULL, MANAGES_TOWN, SUPERUSER}


def methods_of(who: str) -> list[str]:
    """What one person asks of an address in the first place."""
    return METHODS if who in ASK_ALL else OF_PAGES


# A request: (what it is called, method, path, host, data, expected, whether it must write).
Request = tuple[str, str, str, str, dict, object, bool]


def test_every_address_has_a_row():
    in_table = {row.url for row in ROWS} | {row.url for row in LOGIN_ROWS} | admin_addresses()
    assert set(patterns()) - in_table == set(), "an address without a row in access_table.py"
    assert in_table - set(patterns()) == set(), "a row without an address"


def test_the_table_says_of_each_permission_who_has_it():
    for permission, group in GROUP_OF_PERMISSION.items():
        in_code = {str(kind) for kind, has in PERMISSIONS.items() if permission in has}
        assert in_code == group, permission
    assert set().union(*PERMISSIONS.values()) == set(GROUP_OF_PERMISSION)


def test_rights_only_add_up(world):
    """What `follows` rests on: who has more roles has all rights of each."""
    all_of_them = rights(world.people[EVERY_ROLE])
    for kind in ROLES:
        for permission, areas in rights(world.people[kind]).items():
            assert areas <= all_of_them[permission], (kind, permission)


def deviations(world: World, who: str, browser: Browser):
    """Ask all that one person can ask; returns how often, and what the table contradicts."""
    cache.clear()  # the rate limits of the login page start anew
    tried, wrong = 0, []
    for name, method, path, host, data, expected, writes in requests(world, who):
        if method == "GET":
            answer, written = browser.open(path, host)
        else:
            answer, written = browser.ask(method, path, host, data)
            # What is hidden stays so, whatever is sent: test_idor looks at the same answer.
            if expected == NOT_FOUND:
                browser.read[method, path, host] = answer, written
        tried += 1
        if (got := outcome(answer)) != expected:
            wrong.append(f"{method} {name}: {got}, the table says {expected}")
        elif method != "POST" or expected in REFUSALS:
            wrong += [f"{method} {name}: wrote {sql}" for sql in written]
        elif writes and not written:
            wrong.append(f"{method} {name}: was allowed but changed nothing")
    return tried, wrong


def outcome(answer):
    """The status, LOGIN for a redirect to the login page, or what broke."""
    if answer.status_code == 500 and answer.exc_info:
        return repr(answer.exc_info[1])[:200]
    if answer.status_code == 302 and answer.url.startswith("/inloggen/?next="):
        return LOGIN
    return answer.status_code


def follows(row: Row, who: str, scope: str, method: str = "GET") -> bool:
    """Whether what this person gets follows from what others get, who are asked.

    Rights only add up (areas/rights.py): where a resident without a role and somebody with every
    role get the same, somebody with one of the roles gets it too. That others see more on it is
    possible in their own area only.
    """
    between = is_between(who) or (who in FOR_ALL_AREAS and scope != OTHER)
    if not between or row.personal or is_control(row, who):
        return False
    ends = {row.expected(one, scope, method) for one in (RESIDENT_ELSEWHERE, EVERY_ROLE)}
    return ends == {row.expected(who, scope, method)}


def asked_elsewhere(row: Row, who: str, expected: object) -> bool:
    """Whether this is asked on the other of the two databases only: what somebody who asks on both
    is refused does not depend on the database, so half of the addresses are refused on each, by
    the length of their names. What they get is asked on both.
    """
    return who in ON_BOTH and expected in REFUSALS and len(row.url) % 2 == IS_POSTGRESQL


def is_no_role(row: Row, who: str, expected: object) -> bool:
    """Whether this is asked by others without a role: of what they are refused, who keeps the admin
    asks a third. Nothing but the admin looks at that (test_architecture).
    """
    return who == SUPERUSER and expected in REFUSALS and len(row.url) % 3 != 0


def asks_the_other(row: Row, who: str, scope: str, method: str) -> bool:
    """Whether this is asked by others only: who is refused the same by GET and by POST asks by one
    of the two, and the next person of the list by the other.
    """
    get, post = (row.expected(who, scope, one) for one in OF_PAGES)
    alike = get == post and get in REFUSALS and method in OF_PAGES
    return alike and method not in turn_of(row, who)


def is_left_to_others(row: Row, who: str, scope: str, method: str) -> bool:
    """Whether others ask this, or the same person on the other database."""
    expected = row.expected(who, scope, method)
    if asked_elsewhere(row, who, expected) or is_no_role(row, who, expected):
        return True
    return asks_the_other(row, who, scope, method)


def turn_of(row: Row, who: str) -> list[str]:
    """By which methods somebody asks for what is refused alike by all."""
    turn = (len(row.url) + EVERYONE.index(who)) % 2
    return OF_PAGES if who in ON_BOTH else [OF_PAGES[turn]]


def is_control(row: Row, who: str) -> bool:
    """Whether somebody with one role asks for it all the same: one of them, a third of it."""
    return who == IN_FULL and len(row.url) % 3 == 0


def is_between(who: str) -> bool:
    """Whether somebody has one role, and so rights between those of none and of all roles."""
    return who in ROLES


def requests(world: World, who: str) -> Iterator[Request]:
    """All that one person asks."""
    for row in ROWS:
        for scope in row.asked_in:
            place = world.places[scope]
            path = reverse(row.url, args=row.args(place) if row.args else None) + row.query
            for method in methods_of(who) if scope == row.asked_in[0] else OF_PAGES:
                expected = row.expected(who, scope, method)
                if follows(row, who, scope, method) or is_left_to_others(row, who, scope, method):
                    continue
                data = row.data(world, place) if row.data and method == "POST" else {}
                name = f"{path} ({row.url}, {scope})"
                yield name, method, path, HOSTS[scope], data, expected, row.writes
    if who not in ASKS_ALIKE:
        return
    for row in LOGIN_ROWS:
        for method in methods_of(who):
            path, expected = reverse(row.url), row.expected(who, method)
            yield f"{path} ({row.url})", method, path, HOSTS[OWN], row.data, expected, False
    for path, page, model in admin_paths(world):
        for method in methods_of(who):
            expected = admin_expected(page, model, who, method)
            yield path, method, path, HOSTS[OWN], {}, expected, False


def admin_paths(world: World) -> Iterator[tuple[str, str, str]]:
    """Every page of the admin, with what page it is and of which model."""
    things = world.admin_things()
    for page in ADMIN_PAGES:
        args = {"view_on_site": [things["content_type"], things["areas_plan"]]}.get(page)
        args = ["areas"] if page == "app_list" else args
        yield "/beheer/x/" if "(" in page else reverse(f"admin:{page}", args=args), page, ""
    for model in ADMIN_MODELS:
        for page in MODEL_PAGES:
            args = None if page in {"changelist", "add"} else [things[model]]
            yield reverse(f"admin:{model}_{page}", args=args), page, model


def test_the_table_is_caught_when_it_is_wrong(world):
    """Teeth: one expectation turned round is found."""
    row = next(row for row in ROWS if row.url == "areas:plan_edit")
    browser = Browser(world.people["partner"])
    path = reverse(row.url, args=row.args(world.places[OWN]))
    answer, _written = browser.ask("GET", path, HOSTS[OWN])
    assert row.expected("partner", OWN, "GET") == outcome(answer) == REFUSED
    assert row.expected("manager", OWN, "GET") != outcome(answer)
    assert row.expected(WHOLE_TOWN, OWN, "GET") == REFUSED
