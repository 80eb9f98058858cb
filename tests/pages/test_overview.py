"""The overview of the agenda: what can be chosen, in which forms, and who sees what."""

import csv
import datetime
import io

import pytest
from openpyxl import load_workbook

from areas.models import ActionState, Funding
from areas.roles import RoleKind
from config.audit.log import record
from config.lib.clock import now
from config.pages import plan_columns
from config.pages.agenda_columns import LISTED, header
from config.pages.tables import ActionTable, PlanTable
from partners.models import Commitment, PlanParty
from tests.factories import (
    ActionFactory,
    AreaFactory,
    MunicipalityFactory,
    OrganisationFactory,
    ParticipationLevelFactory,
    PlanFactory,
    ThemeFactory,
    person,
)

pytestmark = pytest.mark.django_db
URL = "/agenda/"


@pytest.fixture
def oost(db):
    """Oost with a buurt below it."""
    area = AreaFactory(name="Oost")
    area.buurt = AreaFactory(name="Vijverbuurt", parent=area)
    return area


def found(client, **query) -> list[str]:
    """The titles on the list for a choice."""
    return sorted(row.title for row in client.get(URL, query).context["page"].object_list)


def test_an_area_counts_with_all_below_it(client, oost):
    ActionFactory(area=oost.buurt, title="Bankje")
    ActionFactory(area=AreaFactory(name="West"), title="Boom")
    assert found(client, gebied="oost") == ["Bankje"]


def test_by_theme_and_state(client, oost):
    ActionFactory(area=oost, title="Veilig", theme=ThemeFactory(code="veilig"))
    ActionFactory(area=oost, title="Loopt", state=ActionState.RUNNING)
    assert found(client, thema="veilig") == ["Veilig"]
    assert found(client, stand="running") == ["Loopt"]


def test_late_is_open_and_past_its_day(client, oost):
    long_ago = datetime.date(2026, 3, 1)
    ActionFactory(area=oost, title="Te laat", ends_on=long_ago)
    ActionFactory(area=oost, title="Gereed", ends_on=long_ago, state=ActionState.DONE)
    assert found(client, stand="late") == ["Te laat"]


def test_what_is_kept_of_a_choice_is_for_visitors_and_until_something_is_written(
    client, client_of, oost
):
    def count(browser) -> int:
        page = browser.get(URL, {"stand": "late"})
        return page.context["count"] if page.context else len(page.text.split("Te laat ")) - 1

    long_ago = datetime.date(2026, 3, 1)
    record(ActionFactory(area=oost, title="Te laat 1", ends_on=long_ago), "action.created", by=None)
    hidden = ActionFactory(area=oost, title="Te laat 2", ends_on=long_ago, public=False)
    colleague = client_of(person(RoleKind.ADVISOR_SOCIAL, oost))
    for _turn in range(2):
        assert (count(client), count(colleague)) == (1, 2)
    hidden.public = True
    hidden.save()
    record(hidden, "action.changed", by=None)
    assert (count(client), count(colleague)) == (2, 2)


def test_by_partner_who_leads_or_brings_something(client, oost):
    partner = OrganisationFactory()
    Commitment.objects.create(action=ActionFactory(area=oost, title="Samen"), organisation=partner)
    ActionFactory(area=oost, title="Alleen")
    assert found(client, partner=str(partner.pk)) == ["Samen"]


def test_a_partner_of_what_one_may_not_see_is_no_choice(client, client_of, oost):
    hidden = ActionFactory(area=oost, public=False)
    Commitment.objects.create(action=hidden, organisation=OrganisationFactory(name="Stille partij"))
    plan = PlanFactory(area=oost, state="draft", public_from=None)
    PlanParty.objects.create(plan=plan, organisation=OrganisationFactory(name="Stille partij"))
    ada = person(RoleKind.ADVISOR_SOCIAL, oost)
    for query in ({}, {"toon": "plannen"}):
        assert "Stille partij" not in client.get(URL, query).text
        assert "Stille partij" in client_of(ada).get(URL, query).text


@pytest.mark.parametrize(
    ("begin", "end", "state", "years"),
    [
        ((2024, 5, 1), (2025, 2, 1), "done", {2024, 2025}),
        ((2025, 5, 1), None, "done", {2025}),
        ((2025, 5, 1), None, "running", {2025, 2026, 2027}),
        (None, (2026, 12, 31), "planned", {2026}),
        (None, None, "planned", set()),
    ],
)
def test_by_the_years_in_which_it_runs(client, oost, begin, end, state, years):
    days = [day and datetime.date(*day) for day in (begin, end)]
    ActionFactory(area=oost, starts_on=days[0], ends_on=days[1], state=state)
    assert {year for year in range(2024, 2028) if found(client, jaar=str(year))} == years


def test_participation_is_that_of_the_plan_when_the_action_says_nothing(client, oost):
    advise, decide = ParticipationLevelFactory(), ParticipationLevelFactory(code="meebeslissen")
    plan = PlanFactory(area=oost, participation=advise)
    ActionFactory(area=oost, plan=plan, title="Als het plan")
    ActionFactory(area=oost, plan=plan, participation=decide, title="Zelf gekozen")
    assert found(client, meedoen="adviseren") == ["Als het plan"]
    assert found(client, meedoen="meebeslissen") == ["Zelf gekozen"]


def test_without_money_is_a_known_cost_that_is_not_covered(client, oost):
    def action(title, cost, *, own=0, partner=0):
        made = ActionFactory(area=oost, title=title, cost_cents=cost)
        if own:
            Funding.objects.create(action=made, source="Wijkbudget", amount_cents=own)
        if partner:
            brings = {"brings": "money", "amount_cents": partner}
            Commitment.objects.create(action=made, organisation=OrganisationFactory(), **brings)

    action("Kosten onbekend", None)
    action("Niets", 100)
    action("Een deel", 100, own=60, partner=39)
    action("Gedekt", 100, own=60, partner=40)
    assert found(client, zonder_geld="on") == ["Een deel", "Niets"]


def test_no_news_is_an_open_action_that_has_not_changed_for_weeks(client, oost):
    long_ago = now() - datetime.timedelta(weeks=9)
    ActionFactory(area=oost, title="Stil", updated_at=long_ago)
    ActionFactory(area=oost, title="Klaar", updated_at=long_ago, state=ActionState.DONE)
    ActionFactory(area=oost, title="Pas nog", updated_at=now() - datetime.timedelta(weeks=7))
    assert found(client, geen_nieuws="on") == ["Stil"]


def test_views_made_ready_are_addresses_and_keep_the_form(client, oost):
    page = client.get(URL, {"vorm": "tijdlijn", "stand": "late"})
    ready = {str(one["label"]): one for one in page.context["ready"]}
    assert ready["Te laat"]["here"]
    assert ready["Zonder geld"]["url"] == "?zonder_geld=on&vorm=tijdlijn"
    assert 'name="vorm" value="tijdlijn"' in page.text


@pytest.mark.parametrize("shape", ["", "kaart", "tijdlijn", "afdruk"])
def test_every_form_shows_what_one_may_see_of_the_selection(client, client_of, oost, shape):
    day = {"starts_on": datetime.date(2026, 5, 1), "lat": 52.1, "lon": 4.6}
    ActionFactory(area=oost, title="Bankje", **day)
    ActionFactory(area=oost, title="Stille zaak", public=False, **day)
    ActionFactory(area=AreaFactory(name="West"), title="Verderop", **day)
    query = {"vorm": shape, "gebied": "oost"}
    page = client.get(URL, query).text
    assert "Bankje" in page
    assert "Stille zaak" not in page
    assert "Verderop" not in page
    assert "Stille zaak" in client_of(person(RoleKind.ADVISOR_SOCIAL, oost)).get(URL, query).text


def test_the_map_counts_each_area_with_all_below_it(client, oost):
    ActionFactory(area=oost)
    ActionFactory(area=oost.buurt, state=ActionState.RUNNING)
    areas = client.get(URL, {"vorm": "kaart", "stand": "running"}).context["drawing"]["areas"]
    counts = {area["name"]: (area["n"], area["url"]) for area in areas}
    assert counts["Oost"] == (1, "/agenda/?stand=running&gebied=oost")


def test_the_timeline_says_when_there_are_more(client, oost):
    for _turn in range(101):
        ActionFactory(area=oost, ends_on=datetime.date(2026, 12, 1))
    page = client.get(URL, {"vorm": "tijdlijn"})
    assert len(page.context["line"]["bars"]) == 100
    assert "U ziet de 100 acties" in page.text


def test_the_timeline_draws_to_scale(client, oost):
    begin, end = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
    ActionFactory(area=oost, starts_on=begin, ends_on=end)
    ActionFactory(area=oost, starts_on=datetime.date(2026, 7, 2), ends_on=end)
    line = client.get(URL, {"vorm": "tijdlijn"}).context["line"]
    assert [round(bar["x"]) for bar in line["bars"]] == [0, 299]
    assert [round(bar["width"]) for bar in line["bars"]] == [598, 299]
    assert [tick["day"].month for tick in line["ticks"]] == [1, 4, 7, 10]


def test_the_page_to_print_says_what_was_chosen(client, oost):
    page = client.get(URL, {"vorm": "afdruk", "gebied": "oost", "zonder_geld": "on"}).text
    assert "Gebied: Oost" in page
    assert "Zonder geld: ja" in page


# --- Plans -----------------------------------------------------------------


def plans(client, **query) -> list[str]:
    """The titles of plans for a choice."""
    return found(client, toon="plannen", **query)


def test_plans_with_how_far_they_are(client, oost):
    plan = PlanFactory(area=oost)
    ActionFactory(area=oost, plan=plan, state=ActionState.DONE)
    ActionFactory(area=oost, plan=plan, ends_on=datetime.date(2026, 3, 1))
    ActionFactory(area=oost, plan=plan, public=False)
    page = client.get(URL, {"toon": "plannen"}).text
    assert "1 van 2 gereed" in page
    assert "1 te laat" in page


def test_plans_by_area_year_state_and_words(client, oost):
    PlanFactory(area=oost.buurt, title="Wijkplan", starts_on=datetime.date(2025, 1, 1))
    PlanFactory(area=AreaFactory(name="West"), title="Jaarplan", state="ended")
    assert plans(client, gebied="oost") == ["Wijkplan"]
    assert plans(client, jaar="2025") == ["Wijkplan"]
    assert plans(client, stand="ended") == ["Jaarplan"]
    assert plans(client, q="wijk") == ["Wijkplan"]


def test_a_plan_in_preparation_stays_with_who_works_there(client, client_of, oost):
    PlanFactory(area=oost, title="Nog niet", state="draft", public_from=None)
    PlanFactory(area=oost, title="Volgende maand", public_from=datetime.date(2026, 12, 18))
    assert plans(client) == []
    ada = person(RoleKind.ADVISOR_SOCIAL, oost)
    assert plans(client_of(ada)) == ["Nog niet", "Volgende maand"]


def test_the_years_of_a_plan_in_words(client, oost):
    days = {"starts_on": datetime.date(2025, 1, 1), "ends_on": datetime.date(2025, 12, 31)}
    one = PlanFactory(area=oost, **days)
    assert one.years == "2025"
    one.ends_on = datetime.date(2028, 6, 30)
    assert one.years == "2025–2028"
    one.ends_on = None
    assert one.years == "2025 en verder"


# --- Downloads -------------------------------------------------------------


def lines(client, **query) -> list[dict]:
    """The lines of the CSV."""
    text = client.get(f"{URL}acties.csv", query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_download_begins_with_the_columns_of_the_list(client, oost):
    """The list prints its rows in one go, so its partial is held against the same names."""
    ActionFactory(area=oost, title="Bankje")
    columns = [str(column.header) for column in ActionTable([]).columns]
    assert list(LISTED) == list(ActionTable.Meta.fields)
    assert header()[: len(columns)] == columns
    row = client.get(URL).text.split("<tbody")[1].split("</tr>")[0]
    labels = [part.split('"')[0] for part in row.split('data-label="')[1:]]
    assert labels == columns


def test_the_download_has_all_rows_that_one_may_see_and_no_more(client, client_of, oost):
    higher = PlanFactory(area=oost.parent, title="Geheim stadsplan", state="draft")
    for number in range(30):
        ActionFactory(area=oost, title=f"Bankje {number}")
    ActionFactory(area=oost, title="Stille zaak", public=False, plan=higher)
    ActionFactory(area=AreaFactory(municipality=MunicipalityFactory(name="Bergstad")))
    assert len(lines(client)) == 30
    mine = lines(client_of(person(RoleKind.ADVISOR_SOCIAL, oost)))
    assert len(mine) == 31
    assert "Geheim stadsplan" not in str(mine)


def test_the_download_says_who_brings_what(client, oost):
    action = ActionFactory(area=oost, cost_cents=12_345, ends_on=datetime.date(2026, 3, 1))
    partner = OrganisationFactory(name="Woningstichting")
    for brings in ({"brings": "money", "amount_cents": 5000}, {"brings": "hours", "hours": 4}):
        Commitment.objects.create(action=action, organisation=partner, **brings)
    (row,) = lines(client, stand="late")
    assert row["Stand"] == "te laat"
    assert (row["Kosten"], row["Gedekt"]) == ("123,45", "50,00")
    assert row["Partners"] == "Woningstichting"


def test_the_workbook_has_the_same(client, oost):
    ActionFactory(area=oost, title="=1+1")
    body = client.get(f"{URL}acties.xlsx").getvalue()
    sheet = load_workbook(io.BytesIO(body)).active
    assert [cell.value for cell in sheet[1]] == header()
    assert sheet["A2"].value == "'=1+1"


def plan_lines(client, **query) -> list[dict]:
    """The lines of the CSV of plans."""
    text = client.get(f"{URL}plannen.csv", query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_the_download_of_plans_begins_with_the_columns_of_its_list(client, oost):
    PlanFactory(area=oost)
    columns = [str(column.header) for column in PlanTable([]).columns]
    assert list(plan_columns.LISTED) == list(PlanTable.Meta.fields)
    assert plan_columns.header()[: len(columns)] == columns
    page = client.get(URL, {"toon": "plannen"}).text
    row = page.split("<tbody")[1].split("</tr>")[0]
    labels = [part.split('"')[0] for part in row.split('data-label="')[1:]]
    assert labels == columns


def test_the_download_of_plans_says_what_the_list_says(client, oost):
    plan = PlanFactory(area=oost, title="Wijkplan")
    for fields in ({"state": "done"}, {"ends_on": datetime.date(2026, 3, 1)}, {"public": False}):
        ActionFactory(area=oost, plan=plan, **fields)
    (row,) = plan_lines(client)
    assert (row["Plan"], row["Gebied"], row["Periode"]) == ("Wijkplan", "Oost", "2026")
    assert (row["Stand"], row["Acties"]) == ("loopt", "1 van 2 gereed, 1 te laat")
    assert (row["Acties gereed"], row["Acties te laat"], row["Acties in totaal"]) == ("1", "1", "2")
    assert row["Adres"].endswith(plan.get_absolute_url())


def test_what_was_stopped_counts_in_no_total_of_a_plan(client, oost):
    plan = PlanFactory(area=oost)
    ActionFactory(area=oost, plan=plan)
    ActionFactory(area=oost, plan=plan, state="stopped")
    said = "0 van 1 gereed, 1 gestopt"
    assert plan_lines(client)[0]["Acties"] == said
    assert said in client.get(URL, {"toon": "plannen"}).text
    assert said in client.get(plan.get_absolute_url()).text


def test_the_download_of_plans_has_all_that_one_may_see_of_the_choice_and_no_more(
    client, client_of, oost
):
    for number in range(30):
        PlanFactory(area=oost.buurt, title=f"Plan {number}")
    PlanFactory(area=oost, title="Nog niet", state="draft", public_from=None)
    PlanFactory(area=oost, title="Volgende maand", public_from=datetime.date(2026, 12, 18))
    PlanFactory(area=AreaFactory(municipality=MunicipalityFactory(name="Bergstad")))
    ada = client_of(person(RoleKind.ADVISOR_SOCIAL, oost))
    assert len(plan_lines(client)) == 30
    assert len(plan_lines(ada)) == 32
    assert len(plan_lines(client_of(person(RoleKind.COUNCILLOR, oost.parent)))) == 30
    assert [row["Plan"] for row in plan_lines(ada, q="niet")] == ["Nog niet"]
    assert plan_lines(client, q="niet") == []
    assert plan_lines(client, jaar="geen jaar") == []


def test_the_page_of_plans_links_to_the_download_of_the_same_choice(client, oost):
    PlanFactory(area=oost)
    page = client.get(URL, {"toon": "plannen", "gebied": "oost", "na": "x"}).text
    for kind in ("csv", "xlsx"):
        assert f'href="/agenda/plannen.{kind}?gebied=oost"' in page


def test_the_workbook_of_plans_has_the_same_and_no_formula(client, oost):
    PlanFactory(area=oost, title="=1+1")
    body = client.get(f"{URL}plannen.xlsx").getvalue()
    sheet = load_workbook(io.BytesIO(body)).active
    assert [cell.value for cell in sheet[1]] == plan_columns.header()
    assert sheet["A2"].value == "'=1+1"


def test_a_download_changes_nothing_and_takes_no_post(client, oost):
    for kind in ("csv", "xlsx"):
        assert client.post(f"{URL}plannen.{kind}").status_code == 405
