"""What came of it: asked once at each moment, answered once, words after release."""

import datetime
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.lib.access import Refused
from config.lib.clock import now
from config.outbox.models import Mail
from initiatives.actions.hiding import hide
from initiatives.actions.outcome import (
    ask_outcomes,
    moments_open,
    release_outcome,
    say_by_link,
    say_outcome,
)
from initiatives.models import Note, Outcome, State
from tests.factories import InitiativeFactory


def done(oost, days, **fields):
    """An initiative of Rosa that was done so many days ago."""
    fields = {"submitter": oost.rosa, **fields}
    one = InitiativeFactory(area=oost.area, state=State.DONE, title="Bankje", **fields)
    at = now() - datetime.timedelta(days=days)
    Note.objects.create(initiative=one, kind=Note.Kind.STEP, state=State.DONE, text="", at=at)
    return one


def link():
    """The path of the link in the newest mail."""
    found = re.search(r"https?://[^/\s]+(/initiatieven/gelukt/\S+)", Mail.objects.latest("pk").text)
    return found[1]


@pytest.mark.parametrize(
    ("days", "asked"), [(27, 0), (28, 1), (87, 1), (89, 0), (357, 0), (358, 1), (420, 0)]
)
def test_it_is_asked_after_four_weeks_and_after_a_year(oost, days, asked):
    done(oost, days)
    assert ask_outcomes() == asked
    assert Mail.objects.count() == asked


def test_never_twice(oost):
    done(oost, 30)
    assert (ask_outcomes(), ask_outcomes()) == (1, 0)
    assert Mail.objects.get().to == oost.rosa.email


def test_opened_and_done_again_it_is_not_asked_again(oost):
    one = done(oost, 30)
    ask_outcomes()
    Note.objects.create(
        initiative=one,
        kind=Note.Kind.STEP,
        state=State.DONE,
        text="",
        at=now() - datetime.timedelta(days=29),
    )
    assert ask_outcomes() == 0


@pytest.mark.parametrize(
    "fields",
    [
        {"submitter": None, "contact_email": ""},
        {"released_at": None},
    ],
)
def test_without_address_or_off_the_site_nobody_is_asked(oost, fields):
    done(oost, 30, **fields)
    assert ask_outcomes() == 0


def test_one_press_on_the_link_and_everyone_reads_the_word(oost, client):
    one = done(oost, 30)
    ask_outcomes()
    page = client.get(link(), follow=True)
    assert Outcome.objects.get().result == ""
    assert "Bankje" in page.text
    address = reverse("initiatives:outcome")
    answer = client.post(address, {"result": "partly", "text": "Er kwam veel bij kijken."})
    assert answer.status_code == 302
    assert "U zei: deels" in client.get(address).text
    text = client.get(one.get_absolute_url()).text
    assert "Na vier weken zei de indiener: deels" in text
    assert "veel bij kijken" not in text


def test_said_twice_the_first_stays(oost, client):
    done(oost, 30)
    ask_outcomes()
    client.get(link())
    address = reverse("initiatives:outcome")
    client.post(address, {"result": "no", "text": ""})
    client.post(address, {"result": "yes", "text": ""})
    assert Outcome.objects.get().result == "no"


def test_a_press_without_a_word_says_what_is_missing_and_keeps_the_text(oost, client):
    done(oost, 30)
    ask_outcomes()
    client.get(link())
    page = client.post(reverse("initiatives:outcome"), {"text": "Mooi geworden."})
    assert page.status_code == 200
    assert "Mooi geworden." in page.text
    assert page.context["form"].errors["result"]


def test_the_words_are_for_everyone_after_an_advisor_read_them(oost, client, client_of):
    one = done(oost, 30)
    told = say_outcome(one, moment="weeks", result="yes", text="We zijn trots.", by=oost.rosa)
    ada = client_of(oost.ada)
    assert "Bankje" in ada.get(reverse("pages:my_work")).text
    page = reverse("initiatives:outcome_release", args=[told.pk])
    key = ada.get(page).context["form"]["form_key"].value()
    ada.post(page, {"form_key": key})
    assert "We zijn trots." in client.get(one.get_absolute_url()).text
    told.refresh_from_db()
    with pytest.raises(PermissionDenied):
        release_outcome(told, by=oost.ada)


def test_who_is_logged_in_is_not_asked_what_they_said(oost, client_of):
    one = done(oost, 30)
    rosa, page = client_of(oost.rosa), reverse("initiatives:outcome_say", args=[one.pk])
    form = rosa.get(page).context["form"]
    given = {"form_key": form["form_key"].value(), "moment": "weeks", "result": "yes", "text": ""}
    assert rosa.post(page, given).status_code == 302
    assert ask_outcomes() == 0
    assert moments_open(one) == []


def test_an_advisor_writes_down_what_came_on_paper(oost):
    paper = done(oost, 400, submitter=None, contact_email="")
    assert moments_open(paper) == ["weeks", "year"]
    say_outcome(paper, moment="year", result="no", text="", by=oost.ada)
    assert Outcome.objects.get().result == "no"
    with pytest.raises(Refused):
        say_outcome(paper, moment="year", result="yes", text="", by=oost.ada)


@pytest.mark.parametrize("who", ["ada", "stan", "wim", "bea", "raf"])
def test_nobody_else_says_it_for_rosa(oost, who):
    one = done(oost, 30)
    with pytest.raises(PermissionDenied):
        say_outcome(one, moment="weeks", result="yes", text="", by=getattr(oost, who))


def test_not_before_its_time(oost):
    one = done(oost, 30)
    with pytest.raises(Refused):
        say_outcome(one, moment="year", result="yes", text="", by=oost.rosa)


def test_when_there_is_nothing_to_say_there_is_no_form_without_a_choice(oost, client_of):
    one = done(oost, 3)
    answer = client_of(oost.rosa).get(reverse("initiatives:outcome_say", args=[one.pk]))
    assert answer.url == one.get_absolute_url()


def test_a_link_of_nobody(client, oost):
    assert client.get(reverse("initiatives:outcome_link", args=["geen"])).status_code == 410
    with pytest.raises(Refused):
        say_by_link("geen", result="yes", text="")


def test_off_the_site_it_cannot_be_said(oost):
    one = done(oost, 30)
    hide(initiative=one, reason="Onjuist.", by=oost.ada)
    with pytest.raises(PermissionDenied):
        say_outcome(one, moment="weeks", result="yes", text="", by=oost.rosa)
