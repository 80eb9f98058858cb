"""Forms for a decision about a budget: extra money, a shift from another one, or opening a fund."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import day_input, long_text
from budgets.actions.allocations import Paper
from budgets.actions.opening import FIRST_YEAR, LAST_YEAR
from budgets.models import Body, Construction
from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.money import MoneyField, format_euro


class PaperForm(forms.Form):
    """What a decision about a budget says; everyone reads it."""

    form_key = KeyField()
    amount = MoneyField(label=_("Welk bedrag komt erbij?"))
    body = forms.ChoiceField(
        label=_("Wie besloot dit?"), choices=Body.choices, widget=forms.RadioSelect
    )
    reference = forms.CharField(
        label=_("Kenmerk van het besluit"),
        max_length=120,
        help_text=_("Het nummer van het stuk, zoals het in het archief staat."),
    )
    decided_on = forms.DateField(label=_("Datum van het besluit"), widget=day_input())
    reason = forms.CharField(
        label=_("Waarom?"),
        max_length=1000,
        help_text=_("Deze reden komt op de site. Schrijf geen namen op."),
        widget=long_text(3),
    )

    def __init__(self, *args, scheme, **kwargs):
        super().__init__(*args, **kwargs)
        if scheme.construction == Construction.COUNCIL:
            self.fields["body"].choices = [(Body.COUNCIL, Body.COUNCIL.label)]
            self.fields["body"].initial = Body.COUNCIL
        self.fields["amount"].widget.attrs["class"] = "gw-input--short"

    def clean_decided_on(self):
        """A decision was taken already."""
        day = self.cleaned_data["decided_on"]
        if day > today():
            raise forms.ValidationError(_("Deze dag moet nog komen. Vul in wanneer is besloten."))
        return day

    def paper(self) -> Paper:
        """What the action takes."""
        names = ("body", "reference", "decided_on", "reason")
        return Paper(**{name: self.cleaned_data[name] for name in names})


class AllocateForm(PaperForm):
    """Extra money for a budget, or what another budget of the year has free."""

    field_order = ("form_key", "taken_from", "amount")
    taken_from = forms.TypedChoiceField(
        label=_("Waar komt het geld vandaan?"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.others = {budget.pk: budget for budget in others}
        self.fields["taken_from"].choices = [
            ("", _("Nieuw geld van de gemeente")),
            *((pk, _from(budget)) for pk, budget in self.others.items()),
        ]

    @property
    def source(self):
        """The budget that it is taken from; None for new money."""
        return self.others.get(self.cleaned_data["taken_from"])

    def clean(self):
        """Not more than is free there."""
        data = super().clean()
        source, amount = self.others.get(data.get("taken_from")), data.get("amount")
        if source and amount and amount > source.left_cents:
            left = {"amount": format_euro(source.left_cents)}
            self.add_error("amount", _("Daar is nog %(amount)s vrij.") % left)
        return data


class OpenByDecisionForm(PaperForm):
    """The first money of a fund or a pot without a formula, or more of it."""

    field_order = ("form_key", "area", "year", "amount")
    area = forms.TypedChoiceField(label=_("Voor welk gebied?"), coerce=int)
    year = forms.IntegerField(label=_("Voor welk jaar?"), min_value=FIRST_YEAR, max_value=LAST_YEAR)

    def __init__(self, *args, areas, **kwargs):
        super().__init__(*args, **kwargs)
        self.areas = {area.pk: area for area in areas}
        self.fields["area"].choices = [(area.pk, area.name) for area in areas]
        self.fields["year"].initial = today().year
        self.fields["year"].widget.attrs["class"] = "gw-input--short"


def _from(budget) -> str:
    words = {"area": budget.area.name, "scheme": budget.scheme.name}
    words["left"] = format_euro(budget.left_cents)
    return _("%(area)s, %(scheme)s: nog %(left)s vrij") % words
