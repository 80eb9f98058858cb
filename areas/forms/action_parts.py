"""Forms of what belongs to an action: merging it, looking back, its money."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, AreaChoice, long_text
from areas.models import Action, Area, Funding, Kept
from areas.models.agenda import OPEN_STATES
from areas.rights import areas_where
from areas.roles import Permission
from config.intake.keys import KeyField
from config.lib.money import MoneyField


class ActionChoice(AreaChoice):
    """An action with its area."""

    def label_from_instance(self, action):
        """The title and the area."""
        return f"{action.title} ({action.area.name})"


class MergeForm(forms.Form):
    """Into which other action one goes, and why."""

    form_key = KeyField()
    into = ActionChoice(
        Action.objects.none(),
        label=_("In welke actie gaat deze op?"),
        help_text=_("Open acties van de gebieden waarvan u de agenda bijhoudt."),
        empty_label=_("Maak een keuze"),
    )
    reason = forms.CharField(
        label=_("Waarom voegt u ze samen?"), max_length=1000, widget=long_text()
    )
    internal = forms.BooleanField(label=_("Deze reden is alleen voor collega's"), required=False)

    def __init__(self, *args, action: Action, user, **kwargs):
        super().__init__(*args, **kwargs)
        mine = areas_where(user, Permission.EDIT_AGENDA)
        areas = Area.objects.filter(municipality=action.area.municipality_id, pk__in=mine or [])
        others = Action.objects.filter(area__in=areas.order_by(), state__in=OPEN_STATES)
        others = others.exclude(pk=action.pk).select_related("area").order_by("area__name", "title")
        self.fields["into"].queryset = others


class ActionLookBackForm(AgendaForm):
    """Afterwards: did residents have the say that they were promised, and what came of it."""

    promise_kept = forms.ChoiceField(
        label=_("Is de belofte waargemaakt?"), choices=Kept, widget=forms.RadioSelect
    )
    promise_outcome = forms.CharField(
        label=_("Wat is er met de inbreng gedaan?"),
        help_text=_("Ook wat u niet overnam, en waarom. Iedereen die de actie ziet, leest dit."),
        max_length=2000,
        widget=long_text(),
    )

    class Meta:
        model = Action
        fields = ["promise_kept", "promise_outcome"]


class FundingForm(AgendaForm):
    """Money of the municipality for an action."""

    amount_cents = MoneyField(label=_("Hoeveel?"), help_text=_("In euro's, zoals 250 of 1.250,50."))

    class Meta:
        model = Funding
        fields = ["source", "amount_cents", "sure"]
        labels = {"source": _("Waaruit?"), "sure": _("Dit geld is toegezegd")}
        help_texts = {"source": _("Bijvoorbeeld: wijkbudget 2026, of onderhoud openbaar groen.")}


class RemoveForm(forms.Form):
    """Only a press on the button."""
