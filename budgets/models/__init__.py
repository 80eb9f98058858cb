"""Models of budgets: schemes, budgets, applications, decisions, payments and the books."""

from budgets.models.accounts import LowerGround, ReportKind, Settlement, SpendingReport
from budgets.models.applications import (
    APPLICATION_MACHINE,
    Application,
    ApplicationState,
    Decision,
)
from budgets.models.books import Account, Entry, YearClosing
from budgets.models.payments import (
    BATCH_MACHINE,
    PAYMENT_MACHINE,
    BankAccount,
    BatchState,
    PayingRules,
    Payment,
    PaymentBatch,
    PaymentState,
)
from budgets.models.schemes import Budget, Scheme
from budgets.models.terms import TermBasis, TermStep, TermUnit

__all__ = [
    "APPLICATION_MACHINE",
    "BATCH_MACHINE",
    "PAYMENT_MACHINE",
    "Account",
    "Application",
    "ApplicationState",
    "BankAccount",
    "BatchState",
    "Budget",
    "Decision",
    "Entry",
    "LowerGround",
    "PayingRules",
    "Payment",
    "PaymentBatch",
    "PaymentState",
    "ReportKind",
    "Scheme",
    "Settlement",
    "SpendingReport",
    "TermBasis",
    "TermStep",
    "TermUnit",
    "YearClosing",
]
