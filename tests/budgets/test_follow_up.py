"""Who had a subsidy for years is heard before it stops or shrinks (Awb 4:7, 4:12 and 4:51)."""

from datetime import date

import pytest
from django.urls import reverse

from budgets.actions.accounts import Heard
from budgets.actions.applications import decide
from budgets.actions.follow_up import grants_before
from budgets.letter_kinds import SAYS
from budgets.models import Decision
from config.lib.access import Refused
from config.lib.clock import today
from tests.budgets.written import heard_today
from tests.factories import ApplicationFactory, InitiativeFactory, UserFactory, budget_of
from tests.filled import filled

pytestmark = pytest.mark.django_db
SAID = "Dan moeten wij de leskamer sluiten."


def decided(application, by, cents=0, *, follow_up=True, heard=None):
    """Bas grants this much of the € 300 that is asked for once more."""
    ground = "rule" if cents < 30_000 else ""
    given = {"granted": cents > 0, "amount_cents": cents, "ground": ground, "by": by}
    given |= {"reason": "Het past niet meer.", "follow_up": follow_up, "heard": heard}
    return decide(application=application, **given)


@pytest.mark.parametrize("cents", [0, 29_999])
@pytest.mark.parametrize(
    ("heard", "reason"),
    [
        (None, "aanvrager eerst reageren"),
        (Heard(date(2026, 11, 18), " "), "aanvrager eerst reageren"),
        (Heard(date(2026, 11, 19), "Nog bezig."), "vanaf de aanvraag"),
        (Heard(date(2026, 11, 17), "Daarvoor."), "vanaf de aanvraag"),
    ],
)
def test_a_follow_up_that_gets_less_waits_for_a_reaction(
    oost, request_of_300, cents, heard, reason
):
    with pytest.raises(Refused, match=reason):
        decided(request_of_300, oost.bas, cents, heard=heard)
    assert not Decision.objects.exists()


def test_what_the_applicant_said_stands_in_the_letter_and_not_on_the_site(
    oost, request_of_300, client
):
    made = decided(request_of_300, oost.bas, heard=Heard(today(), SAID))
    assert (made.follow_up, made.heard_until) == (True, today())
    letter = dict(SAYS["refused"](request_of_300, "refused", {}, today()))
    assert SAID in letter["Uw reactie"]
    assert "woensdag 18 november 2026" in letter["Uw reactie"]
    assert SAID not in client.get(request_of_300.get_absolute_url()).text


def test_a_follow_up_that_gets_all_of_it_needs_no_reaction(oost, request_of_300):
    made = decided(request_of_300, oost.bas, 30_000, heard=heard_today())
    assert (made.follow_up, made.heard) == (True, "")


def test_another_request_is_refused_without_and_may_be_heard(oost, request_of_300):
    other = ApplicationFactory(
        budget=request_of_300.budget, initiative=InitiativeFactory(area=oost.area)
    )
    assert decided(request_of_300, oost.bas, follow_up=False).heard == ""
    assert decided(other, oost.bas, follow_up=False, heard=Heard(today(), SAID)).heard == SAID


# --- Whether it looks like one -----------------------------------------------


def granted_before(request, years, bas, **idea):
    """In these years this initiator or organisation was granted € 300 from the same scheme."""
    for year in years:
        budget = budget_of(request.budget.area, scheme=request.scheme, year=year)
        earlier = InitiativeFactory(area=request.budget.area, **idea)
        asked = ApplicationFactory(budget=budget, initiative=earlier)
        decided(asked, bas, 30_000, follow_up=False)


def test_three_years_of_subsidy_before_it_are_noticed(oost, request_of_300, client_of):
    bas, url = client_of(oost.bas), reverse("budgets:decide", args=[request_of_300.pk])
    granted_before(request_of_300, [2023, 2025], oost.bas, submitter=oost.rosa)
    assert grants_before(request_of_300) == []
    assert "was er elk jaar subsidie" not in bas.get(url).text
    granted_before(request_of_300, [2024], oost.bas, submitter=oost.rosa)
    assert grants_before(request_of_300) == [2023, 2024, 2025]
    assert "van 2023 tot en met 2025 was er elk jaar subsidie" in bas.get(url).text
    assert filled(bas.get(url))["follow_up"] == ["nee"]


@pytest.mark.parametrize(
    ("name", "found"),
    [("stichting de vijver", [2023, 2024, 2025]), ("Stichting De Plas", [])],
)
def test_an_organisation_is_known_by_its_name(oost, request_of_300, name, found):
    oost.initiative.brought_as = "organisation"
    oost.initiative.organisation_name = "Stichting De Vijver"
    oost.initiative.save()
    idea = {"brought_as": "organisation", "organisation_name": name, "submitter": UserFactory()}
    granted_before(request_of_300, [2023, 2024, 2025], oost.bas, **idea)
    assert grants_before(request_of_300) == found


def test_of_who_is_not_known_nothing_is_suggested(oost, request_of_300):
    granted_before(request_of_300, [2023, 2024, 2025], oost.bas, submitter=None)
    oost.initiative.submitter = None
    oost.initiative.save()
    assert grants_before(request_of_300) == []


# --- The page ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"heard": ""}, "Laat de aanvrager eerst reageren."),
        ({"heard_until": ""}, "Laat de aanvrager eerst reageren."),
        ({"heard_until": "2026-11-19"}, "Kies een dag vanaf de aanvraag"),
        ({"follow_up": "misschien"}, "geldige keuze"),
    ],
)
def test_the_page_asks_for_the_reaction_beside_its_field(
    oost, request_of_300, client_of, wrong, said
):
    bas, url = client_of(oost.bas), reverse("budgets:decide", args=[request_of_300.pk])
    form = bas.get(url)
    right = {"granted": "nee", "amount": "", "reason": "Het past niet.", "ground": "rule"}
    right |= {"follow_up": "ja", "heard_until": "2026-11-18", "heard": SAID}
    assert "Form key" not in form.text
    assert said in bas.post(url, filled(form, **right | wrong, bevestigen="1")).text
    assert SAID in bas.post(url, filled(form, **right)).text
    assert not Decision.objects.exists()
    bas.post(url, filled(form, **right, bevestigen="1"))
    made = Decision.objects.get()
    assert (made.follow_up, made.heard, made.heard_until) == (True, SAID, date(2026, 11, 18))
