"""Asking, answering, telling news, and notes between colleagues."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.audit.models import Event
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.handle import (
    add_internal_note,
    add_news,
    answer,
    ask,
    move,
    set_next_step,
)
from initiatives.models import ADVISOR, RESIDENT, Initiative, Note, State
from tests.factories import InitiativeFactory


def url_of(initiative, name):
    """A page of an initiative."""
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def body(response) -> str:
    """What the page says."""
    return response.content.decode()


def send(client, url, text):
    """Open a page with one text, and send it twice, as a double click does."""
    key = client.get(url).context["form"]["form_key"].value()
    data = {"form_key": key, "text": text}
    return client.post(url, data), client.post(url, data)


def test_a_question_goes_to_the_initiator_who_is_then_to_move(oost):
    note = ask(initiative=oost.initiative, text="Hoe groot moet het zijn?", by=oost.ada)
    assert (note.kind, note.by) == ("question", oost.ada)
    assert oost.initiative.next_step_by == RESIDENT
    mail = Mail.objects.get()
    assert mail.to == oost.rosa.email
    assert "Hoe groot moet het zijn?" in mail.text
    for secret in ("Rosa", "Bankje", "groot"):
        assert secret not in mail.subject


def test_a_question_sent_twice_is_asked_once(oost, client_of):
    first, second = send(client_of(oost.ada), url_of(oost.initiative, "ask"), "Wanneer?")
    assert first.url == second.url == oost.initiative.get_absolute_url()
    assert Note.objects.count() == Mail.objects.count() == 1


def test_the_initiator_sees_the_question_and_answers_it(oost, client_of):
    ask(initiative=oost.initiative, text="Hoe groot moet het zijn?", by=oost.ada)
    rosa = client_of(oost.rosa)
    page = body(rosa.get(oost.initiative.get_absolute_url()))
    assert "Uw volgende stap" in page
    assert "Hoe groot moet het zijn?" in page
    send(rosa, url_of(oost.initiative, "answer"), "Twee meter.")
    one = Initiative.objects.get()
    assert one.next_step_by == ADVISOR
    assert Note.objects.filter(kind="answer", by=oost.rosa).count() == 1
    assert "Geef antwoord" not in body(rosa.get(oost.initiative.get_absolute_url()))
    assert "Twee meter." in body(client_of(oost.ada).get(oost.initiative.get_absolute_url()))


@pytest.mark.parametrize("who", ["ada", "wim", "stan", "bea"])
def test_others_cannot_answer_for_the_initiator(oost, public, who):
    with pytest.raises(PermissionDenied):
        answer(initiative=public, text="Ja hoor.", by=getattr(oost, who))


def test_for_who_came_on_paper_the_advisor_writes_the_answer_down(oost):
    paper = InitiativeFactory(area=oost.area, submitter=None)
    ask(initiative=paper, text="Hoe groot?", by=oost.ada)
    assert answer(initiative=paper, text="Twee meter.", by=oost.ada).by == oost.ada
    assert not Mail.objects.exists()


def test_questions_and_answers_are_not_public(oost, public, client, client_of):
    ask(initiative=public, text="Wat is uw huisnummer?", by=oost.ada)
    public.refresh_from_db()
    answer(initiative=public, text="Nummer 12.", by=oost.rosa)
    for browser in (client, client_of(oost.stan), client_of(oost.wim)):
        page = body(browser.get(public.get_absolute_url()))
        assert "huisnummer" not in page
        assert "Nummer 12" not in page


def test_news_is_for_everyone_once_it_is_public(oost, public, client):
    add_news(initiative=public, text="Het hout is binnen.", by=oost.ada)
    page = body(client.get(public.get_absolute_url()))
    assert "Het hout is binnen." in page
    assert "Ada" not in page


def test_an_internal_note_is_for_colleagues_of_the_area_only(oost, public, client, client_of):
    add_internal_note(initiative=public, text="Let op de leidingen.", by=oost.ada)
    for reader in (oost.ada, oost.bea, oost.cor):
        assert "leidingen" in body(client_of(reader).get(public.get_absolute_url()))
    for other in (oost.rosa, oost.stan, oost.wim, oost.raf):
        assert "leidingen" not in body(client_of(other).get(public.get_absolute_url()))
    assert "leidingen" not in body(client.get(public.get_absolute_url()))
    assert not Mail.objects.exists()


@pytest.mark.parametrize("action", [ask, add_news, add_internal_note])
@pytest.mark.parametrize("who", ["rosa", "stan", "wim", "bea", "cor", "raf"])
def test_only_advisors_of_the_area_ask_tell_and_note(oost, public, action, who):
    with pytest.raises(PermissionDenied):
        action(initiative=public, text="Zomaar.", by=getattr(oost, who))
    assert not Note.objects.exists()


@pytest.mark.parametrize("name", ["ask", "news", "note", "next_step", "link", "details", "move"])
def test_pages_of_advisors_are_refused_or_not_there_for_others(
    oost, client, client_of, public, name
):
    args = [public.pk, "uitvoeren"] if name == "move" else [public.pk]
    url = reverse(f"initiatives:{name}", args=args)
    assert client.get(url).url.startswith("/inloggen/")
    for other in (oost.rosa, oost.stan, oost.wim, oost.bea):
        assert client_of(other).get(url).status_code == 403
    assert client_of(oost.ada).get(url).status_code == 200
    Initiative.objects.update(released_at=None, released_by=None)
    assert client_of(oost.stan).get(url).status_code == 404
    assert client_of(oost.wim).post(url, {"text": "x"}).status_code == 404


def test_after_the_end_nothing_is_asked(oost, public):
    move(initiative=public, to=State.DECLINED, reason="Helaas.", by=oost.ada)
    with pytest.raises(Refused, match="al afgerond"):
        ask(initiative=public, text="Toch nog?", by=oost.ada)
    with pytest.raises(PermissionDenied, match="al afgerond"):
        answer(initiative=public, text="Ja.", by=oost.rosa)


def test_the_next_step_says_who_is_to_move_and_the_initiator_hears_it(oost, public, client_of):
    client = client_of(oost.ada)
    form = client.get(url_of(public, "next_step")).context["form"]
    data = {
        "row_version": form["row_version"].value(),
        "next_step": "U meet de plek op.",
        "next_step_by": RESIDENT,
    }
    assert client.post(url_of(public, "next_step"), data).status_code == 302
    assert "U meet de plek op." in Mail.objects.get().text
    assert Event.objects.get(verb="initiative.next_step").changes == {
        "next_step_by": ["", RESIDENT]
    }
    assert "U meet de plek op." in body(client_of(oost.rosa).get(reverse("initiatives:mine")))


def test_when_the_municipality_is_to_move_no_mail_goes_out(oost, public):
    set_next_step(initiative=public, next_step="Ada belt.", next_step_by=ADVISOR, by=oost.ada)
    assert not Mail.objects.exists()


def test_two_advisors_who_write_the_next_step_see_both_texts(oost, public, client_of):
    client = client_of(oost.ada)
    version = client.get(url_of(public, "next_step")).context["form"]["row_version"].value()
    set_next_step(initiative=public, next_step="Collega belt.", next_step_by=ADVISOR, by=oost.ada)
    data = {"row_version": version, "next_step": "Ik bel.", "next_step_by": ADVISOR}
    answer = client.post(url_of(public, "next_step"), data)
    page = body(answer)
    assert answer.status_code == 200
    assert "Collega belt." in page
    assert "Ik bel." in page
    assert Initiative.objects.get().next_step == "Collega belt."


def test_what_was_typed_before_the_login_ended_is_there_after_it(oost, client):
    url = url_of(oost.initiative, "ask")
    assert client.post(url, {"text": "Hoe groot moet het zijn?"}).url.startswith("/inloggen/")
    client.force_login(oost.ada, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(url)
    assert "Hoe groot moet het zijn?" in body(page)
    data = {"form_key": page.context["form"]["form_key"].value(), "text": "Hoe groot?"}
    assert client.post(url, data).status_code == 302
    assert "Hoe groot moet het zijn?" not in body(client.get(url))
