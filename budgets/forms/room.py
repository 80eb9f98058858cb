"""Forms of the free room: putting an action on the list, and closing it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import day_input
from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.money import MoneyField

LAST_PLACE = 999


class PrioritiseForm(forms.Form):
    """Which action, in which round, on which place, and for how much."""

    form_key = KeyField()
    action = forms.ModelChoiceField(
        label=_("Welke actie?"), queryset=None, empty_label=_("Maak een keuze")
    )
    round_number = forms.TypedChoiceField(label=_("In welke ronde van dit jaar?"), coerce=int)
    rank = forms.IntegerField(
        label=_("Plaats op de lijst"),
        min_value=1,
        max_value=LAST_PLACE,
        help_text=_("1 gaat voor."),
    )
    amount_cents = MoneyField(label=_("Hoeveel mag het kosten?"))
    agreed_on = forms.DateField(label=_("Wanneer is dit afgesproken?"), widget=day_input())

    def __init__(self, *args, actions, scheme, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = actions
        rounds = range(1, (scheme.room_rounds or 1) + 1)
        self.fields["round_number"].choices = [(one, str(one)) for one in rounds]
        self.fields["agreed_on"].help_text = _("Met %(department)s.") % {
            "department": scheme.room_with
        }
        for name in ("rank", "amount_cents"):
            self.fields[name].widget.attrs["class"] = "gw-input--short"

    def clean_agreed_on(self):
        """It was agreed already."""
        day = self.cleaned_data["agreed_on"]
        if day > today():
            raise forms.ValidationError(_("Deze dag moet nog komen."))
        return day

    def given(self) -> dict:
        """What the action takes."""
        return {name: value for name, value in self.cleaned_data.items() if name != "form_key"}


class FinishRoomForm(forms.Form):
    """What became of it, and what it cost."""

    form_key = KeyField()
    outcome = forms.ChoiceField(
        label=_("Wat is het geworden?"),
        choices=[("ja", _("Gedaan en betaald")), ("nee", _("Gaat niet door"))],
        widget=forms.RadioSelect,
    )
    spent = MoneyField(
        label=_("Wat kostte het?"), required=False, help_text=_("Alleen als het is gedaan.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["spent"].widget.attrs["class"] = "gw-input--short"

    def clean(self):
        """Done costs something."""
        data = super().clean()
        if data.get("outcome") == "ja" and not data.get("spent") and "spent" not in self.errors:
            self.add_error("spent", _("Vul in wat het kostte."))
        return data
