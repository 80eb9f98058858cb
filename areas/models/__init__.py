"""Models of areas: places, people, and the agenda."""

from areas.models.agenda import Action, ActionState, ProgressUpdate
from areas.models.people import Assignment, Role, User
from areas.models.places import (
    Area,
    AreaAncestor,
    AreaFigures,
    AreaMember,
    AreaPlacement,
    AreaPostcode,
    AreaShape,
    AreaSuccessor,
    Grouping,
    Level,
    Municipality,
    OldSlug,
)
from areas.models.plans import Goal, Plan, PlanKind, PlanState, Theme

__all__ = [
    "Action",
    "ActionState",
    "Area",
    "AreaAncestor",
    "AreaFigures",
    "AreaMember",
    "AreaPlacement",
    "AreaPostcode",
    "AreaShape",
    "AreaSuccessor",
    "Assignment",
    "Goal",
    "Grouping",
    "Level",
    "Municipality",
    "OldSlug",
    "Plan",
    "PlanKind",
    "PlanState",
    "ProgressUpdate",
    "Role",
    "Theme",
    "User",
]
