"""Importing the own table of addresses."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from areas.models import AddressPoint
from tests.factories import MunicipalityFactory

pytestmark = pytest.mark.django_db
HEAD = "postcode;huisnummer;straat;breedte;lengte"
TWELVE = "2401 ab;12 a;Dorpsstraat;52,15;4,65"
THREE = "2401AB;3;Dorpsstraat;463000;106000"


@pytest.fixture
def load(tmp_path):
    """Import lines for Waterstad; returns the last line."""
    MunicipalityFactory()

    def run(*lines):
        path, out = tmp_path / "adressen.csv", StringIO()
        path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
        call_command("import_addresses", path, municipality="waterstad", stdout=out)
        return out.getvalue().strip()

    return run


def test_addresses_are_stored_as_they_are_asked_for(load):
    assert load(TWELVE, THREE) == "addresses: created=2 updated=0 unchanged=0 removed=0"
    point = AddressPoint.objects.get(number="12A")
    assert (point.postcode, point.street, point.lat, point.lon) == (
        "2401AB",
        "Dorpsstraat",
        52.15,
        4.65,
    )
    assert abs(AddressPoint.objects.get(number="3").lat - 52.15) < 0.02


def test_again_changes_only_what_is_different(load):
    load(TWELVE, THREE)
    assert load(TWELVE, THREE) == "addresses: created=0 updated=0 unchanged=2 removed=0"
    moved = TWELVE.replace("52,15", "52,16")
    assert load(moved) == "addresses: created=0 updated=1 unchanged=0 removed=1"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("0401AB;1;X;52.1;4.6", "regel 3: “0401AB” is geen postcode"),
        ("2401AC;1;X;;", "regel 3: vul breedte en lengte in"),
        ("2401AC;1;X;12;4.6", "regel 3: dit punt ligt niet in Nederland"),
        ("2401AC;" + "1" * 13 + ";X;52.1;4.6", "regel 3: het huisnummer of de straat is te lang"),
        (TWELVE, "regel 3: 2401AB 12A staat er twee keer in"),
    ],
)
def test_a_fault_refuses_the_whole_file(load, line, said):
    with pytest.raises(CommandError) as refused:
        load(TWELVE, line)
    assert said in str(refused.value)
    assert not AddressPoint.objects.exists()
