"""Pages of what belongs to an action: merging it, looking back, its money."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas import permissions
from areas.actions.changes import merge_action
from areas.actions.funding import remove_funding
from areas.forms.action_parts import ActionLookBackForm, FundingForm, MergeForm, RemoveForm
from areas.models import Action, Funding
from areas.views.actions import visible_action
from areas.views.steps import back_to, made_once, posted, row_form
from config.intake.keys import once
from config.lib.access import Refused, require
from config.lib.forms import saved


def action_merge(request, pk):
    """Let an action go into another one."""
    found = visible_action(request, pk)
    require(permissions.merge_action(request.user, found))
    form = MergeForm(posted(request), action=found, user=request.user, initial=request.draft)
    if request.method == "POST" and form.is_valid() and _merged(found, form, request.user):
        messages.success(request, _("De acties zijn samengevoegd."))
        return redirect(found)
    context = {"form": form, "title": _("Samenvoegen met een andere actie")}
    intro = _(
        "Deze actie sluit en telt niet meer mee. Haar voortgang blijft te lezen, met een "
        "verwijzing naar de andere actie. Dit kunt u niet terugdraaien."
    )
    context |= {"back": back_to(found), "intro": intro, "submit": _("Voeg samen")}
    return render(request, "areas/part_form.html", context)


def _merged(found: Action, form: MergeForm, by) -> bool:
    """Merge once; False when a rule refused, which the form then says."""
    data = form.cleaned_data
    given = {"into": data["into"], "reason": data["reason"], "public": not data["internal"]}
    try:
        once(data["form_key"], "areas.merge", lambda: merge_action(found, **given, by=by))
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    return True


def action_look_back(request, pk):
    """Say whether residents had the say that they were promised, and what came of it."""
    found = visible_action(request, pk)
    require(permissions.look_back_on_action(request.user, found))
    form = row_form(request, ActionLookBackForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De terugblik staat bij de actie."))
        return redirect(found)
    context = {"form": form, "title": _("Terugblik op de belofte"), "back": back_to(found)}
    return render(request, "areas/part_form.html", context | {"promise": found.promised})


def funding_add(request, pk):
    """Add money of the municipality to an action."""
    found = visible_action(request, pk)
    require(permissions.edit_action(request.user, found))
    form = row_form(request, FundingForm, Funding(action=found))
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "areas.funding")
    context = {"form": form, "title": _("Geld erbij"), "back": back_to(found)}
    return render(request, "areas/part_form.html", context)


def funding_edit(request, pk, funding_pk):
    """Change money of the municipality for an action."""
    found, funding = _funding(request, pk, funding_pk)
    form = row_form(request, FundingForm, funding)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het geld is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Geld bewerken"), "back": back_to(found)}
    return render(request, "areas/part_form.html", context)


def funding_remove(request, pk, funding_pk):
    """Ask, and then take money away from an action."""
    found, funding = _funding(request, pk, funding_pk)
    form = RemoveForm(posted(request))
    if request.method == "POST":
        remove_funding(funding, by=request.user)
        messages.success(request, _("Het geld is weggehaald."))
        return redirect(found)
    title = _("Geld weghalen: %(source)s") % {"source": funding.source}
    context = {"form": form, "title": title, "back": back_to(found), "danger": True}
    return render(request, "areas/part_form.html", context | {"submit": _("Haal weg")})


def _funding(request, pk, funding_pk) -> tuple[Action, Funding]:
    """Money of an action that the person may change."""
    found = visible_action(request, pk)
    require(permissions.edit_action(request.user, found))
    return found, get_object_or_404(found.funding.all(), pk=funding_pk)
