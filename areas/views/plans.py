"""Pages of plans and their goals."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.agenda import move_plan
from areas.effects import newest_verdict
from areas.forms import PlanForm
from areas.models import Action, Area, Plan
from areas.models.plans import PLAN_MACHINE, PlanState
from areas.views.goals import add_measures, counts
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
    add_measures(request.user, found, goals)
    may_edit = not permissions.edit_plan(request.user, found)
    may_move = not permissions.move_plan(request.user, found)
    context = {
        "plan": found,
        "goals": goals,
        "others": [action for action in actions if action.goal_id is None],
        "counts": counts(actions),
        "may_edit": may_edit,
        "may_judge": not permissions.judge_plan(request.user, found),
        "verdict": newest_verdict(found),
        "steps": steps_of(PLAN_MACHINE, found) if may_move else [],
    }
    return render(request, "areas/plan.html", context)


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
