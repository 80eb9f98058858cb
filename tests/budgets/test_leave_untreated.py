"""Not taking a request into treatment (Awb 4:5): after a question and its term, in four weeks."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from budgets.actions.applications import apply_for_money, withdraw
from budgets.actions.terms import ask_to_complete, complete, leave_untreated
from budgets.models import ApplicationState, TermStep
from config.audit.models import Event
from config.lib.access import Refused
from config.outbox.models import Mail
from tests.filled import filled

WHY = "De offerte ontbreekt."


@pytest.fixture
def asked(oost, at):
    """Rosa asks on 2 March 2026; on the 16th Ada asks for an offer, until the 30th."""
    with at(2026, 3, 2):
        found = apply_for_money(
            initiative=oost.initiative,
            scheme=oost.scheme,
            asked_cents=30_000,
            purpose="Hout",
            by=oost.rosa,
        )
    with at(2026, 3, 16):
        ask_to_complete(application=found, until=date(2026, 3, 30), text="Offerte?", by=oost.ada)
    return found


def test_after_the_last_day_to_complete_it_is_left_and_the_initiator_hears_why(oost, asked, at):
    with at(2026, 3, 31):
        step = leave_untreated(application=asked, text=WHY, by=oost.bas)
    assert (asked.state, step.kind) == (ApplicationState.UNTREATED, TermStep.Kind.LEFT)
    event = Event.objects.get(verb="application.left")
    assert event.changes["state"] == ["asked", "untreated"]
    mail = Mail.objects.get(purpose="application-untreated")
    assert WHY in mail.text
    assert WHY not in mail.subject


@pytest.mark.parametrize("day", [(2026, 3, 16), (2026, 3, 30)])
def test_while_it_can_still_be_completed_it_is_not_left(oost, asked, at, day):
    with at(*day), pytest.raises(Refused, match="kan nog aanvullen.*31 maart 2026"):
        leave_untreated(application=asked, text=WHY, by=oost.bas)


def test_four_weeks_after_the_last_day_it_is_over(oost, asked, at):
    """The vector of the law: ended unused on 30 March; 27 April is Koningsdag."""
    with at(2026, 4, 29), pytest.raises(Refused, match="tot en met dinsdag 28 april 2026"):
        leave_untreated(application=asked, text=WHY, by=oost.bas)
    with at(2026, 4, 28):
        assert leave_untreated(application=asked, text=WHY, by=oost.bas)


def test_what_was_completed_in_time_and_lacks_something_counts_from_that_day(oost, asked, at):
    with at(2026, 3, 23):
        complete(application=asked, text="Een half blad.", by=oost.rosa)
    with at(2026, 4, 21), pytest.raises(Refused, match="20 april 2026"):
        leave_untreated(application=asked, text=WHY, by=oost.bas)
    with at(2026, 4, 20):
        assert leave_untreated(application=asked, text=WHY, by=oost.bas)


def test_without_a_question_to_complete_it_is_not_left(oost, request_of_300):
    with pytest.raises(Refused, match="Vraag eerst om een aanvulling"):
        leave_untreated(application=request_of_300, text=WHY, by=oost.bas)


def test_not_without_a_reason_and_not_twice(oost, asked, at):
    with at(2026, 4, 1):
        with pytest.raises(Refused, match="Geef een reden"):
            leave_untreated(application=asked, text=" ", by=oost.bas)
        leave_untreated(application=asked, text=WHY, by=oost.bas)
        for again in (leave_untreated, complete):
            with pytest.raises(Refused, match="al besloten"):
                again(
                    application=asked,
                    text=WHY,
                    by=oost.bas if again is leave_untreated else oost.rosa,
                )
        with pytest.raises(Refused):
            withdraw(application=asked, by=oost.rosa)


@pytest.mark.parametrize("who", ["rosa", "ada", "wim", "raf", "stan"])
def test_only_who_decides_leaves_it(oost, asked, at, who):
    with at(2026, 4, 1), pytest.raises(PermissionDenied):
        leave_untreated(application=asked, text=WHY, by=getattr(oost, who))


def test_afterwards_another_request_can_be_made(oost, asked, at):
    with at(2026, 4, 1):
        leave_untreated(application=asked, text=WHY, by=oost.bas)
        assert apply_for_money(
            initiative=oost.initiative,
            scheme=oost.scheme,
            asked_cents=30_000,
            purpose="Hout",
            by=oost.rosa,
        )


def test_the_page_of_the_request_shows_the_way_on_the_right_days_only(oost, asked, at, client_of):
    url = reverse("budgets:leave", args=[asked.pk])
    bas = client_of(oost.bas)
    for day, shown in (((2026, 3, 30), False), ((2026, 3, 31), True), ((2026, 4, 29), False)):
        with at(*day):
            assert (url in bas.get(asked.get_absolute_url()).text) == shown, day
    with at(2026, 4, 1):
        for _press in range(2):
            page = bas.get(url)
            if page.status_code == 200:
                bas.post(url, filled(page, text=WHY))
        assert TermStep.objects.filter(kind=TermStep.Kind.LEFT).count() == 1
        rosa = client_of(oost.rosa).get(asked.get_absolute_url()).text
        assert WHY in rosa
        assert "niet in behandeling genomen" in rosa
        assert WHY not in client_of(oost.stan).get(asked.get_absolute_url()).text
