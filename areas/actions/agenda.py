"""The agenda moves: plans and actions go from state to state, and progress is reported."""

from django.core.files.images import get_image_dimensions
from django.db import transaction

from areas import permissions
from areas.actions.plan_life import begin, obstacles
from areas.models import Action, Plan, PlanState, ProgressPicture, ProgressUpdate
from areas.models.agenda import ACTION_MACHINE
from areas.models.plans import PLAN_MACHINE
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import now


@transaction.atomic
def move_plan(plan: Plan, *, state: str, reason: str = "", by) -> Plan:
    """Take a plan to another state; the reason shows on its page.

    A plan that begins takes the place of what it replaces, and its first version is kept.
    Raises PermissionDenied, or Refused when the plan cannot go there, a reason is missing, or
    something is still in the way of its beginning (`plan_life.obstacles`).
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(permissions.move_plan(by, plan))
    PLAN_MACHINE.check(plan.state, state, reason)
    begins = (plan.state, state) == (PlanState.DRAFT, PlanState.RUNNING)
    if begins and (found := obstacles(plan)):
        raise Refused(" ".join(found))
    old, plan.state, plan.state_reason = plan.state, state, reason.strip()
    plan.version += 1
    plan.save(update_fields=["state", "state_reason", "version"])
    record(plan, "plan.moved", by=by, changes={"state": [old, plan.state]})
    if begins:
        begin(plan, by=by)
    return plan


@transaction.atomic
def move_action(action: Action, *, state: str, reason: str = "", public: bool = True, by) -> Action:
    """Take an action to another state, with a line in its progress.

    `public` tells whether the reason may be read by everyone (who may see the action).
    Raises PermissionDenied, or Refused when the action cannot go there or a reason is missing.
    """
    action = Action.objects.select_for_update().get(pk=action.pk)
    require(permissions.move_action(by, action))
    ACTION_MACHINE.check(action.state, state, reason)
    _move(action, state, by)
    ProgressUpdate.objects.create(
        action=action, text=reason.strip(), state=state, public=public, by=by
    )
    return action


@transaction.atomic
def add_progress(
    action: Action, *, text: str, state: str = "", public: bool = True, picture=None, alt="", by
) -> ProgressUpdate:
    """Report what happened; with `state` the action moves there and the text is the reason.

    `picture` is a file that config.intake.pictures has drawn anew, `alt` what it shows.
    Raises PermissionDenied, or Refused when the action cannot go to that state.
    """
    action = Action.objects.select_for_update().get(pk=action.pk)
    require(permissions.add_progress(by, action))
    if state:
        require(permissions.move_action(by, action))
        ACTION_MACHINE.check(action.state, state, text)
        _move(action, state, by)
    else:
        # No new version: a note does not touch what an open edit form holds.
        action.updated_at = now()
        action.save(update_fields=["updated_at"])
    update = ProgressUpdate.objects.create(
        action=action, text=text.strip(), state=state, public=public, by=by
    )
    record(action, "action.progress", by=by)
    if picture:
        _keep_picture(update, picture, alt)
    return update


def _keep_picture(update: ProgressUpdate, file, alt: str) -> None:
    """Store a picture with a note; its file goes again when the row cannot be written."""
    width, height = get_image_dimensions(file)
    file.seek(0)
    kept = ProgressPicture(update=update, alt=alt.strip(), width=width, height=height)
    kept.file.save(file.name, file, save=False)
    try:
        kept.save()
    except BaseException:
        kept.file.delete(save=False)
        raise


def _move(action: Action, state: str, by) -> None:
    old, action.state, action.updated_at = action.state, state, now()
    action.version += 1
    action.save(update_fields=["state", "updated_at", "version"])
    record(action, "action.moved", by=by, changes={"state": [old, state]})
