"""Forms of texts that were taken off the site."""

from django import forms
from django.utils.translation import gettext_lazy as _

from config.intake.keys import KeyField
from initiatives.forms.fields import refuse_bsn
from initiatives.models import Hiding


class AppealForm(forms.Form):
    """Why the text may stand on the site."""

    text = forms.CharField(
        label=_("Waarom mag uw tekst op de site?"),
        max_length=Hiding._meta.get_field("appeal").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
        validators=[refuse_bsn],
    )


class DecideAppealForm(forms.Form):
    """Put it back or leave it off, and why."""

    form_key = KeyField()
    seen = forms.IntegerField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(
        label=_("Wat besluit u?"),
        choices=[("restored", _("terugzetten op de site")), ("kept", _("van de site laten"))],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("De schrijver krijgt dit per mail."),
    )
