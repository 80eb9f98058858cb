"""The link in the mail: opening it shows a button, pressing that confirms, once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from areas.models import User
from config.audit.models import Event
from config.intake import tokens
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.submit import confirm, resend, submit
from initiatives.models import ADVISOR, Initiative, State
from tests.initiatives.conftest import link_in, newest

CONFIRM = "initiatives:confirm"
IDEA = {
    "title": "Speelplek",
    "contact_name": "Nina Nieuw",
    "contact_email": "Nina@Example.org",
}


@pytest.fixture
def sent(oost):
    """Nina sent something in; nobody knew her address."""
    return submit(area=oost.area, idea=dict(IDEA), by=None)


@pytest.fixture
def link(sent):
    """The link that she got."""
    return link_in(Mail.objects.latest("pk"))


def press(client):
    """Open the page with the button, and press it."""
    page = client.get(reverse(CONFIRM))
    key = page.context["form"]["form_key"].value()
    return client.post(reverse(CONFIRM), {"form_key": key})


def test_opening_the_link_takes_the_token_out_of_the_address_and_confirms_nothing(client, link):
    answer = client.get(link)
    assert answer.url == reverse(CONFIRM)
    page = client.get(answer.url)
    assert page.status_code == 200
    assert link.split("/")[-2] not in page.content.decode()
    assert newest().state == State.UNCONFIRMED


def test_pressing_the_button_makes_it_received_and_says_what_happens_now(oost, client, link):
    client.get(link)
    answer = press(client)
    assert answer.url == reverse("initiatives:received") + "?gebied=oost"
    made = newest()
    assert (made.state, made.next_step_by) == (State.RECEIVED, ADVISOR)
    assert str(made.received_on) == "2026-11-18"
    page = client.get(answer.url).content.decode()
    assert "Ada Adviseur" in page
    assert "25 november 2026" in page  # five days from Monday to Friday after the 18th
    assert "Wim West" not in page


def test_confirming_makes_an_account_in_lower_case_without_a_password(client, link):
    client.get(link)
    press(client)
    nina = User.objects.get(email="nina@example.org")
    assert not nina.has_usable_password()
    assert nina.name == "Nina Nieuw"
    assert newest().submitter == nina
    assert Event.objects.filter(verb="initiative.confirmed", actor=nina).count() == 1


def test_a_known_address_keeps_its_account(oost):
    submit(area=oost.area, idea=IDEA | {"contact_email": "rosa.resident@example.org"}, by=None)
    before = User.objects.count()
    confirm(token=link_in(Mail.objects.latest("pk")).split("/")[-2])
    assert User.objects.count() == before
    assert newest().submitter == oost.rosa


def test_confirming_does_not_log_in(client, link):
    client.get(link)
    press(client)
    assert "_auth_user_id" not in client.session
    assert client.get(reverse("initiatives:mine")).status_code == 302


def test_the_initiator_gets_one_mail_with_who_calls_and_when(client, link):
    client.get(link)
    press(client)
    mail = Mail.objects.get(purpose="initiatives.received")
    assert mail.to == "nina@example.org"
    for part in ("Beste Nina Nieuw", "Speelplek", "Ada Adviseur", "25 november 2026", "/mijn/"):
        assert part in mail.text
    assert "Nina" not in mail.subject
    assert "Speelplek" not in mail.subject


def test_a_link_works_once(client, link):
    client.get(link)
    press(client)
    client.get(link)
    assert client.get(reverse(CONFIRM)).status_code == 410
    assert Event.objects.filter(verb="initiative.confirmed").count() == 1


def test_pressing_twice_gives_the_same_answer_and_one_confirmation(client, link):
    client.get(link)
    page = client.get(reverse(CONFIRM))
    data = {"form_key": page.context["form"]["form_key"].value()}
    first, second = client.post(reverse(CONFIRM), data), client.post(reverse(CONFIRM), data)
    assert first.url == second.url
    assert Mail.objects.filter(purpose="initiatives.received").count() == 1


def test_after_fourteen_days_the_link_has_ended(client, link, at):
    with at(2026, 12, 2, 9, 0):
        assert client.get(link).status_code == 302
        assert client.get(reverse(CONFIRM)).status_code == 200
    with at(2026, 12, 3, 9, 0):
        client.get(link)
        page = client.get(reverse(CONFIRM))
        assert page.status_code == 410
        assert "werkt niet meer" in page.content.decode()


def test_a_token_of_another_kind_does_not_confirm(oost, client, sent):
    other = tokens.issue(
        "something.else", str(sent.pk), timedelta(days=1), email="nina@example.org"
    )
    client.get(reverse("initiatives:confirm_link", args=[other]))
    assert client.get(reverse(CONFIRM)).status_code == 410
    with pytest.raises(Refused):
        confirm(token=other)
    assert newest().state == State.UNCONFIRMED


def test_an_invented_token_and_a_page_without_one_look_the_same(oost, client):
    client.get(reverse("initiatives:confirm_link", args=["invented"]))
    invented = client.get(reverse(CONFIRM))
    client.session.flush()
    assert invented.status_code == client.get(reverse(CONFIRM)).status_code == 410


def test_a_new_mail_to_another_address_ends_the_first_link(oost, sent, link):
    resend(initiative=sent, email="Beter@example.org", by=oost.stan)
    with pytest.raises(Refused):
        confirm(token=link.split("/")[-2])
    made = confirm(token=link_in(Mail.objects.latest("pk")).split("/")[-2])
    assert made.submitter.email == "beter@example.org"


def test_after_confirming_no_mail_is_sent_again(oost, sent, link):
    confirm(token=link.split("/")[-2])
    sent.refresh_from_db()
    with pytest.raises(Refused, match="al bevestigd"):
        resend(initiative=sent, email="beter@example.org", by=oost.stan)


def test_who_sent_it_may_ask_for_the_mail_again(oost, walk):
    walk.send()
    page = walk.client.get(reverse("initiatives:sent"))
    assert "rosa.resident@example.org" in page.content.decode()
    answer = walk.press(reverse("initiatives:sent"), {"contact_email": "rosa@example.org"})
    assert answer.status_code == 302
    assert list(Mail.objects.order_by("pk").values_list("to", flat=True)) == [
        "rosa.resident@example.org",
        "rosa@example.org",
    ]
    assert newest().contact_email == "rosa@example.org"


def test_who_sent_nothing_cannot_have_mail_sent(oost, walk):
    answer = walk.press(reverse("initiatives:sent"), {"contact_email": "slachtoffer@example.org"})
    assert answer.status_code == 200
    assert not Mail.objects.exists()


def test_an_idea_that_was_wiped_meanwhile_gives_the_same_page(client, sent, link):
    client.get(link)
    page = client.get(reverse(CONFIRM))
    Initiative.objects.filter(pk=sent.pk).delete()
    data = {"form_key": page.context["form"]["form_key"].value()}
    assert client.post(reverse(CONFIRM), data).status_code == 410
    assert not User.objects.filter(email="nina@example.org").exists()
