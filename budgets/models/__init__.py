"""Models of budgets: schemes, budgets, applications, decisions and the books."""

from budgets.models.applications import (
    APPLICATION_MACHINE,
    Application,
    ApplicationState,
    Decision,
)
from budgets.models.books import Account, Entry
from budgets.models.budgets import Budget
from budgets.models.letters import Letter, LetterKind, Objection, ObjectionState
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
from budgets.models.votes import Ballot, BallotRule, Choice, Outcome, Standing, Tie, Vote

__all__ = [
    "APPLICATION_MACHINE",
    "Account",
    "Application",
    "ApplicationState",
    "Audience",
    "Ballot",
    "BallotRule",
    "Budget",
    "Choice",
    "Construction",
    "Decision",
    "Division",
    "Entry",
    "KindLimit",
    "Letter",
    "LetterKind",
    "Mandate",
    "Objection",
    "ObjectionState",
    "Outcome",
    "Rounding",
    "Scheme",
    "Settlement",
    "Standing",
    "TermBasis",
    "TermStep",
    "TermUnit",
    "Tie",
    "Vote",
]
