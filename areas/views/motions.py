"""Pages of motions and pledges: the list, what came of one, keeping them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.motions import make_motion
from areas.forms.motions import MotionFilter, MotionForm, SettleForm
from areas.models import Action, Motion
from areas.views.steps import back_to, row_form
from config.intake.keys import once
from config.lib.access import Refused, require
from config.lib.forms import saved
from config.lib.lists import Page, capped_count
from config.lib.public import public_page


def _motion(request, pk) -> Motion:
    motions = Motion.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(motions.select_related("area"), pk=pk)


@public_page
def motion_list(request):
    """All motions and pledges, newest first, open or settled."""
    form = MotionFilter(request.GET)
    rows = form.chosen(Motion.objects.visible_to(request.user).of(request.municipality or None))
    count, more = capped_count(rows)
    context = {
        "filter": {"form": form},
        "page": Page(rows.select_related("area"), ("on", "pk"), request.GET.dict()),
        "count": count,
        "count_is_more": more,
        "may_edit": not permissions.edit_motions(request.user, request.municipality or None),
    }
    return render(request, "areas/motions.html", context)


@public_page
def motion(request, pk):
    """A motion or pledge, and what came of it."""
    found = _motion(request, pk)
    actions = Action.objects.visible_to(request.user).filter(motion=found)
    context = {
        "motion": found,
        "actions": list(actions.select_related("area")),
        "schemes": list(found.schemes.visible_to(request.user)),
        "may_edit": not permissions.edit_motions(request.user, request.municipality or None),
    }
    return render(request, "areas/motion.html", context)


def motion_create(request):
    """Write down a motion or pledge."""
    require(permissions.edit_motions(request.user, request.municipality or None))
    form = row_form(request, MotionForm, Motion(municipality=request.municipality))
    if request.method == "POST" and form.is_valid() and (made := _made(form, request.user)):
        return redirect(made)
    context = {"form": form, "title": _("Nieuwe motie of toezegging"), "back": None}
    return render(request, "areas/motion_form.html", context)


def _made(form: MotionForm, by) -> str:
    """The address of the motion that this form makes once; "" when a rule refused."""
    key = form.cleaned_data["form_key"]
    try:
        return once(key, "areas.motion", lambda: make_motion(form, by=by))[0]
    except Refused as refused:
        form.add_error("number", refused.reason)
        return ""


def motion_edit(request, pk):
    """Change a motion or pledge."""
    return _edit(request, pk, MotionForm, _("Motie of toezegging bewerken"))


def motion_settle(request, pk):
    """Say when it was settled and what was done with it."""
    return _edit(request, pk, SettleForm, _("Afdoen"))


def _edit(request, pk, form_class, title):
    found = _motion(request, pk)
    require(permissions.edit_motions(request.user, request.municipality))
    back = back_to(found)
    form = row_form(request, form_class, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": title, "back": back}
    return render(request, "areas/motion_form.html", context)
