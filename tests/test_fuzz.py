"""Strange input: every public form and every query parameter, and never a 5xx (battery F14)."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas.models import Area
from config.intake.keys import new_key
from initiatives.models import Picture
from initiatives.views.submit import SLUGS
from tests.access_table import OK, ROWS
from tests.factories import (
    ActionFactory,
    AreaFactory,
    GatheringFactory,
    InitiativeFactory,
    StoryFactory,
    person,
)
from tests.proof.scale import scaled
from tests.shapes import square

pytestmark = pytest.mark.django_db

INPUTS, VALUES = scaled(2_000, 8), scaled(300, 8)
NASTY = [
    "\x00",
    "a\x00b",
    "\ud800",
    "\u202eabc",
    "x" * 70_000,
    "9" * 40,
    str(2**63),
    "-1",
    "NaN",
    "1e999",
    "0000-00-00",
    "2026-02-30",
    "10000-01-01",
    "'",
    '"',
    "<script>alert(1)</script>",
    "%",
    "_",
    "\\",
    "../../etc/passwd",
    "{{ 7*7 }}",
    "{% debug %}",
    "é" * 300,
    "\r\nBcc: x@example.org",
    "[]",
    "null",
    "=1+1",
    "😀" * 100,
    "1; DROP TABLE x",
    "ﷺ",
    "0x1F",
    "1,5",
    " ",
    "\t\n",
    "on",
    "true",
]
TEXT = st.sampled_from(NASTY) | st.text(max_size=60)
ADDRESSES = {
    "/gebieden/": ["q"],
    "/agenda/": ["gebied", "thema", "stand", "q", "na", "voor", "page"],
    "/agenda/plannen.csv": ["gebied", "thema", "stand", "q", "jaar"],
    "/initiatieven/": ["gebied", "thema", "stand", "q", "na", "voor"],
    "/initiatieven/indienen/": ["gebied"],
    "/raad/": ["toon", "jaar"],
    "/raad/cijfers.csv": ["toon", "jaar"],
    "/raad/cijfers.xlsx": ["toon", "jaar"],
    "/geld/": ["jaar", "gebied"],
    "/geld/cijfers.csv": ["jaar", "gebied"],
    "/geld/mag-dit/": ["bedrag", "gebied", "regeling", "wie", "soort", "kosten", "steun"],
    "/geld/boekingen/": ["jaar", "gebied", "aanvraag", "na", "voor"],
    "/geld/register/": ["jaar", "gebied", "na", "voor"],
    "/geld/verdeling/": ["jaar", "gebied"],
    "/zoeken/": ["q"],
    "/inloggen/": ["next"],
    "/straat/kaart/": ["gebied", "groot.x", "groot.y", "klein.x", "klein.y"],
    "/straat/rond/": ["lat", "lon", "straal", "gebied"],
    "/gebieden/oost/kaart.svg": ["lat", "lon"],
    "/mijn-werk/": ["gebied"],
}


@pytest.fixture
def browser():
    """A browser that shows a 5xx instead of raising; logged in for the page that asks it."""
    oost = AreaFactory(name="Oost")
    ActionFactory(area=oost)
    square(oost, 0.1)
    client = Client(raise_request_exception=False)
    client.force_login(
        person("advisor_social", oost, "Ada Advies"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def encodable(text: str) -> str:
    """What a browser can send at all: a lone surrogate travels as a question mark."""
    return text.encode("utf-8", "replace").decode()


@pytest.mark.parametrize("path", ADDRESSES)
def test_no_query_parameter_breaks_a_page(browser, path):
    @settings(
        max_examples=VALUES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.sampled_from(ADDRESSES[path]), TEXT, TEXT)
    def ask(name, value, other):
        answer = browser.get(path, {name: [encodable(value), encodable(other)]})
        assert answer.status_code < 500, (path, name, value)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"<script>alert(1)" not in body

    ask()


def test_the_nastiest_strings_at_all_parameters_of_each_page(browser):
    tried = 0
    for path, names in ADDRESSES.items():
        for value in NASTY:
            answer = browser.get(path, dict.fromkeys(names, encodable(value)))
            assert answer.status_code < 500, (path, value)
            tried += 1
    print(f"fuzz: {tried} pages asked, 0 answers 5xx")


def form_addresses() -> dict[str, str]:
    """Every form that a visitor can send, by name: with something to be sent about."""
    oost = Area.objects.get(slug="oost")
    idea, evening = InitiativeFactory(area=oost), GatheringFactory(area=oost)
    story = StoryFactory(initiative=idea)
    photo = Picture.objects.create(
        initiative=idea, file="initiatives/geen.jpg", width=8, height=6, alt="Bank"
    )
    about = {
        "initiatives:endorse": idea,
        "stories:report_idea": idea,
        "stories:report_story": story,
        "stories:report_picture": photo,
        "gatherings:sign_up": evening,
    }
    steps = {slug: reverse("initiatives:step", args=[slug]) for slug in SLUGS}
    plain = {name: reverse(name) for name in FORMS if name not in steps and name not in about}
    return {
        **plain,
        **steps,
        **{name: reverse(name, args=[row.pk]) for name, row in about.items()},
    }


FORMS = [
    "account_login",
    "initiatives:create",
    "initiatives:check",
    "initiatives:later",
    "initiatives:sent",
    "initiatives:confirm",
    "initiatives:endorse",
    "signals:new",
    "following:new",
    "gatherings:sign_up",
    "stories:report_idea",
    "stories:report_story",
    "stories:report_picture",
    "stories:appeal",
    "pages:own",
    "pages:own_ask",
    "pages:own_correct",
    "pages:own_erase",
    "pages:street",
    *SLUGS,
]


def fields_of(answer) -> list[str]:
    """The names of the fields on a page."""
    return re.findall(r'name="([a-z_]+)"', answer.content.decode()) or ["text"]


@pytest.mark.parametrize("name", FORMS)
def test_no_form_breaks_on_strange_input(browser, name, monkeypatch):
    # Neither the guard against bots nor a limit stands before what is tried here.
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))
    monkeypatch.setattr("config.intake.limits.hit", lambda *_bucket: True)
    path = form_addresses()[name]
    names = fields_of(Client().get(path, follow=True))
    visitor = Client(raise_request_exception=False)

    @settings(
        max_examples=INPUTS, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.dictionaries(st.sampled_from(names), TEXT, max_size=8), st.booleans())
    def send(data, with_key):
        sent = {name: encodable(value) for name, value in data.items()}
        if with_key:
            sent |= {"form_key": new_key(), "more_info": ""}
        answer = visitor.post(path, sent)
        assert answer.status_code < 500, (path, data)
        assert b"<script>alert(1)" not in answer.content

    send()


def test_no_form_of_visitors_is_left_out():
    """As the table of access has them; what only a mailed link opens is tried there."""
    of_visitors = {row.url for row in ROWS if row.open and row.data and row.get == OK}
    behind_a_link = {"following:stop", "following:stop_letters"}
    # Its steps have names of their own.
    behind_a_link |= {"initiatives:step"}
    assert of_visitors - behind_a_link == set(FORMS) & of_visitors


def test_broken_bodies_are_refused_without_a_5xx(browser):
    path = reverse("initiatives:create")
    tries = [
        browser.post(path, b"--x\r\nbroken", content_type="multipart/form-data; boundary=y"),
        browser.post(path, b"{}", content_type="application/json"),
        browser.post(path, {f"f{n}": "1" for n in range(5000)}),
        browser.post(path, b"%ff%fe=%00", content_type="application/x-www-form-urlencoded"),
        browser.get("/gebieden/%ff/"),
        browser.get("/initiatieven/99999999999999999999/"),
        browser.get("/" + "a" * 9000),
    ]
    assert [answer.status_code for answer in tries if answer.status_code >= 500] == []


def test_the_sweep_would_notice_a_5xx(settings):
    settings.ROOT_URLCONF = "tests.failing_urls"
    answer = Client(raise_request_exception=False).get("/", {"id": "abc"})
    assert answer.status_code == 500
