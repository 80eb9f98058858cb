"""Public pages: open to everyone, cheap to ask again, and never cached with a key or a name."""

import pytest

from areas.actions.agenda import add_progress
from config.audit.log import record
from tests.factories import ActionFactory, AreaFactory, UserFactory, person

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/gebieden/",
    "/gebieden/oost/",
    "/agenda/",
    "/initiatieven/",
    "/raad/",
    "/geld/",
    "/privacy/",
    "/toegankelijkheid/",
    "/contact/",
]


@pytest.fixture
def oost():
    """The area Oost with one action."""
    area = AreaFactory(name="Oost")
    ActionFactory(area=area)
    record(area, "area.created", by=None, area_id=area.pk)
    return area


@pytest.mark.parametrize("path", PUBLIC)
def test_a_visitor_reads_it_without_a_cookie_or_a_key(client, oost, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert not answer.cookies
    assert "csrfmiddlewaretoken" not in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", PUBLIC)
def test_asked_again_it_is_not_sent_again(client, oost, path, django_assert_num_queries):
    mark = client.get(path).headers["ETag"]
    with django_assert_num_queries(1):
        again = client.get(path, headers={"If-None-Match": mark})
    assert again.status_code == 304
    assert not again.content


def test_every_write_makes_the_page_new(client, oost):
    mark = client.get("/gebieden/oost/").headers["ETag"]
    ada = person("advisor_social", oost, "Ada Advies")
    action = oost.actions.get()
    add_progress(action=action, text="De eerste boom staat.", public=True, by=ada)
    again = client.get("/gebieden/oost/", headers={"If-None-Match": mark})
    assert again.status_code == 200


def test_tomorrow_the_page_is_new_because_it_says_today(client, oost, at):
    mark = client.get("/").headers["ETag"]
    with at(2026, 11, 19, 9):
        assert client.get("/", headers={"If-None-Match": mark}).status_code == 200


def test_who_is_logged_in_gets_a_page_that_nobody_keeps(client_of, oost):
    answer = client_of(UserFactory(name="Noor Voorbeeld")).get("/gebieden/oost/")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "ETag" not in answer.headers


def test_a_public_page_is_compressed_and_one_with_a_key_is_not(client, client_of, oost):
    asked = {"Accept-Encoding": "gzip"}
    assert client.get("/", headers=asked).headers["Content-Encoding"] == "gzip"
    noor = client_of(UserFactory())
    assert "Content-Encoding" not in noor.get("/", headers=asked).headers
    assert "Content-Encoding" not in client.get("/initiatieven/indienen/", headers=asked).headers


def test_an_old_address_redirects_for_good(client, oost):
    oost.old_slugs.create(slug="oost-vroeger")
    answer = client.get("/gebieden/oost-vroeger/")
    assert (answer.status_code, answer.url) == (301, "/gebieden/oost/")


def test_an_address_that_never_was_is_not_found(client, oost):
    assert client.get("/gebieden/atlantis/").status_code == 404


def test_health_asks_nothing_and_readiness_asks_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").content == b"ok\n"
    assert client.get("/readyz").content == b"ok\n"


def test_security_txt_is_valid_and_expires_within_a_year(client, oost):
    text = client.get("/.well-known/security.txt").content.decode()
    assert "Contact: " in text
    assert "Expires: 2027-05" in text
