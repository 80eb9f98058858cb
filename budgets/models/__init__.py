"""Models of budgets: schemes, budgets, applications, decisions, payments and the books."""

from budgets.models.accounts import LowerGround, ReportKind, Settlement, SpendingReport
from budgets.models.allocations import Allocation, Body
from budgets.models.applications import (
    APPLICATION_MACHINE,
    Application,
    ApplicationState,
    Decision,
)
from budgets.models.books import Account, Entry, YearClosing
from budgets.models.budgets import Budget
from budgets.models.letters import (
    Channel,
    Letter,
    LetterKind,
    Objection,
    ObjectionState,
    digest_of,
)
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
from budgets.models.receipts import Receipt
from budgets.models.room import ROOM_MACHINE, RoomPriority, RoomState
from budgets.models.rules import (
    Audience,
    Construction,
    Division,
    KindLimit,
    Mandate,
    Rounding,
    SettlementRoute,
)
from budgets.models.schemes import Scheme
from budgets.models.terms import TermBasis, TermStep, TermUnit
from budgets.models.votes import Ballot, BallotRule, Choice, Outcome, Standing, Tie, Vote

__all__ = [
    "APPLICATION_MACHINE",
    "BATCH_MACHINE",
    "PAYMENT_MACHINE",
    "ROOM_MACHINE",
    "Account",
    "Allocation",
    "Application",
    "ApplicationState",
    "Audience",
    "Ballot",
    "BallotRule",
    "BankAccount",
    "BatchState",
    "Body",
    "Budget",
    "Channel",
    "Choice",
    "Construction",
    "Decision",
    "Division",
    "Entry",
    "KindLimit",
    "Letter",
    "LetterKind",
    "LowerGround",
    "Mandate",
    "Objection",
    "ObjectionState",
    "Outcome",
    "PayingRules",
    "Payment",
    "PaymentBatch",
    "PaymentState",
    "Receipt",
    "ReportKind",
    "RoomPriority",
    "RoomState",
    "Rounding",
    "Scheme",
    "Settlement",
    "SettlementRoute",
    "SpendingReport",
    "Standing",
    "TermBasis",
    "TermStep",
    "TermUnit",
    "Tie",
    "Vote",
    "YearClosing",
    "digest_of",
]
