"""Models of budgets: schemes, budgets, applications, decisions, payments and the books."""

from budgets.models.accounts import LowerGround, ReportKind, Settlement, SpendingReport
from budgets.models.advice import MoneyAdvice, Says
from budgets.models.allocations import Allocation, Body
from budgets.models.applications import (
    APPLICATION_MACHINE,
    Application,
    ApplicationState,
    Decision,
)
from budgets.models.books import Account, Entry, YearClosing
from budgets.models.budgets import Budget
from budgets.models.fulfilment import Fulfilment
from budgets.models.grounds import RefusalGround, RevocationGround
from budgets.models.letters import Channel, Letter, LetterKind, Objection, ObjectionState, digest_of
from budgets.models.named_days import NamedDay
from budgets.models.payments import (
    BATCH_MACHINE,
    PAYMENT_MACHINE,
    BankAccount,
    BatchState,
    PayingRules,
    Payment,
    PaymentBatch,
    PaymentPart,
    PaymentState,
)
from budgets.models.penalty import Finding, PenaltyFinding
from budgets.models.ranking import Ranked, Ranking, Score
from budgets.models.receipts import Receipt
from budgets.models.revocations import Revocation
from budgets.models.room import ROOM_MACHINE, RoomPriority, RoomState
from budgets.models.rules import (
    Audience,
    Construction,
    Criterion,
    Division,
    KindLimit,
    Mandate,
    Rounding,
    Route,
    SettlementRoute,
)
from budgets.models.schemes import Scheme
from budgets.models.support import SupportCount
from budgets.models.terms import PauseGround, TermBasis, TermStep, TermUnit
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
    "Criterion",
    "Decision",
    "Division",
    "Entry",
    "Fulfilment",
    "KindLimit",
    "Letter",
    "LetterKind",
    "LowerGround",
    "Mandate",
    "MoneyAdvice",
    "Objection",
    "ObjectionState",
    "Outcome",
    "NamedDay",
    "PauseGround",
    "PayingRules",
    "Payment",
    "PaymentBatch",
    "PaymentPart",
    "PaymentState",
    "Receipt",
    "Ranked",
    "Ranking",
    "RefusalGround",
    "Revocation",
    "RevocationGround",
    "ReportKind",
    "RoomPriority",
    "RoomState",
    "Rounding",
    "Route",
    "Says",
    "Scheme",
    "Score",
    "Settlement",
    "SettlementRoute",
    "SpendingReport",
    "Standing",
    "SupportCount",
    "TermBasis",
    "Finding",
    "PenaltyFinding",
    "TermStep",
    "TermUnit",
    "Tie",
    "Vote",
    "YearClosing",
    "digest_of",
]
