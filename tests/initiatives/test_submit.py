"""Bringing an initiative: six steps on a phone, without an account."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from config.audit.models import Event
from config.intake.models import MailToken
from config.outbox.models import Mail
from initiatives.forms.submit import ContactFields, IdeaFields, NeedsFields, PeopleFields
from initiatives.models import Initiative, State
from initiatives.views import submit
from tests.factories import AreaFactory, MunicipalityFactory
from tests.initiatives.conftest import IDEA, Walk, newest
from tests.strict import ReadingClient

CREATE, CHECK = "initiatives:create", "initiatives:check"


def body(response) -> str:
    """What the page says."""
    return response.content.decode()


def test_a_resident_sends_an_idea_and_gets_one_mail_to_confirm(oost, walk):
    answer = walk.send()
    assert answer.url == reverse("initiatives:sent")
    made = newest()
    assert (made.state, made.area, made.submitter) == (State.UNCONFIRMED, oost.area, None)
    assert made.title == "Bankje bij de vijver"
    assert made.contact_email == "rosa.resident@example.org"
    mail = Mail.objects.get()
    assert (mail.to, mail.purpose) == ("rosa.resident@example.org", "initiatives.confirm")
    assert Event.objects.filter(verb="initiative.submitted", actor=None).count() == 1


def test_the_mail_holds_nothing_that_was_typed_and_no_name_in_the_subject(oost, walk):
    walk.send(idee={"title": "Koop nu goedkope pillen", "text": "Zie mijn site"})
    mail = Mail.objects.get()
    for typed in ("pillen", "site", "Rosa", "vijver"):
        assert typed not in mail.text + mail.subject


def test_at_most_twelve_fields_are_asked():
    asked = [IdeaFields, PeopleFields, NeedsFields, ContactFields]
    where = 3
    assert sum(len(form.base_fields) for form in asked) + where <= 12


def test_a_mistake_loses_nothing_and_says_what_to_do(oost, walk):
    answer = walk.step("contact", contact_email="rosa@", contact_name="Rosa Resident")
    assert answer.status_code == 200
    assert 'value="Rosa Resident"' in body(answer)
    assert 'value="rosa@"' in body(answer)
    assert answer.context["form"].errors["contact_email"]
    again = walk.client.get(reverse("initiatives:step", args=["contact"]))
    assert 'value="rosa@"' in body(again)


def test_back_keeps_what_was_typed_also_when_it_is_not_right_yet(oost, walk):
    walk.step("idee")
    url = reverse("initiatives:step", args=["waar"])
    answer = walk.press(url, {"place": "Vijverlaan", "area": "", "find": "", "terug": "1"})
    assert answer.url == reverse(CREATE)
    assert "Bankje bij de vijver" in body(walk.client.get(reverse(CREATE)))
    assert "Vijverlaan" in body(walk.client.get(url))


def test_the_last_page_shows_everything_and_leads_back_to_each_step(oost, walk):
    walk.steps()
    page = body(walk.client.get(reverse(CHECK)))
    for shown in ("Bankje bij de vijver", "Oost, Vijverlaan", "de buren", "een bankje"):
        assert shown in page
    assert "een bewoner" in page
    assert reverse("initiatives:step", args=["nodig"]) in page


def test_a_step_that_was_skipped_is_asked_before_sending(oost, walk):
    walk.step("idee")
    answer = walk.press(reverse(CHECK), {})
    assert answer.url == reverse("initiatives:step", args=["waar"])
    assert Initiative.objects.filter(state=State.UNCONFIRMED).count() == 0


def test_pressing_twice_sends_once(oost, walk):
    walk.steps()
    page = walk.client.get(reverse(CHECK))
    data = {"form_key": page.context["form"]["form_key"].value()}
    for _press in range(3):
        assert walk.client.post(reverse(CHECK), data).url == reverse("initiatives:sent")
    assert Initiative.objects.filter(state=State.UNCONFIRMED).count() == 1
    assert Mail.objects.count() == 1


def test_two_presses_at_the_same_moment_send_once(oost, walk, client):
    """The second request still has the draft in its session, as it was read before the first."""
    walk.steps()
    page = walk.client.get(reverse(CHECK))
    data = {"form_key": page.context["form"]["form_key"].value()}
    draft = dict(walk.client.session)
    walk.client.post(reverse(CHECK), data)
    session = walk.client.session
    session.update(draft)
    session.save()
    assert walk.client.post(reverse(CHECK), data).url == reverse("initiatives:sent")
    assert Initiative.objects.filter(state=State.UNCONFIRMED).count() == 1


def test_after_sending_the_draft_is_gone(oost, walk):
    walk.send()
    assert "Bankje" not in body(walk.client.get(reverse(CREATE)))


def test_wiping_forgets_all_of_it(oost, walk):
    walk.step("idee")
    walk.press(reverse(CREATE), {"wissen": "1"})
    assert "Bankje" not in body(walk.client.get(reverse(CREATE)))


def test_the_page_after_sending_is_the_same_for_a_known_and_an_unknown_address(oost, at):
    pages = []
    for address in ("rosa.resident@example.org", "nieuw.iemand.x@example.org"):
        walk = Walk(ReadingClient(), at)
        answer = walk.send(contact={"contact_email": address})
        with at(2026, 11, 18, 13, 0, 0):
            page = walk.client.get(answer.url)
        text = body(page).replace(address, "ADRES")
        pages.append((answer.status_code, answer.url, _without_keys(text)))
    assert pages[0] == pages[1]
    assert Mail.objects.count() == 2


def test_a_bot_that_fills_the_hidden_field_is_asked_to_empty_it(oost, walk):
    answer = walk.step("idee", more_info="http://spam.example")
    assert answer.status_code == 200
    assert "Bankje bij de vijver" in body(answer)


def test_who_presses_within_two_seconds_is_asked_to_press_again(oost, client):
    page = client.get(reverse(CREATE))
    data = IDEA["idee"] | {"form_key": page.context["form"]["form_key"].value()}
    answer = client.post(reverse(CREATE), data)
    assert answer.status_code == 200
    assert "Bankje bij de vijver" in body(answer)


def test_only_so_many_come_from_one_network_and_nothing_is_lost(oost, walk, monkeypatch):
    assert (30, timedelta(hours=1)) == submit.PER_NETWORK
    monkeypatch.setattr(submit, "PER_NETWORK", (3, timedelta(hours=1)))
    answers = []
    for number in range(4):
        walk.minute = 0
        answers.append(walk.send(contact={"contact_email": f"iemand{number}@example.org"}))
    assert [answer.status_code for answer in answers] == [302] * 3 + [429]
    assert "Bankje bij de vijver" in body(answers[-1])
    assert Initiative.objects.filter(state=State.UNCONFIRMED).count() == 3


def test_only_so_many_go_to_one_address_from_wherever(oost, walk, monkeypatch):
    assert (6, timedelta(days=1)) == submit.PER_ADDRESS
    monkeypatch.setattr(submit, "PER_ADDRESS", (3, timedelta(days=1)))
    answers = []
    for number in range(4):
        walk.minute = 0
        walk.steps()
        page = reverse(CHECK)
        answers.append(walk.press(page, {}, REMOTE_ADDR=f"10.0.{number}.1"))
    assert [answer.status_code for answer in answers] == [302] * 3 + [429]
    assert Mail.objects.count() == 3


def test_the_area_of_the_page_one_came_from_is_chosen(oost, walk):
    walk.press(reverse(CREATE) + "?gebied=west", IDEA["idee"] | {"gebied": "west"})
    page = walk.client.get(reverse("initiatives:step", args=["waar"]))
    assert page.context["form"]["area"].value() == "west"


@pytest.mark.parametrize("words", ["Oost", "oo", "2401", "2401 ab"])
def test_the_only_area_that_is_found_is_chosen(oost, walk, words):
    walk.step("idee")
    answer = walk.step("waar", area="", find=words)
    assert answer.url == reverse("initiatives:step", args=["met-wie"])
    assert walk.client.session["initiative_draft"]["waar"]["area"] == "oost"


def test_looking_for_an_area_shows_what_was_found_to_choose_from(oost, walk):
    AreaFactory(name="Oosterhout", municipality=oost.area.municipality)
    url = reverse("initiatives:step", args=["waar"])
    answer = walk.press(url, {"find": "oost", "area": "", "place": "Vijverlaan", "zoek": "1"})
    page = body(walk.client.get(answer.url))
    assert "2 gebieden gevonden" in page
    assert "Oosterhout" in page
    assert "Vijverlaan" in page
    refused = walk.step("waar", area="", find="oost")
    assert "Kies er een" in str(refused.context["form"].errors)


def test_what_is_not_found_is_said_and_the_list_stays(oost, walk):
    answer = walk.step("waar", area="", find="Nergenshuizen")
    assert "geen gebied" in str(answer.context["form"].errors)
    assert "West" in body(answer)


def test_an_area_of_another_municipality_cannot_be_chosen(oost, walk):
    AreaFactory(name="Elders", municipality=MunicipalityFactory(name="Bergstad"))
    assert walk.step("waar", area="elders").status_code == 200


def test_a_number_that_can_be_a_bsn_is_refused_and_a_phone_number_is_not(oost, walk):
    refused = walk.step("idee", text="Mijn nummer is 111222333.")
    assert "burgerservicenummer" in str(refused.context["form"].errors)
    assert "111222333" in body(refused)
    assert walk.step("idee", text="Bel +31 612345678 of 0612345678.").status_code == 302


def test_who_is_logged_in_with_the_same_address_need_not_confirm(oost, client_of, at):
    walk = Walk(client_of(oost.rosa), at)
    answer = walk.send(contact={"contact_email": "ROSA.resident@example.org"})
    assert answer.url == reverse("initiatives:received") + "?gebied=oost"
    assert (newest().state, newest().submitter) == (State.RECEIVED, oost.rosa)
    assert MailToken.objects.count() == 0


def test_who_is_logged_in_with_another_address_confirms(oost, client_of, at):
    walk = Walk(client_of(oost.stan), at)
    assert walk.send().url == reverse("initiatives:sent")
    assert newest().submitter is None


def test_no_page_of_the_steps_is_stored_and_none_shows_a_key_to_a_cache(oost, walk):
    walk.steps()
    for url in (reverse(CREATE), reverse(CHECK), reverse("initiatives:step", args=["contact"])):
        assert "no-store" in walk.client.get(url).headers["Cache-Control"]


def test_nothing_personal_is_in_a_cookie(oost, walk):
    walk.send()
    cookies = str(walk.client.cookies)
    for typed in ("Rosa", "rosa", "vijver", "0612345678"):
        assert typed not in cookies


def test_before_a_municipality_is_loaded_there_is_no_form(client, db):
    assert client.get(reverse(CREATE)).status_code == 404


def _without_keys(text: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken|form_key)" value="[^"]*"', r"\1", text)


def test_the_message_about_it_is_not_remembered_for_the_next_visitor(oost, walk, settings):
    settings.PAGES_REMEMBERED = 10
    walk.step("idee")
    answer = walk.press(reverse(CREATE), {"wissen": "1"})
    assert "is gewist" in body(walk.client.get(answer.url))
    assert "is gewist" not in body(ReadingClient().get(answer.url))
