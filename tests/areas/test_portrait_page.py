"""The page of a portrait: strengths, and figures beside those of the municipality."""

import pytest
from django.urls import reverse

from areas.models import Portrait
from tests.factories import FiguresFactory, IndicatorFactory, MeasurementFactory

pytestmark = pytest.mark.django_db


def page_of(area, client):
    return client.get(reverse("areas:portrait_page", args=[area.slug]))


def lines(answer) -> dict:
    return {line.label: (line.here, line.town) for line in answer.context["lines"]}


def test_an_area_of_which_nothing_is_known(oost, client):
    page = page_of(oost.area, client).text
    assert "Over dit gebied is nog niets geschreven" in page
    assert "nog geen cijfers ingelezen" in page


def test_what_is_strong_here(oost, client):
    Portrait.objects.create(
        area=oost.area, text="Tekst.", people="Vrijwilligers", places="De vijver", fictitious=True
    )
    page = page_of(oost.area, client).text
    assert "Vrijwilligers" in page
    assert "De vijver" in page
    assert "verzonnen" in page
    assert "Organisaties" not in page


def test_key_figures_stand_beside_those_of_the_municipality(oost, client):
    others = {"age_65_plus": 250, "household_size": 2.1, "owner_occupied_pct": 60}
    FiguresFactory(area=oost.area, year=2024, households=500, others=others, source="CBS 2024")
    FiguresFactory(area=oost.municipality.root, year=2024, inhabitants=9000, others={})
    answer = page_of(oost.area, client)
    assert lines(answer) == {
        "Inwoners": (1000, 9000),
        "Huishoudens": (500, None),
        "65 jaar of ouder": (25.0, None),
        "Personen per huishouden": (2.1, None),
        "Koopwoningen": (60, None),
    }
    assert "CBS 2024" in answer.text
    assert "niet bekend" in answer.text


def test_counts_of_crime_are_no_key_figure(oost, client):
    FiguresFactory(area=oost.area, others={"crimes": 2})
    assert "isdrij" not in page_of(oost.area, client).text


def test_figures_of_another_year_are_not_laid_beside_it(oost, client):
    FiguresFactory(area=oost.area, year=2025)
    FiguresFactory(area=oost.municipality.root, year=2024, inhabitants=9000)
    assert lines(page_of(oost.area, client)) == {"Inwoners": (1000, None)}


def test_at_most_four_indicators_with_their_newest_year(oost, client):
    for turn in range(6):
        one = IndicatorFactory(municipality=oost.municipality, code=f"cijfer-{turn}")
        for year in (2020, 2021 + turn // 5):
            MeasurementFactory(area=oost.area, indicator=one, year=year, value=turn)
    shown = page_of(oost.area, client).context["indicators"]
    assert [(line.label, line.year) for line in shown] == [
        ("Cijfer 5", 2022),
        ("Cijfer 0", 2021),
        ("Cijfer 1", 2021),
        ("Cijfer 2", 2021),
    ]


def test_what_is_too_small_says_so(oost, client):
    MeasurementFactory(area=oost.area, value=None, suppressed=True)
    assert "niet getoond: te kleine aantallen" in page_of(oost.area, client).text


def test_the_link_to_change_it_is_for_who_may(oost, client, client_of):
    assert "Portret wijzigen" not in page_of(oost.area, client).text
    assert "Portret wijzigen" not in page_of(oost.area, client_of(oost.wim)).text
    assert "Portret wijzigen" in page_of(oost.area, client_of(oost.cor)).text
