"""Forms of plans and their goals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, day_input, long_text
from areas.models import Goal, Plan, PlanKind, Theme


class PlanForm(AgendaForm):
    """A plan. Its area is where it was begun and stays: actions hang under it."""

    class Meta:
        model = Plan
        fields = ["title", "kind", "summary", "starts_on", "ends_on", "adopted_by", "public_from"]
        widgets = {
            "summary": long_text(),
            "starts_on": day_input(),
            "ends_on": day_input(),
            "public_from": day_input(),
        }
        labels = {
            "kind": _("Wat voor plan is het?"),
            "title": _("Hoe heet het plan?"),
            "starts_on": _("Vanaf wanneer geldt het?"),
            "ends_on": _("Tot en met wanneer?"),
            "adopted_by": _("Wie stelt het vast?"),
            "public_from": _("Vanaf wanneer mag iedereen het lezen?"),
        }
        help_texts = {
            "adopted_by": _("Bijvoorbeeld: college van burgemeester en wethouders."),
            "public_from": _(
                "Tot die dag, en zolang het plan in voorbereiding is, zien alleen "
                "collega's het. Leeg: alleen collega's."
            ),
        }

    def narrow(self, user, municipality):
        """The kinds of plan of this municipality."""
        self.fields["kind"].queryset = PlanKind.objects.filter(municipality=municipality)

    def clean(self):
        """The end does not lie before the start."""
        data = super().clean()
        self.check_dates(self.cleaned_data)
        return data


class GoalForm(AgendaForm):
    """A goal of a plan."""

    class Meta:
        model = Goal
        fields = ["title", "theme", "text", "measured_by", "order"]
        widgets = {
            "text": long_text(),
            "order": forms.NumberInput(attrs={"class": "gw-input--short"}),
        }
        labels = {
            "title": _("Wat willen we bereiken?"),
            "measured_by": _("Waaraan zien we dat het lukt?"),
            "order": _("Plaats in de lijst"),
        }
        help_texts = {"order": _("1 staat bovenaan.")}

    def narrow(self, user, municipality):
        """The themes of this municipality."""
        self.fields["theme"].queryset = Theme.objects.filter(municipality=municipality)
