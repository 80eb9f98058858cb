"""Forms of plans and their goals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, day_input, long_text
from areas.models import Goal, ParticipationLevel, Plan, PlanKind, PlanState, Theme


class PlanForm(AgendaForm):
    """A plan. Its area is where it was begun and stays: actions hang under it."""

    class Meta:
        model = Plan
        fields = [
            "title",
            "kind",
            "summary",
            "starts_on",
            "ends_on",
            "participation",
            "can_decide",
            "cannot_decide",
            "adopted_by",
            "public_from",
        ]
        widgets = {
            "summary": long_text(),
            "can_decide": long_text(3),
            "cannot_decide": long_text(3),
            "starts_on": day_input(),
            "ends_on": day_input(),
            "public_from": day_input(),
        }
        labels = {
            "kind": _("Wat voor plan is het?"),
            "title": _("Hoe heet het plan?"),
            "starts_on": _("Vanaf wanneer geldt het?"),
            "ends_on": _("Tot en met wanneer?"),
            "participation": _("Hoeveel hebben bewoners te zeggen?"),
            "can_decide": _("Wat bepalen bewoners?"),
            "cannot_decide": _("Wat staat vast, en waarom?"),
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

    fieldsets = [
        (_("Het plan"), ["title", "kind", "summary", "starts_on", "ends_on"]),
        (_("Hoe doen bewoners mee"), ["participation", "can_decide", "cannot_decide"]),
        (_("Vaststellen en openbaar maken"), ["adopted_by", "public_from"]),
    ]

    def narrow(self, user, municipality):
        """The kinds of plan and the ladder of this municipality."""
        self.fields["kind"].queryset = PlanKind.objects.filter(municipality=municipality)
        self.fields["participation"].queryset = ParticipationLevel.objects.filter(
            municipality=municipality
        )

    def clean(self):
        """The end does not lie before the start, and what was promised is not taken back."""
        data = super().clean()
        self.check_dates(self.cleaned_data)
        self.keep_promise(self.cleaned_data)
        return data

    def keep_promise(self, data):
        """A plan that began says how residents take part; that is changed, but not wiped out."""
        if self.instance.state == PlanState.DRAFT or not self.instance.has_promise:
            return
        for name in ("participation", "can_decide", "cannot_decide"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Dit is beloofd toen het plan inging: laat het niet leeg."))


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
