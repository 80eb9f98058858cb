"""Secret addresses of calendar feeds: made, made anew, and looked up."""

import secrets
from hashlib import sha256

from django.db import transaction

from config.audit.log import record
from partners.models import CalendarAddress


@transaction.atomic
def renew(*, user, roundtable=None, area=None) -> str:
    """Make the address of this feed and return its secret: the only time that it is known.

    The one before it stops working.
    """
    secret = secrets.token_urlsafe(32)
    same = {"user": user, "roundtable": roundtable, "area": area}
    found, _new = CalendarAddress.objects.update_or_create(
        **same, defaults={"digest": _digest(secret)}
    )
    record(found, "calendaraddress.renewed", by=user)
    return secret


def address_of(secret: str) -> CalendarAddress | None:
    """Whose feed this is and of what; None for a secret that is no good (any more)."""
    rows = CalendarAddress.objects.select_related("user", "roundtable__kind", "area")
    return rows.filter(digest=_digest(secret), user__is_active=True).first()


def _digest(secret: str) -> str:
    return sha256(secret.encode(errors="surrogatepass")).hexdigest()
