"""What somebody typed: a postcode with or without a house number, or a street."""

import re
from dataclasses import dataclass

_POSTCODE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})?(?:[\s,]+(\d{1,5}\s*[\w-]{0,6}))?", re.ASCII)
# "2401AB12" has no space before the number.
_CLOSE = re.compile(r"([1-9]\d{3})\s*([A-Za-z]{2})(\d{1,5}\s*[\w-]{0,6})", re.ASCII)
_STREET = re.compile(r"(.*[^\s,])[\s,]+(\d{1,5}\s?[\w-]{0,6})")


@dataclass(frozen=True)
class Asked:
    """The parts of what was typed, as they are stored; empty for what was not given."""

    digits: str = ""
    letters: str = ""
    number: str = ""
    street: str = ""

    @property
    def postcode(self) -> str:
        """The whole postcode, or empty when only its digits were given."""
        return self.digits + self.letters if self.letters else ""

    def __str__(self):
        place = self.street or f"{self.digits} {self.letters}".strip()
        return f"{place} {self.number}".strip()


def parse(text: str) -> Asked:
    """Take apart what was typed."""
    text = " ".join(text.split())
    found = _CLOSE.fullmatch(text) or _POSTCODE.fullmatch(text)
    if found:
        digits, letters, number = (part or "" for part in found.groups())
        return Asked(digits, letters.upper(), "".join(number.upper().split()))
    found = _STREET.fullmatch(text)
    if found:
        return Asked(street=found[1], number="".join(found[2].upper().split()))
    return Asked(street=text)
