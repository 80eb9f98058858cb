"""Wie doet er mee: counts of a year, newcomers, and nothing that points at few people."""

import csv
import datetime
import io
from types import SimpleNamespace

import pytest

from areas.actions.small_numbers import Parts
from areas.actions.telling import FEW, told_alone, told_together
from config.lib.clock import now, today
from config.pages.taking_part import KNOWN, NEW, PEOPLE, counted
from initiatives.models import Endorsement
from tests.factories import (
    AreaFactory,
    FiguresFactory,
    GatheringFactory,
    InitiativeFactory,
    SignalFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db
LAST_YEAR, YEAR_BEFORE = datetime.timedelta(days=90), datetime.timedelta(days=500)


@pytest.fixture
def town(db):
    """A municipality with two gebieden, Oost and West, and a wijk in Oost."""
    oost = AreaFactory(name="Oost")
    home = oost.municipality
    west = AreaFactory(name="West", municipality=home)
    wijk = AreaFactory(name="Wijk", municipality=home, parent=oost)
    for area, living in ((oost, 2000), (home.root, 10_000)):
        FiguresFactory(area=area, inhabitants=living)
    return SimpleNamespace(home=home, oost=oost, west=west, wijk=wijk)


def signals(area, who, ago=LAST_YEAR) -> None:
    """Each of these neighbours asks something, so long ago."""
    for one in who:
        email = f"buur{one}@example.org"
        SignalFactory(area=area, contact_email=email, received_on=today() - ago)


def cell(page, label: str) -> list[str]:
    """The figures of a row of the table."""
    row = page.text.split(label, 1)[1].split("</tr>")[0]
    return [part.split(">", 1)[1].split("<")[0] for part in row.split("<td ")[1:]]


def test_counts_per_form_and_per_thousand_beside_the_whole_town(town, client):
    signals(town.wijk, range(6))
    signals(town.west, range(10, 24))
    page = client.get("/gebieden/oost/wie-doet-mee/")
    assert cell(page, "Vragen en opmerkingen") == ["6", "3,0", "2,0"]
    assert cell(page, "Ideeën ingediend") == ["–", "–", "–"]
    assert "2.000 inwoners" in page.text
    assert "buur1@" not in page.text


def test_each_form_counts_once_confirmed_and_within_the_year(town):
    idea = InitiativeFactory(area=town.oost, received_on=today() - YEAR_BEFORE * 2)
    evening = GatheringFactory(area=town.oost)
    at = now() - LAST_YEAR
    # A part without any would have Oost hidden, as the whole minus Oost is what West did not tell.
    AreaFactory(name="Zuid", municipality=town.home)
    for one in range(5):
        InitiativeFactory(area=town.oost, received_on=today() - LAST_YEAR)
        SignUpFactory(gathering=evening, confirmed_at=at)
        given = {"initiative": idea, "email": f"{one}@x.nl", "inside": True}
        Endorsement.objects.create(**given, confirmed_at=at)
    SignUpFactory(gathering=evening, confirmed_at=None, seated_at=None)
    Endorsement.objects.create(initiative=idea, email="nee@x.nl", inside=True)
    InitiativeFactory(area=town.oost, received_on=today() - LAST_YEAR, state="unconfirmed")
    signals(town.oost, range(7), ago=datetime.timedelta(0))  # this month does not count yet
    found = counted(town.home)
    forms = {name: found.of(name, town.oost.pk) for name in found.forms}
    assert forms == {"initiative": 5, "sign_up": 5, "support": 5, "signal": None}


def test_a_newcomer_was_not_there_the_year_before(town, client):
    signals(town.oost, range(5), ago=YEAR_BEFORE)
    signals(town.oost, [*range(5), *range(5), *range(10, 17)])
    signals(town.west, range(30, 44), ago=YEAR_BEFORE)
    signals(town.west, range(30, 44))
    signals(town.west, range(50, 58))
    found = counted(town.home)
    assert {name: found.of(name, town.oost.pk) for name in found.people} == {
        PEOPLE: 12,
        NEW: 7,
        KNOWN: 5,
    }
    page = client.get("/gebieden/oost/wie-doet-mee/")
    assert "voor het eerst" in page.text


def test_newcomers_are_not_told_when_that_tells_how_few_were_there_before(town, client):
    signals(town.oost, [1], ago=YEAR_BEFORE)
    signals(town.oost, range(12))
    found = counted(town.home)
    assert [found.of(name, town.oost.pk) for name in (NEW, KNOWN)] == [None, None]
    assert "voor het eerst" not in client.get("/gebieden/oost/wie-doet-mee/").text


def test_a_small_part_is_not_found_by_subtracting_the_others_from_the_whole(town):
    signals(town.oost, range(9))
    signals(town.west, range(20, 22))
    found = counted(town.home)
    root = town.home.root_id
    assert found.of("signal", root) == 11
    assert found.of("signal", town.west.pk) is None
    assert found.of("signal", town.oost.pk) is None, "else 11 - 9 = 2"


def test_what_is_left_of_the_town_beside_what_is_told_is_not_a_few(town):
    """West and Zuid both tell nothing; together they would be one, 7 - 6."""
    zuid = AreaFactory(name="Zuid", municipality=town.home)
    signals(town.wijk, range(6))
    signals(zuid, [20])
    found = counted(town.home)
    assert found.of("signal", town.home.root_id) == 7
    told = [found.of("signal", area.pk) for area in (town.oost, town.wijk, town.west, zuid)]
    assert told == [None] * 4
    signals(zuid, range(30, 34))
    again = counted(town.home)
    # Of Zuid there are five now, but they would tell West: 11 - 6 - 5.
    assert [again.of("signal", area.pk) for area in (town.oost, zuid)] == [6, None]


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_numbers_no_family_has_exactly_one_hidden(town, seed):
    """In each whole with its parts, and for newcomers with regulars: none, or two and more."""
    parts = Parts(town.home)
    areas = list(parts.above)
    new = {area: (seed * 7 + at * 5) % 13 for at, area in enumerate(areas)}
    known = {area: (seed * 3 + at * 11) % 17 for at, area in enumerate(areas)}
    people = {area: new[area] + known[area] for area in areas}
    told = told_together({PEOPLE: people, NEW: new, KNOWN: known}, parts)
    told["alone"] = told_alone(people, parts)
    for values in told.values():
        assert all(number is None or number >= FEW for number in values.values())
        for whole, *division in parts.families(values):
            shown = [values[area] for area in division if values[area] is not None]
            assert sum(values[area] is None for area in [whole, *division]) != 1
            if values[whole] is not None:
                assert not 0 < values[whole] - sum(shown) < FEW
    for area in areas:
        assert (told[NEW][area] is None) == (told[KNOWN][area] is None)
        if told[PEOPLE][area] is None:
            assert told[NEW][area] is None


def test_the_download_has_the_parts_and_leaves_empty_what_is_not_told(town, client):
    signals(town.wijk, range(6))
    signals(town.oost, range(30, 37))
    signals(town.west, range(40, 47))
    answer = client.get("/gebieden/oost/wie-doet-mee.csv")
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    asked = {row["gebied"]: row["aantal"] for row in rows if row["vorm"].startswith("Vragen")}
    assert asked == {"Oost": "13", "Wijk": "6"}
    assert {row["aantal"] for row in rows if row["vorm"].startswith("Ideeën")} == {""}


def test_who_does_not_exist_has_no_page(town, client):
    assert client.get("/gebieden/nergens/wie-doet-mee/").status_code == 404
