"""The form of what a partner brings to an action."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm
from config.lib.money import MoneyField
from partners.models import Commitment, Organisation

Brings = Commitment.Brings


class CommitmentForm(AgendaForm):
    """Which organisation joins, what it is for the action, and what it brings."""

    amount_cents = MoneyField(
        label=_("Welk bedrag?"),
        help_text=_("Alleen bij geld, zoals 250 of 1.250,50."),
        required=False,
    )
    hours = forms.IntegerField(
        label=_("Hoeveel uren?"),
        help_text=_("Alleen bij uren, voor de hele actie samen."),
        min_value=1,
        max_value=1_000_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "gw-input--short"}),
    )

    class Meta:
        model = Commitment
        fields = ["organisation", "role", "brings", "amount_cents", "hours", "text", "sure"]
        labels = {
            "organisation": _("Welke organisatie?"),
            "role": _("Wat doet zij?"),
            "brings": _("Wat brengt zij in?"),
            "text": _("Wilt u er iets bij vertellen?"),
            "sure": _("Dit is toegezegd"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["brings"].choices = Brings.choices

    def narrow(self, user, municipality):
        """The organisations of this municipality."""
        organisations = Organisation.objects.filter(municipality=municipality)
        self.fields["organisation"].queryset = organisations

    def clean(self):
        """Money has an amount and hours have a number."""
        super().clean()
        data = self.cleaned_data
        brings = data.get("brings")
        if brings == Brings.MONEY and not data.get("amount_cents"):
            if "amount_cents" not in self.errors:
                self.add_error("amount_cents", _("Vul bij geld een bedrag in."))
        elif brings != Brings.MONEY:
            data["amount_cents"] = None
        if brings == Brings.HOURS and not data.get("hours"):
            if "hours" not in self.errors:
                self.add_error("hours", _("Vul bij uren een aantal in."))
        elif brings != Brings.HOURS:
            data["hours"] = None
        return data
