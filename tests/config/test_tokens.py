"""Links in mail: one purpose, one object, one use, an end."""

import json
from datetime import timedelta

import pytest
import time_machine

from config.intake import retention, tokens
from config.intake.models import MailToken
from config.lib import clock
from config.lib.retention import run

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
REF = "initiatives.initiative:12"


def test_a_link_tells_what_it_is_for():
    token = tokens.issue("confirm", REF, WEEK, email=" Anna@Voorbeeld.NL ")
    found = tokens.look(token, "confirm")
    assert (found.purpose, found.ref, found.email) == ("confirm", REF, "anna@voorbeeld.nl")


def test_looking_changes_nothing_so_a_mail_scanner_may_open_it():
    token = tokens.issue("confirm", REF, WEEK)
    before = MailToken.objects.values().get()
    for _scan in range(3):
        assert tokens.look(token, "confirm")
    assert MailToken.objects.values().get() == before


def test_a_link_works_once():
    token = tokens.issue("confirm", REF, WEEK)
    assert tokens.use(token, "confirm").used_at
    assert tokens.use(token, "confirm") is None
    assert tokens.look(token, "confirm") is None


def test_a_link_for_one_purpose_is_none_for_another():
    token = tokens.issue("confirm", REF, WEEK)
    assert tokens.look(token, "unsubscribe") is None
    assert tokens.use(token, "unsubscribe") is None
    assert tokens.use(token, "confirm")


def test_a_link_ends():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        token = tokens.issue("confirm", REF, WEEK)
        traveller.shift(WEEK - timedelta(seconds=1))
        assert tokens.look(token, "confirm")
        traveller.shift(timedelta(seconds=1))
        assert tokens.look(token, "confirm") is None
        assert tokens.use(token, "confirm") is None


def test_open_links_can_be_taken_back():
    tokens_of_12 = [tokens.issue("confirm", REF, WEEK) for _ in range(2)]
    other = tokens.issue("confirm", "initiatives.initiative:13", WEEK)
    assert tokens.revoke("confirm", REF) == 2
    assert not any(tokens.look(token, "confirm") for token in tokens_of_12)
    assert tokens.look(other, "confirm")


@pytest.mark.parametrize("token", ["", "x", "\x00", "é", "\ud800", "a" * 100_000])
def test_a_guess_finds_nothing(token):
    tokens.issue("confirm", REF, WEEK)
    assert tokens.look(token, "confirm") is None
    assert tokens.use(token, "confirm") is None


def test_a_token_is_long_random_and_stored_as_a_hash_only():
    found = [tokens.issue("confirm", REF, WEEK) for _ in range(50)]
    assert len(set(found)) == 50
    assert min(map(len, found)) >= 22  # 128 bits in base64
    stored = json.dumps(list(MailToken.objects.values()), default=str)
    assert not any(token in stored for token in found)


def test_links_go_thirty_days_after_their_end():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        tokens.issue("confirm", REF, WEEK)
        traveller.shift(WEEK + retention.TOKENS - timedelta(seconds=1))
        assert _gone() == 0
        traveller.shift(timedelta(seconds=1))
        assert _gone() == 1


USE = """
from config.intake import tokens
from django.db import connection
import threading
used, gate = [], threading.Barrier(10)
def press(token):
    gate.wait()
    used.append(tokens.use(token, "confirm") is not None)
    connection.close()
from datetime import timedelta
for _ in range(20):
    token = tokens.issue("confirm", "x:1", timedelta(days=1))
    threads = [threading.Thread(target=press, args=[token]) for _ in range(10)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
print(json.dumps(used))
"""


def test_ten_presses_at_once_use_a_link_once(installation):
    outcomes = installation.run(USE)
    assert (len(outcomes), sum(outcomes)) == (200, 20)


def _gone():
    return {rule.name: count for rule, count in run(retention.RULES)}["intake-tokens"]
