"""A new plan takes over what is still open in the plans that it replaces, action by action."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.agenda import move_action
from areas.models import Action, ActionState, Goal, Plan, ProgressUpdate
from areas.models.agenda import OPEN_STATES
from areas.rights import areas_where
from areas.roles import Permission
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now


@dataclass(frozen=True)
class Choice:
    """What happens with one action: it goes under a goal of the new plan, or else it stops."""

    action_id: int
    # The version of the action that the person saw.
    version: int
    goal_id: int | None = None
    reason: str = ""


def open_actions(plan: Plan, user):
    """What is planned or running in the plans that this one replaces, where the person decides."""
    mine = areas_where(user, Permission.EDIT_AGENDA)
    actions = Action.objects.visible_to(user).filter(
        plan__in=plan.replaces.order_by().values("pk"), state__in=OPEN_STATES
    )
    return actions.none() if mine is None else actions.filter(area__in=mine)


@transaction.atomic
def take_over(plan: Plan, *, choices: list[Choice], by) -> tuple[int, int]:
    """Move or stop these actions of replaced plans; what is not among them stays where it is.

    Returns how many were taken over and how many stopped. All of it happens, or nothing.
    Raises PermissionDenied, or Refused when the plan may not change, an action is of another plan
    or was changed since it was seen, a goal is not of this plan, or a reason is missing.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(permissions.edit_plan(by, plan))
    asked = {choice.action_id: choice for choice in choices}
    rows = Action.objects.select_for_update().filter(pk__in=asked).order_by("pk")
    actions = {action.pk: action for action in rows}
    goals = {goal.pk: goal for goal in plan.goals.all()}
    replaced = set(plan.replaces.order_by().values_list("pk", flat=True))
    taken = 0
    for pk, choice in asked.items():
        action = actions.get(pk)
        if action is None or action.plan_id not in replaced:
            raise Refused(_("Een van deze acties hoort niet bij een plan dat dit plan vervangt."))
        _check_seen(action, choice)
        if choice.goal_id is None:
            move_action(action, state=ActionState.STOPPED, reason=choice.reason, by=by)
            continue
        if choice.goal_id not in goals:
            raise Refused(_("Kies een doel van dit plan."))
        _take(action, plan, goals[choice.goal_id], by)
        taken += 1
    return taken, len(asked) - taken


def _check_seen(action: Action, choice: Choice) -> None:
    if action.version != choice.version or action.state not in OPEN_STATES:
        raise Refused(
            _("“%(title)s” is intussen veranderd. Bekijk de lijst opnieuw en kies nog een keer.")
            % {"title": action.title}
        )


def _take(action: Action, plan: Plan, goal: Goal, by) -> None:
    require(permissions.edit_action(by, action))
    if not plan.covers(action.area_id):
        raise Refused(
            _("“%(title)s” ligt in een gebied waar dit plan niet voor geldt.")
            % {"title": action.title}
        )
    before = action.plan_id
    action.goal, action.plan, action.updated_at = goal, plan, now()
    action.version += 1
    action.save(update_fields=["goal", "plan", "updated_at", "version"])
    # No title: who may read the action later may not be one who may read about this plan.
    text = _("Deze actie is overgenomen in het nieuwe plan.")
    ProgressUpdate.objects.create(action=action, text=text, by=by)
    record(action, "action.taken_over", by=by, changes={"plan": [before, plan.pk]})
