"""F2: one member votes as often as they like at once and counts once; what is voted while a ballot
closes is in the tally or refused, and nothing comes after.

Processes, not threads, on a copy of the test database. The controls look and then write, without
holding the ballot: both must be caught.
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
DOUBLE, CLOSING = scaled(200, 40), scaled(50, 16)
PROCESSES, ROUNDS = scaled(32, 4), scaled(10, 1)


@pytest.fixture
def race(tmp_path, db):
    """Run the worker in one of its modes on a fresh copy of the database."""

    def run(mode, attempts):
        with copy_of_the_database(tmp_path) as url:
            env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
            done = subprocess.run(
                [sys.executable, "-m", "tests.proof.vote_worker", mode]
                + [str(attempts), str(PROCESSES)],
                check=False,
                cwd=ROOT,
                env=env | {"PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                timeout=600,
            )
        assert done.returncode == 0, done.stderr
        return {"accepted": 0, "refused": 0, "errors": 0} | json.loads(done.stdout.splitlines()[-1])

    return run


def say(capsys, line):
    """Print a figure past pytest."""
    with capsys.disabled():
        print(f"\n{line}")


@pytest.mark.parametrize("number", range(ROUNDS))
def test_one_member_counts_once_however_often_they_vote(race, capsys, figures, number):
    found = race("double", DOUBLE)
    say(
        capsys,
        f"vote race {number + 1}: {DOUBLE} votes of one member, {PROCESSES} processes → "
        f"{found['tally']} in the tally, {found['errors']} errors — "
        f"{found['engine']}, {found['seconds']} s",
    )
    figures("vote race", double=DOUBLE, counted=found["tally"], errors=found["errors"])
    assert (found["accepted"], found["errors"]) == (DOUBLE, 0), found
    assert found["rows"] == DOUBLE
    assert found["tally"] == found["recount"] == 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_what_is_voted_while_it_closes_counts_or_is_refused(race, capsys, figures, number):
    found = race("closing", CLOSING)
    say(
        capsys,
        f"vote race {number + 1}: {CLOSING} votes during closing → {found['accepted']} before it, "
        f"{found['refused']} refused, tally {found['tally']} = {found['rows']} rows, "
        f"{found['after_close']} after close, {found['errors']} errors — {found['engine']}",
    )
    figures("vote race", closing=CLOSING, after_close=found["after_close"])
    assert found["is_closed"]
    assert found["accepted"] + found["refused"] == CLOSING, found
    assert found["tally"] == found["recount"] == found["rows"] == found["accepted"], found
    assert (found["after_close"], found["errors"]) == (0, 0)


def test_teeth_looking_before_writing_gives_one_member_many_votes(race, capsys):
    found = race("double-naive", DOUBLE)
    say(capsys, f"vote race: teeth: caught ({found['tally']} votes of one member)")
    assert found["errors"] == 0, found
    assert found["tally"] > 1


def test_teeth_without_holding_the_ballot_votes_come_after_the_tally(race, capsys):
    found = race("closing-naive", CLOSING)
    say(
        capsys,
        f"vote race: teeth: caught ({found['after_close']} votes after close, tally "
        f"{found['tally']} of {found['rows']} rows) — {found['engine']}",
    )
    assert found["after_close"] > 0, found
    assert found["tally"] < found["rows"]
