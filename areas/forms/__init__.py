"""Forms of places and the agenda; choices never go beyond where the person may work."""

from areas.forms.actions import ActionForm
from areas.forms.base import StartForm, StepForm
from areas.forms.indicators import IndicatorPlace, MeasurementForm
from areas.forms.places import AreaSearch, PortraitForm, VersionForm, newest_portrait
from areas.forms.plans import GoalForm, PlanForm, VerdictForm
from areas.forms.progress import ProgressForm

__all__ = [
    "ActionForm",
    "AreaSearch",
    "GoalForm",
    "IndicatorPlace",
    "MeasurementForm",
    "PlanForm",
    "PortraitForm",
    "ProgressForm",
    "StartForm",
    "StepForm",
    "VerdictForm",
    "VersionForm",
    "newest_portrait",
]
