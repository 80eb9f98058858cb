"""Every person asks for every page once; what they got is looked at in three ways.

What is asked and expected stands in test_access_matrix, test_idor and test_canary, next to the
tests that show that each of the three catches a mistake.
"""

import pytest
import time_machine

from tests.addresses import Browser, digest
from tests.conftest import THE_DAY
from tests.test_access_matrix import deviations
from tests.test_canary import CANARY, sweep
from tests.test_idor import differences
from tests.world import ASKING

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", params=ASKING)
def visit(request, world, django_db_blocker):
    """Who asks, and their browser, which keeps what it read for the next test."""
    who = request.param
    with django_db_blocker.unblock(), time_machine.travel(THE_DAY):
        browser = Browser(world.people[who])
    return who, browser


def test_everybody_gets_what_the_table_says(world, visit, log, figures):
    who, browser = visit
    before = digest()
    tried, wrong = deviations(world, who, browser)
    figures("access matrix", requests=tried, deviations=len(wrong))
    assert not wrong, f"{who}: {len(wrong)} of {tried}\n" + "\n".join(wrong)
    assert digest() == before
    assert not set(CANARY.findall(log.getvalue())), "in the log"


def test_nobody_reads_what_is_not_theirs(world, visit, log, figures):
    who, browser = visit
    tried, leaks = sweep(world, who, browser)
    figures("canaries", words=len(world.canaries), pages=tried, leaks=len(leaks))
    assert not leaks, f"{who}: {len(leaks)}\n" + "\n".join(sorted(set(leaks)))
    assert not set(CANARY.findall(log.getvalue())), "in the log"


def test_what_one_may_not_see_looks_like_what_is_not_there(world, visit, figures):
    who, browser = visit
    tried, wrong = differences(world, who, browser)
    figures("foreign ids", requests=tried, differences=len(wrong))
    assert not wrong, f"{who}\n" + "\n".join(wrong)
