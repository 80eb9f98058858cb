"""Pages on which what partners bring to an action is kept."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas.forms.action_parts import RemoveForm
from areas.models import Action
from areas.views.actions import visible_action
from areas.views.steps import back_to, row_form
from config.intake.keys import once
from config.lib.access import Refused, require
from config.lib.forms import LostRace
from partners.actions.commitments import LeadTaken, keep_commitment, remove_commitment
from partners.forms.commitments import CommitmentForm
from partners.models import Commitment
from partners.permissions import edit_commitments


def commitment_add(request, pk):
    """Add a partner to an action with what it brings."""
    found = _action(request, pk)
    return _form_page(request, Commitment(action=found), _("Partner erbij"))


def commitment_edit(request, pk, commitment_pk):
    """Change what a partner brings."""
    found = _action(request, pk)
    commitment = get_object_or_404(found.commitments.all(), pk=commitment_pk)
    return _form_page(request, commitment, _("Partner bewerken"))


def commitment_remove(request, pk, commitment_pk):
    """Ask, and then take a partner's line away."""
    found = _action(request, pk)
    rows = found.commitments.select_related("organisation")
    commitment = get_object_or_404(rows, pk=commitment_pk)
    if request.method == "POST":
        remove_commitment(commitment, by=request.user)
        messages.success(request, _("De partner is weggehaald."))
        return redirect(found)
    title = _("Partner weghalen: %(name)s") % {"name": commitment.organisation.name}
    context = {"form": RemoveForm(), "title": title, "back": back_to(found), "danger": True}
    return render(request, "areas/part_form.html", context | {"submit": _("Haal weg")})


def _action(request, pk) -> Action:
    found = visible_action(request, pk)
    require(edit_commitments(request.user, found))
    return found


def _form_page(request, commitment: Commitment, title: str):
    form = row_form(request, CommitmentForm, commitment)
    found = commitment.action
    if request.method == "POST" and form.is_valid() and _kept(form, request.user):
        messages.success(request, _("De partner staat bij de actie."))
        return redirect(found)
    context = {"form": form, "title": title, "back": back_to(found)}
    return render(request, "areas/part_form.html", context)


def _kept(form: CommitmentForm, by) -> bool:
    """Whether it was saved; else the form says why not."""

    def keep():
        return keep_commitment(form, by=by).action

    try:
        if "form_key" in form.cleaned_data:
            once(form.cleaned_data["form_key"], "partners.commitment", keep)
        else:
            keep()
    except LostRace:
        form.reload_conflict()
        return False
    except Refused as refused:
        form.add_error("role" if isinstance(refused, LeadTaken) else None, refused.reason)
        return False
    return True
