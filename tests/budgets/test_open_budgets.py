"""Opening the budgets of a year: the formula, where it applies, and who may do it."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.roles import RoleKind
from budgets.actions.opening import open_budget, open_budgets, reckon
from budgets.models import Budget, Entry
from config.audit.models import Event
from config.lib.access import Refused
from tests.factories import (
    AreaFactory,
    FiguresFactory,
    LevelFactory,
    OrganisationFactory,
    SchemeFactory,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost():
    """A gebied with 9,720 inhabitants in 2024."""
    area = AreaFactory(name="Oost")
    FiguresFactory(area=area, year=2023, inhabitants=9000)
    FiguresFactory(area=area, year=2024, inhabitants=9720)
    FiguresFactory(area=area, year=2025, inhabitants=None)
    return area


def scheme_of(area, **fields):
    """A scheme for the level of this area."""
    return SchemeFactory(municipality=area.municipality, level=area.level, **fields)


def test_fixed_plus_a_rate_per_inhabitant_of_the_newest_known_year(oost):
    scheme = scheme_of(oost, fixed_cents=500_000, per_inhabitant=Decimal("1.50"))
    budget = open_budget(scheme=scheme, area=oost, year=2026, by=None)
    assert budget.allocated_cents == 500_000 + 1_458_000
    assert (budget.inhabitants, budget.inhabitants_year) == (9720, 2024)
    assert budget.formula() == "€\xa05.000,00 vast + €\xa01,50 × 9.720 inwoners (2024)"
    entry = Entry.objects.get()
    assert (entry.source, entry.target) == ("municipality", "available")
    assert Event.objects.get(verb="budget.opened").area_id == oost.pk


@pytest.mark.parametrize(
    ("rate", "people", "cents"),
    [("3.687", 1000, 368_700), ("3.687", 1, 369), ("0.005", 1, 1), ("0.6565", 7, 460)],
)
def test_the_amount_is_rounded_half_up_per_area(rate, people, cents):
    area = AreaFactory()
    FiguresFactory(area=area, inhabitants=people)
    scheme = scheme_of(area, fixed_cents=None, per_inhabitant=Decimal(rate))
    assert open_budget(scheme=scheme, area=area, year=2026, by=None).allocated_cents == cents


@pytest.mark.parametrize(
    ("rounding", "cents"), [("cent", 1_844), ("cent_down", 1_843), ("euro", 1_800)]
)
def test_the_scheme_says_how_is_rounded(rounding, cents):
    area = AreaFactory()
    FiguresFactory(area=area, inhabitants=5)
    rate = Decimal("3.6872")
    scheme = scheme_of(area, fixed_cents=None, per_inhabitant=rate, rounding=rounding)
    assert open_budget(scheme=scheme, area=area, year=2026, by=None).allocated_cents == cents


def test_inhabitants_are_counted_on_the_day_of_the_scheme(oost, client):
    rate = Decimal("1.50")
    scheme = scheme_of(
        oost, fixed_cents=None, per_inhabitant=rate, counted_on=datetime.date(2023, 1, 1)
    )
    budget = open_budget(scheme=scheme, area=oost, year=2026, by=None)
    assert budget.allocated_cents == 1_350_000
    assert budget.formula() == "€\xa01,50 × 9.000 inwoners (1 januari 2023)"
    page = client.get(scheme.get_absolute_url()).content.decode()
    assert "Geteld worden de inwoners op 1 januari 2023." in page
    assert "afgerond op hele centen, een halve cent naar boven" in page
    scheme.counted_on = datetime.date(2020, 1, 1)
    with pytest.raises(Refused, match="inwoners niet bekend"):
        reckon(scheme, oost)


def test_an_amount_for_each_institution(oost):
    scheme = SchemeFactory(
        municipality=oost.municipality,
        level=None,
        fixed_cents=None,
        per_institution_cents=500_000,
        institutions=12,
    )
    (budget,) = open_budgets(scheme=scheme, year=2026, by=None)
    assert budget.allocated_cents == 6_000_000
    assert budget.formula() == "€\xa05.000,00 × 12 instellingen"
    scheme.institutions = None
    with pytest.raises(Refused, match="hoeveel instellingen"):
        reckon(scheme, budget.area)


def test_of_a_pot_that_is_shared_the_books_have_the_part_of_the_municipality(oost):
    partner = OrganisationFactory(municipality=oost.municipality, name="Stek")
    scheme = scheme_of(oost, fixed_cents=100_001, partner=partner, partner_share=Decimal("0.5"))
    budget = open_budget(scheme=scheme, area=oost, year=2026, by=None)
    assert budget.allocated_cents == 50_001
    assert budget.formula() == "50% van (€\xa01.000,01 vast)"


def test_a_scheme_for_certain_areas_has_budgets_there_and_nowhere_else(oost):
    oost.code = "oost"
    oost.save()
    level = LevelFactory(code="buurt", rank=2)
    hoekje = AreaFactory(name="Hoekje", parent=oost, level=level)
    west = AreaFactory(name="West", municipality=oost.municipality)
    AreaFactory(name="Elders", parent=west, level=level)
    within = SchemeFactory(municipality=oost.municipality, level=level, area_codes=["oost"])
    assert [one.area for one in open_budgets(scheme=within, year=2026, by=None)] == [hoekje]
    itself = SchemeFactory(municipality=oost.municipality, level=None, area_codes=["oost"])
    assert [one.area for one in open_budgets(scheme=itself, year=2026, by=None)] == [oost]
    with pytest.raises(Refused, match="heeft geen budget voor West"):
        open_budget(scheme=itself, area=west, year=2026, by=None)


def test_all_budgets_of_a_year_stay_under_the_ceiling(oost):
    west = AreaFactory(name="West", municipality=oost.municipality)
    scheme = scheme_of(oost, ceiling_cents=150_000)
    with pytest.raises(Refused, match="boven het plafond van €\xa01.500,00 voor 2026"):
        open_budgets(scheme=scheme, year=2026, by=None)
    assert not Budget.objects.exists()
    open_budget(scheme=scheme, area=oost, year=2026, by=None)
    with pytest.raises(Refused, match="boven het plafond"):
        open_budget(scheme=scheme, area=west, year=2026, by=None)
    open_budget(scheme=scheme, area=west, year=2027, by=None)


def test_a_total_adds_the_rounded_amounts():
    areas = [AreaFactory(name=name) for name in ("Een", "Twee", "Drie")]
    for area in areas:
        FiguresFactory(area=area, inhabitants=1)
    scheme = scheme_of(areas[0], fixed_cents=None, per_inhabitant=Decimal("0.005"))
    open_budgets(scheme=scheme, year=2026, by=None)
    assert Budget.objects.totals()["allocated"] == 3


def test_each_area_of_the_level_gets_a_budget_and_no_other(oost):
    AreaFactory(name="Hoekje", parent=oost, level=LevelFactory(code="buurt", rank=2))
    AreaFactory(name="West", municipality=oost.municipality)
    made = open_budgets(scheme=scheme_of(oost), year=2026, by=None)
    assert [budget.area.name for budget in made] == ["Oost", "West"]


def test_a_scheme_without_level_has_one_pot_for_the_municipality(oost):
    scheme = SchemeFactory(municipality=oost.municipality, level=None)
    (budget,) = open_budgets(scheme=scheme, year=2026, by=None)
    assert budget.area == oost.municipality.root


def test_an_area_made_of_smaller_ones_has_the_inhabitants_of_all_of_them():
    area = AreaFactory(name="Rijnland")
    level = LevelFactory(code="wijk", rank=2)
    for name in ("Noord", "Zuid"):
        part = AreaFactory(name=name, parent=area, level=level)
        FiguresFactory(area=part, year=2024, inhabitants=400)
    FiguresFactory(area=part, year=2025, inhabitants=500)
    scheme = scheme_of(area, fixed_cents=None, per_inhabitant=Decimal(1))
    budget = open_budget(scheme=scheme, area=area, year=2026, by=None)
    assert (budget.inhabitants, budget.inhabitants_year) == (800, 2024)


def test_opening_again_gives_the_budget_as_it_was_opened(oost):
    scheme = scheme_of(oost, per_inhabitant=Decimal(1))
    first = open_budget(scheme=scheme, area=oost, year=2026, by=None)
    FiguresFactory(area=oost, year=2026, inhabitants=20_000)
    again = open_budget(scheme=scheme, area=oost, year=2026, by=None)
    assert again == first
    assert again.allocated_cents == first.allocated_cents
    assert Entry.objects.count() == 1


def test_without_inhabitants_nothing_is_opened_at_all(oost):
    AreaFactory(name="Leeg", municipality=oost.municipality)
    with pytest.raises(Refused, match="Van Leeg is het aantal inwoners niet bekend"):
        open_budgets(scheme=scheme_of(oost, per_inhabitant=Decimal(1)), year=2026, by=None)
    assert not Budget.objects.exists()


def test_a_scheme_without_formula_opens_nothing(oost):
    with pytest.raises(Refused, match="zegt niet hoe hoog"):
        open_budget(scheme=scheme_of(oost, fixed_cents=None), area=oost, year=2026, by=None)


def test_an_area_of_another_level_or_municipality_has_no_budget(oost):
    root = oost.municipality.root
    with pytest.raises(Refused, match="heeft geen budget voor"):
        open_budget(scheme=scheme_of(oost), area=root, year=2026, by=None)


def test_the_subsidy_officer_of_the_municipality_opens_them_on_the_page_of_the_scheme(
    oost, client_of
):
    sanne = person(RoleKind.SUBSIDY, oost.municipality.root, "Sanne Subsidie")
    scheme = scheme_of(oost)
    page = client_of(sanne).get(reverse("budgets:open", args=[scheme.pk]))
    key = page.context["form"]["form_key"].value()
    answer = client_of(sanne).post(page.request["PATH_INFO"], {"form_key": key, "year": "2026"})
    assert answer.url == scheme.get_absolute_url()
    assert Budget.objects.get().allocated_cents == 100_000


def test_a_year_that_cannot_be_opened_is_told_on_the_page(oost, client_of):
    sanne = person(RoleKind.SUBSIDY, oost.municipality.root, "Sanne Subsidie")
    AreaFactory(name="Leeg", municipality=oost.municipality)
    scheme = scheme_of(oost, per_inhabitant=Decimal(1))
    url = reverse("budgets:open", args=[scheme.pk])
    key = client_of(sanne).get(url).context["form"]["form_key"].value()
    answer = client_of(sanne).post(url, {"form_key": key, "year": "2026"})
    assert "inwoners niet bekend" in answer.content.decode()


def test_an_advisor_of_one_area_cannot_open_budgets(oost, client_of):
    ada = person(RoleKind.ADVISOR_SOCIAL, oost, "Ada Adviseur")
    scheme = scheme_of(oost)
    with pytest.raises(PermissionDenied):
        open_budgets(scheme=scheme, year=2026, by=ada)
    answer = client_of(ada).post(reverse("budgets:open", args=[scheme.pk]), {"year": "2026"})
    assert answer.status_code == 403
    assert not Budget.objects.exists()
