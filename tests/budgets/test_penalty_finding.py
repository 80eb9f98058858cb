"""Whether a penalty is owed, and by how many it is shared (Awb 4:17 lid 6 and 7)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from budgets.actions.applications import decide, withdraw
from budgets.actions.default import judge_penalty, note_default
from budgets.models import Finding, PenaltyFinding
from budgets.penalty_clock import penalty_of
from config.lib.access import Refused
from tests.factories import ApplicationFactory
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(oost, at):
    """Rosa asked € 300 on 2 March 2026; her notice of default came on 4 May, and it is 1 June."""
    with at(2026, 3, 2):
        oost.request = ApplicationFactory(
            initiative=oost.initiative, budget=oost.budget, asked_by=oost.rosa
        )
    with at(2026, 5, 5):
        note_default(application=oost.request, on=date(2026, 5, 4), by=oost.ada)
    with at(2026, 6, 1):
        yield oost


def clock(place):
    """The penalty as the page of the request shows it."""
    return penalty_of(place.request, list(place.request.term_steps.all()))


def judge(place, finding, by=None, **more):
    """Ada, or another, writes down what was found."""
    given = {"finding": finding, "reason": "Zo staat het in het dossier.", **more}
    return judge_penalty(application=place.request, **given, by=by or place.ada)


@pytest.mark.parametrize("ground", [Finding.LATE, Finding.NO_INTEREST, Finding.MANIFEST])
def test_on_a_ground_of_the_law_nothing_is_owed(late, ground):
    assert clock(late).cents == 32_200
    assert any("beoordeelt u zelf" in one for one in clock(late).warnings)
    judge(late, ground)
    assert clock(late).cents == 0
    assert f"Er is geen dwangsom (Awb 4:17 lid 6): {ground.label}." in clock(late).said
    assert clock(late).warnings == ()
    assert not any("loopt vanaf" in one for one in clock(late).said)


def test_several_applicants_share_it_in_equal_parts(late):
    judge(late, Finding.OWED, applicants=3)
    assert clock(late).cents == 32_200
    assert "3 aanvragers delen de dwangsom: ieder €\xa0107,33 (Awb 4:17 lid 7)." in clock(late).said


def test_the_last_finding_counts_also_after_the_decision_and_none_is_changed(late):
    judge(late, Finding.LATE)
    decide(application=late.request, granted=False, ground="rule", reason="Nee.", by=late.bas)
    judge(late, Finding.OWED, by=late.bas)
    assert clock(late).cents == 32_200
    with pytest.raises(DatabaseError), transaction.atomic():
        PenaltyFinding.objects.update(finding=Finding.LATE)


@pytest.mark.parametrize("who", ["rosa", "wim", "raf", "stan"])
def test_others_find_nothing(late, who):
    with pytest.raises(PermissionDenied):
        judge(late, Finding.LATE, by=getattr(late, who))


def test_nobody_judges_on_their_own_request(late):
    late.request.asked_by = late.ada
    late.request.save(update_fields=["asked_by"])
    with pytest.raises(PermissionDenied, match="eigen aanvraag"):
        judge(late, Finding.LATE)


def test_without_a_reason_or_after_taking_it_back_it_is_refused(late):
    with pytest.raises(Refused, match="waarom"):
        judge(late, Finding.LATE, reason=" ")
    withdraw(application=late.request, by=late.rosa)
    with pytest.raises(Refused, match="geen ingebrekestelling"):
        judge(late, Finding.LATE)


@pytest.mark.parametrize("wrong", [{"finding": "x"}, {"applicants": 0}, {"reason": ""}])
def test_the_database_refuses_what_cannot_be(late, wrong):
    row = {"finding": "owed", "reason": "Ja.", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        PenaltyFinding.objects.create(application=late.request, by=late.ada, **row)


def test_the_page_asks_it_of_who_keeps_the_term_and_shows_it_inside_only(late, client_of):
    ada, url = client_of(late.ada), reverse("budgets:judge_penalty", args=[late.request.pk])
    assert url in ada.get(late.request.get_absolute_url()).text
    form = ada.get(url)
    wrong = ada.post(url, filled(form, finding="", applicants="0", reason="Te laat."))
    assert "Dit veld is verplicht." in wrong.text
    assert not PenaltyFinding.objects.exists()
    given = {"finding": "late", "applicants": "1", "reason": "Pas na een jaar."}
    for _press in range(2):
        ada.post(url, filled(form, **given))
    assert PenaltyFinding.objects.count() == 1
    page = ada.get(late.request.get_absolute_url()).text
    for words in ("Pas na een jaar.", "Geen dwangsom", "Wijzig het oordeel"):
        assert words in page
    for who in (late.rosa, late.stan):
        assert "Pas na een jaar." not in client_of(who).get(late.request.get_absolute_url()).text
