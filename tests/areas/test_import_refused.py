"""What may not be imported: every reason is told, and nothing at all is written."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError
from django.db import connection

from areas.models import Area, AreaAncestor, AreaPlacement, Municipality
from tests import factories
from tests.areas.geo_files import csv, feature, geojson, own
from tests.areas.import_files import LINE, TOWN, edition, everything, imported

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]


def counts() -> dict[str, int]:
    """The number of rows of every table."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


@pytest.fixture
def refused(tmp_path):
    """Import and return what is said; checks that no table changed."""

    def run(*files, **options) -> list[str]:
        before = counts(), everything()
        with pytest.raises(CommandError) as error:
            imported(*files, **options)
        assert (counts(), everything()) == before
        *reasons, last = str(error.value).splitlines()
        assert last == "Er is niets geschreven."
        return reasons

    return run


@pytest.fixture
def town(tmp_path):
    return edition(tmp_path / "a.geojson")


@pytest.mark.parametrize(
    ("properties", "reason"),
    [
        (own("BU0484010", "Kade"), "(BU0484010): geen code van een gemeente"),
        (own(name="Ka\x07de"), "de naam bevat onzichtbare tekens"),
        (own(name="Ka\u202ede"), "de naam bevat onzichtbare tekens"),
        (own(name="Ka\x00de"), "de naam bevat onzichtbare tekens"),
        (own(inhabitants="veel"), "inwoners: “veel” is geen getal"),
        (own(name="x" * 101), "de naam is langer dan 100 tekens"),
        (own(year=1800), "1800 is geen jaar tussen 1990 en 2100"),
        (own(parent_statcode="WK048499"), "hoort bij WK048499, maar de code wijst naar WK048401"),
    ],
)
def test_one_bad_feature_refuses_the_whole_file(properties, reason, refused, tmp_path):
    path = geojson(tmp_path / "a.geojson", feature(own("GM0484", "Waterstad")), feature(properties))

    (said,) = refused(path)

    assert said.startswith("a.geojson: feature 2")
    assert reason in said


def test_a_bad_file_refuses_the_good_ones_beside_it(refused, town, tmp_path):
    bad = tmp_path / "b.geojson"
    bad.write_text('{"type": "FeatureCollection", "features": [')

    (said,) = refused(town, bad)

    assert said.startswith("b.geojson: ")


def test_every_fault_is_told_at_once(refused, tmp_path):
    path = geojson(
        tmp_path / "a.geojson", feature(own("BU1", "Kade")), feature(own("BU04840100", ""))
    )

    assert len(refused(path)) == 2


def test_what_was_there_stays_as_it_was(refused, town, tmp_path):
    imported(town)
    newer = list(TOWN.items())
    bad = edition(tmp_path / "b.geojson", dict(newer[:1]), year=2025, people="een paar")

    assert refused(bad)


def test_a_file_that_is_not_there(refused, tmp_path):
    assert refused(tmp_path / "no.geojson") == ["no.geojson: dit bestand is er niet"]


def test_a_municipality_that_is_not_in_the_files(refused, town):
    assert refused(town, municipality="GM0405") == [
        "a.geojson: geen enkel gebied van GM0405 gevonden"
    ]


@pytest.mark.parametrize(
    ("option", "value", "reason"),
    [
        ("municipality", "Alphen", "“Alphen” is geen gemeentecode, zoals GM0484"),
        ("year", 24, "24 is geen jaar tussen 1990 en 2100"),
    ],
)
def test_options_that_make_no_sense(option, value, reason, refused, town):
    assert refused(town, **{option: value}) == [reason]


def test_a_table_that_does_not_say_its_year(refused, tmp_path):
    path = csv(tmp_path / "a.csv", "gwb_code_10;regio;a_inw", "WK048401;Oost;200")

    assert refused(path) == ["a.csv: het jaar staat niet in dit bestand; geef het mee met --year"]
    assert imported(path, year=2024) == LINE.format(2, 0, 0, 0)


def test_a_code_that_belongs_to_another_municipality_here(refused, town):
    havenstad = factories.MunicipalityFactory(name="Havenstad")
    factories.AreaFactory(municipality=havenstad, name="Gestolen", cbs_code="BU04840201")

    assert refused(town) == [
        "BU04840201: dit gebied hoort hier al bij een andere gemeente (Gestolen)"
    ]


def test_a_database_that_refuses_halfway_keeps_nothing(refused, town):
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON areas_areapostcode BEGIN"
                " SELECT RAISE(ABORT, 'the disk is full'); END"
            )
        else:
            cursor.execute(
                "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$"
                " BEGIN RAISE EXCEPTION 'the disk is full'; END $$"
            )
            cursor.execute(
                "CREATE TRIGGER full_disk BEFORE INSERT ON areas_areapostcode"
                " FOR EACH ROW EXECUTE FUNCTION full_disk()"
            )
    with_postcodes = edition(town, postcode="2401")

    (said,) = refused(with_postcodes)

    assert said.startswith("de database weigert dit: the disk is full")


def test_a_tree_that_would_become_a_circle(refused, town):
    imported(town)
    kade, oost = Area.objects.get(slug="kade"), Area.objects.get(slug="oost")
    municipality = Municipality.objects.get()
    AreaPlacement.objects.create(municipality=municipality, area=kade, cbs_code=oost.cbs_code)

    assert refused(town) == ["De gebieden liggen in een kring onder elkaar."]
    assert AreaAncestor.objects.filter(area=kade).count() == 3


def test_no_more_than_fifty_reasons(refused, tmp_path):
    path = geojson(tmp_path / "a.geojson", *[feature(own("BU1", "Kade"))] * 80)

    said = refused(path)

    assert len(said) == 51
    assert said[-1] == "gestopt na 50 fouten, misschien zijn er meer"


@pytest.mark.django_db(transaction=True)
def test_the_command_ends_with_code_1_and_says_why(tmp_path):
    path = geojson(tmp_path / "a.geojson", feature(own("BU1", "Kade")))

    done = subprocess.run(
        [sys.executable, "manage.py", "import_areas", str(path)],
        cwd=ROOT,
        env={"SECRET_KEY": "x" * 60, "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout) == (1, "a.geojson: 1 gelezen\n")
    assert "a.geojson: feature 1 (BU1): geen code" in done.stderr
    assert "Traceback" not in done.stderr
