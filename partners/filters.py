"""Filters of the lists of partners."""

import django_filters
from django.utils.translation import gettext_lazy as _

from areas.choices import area_choices
from areas.filters import SlugFilter
from areas.models import AreaAncestor
from partners.models import Facility, FacilityKind, Organisation, Roundtable, RoundtableKind


class ByArea(django_filters.FilterSet):
    """What the lists share: an area by its slug, and words in the name."""

    gebied = SlugFilter(label=_("Gebied"), method="by_area", empty_label=_("alle gebieden"))
    q = django_filters.CharFilter(
        label=_("Woorden"), field_name="name", lookup_expr="icontains", max_length=200
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["gebied"].extra["choices"] = area_choices(self.request.municipality)

    def by_area(self, rows, name, value):
        """Keep what is for the area or something below it."""
        below = AreaAncestor.objects.filter(ancestor__slug=value)
        return rows.filter(area__in=list(below.values_list("area", flat=True)))


class OrganisationFilter(ByArea):
    """Organisations by area, and by who is behind them."""

    soort = django_filters.ChoiceFilter(
        label=_("Soort"),
        method="by_kind",
        choices=[("bewoners", _("van bewoners")), ("professionals", _("van professionals"))],
        empty_label=_("alle soorten"),
    )

    class Meta:
        model = Organisation
        fields: list[str] = []

    def by_area(self, rows, name, value):
        """Keep who works for the area, for something below it, or for all of the municipality."""
        below = AreaAncestor.objects.filter(ancestor__slug=value).values_list("area", flat=True)
        here = rows.filter(areas__in=list(below)) | rows.filter(areas__isnull=True)
        return here.distinct()

    def by_kind(self, rows, name, value):
        """Keep organisations of residents, or the others."""
        return rows.filter(of_residents=value == "bewoners")


class ByKind(ByArea):
    """The same, and by kind; `kinds` is the model of the kinds of a municipality."""

    kinds: type
    soort = django_filters.ChoiceFilter(
        label=_("Soort"), method="by_kind", empty_label=_("alle soorten")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = self.kinds.objects.filter(municipality=self.request.municipality or None)
        options = list(kinds.order_by("name").values_list("code", "plural"))
        self.filters["soort"].extra["choices"] = options

    def by_kind(self, rows, name, value):
        """Keep one kind."""
        return rows.filter(kind__code=value)


class FacilityFilter(ByKind):
    """Places and networks by area and kind."""

    kinds = FacilityKind

    class Meta:
        model = Facility
        fields: list[str] = []


class RoundtableFilter(ByKind):
    """Tables by area and kind."""

    kinds = RoundtableKind

    class Meta:
        model = Roundtable
        fields: list[str] = []
