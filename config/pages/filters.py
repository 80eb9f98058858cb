"""Filters of the lists that span apps."""

from datetime import date

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from areas.choices import area_choices, theme_choices
from areas.filters import SlugFilter
from areas.models import Action, AreaAncestor, Goal, ParticipationLevel, Plan
from areas.models.agenda import OPEN_STATES, ActionState
from areas.models.plans import PlanState
from config.lib.clock import today
from config.lib.forms import VersionedForm
from config.lib.lists import SearchFilter
from config.lib.public import kept
from partners.models import Commitment, Organisation, PlanParty

STATES = [*ActionState.choices, ("late", _("te laat"))]
# How many years before and after this one can be chosen.
YEARS_AROUND = 5
# Made once: naming the columns takes longer than asking the database.
LEVELS = ParticipationLevel.objects.order_by("order", "name").values_list("code", "name")
PARTNERS = Organisation.objects.order_by("name").values_list("pk", "name")


class CheckFilter(django_filters.Filter):
    """A box that keeps only some rows when it is ticked."""

    field_class = forms.BooleanField


def year_choices() -> list[tuple[str, str]]:
    """The years around this one, as the address and the screen have them."""
    this = today().year
    return [(str(year), str(year)) for year in range(this - YEARS_AROUND, this + YEARS_AROUND + 1)]


class AgendaFilter(django_filters.FilterSet):
    """What filters of actions and of plans share; `besides` is what else the address says."""

    gebied = SlugFilter(label=_("Gebied"), method="by_area", empty_label=_("alle gebieden"))
    thema = django_filters.ChoiceFilter(
        label=_("Thema"), method="by_theme", empty_label=_("alle thema's")
    )
    partner = django_filters.ChoiceFilter(
        label=_("Partner"), method="by_partner", empty_label=_("alle partners")
    )
    jaar = django_filters.ChoiceFilter(
        label=_("Loopt in"), method="by_year", empty_label=_("alle jaren")
    )
    meedoen = django_filters.ChoiceFilter(
        label=_("Hoe bewoners meedoen"), method="by_participation", empty_label=_("alle manieren")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name = type(self).__name__
        for field, options in kept(self.request, ("choices", name), self.choices).items():
            self.filters[field].extra["choices"] = options

    def choices(self) -> dict[str, list[tuple]]:
        """What can be chosen in this municipality, by filter."""
        municipality = self.request.municipality
        partners = PARTNERS.filter(Exists(self.takes_part()), municipality=municipality)
        return {
            "gebied": area_choices(municipality),
            "thema": theme_choices(municipality),
            "partner": list(partners),
            "jaar": year_choices(),
            "meedoen": list(LEVELS.filter(municipality=municipality)),
        }

    @property
    def besides(self) -> list[tuple[str, str]]:
        """What the address says of how the rows are shown, for the form to send along."""
        asked = ((name, self.request.GET.get(name, "")) for name in ("toon", "vorm"))
        return [(name, value) for name, value in asked if value]

    @property
    def described(self) -> list[tuple[str, str]]:
        """What is chosen, in words: (label, choice)."""
        fields = ((self.form.fields[name], self.form[name]) for name in self.form.changed_data)
        return [(field.label, VersionedForm.shown(field, bound.value())) for field, bound in fields]

    def by_area(self, rows, name, value):
        """Keep what belongs to the area and everything below it.

        The areas are named to the database one by one, so that it knows how many rows to expect.
        """
        below = AreaAncestor.objects.filter(ancestor__slug=value)
        return rows.filter(area__in=list(below.values_list("area", flat=True)))


class ActionFilter(AgendaFilter):
    """Actions by area, theme, partner, state, year, participation, money, news and words."""

    stand = django_filters.ChoiceFilter(
        label=_("Stand"), method="by_state", choices=STATES, empty_label=_("alle standen")
    )
    q = SearchFilter()
    zonder_geld = CheckFilter(label=_("Zonder geld"), method="by_money")
    geen_nieuws = CheckFilter(label=_("Al lang geen nieuws"), method="by_news")

    class Meta:
        model = Action
        fields: list[str] = []

    def takes_part(self):
        """Whether an organisation has a part in any action that the person may see."""
        seen = Action.objects.visible_to(self.request.user).filter(pk=OuterRef("action"))
        return Commitment.objects.filter(Exists(seen), organisation=OuterRef("pk"))

    def by_theme(self, rows, name, value):
        """Keep actions on a theme."""
        return rows.filter(theme__code=value)

    def by_partner(self, rows, name, value):
        """Keep actions to which an organisation brings something, or that it leads."""
        return rows.filter(
            Exists(Commitment.objects.filter(action=OuterRef("pk"), organisation=value))
        )

    def by_state(self, rows, name, value):
        """Keep actions in a state; "late" is worked out from the date."""
        return rows.late() if value == "late" else rows.filter(state=value)

    def by_year(self, rows, name, value):
        """Keep actions that run in a year; one without any date runs in none.

        With one date only it runs in that year, and an open one without an end since its begin.
        """
        first, last = date(int(value), 1, 1), date(int(value), 12, 31)
        begun = Q(starts_on__lte=last) | Q(starts_on__isnull=True, ends_on__lte=last)
        endless = Q(ends_on__isnull=True)
        ends = Q(ends_on__gte=first) | (
            endless & (Q(starts_on__gte=first) | Q(state__in=OPEN_STATES))
        )
        return rows.filter(begun & ends)

    def by_participation(self, rows, name, value):
        """Keep actions with this level themselves, or else by their plan."""
        own = Q(participation__code=value)
        return rows.filter(own | Q(participation__isnull=True, plan__participation__code=value))

    def by_money(self, rows, name, value):
        """Keep actions of which the cost is not covered."""
        return rows.without_money() if value else rows

    def by_news(self, rows, name, value):
        """Keep open actions of which nothing was heard for long."""
        return rows.not_updated(self.request.municipality) if value else rows


class PlanFilter(AgendaFilter):
    """Plans by area, theme of a goal, partner, state, year, participation and words."""

    stand = django_filters.ChoiceFilter(
        label=_("Stand"), field_name="state", choices=PlanState, empty_label=_("alle standen")
    )
    q = django_filters.CharFilter(
        label=_("Woorden"), field_name="title", lookup_expr="icontains", max_length=200
    )

    class Meta:
        model = Plan
        fields: list[str] = []

    def takes_part(self):
        """Whether an organisation has a part in any plan that the person may see."""
        seen = Plan.objects.visible_to(self.request.user).filter(pk=OuterRef("plan"))
        return PlanParty.objects.filter(Exists(seen), organisation=OuterRef("pk"))

    def by_theme(self, rows, name, value):
        """Keep plans with a goal on a theme."""
        return rows.filter(Exists(Goal.objects.filter(plan=OuterRef("pk"), theme__code=value)))

    def by_partner(self, rows, name, value):
        """Keep plans that an organisation takes part in."""
        return rows.filter(
            Exists(PlanParty.objects.filter(plan=OuterRef("pk"), organisation=value))
        )

    def by_year(self, rows, name, value):
        """Keep plans that run in a year; a plan without an end runs on."""
        first, last = date(int(value), 1, 1), date(int(value), 12, 31)
        ends = Q(ends_on__isnull=True) | Q(ends_on__gte=first)
        return rows.filter(ends, starts_on__lte=last)

    def by_participation(self, rows, name, value):
        """Keep plans with this level."""
        return rows.filter(participation__code=value)
