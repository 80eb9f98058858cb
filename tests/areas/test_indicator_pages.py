"""The pages of figures: which there are, one over the years, and adding one by hand."""

from decimal import Decimal

import pytest
from django.urls import reverse

from areas.models import Measurement
from config.audit.models import Event
from config.intake.keys import new_key
from tests.factories import AreaFactory, IndicatorFactory, MeasurementFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def green(oost):
    """A figure of Oost in 2023 and 2025, and of the whole municipality in 2025."""
    one = IndicatorFactory(municipality=oost.municipality, theme=oost.theme, text="Een mening.")
    MeasurementFactory(indicator=one, area=oost.area, year=2023, value=Decimal("6.25"))
    MeasurementFactory(indicator=one, area=oost.area, year=2025, value=7, source="Enquête 2025")
    MeasurementFactory(indicator=one, area=oost.municipality.root, year=2025, value=8)
    return one


def page_of(client, one, area=None):
    return client.get(one.get_absolute_url(), {"gebied": area.slug} if area else {})


def add_url(one):
    return reverse("areas:measurement_add", args=[one.pk])


def figure(area, **changes):
    sent = {"area": area.pk, "year": "2024", "value": "6,5", "source": "Enquête"}
    return sent | {"form_key": new_key()} | changes


def test_the_list_has_every_figure_by_theme(oost, green, client):
    IndicatorFactory(municipality=oost.municipality, code="inwoners")
    IndicatorFactory(municipality=MunicipalityFactory(name="Bergdorp"), code="van-elders")
    page = client.get(reverse("areas:indicators")).text
    for text in ("Groen in de straat", "Inwoners", "Andere cijfers", "hoger is beter"):
        assert text in page
    assert "Van elders" not in page


def test_without_figures_the_list_says_so(oost, client):
    assert "Er zijn nog geen cijfers" in client.get(reverse("areas:indicators")).text


def test_years_stand_beside_those_of_the_municipality(oost, green, client):
    answer = page_of(client, green, oost.area)
    page = answer.text
    for text in ("<polyline", "6,3", "7,0", "8,0", "Enquête 2025", "rapportcijfer", "Een mening."):
        assert text in page
    assert [one.year for one in answer.context["years"]] == [2023, 2025]
    assert "niet bekend" in page, "of 2023 there is no figure of the municipality"


def test_without_an_area_it_is_that_of_the_municipality(oost, green, client):
    answer = page_of(client, green)
    assert answer.context["area"] == oost.municipality.root
    assert "hele gemeente" not in answer.text


def test_what_is_too_small_is_no_number_and_no_point(oost, green, client):
    MeasurementFactory(indicator=green, area=oost.area, year=2024, value=None, suppressed=True)
    answer = page_of(client, green, oost.area)
    assert "niet getoond: te kleine aantallen" in answer.text
    assert answer.text.count("gw-trend__dot") == 2


def test_what_was_made_up_says_so(oost, green, client):
    assert "verzonnen" not in page_of(client, green).text
    MeasurementFactory(indicator=green, area=oost.area, year=2024, fictitious=True)
    assert "verzonnen" in page_of(client, green, oost.area).text


def test_an_area_without_this_figure_says_what_to_do(oost, green, client):
    assert "is dit cijfer niet bekend" in page_of(client, green, oost.west).text


def test_areas_and_figures_of_elsewhere_are_not_there(oost, green, client):
    noord = AreaFactory(municipality=MunicipalityFactory(name="Bergdorp"), name="Noord")
    assert page_of(client, green, noord).status_code == 404
    other = IndicatorFactory(municipality=noord.municipality)
    assert page_of(client, other).status_code == 404


# --- Adding one by hand ----------------------------------------------------


def test_the_advisor_adds_a_figure_once(oost, green, client_of):
    browser, sent = client_of(oost.ada), figure(oost.buurt)
    answers = [browser.post(add_url(green), sent) for _ in range(2)]
    place = f"{green.get_absolute_url()}?gebied={oost.buurt.slug}"
    assert {answer.headers["Location"] for answer in answers} == {place}
    row = Measurement.objects.get(area=oost.buurt)
    assert (row.year, row.value, row.source) == (2024, Decimal("6.5"), "Enquête")
    event = Event.objects.get(verb="measurement.created")
    assert (event.area_id, event.changes) == (oost.buurt.pk, {"year": 2024})


def test_a_figure_of_that_year_is_put_right(oost, green, client_of):
    client_of(oost.ada).post(add_url(green), figure(oost.area, year="2025", value="7,5"))
    assert Measurement.objects.get(area=oost.area, year=2025).value == Decimal("7.5")
    assert Event.objects.filter(verb="measurement.changed").exists()


def test_what_is_too_small_is_kept_without_its_value(oost, green, client_of):
    green.suppress_below = 5
    green.save()
    client_of(oost.ada).post(add_url(green), figure(oost.area, value="4"))
    row = Measurement.objects.get(area=oost.area, year=2024)
    assert (row.value, row.suppressed) == (None, True)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("value", "1.250", "Schrijf duizend als 1000"),
        ("value", "veel", "Vul een getal in"),
        ("year", "2027", "Dat jaar is nog niet begonnen."),
        ("year", "1850", "vanaf 1990"),
        ("source", "", "verplicht"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(oost, green, client_of, name, value, reason):
    answer = client_of(oost.ada).post(add_url(green), figure(oost.area, **{name: value}))
    assert reason in str(answer.context["form"].errors[name])
    assert not Measurement.objects.filter(year=2024).exists()


def test_another_area_is_no_choice(oost, green, client_of):
    answer = client_of(oost.ada).post(add_url(green), figure(oost.west))
    assert "area" in answer.context["form"].errors


@pytest.mark.parametrize("who", ["ivo", "pam", "cor", "raf", "stan"])
def test_who_keeps_no_agenda_may_not(oost, green, client_of, who):
    answer = client_of(getattr(oost, who)).post(add_url(green), figure(oost.area))
    assert answer.status_code == 403
    assert "Cijfer toevoegen" not in page_of(client_of(getattr(oost, who)), green).text
