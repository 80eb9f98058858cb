"""A notice of default (Awb 4:17): recorded on its day, and what it costs, for who handles money."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from budgets.actions.applications import apply_for_money, decide
from budgets.actions.default import note_default
from budgets.actions.terms import complete
from budgets.models import Construction, TermStep
from budgets.penalty_clock import penalty_of
from budgets.term_clock import clock_of
from config.lib.access import Refused
from tests.budgets.written import sent
from tests.filled import filled

NOTICE = date(2026, 5, 4)


@pytest.fixture
def asked(oost, at):
    """Rosa asks € 300 on 2 March 2026; the last day to decide is 28 April."""
    oost.scheme.legal_basis = "Verordening buurtgeld, artikel 3"
    oost.scheme.save()
    with at(2026, 3, 2):
        oost.request = apply_for_money(
            initiative=oost.initiative,
            scheme=oost.scheme,
            asked_cents=30_000,
            purpose="Hout",
            by=oost.rosa,
        )
    return oost.request


def clock(application):
    """The penalty as the page of the request shows it."""
    return penalty_of(application, list(application.term_steps.all()))


def test_from_two_weeks_after_the_notice_each_day_costs_money(oost, asked, at):
    with at(2026, 5, 5):
        note_default(application=asked, on=NOTICE, by=oost.ada)
    for day, cents in (((2026, 5, 18), 0), ((2026, 5, 19), 2300), ((2026, 6, 1), 32_200)):
        with at(*day):
            assert clock(asked).penalty.cents == cents, day
    with at(2026, 5, 18):
        assert "voor dinsdag 19 mei 2026" in " ".join(clock(asked).said)
    with at(2027, 1, 1):
        assert clock(asked).penalty.cents == 144_200
        assert "hoogste bedrag" in " ".join(clock(asked).said)


def test_the_end_of_the_term_does_not_move(oost, asked, at):
    before = clock_of(asked, []).end
    with at(2026, 5, 5):
        note_default(application=asked, on=NOTICE, by=oost.ada)
    assert asked.decide_by == before == date(2026, 4, 28)


def test_the_letter_of_the_decision_stops_it(oost, asked, at):
    with at(2026, 5, 5):
        note_default(application=asked, on=NOTICE, by=oost.ada)
    with at(2026, 5, 21):
        decide(application=asked, granted=False, ground="rule", reason="Nee.", by=oost.bas)
        # The decision counts from the day on which it is sent.
        assert clock(asked).penalty.days == 3
        sent(oost)
    with at(2026, 6, 30):
        assert (clock(asked).penalty.days, clock(asked).penalty.cents) == (2, 4600)
        assert "verstuurd" in " ".join(clock(asked).said)


def test_a_decision_that_was_sent_within_the_two_weeks_costs_nothing(oost, asked, at):
    with at(2026, 5, 5):
        note_default(application=asked, on=NOTICE, by=oost.ada)
    with at(2026, 5, 19):
        decide(application=asked, granted=False, ground="rule", reason="Nee.", by=oost.bas)
        sent(oost)
        assert clock(asked).penalty.cents == 0
        assert "geen dwangsom" in " ".join(clock(asked).said)


def test_a_notice_before_the_end_of_the_term_stays_with_a_warning_and_another_may_follow(
    oost, asked, at
):
    with at(2026, 4, 20):
        note_default(application=asked, on=date(2026, 4, 20), by=oost.ada)
        assert clock(asked).penalty.first == date(2026, 5, 13)
        assert any("voor de termijn voorbij" in one for one in clock(asked).warnings)
    with at(2026, 5, 5):
        note_default(application=asked, on=NOTICE, by=oost.ada)
        assert clock(asked).penalty.first == date(2026, 5, 19)
        assert not any("voor de termijn voorbij" in one for one in clock(asked).warnings)
        with pytest.raises(Refused, match="staat al"):
            note_default(application=asked, on=date(2026, 5, 5), by=oost.ada)


@pytest.mark.parametrize("on", [date(2026, 3, 2), date(2026, 1, 1), date(2026, 5, 6)])
def test_a_day_that_cannot_be_is_refused(oost, asked, at, on):
    with at(2026, 5, 5), pytest.raises(Refused, match="Kies een dag"):
        note_default(application=asked, on=on, by=oost.ada)


def test_after_the_decision_there_is_no_default(oost, asked, at):
    with at(2026, 5, 5):
        decide(application=asked, granted=False, ground="rule", reason="Nee.", by=oost.bas)
        with pytest.raises(Refused, match="al besloten"):
            note_default(application=asked, on=NOTICE, by=oost.ada)
        assert clock(asked) is None


@pytest.mark.parametrize("who", ["rosa", "wim", "raf", "stan"])
def test_others_note_none(oost, asked, at, who):
    with at(2026, 5, 5), pytest.raises(PermissionDenied):
        note_default(application=asked, on=NOTICE, by=getattr(oost, who))


def test_only_a_subsidy_follows_the_law(oost, asked, at):
    asked.scheme.construction = Construction.OWN
    with at(2026, 5, 5), pytest.raises(PermissionDenied, match="subsidie"):
        note_default(application=asked, on=NOTICE, by=oost.ada)


def test_it_asks_nothing_of_the_initiator(oost, asked, at):
    """A notice of default is no question to complete, and stops no other step."""
    with at(2026, 5, 5):
        note_default(application=asked, on=NOTICE, by=oost.ada)
        with pytest.raises(Refused, match="geen aanvulling gevraagd"):
            complete(application=asked, text="Zo maar.", by=oost.rosa)


def test_the_page_shows_it_to_who_handles_money_only(oost, asked, at, client_of):
    with at(2026, 5, 20):
        ada, url = client_of(oost.ada), reverse("budgets:default", args=[asked.pk])
        page = ada.get(asked.get_absolute_url()).text
        assert url in page
        assert "Dwangsom" not in page
        wrong = ada.post(url, filled(ada.get(url), on=""))
        assert "Dit veld is verplicht." in wrong.text
        for _press in range(2):
            ada.post(url, filled(wrong, on="2026-05-04"))
        assert TermStep.objects.filter(kind=TermStep.Kind.NOTICE).count() == 1
        page = ada.get(asked.get_absolute_url()).text
        assert "€\xa046,00" in page
        assert "niet nagekeken" in page
        # One that counts is there: no second one is asked.
        assert url not in page
        for who in (oost.rosa, oost.stan):
            assert "€\xa046,00" not in client_of(who).get(asked.get_absolute_url()).text


def test_what_was_noted_stays(oost, asked, at):
    with at(2026, 5, 5):
        step = note_default(application=asked, on=NOTICE, by=oost.ada)
    with pytest.raises(DatabaseError), transaction.atomic():
        TermStep.objects.filter(pk=step.pk).delete()
