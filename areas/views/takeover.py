"""The page on which a plan takes over open actions of the plans that it replaces."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.takeover import open_actions, take_over
from areas.forms.takeover import TakeoverForm, named_in
from areas.models import Action
from areas.views.plans import plan_of
from config.intake.keys import once
from config.lib.access import Refused, require


def plan_takeover(request, pk):
    """Choose for each open action of the replaced plans: take over, stop or leave."""
    found = plan_of(request, pk)
    require(permissions.edit_plan(request.user, found))
    goals, related = list(found.goals.all()), ("area", "plan", "goal")
    form, refused = None, ""
    if request.method == "POST":
        # Of all that the person saw, also what was changed since: that is refused, not skipped.
        seen = Action.objects.visible_to(request.user).filter(pk__in=named_in(request.POST))
        form = TakeoverForm(request.POST, actions=list(seen.select_related(*related)), goals=goals)
        if form.is_valid():
            refused = _refusal(request, found, form)
            if not refused:
                return redirect(found)
    if form is None or refused:
        rows = open_actions(found, request.user).select_related(*related)
        typed = request.POST.dict() if refused else {}
        kept = {name: text for name, text in typed.items() if name.startswith(("wat_", "reden_"))}
        form = TakeoverForm(actions=list(rows), goals=goals, initial=kept)
    context = {"form": form, "plan": found, "goals": goals, "refused": refused}
    return render(request, "areas/plan_takeover.html", context)


def _refusal(request, found, form) -> str:
    """Do what was chosen, once; returns "" or why it was refused."""

    def work():
        taken, stopped = take_over(found, choices=form.choices(), by=request.user)
        said = _("Overgenomen: %(taken)s. Gestopt: %(stopped)s.")
        messages.success(request, said % {"taken": taken, "stopped": stopped})
        return found.get_absolute_url()

    try:
        once(form.cleaned_data["form_key"], "areas.takeover", work)
    except Refused as refused:
        return refused.reason
    return ""
