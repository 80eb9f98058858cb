"""Pages of plans and their goals."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.agenda import move_plan
from areas.actions.plan_goals import start_plan
from areas.actions.plan_life import obstacles
from areas.forms import PlanForm
from areas.models import Area, Plan
from areas.models.plans import PLAN_MACHINE, PlanState
from areas.views.steps import back_to, row_form, take_step
from config.intake.keys import once
from config.lib.access import require
from config.lib.forms import saved


def plan_of(request, pk, **filters) -> Plan:
    """A plan that the person may see, on the site of its municipality; else there is none."""
    plans = Plan.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(
        plans.select_related("area", "kind", "participation"), pk=pk, **filters
    )


def plan_create(request, slug):
    """Make a plan for an area."""
    areas = Area.objects.of(request.municipality or None).current()
    area = get_object_or_404(areas, slug=slug)
    require(permissions.start_plan(request.user, area))
    form = row_form(request, PlanForm, Plan(area=area))
    if request.method == "POST" and form.is_valid():
        data, by = form.cleaned_data, request.user

        def work():
            return start_plan(form, with_examples=data.get("examples", False), by=by)

        address, _made = once(data["form_key"], "areas.plan", work)
        return redirect(address)
    context = {"form": form, "title": _("Nieuw plan"), "back": back_to(area)}
    return render(request, "areas/form.html", context)


def plan_edit(request, pk):
    """Change a plan."""
    found = plan_of(request, pk)
    require(permissions.edit_plan(request.user, found))
    back = back_to(found)
    form = row_form(request, PlanForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het plan is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Plan bewerken"), "back": back}
    return render(request, "areas/form.html", context)


def plan_step(request, pk, verb):
    """Take a plan to its next state, after one page that asks to confirm."""
    found = plan_of(request, pk)
    require(permissions.move_plan(request.user, found))
    return take_step(
        request,
        found,
        verb,
        PLAN_MACHINE,
        move_plan,
        with_note=False,
        warning=_warning(found, verb),
    )


def _warning(found: Plan, verb: str) -> str:
    """What is still in the way of a plan that is to begin, or what people will not expect."""
    begins = PLAN_MACHINE.steps(PlanState.DRAFT)[PlanState.RUNNING].verb
    if found.state != PlanState.DRAFT or verb != slugify(begins):
        return ""
    warnings = obstacles(found)
    if found.public_from is None:
        warnings.append(
            _(
                "Vul eerst in vanaf wanneer iedereen het plan mag lezen; anders blijft het "
                "ook daarna alleen voor collega's."
            )
        )
    return " ".join(warnings)
