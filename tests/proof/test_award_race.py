"""F1: many processes grant from one budget at the same moment, and it is never overspent.

Processes, not threads, on a copy of the test database; another process adds up all accounts during
the storm. With PROOF=full it is 960 attempts by 32 processes, ten times over, and each control as
often. The controls grant without the protection, and must overspend: else the figures above prove
nothing. Over HTTP it is in test_award_http.py.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.scale import scaled
from tests.proof.scratch import copy_of_the_database

# No transaction of the test itself is open: a database in use cannot be copied.
pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]
ATTEMPTS, PROCESSES, GRANTS = scaled(960, 120), scaled(32, 4), 37
# Enough for the controls: each must overspend.
NAIVE = scaled(240, 120)
ROUNDS = pytest.mark.parametrize("number", range(scaled(10, 1)))
ASKED = 12_345


@pytest.fixture
def race(tmp_path, db):
    """Run the worker in one of its modes on a fresh copy of the database."""

    def run(mode, attempts=ATTEMPTS, processes=PROCESSES, grants=GRANTS):
        with copy_of_the_database(tmp_path) as url:
            env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
            env["PYTHONPATH"] = str(ROOT)
            done = subprocess.run(
                [sys.executable, "-m", "tests.proof.award_worker", mode]
                + [str(number) for number in (attempts, processes, grants)],
                check=False,
                cwd=ROOT,
                env=env,
                capture_output=True,
                text=True,
                timeout=600,
            )
        assert done.returncode == 0, done.stderr
        none = dict.fromkeys(("granted", "refused", "check", "errors", "locked"), 0)
        return none | json.loads(done.stdout.splitlines()[-1])

    return run


def say(capsys, line):
    """Print a figure past pytest."""
    with capsys.disabled():
        print(f"\n{line}")


@ROUNDS
def test_exactly_as_much_is_granted_as_there_is_money_for(race, capsys, figures, number):
    found = race("decide")
    say(
        capsys,
        f"award race {number + 1}: N={ATTEMPTS} attempts, {PROCESSES} processes, "
        f"money for K={GRANTS} → {found['granted']} granted, {found['refused']} refused, "
        f"{found['errors']} errors ({found['locked']} tried again as the lock was taken), "
        f"balance {found['left_cents']}, {found['reads']} reads during the storm: "
        f"{found['negative']} negative, {found['crooked']} not as the books — "
        f"{found['engine']}, {found['seconds']} s",
    )
    counted = {name: found[name] for name in ("granted", "refused", "errors", "negative")}
    figures("award race", attempts=ATTEMPTS, processes=PROCESSES, **counted)
    assert (found["granted"], found["refused"]) == (GRANTS, ATTEMPTS - GRANTS), found
    assert (found["errors"], found["check"]) == (0, 0), found
    assert (found["left_cents"], found["reserved_cents"]) == (0, GRANTS * ASKED)
    assert found["decisions"] == found["reservations"] == found["mails"] == GRANTS
    assert found["events"] == GRANTS
    assert found["waiting"] == ATTEMPTS - GRANTS
    assert found["reads"] > 0
    assert (found["negative"], found["crooked"], found["differences"]) == (0, 0, 0)


@ROUNDS
def test_teeth_reading_before_writing_runs_into_the_check(race, capsys, number):
    found = race("naive", attempts=NAIVE)
    say(
        capsys,
        f"award race {number + 1}: teeth: caught by the CHECK ({found['check']} overspending "
        f"writes refused), "
        f"never negative: {found['negative']} — {found['engine']}",
    )
    assert found["check"] > 0, found
    assert found["errors"] == 0, found
    assert (found["left_cents"] >= 0, found["negative"]) == (True, 0)


@ROUNDS
def test_teeth_without_the_check_it_overspends(race, capsys, number):
    found = race("naive-unchecked", attempts=NAIVE)
    over = -found["left_cents"] / 100
    say(
        capsys,
        f"award race {number + 1}: teeth: caught, overspent by €{over:.2f} — {found['engine']}",
    )
    assert found["granted"] > GRANTS, found
    assert found["left_cents"] < 0


def test_one_request_decided_by_all_at_once_has_one_decision(race, capsys):
    found = race("same", attempts=4 * PROCESSES)
    say(
        capsys,
        f"one request, {4 * PROCESSES} decisions at once → {found['granted']} done, "
        f"{found['refused']} refused, {found['errors']} errors — {found['engine']}",
    )
    assert (found["granted"], found["refused"]) == (1, 4 * PROCESSES - 1), found
    assert found["errors"] == found["check"] == 0, found
    assert found["decisions"] == found["reservations"] == found["mails"] == 1


def test_one_key_booked_by_all_at_once_is_one_entry_for_all(race, capsys):
    found = race("replay", attempts=4 * PROCESSES)
    say(
        capsys,
        f"one key, {4 * PROCESSES} bookings at once → {found['answers']} entry, "
        f"{found['errors'] + found['refused']} errors — {found['engine']}",
    )
    assert found["granted"] == 4 * PROCESSES, found
    assert (found["answers"], found["reservations"], found["left_cents"]) == (1, 1, 0)
