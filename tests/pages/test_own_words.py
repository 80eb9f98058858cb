"""What somebody did on the site is told to them in words, not as a key of the log."""

import ast
import re
from pathlib import Path

import pytest

from areas.roles import RoleKind
from budgets.actions.applications import decide
from config.pages.own.words import DONE, done
from tests.factories import ApplicationFactory, AreaFactory, InitiativeFactory, budget_of, person

ROOT = Path(__file__).resolve().parents[2]
APPS = ("areas", "budgets", "config", "initiatives", "partners")
KEY = re.compile(r"[a-z_]+\.([a-z_]+)")


def verbs_in_code() -> set[str]:
    """The part after the dot of each key that is written whole in a call of `record…`."""
    found = set()
    for path in (path for app in APPS for path in (ROOT / app).rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text())):
            name = getattr(call, "func", None)
            if "record" in getattr(name, "id", getattr(name, "attr", "")):
                found |= {key for node in ast.walk(call) if (key := _key_in(node))}
    return found


def _key_in(node) -> str:
    text = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
    match = KEY.fullmatch(text) if isinstance(text, str) else None
    return match[1] if match else ""


def test_each_deed_in_the_code_has_words():
    found = verbs_in_code()
    assert len(found) > 90
    assert found - DONE.keys() == set()


def test_a_state_that_a_thing_came_in_has_its_own_words():
    assert done("application.granted", "budgets.application") == "toegekend"
    assert done("signal.taken_up", "initiatives.signal") == "opgepakt"


def test_a_key_of_an_older_release_stays_as_it_is():
    assert done("thing.forgotten", "areas.gone") == "thing.forgotten"
    assert done("plan.forgotten", "areas.plan") == "plan.forgotten"


@pytest.mark.django_db
def test_bas_reads_what_he_did(client_of):
    area = AreaFactory(name="Oost")
    bas = person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder")
    request = ApplicationFactory(initiative=InitiativeFactory(area=area), budget=budget_of(area))
    asked = request.asked_cents
    decide(application=request, granted=True, amount_cents=asked, reason="Goed.", by=bas)
    page = client_of(bas).get("/mijn-gegevens/").text
    assert "toegekend" in page
    assert "application.granted" not in page
