"""Forms of support: one's own, and signatures on paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from config.intake.spam import GuardedForm

MOST = 10_000


class EndorseForm(GuardedForm):
    """A mail address, and whether one lives there."""

    inside = forms.TypedChoiceField(
        label=_("Waar woont u?"),
        choices=[("ja", _("in dit gebied")), ("nee", _("ergens anders"))],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("U krijgt een mail om uw steun te bevestigen. Niemand ziet uw adres."),
    )


class PaperSupportForm(forms.Form):
    """How many signatures stand on the paper."""

    form_key = KeyField()
    inside = forms.IntegerField(
        label=_("Handtekeningen uit het gebied"), min_value=0, max_value=MOST, initial=0
    )
    outside = forms.IntegerField(
        label=_("Handtekeningen van elders"), min_value=0, max_value=MOST, initial=0
    )
