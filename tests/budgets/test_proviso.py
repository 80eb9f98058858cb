"""A subsidy that is granted before the budget is adopted, on condition (Awb 4:34)."""

from datetime import date

import pytest
from django.urls import reverse

from budgets.actions.applications import decide
from budgets.actions.revocations import Why, revoke
from budgets.models import Application
from config.lib.access import Refused
from tests.budgets.written import heard_today, sent

pytestmark = pytest.mark.django_db
ADOPTED = date(2026, 12, 3)
GROUND = "Er is te weinig geld in de begroting"


@pytest.fixture
def granted(oost, request_of_300):
    """Rosa was granted € 300 on 18 November, before the budget is adopted on 3 December."""
    oost.scheme.legal_basis = "Verordening buurtgeld, artikel 3"
    oost.scheme.budget_proviso = True
    oost.scheme.save()
    request_of_300.scheme.refresh_from_db()
    yes = {"granted": True, "amount_cents": 30_000, "reason": "Goed.", "by": oost.bas}
    decide(application=request_of_300, **yes)
    oost.request = request_of_300
    return request_of_300


def adopted(oost, day=ADOPTED):
    """The council adopts the budget."""
    oost.scheme.budget_adopted_on = day
    oost.scheme.save()
    oost.request = Application.objects.for_page().get(pk=oost.request.pk)


def invoke(oost):
    """Bas withdraws it because the budget holds too little."""
    why = Why("48e", "De raad schrapte deze post.")
    given = {"amount_cents": 0, "why": why, "heard": heard_today()}
    return revoke(application=oost.request, **given, by=oost.bas)


def test_the_letter_of_a_grant_names_the_condition(oost, granted):
    said = dict(sent(oost).parts)["Onder welke voorwaarde"]
    assert "De begroting van 2026 is nog niet vastgesteld." in said
    assert "Awb 4:34" in said


def test_without_the_switch_or_after_the_budget_there_is_none(oost, granted):
    for fields in ({"budget_proviso": False}, {"budget_adopted_on": date(2026, 11, 18)}):
        type(oost.scheme).objects.update(**{"budget_proviso": True, **fields})
        oost.request = Application.objects.for_page().get(pk=granted.pk)
        assert "Onder welke voorwaarde" not in dict(sent(oost).parts)
        with pytest.raises(Refused, match="grond van Awb 4:48"):
            invoke(oost)


def test_until_four_weeks_after_the_budget_it_is_invoked(oost, granted, at):
    adopted(oost)
    with at(2026, 12, 2), pytest.raises(Refused, match="grond van Awb 4:48"):
        invoke(oost)
    with at(2027, 1, 1), pytest.raises(Refused, match="grond van Awb 4:48"):
        invoke(oost)
    with at(2026, 12, 31):
        assert invoke(oost).get_ground_display().startswith(GROUND)


def test_who_handles_it_reads_the_last_day_and_finds_the_ground(oost, granted, client_of, at):
    page, form = granted.get_absolute_url(), reverse("budgets:revoke", args=[granted.pk])
    bas = client_of(oost.bas)
    assert "wanneer de begroting is vastgesteld" in bas.get(page).text
    assert GROUND not in bas.get(form).text
    adopted(oost)
    # Of another day the login is over.
    with at(2026, 12, 31):
        bas = client_of(oost.bas)
        assert "tot en met donderdag 31 december 2026 (Awb 4:34" in bas.get(page).text
        assert GROUND in bas.get(form).text
        assert "Begrotingsvoorbehoud" not in client_of(oost.stan).get(page).text
    with at(2027, 1, 4):
        bas = client_of(oost.bas)
        assert "Vervallen: een beroep erop kon tot en met" in bas.get(page).text
        assert GROUND not in bas.get(form).text
