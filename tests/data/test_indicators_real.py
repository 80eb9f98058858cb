"""The real series of figures: eight municipalities, four files, told apart by what is in them."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from areas.models import Indicator, Measurement
from tests.areas.import_files import imported

pytestmark = [pytest.mark.data, pytest.mark.django_db]
ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(os.environ.get("GEBIEDSWERK_DATA") or ROOT.parent / "shared" / "data")
INHABITANTS, CRIME = "inwoners_reeks.csv", "misdrijven_2021_2025_47022NED.csv"
HEALTH = "gezondheid_2012_2024_50150NED.csv"
LIVABILITY = "leefbaarometer_wijken_GM0362_2014_2022.csv"
# Of three municipalities that have merged since, and one wijk that was withheld.
LEFT_OUT = {INHABITANTS: 7, CRIME: 0, HEALTH: 0}
TOWNS = ["GM0361", "GM0362", "GM0394", "GM0396", "GM0400", "GM0405", "GM0484", "GM1980"]


@pytest.fixture(autouse=True)
def _areas():
    assert FOLDER.is_dir(), f"geen map met echte gegevens: {FOLDER} (zet GEBIEDSWERK_DATA)"
    imported(*sorted(FOLDER.glob("GM*.geojson")))


def counts(*files: str, municipality: str) -> dict[str, int]:
    """What the last line of the command counts."""
    out = StringIO()
    paths = [str(FOLDER / name) for name in files]
    call_command("import_indicators", *paths, municipality=municipality, stdout=out)
    pairs = (pair.split("=") for pair in out.getvalue().splitlines()[-1].split()[1:])
    return {name: int(number) for name, number in pairs}


def rows_of(name: str) -> int:
    return len((FOLDER / name).read_text(encoding="utf-8").splitlines()) - 1


@pytest.mark.parametrize("name", [INHABITANTS, CRIME, HEALTH])
def test_every_row_of_the_eight_is_read_once_and_a_second_time_changes_nothing(name):
    seen = {town: counts(name, municipality=town) for town in TOWNS}
    assert sum(one["created"] for one in seen.values()) == Measurement.objects.count()
    for one in seen.values():
        assert one["created"] + one["ignored"] == rows_of(name)
        assert one["updated"] == one["unchanged"] == 0
    for town, one in seen.items():
        again = counts(name, municipality=town)
        assert again["unchanged"] == one["created"]
        assert again["created"] == again["updated"] == 0
        assert again["suppressed"] == one["suppressed"]
    # Every other area of the files is an area of the maps.
    assert Measurement.objects.count() == rows_of(name) - LEFT_OUT[name]


def test_no_small_count_of_crime_is_kept():
    for town in TOWNS:
        counts(CRIME, municipality=town)
    crimes = Measurement.objects.filter(indicator__code="geregistreerde-misdrijven")
    assert not crimes.filter(value__lt=5).exists()
    assert crimes.filter(suppressed=True, value=None).count() > 10


def test_the_figures_of_alphen_are_those_of_the_files():
    counts(INHABITANTS, CRIME, HEALTH, municipality="GM0484")
    of_town = Measurement.objects.filter(area__cbs_code="GM0484")
    assert of_town.get(indicator__code="inwoners", year=2024).value == 114966
    assert of_town.get(indicator__code="geregistreerde-misdrijven", year=2025).value == 3894
    health = of_town.filter(indicator__code="goed-ervaren-gezondheid").order_by("year")
    assert [str(one.value.normalize()) for one in health] == [
        "79.5",
        "77.9",
        "80.3",
        "70.4",
        "74.4",
    ]


def test_the_leefbaarometer_of_amstelveen_with_its_five_parts():
    assert counts(LIVABILITY, municipality="GM0362")["created"] == 6 * rows_of(LIVABILITY)
    assert Indicator.objects.filter(code__startswith="leefbaarometer").count() == 6
    assert Measurement.objects.filter(value__lt=0).exists()
