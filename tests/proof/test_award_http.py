"""F1 over HTTP: many browsers press the button of the decision at once, gunicorn answers them, and
exactly as much is granted as there is money for. Its teeth are in test_award_race.py.
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
ATTEMPTS, BROWSERS, GRANTS = scaled(960, 40), scaled(32, 8), scaled(37, 11)


def test_over_http_exactly_as_much_is_granted_as_there_is_money_for(tmp_path, capsys, figures):
    with copy_of_the_database(tmp_path) as url:
        env = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "config.settings"}
        env |= {"HTTPS": "0", "SECOND_FACTOR_REQUIRED": "0", "PYTHONPATH": str(ROOT)}
        env["STATIC_ROOT"] = str(tmp_path / "static")
        collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
        subprocess.run(collect, check=True, cwd=ROOT, env=env)
        done = subprocess.run(
            [sys.executable, "-m", "tests.proof.award_http"]
            + [str(number) for number in (ATTEMPTS, BROWSERS, GRANTS)],
            check=False,
            cwd=ROOT,
            env=env,
            capture_output=True,
            text=True,
            timeout=900,
        )
    assert done.returncode == 0, done.stderr
    found = {"granted": 0, "refused": 0} | json.loads(done.stdout.splitlines()[-1])
    with capsys.disabled():
        print(
            f"\naward race over HTTP: N={ATTEMPTS} presses, {BROWSERS} browsers, money for "
            f"K={GRANTS} → {found['granted']} granted, {found['refused']} refused, "
            f"{found['errors']} errors, balance {found['left_cents']}, {found['reads']} reads: "
            f"{found['negative']} negative, {found['crooked']} not as the books — "
            f"{found['engine']}, {found['seconds']} s"
        )
    counted = {name: found[name] for name in ("granted", "refused", "errors", "negative")}
    figures("award race over HTTP", presses=ATTEMPTS, browsers=BROWSERS, **counted)
    assert (found["granted"], found["refused"]) == (GRANTS, ATTEMPTS - GRANTS), (
        found,
        done.stderr,
    )
    assert (found["errors"], found["left_cents"], found["decisions"]) == (0, 0, GRANTS)
    assert found["reads"] > 0
    assert (found["negative"], found["crooked"], found["differences"]) == (0, 0, 0)
