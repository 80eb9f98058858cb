"""The days of a ballot: members hear that it is open, are reminded once, and it ends by itself."""

from datetime import timedelta

import pytest
import time_machine

from budgets.actions.votes import vote
from budgets.actions.voting_days import close_ended, remind_voters
from budgets.models import Ballot
from config.lib.access import Refused
from config.lib.clock import now, today
from config.outbox.models import Mail
from tests.budgets.conftest import NAMES
from tests.budgets.test_votes import opened
from tests.factories import SeatFactory


def mailed(purpose):
    """To whom, by name."""
    to = Mail.objects.filter(purpose=purpose).values_list("to", flat=True)
    return sorted(address.split("@")[0] for address in to)


def days_later(days):
    """So many days after now."""
    return time_machine.travel(now() + timedelta(days=days))


def test_each_member_who_can_vote_hears_it_once_and_not_what_it_is_about(table):
    SeatFactory(roundtable=table.table, user=table.rosa, votes=True)
    SeatFactory(roundtable=table.table, user=table.stan, votes=False)
    ballot = opened(table, days=10)
    assert ballot.until == today() + timedelta(days=10)
    found = Mail.objects.filter(purpose="ballot-opened")
    members = {getattr(table, name.lower()).email for name in NAMES}
    assert {mail.to for mail in found} == members
    assert len(found) == len(NAMES)
    for mail in found:
        assert table.initiative.title not in mail.text + mail.subject
        assert table.request.purpose not in mail.text
        assert ballot.get_absolute_url() in mail.text


def test_who_did_not_vote_is_reminded_once_three_days_before_the_end(table):
    ballot = opened(table)
    vote(ballot=ballot, choice="for", reason="Ja.", by=table.lea)
    vote(ballot=ballot, choice="aside", by=table.mo)
    with days_later(10):
        assert remind_voters() == 0
    with days_later(11):
        assert [remind_voters() for _ in range(2)] == [2, 0]
    to = set(Mail.objects.filter(purpose="ballot-reminder").values_list("to", flat=True))
    assert to == {table.nel.email, table.otto.email}


def test_after_the_last_day_nobody_votes_and_it_closes_by_itself(table):
    ballot = opened(table)
    for member in (table.lea, table.mo, table.nel):
        vote(ballot=ballot, choice="for", reason="Ja.", by=member)
    with days_later(14):
        assert close_ended() == 0
    with days_later(15):
        with pytest.raises(Refused, match="Stemmen kon tot en met"):
            vote(ballot=ballot, choice="for", reason="Ja.", by=table.otto)
        assert [close_ended() for _ in range(2)] == [1, 0]
    ballot = Ballot.objects.get()
    assert (ballot.outcome, ballot.votes_for, ballot.closed_by) == ("for", 3, None)


def test_what_waits_for_a_vote_stands_on_mijn_werk_until_one_voted(table, client_of):
    ballot = opened(table)
    table.area.municipality.host = "testserver"
    table.area.municipality.save()
    page = client_of(table.mo).get("/mijn-werk/")
    assert page.status_code == 200
    text = page.content.decode()
    assert "Bankje bij de vijver" in text
    assert "u kunt nog stemmen" in text
    vote(ballot=ballot, choice="for", reason="Ja.", by=table.mo)
    assert "Niets. U bent bij." in client_of(table.mo).get("/mijn-werk/").text
    assert client_of(table.stan).get("/mijn-werk/").status_code == 302
    assert "u kunt nog stemmen" not in client_of(table.ada).get("/mijn-werk/").content.decode()
