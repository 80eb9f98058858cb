"""Models of areas: places, people, and the agenda."""

from areas.models.agenda import (
    Action,
    ActionState,
    Funding,
    Origin,
)
from areas.models.area_facts import AreaFigures, AreaPostcode, AreaShape, AreaSuccessor, OldSlug
from areas.models.asks import Department, Request, RequestAnswer, RequestState
from areas.models.indicators import Direction, Indicator, Measurement
from areas.models.kinds import Deed, PlanKind, RouteStep, TemplateAction, TemplateGoal, Theme
from areas.models.motions import Motion
from areas.models.participation import Kept, ParticipationLevel
from areas.models.people import Assignment, Role, User
from areas.models.places import (
    Area,
    AreaAncestor,
    AreaMember,
    AreaPlacement,
    Grouping,
    Level,
    Municipality,
)
from areas.models.plan_life import PlanDeed, PlanPhase, PlanVersion, Verdict
from areas.models.plans import Goal, Plan, PlanState
from areas.models.portraits import Portrait
from areas.models.progress import ProgressPicture, ProgressUpdate
from areas.models.sheets import Sheet
from areas.models.spots import AddressPoint
from areas.models.works import Work

__all__ = [
    "Action",
    "ActionState",
    "AddressPoint",
    "Area",
    "AreaAncestor",
    "AreaFigures",
    "AreaMember",
    "AreaPlacement",
    "AreaPostcode",
    "AreaShape",
    "AreaSuccessor",
    "Assignment",
    "Deed",
    "Department",
    "Direction",
    "Funding",
    "Goal",
    "Grouping",
    "Indicator",
    "Kept",
    "Level",
    "Measurement",
    "Motion",
    "Municipality",
    "OldSlug",
    "Origin",
    "ParticipationLevel",
    "Plan",
    "PlanDeed",
    "PlanKind",
    "PlanPhase",
    "PlanState",
    "PlanVersion",
    "Portrait",
    "ProgressPicture",
    "ProgressUpdate",
    "Request",
    "RequestAnswer",
    "RequestState",
    "Role",
    "RouteStep",
    "Sheet",
    "TemplateAction",
    "TemplateGoal",
    "Theme",
    "User",
    "Verdict",
    "Work",
]
