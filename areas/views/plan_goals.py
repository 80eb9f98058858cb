"""What one does with goals on the page of a plan itself: move them, and add an action in place."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.plan_goals import move_goal
from areas.forms.quick import GoalMoveForm, QuickActionForm
from areas.models import Action, Goal, Plan
from areas.views.plans import plan_of
from areas.views.steps import back_to, posted
from config.intake.keys import once
from config.lib.access import require
from config.lib.forms import save_form


def _goal(request, pk, goal_pk) -> tuple[Plan, Goal]:
    """A plan that the person keeps, with one of its goals."""
    found = plan_of(request, pk)
    require(permissions.edit_plan(request.user, found))
    return found, get_object_or_404(found.goals.select_related("plan"), pk=goal_pk)


def goal_move(request, pk, goal_pk):
    """Put a goal one place higher or lower, by a button; without one there is only the plan."""
    found, goal = _goal(request, pk, goal_pk)
    form = GoalMoveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        move_goal(found, goal=goal, way=form.cleaned_data["naar"], by=request.user)
    return redirect(goal)


def action_quick(request, pk, goal_pk):
    """Add an action under a goal, with no more than its title and its day."""
    found, goal = _goal(request, pk, goal_pk)
    action = Action(area=found.area, goal=goal, theme_id=goal.theme_id)
    form = QuickActionForm(posted(request), instance=action, initial=request.draft)
    if request.method == "POST" and form.is_valid():

        def work():
            save_form(form, by=request.user)
            return goal.get_absolute_url()

        address, _made = once(form.cleaned_data["form_key"], "areas.quick_action", work)
        messages.success(request, _("De actie staat onder het doel."))
        return redirect(address)
    title = _("Actie toevoegen")
    return render(
        request, "areas/form.html", {"form": form, "title": title, "back": back_to(found)}
    )
