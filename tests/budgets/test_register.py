"""The register of subsidies (Woo 3.3a): organisations and groups by name, persons only counted."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from budgets.actions.accounts import settle
from budgets.actions.applications import decide
from tests.budgets.written import ground_of, heard_today
from tests.factories import ApplicationFactory, InitiativeFactory, SchemeFactory, budget_of

pytestmark = pytest.mark.django_db
PAGE, CSV, JSON = "/geld/register/", "/geld/register.csv", "/geld/register.json"


@pytest.fixture
def given(oost):
    """What makes a grant of € 100 in Oost, to whoever the fields say."""

    def grant(budget=None, amount=10_000, **idea):
        application = ApplicationFactory(
            initiative=InitiativeFactory(area=oost.area, submitter=oost.rosa, **idea),
            budget=budget or oost.budget,
            purpose=f"Plan {idea.get('group_name', '')}",
        )
        why = {"ground": ground_of(application, amount), "reason": "x", "by": oost.bas}
        decide(application=application, granted=True, amount_cents=amount, **why)
        return application

    return grant


def everywhere(client) -> list[str]:
    """The page, the CSV and the JSON as text."""
    return [client.get(url).getvalue().decode() for url in (PAGE, CSV, JSON)]


def test_an_organisation_and_a_group_stand_there_by_name_and_nobody_else(given, oost, client):
    oost.scheme.legal_basis = "Verordening artikel 3"
    oost.scheme.save()
    given(group_name="Speeltuinclub Oost")
    given(brought_as="organisation", organisation_name="Stichting Zicht", organisation_public=True)
    given(brought_as="organisation", organisation_name="Stichting Stil")
    given(contact_name="Rosa Resident", name_public=True)
    for text in everywhere(client):
        assert "Speeltuinclub Oost" in text
        assert "Stichting Zicht" in text
        assert "een organisatie" in text
        assert "Verordening artikel 3" in text
        for hidden in ("Stichting Stil", "Rosa"):
            assert hidden not in text


def test_persons_are_counted_from_five_on(given, client):
    for number in range(5):
        page = client.get(PAGE).content.decode()
        assert "geen, of minder dan vijf" in page
        assert json.loads(client.get(JSON).getvalue())["natuurlijke_personen"] is None
        given(contact_name=f"Bewoner {number}")
    assert "5 subsidies aan bewoners, samen €\xa0500,00" in client.get(PAGE).content.decode()
    found = json.loads(client.get(JSON).getvalue())
    assert found["natuurlijke_personen"] == {"aantal": 5, "verleend": "500.00"}
    assert found["subsidies"] == []


def test_page_csv_and_json_tell_the_same_of_a_settled_subsidy(given, oost, client):
    application = given(group_name="Club", amount=25_000)
    lower = {"amount_cents": 20_000, "ground": "a", "reason": "Minder.", "heard": heard_today()}
    settle(application=application, **lower, by=oost.bas)
    row = json.loads(client.get(JSON).getvalue())["subsidies"][0]
    assert (row["verleend"], row["vastgesteld"], row["gewijzigd"]) == ("250.00", "200.00", "50.00")
    assert row["datum_verleend"] == row["datum_vastgesteld"] == "2026-11-18"
    text = client.get(CSV).getvalue().decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(text), delimiter=";"))[1]
    assert cells[6:] == ["250,00", "18-11-2026", "200,00", "18-11-2026", "50,00", "", ""]
    page = client.get(PAGE).content.decode()
    for words in ("€\xa0250,00", "€\xa0200,00", f'href="{application.get_absolute_url()}"'):
        assert words in page


def test_what_is_no_subsidy_was_refused_or_waits_is_not_in_it(given, oost, client):
    held = SchemeFactory(
        municipality=oost.area.municipality, level=oost.area.level, construction="own"
    )
    given(group_name="Van de gemeente zelf", budget=budget_of(oost.area, scheme=held))
    waits = ApplicationFactory(
        initiative=InitiativeFactory(area=oost.area, group_name="Wacht nog"), budget=oost.budget
    )
    refused = ApplicationFactory(
        initiative=InitiativeFactory(area=oost.area, group_name="Afgewezen"), budget=oost.budget
    )
    decide(application=refused, granted=False, ground="rule", reason="Nee.", by=oost.bas)
    assert waits.pk
    for text in everywhere(client):
        for name in ("Van de gemeente zelf", "Wacht nog", "Afgewezen"):
            assert name not in text


def test_an_idea_that_is_not_released_has_an_amount_and_no_words(given, client):
    given(group_name="Nog geheim", released_at=None, released_by=None)
    for text in everywhere(client):
        assert "Nog geheim" not in text
        assert "nog niet openbaar" in text


def test_no_spreadsheet_takes_a_name_for_a_formula(given, client):
    given(group_name="=HYPERLINK(1)")
    text = client.get(CSV).getvalue().decode("utf-8-sig")
    assert '"\'=HYPERLINK(1)"' in text


def test_of_one_year_and_area(given, oost, at, client):
    with at(2025, 6, 1):
        given(group_name="Club van toen")
    given(group_name="Club van nu")
    assert "Club van nu" not in client.get(PAGE, {"jaar": "2025"}).content.decode()
    assert "Club van toen" not in client.get(CSV, {"jaar": "2026"}).getvalue().decode()
    assert "Club van nu" not in client.get(PAGE, {"gebied": "west"}).content.decode()
    for nonsense in ("jaar=x", "na=x", "jaar=99999"):
        assert client.get(f"{PAGE}?{nonsense}").status_code == 200


def test_pages_of_25_in_the_same_number_of_questions(given, client):
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    assert len(few) <= 12
    for number in range(26):
        given(group_name=f"Club {number}", amount=100)
    with CaptureQueriesContext(connection) as many:
        page = client.get(PAGE)
    assert len(many) <= 12
    assert page.content.decode().count("Club ") >= 25
    older = client.get(f"{PAGE}{page.context['page'].next_url}").content.decode()
    assert "Club 0" in older
