"""Pages about money: figures for everyone, and the steps of a request."""

from budgets.views.public import (
    budget,
    entries,
    figures_csv,
    figures_xlsx,
    may_i,
    overview,
    scheme,
)
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
