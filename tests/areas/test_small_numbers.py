"""What would give a small number away is not kept: the rest of a whole tells what is left out."""

from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from areas.actions.indicators import add_measurement
from areas.actions.small_numbers import Parts, given_away, is_count
from areas.models import AreaMember, Grouping, Indicator, Measurement
from areas.roles import RoleKind
from config.audit.models import Event
from tests.factories import (
    AreaFactory,
    IndicatorFactory,
    MeasurementFactory,
    MunicipalityFactory,
    person,
)

pytestmark = pytest.mark.django_db
HEAD = "indicator;naam;eenheid;richting;gebied;jaar;waarde;bron\n"


@pytest.fixture
def town():
    """Waterstad: an own gebied that nobody measures, with Oost (two buurten), West and Noord."""
    town = MunicipalityFactory()
    town.gebied = AreaFactory(municipality=town, name="Stadsdeel", code="stadsdeel")
    for name in ("Oost", "West", "Noord"):
        AreaFactory(municipality=town, name=name, code=name.lower(), parent=town.gebied)
    for name in ("Vijver", "Park"):
        oost = town.areas.get(code="oost")
        AreaFactory(municipality=town, name=name, code=name.lower(), parent=oost)
    IndicatorFactory(
        municipality=town, code="hulp", name="Hulpvragen", unit="vragen", suppress_below=5
    )
    Indicator.objects.update(decimals=0)
    return town


@pytest.fixture
def load(town, tmp_path):
    """Imports figures of 2024 by area and returns the counts of the command."""

    def load(year: int = 2024, indicator: str = "hulp", **figures) -> str:
        rows = [f"{indicator};;;;{area};{year};{value};Team" for area, value in figures.items()]
        path = tmp_path / "cijfers.csv"
        path.write_text(HEAD + "\n".join(rows), encoding="utf-8")
        out = StringIO()
        call_command("import_indicators", str(path), municipality=town.code, stdout=out)
        return out.getvalue().splitlines()[-1].removeprefix("indicators: ")

    return load


def counted(created=0, updated=0, unchanged=0, ignored=0, suppressed=0) -> str:
    numbers = locals().items()
    return " ".join(f"{name}={number}" for name, number in numbers)


def shown(year: int = 2024) -> dict:
    """The figures that were kept, by area."""
    rows = Measurement.objects.filter(year=year).values_list("area__name", "value", "suppressed")
    assert all((value is None) == suppressed for _name, value, suppressed in rows)
    return {name: None if value is None else int(value) for name, value, _hidden in rows}


# --- Left out beside a small one ------------------------------------------------


def test_the_next_smallest_part_goes_with_the_only_one_that_is_left_out(town, load):
    assert load(Waterstad=60, oost=40, west=17, noord=3) == counted(created=4, suppressed=2)
    assert shown() == {"Waterstad": 60, "Oost": 40, "West": None, "Noord": None}


def test_a_second_time_changes_nothing(town, load):
    figures = {"Waterstad": 60, "oost": 40, "west": 17, "noord": 3}
    load(**figures)
    assert load(**figures) == counted(unchanged=4, suppressed=2)


def test_a_part_that_is_itself_a_whole_is_not_told_by_its_own_parts(town, load):
    load(Waterstad=60, oost=14, vijver=8, park=6, west=43, noord=3)
    assert shown() == {
        "Waterstad": 60,
        "Oost": None,
        "Vijver": 8,
        "Park": None,
        "West": 43,
        "Noord": None,
    }


def test_what_was_there_already_is_left_out_when_a_later_file_would_tell_it(town, load):
    load(oost=40, west=17, noord=3)
    assert shown()["West"] == 17
    assert load(Waterstad=60) == counted(created=1, updated=1, suppressed=1)
    assert shown() == {"Waterstad": 60, "Oost": 40, "West": None, "Noord": None}
    assert Measurement.objects.get(area__code="west").source == "Team"
    assert load(Waterstad=60) == counted(unchanged=1)
    assert load(oost=40, west=17, noord=3) == counted(unchanged=3, suppressed=2)


def test_areas_of_a_second_division_are_told_neither(town, load):
    division = Grouping.objects.create(municipality=town, code="eigen", name="eigen wijk")
    own = AreaFactory(municipality=town, name="Waterkant", code="waterkant", grouping=division)
    for code in ("west", "noord"):
        AreaMember.objects.create(group=own, area=town.areas.get(code=code))
    load(waterkant=20, west=17, noord=3)
    assert shown() == {"Waterkant": 20, "West": None, "Noord": None}


def test_a_figure_by_hand_gives_nothing_away_either(town, load):
    load(Waterstad=60, oost=40, west=17)
    assert shown()["West"] == 17
    ada = person(RoleKind.ADVISOR_SOCIAL, town.gebied, "Ada Adviseur")
    noord, hulp = town.areas.get(code="noord"), Indicator.objects.get()
    row = add_measurement(hulp, area=noord, year=2024, value=Decimal(3), source="Team", by=ada)
    assert row.suppressed
    assert shown() == {"Waterstad": 60, "Oost": 40, "West": None, "Noord": None}
    told = Event.objects.filter(verb="measurement.changed", actor=ada)
    assert told.get().changes == {"year": 2024}


# --- Kept as it is --------------------------------------------------------------


def test_two_parts_that_are_left_out_hide_each_other(town, load):
    load(Waterstad=47, oost=40, west=4, noord=3)
    assert shown() == {"Waterstad": 47, "Oost": 40, "West": None, "Noord": None}


def test_without_the_whole_nothing_can_be_subtracted(town, load):
    load(oost=40, west=17, noord=3)
    assert shown() == {"Oost": 40, "West": 17, "Noord": None}


def test_another_year_is_another_whole(town, load):
    load(Waterstad=60)
    load(year=2023, oost=40, west=17, noord=3)
    assert shown(2023) == {"Oost": 40, "West": 17, "Noord": None}


def test_where_nothing_is_left_out_all_stays(town, load):
    load(Waterstad=60, oost=40, west=15, noord=5)
    assert None not in shown().values()


@pytest.mark.parametrize(
    "fields", [{"unit": "%"}, {"decimals": 1}, {"suppress_below": None}], ids=str
)
def test_what_does_not_add_up_is_not_left_out_beside_another(town, load, fields):
    Indicator.objects.update(**fields)
    Indicator.objects.filter(unit="%").update(unit="% van de bewoners")
    hulp = Indicator.objects.get()
    assert not is_count(hulp)
    load(Waterstad=60, oost=40, west=17, noord=3)
    assert shown()["West"] == 17


def test_never_is_exactly_one_of_a_whole_and_its_parts_left_out(town):
    """Whatever is too small: no whole or part follows from the others."""
    parts = Parts(town)
    codes = ("oost", "west", "noord", "vijver", "park")
    areas = [town.root.pk, *(town.areas.get(code=code).pk for code in codes)]
    for small in range(1, 2 ** len(codes)):
        values = {
            area: None if number and small >> (number - 1) & 1 else Decimal(10 + number)
            for number, area in enumerate(areas)
        }
        values |= dict.fromkeys(given_away(values, parts))
        for family in parts.families(values):
            assert sum(values[area] is None for area in family) != 1 or len(family) < 3


def test_a_count_that_was_made_up_keeps_its_label_when_it_goes(town, load):
    west = town.areas.get(code="west")
    MeasurementFactory(
        indicator=Indicator.objects.get(), area=west, year=2024, value=17, fictitious=True
    )
    load(Waterstad=60, oost=40, noord=3)
    row = Measurement.objects.get(area=west)
    assert (row.suppressed, row.fictitious) == (True, True)
