"""Forms of places and the agenda; choices never go beyond where the person may work."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.models import (
    Action,
    Area,
    AreaAncestor,
    Assignment,
    Goal,
    Plan,
    PlanKind,
    PlanState,
    Theme,
    User,
)
from areas.rights import areas_where
from areas.roles import Permission
from config.intake.keys import KeyField
from config.lib.clock import now
from config.lib.forms import QueryForm, VersionedForm
from config.lib.money import MoneyField

LARGEST_ID = 2**62
# What Django says where nothing is chosen.
DASHES = "---------"


def day_input() -> forms.DateInput:
    """An input in which the browser lets one pick a date."""
    return forms.DateInput(attrs={"type": "date", "class": "gw-input--short"}, format="%Y-%m-%d")


def long_text(rows: int = 4) -> forms.Textarea:
    """A box of some lines."""
    return forms.Textarea(attrs={"rows": rows})


class AreaChoice(forms.ModelChoiceField):
    """An area by name, with its level to tell two of the same name apart."""

    def label_from_instance(self, area):
        """The name and the level."""
        return f"{area.name} ({area.level.name})" if area.level else area.name


class GoalChoice(forms.ModelChoiceField):
    """A goal with the plan that it belongs to."""

    def label_from_instance(self, goal):
        """The plan and the goal."""
        return f"{goal.plan.title}: {goal.title}"


class AreaSearch(QueryForm):
    """The words that somebody looks for an area with."""

    q = forms.CharField(label=_("Naam of postcode"), max_length=100, required=False)


class StartForm(QueryForm):
    """For which area, or under which goal, something starts, and where to go back to."""

    gebied = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    doel = forms.IntegerField(min_value=1, max_value=LARGEST_ID, required=False)
    next = forms.CharField(max_length=300, required=False)


class AgendaForm(VersionedForm):
    """Base of the forms that make or change one row; a new row has a key, so it is made once.

    Without a user (as when the other person's text is laid beside it) the choices stay whole.
    """

    form_key = KeyField()

    def __init__(self, *args, user=None, municipality=None, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["form_key"]
        if user is not None:
            self.narrow(user, municipality)
        for field in self.fields.values():
            if getattr(field, "empty_label", None) == DASHES:
                field.empty_label = _("Maak een keuze") if field.required else _("Niet gekozen")

    def narrow(self, user, municipality):
        """Keep the choices that this person has."""

    def check_dates(self, data):
        """Say it beside the field when the end lies before the start."""
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("De einddatum ligt voor de begindatum."))


class PortraitForm(VersionedForm):
    """The text about an area."""

    class Meta:
        model = Area
        fields = ["portrait"]
        widgets = {"portrait": long_text(14)}
        labels = {"portrait": _("Wat moet iedereen over dit gebied weten?")}
        help_texts = {
            "portrait": _(
                "Wie wonen hier, wat gaat goed, wat vraagt aandacht? Een lege regel "
                "begint een nieuwe alinea."
            )
        }


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


class ActionForm(AgendaForm):
    """An action: what, where, why, who, when, at what cost."""

    area = AreaChoice(Area.objects.select_related("level"), label=_("In welk gebied?"))
    goal = GoalChoice(
        Goal.objects.select_related("plan"),
        label=_("Bij welk doel hoort het?"),
        required=False,
        empty_label=_("Bij geen doel"),
    )
    cost_cents = MoneyField(
        label=_("Wat kost het?"),
        minimum=0,
        required=False,
        help_text=_("In euro's, zoals 250 of 1.250,50."),
    )

    class Meta:
        model = Action
        fields = [
            "title",
            "text",
            "area",
            "goal",
            "theme",
            "lead_user",
            "lead_label",
            "starts_on",
            "ends_on",
            "cost_cents",
            "public",
        ]
        widgets = {"text": long_text(), "starts_on": day_input(), "ends_on": day_input()}
        labels = {
            "title": _("Wat gaan we doen?"),
            "lead_user": _("Welke collega trekt het?"),
            "lead_label": _("Wie trekt het, zoals iedereen dat leest?"),
            "starts_on": _("Wanneer begint het?"),
            "ends_on": _("Wanneer is het klaar?"),
            "public": _("Iedereen mag deze actie zien"),
        }
        help_texts = {
            "lead_user": _("De naam van een collega zien alleen collega's."),
            "lead_label": _(
                "Een afdeling, een partner of een dorpsoverleg. Leeg: de rol van de collega."
            ),
            "public": _("Hoort de actie bij een plan, dan pas als dat plan openbaar is."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["theme"].required = False
        self.fields["theme"].empty_label = _("Het thema van het doel")

    fieldsets = [
        (_("De actie"), ["title", "text", "area", "goal", "theme"]),
        (_("Wie en wanneer"), ["lead_user", "lead_label", "starts_on", "ends_on"]),
        (_("Kosten en openbaarheid"), ["cost_cents", "public"]),
    ]

    def narrow(self, user, municipality):
        """Own areas, open goals that reach them, own themes, colleagues of this municipality."""
        areas = self.areas(user, municipality)
        self.fields["area"].queryset = areas
        self.fields["goal"].queryset = self.goals(user, areas)
        self.fields["theme"].queryset = Theme.objects.filter(municipality=municipality)
        working = Assignment.objects.current().filter(area__municipality=municipality)
        self.fields["lead_user"].queryset = User.objects.filter(
            Q(pk__in=working.order_by().values("user")) | Q(pk=self.instance.lead_user_id)
        )

    def areas(self, user, municipality):
        """Areas of today whose agenda the person keeps, and the area that the action has."""
        areas = Area.objects.of(municipality).select_related("level")
        mine = areas_where(user, Permission.EDIT_AGENDA)
        if mine is None:
            return areas.none()
        wanted = Q(pk__in=Area.objects.current().filter(pk__in=mine).order_by().values("pk"))
        if self.instance.pk:
            wanted |= Q(pk=self.instance.area_id)
        return areas.filter(wanted).order_by("level__rank", "name")

    def goals(self, user, areas):
        """Goals of plans in preparation or in force, above or below the person's areas."""
        near = AreaAncestor.objects.filter(area__in=areas.order_by()).values("ancestor")
        plans = Plan.objects.visible_to(user).filter(
            area__in=near, state__in=[PlanState.DRAFT, PlanState.RUNNING]
        )
        wanted = Q(plan__in=plans.order_by().values("pk")) | Q(pk=self.instance.goal_id)
        goals = Goal.objects.filter(wanted)
        return goals.select_related("plan").order_by("plan__title", "order", "pk")

    def clean(self):
        """The goal decides the plan, the plan's area bounds the area, the theme follows."""
        super().clean()
        data, goal = self.cleaned_data, self.cleaned_data.get("goal")
        self.check_dates(data)
        if "goal" in self.changed_data and not goal:
            self.instance.plan = None
        plan = goal.plan if goal else self.instance.plan
        if plan and data.get("area") and not plan.covers(data["area"].pk):
            self.add_error(
                "area",
                _(
                    "Het plan “%(plan)s” geldt niet voor dit gebied. Kies een gebied van het plan, "
                    "of een ander doel."
                )
                % {"plan": plan.title},
            )
        if not data.get("theme") and "theme" not in self.errors:
            if goal:
                data["theme"] = goal.theme
            else:
                self.add_error("theme", _("Kies een thema of een doel."))
        self.name_lead(data)
        return data

    def name_lead(self, data):
        """Show a colleague's role when nothing else says who leads."""
        lead, area = data.get("lead_user"), data.get("area")
        if lead and area and not data.get("lead_label"):
            here = lead.assignments.current().filter(area__descendant_rows__area=area)
            name = here.order_by("area__descendant_rows__distance").values_list("role__name")
            data["lead_label"] = next((row[0] for row in name[:1]), "")

    def save(self, commit=True):
        """Note when it was last touched."""
        self.instance.updated_at = now()
        return super().save(commit)


class StepForm(forms.Form):
    """The confirmation of a step, with a reason where the step needs one."""

    reason = forms.CharField(
        label=_("Waarom?"), max_length=1000, widget=long_text(), required=False
    )
    internal = forms.BooleanField(label=_("Alleen voor collega's"), required=False)
    next = forms.CharField(widget=forms.HiddenInput, max_length=300, required=False)

    def __init__(self, *args, step, with_note: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = step.needs_reason
        if not with_note:
            del self.fields["internal"]
            if not step.needs_reason:
                del self.fields["reason"]
        elif not step.needs_reason:
            self.fields["reason"].label = _("Wilt u er iets bij vertellen?")


class ProgressForm(forms.Form):
    """What happened with an action, and perhaps its next state."""

    form_key = KeyField()
    text = forms.CharField(
        label=_("Wat is er gebeurd?"),
        max_length=2000,
        widget=long_text(),
    )
    state = forms.ChoiceField(label=_("Nieuwe stand"), required=False)
    internal = forms.BooleanField(label=_("Alleen voor collega's"), required=False)

    def __init__(self, *args, action: Action, steps: dict, **kwargs):
        super().__init__(*args, **kwargs)
        stays = _("Blijft: %(state)s") % {"state": action.get_state_display()}
        choices = [("", stays), *((state, step.verb) for state, step in steps.items())]
        self.fields["state"].choices = choices
        if not steps:
            del self.fields["state"]
