"""The form of an action."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas.forms.base import AgendaForm, AreaChoice, GoalChoice, day_input, long_text
from areas.forms.spots import SpotFields
from areas.models import (
    Action,
    Area,
    AreaAncestor,
    Assignment,
    Goal,
    Motion,
    Origin,
    ParticipationLevel,
    Plan,
    PlanState,
    Theme,
    User,
)
from areas.models.agenda import OPEN_STATES
from areas.rights import areas_where
from areas.roles import Permission
from config.lib.clock import now
from config.lib.money import MoneyField

PROMISE_FIELDS = ("participation", "can_decide", "cannot_decide")


class ActionForm(SpotFields, AgendaForm):
    """An action: what, where, why, who, when, at what cost, what residents decide, since when."""

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
    reason = forms.CharField(
        label=_("Waarom verandert u de afspraak?"),
        help_text=_(
            "Nodig als u de einddatum, de titel of het doel verandert. Wie de actie mag zien, "
            "leest dit bij de voortgang."
        ),
        max_length=1000,
        required=False,
        widget=long_text(2),
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
            "participation",
            "can_decide",
            "cannot_decide",
            "origin",
            "origin_text",
            "motion",
            "place",
            "lat",
            "lon",
        ]
        widgets = {
            "text": long_text(),
            "starts_on": day_input(),
            "ends_on": day_input(),
            "can_decide": long_text(2),
            "cannot_decide": long_text(2),
        }
        labels = {
            "title": _("Wat gaan we doen?"),
            "lead_user": _("Welke collega trekt het?"),
            "lead_label": _("Wie trekt het, zoals iedereen dat leest?"),
            "starts_on": _("Wanneer begint het?"),
            "ends_on": _("Wanneer is het klaar?"),
            "public": _("Iedereen mag deze actie zien"),
            "participation": _("Hoe doen bewoners mee?"),
            "can_decide": _("Wat bepalen bewoners?"),
            "cannot_decide": _("Wat staat vast, en waarom?"),
            "origin": _("Waar komt de actie vandaan?"),
            "origin_text": _("Wilt u daar iets bij vertellen?"),
            "motion": _("Welke motie of toezegging?"),
            "place": _("Waar precies?"),
        }
        help_texts = {
            "lead_user": _("De naam van een collega zien alleen collega's."),
            "lead_label": _(
                "Een afdeling, een partner of een dorpsoverleg. Leeg: de rol van de collega."
            ),
            "public": _("Hoort de actie bij een plan, dan pas als dat plan openbaar is."),
            "participation": _("Leeg: dan geldt de belofte van het plan."),
            "place": _("Bijvoorbeeld: het plein bij de school."),
        }

    fieldsets = [
        (_("De actie"), ["title", "text", "area", "goal", "theme"]),
        (_("Wie en wanneer"), ["lead_user", "lead_label", "starts_on", "ends_on", "reason"]),
        (_("Waar op de kaart"), ["place", "address"]),
        (_("Kosten en openbaarheid"), ["cost_cents", "public"]),
        (_("Wat bewoners te zeggen hebben"), list(PROMISE_FIELDS)),
        (_("Hoe kwam dit tot stand"), ["origin", "origin_text", "motion"]),
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Which parts of the agreement a valid form changes: its end, its title, its goal.
        self.changed_agreement: list[str] = []
        self.fields["theme"].required = False
        self.fields["theme"].empty_label = _("Het thema van het doel")
        self.fields["origin"].choices = [("", _("Niet gekozen")), *Origin.choices]
        if self.instance.state not in OPEN_STATES or not self.instance.pk:
            del self.fields["reason"]

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
        ladder = ParticipationLevel.objects.filter(municipality=municipality)
        self.fields["participation"].queryset = ladder
        self.fields["motion"].queryset = Motion.objects.of(municipality)
        self.use_addresses(municipality)

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
        self.place_spot(data)
        self.check_promise(data, plan)
        self.check_reason(data)
        if data.get("motion") and not data.get("origin"):
            data["origin"] = str(Origin(data["motion"].kind))
        return data

    def check_promise(self, data, plan):
        """What everyone may see, tells residents what they have to say (domain B5): here or in
        its plan. A municipality that has named no ladder yet cannot promise anything.
        """
        missing = [name for name in PROMISE_FIELDS if not data.get(name)]
        if not data.get("public") or not missing or (plan and plan.has_promise):
            return
        if self.fields["participation"].queryset.exists():
            self.add_error(
                missing[0],
                _(
                    "Een actie die iedereen mag zien, vertelt hoe bewoners meedoen, wat zij "
                    "bepalen en wat vaststaat. Vul dit in, of zet het bij het plan."
                ),
            )

    def check_reason(self, data):
        """Who changes the agreement of an open action says why (domain B3).

        Compared with the row, not with what the page began with: that may be a kept draft.
        """
        if "reason" not in self.fields:
            return
        self.changed_agreement = [
            name
            for name in ("ends_on", "title", "goal")
            if name not in self.errors and data.get(name) != getattr(self.instance, name)
        ]
        if self.changed_agreement and not data.get("reason"):
            self.add_error(
                "reason", _("U verandert de einddatum, de titel of het doel. Vertel waarom.")
            )

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
