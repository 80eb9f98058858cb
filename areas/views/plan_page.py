"""The page of a plan: how it came about, its goals with their actions, and who may do what."""

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.plan_life import Stage, obstacles, stages
from areas.effects import newest_verdicts
from areas.forms.quick import QuickActionForm
from areas.models import Action, Deed, Plan, PlanPhase, PlanState, Verdict
from areas.models.plans import PLAN_MACHINE
from areas.rights import may
from areas.roles import Permission
from areas.views.goals import add_measures, counts
from areas.views.plans import plan_of
from areas.views.steps import steps_of
from config.lib.clock import today
from config.lib.public import public_page


@public_page
def plan(request, pk):
    """A plan: its goals with their actions as one list that folds, and its life."""
    found = plan_of(request, pk)
    actions = list(
        Action.objects.visible_to(request.user)
        .filter(plan=found)
        .select_related("area")
        .order_by("ends_on", "pk")
    )
    verdicts = list(found.verdicts.all())
    parties = list(found.parties.select_related("organisation"))
    context = {
        "plan": found,
        "goals": _goals(request.user, found, actions, verdicts),
        "others": [action for action in actions if action.goal_id is None],
        "counts": counts(actions),
        "stages": stages(found, parties),
        "phases": _phases(found),
        "parties": parties,
        "verdict": newest_verdicts(verdicts).get(None),
        "versions": list(found.versions.defer("content")),
        **_relatives(request.user, found),
        **_rights(request.user, found),
    }
    if context["may_edit"]:
        for goal in context["goals"]:
            goal.form = QuickActionForm(auto_id=f"doel_{goal.pk}_%s")
    context["notices"] = _notices(request.user, found, context["stages"])
    return render(request, "areas/plan.html", context)


def _goals(user, found: Plan, actions: list[Action], verdicts: list[Verdict]) -> list:
    """The goals in their order, each with its actions, how far they are and what it measures."""
    goals = list(found.goals.select_related("theme"))
    for goal in goals:
        goal.rows = [action for action in actions if action.goal_id == goal.pk]
        goal.counts = counts(goal.rows)
    add_measures(user, found, goals, verdicts)
    return goals


def _phases(found: Plan) -> list[dict]:
    """The phases of an integral approach in their order, with what was written about each."""
    if not found.kind.integral:
        return []
    rows = {row.phase: row for row in found.phases.all()}
    return [
        {"phase": value, "label": label, "row": rows.get(value)}
        for value, label in PlanPhase.Phase.choices
    ]


def _relatives(user, found: Plan) -> dict[str, list[Plan]]:
    """The plans that this one belongs to, as far as the person may see them."""
    links = Plan.replaces.through.objects
    older = links.filter(from_plan=found, to_plan=OuterRef("pk"))
    newer = links.filter(to_plan=found, from_plan=OuterRef("pk"))
    rows = (
        Plan.objects.visible_to(user)
        .annotate(is_older=Exists(older), is_newer=Exists(newer))
        .filter(Q(pk=found.parent_id) | Q(parent=found) | Q(is_older=True) | Q(is_newer=True))
    )
    rows = list(rows)
    return {
        "above": [row for row in rows if row.pk == found.parent_id],
        "below": [row for row in rows if row.parent_id == found.pk],
        "older": [row for row in rows if row.is_older],
        "newer": [row for row in rows if row.is_newer],
    }


def _rights(user, found: Plan) -> dict:
    """What this person may do with the plan."""
    may_move = not permissions.move_plan(user, found)
    return {
        "may_edit": not permissions.edit_plan(user, found),
        "may_record": not permissions.record_deed(user, found),
        "may_judge": not permissions.judge_plan(user, found),
        "may_look_back": not permissions.look_back_on_plan(user, found),
        "steps": steps_of(PLAN_MACHINE, found) if may_move else [],
    }


def _notices(user, found: Plan, way: list[Stage]) -> list[str]:
    """What colleagues should know: what a plan still waits for, and what its end asks."""
    if not may(user, Permission.SEE_INTERNAL, found.area_id):
        return []
    if found.state == PlanState.DRAFT:
        return obstacles(found)
    if found.state == PlanState.RUNNING and found.ends_on and found.ends_on < today():
        return [
            _("De looptijd van dit plan is voorbij. Rond het af of laat een nieuw plan ingaan.")
        ]
    evaluated = any(stage.deeds for stage in way if stage.deed == Deed.EVALUATION)
    if found.state == PlanState.ENDED and not evaluated:
        return [_("Dit plan is afgerond, maar nog niet geëvalueerd.")]
    return []
