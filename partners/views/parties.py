"""Pages of the partners in a plan."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from areas.models import Plan
from areas.views.plans import plan_of
from areas.views.steps import back_to, posted, row_form
from config.intake.keys import once
from config.lib.access import require
from config.lib.forms import save_form, saved
from partners import permissions
from partners.actions.parties import remove_party
from partners.forms.directory import RemoveForm
from partners.forms.parties import PartyForm, SignForm
from partners.models import PlanParty


def _party(request, pk) -> PlanParty:
    """A partner of a plan that the person may see."""
    plans = Plan.objects.visible_to(request.user).of(request.municipality or None)
    rows = PlanParty.objects.filter(plan__in=plans.order_by())
    return get_object_or_404(rows.select_related("plan__area", "plan__kind", "organisation"), pk=pk)


def _page(request, plan: Plan, form, title: str):
    context = {"form": form, "title": title, "back": back_to(plan)}
    return render(request, "areas/form.html", context)


def party_add(request, pk):
    """Add a partner to a plan."""
    plan = plan_of(request, pk)
    require(permissions.add_party(request.user, plan))
    form = row_form(request, PartyForm, PlanParty(plan=plan))
    if request.method == "POST" and form.is_valid():

        def work():
            save_form(form, by=request.user)
            return plan.get_absolute_url()

        address, _made = once(form.cleaned_data["form_key"], "partners.party", work)
        return redirect(address)
    return _page(request, plan, form, _("Partner toevoegen"))


def party_edit(request, pk):
    """Change which partner it is, or what it promises."""
    party = _party(request, pk)
    require(permissions.edit_party(request.user, party))
    form = row_form(request, PartyForm, party)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De partner is opgeslagen."))
        return redirect(party.plan)
    return _page(request, party.plan, form, _("Partner bewerken"))


def party_sign(request, pk):
    """Write down that a partner signed the plan."""
    party = _party(request, pk)
    require(permissions.edit_party(request.user, party))
    form = SignForm(posted(request), instance=party, initial=request.draft)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De ondertekening staat erbij."))
        return redirect(party.plan)
    title = _("Ondertekening: %(name)s") % {"name": party.organisation.name}
    return _page(request, party.plan, form, title)


def party_remove(request, pk):
    """Take a partner out of a plan, after one page that asks to confirm."""
    party = _party(request, pk)
    require(permissions.remove_party(request.user, party))
    plan, name = party.plan, party.organisation.name
    form = RemoveForm(posted(request))
    if request.method == "POST" and form.is_valid():
        remove_party(party, by=request.user)
        messages.success(request, _("%(name)s is weggehaald bij het plan.") % {"name": name})
        return redirect(plan)
    context = {"form": form, "plan": plan, "name": name}
    return render(request, "partners/party_remove.html", context)
