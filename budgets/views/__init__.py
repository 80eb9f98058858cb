"""Pages about money: figures for everyone, and the steps of a request."""

from budgets.views.overview import figures_csv, figures_xlsx, overview
from budgets.views.public import budget, entries, may_i, scheme
from budgets.views.requests import application, apply, decide, open_year, withdraw

__all__ = [
    "application",
    "apply",
    "budget",
    "decide",
    "entries",
    "figures_csv",
    "figures_xlsx",
    "may_i",
    "open_year",
    "overview",
    "scheme",
    "withdraw",
]
