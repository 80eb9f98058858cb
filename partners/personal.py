"""What in a text looks like a person: a warning for who writes about somebody without a name.

It finds much and not everything; who writes stays answerable. Numbers are checked by their own
rule (BSN: the test of eleven; IBAN: modulo 97), so that an ordinary number gives no alarm.
"""

import re

from django.utils.translation import gettext_lazy as _
from stdnum import iban
from stdnum.nl import bsn

_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
_PHONE = re.compile(r"(?<!\d)(?:\+31|0031|0)[\s-]?(?:\d[\s-]?){8}\d(?!\d)")
_NINE = re.compile(r"(?<!\d)\d(?:[ .]?\d){7,8}(?!\d)")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}\b")
_POSTCODE = re.compile(r"\b[1-9]\d{3} ?[A-Z]{2}\b")
_STREET = re.compile(
    r"\b\w{2,}(?:straat|laan|weg|plein|dijk|kade|hof|singel|gracht|pad|steeg|dreef)\b\.? \d+",
    re.IGNORECASE,
)
# A form of address with a name, initials with a name, or two names in a row inside a sentence.
_NAME = re.compile(
    r"\b(?:[Mm]evrouw|[Mm]eneer|[Dd]hr\.?|[Mm]w\.?|[Ff]amilie|[Ff]am\.?)\s+(?:(?:van|de|den|der|el|"
    r"ten|ter)\s+)*[A-Z]\w+|\b(?:[A-Z]\.\s?){1,4}(?:(?:van|de|den|der|el|ten|ter)\s+)*[A-Z]\w+|"
    r"(?<=[a-z,;] )[A-Z][a-zà-ž]+ (?:(?:van|de|den|der|el|ten|ter) )*[A-Z][a-zà-ž]+"
)


def looks_like(text: str) -> list[str]:
    """What this text seems to hold, in Dutch words; an empty list when it found nothing."""
    found = {
        _("een naam"): bool(_NAME.search(text)),
        _("een burgerservicenummer"): any(bsn.is_valid(one) for one in _NINE.findall(text)),
        _("een telefoonnummer"): has_phone(text),
        _("een mailadres"): bool(_MAIL.search(text)),
        _("een rekeningnummer"): any(iban.is_valid(one) for one in _IBAN.findall(text)),
        _("een adres"): bool(_POSTCODE.search(text) or _STREET.search(text)),
    }
    return [str(what) for what, there in found.items() if there]


def has_phone(text: str) -> bool:
    """Whether a Dutch telephone number stands in it."""
    return bool(_PHONE.search(text))
