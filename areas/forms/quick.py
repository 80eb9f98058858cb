"""Small forms on the page of a plan."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.actions.plan_goals import DOWN, UP
from areas.forms.base import day_input
from areas.models import Action
from config.intake.keys import KeyField


class GoalMoveForm(forms.Form):
    """Which way a goal goes in the list."""

    naar = forms.ChoiceField(choices=[(UP, _("omhoog")), (DOWN, _("omlaag"))])


class QuickActionForm(forms.ModelForm):
    """A new action under a goal; the rest is filled in on its own page."""

    form_key = KeyField()

    class Meta:
        model = Action
        fields = ["title", "ends_on"]
        widgets = {"ends_on": day_input()}
        labels = {"title": _("Wat gaan we doen?"), "ends_on": _("Wanneer is het klaar?")}
