"""Forms of places and the agenda; choices never go beyond where the person may work."""

from areas.forms.actions import ActionForm
from areas.forms.base import StartForm, StepForm
from areas.forms.places import AreaSearch, PortraitForm
from areas.forms.plans import GoalForm, PlanForm
from areas.forms.progress import ProgressForm

__all__ = [
    "ActionForm",
    "AreaSearch",
    "GoalForm",
    "PlanForm",
    "PortraitForm",
    "ProgressForm",
    "StartForm",
    "StepForm",
]
