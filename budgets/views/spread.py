"""How the money of a year is spread: over areas, themes, inhabitants and initiators."""

from django.shortcuts import render

from areas.models import Area
from budgets.forms import YearForm
from budgets.models import Budget
from budgets.spread import FEW, budgets_of, per_area, per_theme, spread
from config.lib.public import kept, public_page


@public_page
def spread_page(request):
    """Bars with the same figures in a table beside them."""
    town = request.municipality or None
    years = Budget.objects.of(town).order_by("-year").values_list("year", flat=True).distinct()
    form = YearForm(request.GET, years=list(years))
    slug = form.value("gebied")
    area = Area.objects.of(town).filter(slug=slug).first() if slug else None
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
