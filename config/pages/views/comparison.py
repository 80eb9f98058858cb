"""The comparison of municipalities on the figures of a report."""

from django.shortcuts import render

from config.lib.public import public_page
from config.pages.comparison import comparisons


@public_page
def comparison(request):
    """What municipalities spent, each figure with its formula, beside what the report says."""
    return render(request, "pages/comparison.html", {"comparisons": comparisons()})
