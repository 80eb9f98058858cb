"""Pages of covenants and their parties."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas.models import Action
from areas.views.steps import back_to, made_once, row_form
from config.lib.access import require
from config.lib.forms import saved
from config.lib.public import public_page
from partners import permissions
from partners.forms.advice import CovenantForm, CovenantPartyForm
from partners.models import Covenant, CovenantParty

SHOWN = 100


def _covenant(request, pk) -> Covenant:
    rows = Covenant.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related("municipality"), pk=pk)


@public_page
def covenant_list(request):
    """The covenants of the municipality; what ends soon says so."""
    here = request.municipality or None
    rows = Covenant.objects.visible_to(request.user).of(here)
    context = {
        "covenants": list(rows.order_by("-starts_on", "title")[:SHOWN]),
        "may_edit": not permissions.edit_directory(request.user, here),
    }
    return render(request, "partners/covenants.html", context)


@public_page
def covenant(request, pk):
    """A covenant: what it is about, who promised what and signed, and what carries it out."""
    found = _covenant(request, pk)
    actions = Action.objects.visible_to(request.user).filter(promises__covenant=found)
    context = {
        "covenant": found,
        "areas": list(found.areas.all()),
        "parties": list(found.parties.select_related("organisation")),
        "actions": list(actions.select_related("area").distinct()[:20]),
        "may_edit": not permissions.edit_covenant(request.user, found),
    }
    return render(request, "partners/covenant.html", context)


def covenant_create(request):
    """Write down a covenant."""
    here = request.municipality or None
    require(permissions.edit_directory(request.user, here))
    form = row_form(request, CovenantForm, Covenant(municipality=here))
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "partners.covenant")
    context = {"form": form, "title": _("Nieuw convenant"), "back": None}
    return render(request, "partners/form.html", context)


def covenant_edit(request, pk):
    """Change a covenant."""
    found = _covenant(request, pk)
    require(permissions.edit_covenant(request.user, found))
    back = back_to(found)
    form = row_form(request, CovenantForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het convenant is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Convenant bewerken"), "back": back}
    return render(request, "partners/form.html", context)


def covenant_party_add(request, pk):
    """Add a party to a covenant."""
    found = _covenant(request, pk)
    require(permissions.edit_covenant(request.user, found))
    form = row_form(request, CovenantPartyForm, CovenantParty(covenant=found))
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "partners.covenant_party")
    context = {"form": form, "title": _("Partij toevoegen"), "back": back_to(found)}
    return render(request, "partners/form.html", context)


def covenant_party_edit(request, pk):
    """Change what a party promises, or write down that it signed."""
    covenants = Covenant.objects.visible_to(request.user).of(request.municipality or None)
    rows = CovenantParty.objects.filter(covenant__in=covenants.order_by())
    found = get_object_or_404(rows.select_related("covenant__municipality"), pk=pk)
    require(permissions.edit_covenant(request.user, found.covenant))
    form = row_form(request, CovenantPartyForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De partij is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Partij bewerken"), "back": back_to(found.covenant)}
    return render(request, "partners/form.html", context)
