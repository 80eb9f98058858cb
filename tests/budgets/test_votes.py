"""A table votes on a request: who votes, who stands aside, what counts, what a decision owes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from budgets.actions.applications import decide, withdraw
from budgets.actions.votes import close_ballot, open_ballot, vote
from budgets.models import BallotRule, Vote
from config.audit.models import Event
from config.lib.access import Refused
from config.lib.clock import today
from tests.budgets.conftest import NAMES
from tests.factories import SeatFactory


def opened(table, **rule):
    """A ballot under the rule of the scheme, changed as told."""
    BallotRule.objects.filter(pk=table.rule.pk).update(**rule)
    return open_ballot(application=table.request, by=table.lea)


def voted(table, ballot, **choices):
    """Each member says this, and Lea closes."""
    for name, choice in choices.items():
        vote(ballot=ballot, choice=choice, reason=f"Omdat {name}.", by=getattr(table, name))
    return close_ballot(ballot=ballot, by=table.lea)


@pytest.mark.parametrize(
    ("rule", "choices", "outcome"),
    [
        ({}, {"lea": "for", "mo": "for", "nel": "against"}, "for"),
        ({}, {"lea": "for", "mo": "against", "nel": "against"}, "against"),
        # Half of the four is not more than half.
        ({}, {"lea": "for", "mo": "for"}, "no_quorum"),
        # Who stands aside is no voter: two of the three that are left are enough.
        ({}, {"lea": "for", "mo": "for", "nel": "aside"}, "for"),
        # Who abstains counts for the quorum, not for the majority.
        ({}, {"lea": "for", "mo": "abstain", "nel": "abstain"}, "for"),
        ({"majority_percent": 66}, {"lea": "for", "mo": "for", "nel": "against"}, "for"),
        ({"majority_percent": 67}, {"lea": "for", "mo": "for", "nel": "against"}, "against"),
        ({"quorum_percent": 0}, {"lea": "for", "mo": "against"}, "against"),
        ({"quorum_percent": 0, "tie": "again"}, {"lea": "for", "mo": "against"}, "tied"),
        ({"quorum_percent": 0, "tie": "leads"}, {"lea": "for", "mo": "against"}, "for"),
        ({"quorum_percent": 0}, {}, "no_quorum"),
    ],
)
def test_what_comes_of_it(table, rule, choices, outcome):
    ballot = voted(table, opened(table, **rule), **choices)
    assert ballot.outcome == outcome
    counted = ballot.votes_for + ballot.votes_against + ballot.abstained + ballot.stood_aside
    assert counted == len(choices)


def test_the_last_word_of_a_member_counts_and_each_stays(table):
    ballot = opened(table)
    for choice in ("against", "for"):
        vote(ballot=ballot, choice=choice, reason="Bij nader inzien.", by=table.mo)
    ballot = voted(table, ballot, lea="for", nel="for")
    assert (ballot.votes_for, ballot.votes_against) == (3, 0)
    assert Vote.objects.filter(by=table.mo).count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        Vote.objects.filter(by=table.mo).update(choice="against")


def test_who_stands_aside_stays_aside_and_the_earlier_vote_is_gone(table):
    ballot = opened(table)
    vote(ballot=ballot, choice="for", reason="Mooi.", by=table.mo)
    vote(ballot=ballot, choice="aside", by=table.mo)
    with pytest.raises(Refused, match="zelf belang"):
        vote(ballot=ballot, choice="for", reason="Toch.", by=table.mo)
    ballot = voted(table, ballot, lea="against", nel="against")
    assert (ballot.votes_for, ballot.stood_aside, ballot.voters) == (0, 1, 3)


def test_a_vote_has_a_reason_and_nothing_follows_the_closing(table):
    ballot = opened(table)
    with pytest.raises(Refused, match="waarom"):
        vote(ballot=ballot, choice="for", reason="  ", by=table.mo)
    voted(table, ballot, lea="for")
    with pytest.raises(Refused, match="gesloten"):
        vote(ballot=ballot, choice="for", reason="Te laat.", by=table.mo)
    with pytest.raises(Refused, match="gesloten"):
        close_ballot(ballot=ballot, by=table.lea)


@pytest.mark.parametrize("who", ["stan", "rosa", "ada", "bas"])
def test_only_members_vote(table, who):
    ballot = opened(table)
    with pytest.raises(PermissionDenied, match="Alleen wie aan deze tafel zit"):
        vote(ballot=ballot, choice="for", reason="Ik ook.", by=getattr(table, who))


def test_who_asked_neither_votes_nor_counts(table):
    SeatFactory(roundtable=table.table, user=table.rosa, votes=True)
    ballot = opened(table)
    with pytest.raises(PermissionDenied, match="eigen aanvraag"):
        vote(ballot=ballot, choice="for", reason="Graag.", by=table.rosa)
    assert voted(table, ballot, lea="for").voters == len(NAMES)


def test_a_seat_without_a_vote_reads_only(table):
    table.mo.seats.update(votes=False)
    with pytest.raises(PermissionDenied, match="geen stem"):
        vote(ballot=opened(table), choice="for", reason="Ja.", by=table.mo)


def test_who_opens_and_closes(table):
    with pytest.raises(PermissionDenied, match="leidt"):
        open_ballot(application=table.request, by=table.mo)
    ballot = open_ballot(application=table.request, by=table.ada)
    with pytest.raises(Refused, match="al gestemd"):
        open_ballot(application=table.request, by=table.lea)
    vote(ballot=ballot, choice="aside", by=table.lea)
    with pytest.raises(Refused, match="sluit een ander"):
        close_ballot(ballot=ballot, by=table.lea)
    assert close_ballot(ballot=ballot, by=table.ada).outcome == "no_quorum"
    assert open_ballot(application=table.request, by=table.lea), "without an outcome again"


def test_a_rule_that_changes_leaves_an_open_ballot_as_it_was(table):
    ballot = opened(table, quorum_percent=0)
    BallotRule.objects.update(quorum_percent=99, standing="holder")
    assert voted(table, ballot, lea="for").outcome == "for"
    assert not ballot.binds


def test_a_request_that_was_taken_back_is_not_voted_on(table):
    ballot = opened(table)
    withdraw(application=table.request, by=table.rosa)
    with pytest.raises(Refused, match="gesloten"):
        vote(ballot=ballot, choice="for", reason="Ja.", by=table.mo)
    ballot.application.refresh_from_db()
    with pytest.raises(Refused, match="openbaar"):
        open_ballot(application=table.request, by=table.lea)


def test_the_trail_does_not_say_who_voted_what(table):
    voted(table, opened(table), lea="for")
    assert Event.objects.get(verb="ballot.voted").changes == {}


# --- The decision -----------------------------------------------------------


def decided(table, granted=True, cents=30_000, deviation=""):
    """Bas decides."""
    amount = {"amount_cents": cents} if granted else {}
    table.request.refresh_from_db()
    return decide(
        application=table.request,
        granted=granted,
        ground="" if granted and cents == 30_000 else "rule",
        reason="Zo is het.",
        deviation=deviation,
        by=table.bas,
        **amount,
    )


def test_no_decision_before_the_table_spoke(table):
    with pytest.raises(Refused, match="nog niet gestemd"):
        decided(table)
    ballot = opened(table)
    with pytest.raises(Refused, match="nog niet gestemd"):
        decided(table)
    voted(table, ballot, lea="for", mo="for", nel="for")
    assert decided(table).deviation == ""


@pytest.mark.parametrize(
    ("says", "granted", "cents"), [("against", True, 30_000), ("for", False, 0), ("for", True, 100)]
)
def test_an_advice_is_set_aside_with_a_reason_only(table, says, granted, cents):
    voted(table, opened(table), lea=says, mo=says, nel=says)
    with pytest.raises(Refused, match="wijkt af"):
        decided(table, granted, cents)
    made = decided(table, granted, cents, deviation="Er is minder geld.")
    assert made.deviation == "Er is minder geld."


@pytest.mark.parametrize("standing", ["mandate", "holder"])
def test_what_a_body_decides_itself_is_not_set_aside(table, standing):
    paper = {"mandate": "Mandaatbesluit 2026", "consent": "Brief van 3 maart 2026"}
    ballot = opened(table, standing=standing, **paper)
    voted(table, ballot, lea="for", mo="for", nel="for")
    with pytest.raises(Refused, match="besloot anders"):
        decided(table, granted=False, deviation="Liever niet.")
    assert decided(table).granted


def test_a_mandate_without_consent_cannot_be_written_down(table):
    with pytest.raises(DatabaseError), transaction.atomic():
        BallotRule.objects.update(standing="mandate", mandate="Mandaatbesluit 2026")


# --- The pages --------------------------------------------------------------


def page_of(client_of, who, ballot):
    """What this person reads on the page of the ballot."""
    return client_of(who).get(ballot.get_absolute_url()).content.decode()


def test_members_read_the_votes_after_the_closing_and_who_stood_aside_does_not(table, client_of):
    ballot = opened(table)
    vote(ballot=ballot, choice="for", reason="Het plein leeft op.", by=table.mo)
    vote(ballot=ballot, choice="aside", by=table.otto)
    assert "Het plein leeft op" not in page_of(client_of, table.nel, ballot)
    voted(table, ballot, lea="for")
    read = page_of(client_of, table.nel, ballot)
    assert "Het plein leeft op" in read
    assert "Mo Lid" in read
    aside = page_of(client_of, table.otto, ballot)
    assert "Het plein leeft op" not in aside
    assert "Mo Lid" not in aside
    assert client_of(table.stan).get(ballot.get_absolute_url()).status_code == 404


def test_of_a_secret_vote_no_page_says_who(table, client_of):
    ballot = voted(table, opened(table, secret=True), lea="for", mo="against", nel="for")
    read = page_of(client_of, table.nel, ballot)
    assert "Omdat mo." in read
    assert "Mo Lid" not in read


def test_a_member_votes_once_however_often_the_button_is_pressed(table, client_of):
    url = reverse("budgets:vote", args=[opened(table).pk])
    client = client_of(table.mo)
    key = client.get(url).context["form"]["form_key"].value()
    data = {"form_key": key, "choice": "for", "reason": "Ja."}
    empty = client.post(url, data | {"reason": ""}).content.decode()
    assert "Schrijf op waarom u dit stemt." in empty
    for _press in range(2):
        client.post(url, data)
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("what", ["the table sleeps", "the scheme has no rule"])
def test_what_a_table_decided_holds_whatever_came_of_the_table(table, what):
    mandate = {"standing": "mandate", "mandate": "Besluit 1", "consent": "Brief 2"}
    voted(table, opened(table, **mandate), lea="against", mo="against", nel="against")
    if what == "the table sleeps":
        table.table.dormant_since = today()
        table.table.save()
    else:
        table.rule.delete()
    given = {"reason": "Toch wel.", "deviation": "Wij vinden iets anders.", "by": table.bas}
    with pytest.raises(Refused, match="besloot anders"):
        decide(application=table.request, granted=True, amount_cents=30_000, **given)


def test_a_table_that_sleeps_and_never_said_anything_is_not_waited_for(table):
    voted(table, opened(table, quorum_percent=90), lea="for")
    table.table.dormant_since = today()
    table.table.save()
    decision = decide(
        application=table.request, granted=False, ground="rule", reason="Nee.", by=table.bas
    )
    assert decision.deviation == ""
