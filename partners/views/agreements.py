"""Pages of agreements, and the page on which minutes are written."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from areas.forms import StepForm
from areas.views.steps import back_to, done_once, posted, row_form, steps_of
from config.lib.access import Refused, require
from config.lib.forms import saved
from partners import permissions
from partners.actions.agreements import make_agreement, move_agreement
from partners.forms.meetings import AgreementForm, MinutesForm
from partners.idle import where_confidential
from partners.models import AgendaItem, Agreement
from partners.models.agreements import AGREEMENT_MACHINE
from partners.views.meetings import item_of, readable_items

SHOWN = 100
AGREE = "afspraak"


@where_confidential("meetings__items")
def item(request, pk):
    """Write down what is said at a point; the whole agenda stands beside it."""
    found = item_of(request, pk)
    require(permissions.edit_item(request.user, found))
    form = MinutesForm(posted(request), instance=found, initial=request.draft)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("Het verslag van dit punt is opgeslagen."))
        return redirect("partners:item", found.pk)
    return _item_page(request, found, form=form)


@where_confidential("meetings__items")
def agreement_add(request, pk):
    """Make an agreement at a point: who, what, when."""
    found = item_of(request, pk)
    require(permissions.edit_item(request.user, found))
    form = _agreement_form(request, found)

    def work():
        return make_agreement(form, by=request.user).get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "partners.agree", work):
        messages.success(request, _("De afspraak staat erbij."))
        return redirect("partners:item", found.pk)
    return _item_page(request, found, agreement_form=form)


def _item_page(request, found: AgendaItem, form=None, agreement_form=None):
    items = readable_items(request.user, found.meeting, inside=True)
    place = next(place for place, one in enumerate(items) if one.pk == found.pk)
    open_ones = Agreement.objects.visible_to(request.user).open()
    open_ones = open_ones.filter(roundtable=found.meeting.roundtable_id)
    context = {
        "item": items[place],
        "meeting": found.meeting,
        "items": items,
        "next_item": items[place + 1] if place + 1 < len(items) else None,
        "form": form or MinutesForm(instance=found),
        "agreement_form": agreement_form or _agreement_form(request, found),
        "agreements": list(found.agreements.select_related("owner__user")),
        "open_agreements": list(open_ones.select_related("owner__user")[:50])
        if found.kind == AgendaItem.Kind.AGREEMENTS
        else [],
    }
    return render(request, "partners/item.html", context)


def _agreement_form(request, found: AgendaItem) -> AgreementForm:
    sent = request.POST if request.method == "POST" and f"{AGREE}-what" in request.POST else None
    return AgreementForm(
        sent,
        # Two forms on one page: their fields have names of their own.
        prefix=AGREE,
        instance=Agreement(roundtable=found.meeting.roundtable, item=found),
        user=request.user,
        municipality=request.municipality,
    )


@require_safe
def agreement_list(request):
    """One's own open agreements, and those of the tables that one leads."""
    rows = Agreement.objects.visible_to(request.user).of(request.municipality or None)
    rows = rows.open().select_related("owner__user", "roundtable__kind")
    found = list(rows.order_by("due_on", "pk")[: SHOWN + 1])
    context = {
        "mine": [one for one in found if one.owner.user_id == request.user.pk],
        "others": [one for one in found[:SHOWN] if one.owner.user_id != request.user.pk],
        "more": len(found) > SHOWN,
    }
    return render(request, "partners/agreements.html", context)


@where_confidential("agreements")
def agreement_edit(request, pk):
    """Give an agreement another owner or day."""
    found = _agreement(request, pk)
    require(permissions.edit_agreement(request.user, found))
    form = row_form(request, AgreementForm, found)
    if request.method == "POST" and form.is_valid() and saved(form, by=request.user):
        messages.success(request, _("De afspraak is opgeslagen."))
        return redirect(found)
    context = {"form": form, "title": _("Afspraak bewerken"), "back": back_to(found.roundtable)}
    return render(request, "partners/form.html", context)


@where_confidential("agreements")
def agreement_step(request, pk, verb):
    """Say that an agreement is done, dropped or open after all."""
    found = _agreement(request, pk)
    require(permissions.move_agreement(request.user, found))
    step = next((one for one in steps_of(AGREEMENT_MACHINE, found) if one["slug"] == verb), None)
    if step is None:
        return render(request, "areas/step_gone.html", {"object": found}, status=409)
    form = StepForm(posted(request), step=step["step"], with_note=False)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        try:
            move_agreement(found, state=step["state"], reason=reason, by=request.user)
        except Refused as no:
            form.add_error(None, no.reason)
        else:
            messages.success(request, _("De afspraak is bijgewerkt."))
            return redirect(found)
    context = {
        "form": form,
        "title": step["verb"],
        "intro": found.what,
        "back": back_to(found.roundtable),
        "submit": step["verb"],
    }
    return render(request, "partners/form.html", context)


def _agreement(request, pk) -> Agreement:
    rows = Agreement.objects.visible_to(request.user).of(request.municipality or None)
    related = ("roundtable__kind__municipality", "roundtable__area", "owner__user")
    return get_object_or_404(rows.select_related(*related), pk=pk)
