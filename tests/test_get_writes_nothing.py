"""Reading changes nothing: no page, for nobody, whatever stands in the address.

That GET and HEAD write nothing on any address for any kind of person is counted in
test_access_matrix; here are the addresses with questions and links in them, and the sessions.
"""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from config.intake import tokens
from initiatives.actions.submit import PURPOSE, VALID
from tests.access_table import OK, ROWS
from tests.addresses import Browser, digest
from tests.strict import ReadingClient, WriteWhileReading
from tests.world import EVERY_ROLE, HOSTS, OWN, SUBMITTER, VISITOR

pytestmark = pytest.mark.django_db
QUESTIONS = [
    "?q=oost&gebied=oost&thema=groen&stand=late&openbaar=true",
    "?gebied=1&doel=1&next=/x/&jaar=2026&bedrag=100&toon=geld&page=2&na=x&voor=y",
    "?q=%EF%BF%BD%E2%80%AE&gebied=%27%22%3E&jaar=9999999999999999999999&budget=-1",
]


@pytest.mark.parametrize("who", [VISITOR, EVERY_ROLE])
def test_questions_in_the_address_write_nothing(world, who, figures):
    browser = Browser(world.people[who])
    before, asked = digest(), 0
    for url in sorted({row.url for row in ROWS if not row.args}):
        for question in QUESTIONS:
            answer, written = browser.ask("GET", reverse(url) + question, HOSTS[OWN])
            asked += 1
            assert not written, (url, question)
            assert answer.status_code < 500, (url, question)
    assert digest() == before
    figures("reading writes nothing", requests=asked, writes=0)


def test_a_visitor_of_public_pages_gets_no_session_and_no_cookie(world):
    sessions = Session.objects.count()
    for row in [row for row in ROWS if row.open and not row.data and row.get == OK]:
        args = row.args(world.places[OWN]) if row.args else None
        path = reverse(row.url, args=args) + row.query
        if row.expected(VISITOR, OWN, "GET") == OK:
            client = ReadingClient()
            answer = client.get(path, headers={"host": HOSTS[OWN]})
            assert answer.status_code == OK, path
            assert not answer.cookies, path
    assert Session.objects.count() == sessions


def test_opening_the_link_of_a_mail_confirms_nothing(world):
    """Mail scanners open links; only the button confirms, once."""
    waiting = world.places[OWN].unconfirmed
    token = tokens.issue(PURPOSE, str(waiting.pk), VALID, email=waiting.contact_email)
    client = ReadingClient()
    for _scanner in range(2):
        link = reverse("initiatives:confirm_link", args=[token])
        assert client.get(link, follow=True).status_code == OK
    waiting.refresh_from_db()
    assert waiting.state == "unconfirmed"
    assert tokens.look(token, PURPOSE)


def test_opening_the_page_to_log_out_does_not_log_out(world, client_of):
    client = client_of(world.people[SUBMITTER])
    assert client.get(reverse("account_logout")).status_code == OK
    assert client.get(reverse("initiatives:mine")).status_code == OK


def test_a_page_that_writes_is_caught(world, monkeypatch):
    """Teeth: a page that notes who looked at it."""

    def view(self):
        world.places[OWN].initiative.save()
        return "een bewoner"

    monkeypatch.setattr(type(world.places[OWN].initiative), "public_author", property(view))
    path = world.places[OWN].initiative.get_absolute_url()
    with pytest.raises(WriteWhileReading):
        ReadingClient().get(path, headers={"host": HOSTS[OWN]})
