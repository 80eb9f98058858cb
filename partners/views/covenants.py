"""Pages of covenants and their parties."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.models import Action
from areas.views.steps import back_to, done_once, made_once, row_form
from config.lib.access import require
from config.lib.forms import saved
from config.lib.public import public_page
from partners import permissions
from partners.actions.covenants import add_document
from partners.forms.advice import CovenantDocumentForm, CovenantForm, CovenantPartyForm
from partners.models import Covenant, CovenantDocument, CovenantParty

SHOWN = 100


def _covenant(request, pk) -> Covenant:
    rows = Covenant.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related("municipality", "keeper"), pk=pk)


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
        "documents": list(found.documents.all()[:20]),
        "actions": list(actions.select_related("area").distinct()[:20]),
        "may_edit": not permissions.edit_covenant(request.user, found),
    }
    return render(request, "partners/covenant.html", context)


def covenant_create(request):
    """Write down a covenant."""
    here = request.municipality or None
    require(permissions.edit_directory(request.user, here))
    form = row_form(request, CovenantForm, Covenant(municipality=here), keeper=request.user.pk)
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


def covenant_document_add(request, pk):
    """Put a document with a covenant."""
    found = _covenant(request, pk)
    require(permissions.edit_covenant(request.user, found))
    sent = [request.POST, request.FILES] if request.method == "POST" else []
    form = CovenantDocumentForm(*sent, initial=request.draft)

    def work():
        data = form.cleaned_data
        add_document(found, name=data["name"], file=data["file"], by=request.user)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.document", work):
        messages.success(request, _("Het document staat erbij."))
        return redirect(found)
    context = {"form": form, "title": _("Document toevoegen"), "back": back_to(found)}
    return render(request, "partners/form.html", context)


@login_not_required
@require_safe
def covenant_document(request, pk):
    """A document of a covenant, to keep: a browser opens nothing of it here."""
    rows = CovenantDocument.objects.visible_to(request.user)
    here = rows.filter(covenant__municipality=request.municipality or None)
    found = get_object_or_404(here, pk=pk)
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"{slugify(found.name) or 'document'}.pdf"
    kind = "application/pdf"
    response = FileResponse(file, as_attachment=True, content_type=kind, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
