"""Form keys: a form that is sent twice does its work once.

A key is made when the form is drawn, carries that moment, and is signed so that nobody can make
one. What it did is remembered longer than it is valid: a late second press finds the answer.
"""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from config.intake.models import UsedKey
from config.lib import clock

VALID = timedelta(hours=24)
_SALT = "config.intake.keys"


def new_key() -> str:
    """Return a fresh signed key with this moment in it."""
    moment = int(clock.now().timestamp() * 1000)
    return signing.Signer(salt=_SALT).sign(f"{moment:x}-{secrets.token_urlsafe(16)}")


def made_at(key: str) -> datetime | None:
    """When this key was made; None when it is not one of ours or older than 24 hours."""
    try:
        moment = int(signing.Signer(salt=_SALT).unsign(key).split("-")[0], 16) / 1000
    except (signing.BadSignature, ValueError):
        return None
    made = datetime.fromtimestamp(moment, tz=UTC)
    return made if made > clock.now() - VALID else None


class KeyField(forms.CharField):
    """The hidden field with a key. A wrong or stale key is replaced when the form is drawn again,
    so that pressing once more works and nothing that was typed is lost.
    """

    widget = forms.HiddenInput
    default_error_messages = {
        "stale": _("Deze pagina stond lang open. Druk nog een keer op de knop."),
    }

    def __init__(self, **kwargs):
        super().__init__(max_length=200, initial=new_key, required=False, **kwargs)

    def clean(self, value):
        """Return the key. Raises ValidationError when it is missing, not ours or too old."""
        key = super().clean(value)
        if made_at(key) is None and not UsedKey.objects.filter(digest=_digest(key)).exists():
            raise ValidationError(self.error_messages["stale"], code="stale")
        return key

    def get_bound_field(self, form, field_name):
        """Draw a valid key, whatever was sent."""
        return _FreshKey(form, self, field_name)

    def has_changed(self, initial, data):
        """A key is no content: an otherwise empty form stays empty."""
        return False


class _FreshKey(forms.BoundField):
    def value(self):
        key = super().value()
        return key if isinstance(key, str) and made_at(key) else new_key()


def once(key: str, purpose: str, make: Callable[[], models.Model | str]) -> tuple[str, bool]:
    """Run `make` unless this key did so before; return its answer and whether it ran now.

    The answer is the object's address (or the text that `make` returns), and a replay gets the
    first one. Key and work share one transaction: when `make` raises, the key stays unused, and
    of two at the same moment the second waits for the first. The answer is stored as it is, so
    never let it hold a token.
    Raises ValidationError for a key that is not ours or stale, unless it was used before.
    """
    if made_at(key) is None:
        return _first_answer(key, purpose), False
    with transaction.atomic():
        try:
            with transaction.atomic():
                used = UsedKey.objects.create(digest=_digest(key), purpose=purpose)
        except IntegrityError:
            return _first_answer(key, purpose), False
        made = make()
        used.answer = made if isinstance(made, str) else made.get_absolute_url()
        used.save(update_fields=["answer"])
        return used.answer, True


def _first_answer(key: str, purpose: str) -> str:
    used = UsedKey.objects.filter(digest=_digest(key), purpose=purpose).first()
    if used is None:
        raise ValidationError(KeyField.default_error_messages["stale"], code="stale")
    return used.answer


def _digest(key: str) -> str:
    return sha256(key.encode(errors="surrogatepass")).hexdigest()
