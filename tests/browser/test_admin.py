"""The stock admin: nothing that axe finds but the faults that are its own, each named here."""

import pytest

from tests.browser.conftest import problems
from tests.browser.world import budget, idea, person, place

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
# Rules that templates and scripts of Django's admin break: why, and why that may be.
KNOWN = {
    "link-in-text-block": "Links in the crumbs above a page differ from text by colour only; the"
    " name of the page itself is the only text there.",
    "aria-input-field-name": "Select2 gives its box no name of its own while nothing is chosen; the"
    " label stands above it.",
    "target-size": "The links of the filters beside a list are 18 px high. The same filters can be"
    " reached by keyboard and by search, and daily work never needs the admin.",
    "console:": "Select2, the admin's box for looking up one of many, sets its width with a style"
    " on the element. Our policy refuses that; the box works and is as wide as its text.",
}


def pages() -> list[str]:
    """Every kind of page of the admin."""
    return [
        "/beheer/",
        "/beheer/areas/",
        "/beheer/areas/user/",
        "/beheer/areas/user/?q=noor",
        "/beheer/areas/user/add/",
        f"/beheer/areas/user/{person('Noor').pk}/change/",
        f"/beheer/areas/user/{person('Noor').pk}/history/",
        f"/beheer/areas/area/{place('rijnwoude').pk}/change/",
        "/beheer/areas/assignment/",
        "/beheer/areas/assignment/add/",
        "/beheer/areas/municipality/1/change/",
        "/beheer/areas/theme/1/delete/",
        f"/beheer/initiatives/initiative/{idea('Een fontein').pk}/change/",
        "/beheer/budgets/entry/",
        f"/beheer/budgets/budget/{budget().pk}/change/",
        "/beheer/audit/event/",
    ]


def faults_of(page, where: str) -> list[tuple[str, str]]:
    """The rules that a page breaks, each with where; what it complained of is taken off it."""
    found = [*problems(page), *page.trouble]
    page.trouble.clear()
    return [(fault.split(" ")[0], f"{where}: {fault}") for fault in found]


def test_the_admin_has_no_faults_but_its_own(open_page, figures):
    found = []
    with open_page(person("Ada")) as page:
        addresses = pages()
        for address in addresses:
            assert page.goto(address).status == 200, address
            found += faults_of(page, address)
        page.goto("/beheer/areas/user/add/")
        page.locator("[name=_save]").click()
        page.locator(".errornote").wait_for()
        found += faults_of(page, "after a mistake")
    figures("browser", renderings=len(addresses) + 1, looks=len(addresses) + 1, faults=0)
    assert [where for rule, where in found if rule not in KNOWN] == []
    assert set(KNOWN) - {rule for rule, _where in found} == set(), "mended: take it off the list"
