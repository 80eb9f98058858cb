"""Pages of actions: the action itself, making and changing it, its steps."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.agenda import move_action
from areas.actions.changes import change_action
from areas.forms import ActionForm, StartForm
from areas.models import Action
from areas.models.agenda import ACTION_MACHINE
from areas.views.action_page import action_page
from areas.views.steps import back_to, made_once, posted, row_form, take_step
from config.lib.access import require
from config.lib.forms import saved
from config.lib.public import public_page


def visible_action(request, pk) -> Action:
    """An action of this municipality that the person may see, with what its pages print of it."""
    actions = Action.objects.visible_to(request.user).of(request.municipality or None)
    related = ("area", "theme", "goal", "plan__participation", "lead_user", "motion")
    # Most have no place in a free room (budgets.RoomPriority), and need no question about it.
    rooms = Action.room_priorities.rel.related_model.objects.filter(action=OuterRef("pk"))
    actions = actions.select_related(*related, "participation").annotate(in_room=Exists(rooms))
    return get_object_or_404(actions, pk=pk)


@public_page
def action(request, pk):
    """An action: what, why, who, when, how far, who pays, and where it came from."""
    found = visible_action(request, pk)
    return render(request, "areas/action.html", action_page(request, found))


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
    context = {"form": form, "title": _("Nieuwe actie"), "back": None}
    return render(request, "areas/action_form.html", context)


def action_edit(request, pk):
    """Change an action; what changes of the agreement is told in its progress."""
    found = visible_action(request, pk)
    require(permissions.edit_action(request.user, found))
    back = back_to(found)
    form = row_form(request, ActionForm, found)
    if (
        request.method == "POST"
        and form.is_valid()
        and saved(form, by=request.user, save=change_action)
    ):
        messages.success(request, _("De actie is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Actie bewerken"), "back": back}
    return render(request, "areas/action_form.html", context)


def action_step(request, pk, verb):
    """Take an action to its next state, after one page that asks to confirm."""
    found = visible_action(request, pk)
    require(permissions.move_action(request.user, found))
    return take_step(request, found, verb, ACTION_MACHINE, move_action, with_note=True)
