"""How a plan or a goal goes, said in words by who keeps it; what was said stays."""

from django.db import transaction
from django.utils.translation import gettext as _

from areas import permissions
from areas.models import Goal, Plan, Verdict
from config.audit.log import record
from config.lib.access import Refused, require


@transaction.atomic
def add_verdict(plan: Plan, *, goal: Goal | None = None, outcome: str, text: str, by) -> Verdict:
    """Say how a plan, or one of its goals, goes.

    Raises PermissionDenied, or Refused for a goal of another plan.
    """
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    require(permissions.judge_plan(by, plan))
    if goal is not None and goal.plan_id != plan.pk:
        raise Refused(_("Dit doel hoort bij een ander plan."))
    verdict = Verdict.objects.create(
        plan=plan, goal=goal, outcome=outcome, text=text.strip(), by=by
    )
    changes = {"outcome": outcome, **({"goal": goal.pk} if goal else {})}
    record(verdict, "verdict.added", by=by, area_id=plan.area_id, changes=changes)
    return verdict
