"""The area page: who reads it finds what is known of the area, and is sent where more is."""

import pytest

from tests.factories import AreaFactory, FiguresFactory, LevelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """What stands on the page of an area, on one line."""

    def text(area) -> str:
        answer = client.get(f"/gebieden/{area.slug}/")
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return text


def test_key_figures_stand_there_with_unit_year_and_source(read):
    oost = AreaFactory(name="Oost")
    FiguresFactory(area=oost, year=2023, households=1, source="CBS 2023")
    others = {"woz_value_k": 383, "owner_occupied_pct": 64, "household_size": 2.3, "women": 500}
    FiguresFactory(area=oost, year=2024, households=7290, others=others, source="CBS 2024")
    page = read(oost)
    assert "In cijfers (2024)" in page
    assert "<dt>Huishoudens</dt><dd>7.290</dd>" in page
    assert "<dt>Personen per huishouden</dt><dd>2,3 personen</dd>" in page
    assert "<dt>Koopwoningen</dt><dd>64%</dd>" in page
    assert "<dt>Gemiddelde WOZ-waarde van woningen</dt><dd>€&nbsp;383.000</dd>" in page
    assert "Bron: CBS 2024" in page
    assert "Vrouwen" not in page
    assert "CBS 2023" not in page


def test_what_nobody_knows_is_not_printed(read):
    oost = AreaFactory(name="Oost")
    assert "In cijfers" not in read(oost)
    FiguresFactory(area=oost, others={"woz_value_k": None})
    assert "In cijfers" not in read(oost)


def test_without_a_plan_one_is_sent_up_or_down_never_where_nothing_is(read):
    oost = AreaFactory(name="Oost", level=LevelFactory())
    assert "Kijk bij het gebied erboven" in read(oost)
    whole = read(oost.municipality.root)
    assert "gebied erboven" not in whole
    assert "Kies hieronder een gebied" in whole
