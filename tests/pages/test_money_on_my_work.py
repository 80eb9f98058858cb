"""Mijn werk about money: objections, batches, grants to be paid, receivers who told nothing."""

import datetime
from types import SimpleNamespace

import pytest

from areas.roles import RoleKind
from budgets.actions.accounts import Heard
from budgets.actions.applications import decide
from budgets.actions.payments import check_batch, give_account, make_batch
from budgets.actions.revocations import Why, revoke
from budgets.actions.written import note_objection
from budgets.models import Payment, PaymentBatch, PaymentState, SpendingReport
from config.lib.clock import today
from tests.budgets.written import sent
from tests.factories import (
    ApplicationFactory,
    AreaFactory,
    InitiativeFactory,
    SchemeFactory,
    budget_of,
    person,
)

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(weeks=1)


@pytest.fixture
def oost(at):
    """On 2 November 2026 Rosa was granted € 300 in Oost; Ada and Sem prepare money there."""
    area = AreaFactory(name="Oost")
    scheme = SchemeFactory(
        municipality=area.municipality,
        level=area.level,
        decided_by=RoleKind.BUDGET_HOLDER,
        legal_basis="Verordening",
    )
    place = SimpleNamespace(
        area=area,
        west=AreaFactory(name="West", municipality=area.municipality),
        idea=InitiativeFactory(area=area, title="Bankje"),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
        bas=person(RoleKind.BUDGET_HOLDER, area, "Bas Budgethouder"),
        sem=person(RoleKind.SUBSIDY, area.municipality.root, "Sem Subsidie"),
    )
    place.wim = person(RoleKind.ADVISOR_SOCIAL, place.west, "Wim West")
    with at(2026, 11, 2):
        budget = budget_of(area, scheme=scheme)
        place.request = ApplicationFactory(initiative=place.idea, budget=budget)
        words = {"reason": "Goed.", "by": place.bas}
        decide(application=place.request, granted=True, amount_cents=30_000, **words)
    return place


@pytest.fixture
def lines(client_of):
    """What stands on the page of a person: why, and the step, of each line about money."""

    def ask(user, query=""):
        page = client_of(user).get(f"/mijn-werk/{query}")
        found = [line for pile in page.context["waiting"] for line in pile.lines]
        return [(line.why, line.step) for line in found if "/geld/" in line.step_url]

    return ask


def test_an_objection_waits_from_three_weeks_before_its_day(oost, lines, at):
    with at(2026, 11, 2):
        letter = sent(oost)
        # Six weeks to object, until 14 December, and six to decide.
        note_objection(letter=letter, reference="B-1", received_on=letter.on, by=oost.ada)
    with at(2027, 1, 1):
        assert ("bezwaar B-1: beslissen", "Uitkomst vastleggen") not in lines(oost.ada)
    with at(2027, 1, 5):
        for who in (oost.ada, oost.sem):
            assert ("bezwaar B-1: beslissen", "Uitkomst vastleggen") in lines(who)
        for who in (oost.bas, oost.wim):
            assert not [why for why, _step in lines(who) if "bezwaar" in why]
    with at(2027, 1, 26):
        assert ("bezwaar B-1: te laat", "Uitkomst vastleggen") in lines(oost.ada)


def test_who_withdrew_the_subsidy_finds_no_objection_and_nobody_pays_it(oost, lines, at):
    gerda = person(RoleKind.BUDGET_HOLDER, oost.area.municipality.root, "Gerda Gemeente")
    role = oost.sem.assignments.get().role
    gerda.assignments.create(role=role, area=oost.area.municipality.root)
    with at(2026, 11, 2):
        sent(oost)
        given = {"why": Why("48a", "Het gaat niet door."), "heard": Heard(today(), "Klopt.")}
        revoke(application=oost.request, amount_cents=0, **given, by=gerda)
        letter = sent(oost)
        note_objection(letter=letter, reference="B-1", received_on=letter.on, by=oost.ada)
    with at(2027, 1, 5):
        assert lines(oost.ada) == [("bezwaar B-1: beslissen", "Uitkomst vastleggen")]
        assert not [why for why, _step in lines(gerda) if "bezwaar" in why]


def test_a_grant_that_was_lowered_waits_for_its_letter(oost, lines, at, client_of):
    with at(2026, 11, 2):
        sent(oost)
    with at(2026, 11, 18):
        given = {"why": Why("48a", "Het wordt kleiner."), "heard": Heard(today(), "Klopt.")}
        revoke(application=oost.request, amount_cents=10_000, **given, by=oost.bas)
        to_write = ("subsidie gewijzigd: nog geen brief", "Brief schrijven")
        for who in (oost.ada, oost.sem):
            assert to_write in lines(who)
            assert "subsidie verlaagd of ingetrokken" in client_of(who).get("/mijn-werk/").text
        assert to_write not in lines(oost.wim)
        sent(oost)
        assert to_write not in lines(oost.ada)


def test_a_batch_waits_for_the_second_person_and_never_for_who_made_it(oost, lines):
    number = {"iban": "NL91ABNA0417164300", "holder": "R. Resident"}
    give_account(application=oost.request, **number, by=oost.idea.submitter)
    batch = make_batch(municipality=oost.area.municipality, by=oost.sem)
    to_check = ("wacht op een tweede persoon", "Goedkeuren")
    assert to_check not in lines(oost.sem)
    assert to_check not in lines(oost.wim)
    for who in (oost.ada, oost.bas):
        assert to_check in lines(who)
    assert to_check in lines(oost.ada, "?gebied=oost")
    oost.request.asked_by = oost.ada
    oost.request.save()
    assert to_check not in lines(oost.ada)
    check_batch(batch=PaymentBatch.objects.get(pk=batch.pk), approved=True, by=oost.bas)
    assert to_check not in lines(oost.bas)


def test_a_grant_is_to_be_paid_within_six_weeks_of_its_letter(oost, lines, at):
    with at(2026, 11, 2):
        sent(oost)
    with at(2026, 11, 29):
        assert lines(oost.ada) == []
    with at(2026, 11, 30):
        assert lines(oost.ada) == [("nog geen rekeningnummer", "Openen")]
        number = {"iban": "NL91ABNA0417164300", "holder": "R. Resident"}
        give_account(application=oost.request, **number, by=oost.idea.submitter)
        assert lines(oost.ada) == [("betalen", "Klaarzetten")]
        assert lines(oost.wim) == []
    with at(2026, 12, 15):
        assert lines(oost.ada) == [("betaling is te laat", "Klaarzetten")]
        make_batch(municipality=oost.area.municipality, by=oost.ada)
        assert lines(oost.ada) == []


def paid(oost, **more):
    """Rosa has her money."""
    batch = PaymentBatch.objects.create(municipality=oost.area.municipality, made_by=oost.sem)
    rows = {"batch": batch, "application": oost.request, "amount_cents": 30_000}
    PaymentBatch.objects.filter(pk=batch.pk).update(
        state="approved", checked_by=oost.bas, checked_at=batch.made_at
    )
    return Payment.objects.create(**rows, state=PaymentState.PAID, settled_on=today(), **more)


def test_who_told_nothing_by_the_day_of_the_letter_stands_there(oost, lines, at):
    late = ("verantwoording is te laat", "Openen")
    with at(2026, 11, 2):
        sent(oost)
        paid(oost)
    with at(2027, 8, 1):
        assert late not in lines(oost.ada)
    with at(2027, 8, 2):
        assert late in lines(oost.ada)
        assert late not in lines(oost.wim)
        told = {"kind": "story", "story": "Het staat er.", "spent_cents": 1}
        SpendingReport.objects.create(application=oost.request, **told)
        assert late not in lines(oost.ada)


def test_without_a_letter_it_is_four_weeks_after_the_reminder(oost, lines, at):
    late = ("verantwoording is te laat", "Openen")
    with at(2027, 3, 1):
        paid(oost, reminded_on=today() - 4 * WEEK)
        assert late in lines(oost.ada)
        Payment.objects.update(reminded_on=today() - 3 * WEEK)
        assert late not in lines(oost.ada)
