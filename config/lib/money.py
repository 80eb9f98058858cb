"""Money: whole cents in code, Dutch notation on screen."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

_DUTCH_AMOUNT = re.compile(r"^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d{1,2}|-))?$")
MAX_CENTS = 10**12


def format_euro(cents: int) -> str:
    """Return an amount in cents as "€ 1.250,00"; a debt as "-€ 1.250,00". The space in it does not
    break, so that sign and amount stay on one line.
    """
    euros, rest = divmod(abs(cents), 100)
    grouped = f"{euros:,}".replace(",", ".")
    return f"{'-' if cents < 0 else ''}€\xa0{grouped},{rest:02d}"


def parse_euro(text: str) -> int:
    """Return the cents of a Dutch amount such as "1.250", "€ 1250,50" or "1.250,-".

    Raises ValueError for anything that can be read in two ways ("1.25") or is no amount.
    """
    match = _DUTCH_AMOUNT.match(text.replace("€", "").replace(" ", "").replace("\xa0", ""))
    if not match:
        raise ValueError("not an amount")
    cents = (match[2] or "0").replace("-", "0").ljust(2, "0")
    amount = int(match[1].replace(".", "")) * 100 + int(cents)
    if amount > MAX_CENTS:
        raise ValueError("too large")
    return amount


class MoneyField(forms.CharField):
    """A form field that takes a Dutch amount and gives cents (None when left empty)."""

    default_error_messages = {
        "amount": _("Vul een bedrag in, zoals 250 of 1.250,50."),
        "low": _("Vul een bedrag in van meer dan €\xa00."),
    }

    def __init__(self, *, minimum: int = 1, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal"}))
        super().__init__(max_length=20, **kwargs)
        self.minimum = minimum

    def prepare_value(self, value):
        """Show stored cents in Dutch notation; leave what was typed as it is."""
        return format_euro(value).removeprefix("€\xa0") if isinstance(value, int) else value

    def clean(self, value):
        """Return cents, or None for an empty optional field."""
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = parse_euro(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["amount"], code="amount") from None
        if cents < self.minimum:
            raise forms.ValidationError(self.error_messages["low"], code="low")
        return cents

    def has_changed(self, initial, data):
        """Compare as shown, so that 1250 and "12,50" are the same amount."""
        return super().has_changed(self.prepare_value(initial), data)
