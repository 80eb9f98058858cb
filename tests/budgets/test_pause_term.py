"""The term stands still on a ground of Awb 4:15 lid 2: consent, delay, overmacht."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from budgets.actions.applications import apply_for_money
from budgets.actions.terms import ask_to_complete, complete, pause, put_off
from budgets.models import PauseGround, TermStep
from budgets.term_clock import clock_of
from config.lib.access import Refused
from config.outbox.models import Mail
from tests.filled import filled

WHY = "Rosa is drie weken op reis."


@pytest.fixture
def asked(oost, at):
    """Rosa asks € 300 on 2 March 2026: until 27 April, which is Koningsdag, so the 28th."""
    given = {"initiative": oost.initiative, "scheme": oost.scheme, "by": oost.rosa}
    with at(2026, 3, 2):
        return apply_for_money(**given, asked_cents=30_000, purpose="Hout")


def paused(application, first, until, by, ground=PauseGround.CONSENT, text=WHY):
    """The term stands still on these days."""
    return pause(application=application, ground=ground, first=first, until=until, text=text, by=by)


@pytest.mark.parametrize("ground", PauseGround)
def test_its_days_are_added_and_the_initiator_hears_why(oost, asked, at, ground):
    with at(2026, 3, 20):
        paused(asked, date(2026, 3, 16), date(2026, 3, 21), oost.bas, ground)
    # Six days after Koningsdag is Sunday 3 May.
    assert asked.decide_by == date(2026, 5, 4)
    reasons = " ".join(clock_of(asked, list(asked.term_steps.all())).reasons)
    assert f"tot en met zaterdag 21 maart 2026 ({ground.label}): 6 dagen erbij" in reasons
    mail = Mail.objects.get(purpose="application-paused").text
    for words in (WHY, str(ground.label), "4 mei 2026"):
        assert words in mail


@pytest.mark.parametrize(
    ("first", "until", "said"),
    [
        (date(2026, 3, 2), date(2026, 3, 9), "eerste dag na de aanvraag"),
        (date(2026, 3, 9), date(2026, 3, 8), "eerste dag na de aanvraag"),
        (date(2026, 4, 29), date(2026, 5, 6), "binnen de termijn"),
        (date(2026, 3, 9), date(2026, 12, 9), "half jaar"),
    ],
)
def test_days_that_cannot_be_are_refused(oost, asked, at, first, until, said):
    with at(2026, 3, 20), pytest.raises(Refused, match=said):
        paused(asked, first, until, oost.bas)


def test_a_day_on_which_it_stood_still_is_not_given_twice(oost, asked, at):
    with at(2026, 3, 9):
        ask_to_complete(application=asked, until=date(2026, 3, 30), text="Wat?", by=oost.ada)
        with pytest.raises(Refused, match="staat de termijn al stil"):
            paused(asked, date(2026, 4, 1), date(2026, 4, 3), oost.bas)
    with at(2026, 3, 16):
        complete(application=asked, text="Dit.", by=oost.rosa)
        with pytest.raises(Refused, match="tot en met zondag 15 maart 2026"):
            paused(asked, date(2026, 3, 15), date(2026, 3, 20), oost.bas)
        paused(asked, date(2026, 3, 16), date(2026, 3, 20), oost.bas)
        with pytest.raises(Refused, match="staat al stil"):
            ask_to_complete(application=asked, until=date(2026, 3, 18), text="En?", by=oost.ada)


def test_after_putting_off_it_moves_the_new_day(oost, asked, at):
    with at(2026, 3, 9):
        put_off(application=asked, until=date(2026, 6, 1), text="Druk.", by=oost.bas)
        paused(asked, date(2026, 5, 1), date(2026, 5, 7), oost.bas, PauseGround.FORCE)
    assert asked.decide_by == date(2026, 6, 8)


def test_it_is_no_question_and_late_it_helps_nothing(oost, asked, at):
    with at(2026, 3, 20):
        paused(asked, date(2026, 3, 16), date(2026, 3, 21), oost.bas)
        with pytest.raises(Refused, match="geen aanvulling gevraagd"):
            complete(application=asked, text="Zo maar.", by=oost.rosa)
        with pytest.raises(Refused, match="waarom"):
            paused(asked, date(2026, 4, 1), date(2026, 4, 2), oost.bas, text=" ")
    with at(2026, 5, 5), pytest.raises(Refused, match="voorbij"):
        paused(asked, date(2026, 5, 1), date(2026, 5, 9), oost.bas)


@pytest.mark.parametrize("who", ["rosa", "wim", "raf", "stan"])
def test_others_let_nothing_stand_still(oost, asked, at, who):
    with at(2026, 3, 20), pytest.raises(PermissionDenied):
        paused(asked, date(2026, 3, 16), date(2026, 3, 21), getattr(oost, who))


@pytest.mark.parametrize("wrong", [{"ground": ""}, {"until": None}, {"until": date(2026, 3, 1)}])
def test_the_database_refuses_what_cannot_be(oost, asked, wrong):
    day = date(2026, 3, 9)
    row = {"kind": "paused", "on": day, "until": day, "ground": "force", "text": WHY, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        TermStep.objects.create(application=asked, **row)


def test_the_page_asks_it_of_who_keeps_the_term(oost, asked, at, client_of):
    with at(2026, 3, 20):
        ada, url = client_of(oost.ada), reverse("budgets:pause", args=[asked.pk])
        assert url in ada.get(asked.get_absolute_url()).text
        days = {"first": "2026-03-16", "until": "2026-03-21"}
        given = {"ground": "delay", "text": WHY, **days}
        form = ada.get(url)
        for _press in range(2):
            ada.post(url, filled(form, **given))
        assert asked.term_steps.count() == 1
        page = ada.get(asked.get_absolute_url()).text
        assert "(de vertraging komt door de aanvrager)" in page
        assert "Uiterlijk op 4 mei 2026." in page
