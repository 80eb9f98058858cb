"""The tests' own safety net has teeth: each thing that it must catch is tried here."""

import socket
import urllib.request

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from config.audit import append_only
from config.audit.models import Event
from tests.conftest import NetworkUsed
from tests.run import Count, last_line, read_report
from tests.source import words_in
from tests.strict import ReadingClient, UnknownVariable, WriteWhileReading


def write_a_row(request):
    """A page that writes, whatever it is asked with."""
    Group.objects.create(name="nobody")
    return HttpResponse("written")


write_a_row.login_required = False
urlpatterns = [path("write/", write_a_row)]


# --- Network ---------------------------------------------------------------


@pytest.mark.parametrize("host", ["example.org", "192.0.2.1", "10.0.0.1", b"example.org"])
def test_the_network_is_out_of_reach(host):
    with pytest.raises(NetworkUsed):
        socket.create_connection((host, 443), timeout=1)


def test_nothing_is_fetched_from_elsewhere():
    with pytest.raises(NetworkUsed):
        urllib.request.urlopen("https://example.org/")


def test_this_machine_itself_can_be_reached():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(server.getsockname(), timeout=1) as visitor:
            assert visitor.getpeername() == server.getsockname()


# --- Clock -----------------------------------------------------------------


def test_every_test_runs_on_the_same_day(at):
    assert timezone.localdate().isoformat() == "2026-11-18"
    with at(2027, 1, 4, 23, 59):
        assert timezone.localtime().isoformat() == "2027-01-04T23:59:00+01:00"


# --- Templates -------------------------------------------------------------


@pytest.fixture
def ours(monkeypatch):
    """Let templates made of a string count as ours."""
    monkeypatch.setattr("tests.strict.OURS", "<unknown source>")
    return engines["django"].from_string


@pytest.mark.parametrize(
    "text",
    ["{{ unknown }}", "{{ unknown.name|default:1 }}", "{% with a=unknown %}{% endwith %}"],
)
def test_an_unknown_variable_in_our_template_is_an_error(ours, text):
    with pytest.raises(UnknownVariable):
        ours(text).render({})


@pytest.mark.parametrize(
    "text", ["{% if unknown %}{% endif %}", "{% firstof unknown '' %}", "{{ known }}"]
)
def test_asking_whether_a_variable_is_there_is_fine(ours, text):
    assert ours(text).render({"known": ""}) == ""


def test_templates_of_packages_may_leave_variables_out():
    assert engines["django"].from_string("{{ unknown }}").render({}) == ""


@pytest.mark.parametrize(
    "template",
    [
        "<p>Nog geen acties</p>",
        '<img alt="Kaart van het gebied">',
        '{% include "components/empty.html" with title="Nog geen acties" %}',
        "{% translate 'Goed' %} vergeten",
        '<input type="submit" value="Verstuur">',
        "{% if a %}ja{% endif %}",
    ],
)
def test_bare_words_in_a_template_are_found(template):
    assert any(text.strip() for _line, text in words_in(template))


@pytest.mark.parametrize(
    "template",
    [
        "<p>{% translate 'Nog geen acties' %}</p>",
        "<p>{% blocktranslate %}Nog <b>geen</b> acties{% endblocktranslate %} – {{ n }}</p>",
        '{% include "components/empty.html" with title=_("Nog geen acties") %}',
        "{# opmerking #}{% comment %}nog een{% endcomment %}",
        '<a class="utrecht-link" href="{% url "pages:home" %}">{{ name }}</a>',
    ],
)
def test_translated_words_are_not_taken_for_bare_ones(template):
    assert not [text for _line, text in words_in(template) if text.strip(" –\n")]


# --- Reading does not write ------------------------------------------------


@pytest.mark.django_db
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_page_that_writes_when_it_is_read_is_an_error(client, method):
    with pytest.raises(WriteWhileReading):
        getattr(client, method)("/write/")


@pytest.mark.django_db
@pytest.mark.urls(__name__)
def test_a_post_may_write(client):
    assert isinstance(client, ReadingClient)
    assert client.post("/write/").status_code == 200
    assert Group.objects.count() == 1


def test_code_that_should_only_read_cannot_write(no_writes):
    assert not Group.objects.exists()
    with pytest.raises(WriteWhileReading):
        Group.objects.create(name="nobody")


# --- Databases -------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_tests_that_commit_leave_empty_tables_and_their_guards(turn):
    assert not Event.objects.exists()
    assert append_only.missing(connection) == []
    Event.objects.create(verb="tried", model="auth.group", object_id="1")


def test_both_databases_can_be_told_apart():
    """The report is by database, so a run must know which one it is on."""
    assert connection.vendor in {"sqlite", "postgresql"}
    if connection.vendor == "sqlite":
        assert "memory" not in str(connection.settings_dict["TEST"]["NAME"])


# --- Counting --------------------------------------------------------------

REPORT = """<testsuites><testsuite>
<testcase classname="tests.a" name="good"/>
<testcase classname="tests.a" name="bad"><failure message="x"/></testcase>
<testcase classname="tests.a" name="broken"><error message="x"/></testcase>
<testcase classname="tests.a" name="left_out"><skipped message="no database"/></testcase>
</testsuite></testsuites>"""


def test_what_is_skipped_or_fails_is_counted_and_makes_a_run_bad(tmp_path):
    (tmp_path / "report.xml").write_text(REPORT)
    count = read_report(tmp_path / "report.xml")
    assert (count.passed, count.failed) == (1, 2)
    assert count.skipped == ["tests.a::left_out: no database"]
    assert not count.good


def test_a_run_without_tests_is_bad(tmp_path):
    assert not read_report(tmp_path / "missing.xml").good
    assert not Count(passed=1, skipped=["one"]).good
    assert not Count(passed=1, failed=1).good
    assert Count(passed=1).good


def test_the_last_line_counts_both_databases():
    counts = {"sqlite": Count(passed=3), "postgresql": Count(passed=4, skipped=["one"])}
    assert last_line(counts) == "sqlite=3 postgresql=4 skipped=1"
