"""Filters of the lists that span apps."""

import django_filters
from django.utils.translation import gettext_lazy as _

from areas.choices import area_choices, theme_choices
from areas.models import Action
from areas.models.agenda import ActionState
from config.lib.lists import SearchFilter, SlugChoice

STATES = [*ActionState.choices, ("late", _("te laat"))]


class SlugFilter(django_filters.ChoiceFilter):
    """A choice by slug; options are looked up per request."""

    field_class = SlugChoice


class ActionFilter(django_filters.FilterSet):
    """The agenda by area (with all below it), theme, state and words."""

    gebied = SlugFilter(label=_("Gebied"), method="by_area", empty_label=_("alle gebieden"))
    thema = django_filters.ChoiceFilter(
        label=_("Thema"), field_name="theme__code", empty_label=_("alle thema's")
    )
    stand = django_filters.ChoiceFilter(
        label=_("Stand"), method="by_state", choices=STATES, empty_label=_("alle standen")
    )
    q = SearchFilter()

    class Meta:
        model = Action
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        municipality = self.request.municipality
        self.filters["gebied"].extra["choices"] = area_choices(municipality)
        self.filters["thema"].extra["choices"] = theme_choices(municipality)

    def by_area(self, rows, name, value):
        """Keep actions of the area and everything below it."""
        return rows.filter(area__ancestor_rows__ancestor__slug=value)

    def by_state(self, rows, name, value):
        """Keep actions in a state; "late" is worked out from the date."""
        return rows.late() if value == "late" else rows.filter(state=value)
