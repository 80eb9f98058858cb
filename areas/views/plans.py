"""Pages of plans and their goals."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.agenda import move_plan
from areas.forms import GoalForm, PlanForm
from areas.models import Action, Area, Goal, Plan
from areas.models.agenda import ActionState
from areas.models.plans import PLAN_MACHINE, PlanState
from areas.views.steps import back_to, made_once, posted, steps_of, take_step
from config.lib.access import require
from config.lib.forms import saved
from config.lib.public import public_page


def _plan(request, pk, **filters) -> Plan:
    plans = Plan.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(plans.select_related("area", "kind"), pk=pk, **filters)


@public_page
def plan(request, pk):
    """A plan: its goals with their actions, as one list that folds."""
    found = _plan(request, pk)
    actions = list(
        Action.objects.visible_to(request.user)
        .filter(plan=found)
        .select_related("area")
        .order_by("ends_on", "pk")
    )
    goals = list(found.goals.select_related("theme"))
    for goal in goals:
        goal.rows = [action for action in actions if action.goal_id == goal.pk]
        goal.counts = counts(goal.rows)
    may_edit = not permissions.edit_plan(request.user, found)
    may_move = not permissions.move_plan(request.user, found)
    context = {
        "plan": found,
        "goals": goals,
        "others": [action for action in actions if action.goal_id is None],
        "counts": counts(actions),
        "may_edit": may_edit,
        "steps": steps_of(PLAN_MACHINE, found) if may_move else [],
    }
    return render(request, "areas/plan.html", context)


def counts(actions: list[Action]) -> dict[str, int]:
    """How many of these actions there are, are done, are late and were stopped.

    What was stopped does not count in the total: "7 van 12 gereed" is out of what goes on. What
    was merged counts as the action that it went into.
    """
    actions = [action for action in actions if action.state != ActionState.MERGED]
    stopped = sum(action.state == ActionState.STOPPED for action in actions)
    return {
        "total": len(actions) - stopped,
        "done": sum(action.state == ActionState.DONE for action in actions),
        "late": sum(action.is_late for action in actions),
        "stopped": stopped,
    }


def plan_create(request, slug):
    """Make a plan for an area."""
    areas = Area.objects.of(request.municipality or None).current()
    area = get_object_or_404(areas, slug=slug)
    require(permissions.start_plan(request.user, area))
    form = PlanForm(
        posted(request),
        instance=Plan(area=area),
        user=request.user,
        municipality=request.municipality,
        initial=request.draft,
    )
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "areas.plan")
    context = {"form": form, "title": _("Nieuw plan"), "back": back_to(area)}
    return render(request, "areas/form.html", context)


def plan_edit(request, pk):
    """Change a plan."""
    found = _plan(request, pk)
    require(permissions.edit_plan(request.user, found))
    back = back_to(found)
    form = PlanForm(
        posted(request),
        instance=found,
        user=request.user,
        municipality=request.municipality,
        initial=request.draft,
    )
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het plan is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Plan bewerken"), "back": back}
    return render(request, "areas/form.html", context)


def plan_step(request, pk, verb):
    """Take a plan to its next state, after one page that asks to confirm."""
    found = _plan(request, pk)
    require(permissions.move_plan(request.user, found))
    warning = ""
    if found.state == PlanState.DRAFT and found.public_from is None:
        warning = _(
            "Vul eerst in vanaf wanneer iedereen het plan mag lezen; anders blijft het "
            "ook daarna alleen voor collega's."
        )
    return take_step(
        request, found, verb, PLAN_MACHINE, move_plan, with_note=False, warning=warning
    )


def goal_create(request, pk):
    """Add a goal to a plan."""
    found = _plan(request, pk)
    require(permissions.edit_plan(request.user, found))
    form = GoalForm(
        posted(request),
        instance=Goal(plan=found),
        user=request.user,
        municipality=request.municipality,
        initial={"order": found.goals.count() + 1, **request.draft},
    )
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "areas.goal")
    context = {"form": form, "title": _("Nieuw doel"), "back": back_to(found)}
    return render(request, "areas/form.html", context)


def goal_edit(request, pk, goal_pk):
    """Change a goal."""
    found = _plan(request, pk)
    require(permissions.edit_plan(request.user, found))
    goal = get_object_or_404(found.goals.select_related("plan"), pk=goal_pk)
    form = GoalForm(
        posted(request),
        instance=goal,
        user=request.user,
        municipality=request.municipality,
        initial=request.draft,
    )
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het doel is opgeslagen."))
        return redirect(goal)
    context = {"form": form, "title": _("Doel bewerken"), "back": back_to(found)}
    return render(request, "areas/form.html", context)
