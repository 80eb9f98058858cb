"""Pages about the life of a plan: the steps that were taken, versions, phases, looking back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.plan_life import open_phase, record_deed, stages
from areas.forms.plan_life import DeedForm, DeedStart, PhaseForm, PlanLookBackForm
from areas.models import PlanPhase
from areas.views.plans import plan_of
from areas.views.steps import back_to, done_once, posted
from config.lib.access import require
from config.lib.forms import saved


def plan_deed(request, pk):
    """Write down a step that was taken on the way of a plan."""
    found = plan_of(request, pk)
    require(permissions.record_deed(request.user, found))
    way = stages(found)
    start = DeedStart(request.GET).value("stap", next((s.deed for s in way if s.is_next), ""))
    body = next((stage.step.body for stage in way if stage.step and stage.deed == start), "")
    initial = {"deed": start, "body": body, **request.draft}
    form = DeedForm(posted(request), way=way, initial=initial)
    if request.method == "POST" and form.is_valid() and _recorded(found, form, request.user):
        messages.success(request, _("De stap staat erbij."))
        return redirect(found)
    context = {"form": form, "title": _("Stap noteren"), "back": back_to(found)}
    return render(request, "areas/form.html", context)


def _recorded(found, form, by) -> bool:
    told = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}

    def work():
        record_deed(found, **told, by=by)
        return found.get_absolute_url()

    return done_once(form, "areas.deed", work)


def plan_look_back(request, pk):
    """Say whether the promise to residents was kept, and what was done with what they brought."""
    found = plan_of(request, pk)
    require(permissions.look_back_on_plan(request.user, found))
    form = PlanLookBackForm(posted(request), instance=found, initial=request.draft)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De terugblik staat op de pagina van het plan."))
        return redirect(found)
    context = {"form": form, "title": _("Terugblikken"), "back": back_to(found)}
    return render(request, "areas/form.html", context)


def phase_edit(request, pk, phase):
    """Write about a phase of an integral approach; its row is made at the first time."""
    found = plan_of(request, pk, kind__integral=True)
    require(permissions.edit_plan(request.user, found))
    if phase not in PlanPhase.Phase.values:
        raise Http404
    row = found.phases.filter(phase=phase).first() or PlanPhase(plan=found, phase=phase)
    if request.method == "POST" and row.pk is None:
        row = open_phase(found, phase=phase, by=request.user)
    form = PhaseForm(posted(request), instance=row, initial=request.draft)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De fase is opgeslagen."))
        return redirect(found)
    title = _("Fase: %(phase)s") % {"phase": PlanPhase.Phase(phase).label}
    return render(
        request, "areas/form.html", {"form": form, "title": title, "back": back_to(found)}
    )
