"""The public pages about money: the figures, their books, and who sees what more."""

import csv
import datetime
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from areas.roles import RoleKind
from budgets.actions.applications import decide
from budgets.actions.books import book
from budgets.models import Account, Application, Budget, Entry
from budgets.tables import OVERVIEW as FIGURES
from budgets.tables import header
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    LevelFactory,
    SchemeFactory,
    budget_of,
    person,
)

MAY_I = "/geld/mag-dit/"
OVERVIEW = "/geld/"


@pytest.fixture
def granted(oost, request_of_300):
    """Bas granted Rosa € 200 of the € 300 she asked, and € 50 of it was paid."""
    decide(
        application=request_of_300,
        granted=True,
        amount_cents=20_000,
        ground="rule",
        reason="Goed.",
        by=oost.bas,
    )
    book(
        budget=oost.budget,
        source=Account.RESERVED,
        target=Account.SPENT,
        amount_cents=5_000,
        key="betaling",
        text="Betaald",
        application=request_of_300,
        by=None,
    )
    return request_of_300


def amounts_on(page: str) -> list[int]:
    """The cents of all amounts in the table of a page, in order."""
    table = re.search(r"<tbody.*</tfoot>", page, re.S)[0]
    found = re.findall(r">€\xa0([\d.]+),(\d\d)</a>", table)
    return [int(euros.replace(".", "") + cents) for euros, cents in found]


def test_page_csv_xlsx_and_books_tell_the_same(oost, granted, client):
    budget_of(oost.west, scheme=oost.scheme)
    books = Entry.objects.totals()
    assert books == {"allocated": 200_000, "reserved": 15_000, "spent": 5_000, "left": 180_000}
    assert Budget.objects.totals() == books

    on_page = amounts_on(client.get(OVERVIEW).content.decode())
    assert on_page[-5:] == [books.pop("allocated"), 0, *books.values()]

    text = client.get(reverse("budgets:csv")).getvalue().decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    cents = [int(cell.replace(",", "")) for line in lines[1:] for cell in line[2:]]
    assert cents == on_page
    assert lines[0] == header()
    assert lines[1][:2] == ["Oost", "Bewonersinitiatieven"]

    workbook = load_workbook(io.BytesIO(client.get(reverse("budgets:xlsx")).getvalue()))
    rows = list(workbook.active.iter_rows(values_only=True))
    assert [round(cell * 100) for row in rows[1:] for cell in row[2:]] == on_page
    assert list(rows[0]) == header()


def test_the_columns_of_page_and_exports_are_one_list(oost, client):
    page = client.get(OVERVIEW).content.decode()
    head = re.search(r"<thead.*?</thead>", page, re.S)[0]
    assert re.findall(r">([^<>\n]+)</th>", head) == header()


def test_every_number_leads_to_entries_that_add_up_to_it(oost, granted, client):
    page = client.get(OVERVIEW).content.decode()
    links = re.findall(r'href="(/geld/boekingen/[^"]+)"[^>]*>€\xa0([\d.,]+)<', page)
    assert len(links) == 10
    for url, amount in links:
        entries = client.get(url.replace("&amp;", "&")).content.decode()
        assert f"<dd>€\xa0{amount}</dd>" in entries, url
        body = re.search(r"<tbody.*</tbody>", entries, re.S)
        cells = re.findall(r">(-?)€\xa0([\d.,]+)</td>", body[0]) if body else []
        euros = [sign + digits.replace(".", "").replace(",", "") for sign, digits in cells]
        assert sum(map(int, euros)) == int(amount.replace(".", "").replace(",", "")), url


def test_the_money_of_one_area_and_what_is_below_it(oost, granted, client):
    budget_of(oost.west, scheme=oost.scheme)
    buurt = AreaFactory(name="Hoekje", parent=oost.area, level=LevelFactory(code="buurt", rank=2))
    budget_of(buurt)
    page = client.get(OVERVIEW, {"gebied": "oost"}).content.decode()
    assert amounts_on(page)[-5:] == [200_000, 0, 15_000, 5_000, 180_000]
    assert "West" not in page
    for url in re.findall(r'href="(/geld/[^"]*gebied=oost[^"]*)"', page):
        answer = client.get(url.replace("&amp;", "&")).getvalue()
        assert "West" not in answer.decode("utf-8", "replace")
    every = client.get(OVERVIEW, {"gebied": "nergens"}).content.decode()
    assert "West" in every


def test_another_year_is_one_click_away(oost, at, client):
    with at(2025, 3, 1):
        budget_of(oost.area, scheme=oost.scheme, year=2025)
    assert '<a href="?jaar=2025">' in client.get(OVERVIEW).content.decode()
    assert "in 2025</h1>" in client.get(OVERVIEW, {"jaar": "2025"}).content.decode()


@pytest.mark.parametrize("year", ["1999", "abc", "", "99999999999999999999", "2026 "])
def test_a_year_that_has_no_budgets_shows_the_usual_one(oost, client, year):
    assert "in 2026</h1>" in client.get(OVERVIEW, {"jaar": year}).content.decode()


@pytest.mark.parametrize(
    "query",
    ["budget=abc", "budget=0", f"budget={10**30}", "jaar=1", "bedrag=alles", "na=x", "voor=x",
     "bedrag=over&na=%22"],
)  # fmt: skip
def test_nonsense_in_the_address_of_the_books_is_left_out(oost, client, query):
    assert client.get(f"/geld/boekingen/?{query}").status_code == 200


def test_nothing_loaded_is_no_error(db, client):
    for url in (OVERVIEW, "/geld/boekingen/", "/geld/cijfers.csv", "/geld/cijfers.xlsx"):
        assert client.get(url).status_code == 200
    assert client.get("/geld/budgetten/1/").status_code == 404


def test_another_municipality_shows_nothing_of_this_one(oost, granted, client):
    municipality = oost.area.municipality
    municipality.host = "waterstad.example"
    municipality.save()
    other = AreaFactory(name="Elders", municipality__name="Andere Stad")
    other.municipality.host = "testserver"
    other.municipality.save()
    for url in (oost.budget, oost.scheme, granted):
        assert client.get(url.get_absolute_url()).status_code == 404
    assert "Oost" not in client.get(OVERVIEW).content.decode()
    assert "Oost" not in client.get("/geld/boekingen/").content.decode()


def test_a_budget_tells_how_its_amount_came_about(oost, granted, client):
    page = client.get(oost.budget.get_absolute_url()).content.decode()
    assert "Nog €\xa0800,00 over van €\xa01.000,00." in page
    assert "€\xa01.000,00 vast = €\xa01.000,00" in page
    assert granted.get_absolute_url() in page
    assert "toegekend €\xa0200,00" in page


def test_a_request_of_a_hidden_initiative_shows_only_its_amount_in_the_books(
    oost, client, client_of
):
    hidden = InitiativeFactory(area=oost.area, title="Geheim plan", released_at=None)
    application = ApplicationFactory(
        initiative=hidden, budget=oost.budget, asked_cents=12_345, purpose="Kanarie"
    )
    decide(
        application=application, granted=True, amount_cents=12_345, reason="Parkiet", by=oost.bas
    )
    for url in (oost.budget.get_absolute_url(), "/geld/boekingen/", OVERVIEW):
        page = client.get(url).content.decode()
        assert "123,45" in page or "876,55" in page
        for word in ("Geheim plan", "Kanarie", "Parkiet", application.get_absolute_url()):
            assert word not in page
    assert client.get(application.get_absolute_url()).status_code == 404
    assert client_of(oost.stan).get(application.get_absolute_url()).status_code == 404
    assert client_of(hidden.submitter).get(application.get_absolute_url()).status_code == 200
    assert client_of(oost.ada).get(application.get_absolute_url()).status_code == 200


def test_the_request_page_shows_the_checks_while_it_waits(oost, request_of_300, client, client_of):
    url = request_of_300.get_absolute_url()
    page = client.get(url).content.decode()
    assert "blijft binnen het hoogste bedrag van €\xa0500,00" in page
    assert "besluiten/" not in page
    assert "intrekken/" not in page
    assert "besluiten/" in client_of(oost.bas).get(url).content.decode()
    assert "intrekken/" in client_of(oost.rosa).get(url).content.decode()


def test_names_of_colleagues_are_for_who_goes_about_the_money(oost, request_of_300, client_of):
    Application.objects.update(asked_by=oost.ada)
    request_of_300.refresh_from_db()
    decide(application=request_of_300, granted=False, ground="rule", reason="Te duur.", by=oost.bas)
    url = request_of_300.get_absolute_url()
    for who, sees in ((oost.rosa, False), (oost.stan, False), (oost.raf, False), (oost.ada, True)):
        page = client_of(who).get(url).content.decode()
        assert ("Bas Budgethouder" in page, "Ingevoerd door" in page) == (sees, sees), who
        assert "Te duur." in page


def test_the_decider_reads_why_not_on_their_own_request(oost, client_of):
    own = InitiativeFactory(area=oost.area, submitter=oost.bas)
    application = ApplicationFactory(initiative=own, budget=oost.budget)
    page = client_of(oost.bas).get(application.get_absolute_url()).content.decode()
    assert "Dit is uw eigen initiatief" in page
    assert "besluiten/" not in page


# --- The scheme -------------------------------------------------------------


def test_a_scheme_of_2008_says_so_and_that_it_is_a_guess(oost, client):
    scheme = SchemeFactory(
        municipality=oost.area.municipality,
        name="Klusbudget",
        can_apply=False,
        closed_note="praktijk 2008",
        assumed=True,
        source="rapport 2008",
        fixed_cents=None,
        per_inhabitant="3.687",
        decided_by_text="wijkpanel",
        valid_until=datetime.date(2008, 12, 31),
    )
    page = client.get(scheme.get_absolute_url()).content.decode()
    assert "Niet aan te vragen: praktijk 2008" in page
    assert "aanname" in page
    assert "Bron: rapport 2008" in page
    assert "€\xa03,687 per inwoner" in page
    assert "wijkpanel" in page
    assert "tot en met 31 december 2008" in page
    assert "Mag dit?" not in page


def test_a_scheme_of_which_the_source_tells_little_leaves_it_open(oost, client):
    scheme = SchemeFactory(municipality=oost.area.municipality, fixed_cents=None, level=None)
    page = client.get(scheme.get_absolute_url()).content.decode()
    assert page.count("Niet bekend") == 4
    assert "budgethouder" in client.get(oost.scheme.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("300", "blijft binnen het hoogste bedrag"),
        ("600", "is hoger dan mag"),
        ("1.25", "Vul een bedrag in"),
    ],
)
def test_may_i(oost, client, amount, says):
    page = client.get(MAY_I, {"bedrag": amount, "gebied": oost.area.slug}).content.decode()
    assert says in page


def test_may_i_looks_at_the_chosen_area(oost, client):
    budget_of(oost.west, scheme=oost.scheme)
    page = client.get(MAY_I, {"bedrag": "5", "gebied": oost.west.slug}).content.decode()
    assert "Er is een budget voor West" in page
    assert "Ja, dit mag u vragen." in page


def test_may_i_without_an_area_asks_for_it(oost, client):
    for gebied in ("", "x", "-1"):
        page = client.get(MAY_I, {"bedrag": "5", "gebied": gebied}).content.decode()
        assert "Het antwoord" not in page
        assert 'aria-invalid="true"' in page


def test_opening_a_year_is_offered_to_who_may(oost, client, client_of):
    sanne = person(RoleKind.SUBSIDY, oost.area.municipality.root, "Sanne Subsidie")
    url = oost.scheme.get_absolute_url()
    assert "openen/" in client_of(sanne).get(url).content.decode()
    assert "openen/" not in client_of(oost.ada).get(url).content.decode()
    assert "openen/" not in client.get(url).content.decode()


# --- How many queries -------------------------------------------------------


def queries(client, url) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("place", ["overview", "entries", "budget", "scheme", "request", "csv"])
def test_pages_take_the_same_few_queries_with_one_row_and_with_many(oost, granted, client, place):
    url = {
        "overview": OVERVIEW,
        "entries": "/geld/boekingen/",
        "budget": oost.budget.get_absolute_url(),
        "scheme": oost.scheme.get_absolute_url(),
        "request": granted.get_absolute_url(),
        "csv": "/geld/cijfers.csv",
    }[place]
    few = queries(client, url)
    for number in range(6):
        area = AreaFactory(name=f"Buurt {number}", municipality=oost.area.municipality)
        budget_of(area, scheme=oost.scheme)
        initiative = InitiativeFactory(area=oost.area)
        application = ApplicationFactory(initiative=initiative, budget=oost.budget, asked_cents=100)
        decide(application=application, granted=True, amount_cents=100, reason="Goed.", by=oost.bas)
    assert queries(client, url) == few
    assert few <= 12


def test_many_entries_come_in_pages(oost, client):
    for number in range(60):
        book(
            budget=oost.budget,
            source=Account.AVAILABLE,
            target=Account.RESERVED,
            amount_cents=100,
            key=f"b{number}",
            text=f"Boeking {number}.",
            by=None,
        )
    url, seen = f"/geld/boekingen/?budget={oost.budget.pk}&bedrag=gereserveerd", []
    while url:
        page = client.get(url)
        seen += re.findall(r"Boeking \d+\.", page.content.decode())
        rest = page.context["page"].next_url
        url = f"/geld/boekingen/{rest}" if rest else ""
    assert seen == [f"Boeking {number}." for number in range(59, -1, -1)]


def test_the_council_reads_the_same_figures(oost, granted, client):
    budget_of(oost.west, scheme=oost.scheme)
    page = client.get("/raad/?toon=geld&jaar=2026").content.decode()
    found = re.findall(r">€\xa0([\d.]+),(\d\d)<", page)
    cents = [int(euros.replace(".", "") + rest) for euros, rest in found]
    on_page = amounts_on(client.get(OVERVIEW).content.decode())
    # The overview also says what decisions brought.
    decided = [figure.decided for figure in FIGURES] * (len(on_page) // len(FIGURES))
    assert cents == [one for one, more in zip(on_page, decided, strict=True) if not more]
    assert cents[-4:] == list(Entry.objects.totals().values())
