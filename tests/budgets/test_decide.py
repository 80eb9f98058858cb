"""Deciding on a request: who may, what it books, what it tells."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.roles import RoleKind
from budgets.actions.applications import decide
from budgets.models import Application, Decision, Entry
from config.audit.models import Event
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.models import State
from tests.budgets.written import ground_of
from tests.factories import ApplicationFactory, InitiativeFactory, person


def grant(application, by, cents=30_000, reason="Goed voor de buurt."):
    """Grant € 300 unless told otherwise."""
    why = {"ground": ground_of(application, cents), "reason": reason, "by": by}
    return decide(application=application, granted=True, amount_cents=cents, **why)


def refuse(application, by, reason="Het geld is voor iets anders."):
    """Refuse with a reason."""
    why = {"ground": ground_of(application), "reason": reason, "by": by}
    return decide(application=application, granted=False, **why)


def test_a_grant_is_reserved_in_the_books_at_once(oost, request_of_300):
    decision = grant(request_of_300, oost.bas)
    oost.budget.refresh_from_db()
    assert oost.budget.figures == {
        "allocated": 100_000, "reserved": 30_000, "spent": 0, "left": 70_000
    }  # fmt: skip
    entry = Entry.objects.get(application=request_of_300)
    assert (entry.source, entry.target, entry.amount_cents) == ("available", "reserved", 30_000)
    assert oost.initiative.title not in entry.text
    request_of_300.refresh_from_db()
    assert (request_of_300.state, request_of_300.version) == ("granted", 2)
    assert decision.by == oost.bas
    event = Event.objects.get(verb="application.granted")
    assert event.changes == {"state": ["asked", "granted"], "amount_cents": [None, 30_000]}


def test_the_initiator_reads_it_in_a_mail_with_nothing_in_the_subject(oost, request_of_300):
    grant(request_of_300, oost.bas, cents=20_000)
    mail = Mail.objects.get()
    assert mail.to == oost.rosa.email
    assert mail.subject == "Er is besloten over uw aanvraag"
    assert "€\xa0200,00" in mail.text
    assert "U vroeg €\xa0300,00." in mail.text
    assert "Goed voor de buurt." in mail.text
    assert request_of_300.get_absolute_url() in mail.text


def test_a_refusal_books_nothing(oost, request_of_300):
    refuse(request_of_300, oost.bas)
    oost.budget.refresh_from_db()
    assert oost.budget.left_cents == 100_000
    assert Decision.objects.get().amount_cents == 0
    assert "afgewezen" in Mail.objects.get().text


def test_part_of_it_may_be_granted_but_never_more(oost, request_of_300):
    with pytest.raises(Refused, match="niet meer toekennen dan is gevraagd: €\xa0300,00"):
        grant(request_of_300, oost.bas, cents=30_001)
    assert grant(request_of_300, oost.bas, cents=1).amount_cents == 1


@pytest.mark.parametrize("cents", [0, -1])
def test_a_grant_is_above_zero(oost, request_of_300, cents):
    with pytest.raises(Refused, match="meer dan €\xa00"):
        grant(request_of_300, oost.bas, cents=cents)


@pytest.mark.parametrize("granted", [True, False])
def test_there_is_always_a_reason(oost, request_of_300, granted):
    with pytest.raises(Refused, match="Geef een reden"):
        (grant if granted else refuse)(request_of_300, oost.bas, reason="  ")


def test_what_is_not_there_cannot_be_granted_and_nothing_changes(oost, request_of_300):
    big = ApplicationFactory(
        initiative=InitiativeFactory(area=oost.area), budget=oost.budget, asked_cents=90_000
    )
    grant(big, oost.bas, cents=90_000)
    mails = Mail.objects.count()
    with pytest.raises(Refused, match="niet genoeg geld over in dit budget: nog €\xa0100,00"):
        grant(request_of_300, oost.bas)
    assert Application.objects.get(pk=request_of_300.pk).state == "asked"
    assert not Decision.objects.filter(application=request_of_300).exists()
    assert Mail.objects.count() == mails
    oost.budget.refresh_from_db()
    assert oost.budget.left_cents == 10_000


def test_a_request_is_decided_once(oost, request_of_300):
    same = Application.objects.get(pk=request_of_300.pk)
    grant(request_of_300, oost.bas)
    with pytest.raises(Refused, match="intussen al besloten"):
        refuse(same, oost.bas)
    with pytest.raises(Refused, match="kan dit niet naar"):
        refuse(request_of_300, oost.bas)
    assert Decision.objects.get().granted


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.DECLINED])
def test_an_initiative_that_stopped_gets_no_money(oost, request_of_300, state):
    oost.initiative.state = state
    oost.initiative.save()
    with pytest.raises(Refused, match="loopt niet meer"):
        grant(request_of_300, oost.bas)
    assert refuse(request_of_300, oost.bas)


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        ("rosa", "U mag in dit gebied niet over geld besluiten"),
        ("stan", "U mag in dit gebied niet"),
        ("ada", "U mag in dit gebied niet"),
        ("raf", "U mag in dit gebied niet"),
        ("wim", "U mag in dit gebied niet"),
    ],
)
def test_only_who_holds_the_budget_of_this_area_decides(oost, request_of_300, who, reason):
    with pytest.raises(PermissionDenied, match=reason):
        grant(request_of_300, getattr(oost, who))
    assert not Decision.objects.exists()


def test_the_budget_holder_of_the_municipality_decides_for_every_area(oost, request_of_300):
    gerda = person(RoleKind.BUDGET_HOLDER, oost.area.municipality.root, "Gerda Gemeente")
    assert grant(request_of_300, gerda)


def test_a_right_that_ended_yesterday_is_gone(oost, request_of_300, at):
    oost.bas.assignments.update(ends_on="2026-11-17")
    with pytest.raises(PermissionDenied):
        grant(request_of_300, oost.bas)


def test_the_scheme_says_which_role_decides(oost, request_of_300):
    oost.scheme.decided_by = RoleKind.ALDERMAN
    oost.scheme.save()
    request_of_300.scheme.refresh_from_db()
    with pytest.raises(PermissionDenied, match="beslist de wethouder"):
        grant(request_of_300, oost.bas)


def test_nobody_decides_on_their_own_initiative(oost):
    mine = ApplicationFactory(
        initiative=InitiativeFactory(area=oost.area, submitter=oost.bas), budget=oost.budget
    )
    with pytest.raises(PermissionDenied, match="uw eigen initiatief"):
        grant(mine, oost.bas)


def test_who_entered_the_request_does_not_decide_on_it(oost, request_of_300):
    request_of_300.asked_by = oost.bas
    with pytest.raises(PermissionDenied, match="zelf ingevoerd"):
        grant(request_of_300, oost.bas)


def test_what_waits_for_the_budget_holder(oost, request_of_300):
    own = InitiativeFactory(area=oost.area, submitter=oost.bas)
    ApplicationFactory(initiative=own, budget=oost.budget)
    assert list(Application.objects.waiting_for(oost.bas)) == [request_of_300]
    assert not Application.objects.waiting_for(oost.wim)
    assert not Application.objects.waiting_for(oost.ada)


# --- The page ---------------------------------------------------------------


def url_of(application):
    """Where a decision is made."""
    return reverse("budgets:decide", args=[application.pk])


def filled(client, application, **changes):
    """The form as the budget holder fills it."""
    key = client.get(url_of(application)).context["form"]["form_key"].value()
    return {
        "form_key": key, "granted": "ja", "amount": "200", "reason": "Goed voor de buurt.",
        "ground": "rule",
    } | changes  # fmt: skip


def test_the_first_press_shows_what_it_means_and_decides_nothing(oost, request_of_300, client_of):
    client = client_of(oost.bas)
    page = client.post(url_of(request_of_300), filled(client, request_of_300)).content.decode()
    assert "U kent €\xa0200,00 toe aan" in page
    assert "€\xa0800,00" in page
    assert not Decision.objects.exists()


def test_the_second_press_decides_and_a_third_changes_nothing(oost, request_of_300, client_of):
    client = client_of(oost.bas)
    data = filled(client, request_of_300, bevestigen="1")
    for _press in range(2):
        answer = client.post(url_of(request_of_300), data)
        assert answer.url == request_of_300.get_absolute_url()
    assert Decision.objects.get().amount_cents == 20_000
    assert Mail.objects.count() == 1


def test_one_can_go_back_to_change_the_text(oost, request_of_300, client_of):
    client = client_of(oost.bas)
    answer = client.post(url_of(request_of_300), filled(client, request_of_300, aanpassen="1"))
    assert 'value="200"' in answer.content.decode()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"amount": "300,01"}, "niet meer gevraagd dan €\xa0300,00"),
        ({"amount": ""}, "Dit veld is verplicht"),
        ({"amount": "0"}, "meer dan €\xa00"),
        ({"reason": ""}, "Dit veld is verplicht"),
        ({"granted": "misschien"}, "geldige keuze"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(oost, request_of_300, client_of, changes, reason):
    client = client_of(oost.bas)
    data = filled(client, request_of_300, bevestigen="1", **changes)
    assert reason in client.post(url_of(request_of_300), data).content.decode()
    assert not Decision.objects.exists()


def test_a_refusal_needs_no_amount(oost, request_of_300, client_of):
    client = client_of(oost.bas)
    data = filled(client, request_of_300, bevestigen="1", granted="nee", amount="")
    client.post(url_of(request_of_300), data)
    assert not Decision.objects.get().granted


@pytest.mark.parametrize("who", ["rosa", "stan", "ada", "wim"])
def test_others_are_refused_on_the_page(oost, request_of_300, client_of, who):
    client = client_of(getattr(oost, who))
    assert client.get(url_of(request_of_300)).status_code == 403
    data = {"granted": "ja", "amount": "1", "reason": "Nee", "bevestigen": "1"}
    assert client.post(url_of(request_of_300), data).status_code == 403
    assert not Decision.objects.exists()


def test_a_visitor_logs_in_first(request_of_300, client):
    assert client.get(url_of(request_of_300)).url.startswith("/inloggen/")
    assert client.post(url_of(request_of_300)).url.startswith("/inloggen/")
