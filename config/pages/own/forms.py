"""Forms of one's own data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from config.intake.spam import GuardedForm


class AskForm(GuardedForm):
    """The address of which one asks what is stored."""

    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("We sturen een link naar dit adres. Een account heeft u niet nodig."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CorrectForm(forms.Form):
    """The name and number as they should be."""

    form_key = KeyField()
    name = forms.CharField(
        label=_("Uw naam"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Uw telefoonnummer"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )


class EraseForm(forms.Form):
    """Sure, and a key so that pressing twice erases once."""

    form_key = KeyField()
    sure = forms.BooleanField(
        label=_("Ja, wis mijn gegevens. Ik weet dat dit niet terug kan."),
        error_messages={"required": _("Zet een vinkje als u het zeker weet.")},
    )


class KeyForm(forms.Form):
    """A button."""

    form_key = KeyField()
