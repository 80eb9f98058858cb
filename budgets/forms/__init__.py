"""Forms about money."""

from budgets.forms.asking import ApplyForm, MayIForm
from budgets.forms.steps import (
    AskForm,
    CompleteForm,
    DecideForm,
    DefaultForm,
    EntriesForm,
    LeaveForm,
    OnlyKeyForm,
    OpenForm,
    PutOffForm,
    YearForm,
)
from budgets.forms.votes import VoteForm

__all__ = [
    "ApplyForm",
    "AskForm",
    "CompleteForm",
    "DecideForm",
    "DefaultForm",
    "EntriesForm",
    "LeaveForm",
    "MayIForm",
    "OnlyKeyForm",
    "OpenForm",
    "PutOffForm",
    "VoteForm",
    "YearForm",
]
