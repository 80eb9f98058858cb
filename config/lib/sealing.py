"""Text that only the running application can read: sealed with a key that is not in the database.

A copy of the database, and whoever may read it, sees ciphertext. Who holds the server and the key
can read. `CASE_KEYS` names the keys: the first seals, all of them open, so that one can be renewed.
"""

import hmac
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """Sealed with a key that is not here, or changed since it was sealed."""


def ready() -> bool:
    """Whether there is a key to seal with."""
    return bool(settings.CASE_KEYS)


def seal(text: str) -> str:
    """The text as only a holder of the key reads it. Raises Unreadable without a key."""
    return _box(tuple(settings.CASE_KEYS)).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed. Raises Unreadable without its key, or when a byte of it was changed."""
    try:
        return _box(tuple(settings.CASE_KEYS)).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def renew(sealed: str) -> str:
    """The same text, sealed with the first key. Raises Unreadable."""
    try:
        return _box(tuple(settings.CASE_KEYS)).rotate(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def marks(text: str) -> list[str]:
    """Marks (64 hexadecimal digits) that only a holder of a key can make of this text: one per
    key, that of the first key first. Raises Unreadable without a key.
    """
    _box(tuple(settings.CASE_KEYS))
    return [hmac.new(key.encode(), text.encode(), sha256).hexdigest() for key in settings.CASE_KEYS]


@lru_cache(maxsize=4)
def _box(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise Unreadable
    return MultiFernet([Fernet(key) for key in keys])
