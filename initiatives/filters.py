"""Filters of the lists of initiatives."""

import django_filters
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from areas.choices import area_choices, theme_choices
from areas.models import Area, AreaAncestor
from config.lib.lists import SearchFilter, SlugChoice
from initiatives.models import SHOWN_STATES, Initiative, Signal, State, Tally


class SlugFilter(django_filters.ChoiceFilter):
    """A choice by slug; options are looked up per request."""

    field_class = SlugChoice


def _states(states) -> list[tuple[str, str]]:
    return [(state.value, state.label) for state in states]


class InitiativeFilter(django_filters.FilterSet):
    """Public initiatives by area (with all below it), theme, state and words."""

    gebied = SlugFilter(label=_("Gebied"), method="by_area", empty_label=_("alle gebieden"))
    thema = django_filters.ChoiceFilter(
        label=_("Thema"), field_name="theme__code", empty_label=_("alle thema's")
    )
    stand = django_filters.ChoiceFilter(
        label=_("Stand"),
        field_name="state",
        choices=_states(SHOWN_STATES),
        empty_label=_("alle standen"),
    )
    q = SearchFilter()

    class Meta:
        model = Initiative
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        municipality = self.request.municipality or None
        self.filters["gebied"].extra["choices"] = area_choices(municipality)
        self.filters["thema"].extra["choices"] = theme_choices(municipality)

    def by_area(self, rows, name, value):
        """Keep initiatives of the area and everything below it, or about it too.

        As a list of numbers: with those the database sees whether the index by area or the one
        by date is the shorter way.
        """
        below = Area.objects.filter(ancestor_rows__ancestor__slug=value)
        self.below = list(below.order_by().values_list("pk", flat=True))
        return rows.about(self.below)

    def counted(self) -> int | None:
        """How many there are, from the tallies; None where a filter is on that they do not know."""
        if self.is_bound and not self.is_valid():
            return 0
        asked = self.form.cleaned_data if self.is_bound else {}
        if asked.get("thema") or asked.get("q"):
            return None
        rows = Tally.objects.filter(area__municipality=self.request.municipality or None)
        also = Initiative.objects.public().of(self.request.municipality or None)
        if asked.get("gebied"):
            rows, also = rows.filter(area__in=self.below), also.also_about(self.below)
        if asked.get("stand"):
            rows, also = (some.filter(state=asked["stand"]) for some in (rows, also))
        number = rows.aggregate(number=Sum("count", default=0))["number"]
        return number + (also.count() if asked.get("gebied") else 0)


class HandlingFilter(InitiativeFilter):
    """The same for colleagues, who also see what is not public."""

    stand = django_filters.ChoiceFilter(
        label=_("Stand"),
        field_name="state",
        choices=_states([state for state in State if state != State.UNCONFIRMED]),
        empty_label=_("alle standen"),
    )
    openbaar = django_filters.ChoiceFilter(
        label=_("Op de site"),
        method="by_site",
        choices=[("ja", _("openbaar")), ("nee", _("niet openbaar"))],
        empty_label=_("alles"),
    )

    def by_site(self, rows, name, value):
        """Keep what is released, or what is not."""
        return rows.filter(released_at__isnull=value == "nee")


class SignalFilter(django_filters.FilterSet):
    """Signals by area (with all below it), and by how they stand; without a choice those that wait
    for an answer.
    """

    gebied = SlugFilter(label=_("Gebied"), method="by_area", empty_label=_("alle gebieden"))
    toon = django_filters.ChoiceFilter(
        label=_("Stand"),
        method="by_turn",
        choices=[("laat", _("wat te laat is")), ("alles", _("alles"))],
        empty_label=_("wacht op antwoord"),
    )

    class Meta:
        model = Signal
        fields: list[str] = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].extra["choices"] = area_choices(self.request.municipality or None)

    def filter_queryset(self, rows):
        """The promised day that comes first on top; of everything the newest."""
        rows = super().filter_queryset(rows)
        turn = self.form.cleaned_data.get("toon")
        if turn == "alles":
            return rows.order_by("-received_on", "-pk")
        return (rows if turn else rows.open()).order_by("due_on", "pk")

    def by_area(self, rows, name, value):
        """Keep signals of the area and everything below it."""
        below = AreaAncestor.objects.filter(ancestor__slug=value)
        return rows.filter(area__in=list(below.values_list("area", flat=True)))

    def by_turn(self, rows, name, value):
        """Keep what is late."""
        return rows.late() if value == "laat" else rows
