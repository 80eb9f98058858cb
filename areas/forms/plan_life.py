"""Forms of the life of a plan: a step that was taken, its phases, a version, looking back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, QueryForm, day_input, long_text
from areas.models import Deed, Plan, PlanDeed, PlanPhase
from config.intake.keys import KeyField
from config.lib.clock import today
from config.lib.forms import VersionedForm


class DeedStart(QueryForm):
    """Which step somebody came to write down."""

    stap = forms.ChoiceField(choices=Deed, required=False)


class DeedForm(forms.ModelForm):
    """A step in the life of a plan, when, by whom and what it changed."""

    form_key = KeyField()
    paper_url = forms.URLField(
        label=_("Adres van het raadsstuk"), max_length=200, required=False, assume_scheme="https"
    )
    fieldsets = [
        (_("De stap"), ["deed", "on", "body"]),
        (_("Wat leverde het op"), ["with_whom", "changed"]),
        (_("Besluit en stuk"), ["reference", "paper_title", "paper_url"]),
    ]

    class Meta:
        model = PlanDeed
        fields = [
            "deed",
            "on",
            "body",
            "with_whom",
            "changed",
            "reference",
            "paper_title",
            "paper_url",
        ]
        widgets = {"on": day_input(), "changed": long_text()}
        labels = {
            "deed": _("Welke stap is gezet?"),
            "on": _("Op welke dag?"),
            "body": _("Door wie?"),
            "with_whom": _("Met wie?"),
            "changed": _("Wat is er door deze stap veranderd aan het plan?"),
            "reference": _("Nummer van het besluit"),
            "paper_title": _("Titel van het raadsstuk"),
        }
        help_texts = {
            "body": _("Bijvoorbeeld: het college, de dorpsraad."),
            "with_whom": _("Een groep, een plek en hoeveel mensen. Noem geen namen van bewoners."),
            "changed": _("Iedereen die het plan mag lezen, leest dit ook."),
        }

    def __init__(self, *args, way, **kwargs):
        super().__init__(*args, **kwargs)
        own = [(stage.deed, stage.label) for stage in way if stage.step]
        rest = [(name, label) for name, label in Deed.choices if (name, label) not in own]
        groups = [(_("Stappen van dit soort plan"), own), (_("Andere stappen"), rest)]
        self.fields["deed"].choices = [group for group in groups if group[1]]

    def clean_on(self):
        """A step is written down once it was taken."""
        day = self.cleaned_data["on"]
        if day > today():
            raise forms.ValidationError(
                _("Deze datum ligt in de toekomst. Noteer een stap als hij is gezet.")
            )
        return day


class PlanLookBackForm(AgendaForm):
    """Whether residents had the say that they were promised, and what was done with it."""

    class Meta:
        model = Plan
        fields = ["promise_kept", "promise_outcome"]
        widgets = {"promise_outcome": long_text()}
        labels = {
            "promise_kept": _("Hebben bewoners kunnen meedoen zoals was beloofd?"),
            "promise_outcome": _("Wat is er met de inbreng van bewoners gedaan?"),
        }
        help_texts = {
            "promise_outcome": _("Iedereen leest dit. Is iets niet gelukt, zeg dan ook waarom.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.Meta.fields:
            self.fields[name].required = True


class PhaseForm(VersionedForm):
    """A phase of an integral approach (domain B8)."""

    class Meta:
        model = PlanPhase
        fields = ["text", "starts_on", "done_on"]
        widgets = {"text": long_text(8), "starts_on": day_input(), "done_on": day_input()}
        labels = {
            "text": _("Wat is het in deze fase?"),
            "starts_on": _("Wanneer begon deze fase?"),
            "done_on": _("Wanneer was zij klaar?"),
        }
        help_texts = {"done_on": _("Leeg zolang de fase loopt.")}

    def clean(self):
        """The end does not lie before the start."""
        data = super().clean()
        start, end = self.cleaned_data.get("starts_on"), self.cleaned_data.get("done_on")
        if start and end and end < start:
            self.add_error("done_on", _("De einddatum ligt voor de begindatum."))
        return data


class VersionForm(forms.Form):
    """What changed since the version before."""

    form_key = KeyField()
    note = forms.CharField(
        label=_("Wat is er veranderd?"),
        max_length=500,
        widget=long_text(3),
        help_text=_("In één of twee zinnen. Iedereen leest dit boven de nieuwe versie."),
    )
