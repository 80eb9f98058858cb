"""Forms of actions and their progress."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, AreaChoice, GoalChoice, day_input, long_text
from areas.models import (
    Action,
    Area,
    AreaAncestor,
    Assignment,
    Goal,
    Plan,
    PlanState,
    Theme,
    User,
)
from areas.rights import areas_where
from areas.roles import Permission
from config.intake.keys import KeyField
from config.lib.clock import now
from config.lib.money import MoneyField


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
        choices = [
            ("", stays),
            *((state, step.verb) for state, step in steps.items() if step.pressed),
        ]
        self.fields["state"].choices = choices
        if not steps:
            del self.fields["state"]
