"""Logging in with the account of the municipality (OpenID Connect), with a provider in a thread."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import reload
from urllib.parse import parse_qs, urlparse

import pytest
from django.conf import settings as configured
from django.test import Client
from django.urls import clear_url_caches

import config.urls
from areas.models import User
from config.pages import login_urls
from tests.factories import AreaFactory, person

pytestmark = pytest.mark.django_db


class Provider(BaseHTTPRequestHandler):
    """Says where its pages are, gives a token for a code, and who the token is of."""

    who: dict = {}

    def do_GET(self):
        """The description of the provider, and who is logged in there."""
        base = f"http://127.0.0.1:{self.server.server_port}"
        if self.path.endswith("openid-configuration"):
            pages = ("authorization", "token", "userinfo")
            self.say({"issuer": base, **{f"{page}_endpoint": f"{base}/{page}" for page in pages}})
        else:
            assert self.headers["Authorization"] == "Bearer een-token"
            self.say(self.who)

    def do_POST(self):
        """A token for the code, when the browser proves that it asked (PKCE)."""
        sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        assert sent["code"] == ["een-code"]
        assert sent["code_verifier"]
        self.say({"access_token": "een-token", "token_type": "Bearer", "expires_in": 60})

    def say(self, what: dict):
        """Answer in JSON."""
        body = json.dumps(what).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Keep quiet."""


@pytest.fixture
def provider(settings):
    """A provider of accounts that the site is set up for."""
    server = HTTPServer(("127.0.0.1", 0), Provider)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    app = {
        "provider_id": "gemeente",
        "name": "uw gemeente-account",
        "client_id": "gebiedswerk",
        "secret": "geheim",
        "settings": {"server_url": address},
    }
    kept = configured.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": kept | {"APPS": [app]}}
    settings.OIDC_SERVER_URL = address
    settings.SECOND_FACTOR_REQUIRED = True
    _read_addresses_again()
    yield Provider
    settings.OIDC_SERVER_URL = ""
    _read_addresses_again()
    server.shutdown()
    server.server_close()


def _read_addresses_again():
    reload(login_urls)
    reload(config.urls)
    clear_url_caches()


def start(client) -> dict:
    """Press the button on the login page; returns what the provider is asked."""
    answer = client.post("/inloggen/gemeente/gemeente/")
    assert answer.status_code == 302
    asked = urlparse(answer.url)
    assert (asked.hostname, asked.path) == ("127.0.0.1", "/authorization")
    return {name: values[0] for name, values in parse_qs(asked.query).items()}


def come_back(client, state: str):
    """The provider sends the browser back."""
    return client.get("/inloggen/gemeente/gemeente/terug/", {"code": "een-code", "state": state})


def test_the_login_page_offers_it_first(provider):
    AreaFactory()
    page = Client().get("/inloggen/").content.decode()
    assert page.index("Inloggen met uw gemeente-account") < page.index("Stuur mij een code")


def test_only_a_press_on_the_button_goes_to_the_provider(provider):
    AreaFactory()
    assert Client().get("/inloggen/gemeente/gemeente/").status_code == 200
    other_site = Client(enforce_csrf_checks=True).post("/inloggen/gemeente/gemeente/")
    assert other_site.status_code == 403


def test_a_known_colleague_is_recognised_by_address_and_needs_no_second_factor_here(provider):
    ada = person("advisor_social", AreaFactory(name="Oost"), "Ada Advies")
    provider.who = {"sub": "1", "email": ada.email.upper(), "name": "Ada Advies"}
    client = Client()
    asked = start(client)
    assert asked["code_challenge_method"] == "S256"
    assert come_back(client, asked["state"]).url == "/mijn-werk/"
    assert client.session["_auth_user_id"] == str(ada.pk)
    assert client.get("/mijn-werk/").status_code == 200
    assert User.objects.filter(email=ada.email).count() == 1


def test_a_new_colleague_gets_an_account_without_any_right(provider):
    AreaFactory(name="Oost")
    provider.who = {"sub": "2", "email": "Nieuw@gemeente.example", "name": "Nora Nieuw"}
    client = Client()
    come_back(client, start(client)["state"])
    nora = User.objects.get(email="nieuw@gemeente.example")
    assert client.session["_auth_user_id"] == str(nora.pk)
    assert (nora.name, nora.is_staff, nora.is_superuser) == ("Nora Nieuw", False, False)
    assert not nora.has_usable_password()
    assert client.get("/initiatieven/behandelen/").status_code == 403


def test_the_second_time_it_is_the_same_person_whatever_the_address_is_now(provider):
    AreaFactory(name="Oost")
    provider.who = {"sub": "3", "email": "nora@gemeente.example", "name": "Nora Nieuw"}
    for email in ("nora@gemeente.example", "nora.getrouwd@gemeente.example"):
        provider.who = provider.who | {"email": email}
        client = Client()
        come_back(client, start(client)["state"])
        assert "_auth_user_id" in client.session
    assert User.objects.filter(name="Nora Nieuw").count() == 1


def test_who_was_made_inactive_does_not_come_in_this_way(provider):
    ada = person("advisor_social", AreaFactory(name="Oost"), "Ada Advies")
    provider.who = {"sub": "1", "email": ada.email, "name": "Ada Advies"}
    ada.is_active = False
    ada.save()
    client = Client()
    come_back(client, start(client)["state"])
    assert "_auth_user_id" not in client.session


def test_an_answer_that_was_not_asked_for_is_refused(provider):
    ada = person("advisor_social", AreaFactory(name="Oost"), "Ada Advies")
    provider.who = {"sub": "1", "email": ada.email, "name": "Ada Advies"}
    state = start(Client())["state"]
    victim = Client()
    assert come_back(victim, state).status_code in {200, 302, 401}
    assert "_auth_user_id" not in victim.session
