"""Forms of plans and their goals."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, day_input, long_text
from areas.forms.indicators import FigureField, year_field
from areas.models import (
    AreaAncestor,
    Goal,
    Indicator,
    ParticipationLevel,
    Plan,
    PlanKind,
    PlanState,
    Theme,
    Verdict,
)
from config.intake.keys import KeyField
from config.lib.forms import VersionedForm


def above(plan: Plan) -> Q:
    """Plans that this one may work out: of its area or one above, of a kind that others follow."""
    areas = AreaAncestor.objects.filter(area=plan.area_id).values("ancestor")
    kinds = PlanKind.objects.filter(parent__isnull=False).values("parent")
    gone = [PlanState.WITHDRAWN, PlanState.REPLACED]
    fits = Q(area__in=areas, kind__in=kinds) & ~Q(state__in=gone)
    return fits | Q(pk=plan.parent_id)


class PlanChoice(forms.ModelChoiceField):
    """A plan with its kind."""

    def label_from_instance(self, plan):
        """The title and the kind."""
        return f"{plan.title} ({plan.kind.name})"


class PlansChoice(forms.ModelMultipleChoiceField):
    """Plans with their kind, to tick."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, plan):
        """The title and the kind."""
        return f"{plan.title} ({plan.kind.name})"


class PlanForm(AgendaForm):
    """A plan. Its area is where it was begun and stays: actions hang under it."""

    parent = PlanChoice(
        Plan.objects.select_related("kind"),
        label=_("Welk plan werkt het uit?"),
        required=False,
        empty_label=_("Geen"),
    )
    replaces = PlansChoice(
        Plan.objects.select_related("kind"),
        label=_("Welke plannen vervangt het?"),
        required=False,
        help_text=_("Zodra dit plan ingaat, staat bij die plannen dat ze zijn vervangen."),
    )
    examples = forms.BooleanField(
        label=_("Begin met de voorbeelddoelen en -acties"), required=False
    )

    class Meta:
        model = Plan
        fields = [
            "title",
            "kind",
            "summary",
            "starts_on",
            "ends_on",
            "parent",
            "replaces",
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
            "participation": _("Dit en de twee vragen hierna zijn nodig voordat het plan ingaat."),
            "adopted_by": _("Bijvoorbeeld: college van burgemeester en wethouders."),
            "public_from": _(
                "Tot die dag, en zolang het plan in voorbereiding is, zien alleen "
                "collega's het. Leeg: alleen collega's."
            ),
        }

    fieldsets = [
        (_("Het plan"), ["title", "kind", "summary", "starts_on", "ends_on", "examples"]),
        (_("Bij welke plannen hoort het"), ["parent", "replaces"]),
        (_("Hoe doen bewoners mee"), ["participation", "can_decide", "cannot_decide"]),
        (_("Vaststellen en openbaar maken"), ["adopted_by", "public_from"]),
    ]

    def narrow(self, user, municipality):
        """Kinds and ladder of this municipality, plans above, and earlier plans of the area."""
        self.fields["kind"].queryset = PlanKind.objects.filter(municipality=municipality)
        self.fields["participation"].queryset = ParticipationLevel.objects.filter(
            municipality=municipality
        )
        seen = Plan.objects.visible_to(user).exclude(pk=self.instance.pk).select_related("kind")
        self.offer("parent", seen.filter(above(self.instance)))
        earlier = seen.filter(
            area=self.instance.area_id, state__in=[PlanState.RUNNING, PlanState.ENDED]
        )
        begun = self.instance.state != PlanState.DRAFT
        self.offer("replaces", earlier.none() if begun else earlier)
        self.offer_examples()

    def offer_examples(self):
        """A new plan may begin with the examples of its kind, where a kind has them."""
        kinds = self.fields["kind"].queryset.filter(template_goals__isnull=False).distinct()
        self.with_examples = [] if self.instance.pk else list(kinds)
        names = ", ".join(kind.name for kind in self.with_examples)
        self.fields["examples"].help_text = _("Die zijn er voor: %(kinds)s.") % {"kinds": names}
        if not names:
            del self.fields["examples"]

    def offer(self, name: str, plans):
        """Let people choose among these plans; without any there is nothing to ask."""
        self.fields[name].queryset = plans
        if not plans.exists():
            del self.fields[name]

    def clean(self):
        """The end is not before the start, plans fit each other, and a promise stays."""
        data = super().clean()
        self.check_dates(self.cleaned_data)
        self.check_plans(self.cleaned_data)
        self.keep_promise(self.cleaned_data)
        return data

    def check_plans(self, data):
        """It works out a plan of the kind that its own kind follows from, and replaces earlier
        ones (domain B1).
        """
        kind, parent, start = data.get("kind"), data.get("parent"), data.get("starts_on")
        if data.get("examples") and kind and kind not in self.with_examples:
            self.add_error("examples", _("Voor deze soort plan zijn er geen voorbeelden."))
        if kind and parent and parent.kind_id != kind.parent_id:
            self.add_error(
                "parent",
                _("Een plan van de soort “%(kind)s” werkt geen plan van deze soort uit.")
                % {"kind": kind.name},
            )
        if start and any(old.starts_on > start for old in data.get("replaces") or []):
            self.add_error("replaces", _("Een plan vervangt alleen plannen die eerder begonnen."))

    @staticmethod
    def shown(field, value) -> str:
        """Plans that are ticked by their titles; the rest as every form shows it."""
        if not isinstance(field, PlansChoice):
            return VersionedForm.shown(field, value)
        labels = {str(key): str(label) for key, label in field.choices}
        keys = field.prepare_value(list(value or []))
        return ", ".join(labels.get(str(key), "") for key in keys)

    def keep_promise(self, data):
        """A plan that began says how residents take part; that is changed, but not wiped out."""
        if self.instance.state == PlanState.DRAFT or not self.instance.has_promise:
            return
        for name in ("participation", "can_decide", "cannot_decide"):
            if not data.get(name) and name not in self.errors:
                self.add_error(name, _("Dit is beloofd toen het plan inging: laat het niet leeg."))


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
