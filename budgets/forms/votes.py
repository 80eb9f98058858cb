"""The form of a vote."""

from django import forms
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
        help_text=_("Schrijf geen namen op. Hoeft niet als u er zelf belang bij heeft."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        reason.required = self.data.get("choice") != Choice.ASIDE
        reason.error_messages["required"] = _("Schrijf op waarom u dit stemt.")
