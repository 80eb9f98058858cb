"""Who brings an initiative together with its initiator has an interest in its money too."""

import pytest
from django.core.exceptions import PermissionDenied

from areas.models import User
from areas.roles import RoleKind
from budgets.actions.advice import give_advice
from budgets.actions.applications import decide
from budgets.actions.payments import check_batch, give_account, make_batch
from budgets.actions.votes import close_ballot, open_ballot, vote
from budgets.models import Application
from config.lib.access import Refused
from config.lib.clock import now
from initiatives.models import CoInitiator
from tests.factories import SeatFactory, person

pytestmark = pytest.mark.django_db


def bring_along(place, user, **given) -> User:
    """Rosa brings the bench together with this person, who said yes; as they ask the next page."""
    along = {"email": user.email, "user": user, "confirmed_at": now(), **given}
    CoInitiator.objects.create(initiative=place.initiative, **along)
    return User.objects.get(pk=user.pk)


def test_they_do_not_decide_and_it_does_not_wait_for_them(oost, request_of_300, client_of):
    bas = bring_along(oost, oost.bas)
    with pytest.raises(PermissionDenied, match="eigen initiatief"):
        decide(
            application=request_of_300,
            granted=True,
            amount_cents=1,
            ground="rule",
            reason="Ja.",
            by=bas,
        )
    assert not Application.objects.waiting_for(bas).exists()
    waiting = client_of(bas).get("/mijn-werk/").context["waiting"]
    assert [line.title for pile in waiting for line in pile.lines] == []


def test_who_was_asked_and_did_not_answer_decides(oost, request_of_300):
    bas = bring_along(oost, oost.bas, confirmed_at=None)
    assert decide(
        application=request_of_300,
        granted=True,
        amount_cents=1,
        ground="rule",
        reason="Ja.",
        by=bas,
    ).granted


def test_they_do_not_advise(oost, request_of_300):
    oost.scheme.advised_by = RoleKind.ADVISOR_SOCIAL
    oost.scheme.save()
    request_of_300.scheme = oost.scheme
    with pytest.raises(PermissionDenied, match="eigen aanvraag"):
        give_advice(
            application=request_of_300, says="refuse", reason="Nee.", by=bring_along(oost, oost.ada)
        )


def test_they_set_no_payment_ready_and_approve_none(decided):
    number = {"iban": "NL91ABNA0417164300", "holder": "R. Resident"}
    give_account(application=decided.request, **number, by=decided.rosa)
    town = decided.area.municipality
    sem = person(RoleKind.SUBSIDY, town.root, "Sem Subsidie")
    with pytest.raises(Refused, match="niets om te betalen"):
        make_batch(municipality=town, by=bring_along(decided, decided.ada))
    batch = make_batch(municipality=town, by=sem)
    with pytest.raises(PermissionDenied, match="van uzelf"):
        check_batch(batch=batch, approved=True, by=bring_along(decided, decided.bas))


def test_they_do_not_vote_are_not_counted_and_see_nobodys_vote(table, client_of):
    mo = bring_along(table, table.mo)
    ballot = open_ballot(application=table.request, by=table.lea)
    with pytest.raises(PermissionDenied, match="eigen aanvraag"):
        vote(ballot=ballot, choice="for", reason="Ja.", by=mo)
    open_page = client_of(mo).get(ballot.get_absolute_url()).text
    assert "U stemt niet mee" in open_page
    for who in (table.lea, table.nel):
        vote(ballot=ballot, choice="for", reason="Past goed.", by=who)
    closed = close_ballot(ballot=ballot, by=table.lea)
    assert (closed.voters, closed.votes_for) == (3, 2)
    assert "Past goed." in client_of(table.otto).get(ballot.get_absolute_url()).text
    assert "Past goed." not in client_of(mo).get(ballot.get_absolute_url()).text


def test_who_brought_it_and_sits_at_the_table_does_not_see_who_voted_what(table, client_of):
    SeatFactory(roundtable=table.table, user=table.rosa, votes=True)
    ballot = open_ballot(application=table.request, by=table.lea)
    vote(ballot=ballot, choice="against", reason="Te duur.", by=table.lea)
    close_ballot(ballot=ballot, by=table.lea)
    page = client_of(table.rosa).get(ballot.get_absolute_url()).text
    assert "U deed niet mee" in page
    assert "Te duur." not in page
