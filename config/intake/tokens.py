"""Links in mail: a secret for one purpose and one object, used once, and forgotten in time.

A GET shows a button and asks `look`; the POST behind it asks `use`. Mail scanners open links, so
opening one does nothing.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from config.intake.models import MailToken
from config.lib import clock


def issue(purpose: str, ref: str, valid: timedelta, email: str = "") -> str:
    """Make a token (192 random bits) and return it: the only time that it is known.

    `ref` names the object ("initiatives.initiative:12"), `email` the address it is sent to.
    """
    token = secrets.token_urlsafe(24)
    MailToken.objects.create(
        digest=_digest(token),
        purpose=purpose,
        ref=ref,
        email=email.strip().lower(),
        expires_at=clock.now() + valid,
    )
    return token


def look(token: str, purpose: str) -> MailToken | None:
    """Return the token's row when it can still be used for this purpose; changes nothing."""
    return _usable(token, purpose).first()


def use(token: str, purpose: str) -> MailToken | None:
    """Use the token up, in the caller's transaction, and return its row; None when it is no good.

    One conditional UPDATE, so that of two presses at the same moment one gets it.
    """
    rows = _usable(token, purpose)
    if not rows.update(used_at=clock.now()):
        return None
    return MailToken.objects.get(digest=_digest(token))


def revoke(purpose: str, ref: str) -> int:
    """Make every open link of this purpose to this object useless, and return how many."""
    now = clock.now()
    rows = MailToken.objects.filter(purpose=purpose, ref=ref, used_at=None, expires_at__gt=now)
    return rows.update(used_at=now)


def _usable(token: str, purpose: str):
    return MailToken.objects.filter(
        digest=_digest(token), purpose=purpose, used_at=None, expires_at__gt=clock.now()
    )


def _digest(token: str) -> str:
    return sha256(token.encode(errors="surrogatepass")).hexdigest()
