"""Pages of figures: which there are, one over the years, and one added by hand."""

from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.indicators import add_measurement
from areas.effects import years_of
from areas.forms import IndicatorPlace, MeasurementForm
from areas.models import Area, Indicator
from areas.views.steps import back_to, posted
from config.intake.keys import once
from config.lib.access import Refused, require
from config.lib.addresses import address
from config.lib.public import public_page


def _indicator(request, pk) -> Indicator:
    rows = Indicator.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related("theme"), pk=pk)


@public_page
def indicator_list(request):
    """Every figure that is kept here, by theme."""
    rows = Indicator.objects.visible_to(request.user).of(request.municipality or None)
    rows = rows.select_related("theme").annotate(areas=Count("measurements__area", distinct=True))
    groups: dict[str, list[Indicator]] = {}
    for row in rows.order_by("theme__order", "theme__name", "name"):
        groups.setdefault(row.theme.name if row.theme else _("Andere cijfers"), []).append(row)
    return render(request, "areas/indicators.html", {"groups": groups})


@public_page
def indicator(request, pk):
    """One figure: of an area over the years, beside that of the municipality."""
    found = _indicator(request, pk)
    places = _places(found)
    area = _area(request, places)
    years = years_of(found, area, request.municipality.root_id) if area else []
    context = {
        "indicator": found,
        "area": area,
        "whole": area is not None and area.pk == request.municipality.root_id,
        "places": places,
        "years": years,
        "points": [(one.year, one.here.value) for one in years if one.here],
        "fictitious": any(one.here and one.here.fictitious for one in years),
        "may_add": not permissions.use_agenda(request.user, request.municipality),
    }
    return render(request, "areas/indicator.html", context)


def _places(found: Indicator) -> list[Area]:
    """The areas that this figure is known of, the largest first."""
    rows = Area.objects.filter(measurements__indicator=found).select_related("level").distinct()
    return sorted(rows, key=lambda row: (row.level.rank if row.level else 0, row.search))


def _area(request, places: list[Area]) -> Area | None:
    """The area that was asked for; else the municipality, else the first that has figures."""
    asked = IndicatorPlace(request.GET).value("gebied")
    if asked:
        areas = Area.objects.of(request.municipality).select_related("level")
        return get_object_or_404(areas, slug=asked)
    roots = (place for place in places if place.pk == request.municipality.root_id)
    return next(roots, places[0] if places else None)


def measurement_add(request, pk):
    """Add one figure of one of the person's own areas."""
    found = _indicator(request, pk)
    require(permissions.use_agenda(request.user, request.municipality or None))
    form = MeasurementForm(
        posted(request),
        user=request.user,
        municipality=request.municipality,
        unit=found.unit,
        initial=request.draft,
    )
    if request.method == "POST" and form.is_valid() and (url := _added(found, form, request.user)):
        messages.success(request, _("Het cijfer staat erbij."))
        return redirect(url)
    context = {
        "form": form,
        "title": _("Cijfer toevoegen: %(name)s") % {"name": found},
        "back": back_to(found),
    }
    return render(request, "areas/form.html", context)


def _added(found: Indicator, form: MeasurementForm, by) -> str:
    """Write the figure once; "" when a rule refused, which the form then says."""
    data = form.cleaned_data
    area = data["area"]

    def add() -> str:
        given = {name: data[name] for name in ("area", "year", "value", "source")}
        add_measurement(found, **given, by=by)
        return f"{address('areas:indicator', found.pk)}?gebied={area.slug}"

    try:
        return once(data["form_key"], "areas.measurement", add)[0]
    except Refused as refused:
        form.add_error(None, refused.reason)
        return ""
