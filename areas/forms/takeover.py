"""The form with which a plan takes over open actions: one choice for each."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.actions.takeover import Choice
from areas.models import Action, Goal
from config.intake.keys import KeyField

STAYS, STOP = "blijft", "stop"
MOST = 1000


def named_in(data) -> list[int]:
    """The numbers of the actions that a sent form speaks of."""
    marks = (name.removeprefix("versie_") for name in data if name.startswith("versie_"))
    return [int(mark) for mark in marks if mark.isdecimal() and len(mark) < 19][:MOST]


class TakeoverForm(forms.Form):
    """For each action: leave it, stop it with a reason, or put it under a goal of the plan."""

    form_key = KeyField()

    def __init__(self, *args, actions: list[Action], goals: list[Goal], **kwargs):
        super().__init__(*args, **kwargs)
        self.actions = actions
        choices = [
            (STAYS, _("Laten staan")),
            (_("Overnemen bij dit doel"), [(str(goal.pk), goal.title) for goal in goals]),
            (STOP, _("Stoppen")),
        ]
        for action in actions:
            self.fields[f"wat_{action.pk}"] = forms.ChoiceField(
                label=_("Wat gebeurt ermee?"),
                choices=[choice for choice in choices if choice[1]],
                initial=STAYS,
            )
            self.fields[f"reden_{action.pk}"] = forms.CharField(
                label=_("Als u het stopt: waarom?"), max_length=1000, required=False
            )
            self.fields[f"versie_{action.pk}"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=action.version
            )

    def rows(self):
        """The actions, each with its fields."""
        for action in self.actions:
            yield action, self[f"wat_{action.pk}"], self[f"reden_{action.pk}"]

    def clean(self):
        """Stopping needs a reason."""
        data = super().clean()
        for action in self.actions:
            stops = data.get(f"wat_{action.pk}") == STOP
            if stops and not (data.get(f"reden_{action.pk}") or "").strip():
                self.add_error(f"reden_{action.pk}", _("Zeg waarom deze actie stopt."))
        return data

    def choices(self) -> list[Choice]:
        """What was chosen; what is left where it is, is left out."""
        data = self.cleaned_data
        return [
            Choice(
                action_id=action.pk,
                version=data[f"versie_{action.pk}"],
                goal_id=None if what == STOP else int(what),
                reason=data[f"reden_{action.pk}"],
            )
            for action in self.actions
            if (what := data[f"wat_{action.pk}"]) != STAYS
        ]
