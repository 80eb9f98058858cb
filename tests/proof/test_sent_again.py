"""Whatever is sent again does its work once: every form of every page, three times in a row.

What presses at the same moment do is in tests/config/test_keys.py and test_at_once.py.
"""

import pytest
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from tests.access_table import ROWS
from tests.addresses import Browser, Writes
from tests.halves import half
from tests.world import EVERYONE, HOSTS, OWN

pytestmark = pytest.mark.django_db
# What keeps count of presses themselves.
COUNTS_PRESSES = ("intake_usedkey", "intake_ratecounter")
# Pages that do more at each press, and why.
MORE_EACH_TIME = {
    "partners:case": "every reading of a confidential case is written down",
    "partners:calendar": "the secret address is shown once: who asks again gets another",
    "budgets:audit_file": "every time that the books are taken along is written down",
    "areas:sheet_columns": "the same columns are written over themselves",
}


def who_may(row) -> str | None:
    """Somebody who may send the form of this page."""
    return next((who for who in EVERYONE if row.expected(who, OWN, "POST") == row.post), None)


def pressed(row, world, times: int):
    """Send the form of a page as often; the answers, and what was written after the first."""
    place = world.places[OWN]
    browser = Browser(world.people[who_may(row)])
    path = reverse(row.url, args=row.args(place) if row.args else None)
    data, again = row.data(world, place), Writes()
    cache.clear()
    with browser.undone():
        answers = [browser.client.post(path, data, headers={"host": HOSTS[OWN]})]
        with connection.execute_wrapper(again):
            for _time in range(times - 1):
                answers.append(browser.client.post(path, data, headers={"host": HOSTS[OWN]}))
    written = [sql for sql in again.found if not any(name in sql for name in COUNTS_PRESSES)]
    return answers, written


def test_every_form_has_one_effect(world, figures):
    rows = half([row for row in ROWS if row.data and row.writes and who_may(row)])
    wrong = []
    for row in rows:
        answers, written = pressed(row, world, 3)
        if any(answer.status_code >= 500 for answer in answers):
            wrong.append(f"{row.url} broke")
        if bool(written) != (row.url in MORE_EACH_TIME):
            wrong.append(f"{row.url} wrote {written}")
    figures("sent again", forms=len(rows), more_than_one_effect=len(wrong))
    assert not wrong, f"{len(wrong)} of {len(rows)}\n" + "\n".join(wrong)


def test_a_form_without_its_key_is_caught(world, monkeypatch):
    """Teeth: with the keys off the same form does its work at each press."""
    monkeypatch.setattr("areas.views.plans.once", lambda key, purpose, work: (work(), True))
    row = next(row for row in ROWS if row.url == "areas:plan_create")
    _answers, written = pressed(row, world, 3)
    assert sum(sql.startswith('INSERT INTO "areas_plan"') for sql in written) == 2
