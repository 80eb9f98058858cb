"""What municipalities spent in 2008: worked out from their files, beside what the report says."""

import pytest

from config.pages.comparison import comparisons

pytestmark = pytest.mark.django_db

# Cents per inhabitant as the schemes give it, and the words of the report.
FOUND = {
    "Alkmaar": (170, "ongeveer € 1,75"),
    "Amstelveen": (91, ""),
    "Den Helder": (290, "ongeveer € 2,85"),
    "Haarlemmermeer": (607, "ruim € 6"),
    "Heemskerk": (395, "€ 3,95"),
    "Heerhugowaard": (495, ""),
    "Hoorn": (11, ""),
}


def test_each_figure_follows_from_the_schemes_of_the_file():
    (comparison,) = comparisons()
    assert (comparison.name, comparison.year) == ("Wijkgericht werken in Noord-Holland 2008", 2008)
    assert {one.place: (one.per_inhabitant, one.reported) for one in comparison.lines} == FOUND
    by_place = {one.place: one for one in comparison.lines}
    assert by_place["Heemskerk"].formula == "€\xa0150.000,00 / 38.000 inwoners"
    assert by_place["Den Helder"].cents == 16_800_000
    assert by_place["Heerhugowaard"].parts == (
        ("Wijkbudget", "12 × €\xa02.550,00 + €\xa00,65 × 50.000", 6_310_000),
        ("Klusbudget", "€\xa03,687 × 50.000", 18_435_000),
    )


def test_the_page_shows_formula_source_and_report_with_no_municipality_loaded(client):
    page = client.get("/geld/vergelijking/").content.decode()
    for words in (
        "€\xa0160.000,00 / 94.000 inwoners",
        "€\xa01,70",
        "ongeveer € 1,75",
        "Bron: Wijkgericht werken in Noord-Holland 2008",
        "geen bedrag",
        "6,9 fte",
        "0,76 fte per 10.000 inwoners",
    ):
        assert words in page
    assert page.count('class="gw-assumption"') == 1
