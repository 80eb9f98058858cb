"""A goal that can be measured, or judged: what belongs together is filled in together."""

from decimal import Decimal

import pytest
from django.urls import reverse

from areas.models import Goal
from tests.factories import IndicatorFactory, MunicipalityFactory
from tests.filled import filled

pytestmark = pytest.mark.django_db
MEASURED = {"baseline": "6,4", "baseline_year": "2024", "target": "7", "target_year": "2027"}
JUDGED = {
    "judged_by": "het dorpsoverleg",
    "judged_when": "elk voorjaar",
    "measured_by": "meer mensen op straat",
}


@pytest.fixture
def green(oost):
    return IndicatorFactory(municipality=oost.municipality)


def url(goal):
    return reverse("areas:goal_edit", args=[goal.plan_id, goal.pk])


def sent(goal, **changes):
    plain = {"row_version": goal.version, "title": goal.title, "theme": goal.theme_id, "order": 1}
    return plain | changes


def test_a_goal_gets_a_figure_with_baseline_and_target(oost, green, client_of):
    data = sent(oost.goal, indicator=green.pk, **MEASURED)
    assert client_of(oost.ada).post(url(oost.goal), data).status_code == 302
    goal = Goal.objects.get(pk=oost.goal.pk)
    assert (goal.baseline, goal.target) == (Decimal("6.4"), Decimal(7))
    assert goal.is_measured


def test_a_goal_is_judged_by_people(oost, client_of):
    assert client_of(oost.ada).post(url(oost.goal), sent(oost.goal, **JUDGED)).status_code == 302
    goal = Goal.objects.get(pk=oost.goal.pk)
    assert goal.is_judged
    assert not goal.is_measured


def test_stored_numbers_come_back_with_a_comma(oost, green, client_of):
    browser = client_of(oost.ada)
    browser.post(url(oost.goal), sent(oost.goal, indicator=green.pk, **MEASURED))
    page = browser.get(url(oost.goal))
    assert filled(page)["baseline"] == ["6,4"]
    assert filled(page)["target"] == ["7"]
    browser.post(url(oost.goal), filled(page))
    assert Goal.objects.get(pk=oost.goal.pk).baseline == Decimal("6.4")


@pytest.mark.parametrize(
    ("given", "field", "reason"),
    [
        ({"baseline": "6"}, "baseline_year", "in welk jaar dat was"),
        ({"baseline": "6"}, "indicator", "Kies het cijfer"),
        ({"baseline_year": "2024"}, "baseline", "de waarde van dat jaar"),
        ({"target": "7"}, "target_year", "wanneer u daar wilt zijn"),
        ({"target": "7", "target_year": "2027"}, "indicator", "Kies het cijfer"),
        ({"target_year": "2027"}, "target", "waar u wilt uitkomen"),
        ({"judged_by": "de raad"}, "judged_when", "wanneer het wordt beoordeeld"),
        ({"judged_by": "de raad"}, "measured_by", "waaraan u ziet dat het lukt"),
        ({"judged_when": "in mei"}, "judged_by", "wie het beoordeelt"),
        ({**MEASURED, "target_year": "2023"}, "target_year", "voor het jaar waarin we beginnen"),
        ({"target": "veel"}, "target", "Vul een getal in"),
        ({"target": "1.250"}, "target", "Schrijf duizend als 1000"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(oost, client_of, given, field, reason):
    answer = client_of(oost.ada).post(url(oost.goal), sent(oost.goal, **given))
    assert reason in str(answer.context["form"].errors[field])
    assert Goal.objects.get(pk=oost.goal.pk).version == oost.goal.version


def test_a_figure_of_another_municipality_is_no_choice(oost, client_of):
    other = IndicatorFactory(municipality=MunicipalityFactory(name="Bergdorp"))
    answer = client_of(oost.ada).post(url(oost.goal), sent(oost.goal, indicator=other.pk))
    assert "indicator" in answer.context["form"].errors
