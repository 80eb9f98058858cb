"""Signing up for a gathering: with a mail address only, a seat or the waiting list, and away."""

import datetime
import re

import pytest
import time_machine

from config.lib.access import Refused
from config.lib.clock import now
from config.lib.retention import run
from config.outbox.models import Mail
from config.pages.daily import remind_who_comes
from config.pages.erasing import erase_address
from initiatives.actions.gathering import cancel_gathering
from initiatives.actions.sign_up import (
    confirm_sign_up,
    leave_gathering,
    seats_of,
    sign_up,
)
from initiatives.models import Gathering, SignUp
from initiatives.retention import RULES
from tests.factories import GatheringFactory, SignUpFactory
from tests.filled import filled

ONE, TWO, THREE = (f"{name}@example.org" for name in ("een", "twee", "drie"))
DAY = datetime.timedelta(days=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _slowly(monkeypatch):
    """Nobody here is a bot, however fast the test is."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))


@pytest.fixture
def evening(oost):
    """An evening in Oost with two seats."""
    return GatheringFactory(area=oost.area, seats=2)


def last_mail(purpose: str, to: str) -> Mail:
    """The newest mail of this purpose to this address."""
    return Mail.objects.filter(purpose=f"initiatives.gathering_{purpose}", to=to).latest("pk")


def path_in(mail: Mail) -> str:
    """The path with a secret in a mail."""
    return re.search(r"https?://[^/]+(/bijeenkomsten/(?:bevestigen|afmelden)/\S+)", mail.text)[1]


def token_in(mail: Mail) -> str:
    """The secret in a mail."""
    return path_in(mail).split("/")[-2]


def asked(evening, email, people=1) -> str:
    """Somebody asks for a seat; the secret to confirm."""
    sign_up(evening, email=email, people=people)
    return token_in(last_mail("confirm", email))


def come(evening, email, people=1) -> SignUp:
    """Somebody signs up and confirms."""
    return confirm_sign_up(asked(evening, email, people))


def purposes(to: str) -> list[str]:
    """What was mailed to an address, in order."""
    rows = Mail.objects.filter(to=to).order_by("pk").values_list("purpose", flat=True)
    return [purpose.removeprefix("initiatives.gathering_") for purpose in rows]


def sent(client, evening, **given):
    """Send the form."""
    url = f"/bijeenkomsten/{evening.pk}/aanmelden/"
    return client.post(url, filled(client.get(url), **{"people": "1", "email": ONE, **given}))


def test_from_the_page_to_a_seat_and_away(evening, client):
    answer = sent(client, evening, email="Een@Example.org", people="2")
    assert "Kijk in uw mail" in client.get(answer.url).text
    assert "Er zijn nog 2 plekken." in client.get(evening.get_absolute_url()).text
    page = client.get(path_in(last_mail("confirm", ONE)), follow=True)
    assert "U komt met 2 mensen." in page.text
    assert not SignUp.objects.seated().exists()  # opening a link does nothing
    done = client.post("/bijeenkomsten/bevestigen/", filled(page))
    assert "U heeft een plek." in done.text
    assert client.post("/bijeenkomsten/bevestigen/", filled(page)).status_code == 410
    assert "Het is vol." in client.get(evening.get_absolute_url()).text
    page = client.get(path_in(last_mail("seat", ONE)), follow=True)
    assert SignUp.objects.exists()
    done = client.post("/bijeenkomsten/afmelden/", filled(page))
    assert "U bent afgemeld" in done.text
    assert not SignUp.objects.exists()
    assert client.post("/bijeenkomsten/afmelden/", filled(page)).status_code == 410


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"email": ""}, "verplicht"),
        ({"people": "7"}, "keuze"),
        ({"people": "3"}, "Er zijn maar 2 plekken."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(evening, client, given, says):
    page = sent(client, evening, **given)
    assert page.status_code == 200
    assert says in page.text
    assert not SignUp.objects.exists()
    assert not Mail.objects.exists()


def test_the_page_says_the_same_for_known_and_unknown(evening, client):
    come(evening, ONE)
    known, unknown = sent(client, evening, email=ONE), sent(client, evening, email=TWO)
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert SignUp.objects.filter(email=ONE).count() == 1
    assert purposes(ONE) == ["confirm", "seat", "known"]
    leave_gathering(token_in(last_mail("known", ONE)))
    assert not SignUp.objects.filter(email=ONE).exists()


def test_who_asks_twice_before_confirming_uses_the_last_link(evening):
    first, second = asked(evening, ONE), asked(evening, ONE, 2)
    with pytest.raises(Refused):
        confirm_sign_up(first)
    assert confirm_sign_up(second).people == 2


def test_too_many_of_one_network_are_asked_to_come_back(evening, client):
    answers = [sent(client, evening, email=f"buur{n}@example.org") for n in range(31)]
    assert {answer.status_code for answer in answers[:30]} == {302}
    assert answers[30].status_code == 429
    assert "buur30@example.org" in answers[30].text


def test_too_many_to_one_address_are_refused(evening, client):
    answers = [sent(client, evening) for _number in range(11)]
    assert [answer.status_code for answer in answers] == [302] * 10 + [429]


def test_when_full_one_waits_in_order_and_gets_what_comes_free(evening):
    come(evening, ONE, 2)
    assert come(evening, TWO).seated_at is None
    assert come(evening, THREE).seated_at is None
    assert purposes(TWO) == ["confirm", "waits"]
    assert seats_of(evening).waiting == 2
    leave_gathering(token_in(last_mail("seat", ONE)))
    assert purposes(TWO)[-1] == purposes(THREE)[-1] == "moved_up"
    assert seats_of(evening).left == 0


def test_before_one_presses_it_says_whether_there_is_a_seat_or_one_waits(evening, client):
    sign_up(evening, email=ONE, people=1)
    seat = client.get(path_in(last_mail("confirm", ONE)), follow=True).text
    assert "dan bent u aangemeld" in seat
    come(evening, TWO)
    sign_up(evening, email=THREE, people=2)
    waits = client.get(path_in(last_mail("confirm", THREE)), follow=True).text
    assert "U komt met 2 mensen." in waits
    assert "Ja, zet mij op de wachtlijst" in waits
    assert "dan bent u aangemeld" not in waits


def test_a_group_that_is_too_large_keeps_its_turn(evening):
    come(evening, ONE)
    come(evening, TWO, 2)
    assert come(evening, THREE).seated_at  # one seat was left, for one
    leave_gathering(token_in(last_mail("seat", THREE)))
    assert SignUp.objects.get(email=TWO).seated_at is None
    leave_gathering(token_in(last_mail("seat", ONE)))
    assert SignUp.objects.get(email=TWO).seated_at


def test_who_waits_can_leave_too(evening):
    come(evening, ONE, 2)
    come(evening, TWO)
    leave_gathering(token_in(last_mail("waits", TWO)))
    assert seats_of(evening).waiting == 0
    assert seats_of(evening).taken == 2


def test_without_a_limit_everybody_has_a_seat(oost):
    evening = GatheringFactory(area=oost.area)
    assert come(evening, ONE, 6).seated_at
    assert seats_of(evening).left is None


def test_a_link_of_what_was_called_off_or_closed_does_nothing(evening, oost, client):
    token, page = asked(evening, ONE), path_in(last_mail("confirm", ONE))
    Gathering.objects.update(sign_up="closed")
    with pytest.raises(Refused):
        confirm_sign_up(token)
    form = client.get(page, follow=True)
    answer = client.post("/bijeenkomsten/bevestigen/", filled(form), follow=True)
    assert "kunt u zich niet aanmelden" in answer.text
    Gathering.objects.update(sign_up="open")
    cancel_gathering(Gathering.objects.get(), reason="Ziek.", by=oost.ada)
    with pytest.raises(Refused):
        confirm_sign_up(token)
    assert not SignUp.objects.filter(confirmed_at__isnull=False).exists()


def test_the_day_before_who_comes_is_reminded_once(evening):
    come(evening, ONE, 2)
    come(evening, TWO)
    remind_who_comes()
    assert "reminder" not in purposes(ONE)
    with time_machine.travel(evening.starts_at - DAY):
        remind_who_comes()
        remind_who_comes()
    assert purposes(ONE).count("reminder") == 1
    assert "reminder" not in purposes(TWO)  # who waits has no seat


def test_who_signed_up_today_needs_no_reminder_nor_does_what_is_off(evening, oost):
    with time_machine.travel(evening.starts_at - DAY):
        come(evening, ONE)
        remind_who_comes()
    SignUp.objects.update(seated_at=now())
    cancel_gathering(evening, reason="Ziek.", by=oost.ada)
    with time_machine.travel(evening.starts_at - DAY):
        remind_who_comes()
    assert "reminder" not in purposes(ONE)


def test_addresses_go_after_some_days_and_counts_stay(evening):
    come(evening, ONE, 2)
    come(evening, TWO)
    leave = token_in(last_mail("seat", ONE))
    with time_machine.travel(evening.ends_at + 4 * DAY):
        run(RULES)
        assert SignUp.objects.exclude(email="").count() == 2
    with time_machine.travel(evening.ends_at + 6 * DAY):
        run(RULES)
        assert not SignUp.objects.exclude(email="").exists()
        with pytest.raises(Refused):
            leave_gathering(leave)
    assert (seats_of(evening).taken, seats_of(evening).waiting) == (2, 1)


def test_what_nobody_confirms_goes_after_three_days(evening):
    asked(evening, ONE)
    with time_machine.travel(now() + 4 * DAY):
        run(RULES)
    assert not SignUp.objects.exists()


def test_who_asks_to_be_erased_gives_the_seat_to_who_waits(evening, oost):
    come(evening, ONE, 2)
    come(evening, TWO)
    over = GatheringFactory(area=oost.area, starts_at=now() - 2 * DAY)
    SignUpFactory(gathering=over, email=ONE, people=3)
    erase_address(ONE, by=None)
    assert not SignUp.objects.filter(email=ONE).exists()
    assert SignUp.objects.get(email=TWO).seated_at
    assert seats_of(over).taken == 3
