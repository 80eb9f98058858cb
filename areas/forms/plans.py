"""Forms of plans and their goals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, day_input, long_text
from areas.forms.indicators import FigureField, year_field
from areas.models import Goal, Indicator, Plan, PlanKind, Theme, Verdict
from config.intake.keys import KeyField


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


class IndicatorChoice(forms.ModelChoiceField):
    """A figure with the unit it is in."""

    def label_from_instance(self, indicator):
        """The name and the unit."""
        return f"{indicator.name} ({indicator.unit})" if indicator.unit else indicator.name


class GoalForm(AgendaForm):
    """A goal of a plan, measured by a figure or judged by people, or by both."""

    indicator = IndicatorChoice(
        label=_("Welk cijfer laat het zien?"),
        queryset=Indicator.objects.all(),
        required=False,
        empty_label=_("Niet gekozen"),
        help_text=_("Is er geen cijfer? Vul dan hieronder in wie het beoordeelt. Beide mag ook."),
    )
    baseline = FigureField(label=_("Waar beginnen we?"), required=False)
    baseline_year = year_field(label=_("In welk jaar was dat?"), required=False)
    target = FigureField(label=_("Waar willen we uitkomen?"), required=False)
    target_year = year_field(label=_("Voor het eind van welk jaar?"), required=False)

    fieldsets = [
        (_("Het doel"), ["title", "theme", "text", "expected", "order"]),
        (
            _("Meten met een cijfer"),
            ["indicator", "baseline", "baseline_year", "target", "target_year"],
        ),
        (_("Beoordelen in gesprek"), ["judged_by", "judged_when", "measured_by"]),
    ]

    class Meta:
        model = Goal
        fields = [
            "title",
            "theme",
            "text",
            "expected",
            "indicator",
            "baseline",
            "baseline_year",
            "target",
            "target_year",
            "judged_by",
            "judged_when",
            "measured_by",
            "order",
        ]
        widgets = {
            "text": long_text(),
            "expected": long_text(3),
            "measured_by": long_text(2),
            "order": forms.NumberInput(attrs={"class": "gw-input--short"}),
        }
        labels = {
            "title": _("Wat willen we bereiken?"),
            "text": _("Waarom?"),
            "expected": _("Wat verwachten we dat er verandert?"),
            "judged_by": _("Wie beoordeelt het?"),
            "judged_when": _("Wanneer?"),
            "measured_by": _("Waaraan zien we dat het lukt?"),
            "order": _("Plaats in de lijst"),
        }
        help_texts = {
            "judged_by": _("Bijvoorbeeld: het dorpsoverleg en de gebiedsadviseur."),
            "judged_when": _("Bijvoorbeeld: elk voorjaar, op de bewonersavond."),
            "order": _("1 staat bovenaan."),
        }

    def narrow(self, user, municipality):
        """The themes and figures of this municipality."""
        self.fields["theme"].queryset = Theme.objects.filter(municipality=municipality)
        self.fields["indicator"].queryset = Indicator.objects.of(municipality or None)

    def clean(self):
        """What belongs together is filled in together; the message is beside what is missing."""
        data = super().clean()
        given = {name: self.cleaned_data.get(name) not in (None, "") for name in self.fields}
        need = self._need
        need(given, "baseline", "baseline_year", _("Vul ook in in welk jaar dat was."))
        need(given, "baseline_year", "baseline", _("Vul ook de waarde van dat jaar in."))
        need(given, "target", "target_year", _("Vul ook in wanneer u daar wilt zijn."))
        need(given, "target_year", "target", _("Vul ook in waar u wilt uitkomen."))
        for name in ("baseline", "target"):
            need(given, name, "indicator", _("Kies het cijfer waarmee u dit meet."))
        need(given, "judged_by", "judged_when", _("Vul ook in wanneer het wordt beoordeeld."))
        need(given, "judged_when", "judged_by", _("Vul ook in wie het beoordeelt."))
        for name in ("judged_by", "judged_when"):
            need(given, name, "measured_by", _("Vul ook in waaraan u ziet dat het lukt."))
        start, end = (self.cleaned_data.get(name) for name in ("baseline_year", "target_year"))
        if start and end and end < start:
            self.add_error("target_year", _("Dit jaar ligt voor het jaar waarin we beginnen."))
        return data

    def _need(self, given: dict[str, bool], name: str, other: str, message: str) -> None:
        """Where `name` is filled in, `other` is too."""
        if given[name] and not given[other] and other not in self.errors:
            self.add_error(other, message)


class VerdictForm(forms.Form):
    """How it goes, in words."""

    form_key = KeyField()
    outcome = forms.ChoiceField(
        label=_("Hoe gaat het?"), choices=Verdict.Outcome, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Waarom vindt u dat?"),
        max_length=1000,
        widget=long_text(),
        help_text=_("Iedereen leest dit, en het blijft staan. Noem geen namen van bewoners."),
    )
