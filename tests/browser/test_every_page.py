"""Every rendering of a page once, at a desk and at 360 px: nothing that axe finds, no trouble."""

import pytest

from tests.addresses import patterns
from tests.browser.renderings import EVERY, NO_PAGE, WALKED
from tests.browser.world import person

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def test_every_address_is_looked_at():
    ours = {name for name in patterns() if not name.startswith(("admin:", "openid_", "social"))}
    seen = {one.url for one in EVERY} | WALKED | NO_PAGE
    demo = {name for name in WALKED if name.startswith("demo:")}
    assert ours - seen == set(), "a page without a rendering"
    assert seen - ours - demo == set(), "a rendering without a page"


@pytest.mark.parametrize("rendering", EVERY, ids=str)
def test_page(rendering, open_known, look):
    who = person(rendering.who) if rendering.who else None
    with open_known(who) as page:
        answer = page.goto(rendering.path())
        assert answer.status == rendering.status
        for deed in rendering.deeds:
            deed(page)
        look(page, rendering.name, status=rendering.status)
