"""Nothing is done in somebody's name by another site, and a login is bound to its own browser."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from config.outbox.models import Mail
from tests.access_table import LOGIN_ROWS, OK, ROWS
from tests.addresses import Browser
from tests.test_access_matrix import admin_paths
from tests.world import EVERYONE, HOSTS, OWN, SUBMITTER, SUPERUSER, VISITOR, World

pytestmark = pytest.mark.django_db


# The addresses that need no token of a form: a mail program sends it (RFC 8058), and the secret
# of the mail in it gives the right. tests/initiatives/test_following.py tries that.
ONE_CLICK = {"following:stop", "following:stop_letters"}


def unsafe(world: World):
    """Every address that takes a POST, with who may send it and what: (path, who, data)."""
    place = world.places[OWN]
    rows = [row for row in ROWS if row.data and row.url not in ONE_CLICK]
    for row in [row for row in rows if row.asked_in[0] == OWN]:
        path = reverse(row.url, args=row.args(place) if row.args else None)
        who = next((w for w in EVERYONE if row.expected(w, OWN, "POST") == row.post), SUPERUSER)
        yield path, who, row.data(world, place)
    for row in LOGIN_ROWS:
        for who in [VISITOR] if row.visitor else [SUBMITTER]:
            yield reverse(row.url), who, row.data
    for path, page, _model in admin_paths(world):
        if page in {"add", "change", "delete", "logout", "password_change", "changelist"}:
            yield path, SUPERUSER, {"post": "yes"}


def test_every_form_of_another_site_is_refused(world, figures):
    browsers = {w: Browser(world.people[w], enforce_csrf_checks=True) for w in EVERYONE}
    tried = 0
    for path, who, data in unsafe(world):
        answer, written = browsers[who].ask("POST", path, HOSTS[OWN], data)
        tried += 1
        assert answer.status_code == 403, path
        assert not written, path
    figures("forms without token", tried=tried, accepted=0)
    assert tried > 100


def test_the_same_form_with_its_own_token_is_taken(world):
    """Teeth: what is refused above is refused for want of the token."""
    client = Client(enforce_csrf_checks=True)
    page = client.get(reverse("initiatives:create")).content.decode()
    data = dict(re.findall(r'name="(csrfmiddlewaretoken|form_key)" value="([^"]+)"', page))
    row = next(row for row in ROWS if row.url == "initiatives:create")
    sent = client.post(
        reverse(row.url),
        row.data(world, world.places[OWN]) | {"csrfmiddlewaretoken": data["csrfmiddlewaretoken"]},
    )
    assert sent.status_code == 302


def test_the_cookies_are_new_at_a_login_and_for_this_site_only(world, settings):
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    client, mine = Client(), world.people[SUBMITTER]
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), {"email": mine.email})
    session, token = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    before = {name: client.cookies[name].value for name in (session, token)}
    text = Mail.objects.filter(to=mine.email).first().text
    code = re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", text, re.MULTILINE)[1]
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert client.get(reverse("initiatives:mine")).status_code == OK
    for name, old in before.items():
        cookie = client.cookies[name]
        assert cookie.value != old
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
        assert not cookie["domain"]


def test_a_login_ends_after_a_working_day(world, at, client_of):
    with at(2026, 11, 18, 8):
        client = client_of(world.people[SUBMITTER])
    with at(2026, 11, 18, 17, 30):
        assert client.get(reverse("initiatives:mine")).status_code == OK
    with at(2026, 11, 18, 18, 30):
        assert client.get(reverse("initiatives:mine")).status_code == 302


def test_logging_out_ends_the_login_on_the_server(world, client_of):
    client = client_of(world.people[SUBMITTER])
    stolen = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("account_logout"))
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = stolen
    assert thief.get(reverse("initiatives:mine")).status_code == 302


def test_pages_behind_a_login_are_kept_by_no_browser(world, client_of):
    client = client_of(world.people["manager"])
    for path in ("/mijn-werk/", world.places[OWN].waiting.get_absolute_url(), "/gebieden/"):
        assert client.get(path).headers["Cache-Control"] == "private, no-store"


SAYS = """
import json
from django.conf import settings as s
names = ["SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_HTTPONLY"]
print(json.dumps({name: getattr(s, name) for name in names}))
"""


def test_in_production_cookies_are_bound_to_the_host_and_to_https():
    env = {"SECRET_KEY": "x" * 60, "DJANGO_SETTINGS_MODULE": "config.settings"}
    kept = {"PATH": os.environ["PATH"], "PYTHONPATH": os.getcwd()}
    asked = [sys.executable, "-c", SAYS]
    said = subprocess.run(asked, env=kept | env, capture_output=True, check=True, text=True)
    assert json.loads(said.stdout) == {
        "SESSION_COOKIE_NAME": "__Host-sessionid",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-csrftoken",
        "CSRF_COOKIE_SECURE": True,
        "CSRF_COOKIE_HTTPONLY": True,
    }
