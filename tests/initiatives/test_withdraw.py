"""Taking an initiative back."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.outbox.models import Mail
from initiatives.actions.handle import move
from initiatives.actions.tally import recount
from initiatives.models import Initiative, State, Tally
from tests.factories import InitiativeFactory


def url_of(initiative):
    """Where it is withdrawn."""
    return reverse("initiatives:move", args=[initiative.pk, "intrekken"])


def test_the_initiator_withdraws_it_without_a_reason_and_it_leaves_the_site(
    oost, public, client, client_of
):
    recount()
    browser = client_of(oost.rosa)
    assert "Waarom trekt u het in?" in browser.get(url_of(public)).content.decode()
    assert browser.post(url_of(public), {"reason": ""}).url == public.get_absolute_url()
    assert Initiative.objects.get().state == State.WITHDRAWN
    assert client.get(public.get_absolute_url()).status_code == 404
    assert browser.get(public.get_absolute_url()).status_code == 200
    assert sum(Tally.objects.values_list("count", flat=True)) == 0
    assert not Mail.objects.exists()


@pytest.mark.parametrize("who", ["ada", "stan", "wim", "bea", "raf"])
def test_others_cannot(oost, public, who, client_of):
    with pytest.raises(PermissionDenied, match="Alleen de indiener"):
        move(initiative=public, to=State.WITHDRAWN, by=getattr(oost, who))
    assert client_of(getattr(oost, who)).post(url_of(public)).status_code == 403


def test_for_who_came_on_paper_the_advisor_does_it(oost):
    paper = InitiativeFactory(area=oost.area, submitter=None)
    move(initiative=paper, to=State.WITHDRAWN, reason="Op verzoek.", by=oost.ada)
    assert paper.state == State.WITHDRAWN
    other = InitiativeFactory(area=oost.area, submitter=None)
    with pytest.raises(PermissionDenied):
        move(initiative=other, to=State.WITHDRAWN, by=oost.wim)


def test_it_is_final(oost, public, client_of):
    move(initiative=public, to=State.WITHDRAWN, by=oost.rosa)
    answer = client_of(oost.rosa).post(url_of(public), {"reason": ""})
    assert answer.status_code == 403
    with pytest.raises(PermissionDenied, match="al afgerond of ingetrokken"):
        move(initiative=public, to=State.WITHDRAWN, by=oost.rosa)


def test_a_visitor_logs_in_first(public, client):
    assert client.post(url_of(public)).url.startswith("/inloggen/")
    assert Initiative.objects.get().state == State.IN_PROGRESS
