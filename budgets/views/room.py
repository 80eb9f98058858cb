"""Pages of the free room: putting an action on the list of a budget, and closing it."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.models import Action
from areas.models.agenda import OPEN_STATES
from areas.rights import roles
from areas.roles import RoleKind
from areas.views.steps import done_once, posted
from budgets.actions import room
from budgets.forms.room import FinishRoomForm, PrioritiseForm
from budgets.models import Budget, RoomPriority, RoomState
from budgets.permissions import may_prioritise
from config.lib.access import require

METHODS = ["GET", "HEAD", "POST"]
MOST_LINES = 100


def room_of(budget: Budget, user) -> dict:
    """What the page of a budget shows of its free room; empty for any other budget."""
    if not budget.scheme.room_with:
        return {}
    listed = budget.room_priorities.select_related("action__area")
    seen = set(listed.visible_to(user).values_list("pk", flat=True))
    managed = listed.filter(action__area__ancestor_rows__ancestor__in=_managed(user))
    mine = set(managed.values_list("pk", flat=True)) if _managed(user) else set()
    lines = [(one, one.pk in seen, one.pk in mine) for one in listed[:MOST_LINES]]
    return {"room": True, "room_lines": lines, "may_prioritise": manages_in(user, budget)}


def _managed(user) -> set[int]:
    """The areas (ids) of which this person is a manager."""
    return roles(user).get(RoleKind.MANAGER, set())


def manages_in(user, budget: Budget) -> bool:
    """Whether this person is a manager of an area that the budget is for."""
    mine = _managed(user)
    above = Q(descendant_rows__area=budget.area_id)
    below = Q(ancestor_rows__ancestor=budget.area_id)
    areas = type(budget.area).objects.filter(above | below, pk__in=mine)
    return bool(mine) and areas.exists()


def _actions(budget: Budget, user):
    """The open actions that this person may put on the list."""
    rows = Action.objects.visible_to(user).within(budget.area).filter(state__in=OPEN_STATES)
    return (
        rows.filter(area__ancestor_rows__ancestor__in=_managed(user))
        .order_by("title", "pk")
        .distinct()
    )


@require_http_methods(METHODS)
def prioritise(request, pk):
    """Put an action on the list of a round."""
    mine = Budget.objects.of(request.municipality or None).visible_to(request.user)
    found = get_object_or_404(mine.select_related("scheme", "area"), pk=pk)
    if not found.scheme.room_with:
        raise Http404
    if not manages_in(request.user, found):
        require(_("Alleen een manager van dit gebied stelt hier prioriteiten."))
    given = {"actions": _actions(found, request.user), "scheme": found.scheme}
    form = PrioritiseForm(posted(request), initial=request.draft, **given)

    def work():
        made = room.prioritise(budget=found, **form.given(), by=request.user)
        return made.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.room", work):
        messages.success(request, _("De actie staat op de lijst. Het geld is gereserveerd."))
        return redirect(found)
    context = {
        "form": form,
        "title": _("Actie op de lijst zetten"),
        "intro": _("Alleen wat met de afdeling is afgesproken. De lijst is openbaar."),
        "submit": _("Zet op de lijst"),
        "budget": found,
    }
    return render(request, "budgets/room.html", context)


@require_http_methods(METHODS)
def finish(request, pk):
    """Say what became of an action on the list."""
    rows = RoomPriority.objects.visible_to(request.user)
    rows = rows.filter(budget__in=Budget.objects.of(request.municipality or None))
    found = get_object_or_404(
        rows.select_related("budget__scheme", "budget__area", "action"), pk=pk
    )
    require(may_prioritise(request.user, found.action.area_id))
    if found.state != RoomState.AGREED:
        return redirect(found)
    form = FinishRoomForm(posted(request), initial=request.draft)

    def work():
        if form.cleaned_data["outcome"] == "ja":
            spent = form.cleaned_data["spent"]
            room.finish(priority=found, spent_cents=spent, by=request.user)
        else:
            room.drop(priority=found, by=request.user)
        return found.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.finish", work):
        messages.success(request, _("Het is vastgelegd en geboekt."))
        return redirect(found)
    context = {
        "form": form,
        "title": found.action.title,
        "intro": _("Wat niet nodig was, is daarna weer vrij."),
        "submit": _("Leg vast"),
        "budget": found.budget,
    }
    return render(request, "budgets/room.html", context)
