"""Forms about letters and objections."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import day_input
from budgets.actions.written import KEPT
from budgets.models import Letter, ObjectionState
from config.intake.keys import KeyField


class LetterForm(forms.Form):
    """What a letter says besides the decision; the last letter of the municipality fills it in."""

    form_key = KeyField()
    duties = forms.CharField(
        label=_("Wat moet de ontvanger doen?"),
        max_length=2000,
        required=False,
        help_text=_("Alleen bij toekennen, en dan nodig."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signed_for = forms.CharField(
        label=_("Namens wie is het besluit?"),
        max_length=150,
        help_text=_("Bijvoorbeeld: het college van burgemeester en wethouders."),
    )
    signed_as = forms.CharField(label=_("Wat is uw functie?"), max_length=150)
    contact = forms.CharField(
        label=_("Wie helpt bij vragen?"),
        max_length=200,
        help_text=_("Een team of nummer. Schrijf geen namen op."),
    )
    objection_post = forms.CharField(label=_("Postadres voor bezwaar"), max_length=200)
    objection_digital = forms.CharField(label=_("Digitaal adres voor bezwaar"), max_length=200)

    def __init__(self, *args, application, initial=None, **kwargs):
        of_town = Letter.objects.filter(
            application__scheme__municipality=application.scheme.municipality_id
        )
        last = of_town.values(*KEPT).first() or {}
        super().__init__(*args, initial={**last, **(initial or {})}, **kwargs)

    def given(self) -> dict[str, str]:
        """What the action takes."""
        return {name: self.cleaned_data[name] for name in (*KEPT, "duties")}


class ObjectionForm(forms.Form):
    """An objection that came."""

    form_key = KeyField()
    reference = forms.CharField(
        label=_("Zaaknummer"), max_length=60, help_text=_("Geen naam van een persoon.")
    )
    received_on = forms.DateField(label=_("Op welke dag kwam het binnen?"), widget=day_input())


class SettleForm(forms.Form):
    """What came of an objection."""

    form_key = KeyField()
    state = forms.ChoiceField(
        label=_("Wat is de uitkomst?"),
        choices=[one for one in ObjectionState.choices if one[0] != ObjectionState.OPEN],
        widget=forms.RadioSelect,
    )
