"""Importing works: what a file makes, changes and ends, and what is refused whole."""

import datetime
import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from areas.actions.works import import_works
from areas.geo.shape import bounds
from areas.models import AreaShape, Work
from config.audit.models import Event
from tests.factories import AreaFactory, MunicipalityFactory, WorkFactory

pytestmark = pytest.mark.django_db
HEAD = "kenmerk;titel;soort;van;tot;meepraten_tot;stand;gebied;breedte;lengte;adres;url;toelichting"
RIOOL = (
    "W1;Riool vernieuwen;riolering;2027-03-01;30-06-2027;2026-12-20;gepland;oost;52,15;4,65;"
    "Dorpsstraat;https://waterstad.example/riool;De straat gaat open."
)
BOMEN = "W2;Bomen snoeien;groen;;;;in uitvoering;Vijverbuurt;;;;;"


def square(area, west, south, size):
    """Give an area a square as its shape, in degrees."""
    ring = [[west, south], [west + size, south], [west + size, south + size], [west, south + size]]
    rings = [[[*ring, ring[0]]]]
    names = ("min_x", "min_y", "max_x", "max_y")
    box = dict(zip(names, bounds(rings), strict=True))
    AreaShape.objects.create(area=area, year=2025, rings=rings, outline="M0 0", **box)


@pytest.fixture
def oost(db):
    """Oost with the Vijverbuurt in a corner of it."""
    area = AreaFactory(name="Oost", code="oost")
    area.buurt = AreaFactory(name="Vijverbuurt", parent=area)
    square(area, 4.6, 52.1, 0.1)
    square(area.buurt, 4.6, 52.1, 0.02)
    return area


@pytest.fixture
def load(oost, tmp_path):
    """Import lines of CSV, or a GeoJSON file; returns the last line."""

    def run(*lines, name="werken.csv", text=None, **options):
        path = tmp_path / name
        path.write_text(text if text is not None else "\n".join([HEAD, *lines]), encoding="utf-8")
        out = StringIO()
        call_command("import_works", path, municipality="waterstad", stdout=out, **options)
        return out.getvalue().strip().splitlines()[-1]

    return run


def points(*features, crs=None) -> str:
    """A GeoJSON file: each feature is (point, properties)."""
    made = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": place},
            "properties": properties,
        }
        for place, properties in features
    ]
    named = {"crs": {"type": "name", "properties": {"name": crs}}} if crs else {}
    return json.dumps({"type": "FeatureCollection", **named, "features": made})


def test_a_file_makes_works_with_all_it_says(load, oost):
    assert load(RIOOL, BOMEN) == "works: created=2 updated=0 unchanged=0 dropped=0"
    work = Work.objects.get(code="W1")
    assert (work.area, work.kind, work.place) == (oost, "riolering", "Dorpsstraat")
    assert (work.starts_on, work.ends_on) == (
        datetime.date(2027, 3, 1),
        datetime.date(2027, 6, 30),
    )
    assert work.talk_until == datetime.date(2026, 12, 20)
    assert (work.lat, work.lon) == (52.15, 4.65)
    assert Work.objects.get(code="W2").state == Work.State.RUNNING


def test_a_second_time_changes_nothing(load):
    load(RIOOL, BOMEN)
    events = Event.objects.count()
    assert load(RIOOL, BOMEN) == "works: created=0 updated=0 unchanged=2 dropped=0"
    assert Event.objects.count() == events


def test_what_changed_is_changed_and_the_site_is_made_new(load, client):
    load(RIOOL, BOMEN)
    mark = client.get("/gebieden/werken/").headers["ETag"]
    changed = RIOOL.replace("Riool vernieuwen", "Riool en stoep")
    assert load(changed, BOMEN) == "works: created=0 updated=1 unchanged=1 dropped=0"
    again = client.get("/gebieden/werken/", headers={"If-None-Match": mark})
    assert "Riool en stoep" in again.text


def test_what_is_no_longer_in_the_file_does_not_go_on(load):
    load(RIOOL, BOMEN)
    assert load(RIOOL) == "works: created=0 updated=0 unchanged=1 dropped=1"
    assert Work.objects.get(code="W2").state == Work.State.DROPPED
    assert load(RIOOL) == "works: created=0 updated=0 unchanged=1 dropped=0"
    assert load(RIOOL, BOMEN) == "works: created=0 updated=1 unchanged=1 dropped=0"


def test_what_is_ready_stays_ready_and_another_source_is_left_alone(load, oost):
    load(BOMEN.replace("in uitvoering", "gereed"))
    WorkFactory(area=oost, code="K1", source="Kabels")
    load(RIOOL)
    assert Work.objects.get(code="W2").state == Work.State.DONE
    assert Work.objects.get(code="K1").state == Work.State.PLANNED


def test_without_a_name_the_deepest_area_around_the_point_counts(load, oost):
    load("A;In de buurt;;;;;;;52.11;4.61;;;", "B;Erbuiten;;;;;;;52.18;4.68;;;")
    assert Work.objects.get(code="A").area == oost.buurt
    assert Work.objects.get(code="B").area == oost


def test_points_of_a_map_in_both_grids(load, oost):
    text = points(([4.61, 52.11], {"kenmerk": "A", "titel": "Stoep"}))
    load(text=text, name="werken.geojson")
    assert Work.objects.get(code="A").area == oost.buurt
    rd = points(([104_400, 459_300], {"kenmerk": "A", "titel": "Stoep"}), crs="EPSG:28992")
    load(text=rd, name="werken.geojson")
    work = Work.objects.get(code="A")
    assert abs(work.lat - 52.12) < 0.01
    assert abs(work.lon - 4.648) < 0.01


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("W9;;;;;;;oost;;;;;", "regel 3: wat: Dit veld"),
        (";Zonder kenmerk;;;;;;oost;;;;;", "regel 3: kenmerk: Dit veld"),
        ("W9;X;;31-02-2027;;;;oost;;;;;", "“31-02-2027” in van is geen datum"),
        ("W9;X;;2027-05-01;2027-04-01;;;oost;;;;;", "de einddatum ligt voor de begindatum"),
        ("W9;X;;;;;misschien;oost;;;;;", "“misschien” is geen stand"),
        ("W9;X;;;;;;Atlantis;;;;;", "het gebied “Atlantis” is niet bekend"),
        ("W9;X;;;;;;;;;;;", "vul een gebied in, of een breedte en lengte"),
        ("W9;X;;;;;;;51.0;4.0;;;", "het punt ligt in geen enkel gebied"),
        ("W9;X;;;;;;oost;48.8;2.3;;;", "dit punt ligt niet in Nederland"),
        ("W9;X;;;;;;oost;noord;oost;;;", "breedte en lengte zijn geen getallen"),
        ("W9;X;;;;;;oost;52.1;;;;", "breedte en lengte zijn geen getallen"),
        ("W9;X;;;;;;oost;nan;nan;;;", "dit punt ligt niet in Nederland"),
        ("W9;X;;;;;;oost;;;;ftp://x.example/;", "begint niet met https://"),
        ("W9;" + "x" * 201 + ";;;;;;oost;;;;;", "regel 3: wat: "),
        (RIOOL, "het kenmerk W1 staat er twee keer in"),
        ("K1;X;;;;;;oost;;;;;", "het kenmerk K1 hoort al bij de bron “Kabels”"),
    ],
)
def test_a_fault_refuses_the_whole_file_with_its_line(load, oost, line, said):
    WorkFactory(area=oost, code="K1", source="Kabels")
    with pytest.raises(CommandError) as refused:
        load(RIOOL, line)
    assert said in str(refused.value)
    assert str(refused.value).endswith("Er is niets geschreven.")
    assert Work.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "de kolom “kenmerk” ontbreekt"),
        (HEAD, "er staat geen enkel werk in dit bestand"),
        ("{", "geen geldige JSON"),
        ("PK\x03\x04", "dit is geen tekst"),
        (points(([4.6, 52.1], {}), crs="EPSG:9999"), "onbekend coördinatenstelsel"),
    ],
)
def test_a_file_that_is_no_programme_is_refused(load, text, said):
    with pytest.raises(CommandError, match=said):
        load(text=text)


def test_a_check_writes_nothing(load):
    assert load(RIOOL, check=True) == "works: created=1 updated=0 unchanged=0 dropped=0"
    assert not Work.objects.exists()
    assert not Event.objects.filter(verb="work.imported").exists()


def test_two_areas_of_one_name_need_a_code(load, oost):
    AreaFactory(name="Vijverbuurt", slug="vijverbuurt-2", parent=oost)
    with pytest.raises(CommandError, match="meer gebieden heten"):
        load(BOMEN.replace("Vijverbuurt", "vijverbuurt "))


def test_an_area_of_another_municipality_is_not_known(load):
    AreaFactory(municipality=MunicipalityFactory(name="Bergstad"), name="Hoogte")
    with pytest.raises(CommandError, match="niet bekend"):
        load(BOMEN.replace("Vijverbuurt", "Hoogte"))


def test_an_unknown_municipality_or_file_is_told(oost, tmp_path):
    with pytest.raises(CommandError, match="niet bekend. Wel: waterstad"):
        call_command("import_works", "x.csv", municipality="nergens")
    with pytest.raises(CommandError, match="kan niet gelezen worden"):
        call_command("import_works", tmp_path / "weg.csv", municipality="waterstad")


def test_two_files_are_one_programme(oost, tmp_path):
    for number, line in enumerate([RIOOL, BOMEN]):
        (tmp_path / f"{number}.csv").write_text(f"{HEAD}\n{line}", encoding="utf-8")
    files = [tmp_path / "0.csv", tmp_path / "1.csv"]
    report = import_works(files, municipality=oost.municipality, source="Programma")
    assert report.created == 2


# --- Pages -----------------------------------------------------------------


def test_the_area_page_says_until_when_one_may_have_a_say(load, client):
    load(RIOOL, BOMEN)
    page = client.get("/gebieden/oost/").text
    assert "Werk aan de straat" in page
    assert "U kunt nog meepraten tot en met 20 december 2026." in page
    assert "Bomen snoeien" in page
    assert "Riool" not in client.get("/gebieden/vijverbuurt/").text


def test_the_list_by_area_and_state(load, client, at):
    load(RIOOL, BOMEN, "W3;Oude klus;;;;;gereed;oost;;;;;")

    def titles(**query):
        works = client.get("/gebieden/werken/", query).context["works"]
        return sorted(work.title for work in works)

    assert titles() == ["Bomen snoeien", "Riool vernieuwen"]
    assert titles(gebied="vijverbuurt") == ["Bomen snoeien"]
    assert titles(stand="done") == ["Oude klus"]
    assert titles(stand="meepraten") == ["Riool vernieuwen"]
    with at(2026, 12, 21):
        assert titles(stand="meepraten") == []
