"""Typing over what came on paper."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.audit.models import Event
from config.outbox.models import Mail
from initiatives.actions.handle import ask
from initiatives.actions.submit import enter_on_paper
from initiatives.models import Initiative, State
from tests.factories import AreaFactory, InitiativeFactory
from tests.initiatives.conftest import newest

URL = "initiatives:paper"
DAY = datetime.date(2026, 11, 16)


def sheet(client, **changes) -> dict:
    """The page, filled in by hand."""
    form = client.get(reverse(URL)).context["form"]
    return {
        "form_key": form["form_key"].value(),
        "title": "Vlaggenmast op het plein",
        "brought_as": "resident",
        "area": AreaFactory._meta.model.objects.get(slug="oost").pk,
        "received_on": "2026-11-16",
        "contact_name": "Piet Papier",
    } | changes


def test_the_front_desk_types_it_over_and_it_counts_at_once(oost, client_of):
    bea = client_of(oost.bea)
    answer = bea.post(reverse(URL), sheet(bea))
    made = newest()
    assert answer.url == made.get_absolute_url()
    assert (made.state, made.source, made.received_on) == (State.RECEIVED, "paper", DAY)
    assert made.submitter is None
    assert not Mail.objects.exists()
    assert Event.objects.get(verb="initiative.entered").actor == oost.bea
    assert made in Initiative.objects.waiting_for_release()


def test_sent_twice_it_is_entered_once(oost, client_of):
    bea = client_of(oost.bea)
    data = sheet(bea)
    assert bea.post(reverse(URL), data).url == bea.post(reverse(URL), data).url
    assert Initiative.objects.filter(source="paper").count() == 1


@pytest.mark.parametrize("who", ["rosa", "stan", "cor", "raf"])
def test_others_cannot(oost, who, client_of):
    person = getattr(oost, who)
    assert client_of(person).get(reverse(URL)).status_code == 403
    with pytest.raises(PermissionDenied):
        enter_on_paper(area=oost.area, idea={"title": "Nee"}, received_on=DAY, by=person)


def test_an_advisor_does_so_for_own_areas_only(oost, client_of):
    wim = client_of(oost.wim)
    answer = wim.post(reverse(URL), sheet(wim))
    assert answer.context["form"].errors["area"]
    assert "Piet Papier" in answer.content.decode()
    assert not Initiative.objects.filter(source="paper").exists()


def test_paper_does_not_come_from_the_future(oost, client_of):
    bea = client_of(oost.bea)
    answer = bea.post(reverse(URL), sheet(bea, received_on="2026-11-19"))
    assert "toekomst" in str(answer.context["form"].errors["received_on"])


def test_a_visitor_logs_in_first(oost, client):
    assert client.get(reverse(URL)).url.startswith("/inloggen/")


def test_without_a_mail_address_no_page_promises_a_mail(oost, client_of):
    paper = InitiativeFactory(area=oost.area, submitter=None, contact_email="")
    ada, call = client_of(oost.ada), "Bel de indiener"
    for page in ("vraag", "volgende-stap", "afschermen", "stap/niet-doorgaan"):
        text = ada.get(f"{paper.get_absolute_url()}{page}/").text
        assert (call in text, "per mail" in text, "krijgt" in text) == (True, False, False), page
        assert "Verstuur" not in text


def test_what_who_came_on_paper_says_is_written_down_in_words_for_a_colleague(oost, client_of):
    paper = InitiativeFactory(area=oost.area, submitter=None)
    ask(initiative=paper, text="Hoe groot?", by=oost.ada)
    ada = client_of(oost.ada)
    assert "Een antwoord noteren" in ada.get(f"{paper.get_absolute_url()}antwoord/").text
    assert (
        "Waarom wil de indiener dit?" in ada.get(f"{paper.get_absolute_url()}stap/intrekken/").text
    )
