"""Pages of actions."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.agenda import add_progress, move_action
from areas.forms import ActionForm, ProgressForm, StartForm
from areas.models import Action, Plan
from areas.models.agenda import ACTION_KINDS, ACTION_MACHINE
from areas.rights import may
from areas.roles import Permission
from areas.views.requests import requests_beside
from areas.views.steps import back_to, made_once, posted, steps_of, take_step
from config.intake.keys import once
from config.lib.access import Refused, require
from config.lib.forms import saved
from config.lib.public import public_page


def _action(request, pk) -> Action:
    actions = Action.objects.visible_to(request.user).of(request.municipality or None)
    related = ("area", "theme", "goal", "plan", "lead_user")
    return get_object_or_404(actions.select_related(*related), pk=pk)


@public_page
def action(request, pk):
    """An action: what, why, who, when, how far, and where it came from."""
    found = _action(request, pk)
    user = request.user
    inside = may(user, Permission.SEE_INTERNAL, found.area_id)
    may_edit = not permissions.edit_action(user, found)
    may_move = not permissions.move_action(user, found)
    may_report = not permissions.add_progress(user, found)
    steps = ACTION_MACHINE.steps(found.state) if may_move else {}
    context = {
        "action": found,
        "plan": _visible_plan(user, found),
        "inside": inside,
        "timeline": _timeline(user, found, inside),
        "initiatives": list(found.initiatives.visible_to(user)[:20]),
        "may_edit": may_edit,
        "steps": steps_of(ACTION_MACHINE, found) if may_move else [],
        **requests_beside(user, found.requests, found.area_id, "areas:request_create", pk),
    }
    if may_report:
        context["form"] = ProgressForm(action=found, steps=steps)
    return render(request, "areas/action.html", context)


def _visible_plan(user, found: Action) -> Plan | None:
    """The plan of the action, unless it is not public yet for this person."""
    if found.plan is None or found.plan.is_public:
        return found.plan
    return Plan.objects.visible_to(user).filter(pk=found.plan_id).first()


def _timeline(user, found: Action, inside: bool) -> list[dict]:
    """The progress of an action, newest first; who wrote it is for colleagues."""
    updates = found.updates.visible_to(user)
    if inside:
        updates = updates.select_related("by")
    return [
        {
            "date": update.at,
            "who": update.by.name if inside else "",
            "title": "" if update.public else _("Alleen voor collega's"),
            "text": update.text,
            "state": ACTION_KINDS[update.state] if update.state else "",
            "state_label": update.get_state_display(),
        }
        for update in updates
    ]


def action_create(request):
    """Make an action."""
    require(permissions.use_agenda(request.user, request.municipality or None))
    start = StartForm(request.GET)
    form = ActionForm(
        posted(request),
        user=request.user,
        municipality=request.municipality or None,
        initial={"area": start.value("gebied"), "goal": start.value("doel"), **request.draft},
    )
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "areas.action")
    return render(
        request, "areas/form.html", {"form": form, "title": _("Nieuwe actie"), "back": None}
    )


def action_edit(request, pk):
    """Change an action."""
    found = _action(request, pk)
    require(permissions.edit_action(request.user, found))
    back = back_to(found)
    form = ActionForm(
        posted(request),
        instance=found,
        user=request.user,
        municipality=request.municipality,
        initial=request.draft,
    )
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De actie is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Actie bewerken"), "back": back}
    return render(request, "areas/form.html", context)


def action_step(request, pk, verb):
    """Take an action to its next state, after one page that asks to confirm."""
    found = _action(request, pk)
    require(permissions.move_action(request.user, found))
    return take_step(request, found, verb, ACTION_MACHINE, move_action, with_note=True)


def progress_add(request, pk):
    """Report progress on an action, perhaps with its next state."""
    found = _action(request, pk)
    require(permissions.add_progress(request.user, found))
    may_move = not permissions.move_action(request.user, found)
    steps = ACTION_MACHINE.steps(found.state) if may_move else {}
    form = ProgressForm(posted(request), action=found, steps=steps, initial=request.draft)
    if request.method == "POST" and form.is_valid() and _reported(found, form, request.user):
        messages.success(request, _("De voortgang staat erbij."))
        return redirect(found)
    context = {"form": form, "title": _("Voortgang melden"), "back": back_to(found)}
    return render(request, "areas/form.html", context)


def _reported(found: Action, form: ProgressForm, by) -> bool:
    """Write the progress once; False when a rule refused, which the form then says."""
    data = form.cleaned_data

    def report():
        return add_progress(
            found,
            text=data["text"],
            state=data.get("state", ""),
            public=not data["internal"],
            by=by,
        )

    try:
        once(data["form_key"], "areas.progress", report)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True
