"""Pages of gatherings for who keeps them: planning, changing, calling off, and what came of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.forms import StartForm
from areas.views.steps import done_once
from config.intake.keys import once
from config.lib.access import require
from config.lib.forms import saved
from initiatives.actions.gathering import (
    cancel_gathering,
    change_gathering,
    plan_gathering,
    settle_gathering,
)
from initiatives.actions.sign_up import seats_of
from initiatives.forms.gathering import CancelForm, GatheringForm, OutcomeForm
from initiatives.permissions.gathering import (
    may_cancel_gathering,
    may_change_gathering,
    may_plan_anywhere,
    may_see_sign_ups,
    may_settle_gathering,
)
from initiatives.views.gathering import gathering_at
from initiatives.views.page import FORMS, posted

LISTED = 500


def _page(request, form, title, gathering=None, **more):
    context = {"form": form, "title": title, "gathering": gathering}
    context |= {"submit": _("Opslaan"), "danger": False, **more}
    return render(request, "initiatives/gathering_form.html", context)


@require_http_methods(FORMS)
def gathering_create(request):
    """Plan a gathering."""
    require(may_plan_anywhere(request.user))
    start = {"area": StartForm(request.GET).value("gebied"), **request.draft}
    here = request.municipality or None
    form = GatheringForm(posted(request), user=request.user, municipality=here, initial=start)
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["form_key"]
        address, _made = once(
            key,
            "initiatives.gathering",
            lambda: plan_gathering(form, by=request.user),
        )
        return redirect(address)
    return _page(request, form, _("Bijeenkomst plannen"))


@require_http_methods(FORMS)
def gathering_edit(request, pk):
    """Change a gathering."""
    found = gathering_at(request, pk)
    require(may_change_gathering(request.user, found))
    name = str(found)
    here = request.municipality or None
    form = GatheringForm(
        posted(request),
        instance=found,
        user=request.user,
        municipality=here,
        initial=dict(request.draft),
    )
    done = request.method == "POST" and form.is_valid()
    if done and saved(form, by=request.user, save=change_gathering):
        messages.success(request, _("De bijeenkomst is aangepast."))
        return redirect(found)
    return _page(request, form, _("Bijeenkomst wijzigen"), found, name=name)


@require_http_methods(FORMS)
def gathering_cancel(request, pk):
    """Call it off."""
    found = gathering_at(request, pk)
    require(may_cancel_gathering(request.user, found))
    form = CancelForm(posted(request), initial=dict(request.draft))

    def work():
        cancel_gathering(found, reason=form.cleaned_data["reason"], by=request.user)
        return "-"

    purpose = "initiatives.gathering_cancel"
    if request.method == "POST" and form.is_valid() and done_once(form, purpose, work):
        messages.success(request, _("De bijeenkomst is afgezegd."))
        return redirect(found)
    title, submit = _("Bijeenkomst afzeggen"), _("Zeg af")
    return _page(request, form, title, found, name=str(found), submit=submit, danger=True)


@require_http_methods(FORMS)
def gathering_outcome(request, pk):
    """Write down what came of it."""
    found = gathering_at(request, pk)
    require(may_settle_gathering(request.user, found))
    form = OutcomeForm(
        posted(request), instance=found, user=request.user, initial=dict(request.draft)
    )
    done = request.method == "POST" and form.is_valid()
    if done and saved(form, by=request.user, save=settle_gathering):
        messages.success(request, _("De uitkomst is opgeslagen."))
        return redirect(found)
    return _page(request, form, _("Wat kwam eruit?"), found, name=str(found))


@require_safe
def sign_ups(request, pk):
    """Who comes, by address, for who may see contact data of the area; there is no export."""
    found = gathering_at(request, pk)
    require(may_see_sign_ups(request.user, found))
    rows = found.sign_ups.with_address().order_by("confirmed_at", "pk")[:LISTED]
    context = {"gathering": found, "seats": seats_of(found), "rows": list(rows)}
    response = render(request, "initiatives/gathering_sign_ups.html", context)
    response.headers["Cache-Control"] = "private, no-store"
    return response
