"""A database that cannot be reached or is locked: a page that asks for patience, never a 500."""

import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.test import Client

from tests.factories import AreaFactory, person

pytestmark = pytest.mark.django_db

ADVISOR, VISITOR = "Anna Adviseur", "visitor"


@pytest.fixture
def clients():
    """Who is logged in reads the session before any page begins; who is not does not."""
    oost = AreaFactory(name="Oost")
    advisor = Client(raise_request_exception=False)
    backend = "django.contrib.auth.backends.ModelBackend"
    advisor.force_login(person("advisor_social", oost, ADVISOR), backend=backend)
    return {ADVISOR: advisor, VISITOR: Client(raise_request_exception=False)}


def failing(error):
    """Every question to the database ends with this error."""

    def answer(_execute, sql, *_rest):
        raise error

    return connection.execute_wrapper(answer)


@pytest.mark.parametrize("error", [OperationalError("database is locked"), InterfaceError("gone")])
@pytest.mark.parametrize("who", [ADVISOR, VISITOR])
@pytest.mark.parametrize("path", ["/gebieden/oost/", "/agenda/", "/mijn-werk/", "/zoeken/?q=oost"])
def test_a_page_asks_to_come_back(clients, who, path, error):
    if who == VISITOR and path == "/mijn-werk/":
        path = "/initiatieven/"  # a visitor is sent to the login before anything is asked
    with failing(error):
        answer = clients[who].get(path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "Probeer het over een paar minuten nog een keer" in answer.text
    assert "locked" not in answer.text
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_what_was_sent_is_not_half_done_and_gets_the_same_answer(clients):
    with failing(OperationalError("database is locked")):
        answer = clients[ADVISOR].post("/signalen/doorgeven/", {"text": "Een losse tegel"})
    assert answer.status_code == 503


def test_another_fault_is_still_a_fault(clients):
    with failing(ProgrammingError("no such column")):
        answer = clients[ADVISOR].get("/agenda/")
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
    assert "no such column" not in answer.text
