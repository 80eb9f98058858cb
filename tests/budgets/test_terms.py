"""When must be decided on a request, and the steps that change it (Awb 4:5, 4:13 to 4:15)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from budgets.actions.applications import apply_for_money, decide
from budgets.actions.terms import ask_to_complete, complete, put_off
from budgets.models import Application, TermStep
from budgets.term_clock import clock_of
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.models import Note
from tests.factories import ApplicationFactory, InitiativeFactory
from tests.filled import filled

TEXT = "Een offerte van de timmerman."


@pytest.fixture
def asked(oost, at):
    """Rosa asks € 300 on Monday 2 March 2026: eight weeks later is Koningsdag."""
    with at(2026, 3, 2):
        return apply_for_money(
            initiative=oost.initiative,
            scheme=oost.scheme,
            asked_cents=30_000,
            purpose="Hout",
            by=oost.rosa,
        )


def clock(application):
    """The clock as the page shows it."""
    return clock_of(application, list(application.term_steps.all()))


def test_a_request_says_from_the_start_when_must_be_decided(asked, at):
    assert asked.decide_by == date(2026, 4, 28)
    with at(2026, 4, 5):
        assert clock(asked).days_left == 23
    assert "Koningsdag" in " ".join(clock(asked).reasons)
    assert "28 april 2026" in Mail.objects.get(purpose="application-received").text


def test_a_scheme_has_a_term_of_its_own(oost):
    oost.scheme.term_length, oost.scheme.term_basis = 13, "verordening"
    application = ApplicationFactory(
        initiative=oost.initiative, budget=oost.budget, received_on=date(2026, 1, 26)
    )
    application.scheme = oost.scheme
    assert clock(application).end == date(2026, 4, 27)
    assert "13 weken" in clock(application).reasons[0]


def test_while_something_is_missing_the_term_stands_still(oost, asked, at):
    with at(2026, 3, 16):
        ask_to_complete(application=asked, until=date(2026, 3, 30), text=TEXT, by=oost.bas)
    assert asked.decide_by == date(2026, 5, 11)  # as long as nothing comes: 14 days
    with at(2026, 3, 23):
        complete(application=asked, text="Hier is zij.", by=oost.rosa)
    assert asked.decide_by == date(2026, 5, 4)  # six days, and then a Sunday
    assert clock(asked).end == asked.decide_by
    assert Note.objects.get(kind=Note.Kind.ANSWER).text == "Hier is zij."
    mail = Mail.objects.get(purpose="application-asked")
    assert TEXT in mail.text
    assert TEXT not in mail.subject


@pytest.mark.parametrize("day", [27, 28])
def test_on_its_last_day_the_term_cannot_stand_still_any_more(oost, asked, at, day):
    """Counted it ends on Koningsdag, in law a day later; a question holds from the day after."""
    with at(2026, 4, day), pytest.raises(Refused, match="laatste dag van de termijn"):
        ask_to_complete(application=asked, until=date(2026, 5, 8), text=TEXT, by=oost.bas)
    assert not asked.term_steps.exists()


def test_what_comes_after_the_last_day_does_not_make_it_longer(oost, asked, at):
    with at(2026, 3, 16):
        ask_to_complete(application=asked, until=date(2026, 3, 30), text=TEXT, by=oost.bas)
    with at(2026, 4, 8):
        complete(application=asked, text="Nu pas.", by=oost.rosa)
    assert asked.decide_by == date(2026, 5, 11)


def test_completed_on_the_day_of_the_question_nothing_stood_still(oost, asked, at):
    with at(2026, 3, 16):
        ask_to_complete(application=asked, until=date(2026, 3, 30), text=TEXT, by=oost.bas)
        complete(application=asked, text="Alstublieft.", by=oost.rosa)
    assert asked.decide_by == date(2026, 4, 28)


def test_what_comes_on_paper_counts_from_the_day_it_came(oost, at):
    paper = InitiativeFactory(area=oost.area, submitter=None)
    with at(2026, 3, 2):
        application = ApplicationFactory(initiative=paper, budget=oost.budget)
    with at(2026, 3, 16):
        ask_to_complete(application=application, until=date(2026, 3, 30), text=TEXT, by=oost.bas)
    with at(2026, 3, 26):
        with pytest.raises(Refused, match="vanaf de vraag"):
            complete(application=application, on=date(2026, 3, 15), by=oost.ada)
        complete(application=application, on=date(2026, 3, 23), by=oost.ada)
    assert application.decide_by == date(2026, 5, 4)


def test_a_decision_is_put_off_before_its_day_and_the_initiator_hears_why(oost, asked, at):
    with at(2026, 4, 20):
        put_off(application=asked, until=date(2026, 6, 1), text="De raad vergadert.", by=oost.bas)
    assert asked.decide_by == date(2026, 6, 1)
    mail = Mail.objects.get(purpose="application-put-off")
    assert "De raad vergadert." in mail.text
    assert "1 juni 2026" in mail.text


def test_what_stands_still_after_it_was_put_off_comes_on_top(oost, asked, at):
    with at(2026, 4, 20):
        put_off(application=asked, until=date(2026, 6, 1), text="De raad vergadert.", by=oost.bas)
    with at(2026, 4, 27):
        ask_to_complete(application=asked, until=date(2026, 5, 7), text=TEXT, by=oost.bas)
    assert asked.decide_by == date(2026, 6, 11)


def test_once_the_day_is_over_nothing_can_be_moved(oost, asked, at):
    with at(2026, 4, 29):
        assert clock(asked).is_late
        for step in (ask_to_complete, put_off):
            with pytest.raises(Refused, match="voorbij"):
                step(application=asked, until=date(2026, 7, 1), text=TEXT, by=oost.bas)
    assert not TermStep.objects.exists()


@pytest.mark.parametrize("until", [date(2026, 3, 16), date(2026, 3, 1), date(2027, 3, 16)])
def test_a_last_day_that_cannot_be_is_refused(oost, asked, at, until):
    with at(2026, 3, 16), pytest.raises(Refused, match="Kies een dag"):
        ask_to_complete(application=asked, until=until, text=TEXT, by=oost.bas)


def test_nothing_is_asked_twice_and_nothing_completed_unasked(oost, asked, at):
    with at(2026, 3, 16):
        with pytest.raises(Refused, match="geen aanvulling gevraagd"):
            complete(application=asked, text="Zo maar.", by=oost.rosa)
        ask_to_complete(application=asked, until=date(2026, 3, 30), text=TEXT, by=oost.bas)
        with pytest.raises(Refused, match="al om een aanvulling"):
            ask_to_complete(application=asked, until=date(2026, 4, 6), text=TEXT, by=oost.bas)
    assert not Note.objects.exists()


def test_after_the_decision_the_term_is_done(oost, asked, at):
    with at(2026, 3, 16):
        decide(
            application=asked,
            granted=False,
            ground="rule",
            reason="Er is al een bank.",
            by=oost.bas,
        )
        with pytest.raises(Refused, match="al besloten"):
            put_off(application=asked, until=date(2026, 6, 1), text=TEXT, by=oost.bas)


@pytest.mark.parametrize("who", ["rosa", "wim", "raf", "stan"])
def test_others_neither_ask_nor_put_off(oost, asked, at, who):
    by = getattr(oost, who)
    with at(2026, 3, 16):
        for step in (ask_to_complete, put_off):
            with pytest.raises(PermissionDenied):
                step(application=asked, until=date(2026, 3, 30), text=TEXT, by=by)


@pytest.mark.parametrize("who", ["bas", "wim", "raf", "stan"])
def test_others_do_not_complete(oost, asked, at, who):
    with at(2026, 3, 16):
        ask_to_complete(application=asked, until=date(2026, 3, 30), text=TEXT, by=oost.ada)
        with pytest.raises(PermissionDenied):
            complete(application=asked, text="Hier.", by=getattr(oost, who))


def test_of_two_at_the_same_moment_one_is_refused(oost, asked, at):
    with at(2026, 3, 16):
        mine, theirs = (Application.objects.get(pk=asked.pk) for _person in range(2))
        put_off(application=mine, until=date(2026, 6, 1), text="Eerst.", by=oost.bas)
        with pytest.raises(Refused):
            put_off(application=theirs, until=date(2026, 6, 2), text="Dan.", by=oost.ada)
    assert Application.objects.get().decide_by == date(2026, 6, 1)


def test_the_pages_take_one_by_the_hand(oost, asked, at, client_of):
    """From the question of the budget holder to the answer of Rosa, by pressing buttons."""
    with at(2026, 3, 16):
        bas = client_of(oost.bas)
        url = reverse("budgets:ask", args=[asked.pk])
        wrong = bas.post(url, filled(bas.get(url), text="", until="2026-03-01"))
        assert "Dit veld is verplicht." in wrong.text
        for _press in range(2):
            sent = bas.post(url, filled(wrong, text=TEXT, until="2026-03-30"))
        assert sent.url == asked.get_absolute_url()
        assert TermStep.objects.count() == 1
    with at(2026, 3, 23):
        rosa = client_of(oost.rosa)
        page = rosa.get(asked.get_absolute_url())
        assert TEXT in page.text
        assert "Zo lang staat de termijn stil." in page.text
        url = reverse("budgets:complete", args=[asked.pk])
        assert rosa.post(url, filled(rosa.get(url), text="Hier.")).status_code == 302
    with at(2026, 3, 24):
        visitor = client_of(oost.stan).get(asked.get_absolute_url())
        assert "4 mei 2026" in visitor.text
        assert TEXT not in visitor.text


def test_what_was_done_stays(asked, oost, at):
    with at(2026, 3, 16):
        step = put_off(application=asked, until=date(2026, 6, 1), text="Drukte.", by=oost.bas)
    with pytest.raises(DatabaseError), transaction.atomic():
        TermStep.objects.filter(pk=step.pk).update(until=date(2026, 7, 1))
