"""Models of budgets: schemes, budgets, applications, decisions and the books."""

from budgets.models.applications import (
    APPLICATION_MACHINE,
    Application,
    ApplicationState,
    Decision,
)
from budgets.models.books import Account, Entry
from budgets.models.schemes import Budget, Scheme
from budgets.models.terms import TermBasis, TermStep, TermUnit

__all__ = [
    "APPLICATION_MACHINE",
    "Account",
    "Application",
    "ApplicationState",
    "Budget",
    "Decision",
    "Entry",
    "Scheme",
    "TermBasis",
    "TermStep",
    "TermUnit",
]
