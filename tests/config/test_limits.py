"""Limits are exact, and nobody lies his way around them."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory

from config.intake import limits, retention
from config.intake.models import RateCounter
from config.lib import clock
from config.lib.retention import run

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_quiet_is_within_every_limit_of_the_network():
    request = RequestFactory().get("/")
    limit = ((2, HOUR), (3, 24 * HOUR))
    with time_machine.travel(clock.now(), tick=False) as traveller:
        assert [limits.is_quiet(request, "a", *limit) for _ in range(3)] == [True, True, False]
        traveller.shift(HOUR)
        assert [limits.is_quiet(request, "a", *limit) for _ in range(2)] == [True, False]
        assert limits.is_quiet(request, "b", *limit)


def test_as_many_as_the_limit_and_no_more():
    assert [limits.hit("signal:anna", 3, HOUR) for _ in range(5)] == [True] * 3 + [False] * 2


def test_buckets_do_not_touch_each_other():
    assert limits.hit("signal:anna", 1, HOUR)
    assert limits.hit("signal:bram", 1, HOUR)
    assert not limits.hit("signal:anna", 1, HOUR)


def test_after_the_window_counting_starts_again():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        assert limits.hit("signal:anna", 1, HOUR)
        traveller.shift(HOUR - timedelta(seconds=1))
        assert not limits.hit("signal:anna", 1, HOUR)
        traveller.shift(timedelta(seconds=1))
        assert limits.hit("signal:anna", 1, HOUR)
        assert not limits.hit("signal:anna", 1, HOUR)


def test_a_refused_try_does_not_lengthen_the_window():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        limits.hit("signal:anna", 1, HOUR)
        for _minute in range(59):
            traveller.shift(timedelta(minutes=1))
            assert not limits.hit("signal:anna", 1, HOUR)
        traveller.shift(timedelta(minutes=1))
        assert limits.hit("signal:anna", 1, HOUR)


def test_one_statement_per_hit(django_assert_num_queries):
    with django_assert_num_queries(1):
        limits.hit("signal:anna", 1, HOUR)


def test_no_address_is_stored():
    limits.hit("signal:anna@voorbeeld.nl:203.0.113.0/24", 1, HOUR)
    stored = json.dumps(list(RateCounter.objects.values()), default=str)
    assert "anna" not in stored
    assert "203.0" not in stored
    assert "signal" not in stored


def test_a_window_longer_than_counters_live_is_refused():
    with pytest.raises(ValueError, match="one day"):
        limits.hit("signal:anna", 1, timedelta(days=2))


def test_counters_go_after_a_day():
    with time_machine.travel(clock.now(), tick=False) as traveller:
        limits.hit("signal:anna", 1, HOUR)
        traveller.shift(retention.COUNTERS - timedelta(seconds=1))
        assert _gone() == 0
        traveller.shift(timedelta(seconds=1))
        assert _gone() == 1


def address(header="", remote="198.51.100.7"):
    meta = {"REMOTE_ADDR": remote}
    if header:
        meta["HTTP_X_FORWARDED_FOR"] = header
    return limits.client_prefix(RequestFactory().get("/", **meta))


@pytest.mark.parametrize(
    "header", ["", "203.0.113.9", "203.0.113.9, 10.0.0.1", "::1", "\x00", "x" * 9999]
)
def test_without_proxies_of_ours_the_header_is_not_believed(settings, header):
    settings.TRUSTED_PROXIES = 0
    assert address(header) == "198.51.100.0/24"


@pytest.mark.parametrize(
    ("proxies", "header", "prefix"),
    [
        (1, "203.0.113.9", "203.0.113.0/24"),
        (1, "1.1.1.1, 2.2.2.2, 203.0.113.9", "203.0.113.0/24"),
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.0/24"),
        (2, "203.0.113.9", "198.51.100.0/24"),
        (1, "", "198.51.100.0/24"),
        (1, "nonsense", "unknown"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        (1, "::ffff:203.0.113.9", "203.0.113.0/24"),
        (1, "fe80::1%eth0", "fe80::/48"),
        (1, "::1", "::/48"),
    ],
)
def test_the_address_is_what_our_outermost_proxy_saw(settings, proxies, header, prefix):
    settings.TRUSTED_PROXIES = proxies
    assert address(header) == prefix


def test_behind_a_socket_there_is_no_address(settings):
    settings.TRUSTED_PROXIES = 0
    assert address(remote="") == "unknown"


HITS = """
from config.intake.limits import hit
from datetime import timedelta
from django.db import connection
import threading
allowed, gate = [], threading.Barrier(10)
def client():
    gate.wait()
    for _ in range(10):
        allowed.append(hit("storm", 20, timedelta(hours=1)))
    connection.close()
threads = [threading.Thread(target=client) for _ in range(10)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
print(json.dumps(allowed))
"""
# The negative control: read, compare, write, as a limiter in a cache does.
LEAKY = """
from config.intake.models import RateCounter
from config.lib import clock
def hit(bucket, limit, per):
    row, _new = RateCounter.objects.get_or_create(
        bucket=bucket, defaults={"count": 0, "window_start": clock.now()})
    import time; time.sleep(0.002)
    RateCounter.objects.filter(pk=row.pk).update(count=row.count + 1)
    return row.count + 1 <= limit
"""


def storm(installation, code):
    processes = [installation.start_code(code) for _ in range(5)]
    outcomes = []
    for process in processes:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        outcomes += json.loads(out)
    installation.run("from config.intake.models import RateCounter as R; R.objects.all().delete()")
    return outcomes


def test_500_at_once_against_a_limit_of_20_gives_exactly_20(installation):
    outcomes = storm(installation, HITS)
    assert (len(outcomes), sum(outcomes)) == (500, 20)


def test_the_control_reading_before_writing_lets_more_through(installation):
    """Teeth: a limiter that is not atomic is caught by the same storm."""
    outcomes = storm(installation, HITS.replace("from config.intake.limits import hit\n", LEAKY))
    assert len(outcomes) == 500
    assert sum(outcomes) > 20


def _gone():
    return {rule.name: count for rule, count in run(retention.RULES)}["intake-counters"]
