"""Mail: queued with the change it tells about, sent at least once, forgotten when it is gone."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import transaction

from config.lib import clock
from config.lib.retention import run
from config.outbox import post, retention
from config.outbox.models import Mail, State
from config.outbox.post import BACKOFF, LEASE, MAX_ATTEMPTS, claim, deliver_due, queue
from tests.config.sink import Sink

pytestmark = pytest.mark.django_db


def mail(**more):
    words = {
        "to": "anna@voorbeeld.nl",
        "subject": "Wij hebben uw idee ontvangen",
        "text": "Beste Anna,\n\nBedankt voor uw idee.\n.\nTot ziens",
        "purpose": "initiative.confirm",
        "about": "initiatives.initiative:12",
    }
    return queue(**words | more)


@pytest.fixture
def sink(settings):
    with Sink() as made:
        settings.OUTBOX_DELIVERY = made.delivery
        yield made


@pytest.fixture
def clocks():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def broken(settings, **faults):
    """A mail server with these faults, used from here on."""
    made = Sink(faults)
    made.__enter__()
    settings.OUTBOX_DELIVERY = made.delivery
    return made


# --- Queueing -------------------------------------------------------------------------------


def test_a_mail_is_a_row_and_nothing_is_sent_yet(sink):
    made = mail()
    assert (made.state, made.attempts) == (State.QUEUED, 0)
    assert sink.connections == 0


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_rolled_back_sends_nothing(sink):
    def request():
        with transaction.atomic():
            mail()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        request()
    assert deliver_due() == 0
    assert sink.accepted == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": "anna@voorbeeld.nl\r\nBcc: all@voorbeeld.nl"},
        {"to": "anna@voorbeeld.nl\nBcc: all@voorbeeld.nl"},
        {"to": "anna@voorbeeld.nl, bram@voorbeeld.nl"},
        {"to": "Anna <anna@voorbeeld.nl>"},
        {"to": "anna"},
        {"to": ""},
        {"to": "anna@" + "a" * 250 + ".nl"},
        {"subject": "Idee\r\nBcc: all@voorbeeld.nl"},
        {"subject": "Idee\x00"},
        {"subject": "   "},
        {"subject": "Bericht voor anna@voorbeeld.nl"},
        {"headers": {"X-A": "b\r\nBcc: all@voorbeeld.nl"}},
        {"headers": {"X-A\nBcc": "b"}},
        {"headers": {"Bcc": "all@voorbeeld.nl"}},
        {"headers": {"message-id": "<x@y>"}},
    ],
)
def test_what_cannot_be_sent_safely_is_refused(wrong):
    with pytest.raises(ValueError, match=r"mail|subject|header"):
        mail(**wrong)
    assert not Mail.objects.exists()


def test_a_long_subject_is_cut():
    assert len(mail(subject="Idee " * 99).subject) == 200


# --- Sending --------------------------------------------------------------------------------


def test_it_arrives_as_it_was_written(sink, settings):
    settings.SITE_URL = "https://wijken.example"
    made = mail(
        subject="Één idee voor ’t plein", headers={"List-Unsubscribe": "<https://x.example>"}
    )
    assert deliver_due() == 1
    (got,) = sink.accepted
    assert got["To"] == "anna@voorbeeld.nl"
    assert got["Subject"] == "Één idee voor ’t plein"
    assert got["Message-ID"] == made.message_id
    assert got["Message-ID"].endswith("@wijken.example>")
    assert got["Auto-Submitted"] == "auto-generated"
    assert got["List-Unsubscribe"] == "<https://x.example>"
    assert got.get_content().replace("\r\n", "\n").strip() == made.text


def test_once_sent_address_and_text_are_erased_and_the_fact_stays(sink):
    mail()
    deliver_due()
    stored = Mail.objects.get()
    assert (stored.state, stored.to, stored.text) == (State.SENT, "", "")
    assert stored.sent_at
    assert stored.about == "initiatives.initiative:12"
    assert "anna" not in json.dumps(list(Mail.objects.values()), default=str).lower()


def test_the_demo_keeps_its_post_to_be_read(sink, settings):
    settings.DEMO = True
    mail()
    deliver_due()
    stored = Mail.objects.get()
    assert (stored.state, stored.to) == (State.SENT, "anna@voorbeeld.nl")
    assert stored.text


def test_a_second_round_sends_nothing_again(sink):
    mail()
    assert [deliver_due(), deliver_due()] == [1, 0]
    assert len(sink.accepted) == 1


def test_one_connection_carries_a_round_and_the_limit_holds(sink):
    for _number in range(5):
        mail()
    assert [deliver_due(limit=3), deliver_due(limit=3)] == [3, 2]
    assert sink.connections == 2


def test_nothing_due_opens_no_connection(sink):
    assert deliver_due() == 0
    assert sink.connections == 0


def test_login_codes_go_first_and_then_the_oldest(sink, clocks):
    for subject, urgent in (("Nieuws", False), ("Nog meer", False), ("Code", True)):
        mail(subject=subject, urgent=urgent)
        clocks.shift(timedelta(seconds=1))
    deliver_due()
    assert [got["Subject"] for got in sink.accepted] == ["Code", "Nieuws", "Nog meer"]


def test_a_worker_that_must_stop_stops_between_two_mails(sink):
    for _number in range(3):
        mail()
    assert deliver_due(stop=lambda: len(sink.accepted) >= 1) == 1


def test_delivery_into_the_outbox_itself_is_refused(settings):
    settings.OUTBOX_DELIVERY = {"EMAIL_BACKEND": "config.outbox.backend.OutboxBackend"}
    mail()
    with pytest.raises(ImproperlyConfigured):
        deliver_due()


# --- Claiming -------------------------------------------------------------------------------


def test_a_claim_is_for_one_worker_and_for_one_minute(clocks):
    pk = mail().pk
    assert claim(pk).attempts == 1
    assert claim(pk) is None
    clocks.shift(LEASE)
    assert claim(pk) is None
    clocks.shift(timedelta(seconds=1))
    assert claim(pk).attempts == 2


def test_a_worker_that_woke_up_too_late_does_not_undo_the_work_of_another(clocks, sink):
    late = claim(mail().pk)
    clocks.shift(LEASE + timedelta(seconds=1))
    assert deliver_due() == 1
    post._not_sent(late, OSError())
    assert Mail.objects.get().state == State.SENT


def test_a_mail_that_kills_its_worker_is_given_up(clocks, sink):
    pk = mail().pk
    for _death in range(MAX_ATTEMPTS):
        assert claim(pk)
        clocks.shift(LEASE + timedelta(seconds=1))
    assert deliver_due() == 0
    stored = Mail.objects.get()
    assert (stored.state, stored.error) == (State.FAILED, "WorkerDied")
    assert sink.accepted == []


# --- Trouble --------------------------------------------------------------------------------

TEMPORARY = {
    "a busy server": {"RCPT": "451 later"},
    "no room": {"end": "452 full"},
    "greylisting of the sender": {"MAIL": "450 later"},
    "hanging up before the text": {"DATA": "hang up"},
    "hanging up after the text": {"end": "hang up"},
}
PERMANENT = {
    "an address that does not exist": {"RCPT": "550 unknown"},
    "a text that is refused": {"end": "554 spam"},
    "a sender that is refused": {"MAIL": "553 no"},
}


@pytest.mark.parametrize("kind", TEMPORARY)
def test_temporary_trouble_means_trying_again(settings, clocks, kind):
    made = mail()
    server = broken(settings, **TEMPORARY[kind])
    assert deliver_due() == 0
    stored = Mail.objects.get()
    assert (stored.state, stored.attempts) == (State.QUEUED, 1)
    assert stored.next_attempt_at == clock.now() + BACKOFF[0]
    assert stored.error.startswith("SMTP")
    server.faults.clear()
    assert deliver_due() == 0
    clocks.shift(BACKOFF[0])
    assert deliver_due() == 1
    assert server.ids() == [made.message_id]
    server.__exit__()


@pytest.mark.parametrize("kind", PERMANENT)
def test_a_final_no_is_the_end_and_stays_visible(settings, kind):
    mail()
    server = broken(settings, **PERMANENT[kind])
    assert deliver_due() == 0
    assert Mail.objects.failed().count() == 1
    assert Mail.objects.get().error
    server.__exit__()


def test_one_bad_address_does_not_hold_up_the_others(settings):
    class OneBad(Sink):
        @property
        def faults(self):
            return {"RCPT": "550 unknown"} if self.connections == 1 else {}

        @faults.setter
        def faults(self, _value):
            pass

    with OneBad() as server:
        settings.OUTBOX_DELIVERY = server.delivery
        for _number in range(3):
            mail()
        assert deliver_due() == 2
        assert Mail.objects.failed().count() == 1


def test_a_mail_is_given_up_after_ten_attempts(settings, clocks):
    mail()
    server = broken(settings, RCPT="451 later")
    waits = []
    while (stored := Mail.objects.get()).state == State.QUEUED:
        waits.append(stored.next_attempt_at - clock.now())
        clocks.move_to(stored.next_attempt_at)
        deliver_due()
    assert waits == [timedelta(), *BACKOFF]
    assert (stored.state, stored.attempts) == (State.FAILED, MAX_ATTEMPTS)
    assert Mail.objects.failed().count() == 1
    server.__exit__()


@pytest.mark.parametrize("fault", [{"greeting": "421 closed"}, {"greeting": "554 no"}])
def test_a_server_that_is_away_costs_no_attempt(settings, clocks, fault):
    for _number in range(3):
        mail()
    server = broken(settings, **fault)
    assert deliver_due() == 0
    assert set(Mail.objects.values_list("state", "attempts")) == {(State.QUEUED, 0)}
    assert server.connections == 1
    assert deliver_due() == 0
    assert server.connections == 1, "it waits a minute before it knocks again"
    server.faults.clear()
    clocks.shift(post.SERVER_AWAY)
    assert deliver_due() == 3
    server.__exit__()


def test_no_server_at_all_costs_no_attempt_either(settings):
    mail()
    with Sink() as gone:
        settings.OUTBOX_DELIVERY = gone.delivery
    assert deliver_due() == 0
    stored = Mail.objects.get()
    assert (stored.state, stored.attempts) == (State.QUEUED, 0)
    assert stored.error == "ConnectionRefusedError"


def test_what_goes_wrong_is_logged_without_names(settings, caplog):
    mail(to="zoutkorrel@voorbeeld.nl")
    server = broken(settings, RCPT="451 later")
    deliver_due()
    assert "SMTPRecipientsRefused" in caplog.text
    assert "zoutkorrel" not in caplog.text
    assert "zoutkorrel" not in Mail.objects.get().error
    server.__exit__()


# --- Django's own door ----------------------------------------------------------------------


def test_django_and_its_libraries_mail_through_the_outbox(settings, sink):
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    sent = send_mail("Uw code", "123456", "Wijken <w@x.example>", ["Anna <anna@voorbeeld.nl>"])
    assert sent == 1
    stored = Mail.objects.get()
    assert (stored.to, stored.purpose, stored.urgent) == ("anna@voorbeeld.nl", "account", True)
    deliver_due()
    assert sink.accepted[0]["From"] == "Wijken <w@x.example>"


def test_each_receiver_gets_a_mail_of_his_own(settings):
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    EmailMessage("Nieuws", "x", to=["a@x.nl"], cc=["b@x.nl"], bcc=["c@x.nl"]).send()
    assert set(Mail.objects.values_list("to", flat=True)) == {"a@x.nl", "b@x.nl", "c@x.nl"}


def test_of_a_mail_in_two_forms_the_text_is_kept(settings):
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    both = EmailMultiAlternatives("Nieuws", "Dag", to=["a@x.nl"], headers={"X-Kind": "news"})
    both.attach_alternative("<p>Dag</p>", "text/html")
    both.send()
    only = EmailMessage("Nieuws", "<p>Dag</p>", to=["a@x.nl"])
    only.content_subtype = "html"
    only.send()
    assert set(Mail.objects.values_list("text", flat=True)) == {"Dag"}
    assert Mail.objects.filter(headers={"X-Kind": "news"}).count() == 1


def test_an_attachment_is_refused_rather_than_lost(settings):
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    message = EmailMessage("Nieuws", "x", to=["a@x.nl"])
    message.attach("a.txt", "x")
    with pytest.raises(ValueError, match="attachments"):
        message.send()
    assert not Mail.objects.exists()


# --- Forgetting -----------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "days"), [(State.SENT, 30), (State.FAILED, 90)])
def test_rows_go_on_their_day_and_not_before(clocks, state, days):
    made = mail()
    Mail.objects.filter(pk=made.pk).update(state=state, sent_at=clock.now())
    clocks.shift(timedelta(hours=1))
    mail()
    clocks.shift(timedelta(days=days) - timedelta(hours=1, seconds=1))
    assert _gone() == 0
    clocks.shift(timedelta(seconds=1))
    assert _gone() == 1
    assert _gone() == 0
    assert Mail.objects.get().state == State.QUEUED


def test_how_long_the_post_has_been_waiting_can_be_seen(clocks):
    assert post.lag() == timedelta()
    mail()
    clocks.shift(timedelta(minutes=20))
    assert post.lag() == timedelta(minutes=20)
    assert Mail.objects.unsent_since(clock.now() - timedelta(minutes=15)).count() == 1


def _gone():
    return {rule.name: count for rule, count in run(retention.RULES)}["outbox-mail"]
