"""The practice files that come with the project say what their sources say, and nothing more."""

from pathlib import Path

import pytest
from django.conf import settings

from areas.models import Area, AreaPlacement, Municipality, PlanKind, Role, Theme
from areas.models.places import Grouping
from areas.roles import RoleKind
from budgets.models import Scheme
from config.pages.practice.load import load
from config.pages.practice.schema import TABLES
from partners.models import Roundtable

FOLDER = Path(settings.BASE_DIR) / "config" / "municipalities"
ALPHEN, HOORN = FOLDER / "alphen-aan-den-rijn.toml", FOLDER / "hoorn.toml"


@pytest.fixture
def alphen(db) -> Municipality:
    load([ALPHEN])
    return Municipality.objects.get()


@pytest.fixture
def hoorn(db) -> Municipality:
    load([HOORN])
    return Municipality.objects.get()


def test_both_load_together_and_a_second_time_changes_nothing(db):
    first = load([ALPHEN, HOORN])
    second = load([ALPHEN, HOORN])
    assert first.created > 100
    assert (second.created, second.changed, second.unchanged) == (0, 0, first.created)


def test_alphen_has_five_gebieden_and_the_mapping_is_an_assumption(alphen):
    gebieden = Area.objects.filter(level__code="gebied").order_by("name")
    assert [area.name for area in gebieden] == [
        "Alphen Centrum",
        "Alphen West",
        "Boskoop",
        "Ridderveld",
        "Rijnwoude",
    ]
    assert not gebieden.filter(assumed=True).exists()
    assert AreaPlacement.objects.count() == 16
    assert not AreaPlacement.objects.filter(assumed=False).exists()
    assert alphen.root.cbs_code == "GM0484"


def test_alphen_has_a_cascade_of_plans(alphen):
    jaarplan = PlanKind.objects.get(code="jaarplan")
    assert jaarplan.parent.code == "gebiedsprogramma"
    assert jaarplan.parent.parent.code == "gebiedsprofiel"


def test_alphen_has_five_verdeeltafels_and_noord_belongs_to_no_gebied(alphen):
    tables = Roundtable.objects.filter(kind__code="verdeeltafel")
    assert dict(tables.values_list("name", "place")) == {
        "Verdeeltafel Alphen Noord": "Stichting Vrouw",
        "Verdeeltafel Alphen Centrum": "MFA aan de Briljantstraat",
        "Verdeeltafel Alphen West": "MFA Kerk en Zanen",
        "Verdeeltafel Boskoop": "Oude Raadhuis",
        "Verdeeltafel Rijnwoude": "MFA de SOM, Hazerswoude-Rijndijk",
    }
    assert all(table.organisations.count() == 4 for table in tables)
    assert all(table.kind.confidential for table in tables)
    noord = tables.get(code="verdeeltafel-alphen-noord")
    assert noord.area is None
    assert "zegt niet welk gebied" in noord.note


def test_alphens_money_is_what_the_source_says(alphen):
    schemes = {scheme.code: scheme for scheme in Scheme.objects.all()}
    assert schemes["leefbaarheidsbudget"].fixed_cents is None
    assert schemes["groen-blauwe-schoolpleinen"].limit_cents == 500_000
    assert schemes["aed-en-buurtpreventie"].fixed_cents == 7_500_000
    assert schemes["aed-en-buurtpreventie"].decided_by_text == "gemeenteraad"
    assert not any(scheme.can_apply for scheme in schemes.values())


def test_alphen_names_every_kind_of_role(alphen):
    assert set(Role.objects.values_list("kind", flat=True)) == set(RoleKind.values)


def test_the_themes_of_alphen_are_an_assumption(alphen):
    assert not Theme.objects.filter(assumed=False).exists()


def test_hoorn_has_its_own_wijken_beside_those_of_cbs(hoorn):
    own = Area.objects.filter(grouping__code="eigen-wijken")
    assert own.count() == 10  # the source counts 11 and names 10
    assert AreaPlacement.objects.get(cbs_code="WK040533").area.name == "Kersenboogerd"
    assert not AreaPlacement.objects.filter(assumed=False).exists()


def test_the_rayons_of_hoorn_have_no_invented_names(hoorn):
    rayons = Grouping.objects.get(code="rayons")
    assert "3 rayons" in rayons.source
    assert not rayons.areas.exists()


def test_hoorn_adopts_a_wijkplan_for_four_years_and_a_plan_for_each_year(hoorn):
    plan = PlanKind.objects.get(code="uitvoeringsplan")
    assert (plan.months, plan.parent.months) == (12, 48)
    assert plan.adopted_by.startswith("college")
    assert plan.parent.adopted_by.startswith("gemeenteraad")


def test_nothing_of_2008_can_be_asked_for_today(hoorn):
    schemes = Scheme.objects.all()
    assert len(schemes) == 4
    assert {scheme.closed_note for scheme in schemes} == {"praktijk 2008, niet aan te vragen"}
    assert not Scheme.objects.open_today().exists()


@pytest.mark.parametrize("path", [ALPHEN, HOORN], ids=lambda path: path.stem)
def test_every_row_says_where_it_comes_from(db, path):
    load([path])
    silent = [
        str(row)
        for table in TABLES
        for row in table.model._default_manager.filter(source="")
        if not hasattr(row, "root_of")
    ]
    assert silent == []


def test_the_guide_names_every_table_and_every_key():
    guide = (FOLDER / "README.md").read_text(encoding="utf-8")
    missing = [
        f"{table.name}.{key.name}"
        for table in TABLES
        for key in table.keys
        if f"`{key.name}`" not in guide or table.name not in guide
    ]
    assert missing == []
