"""The form of an advice in words."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from budgets.models import Says
from config.intake.keys import KeyField
from config.lib.money import MoneyField, format_euro


class AdviseForm(forms.Form):
    """Grant how much, or refuse, and why."""

    form_key = KeyField()
    says = forms.ChoiceField(
        label=_("Wat adviseert u?"), choices=Says.choices, widget=forms.RadioSelect
    )
    amount = MoneyField(label=_("Welk bedrag?"), help_text=_("Alleen bij toekennen."))
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=2000,
        help_text=_("Na het besluit leest iedereen dit. Schrijf geen namen op."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.application = application
        self.fields["amount"].initial = application.asked_cents
        self.fields["amount"].required = self.data.get("says") != Says.REFUSE
        self.fields["amount"].widget.attrs["class"] = "gw-input--short"

    def clean(self):
        """Not more than was asked."""
        data = super().clean()
        amount = data.get("amount")
        if data.get("says") == Says.GRANT and amount and amount > self.application.asked_cents:
            asked = {"amount": format_euro(self.application.asked_cents)}
            self.add_error("amount", _now("Er is niet meer gevraagd dan %(amount)s.") % asked)
        return data

    def given(self) -> dict:
        """What the action takes."""
        data = self.cleaned_data
        return {
            "says": data["says"],
            "amount_cents": data["amount"] or 0 if data["says"] == Says.GRANT else 0,
            "reason": data["reason"],
        }
