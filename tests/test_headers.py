"""Security headers on every kind of answer: pages, admin, errors, files, texts (law.md 9)."""

import re

import pytest
from django.core.handlers.base import BaseHandler
from django.test import Client
from django.urls import reverse

from tests.factories import AreaFactory, UserFactory, person

pytestmark = pytest.mark.django_db

STRICT = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PATHS = [
    "/",
    "/gebieden/oost/",
    "/gebieden/atlantis/",
    "/initiatieven/indienen/",
    "/inloggen/",
    "/mijn-werk/",
    "/raad/cijfers.csv",
    "/raad/cijfers.xlsx",
    "/.well-known/security.txt",
    "/robots.txt",
    "/healthz",
    "/beheer/",
    "/beheer/login/",
    "/?q=%00",
]


@pytest.fixture
def visitor(settings):
    """A browser that comes over HTTPS, as in production."""
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME = "__Host-sessionid"
    settings.CSRF_COOKIE_NAME = "__Host-csrftoken"
    AreaFactory(name="Oost")
    return Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)


def wrong_with(answer) -> list[str]:
    """What an answer's headers lack; empty when all is well."""
    found = [
        f"{n}: {answer.headers.get(n)}" for n, v in STRICT.items() if answer.headers.get(n) != v
    ]
    policy = answer.headers.get("Content-Security-Policy", "")
    for word in (
        "default-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ):
        if word not in policy:
            found.append(f"CSP without {word}: {policy}")
    if re.search(r"unsafe-|data:|http:|\*", policy):
        found.append(f"CSP allows too much: {policy}")
    if "max-age=31536000" not in answer.headers.get("Strict-Transport-Security", ""):
        found.append("no HSTS")
    if "camera=()" not in answer.headers.get("Permissions-Policy", ""):
        found.append("no Permissions-Policy")
    return found


@pytest.mark.parametrize("path", PATHS)
def test_a_visitor_gets_every_header(visitor, path):
    assert wrong_with(visitor.get(path, secure=True)) == []


def test_a_page_asked_again_has_them_too(visitor):
    first = visitor.get("/", secure=True)
    again = visitor.get("/", secure=True)
    same = visitor.get("/", secure=True, headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304
    assert [wrong_with(again), wrong_with(same)] == [[], []]


def test_the_check_itself_sees_a_missing_header(visitor):
    answer = visitor.get("/", secure=True)
    del answer.headers["X-Content-Type-Options"]
    answer.headers["Content-Security-Policy"] += "; script-src 'unsafe-inline'"
    assert len(wrong_with(answer)) == 2


def test_refused_and_failing_pages_have_them_too(visitor):
    oost = AreaFactory(name="West")
    visitor.force_login(
        person("councillor", oost, "Raoul Raad"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    refused = visitor.get(reverse("initiatives:paper"), secure=True)
    assert refused.status_code == 403
    assert wrong_with(refused) == []
    strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
    forged = strict.post("/inloggen/", {"email": "a@example.org"}, secure=True)
    assert forged.status_code == 403
    assert wrong_with(forged) == []


def test_cookies_are_locked_to_this_host(visitor):
    visitor.get("/inloggen/", secure=True)
    visitor.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")
    assert set(visitor.cookies) == {"__Host-csrftoken", "__Host-sessionid"}
    csrf = visitor.cookies["__Host-csrftoken"]
    assert (csrf["secure"], csrf["samesite"], csrf["path"], csrf["domain"]) == (
        True,
        "Lax",
        "/",
        "",
    )


def test_only_the_page_with_the_code_picture_may_show_a_drawn_picture(visitor, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    oost = AreaFactory(name="West")
    visitor.force_login(
        person("advisor_social", oost, "Ada Advies"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    page = visitor.get(reverse("mfa_activate_totp"), secure=True)
    if page.status_code == 200:
        assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]
    else:
        assert page.url.startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize("path", ["/", "/contact/", "/healthz", "/raad/cijfers.csv", "/nergens/"])
def test_head_is_get_without_the_body_and_no_page_sees_it(path, monkeypatch):
    AreaFactory()
    seen = []
    inner = BaseHandler.resolve_request
    monkeypatch.setattr(
        BaseHandler,
        "resolve_request",
        lambda self, request: seen.append(request.method) or inner(self, request),
    )
    get, head = Client().get(path), Client().head(path)
    body = b"".join(get) if get.streaming else get.content
    assert (head.status_code, head.getvalue()) == (get.status_code, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    if not get.streaming:
        assert abs(int(head.headers["Content-Length"]) - len(body)) < 50  # keys differ
    assert set(seen) <= {"GET"}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])
def test_what_no_page_knows_is_refused_before_a_person_or_page_is_looked_at(
    method, django_assert_num_queries
):
    with django_assert_num_queries(0):
        answer = Client().generic(method, "/mijn-werk/")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST")
