"""How the money of a year is spread: over areas, themes, inhabitants and initiators."""

from django.shortcuts import render

from budgets.forms import YearForm
from budgets.spread import FEW, budgets_of, per_area, per_theme, spread
from budgets.views.overview import area_of, years_of
from config.lib.public import kept, public_page


@public_page
def spread_page(request):
    """Bars with the same figures in a table beside them."""
    town = request.municipality or None
    form = YearForm(request.GET, years=years_of(request))
    area = area_of(request, form)
    budgets = budgets_of(town, form.year, area)
    areas = per_area(budgets)
    key = ("spread of money", form.year)
    context = {
        "years": form.years,
        "year": form.year,
        "area": area,
        "areas": areas,
        # One measure for all bars, so that they can be compared.
        "most": max((one.allocated for one in areas), default=0),
        "themes": kept(request, (*key, area and area.pk, "themes"), lambda: per_theme(budgets)),
        # Of the whole municipality only: of one area it would tell about a few people.
        "spread": None
        if area
        else kept(request, key, lambda: spread(budgets_of(town, form.year), form.year)),
        "few": FEW,
    }
    return render(request, "budgets/spread.html", context)
