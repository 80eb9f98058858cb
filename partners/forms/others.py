"""Smaller forms: handing over work, and writing down that something came round."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import day_input
from areas.models import User
from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.forms import QueryForm


class PersonChoice(forms.ModelChoiceField):
    """A colleague by name."""

    def label_from_instance(self, person):
        """The name."""
        return person.name or str(person)


class HandoverForm(forms.Form):
    """Whose work goes to whom, and for how long."""

    form_key = KeyField()
    leaver = PersonChoice(User.objects.none(), label=_("Wie draagt werk over?"), empty_label=None)
    stand_in = PersonChoice(
        User.objects.none(), label=_("Wie neemt het over?"), empty_label=_("Maak een keuze")
    )
    starts_on = forms.DateField(label=_("Vanaf welke dag?"), widget=day_input(), initial=today)
    ends_on = forms.DateField(
        label=_("Tot en met welke dag?"),
        help_text=_("Bij verlof of ziekte. Leeg: voorgoed."),
        widget=day_input(),
        required=False,
    )

    def __init__(self, *args, leavers, colleagues, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaver"].queryset = leavers
        self.fields["stand_in"].queryset = colleagues

    def clean(self):
        """To somebody else, and a period that begins today or later."""
        data = super().clean()
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and start < today():
            self.add_error("starts_on", _("Deze dag is al geweest."))
        if start and end and end < start:
            self.add_error("ends_on", _("De einddatum ligt voor de begindatum."))
        if data.get("leaver") and data.get("leaver") == data.get("stand_in"):
            self.add_error("stand_in", _("Kies iemand anders."))
        return data


class VisitForm(forms.Form):
    """That something happened in an area, and what came out of it."""

    form_key = KeyField()
    on = forms.DateField(label=_("Op welke dag?"), widget=day_input(), initial=today)
    note = forms.CharField(
        label=_("Wat kwam eruit, in één zin?"),
        help_text=_("Alleen collega's lezen dit. Noem geen namen van bewoners."),
        max_length=300,
        required=False,
    )

    def clean_on(self):
        """What happened, happened today or earlier."""
        day = self.cleaned_data["on"]
        if day > today():
            raise forms.ValidationError(_("Deze dag moet nog komen."))
        return day


class PageForm(QueryForm):
    """Which page of a list."""

    page = forms.IntegerField(min_value=1, max_value=100_000, required=False)
