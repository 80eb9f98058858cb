"""Limits on how often: counted in the database, so exact over all processes."""

from datetime import timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from config.intake.models import RateCounter
from config.lib import clock

# One statement: of many at once each gets its own number. A window starts with its first hit.
_COUNT = """
INSERT INTO {table} (bucket, window_start, count) VALUES (%s, %s, 1)
ON CONFLICT (bucket) DO UPDATE SET
    count = CASE WHEN {table}.window_start > %s THEN {table}.count + 1 ELSE 1 END,
    window_start = CASE WHEN {table}.window_start > %s
        THEN {table}.window_start ELSE excluded.window_start END
RETURNING count
"""


def hit(bucket: str, limit: int, per: timedelta) -> bool:
    """Count one use of a bucket, and return whether it is within `limit` per window of `per`.

    Name the bucket by purpose and by whom ("signal:" + client_prefix(request)); only a keyed
    hash of it is stored. Call it outside a transaction: a rollback would take the count back.
    Only what counts what was kept, not what was tried, goes in the transaction that keeps it.
    Raises ValueError for a window of more than a day: counters are kept no longer.
    """
    if per > timedelta(days=1):
        raise ValueError("a counter lives for one day")
    now = clock.now()
    stored, since = (_adapted(moment) for moment in (now, now - per))
    with connection.cursor() as cursor:
        table = connection.ops.quote_name(RateCounter._meta.db_table)
        cursor.execute(_COUNT.format(table=table), [_hashed(bucket), stored, since, since])
        return cursor.fetchone()[0] <= limit


def hit_both(
    request: HttpRequest,
    purpose: str,
    email: str,
    *,
    per_network: tuple[int, timedelta],
    per_address: tuple[int, timedelta],
) -> bool:
    """Count a sending for the network it comes from, and for the mail address when there is one;
    both at once, known address or not. Returns whether both are within their limits.
    """
    network = hit(f"{purpose}:{client_prefix(request)}", *per_network)
    return (not email or hit(f"{purpose}-mail:{email.lower()}", *per_address)) and network


def is_quiet(request: HttpRequest, purpose: str, *limits: tuple[int, timedelta]) -> bool:
    """Count a sending for its network under each of the limits, the shortest window first, until
    one does not hold; returns whether all of them do.

    For a form that refuses nobody but lets a person look first when much comes from one place.
    """
    network = client_prefix(request)
    return all(hit(f"{purpose}-{per}:{network}", most, per) for most, per in limits)


def client_prefix(request: HttpRequest) -> str:
    """Return the network the request comes from: /24 for IPv4, /48 for IPv6 (one connection).

    With TRUSTED_PROXIES = n the address is the n-th from the right in X-Forwarded-For: what our
    own outermost proxy saw. What stands left of it is the sender's own story and is not read.
    """
    address = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= proxies and hops[-proxies]:
            address = hops[-proxies]
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    found = getattr(found, "ipv4_mapped", None) or found
    return str(ip_network((int(found), 24 if found.version == 4 else 48), strict=False))


def _hashed(bucket: str) -> str:
    return salted_hmac("config.intake.limits", bucket, algorithm="sha256").hexdigest()


def _adapted(moment):
    field = RateCounter._meta.get_field("window_start")
    return field.get_db_prep_value(moment, connection)
