"""Forms of the partners in a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, day_input
from config.lib.clock import today
from config.lib.forms import VersionedForm
from partners.models import Organisation, PlanParty


class PartyForm(AgendaForm):
    """A partner in a plan, with what it promises."""

    class Meta:
        model = PlanParty
        fields = ["organisation", "promises"]
        labels = {
            "organisation": _("Welke organisatie?"),
            "promises": _("Wat zegt zij toe?"),
        }
        help_texts = {
            "organisation": _("Staat zij er niet bij? De beheerder voegt organisaties toe."),
            "promises": _("In één zin: geld, uren, een ruimte, of wat zij gaat doen."),
        }

    def narrow(self, user, municipality):
        """The organisations of this municipality."""
        self.fields["organisation"].queryset = Organisation.objects.filter(
            municipality=municipality
        )

    def clean(self):
        """A partner stands in a plan once, and one that signed is not swapped for another."""
        data = super().clean()
        chosen = self.cleaned_data.get("organisation")
        others = PlanParty.objects.filter(plan=self.instance.plan_id, organisation=chosen)
        if chosen and others.exclude(pk=self.instance.pk).exists():
            self.add_error("organisation", _("Deze partner staat al bij het plan."))
        swapped = chosen and chosen.pk != self.instance.organisation_id
        if self.instance.signed_on and swapped:
            self.add_error("organisation", _("Deze partner heeft getekend en blijft dezelfde."))
        return data


class SignForm(VersionedForm):
    """When a partner signed, and as what."""

    class Meta:
        model = PlanParty
        fields = ["signed_on", "signed_as"]
        widgets = {"signed_on": day_input()}
        labels = {
            "signed_on": _("Op welke dag is getekend?"),
            "signed_as": _("In welke functie?"),
        }
        help_texts = {"signed_as": _("Bijvoorbeeld: directeur. Noem geen naam.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].required = self.fields["signed_as"].required = True

    def clean_signed_on(self):
        """What is signed was signed today or earlier."""
        day = self.cleaned_data["signed_on"]
        if day > today():
            raise forms.ValidationError(_("Deze datum ligt in de toekomst."))
        return day
