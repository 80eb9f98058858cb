"""Pages of the directory: organisations, and whom one asks there."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas.models import Action, Plan
from areas.views.steps import back_to, done_once, made_once, posted, row_form
from config.lib.access import require
from config.lib.forms import saved
from config.lib.public import public_page
from partners import permissions
from partners.actions.directory import remove_contact
from partners.filters import OrganisationFilter
from partners.forms.directory import ContactForm, OrganisationForm, RemoveForm
from partners.models import Contact, Organisation

SHOWN = 100


def _organisation(request, pk) -> Organisation:
    rows = Organisation.objects.visible_to(request.user).of(request.municipality or None)
    return get_object_or_404(rows.select_related("municipality"), pk=pk)


@public_page
def organisation_list(request):
    """The organisations of the municipality, by area, kind and words."""
    here = request.municipality or None
    chosen = OrganisationFilter(
        request.GET, queryset=Organisation.objects.of(here), request=request
    )
    rows = chosen.qs if chosen.is_valid() else Organisation.objects.none()
    found = list(rows.order_by("name", "pk")[: SHOWN + 1])
    context = {
        "filter": chosen,
        "organisations": found[:SHOWN],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "may_edit": not permissions.edit_directory(request.user, here),
    }
    return render(request, "partners/organisations.html", context)


@public_page
def organisation(request, pk):
    """An organisation: what it does and where, how to reach it, and what it takes part in."""
    found = _organisation(request, pk)
    contacts = found.contacts.visible_to(request.user).select_related("area", "theme", "stand_in")
    actions = Action.objects.visible_to(request.user).filter(commitments__organisation=found)
    plans = Plan.objects.visible_to(request.user).filter(parties__organisation=found)
    context = {
        "organisation": found,
        "areas": list(found.areas.all()),
        "contacts": list(contacts),
        "tables": list(found.roundtables.select_related("area")),
        "facilities": list(found.facilities.select_related("area")),
        "actions": list(actions.select_related("area").distinct()[:20]),
        "plans": list(plans.select_related("area").distinct()[:20]),
        "may_edit": not permissions.edit_organisation(request.user, found),
    }
    return render(request, "partners/organisation.html", context)


def organisation_create(request):
    """Add an organisation."""
    here = request.municipality or None
    require(permissions.edit_directory(request.user, here))
    form = row_form(request, OrganisationForm, Organisation(municipality=here))
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "partners.organisation")
    context = {"form": form, "title": _("Nieuwe organisatie"), "back": None}
    return render(request, "partners/form.html", context)


def organisation_edit(request, pk):
    """Change what stands with an organisation."""
    found = _organisation(request, pk)
    require(permissions.edit_organisation(request.user, found))
    back = back_to(found)
    form = row_form(request, OrganisationForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De organisatie is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Organisatie bewerken"), "back": back}
    return render(request, "partners/form.html", context)


def contact_add(request, pk):
    """Add a contact person to an organisation."""
    found = _organisation(request, pk)
    require(permissions.edit_organisation(request.user, found))
    form = row_form(request, ContactForm, Contact(organisation=found))
    if request.method == "POST" and form.is_valid():
        return made_once(request, form, "partners.contact")
    context = {"form": form, "title": _("Contactpersoon toevoegen"), "back": back_to(found)}
    return render(request, "partners/form.html", context)


def contact_edit(request, pk):
    """Change a contact person."""
    found = _contact(request, pk)
    form = row_form(request, ContactForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De contactpersoon is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Contactpersoon bewerken")}
    return render(request, "partners/form.html", context | {"back": back_to(found.organisation)})


def contact_remove(request, pk):
    """Take a contact person out, after one page that asks to confirm."""
    found = _contact(request, pk)
    organisation, form = found.organisation, RemoveForm(posted(request))

    def work():
        remove_contact(found, by=request.user)
        return organisation.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.remove", work):
        messages.success(request, _("De contactpersoon is weggehaald."))
        return redirect(organisation)
    context = {
        "form": form,
        "title": _("Contactpersoon weghalen"),
        "intro": _("Naam, telefoon en mailadres van deze persoon gaan weg: %(name)s.")
        % {"name": found.name},
        "back": back_to(organisation),
        "danger": True,
        "submit": _("Haal weg"),
    }
    return render(request, "partners/form.html", context)


def _contact(request, pk) -> Contact:
    """A contact person that this person may change."""
    rows = Contact.objects.visible_to(request.user).of(request.municipality or None)
    found = get_object_or_404(rows.select_related("organisation__municipality"), pk=pk)
    require(permissions.edit_contact(request.user, found))
    return found
