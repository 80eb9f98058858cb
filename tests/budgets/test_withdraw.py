"""Taking a request back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from budgets.actions.applications import decide, withdraw
from budgets.models import Application
from config.audit.models import Event
from config.lib.access import Refused
from tests.factories import ApplicationFactory, InitiativeFactory


def url_of(application):
    """Where a request is taken back."""
    return reverse("budgets:withdraw", args=[application.pk])


def test_the_initiator_takes_it_back_and_may_ask_again(oost, request_of_300):
    withdraw(application=request_of_300, by=oost.rosa)
    assert request_of_300.state == "withdrawn"
    assert Event.objects.filter(verb="application.withdrawn").exists()
    assert ApplicationFactory(initiative=oost.initiative, budget=oost.budget)


def test_after_a_decision_it_cannot_be_taken_back(oost, request_of_300):
    decide(
        application=request_of_300,
        granted=True,
        amount_cents=100,
        ground="rule",
        reason="Goed.",
        by=oost.bas,
    )
    with pytest.raises(Refused):
        withdraw(application=request_of_300, by=oost.rosa)


@pytest.mark.parametrize("who", ["stan", "ada", "bas", "wim"])
def test_others_cannot_take_it_back(oost, request_of_300, who):
    with pytest.raises(PermissionDenied, match="Alleen de indiener"):
        withdraw(application=request_of_300, by=getattr(oost, who))


def test_for_an_initiative_on_paper_the_advisor_does_it(oost):
    paper = InitiativeFactory(area=oost.area, submitter=None)
    application = ApplicationFactory(initiative=paper, budget=oost.budget)
    assert withdraw(application=application, by=oost.ada).state == "withdrawn"


def test_the_page_asks_first_and_then_does_it_once(oost, request_of_300, client_of):
    client = client_of(oost.rosa)
    page = client.get(url_of(request_of_300))
    assert "wordt er niet over besloten" in page.content.decode()
    data = {"form_key": page.context["form"]["form_key"].value()}
    for _press in range(2):
        answer = client.post(url_of(request_of_300), data)
        assert answer.url == request_of_300.get_absolute_url()
    assert Event.objects.filter(verb="application.withdrawn").count() == 1


def test_a_stranger_is_refused_and_a_visitor_logs_in(oost, request_of_300, client, client_of):
    assert client_of(oost.stan).post(url_of(request_of_300)).status_code == 403
    assert client.get(url_of(request_of_300)).url.startswith("/inloggen/")
    assert Application.objects.get().state == "asked"
