"""The form of a vote."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgets.models import Choice
from config.intake.keys import KeyField


class VoteForm(forms.Form):
    """For, against, abstain with a reason; or stand aside, which needs none."""

    form_key = KeyField()
    choice = forms.ChoiceField(
        label=_("Wat stemt u?"), choices=Choice.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=1000,
        required=False,
        help_text=_("Schrijf geen namen op. Nodig, behalve als u niet meedoet."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self):
        """A vote has a reason."""
        data = super().clean()
        if data.get("choice") not in (None, Choice.ASIDE) and not data.get("reason"):
            self.add_error("reason", _now("Schrijf op waarom u dit stemt."))
        return data
