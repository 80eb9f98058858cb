"""Strange input: every public form and every query parameter, and never a 5xx (battery F14)."""

import os
import re

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from initiatives.views.submit import SLUGS
from tests.factories import ActionFactory, AreaFactory, person
from tests.shapes import square

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("FUZZ", "8"))
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
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
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


def form_addresses() -> list[str]:
    """Forms that a visitor can send."""
    steps = [reverse("initiatives:step", args=[slug]) for slug in SLUGS]
    names = [
        "account_login",
        "initiatives:create",
        "initiatives:check",
        "initiatives:sent",
        "initiatives:confirm",
    ]
    return [*(reverse(name) for name in names), *steps]


def fields_of(answer) -> list[str]:
    """The names of the fields on a page."""
    return re.findall(r'name="([a-z_]+)"', answer.content.decode()) or ["text"]


@pytest.mark.parametrize("path", form_addresses())
def test_no_form_breaks_on_strange_input(browser, path):
    names = fields_of(Client().get(path, follow=True))
    visitor = Client(raise_request_exception=False)

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.dictionaries(st.sampled_from(names), TEXT, max_size=8))
    def send(data):
        answer = visitor.post(path, {k: encodable(v) for k, v in data.items()})
        assert answer.status_code < 500, (path, data)

    send()


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
