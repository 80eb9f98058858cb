"""The letter for who brought the initiative, with and without an account; and objecting to it."""

import datetime
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from budgets.actions.applications import decide
from budgets.actions.letter_links import READ
from budgets.actions.own_objection import object_by_link, object_to_letter
from budgets.actions.terms import put_off
from budgets.actions.written import settle_objection
from budgets.models import Channel, Objection
from config.intake import tokens
from config.lib.access import Refused
from config.outbox.models import Mail
from config.pages.erasing import erase_address
from tests.budgets.written import sent
from tests.factories import ApplicationFactory, InitiativeFactory
from tests.filled import filled

WHY = "De offerte was er wel, op 3 november."


@pytest.fixture
def paper(decided):
    """Piet has no account: his idea came on paper, with a mail address. He was granted € 200."""
    piet = {"contact_name": "Piet Papier", "contact_email": "piet@voorbeeld.example"}
    idea = InitiativeFactory(area=decided.area, submitter=None, **piet)
    decided.request = ApplicationFactory(initiative=idea, budget=decided.budget)
    decided.request.scheme.refresh_from_db()
    words = {"reason": "Hout is goedkoper.", "ground": "rule", "by": decided.bas}
    decide(application=decided.request, granted=True, amount_cents=20_000, **words)
    return decided


def token_of(mail) -> str:
    """The secret in the link of a mail."""
    return re.search(r"/geld/brief/([\w-]+)/", mail.text)[1]


def mailed(purpose="application-letter"):
    """The newest mail of a kind."""
    return Mail.objects.filter(purpose=purpose).latest("pk")


def test_without_an_account_the_link_of_the_mail_opens_the_letter(paper, client):
    letter = sent(paper)
    mail = mailed()
    assert "inloggen" not in mail.text
    assert not re.search("200|goedkoper|toegekend", mail.text + mail.subject)
    opened = client.get(f"/geld/brief/{token_of(mail)}/")
    assert opened.url == "/geld/brief/"
    page = client.get(opened.url)
    assert "Hout is goedkoper." in page.text
    assert "Piet Papier" in page.text
    file = client.get("/geld/brief/pdf/")
    assert file.content.startswith(b"%PDF-")
    assert letter.channel == Channel.MAIL


@pytest.mark.parametrize("path", ["brief/", "brief/pdf/", "brief/geen-link/"])
def test_without_the_link_there_is_nothing(paper, client, path):
    sent(paper)
    answer = client.get(f"/geld/{path}")
    assert answer.status_code == 410
    assert "goedkoper" not in answer.text


def test_the_link_opens_no_other_letter(paper, client):
    first, second = sent(paper), sent(paper, contact="Team Twee")
    mail = Mail.objects.filter(purpose="application-letter").earliest("pk")
    client.get(f"/geld/brief/{token_of(mail)}/")
    assert "Team Twee" not in client.get("/geld/brief/").text
    assert client.get(second.get_absolute_url()).status_code == 302
    assert first.pk != second.pk


def test_the_link_ends_half_a_year_later_and_when_the_initiator_is_erased(paper, client, at):
    sent(paper)
    link = f"/geld/brief/{token_of(mailed())}/"
    with at(2027, 6, 18):
        assert client.get(link).status_code == 410
    erase_address("piet@voorbeeld.example", by=paper.ada)
    assert client.get(link).status_code == 410


def test_who_has_an_account_logs_in_and_gets_no_secret_by_mail(decided):
    letter = sent(decided)
    assert letter.get_absolute_url() in mailed().text
    assert "inloggen" in mailed().text
    assert "/geld/brief/" not in mailed().text


def test_who_has_no_mail_address_gets_it_on_paper(paper, client_of):
    paper.request.initiative.contact_email = ""
    paper.request.initiative.save()
    assert sent(paper).channel == Channel.PAPER
    assert not Mail.objects.filter(purpose="application-letter").exists()


def test_by_the_link_one_objects_once_and_gets_a_receipt(paper, client):
    sent(paper)
    client.get(f"/geld/brief/{token_of(mailed())}/")
    page = client.get("/geld/brief/")
    empty = client.post("/geld/brief/", filled(page, text=" "))
    assert "Dit veld is verplicht." in empty.text
    for _press in range(2):
        client.post("/geld/brief/", filled(page, text=WHY))
    made = Objection.objects.get()
    assert (made.text, made.is_in_time) == (WHY, True)
    # Six weeks after the last day to object (Awb 7:10).
    assert made.decide_by == datetime.date(2027, 2, 10)
    assert WHY in client.get("/geld/brief/").text
    receipt = mailed("objection-received")
    assert WHY in receipt.text
    assert "10 februari 2027" in receipt.text
    assert WHY not in receipt.subject


def test_who_is_logged_in_objects_on_their_own_page(decided, client_of):
    letter = sent(decided)
    rosa, url = client_of(decided.rosa), reverse("budgets:own_objection", args=[letter.pk])
    assert url in rosa.get(letter.get_absolute_url()).text
    rosa.post(url, filled(rosa.get(url), text=WHY))
    assert WHY in rosa.get(letter.get_absolute_url()).text
    assert WHY in client_of(decided.ada).get(letter.get_absolute_url()).text
    # Who decided sees the letter, and not what is said against it.
    assert WHY not in client_of(decided.bas).get(letter.get_absolute_url()).text


def test_a_late_objection_counts_too_and_shows_as_late(decided, at):
    letter = sent(decided)
    with at(2026, 12, 31):
        made = object_to_letter(letter=letter, text=WHY, by=decided.rosa)
    assert not made.is_in_time


def test_not_while_one_runs_but_again_after_it_was_decided(decided):
    letter = sent(decided)
    made = object_to_letter(letter=letter, text=WHY, by=decided.rosa)
    with pytest.raises(Refused, match="loopt al"):
        object_to_letter(letter=letter, text="Nog eens.", by=decided.rosa)
    settle_objection(objection=made, state="withdrawn", by=decided.ada)
    again = object_to_letter(letter=letter, text="Toch.", by=decided.rosa)
    assert again.reference != made.reference


@pytest.mark.parametrize("who", ["ada", "bas", "stan", "wim"])
def test_only_who_brought_it_objects_here(decided, who):
    letter = sent(decided)
    with pytest.raises(PermissionDenied):
        object_to_letter(letter=letter, text=WHY, by=getattr(decided, who))


def test_not_to_a_letter_that_only_puts_off(oost, request_of_300):
    oost.scheme.legal_basis = "Verordening"
    oost.scheme.save()
    request_of_300.scheme.refresh_from_db()
    oost.request = request_of_300
    until = request_of_300.decide_by + datetime.timedelta(weeks=3)
    put_off(application=request_of_300, until=until, text="Advies.", by=oost.ada)
    letter = sent(oost)
    with pytest.raises(PermissionDenied, match="geen bezwaar"):
        object_to_letter(letter=letter, text=WHY, by=oost.rosa)
    token = tokens.issue(READ, f"budgets.letter:{letter.pk}", datetime.timedelta(days=1))
    with pytest.raises(Refused, match="geen bezwaar"):
        object_by_link(token, text=WHY)


def test_its_words_go_with_who_asks_to_be_erased(paper):
    sent(paper)
    object_by_link(token_of(mailed()), text=WHY)
    erase_address("piet@voorbeeld.example", by=paper.ada)
    assert "offerte" not in Objection.objects.get().text
