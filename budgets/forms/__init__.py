"""Forms about money."""

from budgets.forms.advice import AdviseForm
from budgets.forms.asking import ApplyForm, MayIForm
from budgets.forms.ranking import DivideForm, ScoreForm
from budgets.forms.steps import (
    AskForm,
    CompleteForm,
    DecideForm,
    DefaultForm,
    EntriesForm,
    LeaveForm,
    OnlyKeyForm,
    OpenForm,
    PauseForm,
    PenaltyForm,
    PutOffForm,
    YearForm,
)
from budgets.forms.votes import VoteForm

__all__ = [
    "AdviseForm",
    "ApplyForm",
    "AskForm",
    "CompleteForm",
    "DecideForm",
    "DefaultForm",
    "DivideForm",
    "EntriesForm",
    "LeaveForm",
    "MayIForm",
    "OnlyKeyForm",
    "OpenForm",
    "PauseForm",
    "PenaltyForm",
    "PutOffForm",
    "ScoreForm",
    "VoteForm",
    "YearForm",
]
