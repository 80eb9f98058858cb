"""Pages of goals: what is expected, what was measured, what is not known, and what people say."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.verdicts import add_verdict
from areas.effects import SHAPES, measures_of
from areas.forms import GoalForm, VerdictForm
from areas.goal_money import money_of, unknowns_of
from areas.models import Action, Goal, Plan
from areas.models.agenda import ActionState
from areas.views.plans import plan_of
from areas.views.steps import back_to, made_once, posted, row_form
from config.intake.keys import once
from config.lib.access import require
from config.lib.addresses import address
from config.lib.forms import saved
from config.lib.public import public_page


def _goal(request, pk) -> Goal:
    goals = Goal.objects.visible_to(request.user)
    goals = goals.filter(plan__area__municipality=request.municipality or None)
    return get_object_or_404(goals.select_related("plan__area", "plan__kind", "theme"), pk=pk)


def counts(actions: list[Action]) -> dict[str, int]:
    """How many of these actions there are, are done, are late and were stopped.

    What was stopped or went up in another does not count in the total: "7 van 12 gereed" is out
    of what goes on.
    """
    stopped = sum(action.state == ActionState.STOPPED for action in actions)
    merged = sum(action.state == ActionState.MERGED for action in actions)
    return {
        "total": len(actions) - stopped - merged,
        "done": sum(action.state == ActionState.DONE for action in actions),
        "late": sum(action.is_late for action in actions),
        "stopped": stopped,
    }


def add_measures(user, plan: Plan, goals: list[Goal], verdicts=None) -> None:
    """Give each goal of a plan its `measure`, and whether this person is told what is missing."""
    for goal in goals:
        goal.plan = plan
    found = measures_of(goals, verdicts)
    told = permissions.see_unmeasured(user, plan)
    for goal in goals:
        goal.measure = found[goal.pk]
        goal.told_open = told and goal.measure.is_open


@public_page
def goal(request, pk):
    """A goal: why, the figures with the target, and beside it the actions and the money."""
    found = _goal(request, pk)
    plan, user = found.plan, request.user
    add_measures(user, plan, [found])
    actions = Action.objects.visible_to(user).filter(goal=found)
    rows = list(actions.select_related("area").order_by("ends_on", "pk"))
    money = money_of([row.pk for row in rows])
    verdicts = list(found.verdicts.all())
    context = {
        "goal": found,
        "plan": plan,
        "measure": found.measure,
        "actions": rows,
        "counts": counts(rows),
        "money": money,
        "unknowns": unknowns_of(found.measure, money),
        "verdicts": _timeline(verdicts),
        "may_edit": not permissions.edit_plan(user, plan),
        "may_judge": not permissions.judge_plan(user, plan),
    }
    return render(request, "areas/goal.html", context)


def _timeline(verdicts) -> list[dict]:
    return [
        {
            "date": one.at,
            "who": "",
            "title": "",
            "text": one.text,
            "state": SHAPES[one.outcome],
            "state_label": one.get_outcome_display(),
        }
        for one in verdicts
    ]


def goal_create(request, pk):
    """Add a goal to a plan."""
    found = plan_of(request, pk)
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
    found = plan_of(request, pk)
    require(permissions.edit_plan(request.user, found))
    goal = get_object_or_404(found.goals.select_related("plan"), pk=goal_pk)
    form = row_form(request, GoalForm, goal)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het doel is opgeslagen."))
        return redirect(goal)
    context = {"form": form, "title": _("Doel bewerken"), "back": back_to(found)}
    return render(request, "areas/form.html", context)


def goal_verdict(request, pk):
    """Say how a goal goes."""
    found = _goal(request, pk)
    return _judge(request, found.plan, found, address("areas:goal", found.pk))


def plan_verdict(request, pk):
    """Say how a plan as a whole goes."""
    found = plan_of(request, pk)
    return _judge(request, found, None, found.get_absolute_url())


def _judge(request, plan: Plan, found: Goal | None, url: str):
    """The form on which somebody says how it goes, once."""
    require(permissions.judge_plan(request.user, plan))
    form = VerdictForm(posted(request), initial=request.draft)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def add() -> str:
            given = {"outcome": data["outcome"], "text": data["text"]}
            add_verdict(plan, goal=found, **given, by=request.user)
            return url

        place, _made = once(data["form_key"], "areas.verdict", add)
        messages.success(request, _("Het oordeel staat erbij."))
        return redirect(place)
    title = _("Hoe gaat het met “%(name)s”?") % {"name": found or plan}
    context = {"form": form, "title": title, "back": {"url": url, "text": str(found or plan)}}
    return render(request, "areas/form.html", context)
