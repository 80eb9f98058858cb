"""Many messages at once from one place: some are set aside until a colleague has looked."""

import datetime

import pytest

from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from initiatives.actions.signal import answer_signal, bring_signal, let_in, put_away
from initiatives.models import Signal
from initiatives.views import signal as views
from tests.filled import filled

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
ASIDE, QUESTION = "/signalen/opzij/", "Wanneer wordt de lamp bij de brug gemaakt?"
GIVEN = {"kind": "question", "text": QUESTION, "contact_email": "vera.vraag@example.org"}


@pytest.fixture(autouse=True)
def _slowly(monkeypatch):
    """Nobody here is a bot, however fast the test is; and two an hour is many."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))
    monkeypatch.setattr(views, "AT_ONCE", ((2, HOUR), (3, 24 * HOUR)))


def asked(client, oost):
    """Somebody sends the form."""
    page = client.get("/signalen/doorgeven/?gebied=oost")
    return client.post("/signalen/doorgeven/", filled(page, **GIVEN))


def aside(oost, **given) -> Signal:
    """A question that was set aside."""
    return bring_signal(area=oost.area, given=GIVEN | given, aside=True, by=None)


def look(client, **given):
    """Somebody presses the button on the page of what is set aside."""
    return client.post(ASIDE, filled(client.get(ASIDE), **given))


def test_the_third_of_an_hour_is_kept_and_a_colleague_lets_it_in(oost, client, client_of):
    for _number in range(2):
        assert "eerst=ja" not in asked(client, oost).url
    sent = asked(client, oost)
    assert "kijkt een collega er eerst naar" in client.get(sent.url).text
    assert [row.state for row in Signal.objects.order_by("pk")] == ["received"] * 2 + ["aside"]
    assert Mail.objects.count() == 2
    ada = client_of(oost.ada)
    assert "1 bericht staat opzij" in ada.get("/signalen/behandelen/").text
    assert look(ada, do="in").status_code == 302
    last = Signal.objects.latest("pk")
    assert (last.state, last.received_on) == ("received", today())
    assert Mail.objects.count() == 3
    assert "Er staat niets opzij" in ada.get(ASIDE).text


def test_a_button_pressed_twice_counts_once(oost, client):
    page = client.get("/signalen/doorgeven/?gebied=oost")
    first, again = (client.post("/signalen/doorgeven/", filled(page, **GIVEN)) for _ in range(2))
    assert (first.status_code, first.url) == (302, again.url)
    assert Signal.objects.count() == 1
    assert "eerst=ja" not in asked(client, oost).url
    assert "eerst=ja" in asked(client, oost).url


def test_for_everybody_together_a_button_pressed_twice_counts_once_too(oost, client, monkeypatch):
    monkeypatch.setattr(views, "AT_ONCE_TOGETHER", (2, HOUR))
    page = client.get("/signalen/doorgeven/?gebied=oost")
    for _press in range(2):
        client.post("/signalen/doorgeven/", filled(page, **GIVEN))
    client.defaults["REMOTE_ADDR"] = "198.51.100.9"
    assert "eerst=ja" not in asked(client, oost).url
    client.defaults["REMOTE_ADDR"] = "192.0.2.9"
    assert "eerst=ja" in asked(client, oost).url


def test_a_day_has_its_own_limit_and_from_elsewhere_it_comes_in(oost, client, at):
    for hour in (9, 10, 11):
        with at(2026, 11, 18, hour, 0):
            asked(client, oost)
            asked(client, oost)
    assert Signal.objects.aside().count() == 3
    client.defaults["REMOTE_ADDR"] = "198.51.100.9"
    asked(client, oost)
    assert Signal.objects.aside().count() == 3


def test_who_is_logged_in_has_shown_an_address_and_is_not_set_aside(oost, client_of):
    for _number in range(4):
        asked(client_of(oost.cor), oost)
    assert not Signal.objects.aside().exists()


def test_what_is_no_question_is_put_away_and_can_be_let_in_after_all(oost, client_of):
    kept, spam = aside(oost, text="Is het zwembad open?"), aside(oost, text="Koop nu!")
    ada, before = client_of(oost.ada), Mail.objects.count()
    assert look(ada, do="away", signals=[spam.pk]).status_code == 302
    assert "zwembad" in ada.get(ASIDE).text
    assert "Koop nu!" not in ada.get(ASIDE).text
    page = ada.get(spam.get_absolute_url())
    assert "weggelegd als reclame" in page.text
    assert ada.post(ASIDE, filled(page)).status_code == 302
    states = dict(Signal.objects.values_list("pk", "state"))
    assert states == {kept.pk: "aside", spam.pk: "received"}
    assert Mail.objects.count() == before + 1


def test_only_who_handles_what_comes_in_there_may_look(oost, client, client_of):
    signal = aside(oost)
    assert client.get(ASIDE).status_code == 302
    assert client_of(oost.cor).get(ASIDE).status_code == 403
    assert QUESTION in client_of(oost.bea).get(ASIDE).text
    wim = client_of(oost.wim)
    assert QUESTION not in wim.get(ASIDE).text
    given = filled(client_of(oost.ada).get(ASIDE), do="in", signals=[signal.pk])
    assert wim.post(ASIDE, given).status_code == 200
    signal.refresh_from_db()
    assert signal.state == "aside"


def test_it_is_not_counted_for_everyone_until_it_is_let_in(oost):
    signal = aside(oost)
    assert not Signal.objects.counted().exists()
    let_in(signal, by=oost.ada)
    assert Signal.objects.counted().exists()


def test_a_day_before_the_promise_it_stands_on_my_work(oost, client_of, at):
    aside(oost)
    with at(2026, 12, 1):
        assert "bericht staat opzij" in client_of(oost.ada).get("/mijn-werk/").text


def test_what_waits_is_not_answered_and_what_is_let_in_is_not_put_away(oost):
    signal = aside(oost)
    with pytest.raises(Refused):
        answer_signal(signal, text="Ja.", theme=None, outcome="", by=oost.ada)
    let_in(signal, by=oost.ada)
    with pytest.raises(Refused):
        put_away(signal, by=oost.ada)
