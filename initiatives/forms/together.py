"""Asking somebody to bring an initiative together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField


class AskAlongForm(forms.Form):
    """One mail address."""

    form_key = KeyField()
    email = forms.EmailField(
        label=_("E-mailadres van uw buur"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Uw buur krijgt een mail en beslist zelf. Alleen u en de gemeente zien dit."),
    )
