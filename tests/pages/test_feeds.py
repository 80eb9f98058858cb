"""The feeds of what is new: valid Atom (RFC 4287), public things only, and cheap."""

import datetime
import re
from types import SimpleNamespace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils.dateparse import parse_datetime

from areas.models import Action, PlanVersion, ProgressUpdate
from areas.roles import RoleKind
from config.lib.clock import now
from initiatives.models import Note
from tests.addresses import patterns
from tests.factories import (
    ActionFactory,
    AreaFactory,
    InitiativeFactory,
    PlanFactory,
    ThemeFactory,
    person,
)
from tests.shapes import square

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
HOUR = datetime.timedelta(hours=1)
# What RFC 4287 lets stand in a feed and an entry, and how often: (least, most).
IN_FEED = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "author": (1, 9), "link": (2, 2)}
IN_FEED |= {"subtitle": (0, 1), "entry": (0, 40)}
IN_ENTRY = {"id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1)}
IN_ENTRY |= {"link": (1, 1), "summary": (0, 1)}
# What holds text and nothing else.
PLAIN = {"id", "title", "subtitle", "summary", "updated", "published", "link"}
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[A-Za-z0-9/_.-]+")


@pytest.fixture(autouse=True)
def _no_pages_remembered(settings):
    """Tests here change rows by hand, which leaves no event that tells a page is old."""
    settings.PAGES_REMEMBERED = 0


@pytest.fixture
def oost(db):
    """Oost with a part, and something of each kind that is new there."""
    area = AreaFactory(name="Oost")
    part = AreaFactory(name="Vijverbuurt", municipality=area.municipality, parent=area)
    theme = ThemeFactory(municipality=area.municipality, code="groen", name="Groen & water")
    ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    action = ActionFactory(area=part, theme=theme, title="Bomen <planten> & meer")
    given = {"action": action, "by": ada, "at": now() - HOUR}
    ProgressUpdate.objects.create(**given, text="De <b>bomen</b> staan & groeien.\x0b")
    ProgressUpdate.objects.create(**given, text="Onder ons.", public=False)
    idea = InitiativeFactory(
        area=part,
        theme=theme,
        title="Geveltuintjes",
        contact_name="Rosa Resident",
        released_at=now() - 5 * HOUR,
    )
    news = {"kind": "news", "text": "Buurman van Dam helpt.", "at": now() - HOUR}
    Note.objects.create(initiative=idea, by=ada, **news)
    plan = PlanFactory(area=area, title="Jaarplan")
    PlanVersion.objects.create(plan=plan, number=1, content={}, by=ada)
    return SimpleNamespace(area=area, theme=theme, action=action, idea=idea, plan=plan, ada=ada)


def feeds(oost) -> list[str]:
    """Every feed."""
    return [
        "/nieuws.atom",
        "/gebieden/oost/nieuws.atom",
        "/gebieden/vijverbuurt/nieuws.atom",
        "/themas/groen/nieuws.atom",
        f"/initiatieven/{oost.idea.pk}/nieuws.atom",
        f"/gebieden/acties/{oost.action.pk}/nieuws.atom",
    ]


def strictly(response) -> ElementTree.Element:
    """Read a feed as the standard says; anything that it does not allow fails."""
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    assert root.get(XML_LANG) == "nl"
    counted(root, IN_FEED)
    assert root.find(f"{ATOM}author/{ATOM}name").text
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert set(links) == {"alternate", "self"}
    assert urlsplit(links["self"]).path == response.request["PATH_INFO"]
    ids = [root.findtext(f"{ATOM}id")]
    for entry in root.findall(f"{ATOM}entry"):
        counted(entry, IN_ENTRY)
        ids.append(entry.findtext(f"{ATOM}id"))
        (link,) = entry.findall(f"{ATOM}link")
        assert (link.get("rel"), link.get("href")[:4]) == ("alternate", "http")
    assert len(ids) == len(set(ids))
    for one in ids:
        assert TAG.fullmatch(one), one
    moments = [parse_datetime(one.text) for one in root.iter(f"{ATOM}updated")]
    assert all(moment.tzinfo for moment in moments)
    assert moments[0] == max(moments)
    assert moments[1:] == sorted(moments[1:], reverse=True)
    return root


def counted(element, allowed: dict) -> None:
    """Fail when a child is not allowed here, or stands there too often or too seldom."""
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= set(allowed), names
    assert not [child for child in element if child.tag.removeprefix(ATOM) in PLAIN and len(child)]
    for name, (least, most) in allowed.items():
        assert least <= names.count(name) <= most, (name, names)


def titles(response) -> set[str]:
    """The titles of the entries."""
    entries = strictly(response).findall(f"{ATOM}entry")
    return {entry.findtext(f"{ATOM}title") for entry in entries}


ACTION = "Bomen <planten> & meer (Vijverbuurt)"
IDEA = {"Nieuw idee: Geveltuintjes (Vijverbuurt)", "Geveltuintjes: er is nieuws (Vijverbuurt)"}
PLAN = "Plan vastgesteld: Jaarplan (Oost)"


def test_each_feed_is_valid_and_holds_what_it_is_about(oost, client):
    town, area, part, theme, idea, action = [titles(client.get(url)) for url in feeds(oost)]
    assert town == area == {ACTION, *IDEA, PLAN}
    assert part == theme == {ACTION, *IDEA}
    assert idea == IDEA
    assert action == {ACTION}


def test_the_feed_of_a_place_is_valid_too(oost, client):
    square(oost.area, 0.1)
    Action.objects.filter(pk=oost.action.pk).update(lat=52.11, lon=4.61)
    page = client.get("/straat/nieuws.atom", {"lat": 52.11, "lon": 4.61, "straal": 250})
    assert any("Bomen" in title for title in titles(page))


def test_no_feed_is_left_out():
    """Every address that ends in .atom is read strictly above."""
    found = {one for one in patterns() if one.startswith("pages:") and "feed" in one}
    names = ("", "_area", "_theme", "_initiative", "_action")
    assert found == {*(f"pages:feed{name}" for name in names), "pages:street_feed"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<id>tag:", "<id>"),
        ("</updated>", "</updated><updated>2026-01-01T00:00:00+01:00</updated>"),
        ("<title>", "<title><naam/>"),
        ("<entry>", "<entry><door>Ada</door>"),
        ('rel="self"', 'rel="selfie"'),
        ("Bomen &lt;planten&gt; &amp; meer", "Bomen <planten> & meer"),
    ],
)
def test_a_feed_that_is_not_as_it_should_be_is_caught(oost, client, old, new):
    """Teeth: one thing changed in a valid feed."""
    page = client.get(feeds(oost)[0])
    assert old in page.text
    page.content = page.text.replace(old, new, 1).encode()
    with pytest.raises((AssertionError, ElementTree.ParseError)):
        strictly(page)


def test_the_text_of_progress_is_plain_and_clean(oost, client):
    root = strictly(client.get(feeds(oost)[-1]))
    said = root.findtext(f"{ATOM}entry/{ATOM}summary")
    assert said == "De &lt;b&gt;bomen&lt;/b&gt; staan &amp; groeien."


def test_nobody_is_named_also_for_who_is_logged_in(oost, client_of):
    browser = client_of(oost.ada)
    for url in feeds(oost):
        text = browser.get(url).text
        for secret in ("Ada Adviseur", "Rosa Resident", "van Dam", "Onder ons"):
            assert secret not in text


def test_what_is_not_public_has_no_feed(oost, client_of):
    hidden = ActionFactory(area=oost.area, public=False)
    waiting = InitiativeFactory(
        area=oost.area, released_at=None, released_by=None, state="received"
    )
    browser = client_of(oost.ada)
    for url in (
        f"/gebieden/acties/{hidden.pk}/nieuws.atom",
        f"/initiatieven/{waiting.pk}/nieuws.atom",
        "/gebieden/nergens/nieuws.atom",
        "/themas/nergens/nieuws.atom",
        "/gebieden/acties/999999999/nieuws.atom",
    ):
        assert browser.get(url).status_code == 404


def test_a_quiet_feed_is_valid_and_stays_the_same(client):
    AreaFactory(name="Oost")
    first, second = (client.get("/gebieden/oost/nieuws.atom") for _time in "ab")
    assert len(strictly(first)) == 6
    assert first.content == second.content


def test_who_has_it_gets_it_no_second_time(oost, client):
    for url in feeds(oost):
        first = client.get(url)
        again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_the_newest_forty_however_many_there_are(oost, client, django_assert_max_num_queries):
    ProgressUpdate.objects.bulk_create(
        ProgressUpdate(action=oost.action, by=oost.ada, text=f"Nummer {number}.")
        for number in range(60)
    )
    for url in feeds(oost):
        with django_assert_max_num_queries(9):
            response = client.get(url)
        assert len(strictly(response).findall(f"{ATOM}entry")) <= 40


def test_the_strict_reader_refuses_what_the_standard_does_not_allow(oost, client):
    """Teeth: a feed without an id, or with an entry without a date, is no feed."""
    good = client.get("/nieuws.atom")
    for old, new in (
        (b"<id>", b"<nr>"),
        (b"</updated>", b"</updated><updated>2026-01-01T00:00:00Z</updated>"),
        (b"<author>", b"<writer>"),
        (b"tag:", b"urn:"),
    ):
        broken = good.content.replace(old, new).replace(
            old.replace(b"<", b"</"), new.replace(b"<", b"</")
        )
        bad = SimpleNamespace(
            status_code=200, headers=good.headers, content=broken, request=good.request
        )
        with pytest.raises((AssertionError, AttributeError, ElementTree.ParseError)):
            strictly(bad)
