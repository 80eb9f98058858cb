"""Reading figures of areas from files: what is kept, what is left out, what is refused."""

import datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from areas.models import Indicator, Measurement
from config.audit.models import Event
from tests.factories import AreaFactory, IndicatorFactory, MeasurementFactory, MunicipalityFactory

pytestmark = pytest.mark.django_db
HEAD = "indicator;naam;eenheid;richting;gebied;jaar;waarde;bron\n"
LINE = "indicators: created={} updated={} unchanged={} ignored={} suppressed={}"


@pytest.fixture
def town():
    """Waterstad (GM0484) with Oost, which CBS calls WK048401, and West."""
    town = MunicipalityFactory()
    town.root.cbs_code = "GM0484"
    town.root.save()
    AreaFactory(municipality=town, name="Oost", cbs_code="WK048401", code="oost")
    AreaFactory(municipality=town, name="West", cbs_code="WK048402", code="west")
    return town


def imported(*paths, municipality="waterstad", **options) -> str:
    """The last line of the command."""
    out = StringIO()
    call_command(
        "import_indicators", *map(str, paths), municipality=municipality, stdout=out, **options
    )
    return out.getvalue().splitlines()[-1]


def refusal(*paths, **options) -> str:
    """What the command says when it refuses."""
    with pytest.raises(CommandError) as refused:
        imported(*paths, **options)
    assert str(refused.value).endswith("Er is niets geschreven.")
    return str(refused.value)


@pytest.fixture
def file(tmp_path):
    """Writes a file: `file("a.csv", text)`."""

    def write(name: str, text: str):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def own(*rows: str) -> str:
    return HEAD + "\n".join(rows)


def values(code: str) -> dict:
    rows = Measurement.objects.filter(indicator__code=code)
    return {
        (area, year): value for area, year, value in rows.values_list("area__name", "year", "value")
    }


def test_our_own_layout_names_areas_by_code_or_name(town, file):
    path = file(
        "cijfers.csv",
        own(
            "groen;Groen in de straat;cijfer;hoger;WK048401;2023;6,4;Enquête 2023",
            "groen;Groen in de straat;cijfer;hoger;oost;2024;6,75;Enquête 2024",
            "groen;Groen in de straat;cijfer;hoger;West;2024;7;Enquête 2024",
        ),
    )
    assert imported(path) == LINE.format(3, 0, 0, 0, 0)
    assert values("groen") == {
        ("Oost", 2023): Decimal("6.4"),
        ("Oost", 2024): Decimal("6.75"),
        ("West", 2024): Decimal(7),
    }
    one = Indicator.objects.get()
    assert (one.name, one.unit, one.direction, one.decimals) == (
        "Groen in de straat",
        "cijfer",
        "up",
        2,
    )
    assert Measurement.objects.get(year=2023).source == "Enquête 2023"


def test_a_second_time_changes_nothing(town, file):
    path = file("a.csv", own("groen;Groen;cijfer;hoger;oost;2023;6,4;Enquête"))
    imported(path)
    events = Event.objects.count()
    assert imported(path) == LINE.format(0, 0, 1, 0, 0)
    assert Event.objects.count() == events


def test_a_figure_that_was_put_right_is_updated_and_stays_one(town, file):
    imported(file("a.csv", own("groen;Groen;cijfer;hoger;oost;2023;6,4;Enquête")))
    assert imported(file("b.csv", own("groen;;;;oost;2023;6,6;Enquête"))) == LINE.format(
        0, 1, 0, 0, 0
    )
    assert values("groen") == {("Oost", 2023): Decimal("6.6")}


def test_a_real_figure_takes_the_place_of_a_fictitious_one(town, file):
    oost = town.areas.get(name="Oost")
    MeasurementFactory(area=oost, indicator__code="groen", year=2023, fictitious=True)
    imported(file("a.csv", own("groen;;;;oost;2023;6,6;Enquête")))
    assert not Measurement.objects.get().fictitious


@pytest.mark.parametrize("missing", ["", ".", "x", "-99997", "-99999999", "onbekend"])
def test_what_is_not_known_is_never_a_number(town, file, missing):
    text = own("groen;Groen;cijfer;;oost;2023;6;E", f"groen;Groen;cijfer;;west;2023;{missing};E")
    assert imported(file("a.csv", text)) == LINE.format(1, 0, 0, 1, 0)
    assert values("groen") == {("Oost", 2023): Decimal(6)}


def test_small_counts_of_crime_are_kept_without_their_value(town, file):
    AreaFactory(municipality=town, name="Noord", cbs_code="WK048403")
    text = (
        "statcode,statnaam,level,gm_code,jaar,geregistreerde_misdrijven\n"
        "GM0484,Waterstad,gemeente,GM0484,2024,400\n"
        "WK048401,Oost,wijk,GM0484,2024,5\n"
        "WK048402,West,wijk,GM0484,2024,4\n"
        "WK048403,Noord,wijk,GM0484,2024,3\n"
        "WK048402,West,wijk,GM0484,2023,0\n"
    )
    assert imported(file("misdrijven.csv", text)) == LINE.format(5, 0, 0, 0, 3)
    assert values("geregistreerde-misdrijven") == {
        ("Waterstad", 2024): Decimal(400),
        ("Oost", 2024): Decimal(5),
        ("West", 2024): None,
        ("Noord", 2024): None,
        ("West", 2023): None,
    }
    assert imported(file("misdrijven.csv", text)) == LINE.format(0, 0, 5, 0, 3)


def test_the_limit_of_the_administrator_holds_at_the_next_import(town, file):
    path = file("a.csv", own("hulp;Hulpvragen;vragen;geen;oost;2023;7;Team"))
    imported(path)
    Indicator.objects.update(suppress_below=10)
    assert imported(path) == LINE.format(0, 1, 0, 0, 1)
    assert values("hulp") == {("Oost", 2023): None}


def test_the_score_of_the_leefbaarometer_comes_with_its_parts_below_zero_too(town, file):
    text = "wk_code,wk_naam,jaar,lbm,afw,fys\nWK048401,Oost,2022,4.3282,0.2259,-0.0073\n"
    assert imported(file("lbm.csv", text)) == LINE.format(2, 0, 0, 0, 0)
    assert values("leefbaarometer") == {("Oost", 2022): Decimal("4.3282")}
    assert values("leefbaarometer-fysiek") == {("Oost", 2022): Decimal("-0.0073")}


def test_areas_of_other_municipalities_are_ignored(town, file):
    text = "statcode,jaar,inwoners,bron\nWK048401,2024,900,85984NED\nWK198001,2024,800,85984NED\n"
    assert imported(file("a.csv", text), municipality="GM0484") == LINE.format(1, 0, 0, 1, 0)
    assert Measurement.objects.get().source == "CBS, 85984NED"


def test_what_the_administrator_changed_about_an_indicator_stays(town, file):
    IndicatorFactory(municipality=town, code="inwoners", name="Bewoners", unit="inwoners")
    imported(file("a.csv", "statcode,jaar,inwoners\nWK048401,2024,900\n"))
    assert Indicator.objects.get().name == "Bewoners"


def test_only_checking_writes_nothing(town, file):
    path = file("a.csv", own("groen;Groen;cijfer;hoger;oost;2023;6,4;Enquête"))
    assert imported(path, check=True) == LINE.format(1, 0, 0, 0, 0)
    assert not Indicator.objects.exists()
    assert not Event.objects.exists()


def test_the_trail_has_one_event_for_the_file(town, file):
    imported(file("a.csv", own("groen;Groen;cijfer;hoger;oost;2023;6,4;Enquête")))
    assert list(Event.objects.order_by("verb").values_list("verb", flat=True)) == [
        "indicator.created",
        "indicators.imported",
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("groen;Groen;;;oost;2023;veel;E", "“veel” is geen getal"),
        ("groen;Groen;;;oost;2023;1.250;E", "op twee manieren te lezen"),
        ("groen;Groen;;;oost;twee;5;E", "“twee” is geen getal"),
        ("groen;Groen;;;oost;;5;E", "het jaar is leeg"),
        ("groen;Groen;;;oost;1850;5;E", "geen jaar tussen 1990 en 2100"),
        ("groen;Groen;;;oost;2031;5;E", "2031 is nog niet begonnen"),
        ("groen;Groen;;;nergens;2023;5;E", "“nergens” is geen gebied van deze gemeente"),
        ("groen;Groen;;;;2023;5;E", "het gebied is leeg"),
        ("groen;Groen;;beter;oost;2023;5;E", "moet hoger, lager of geen zijn"),
        ("Meer groen;Groen;;;oost;2023;5;E", "kleine letters, cijfers en streepjes"),
        ("groen;;;;oost;2023;5;E", "geef hem een naam"),
        ("groen;Groen;oost;2023;5;E", "6 kolommen waar de kop er 8 heeft"),
        ("groen;Groen;;;oost;2023;99999999999;E", "is te groot"),
    ],
)
def test_broken_rows_are_refused_with_file_and_line(town, file, row, reason):
    text = own("water;Water;;;oost;2023;5;E", row)
    said = refusal(file("fout.csv", text))
    assert "fout.csv: regel 3" in said
    assert reason in said
    assert not Measurement.objects.exists()
    assert not Indicator.objects.exists()


def test_two_values_for_one_figure_are_refused(town, file):
    said = refusal(
        file("a.csv", own("groen;Groen;;;oost;2023;5;E")),
        file("b.csv", own("groen;Groen;;;WK048401;2023;6;E")),
    )
    assert "b.csv: regel 2: dit cijfer staat al in a.csv: regel 2" in said


def test_a_name_of_two_areas_is_refused(town, file):
    AreaFactory(
        municipality=town, name="Oost", slug="oost-buurt", parent=town.areas.get(code="oost")
    )
    assert "meer gebieden heten “Oost”" in refusal(
        file("a.csv", own("groen;Groen;;;Oost;2023;5;E"))
    )


def test_an_area_that_has_ended_gives_way_to_the_one_of_today(town, file):
    gone = {"valid_until": datetime.date(2020, 12, 31), "cbs_code": "WK048401"}
    AreaFactory(municipality=town, name="Oost", slug="oost-vroeger", **gone)
    rows = [
        f"groen;Groen;;;{name};{year};5;E" for name, year in [("WK048401", 2023), ("Oost", 2022)]
    ]
    imported(file("a.csv", own(*rows)))
    assert set(Measurement.objects.values_list("area__slug", flat=True)) == {"oost"}


def test_another_unit_than_before_is_refused(town, file):
    imported(file("a.csv", own("groen;Groen;cijfer;;oost;2023;5;E")))
    said = refusal(file("b.csv", own("groen;Groen;%;;oost;2024;50;E")))
    assert "de eenheid is “%”, maar eerder “cijfer”" in said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a;b;c\n1;2;3\n", "onbekende indeling"),
        ("", "dit bestand is leeg"),
        (HEAD, "er staat geen enkel cijfer in"),
        ("{}", "dit is geen CSV"),
        ("statcode,jaar,inwoners\nWK04,2024,900\n", "“WK04” is geen CBS-code"),
        ("statcode,jaar,inwoners\nWK198001,2024,900\n", "er staat geen cijfer van Waterstad in"),
    ],
)
def test_files_that_cannot_be_read_are_refused(town, file, text, reason):
    assert reason in refusal(file("a.csv", text))


def test_a_file_or_municipality_that_is_not_there(town, file, tmp_path):
    assert "dit bestand is er niet" in refusal(tmp_path / "weg.csv")
    path = file("a.csv", own("groen;Groen;;;oost;2023;5;E"))
    assert "“GM9999” is geen gemeente" in refusal(path, municipality="GM9999")
