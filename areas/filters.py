"""Filters of the lists of areas."""

import django_filters
from django.utils.translation import gettext_lazy as _

from areas.choices import area_choices
from areas.models import AreaAncestor, Work
from config.lib.lists import SlugChoice

STATES = [*Work.State.choices, ("meepraten", _("u kunt nog meepraten"))]


class SlugFilter(django_filters.ChoiceFilter):
    """A choice by slug; options are looked up per request."""

    field_class = SlugChoice


class WorkFilter(django_filters.FilterSet):
    """Works by area (with all below it) and state."""

    gebied = SlugFilter(label=_("Gebied"), method="by_area", empty_label=_("alle gebieden"))
    stand = django_filters.ChoiceFilter(
        label=_("Stand"), method="by_state", choices=STATES, empty_label=_("gepland en bezig")
    )

    class Meta:
        model = Work
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].extra["choices"] = area_choices(self.request.municipality)

    def filter_queryset(self, queryset):
        """Without a chosen state only what is planned or under way."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("stand") else rows.open()

    def by_area(self, rows, name, value):
        """Keep works in the area and everything below it."""
        below = AreaAncestor.objects.filter(ancestor__slug=value).values("area")
        return rows.filter(area__in=below)

    def by_state(self, rows, name, value):
        """Keep works in a state, or about which one may still have a say."""
        return rows.still_to_discuss() if value == "meepraten" else rows.filter(state=value)
