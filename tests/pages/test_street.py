"""What happens in my street: finding the place, what is shown there, and following it."""

import datetime
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from django.core.cache import cache

from areas.geo.shape import PER_LAT
from areas.models import AddressPoint, AreaPostcode, ProgressUpdate
from areas.roles import RoleKind
from config.lib.clock import now
from config.pages.street.asked import Asked, parse
from tests.factories import (
    ActionFactory,
    AreaFactory,
    MunicipalityFactory,
    PlanFactory,
    UserFactory,
    WorkFactory,
    person,
)
from tests.shapes import square

pytestmark = pytest.mark.django_db
URL, AROUND, FEED = "/straat/", "/straat/rond/", "/straat/nieuws.atom"
LAT, LON = 52.11, 4.61
HERE = {"lat": LAT, "lon": LON}


@pytest.fixture
def oost(db):
    """Oost with the Vijverbuurt in a corner of it, and West beside it; two addresses."""
    area = AreaFactory(name="Oost")
    area.buurt = AreaFactory(name="Vijverbuurt", parent=area)
    area.west = AreaFactory(name="West")
    square(area, 0.1)
    square(area.buurt, 0.02)
    for number, lat in (("12", LAT), ("14", LAT + 0.0002)):
        AddressPoint.objects.create(
            municipality=area.municipality,
            postcode="2401AB",
            number=number,
            street="Dorpsstraat",
            lat=lat,
            lon=LON,
        )
    AreaPostcode.objects.create(area=area.west, digits="2402")
    return area


def metres(north: float) -> dict:
    """A point so many metres north of here."""
    return {"lat": LAT + north / PER_LAT, "lon": LON}


def shown(client, **query) -> dict[str, list[str]]:
    """The titles under each heading."""
    found = client.get(AROUND, query).context["found"]
    return {
        part: [item.thing.title for item in getattr(found, part)]
        for part in ("planned", "running", "over")
    }


def ask(client, text, distance=250):
    """Send the form."""
    return client.post(URL, {"q": text, "straal": distance})


# --- From an address to a place --------------------------------------------


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("2401 AB 12", Asked("2401", "AB", "12")),
        ("2401ab12a", Asked("2401", "AB", "12A")),
        (" 2401  ab, 12-2 ", Asked("2401", "AB", "12-2")),
        ("2401", Asked("2401")),
        ("Dorpsstraat", Asked(street="Dorpsstraat")),
        ("Plein 1945 12 b", Asked(street="Plein 1945", number="12B")),
        ("12", Asked(street="12")),
    ],
)
def test_what_was_typed_is_taken_apart(text, asked):
    assert parse(text) == asked


def test_an_address_is_gone_to_at_once(client, oost):
    answer = ask(client, "2401 ab 12")
    assert answer.url == "/straat/rond/?lat=52.11000&lon=4.61000&straal=250"
    page = client.get(answer.url).text
    assert "Gevonden: Dorpsstraat 12, 2401AB" in page
    assert "Binnen 250 meter, in Vijverbuurt" in page


def test_without_a_number_the_middle_of_the_postcode_or_street_counts(client, oost):
    assert "lat=52.11010" in ask(client, "2401AB").url
    assert "lat=52.11010" in ask(client, "dorpsstraat", 500).url


def test_a_street_in_two_places_is_a_choice(client, oost):
    AddressPoint.objects.create(
        municipality=oost.municipality, postcode="2409XY", street="Dorpsstraat", lat=52.2, lon=4.7
    )
    page = ask(client, "Dorpsstraat").text
    assert "Welke bedoelt u?" in page
    assert "Dorpsstraat, 2401" in page
    assert "Dorpsstraat, 2409" in page


@pytest.mark.parametrize("text", ["2402", "2402 ZZ 9", "west"])
def test_an_unknown_address_gives_its_area_and_says_so(client, oost, text):
    answer = ask(client, text)
    assert answer.url == "/straat/rond/?gebied=west"
    assert "We kennen dit adres niet precies" in client.get(answer.url).text


@pytest.mark.parametrize("text", ["9999 ZZ 1", "Nergenslaan", "<script>", "x" * 200, "", "%"])
def test_nothing_found_says_so(client, oost, text):
    answer = ask(client, text)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "<script>" not in answer.text


def test_the_name_of_a_street_may_end_in_a_number(client, oost):
    AddressPoint.objects.create(
        municipality=oost.municipality, postcode="2407ZZ", street="Plein 1945", lat=52.2, lon=4.7
    )
    assert "lat=52.20000" in ask(client, "Plein 1945").url


def test_addresses_of_another_municipality_do_not_count(client, oost):
    town = MunicipalityFactory(name="Bergstad")
    AddressPoint.objects.create(
        municipality=town, postcode="9901AA", number="1", street="Bergweg", lat=53, lon=6
    )
    assert ask(client, "9901AA 1").context["form"].errors


def test_who_asks_very_often_has_to_wait(client, oost):
    for _turn in range(60):
        assert ask(client, "2401AB 12").status_code == 302
    answer = ask(client, "2401AB 12")
    assert answer.status_code == 429
    assert "over tien minuten" in answer.text


# --- The address service ---------------------------------------------------


@pytest.fixture
def service(settings, oost):
    """A small address service on this machine; `answer` is what it says, `asked` what it heard."""
    oost.parent.cbs_code = "GM0484"
    oost.parent.save()
    cache.clear()

    class Handler(BaseHTTPRequestHandler):
        answer, asked, status = [], [], 200

        def do_GET(self):
            Handler.asked.append(parse_qs(urlsplit(self.path).query)["q"][0])
            body = json.dumps({"response": {"docs": Handler.answer}}).encode()
            self.send_response(Handler.status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            """Say nothing."""

    Handler.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.ADDRESS_SERVICE_URL = f"http://127.0.0.1:{server.server_port}/search/v3_1"
    yield Handler
    server.shutdown()
    server.server_close()
    cache.clear()


KERKLAAN = {
    "weergavenaam": "Kerklaan 5, 2404CD Waterstad",
    "straatnaam": "Kerklaan",
    "huisnummer": 5,
    "postcode": "2404CD",
    "gemeentecode": "0484",
    "centroide_ll": "POINT(4.62 52.12)",
}


def test_the_service_answers_what_the_own_table_does_not_know(client, service):
    service.answer = [KERKLAAN]
    for text in ("2404cd 5", "Kerklaan 5"):
        assert ask(client, text).url == "/straat/rond/?lat=52.12000&lon=4.62000&straal=250"
    ask(client, "2401AB 12")
    assert service.asked == ["2404 CD 5", "Kerklaan 5"]


def test_the_same_question_is_asked_once(client, service):
    service.answer = [KERKLAAN]
    for _turn in range(2):
        ask(client, "2404CD 5")
    assert len(service.asked) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"gemeentecode": "0361"},
        {"postcode": "2404CE"},
        {"huisnummer": 6},
        {"centroide_ll": "POINT(elders)"},
        {"centroide_ll": None},
    ],
)
def test_an_answer_to_another_question_is_not_believed(client, service, wrong):
    service.answer = [KERKLAAN | wrong, "geen adres"]
    assert ask(client, "2404CD 5").context["form"].errors


def test_the_page_works_when_the_service_does_not(client, service, settings, caplog):
    service.status = 500
    assert ask(client, "2402 ZZ 9").url == "/straat/rond/?gebied=west"
    settings.ADDRESS_SERVICE_URL = "http://127.0.0.1:9/"
    assert ask(client, "2402 ZZ 8").url == "/straat/rond/?gebied=west"
    assert "2402" not in caplog.text


# --- What is shown there ---------------------------------------------------


def test_what_has_a_point_within_the_distance_the_nearest_first(client, oost):
    ActionFactory(area=oost.west, title="Op 240 meter", **metres(240))
    WorkFactory(area=oost.west, title="Op 100 meter", **metres(-100))
    ActionFactory(area=oost.buurt, title="Op 260 meter", **metres(260))
    assert shown(client, **HERE)["planned"] == ["Op 100 meter", "Op 240 meter"]
    assert "Op 260 meter" in shown(client, **HERE, straal=500)["planned"]
    assert shown(client, **HERE, straal=100)["planned"] == ["Op 100 meter"]


def test_what_has_no_point_counts_for_the_areas_around_it(client, oost):
    for area in (oost, oost.buurt, oost.west):
        ActionFactory(area=area, title=area.name)
    assert sorted(shown(client, **HERE)["planned"]) == ["Oost", "Vijverbuurt"]


def test_under_planned_running_and_done_in_the_last_year(client, oost):
    long_ago = now() - datetime.timedelta(days=400)
    ActionFactory(area=oost, title="Loopt", state="running")
    ActionFactory(area=oost, title="Klaar", state="done")
    ActionFactory(area=oost, title="Lang klaar", state="done", updated_at=long_ago)
    WorkFactory(area=oost, title="Gaat niet door", state="dropped")
    into = ActionFactory(area=oost, title="Samen")
    ActionFactory(area=oost, title="Opgegaan", state="merged", merged_into=into)
    assert shown(client, **HERE) == {
        "planned": ["Samen"],
        "running": ["Loopt"],
        "over": ["Gaat niet door", "Klaar"],
    }


def test_an_area_counts_with_all_below_it_and_what_holds_for_it(client, oost):
    ActionFactory(area=oost, title="Heel Oost")
    ActionFactory(area=oost, title="Elders in Oost", **metres(3000))
    ActionFactory(area=oost.buurt, title="Buurt", **metres(10))
    assert sorted(shown(client, gebied="vijverbuurt")["planned"]) == ["Buurt", "Heel Oost"]
    assert len(shown(client, gebied="oost")["planned"]) == 3


def test_each_sees_what_they_may_see(client, client_of, oost):
    draft = PlanFactory(area=oost, state="draft", public_from=None)
    ActionFactory(area=oost, title="Stil", public=False, **metres(10))
    ActionFactory(area=oost, title="In voorbereiding", plan=draft)
    elsewhere = AreaFactory(municipality=MunicipalityFactory(name="Bergstad"), name="Hoogte")
    ActionFactory(area=elsewhere, title="Andere gemeente", **metres(10))
    assert shown(client, **HERE)["planned"] == []
    ada = client_of(person(RoleKind.ADVISOR_SOCIAL, oost))
    assert shown(ada, **HERE)["planned"] == ["Stil", "In voorbereiding"]


def test_a_work_says_until_when_one_may_have_a_say(client, oost):
    WorkFactory(area=oost, talk_until=datetime.date(2026, 12, 20))
    page = client.get(AROUND, HERE).text
    assert "U kunt nog meepraten tot en met 20 december 2026." in page


@pytest.mark.parametrize(
    "query",
    [{}, {"lat": "x", "lon": 4}, {"lat": 10, "lon": 4.6}, {"gebied": "atlantis"}, {"lat": "nan"}],
)
def test_a_place_that_is_none_goes_back_to_the_question(client, oost, query):
    for url in (AROUND, FEED):
        assert client.get(url, query).url == URL


def test_an_unknown_distance_is_the_usual_one(client, oost):
    page = client.get(AROUND, {**HERE, "straal": "99999"})
    assert page.context["spot"].metres == 250


def test_home_leads_there(client, oost):
    assert 'href="/straat/"' in client.get("/").text


# --- Following -------------------------------------------------------------

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def entries(client, **query) -> list[str]:
    """The titles of the feed."""
    answer = client.get(FEED, query)
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    return [entry.findtext("a:title", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)]


def test_the_page_names_its_feed(client, oost):
    page = client.get(AROUND, HERE).text
    feed = "/straat/nieuws.atom?lat=52.11000&amp;lon=4.61000&amp;straal=250"
    assert '<link rel="alternate" type="application/atom+xml" title="Wat gebeurt er' in page
    assert page.count(f'href="{feed}"') == 2


def test_the_feed_has_public_news_only_also_for_who_is_logged_in(client_of, oost):
    ada = person(RoleKind.ADVISOR_SOCIAL, oost)
    bench = ActionFactory(area=oost, title="Bankje", state="running")
    ProgressUpdate.objects.create(action=bench, text="Geplaatst & <b>wel</b>", by=ada)
    ProgressUpdate.objects.create(action=bench, text="Duur geworden", public=False, by=ada)
    ActionFactory(area=oost, title="Stil", public=False)
    WorkFactory(area=oost, title="Riool", talk_until=datetime.date(2026, 12, 20))
    client = client_of(ada)
    assert sorted(entries(client, **HERE)) == [
        "Bankje",
        "Bankje: loopt",
        "Riool: gepland; u kunt nog meepraten tot en met 20-12-2026",
    ]
    text = client.get(FEED, HERE).text
    assert "Duur geworden" not in text
    assert "&amp;lt;b&amp;gt;" in text


def test_what_changes_state_is_news_again(client, oost):
    def marks():
        root = ElementTree.fromstring(client.get(FEED, HERE).content)
        return {entry.findtext("a:id", namespaces=ATOM) for entry in root.findall("a:entry", ATOM)}

    work, before = WorkFactory(area=oost), None
    before = marks()
    work.state = "running"
    work.save()
    client.cookies["messages"] = "x"  # so that no remembered page is given
    assert marks().isdisjoint(before)


def test_a_feed_of_a_quiet_place_is_valid(client, oost):
    assert entries(client, gebied="west") == []
    assert UserFactory()  # nobody is needed to read it
