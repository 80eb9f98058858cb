"""Models of budgets: schemes, budgets, applications, decisions and the books."""

from budgets.models.applications import (
    APPLICATION_MACHINE,
    Application,
    ApplicationState,
    Decision,
)
from budgets.models.books import Account, Entry
from budgets.models.budgets import Budget
from budgets.models.rules import (
    Audience,
    Construction,
    Division,
    KindLimit,
    Mandate,
    Rounding,
    Settlement,
)
from budgets.models.schemes import Scheme
from budgets.models.terms import TermBasis, TermStep, TermUnit

__all__ = [
    "APPLICATION_MACHINE",
    "Account",
    "Application",
    "ApplicationState",
    "Audience",
    "Budget",
    "Construction",
    "Decision",
    "Division",
    "Entry",
    "KindLimit",
    "Mandate",
    "Rounding",
    "Scheme",
    "Settlement",
    "TermBasis",
    "TermStep",
    "TermUnit",
]
