"""The goals of a plan: their order, and what a new plan begins with."""

import datetime

from django.db import transaction

from areas import permissions
from areas.models import Action, Goal, Plan, TemplateAction, TemplateGoal
from config.audit.log import record
from config.lib.access import require
from config.lib.forms import save_form

UP, DOWN = "omhoog", "omlaag"


@transaction.atomic
def move_goal(plan: Plan, *, goal: Goal, way: str, by) -> None:
    """Put a goal one place higher (UP) or lower (DOWN); the first and the last stay.

    Goals are numbered from 1. Who has the form of a goal open whose number changes, is told.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(permissions.edit_plan(by, plan))
    goals = list(plan.goals.all())
    at = next(place for place, one in enumerate(goals) if one.pk == goal.pk)
    to = at - 1 if way == UP else at + 1
    if not 0 <= to < len(goals):
        return
    goals[at], goals[to] = goals[to], goals[at]
    for number, one in enumerate(goals, 1):
        if one.order != number:
            one.order = number
            one.version += 1
            one.save(update_fields=["order", "version"])
    record(goal, "goal.moved", by=by, area_id=plan.area_id, changes={"order": [at + 1, to + 1]})


@transaction.atomic
def start_plan(form, *, with_examples: bool, by) -> Plan:
    """Save the valid form of a new plan; with examples, also the goals and actions of its kind.

    Days of example actions are counted from the first day of the plan. Raises PermissionDenied.
    """
    require(permissions.start_plan(by, form.instance.area))
    plan = save_form(form, by=by)
    if with_examples:
        for example in plan.kind.template_goals.prefetch_related("actions"):
            _from_example(plan, example, by)
    return plan


def _from_example(plan: Plan, example: TemplateGoal, by) -> None:
    goal = Goal.objects.create(
        plan=plan, theme_id=example.theme_id, title=example.title, order=example.order
    )
    record(goal, "goal.created", by=by, area_id=plan.area_id)
    for one in example.actions.all():
        action = _action(plan, goal, one)
        action.clean_fields()
        action.save()
        record(action, "action.created", by=by)


def _action(plan: Plan, goal: Goal, example: TemplateAction) -> Action:
    return Action(
        area_id=plan.area_id,
        goal=goal,
        theme_id=goal.theme_id,
        title=example.title,
        starts_on=_day(plan, example.starts_after),
        ends_on=_day(plan, example.ends_after),
    )


def _day(plan: Plan, days: int | None) -> datetime.date | None:
    return None if days is None else plan.starts_on + datetime.timedelta(days=days)
