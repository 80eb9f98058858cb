"""Letters about a request, and the objections to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.rights import areas_where
from areas.roles import Permission
from areas.views.steps import done_once, posted
from budgets.actions import written
from budgets.actions.own_objection import runs
from budgets.forms.letters import LetterForm, ObjectionForm, SettleForm
from budgets.letter_paper import letter_pdf
from budgets.letter_text import kinds_of
from budgets.models import Channel, Letter, Objection, ObjectionState
from budgets.permissions import (
    may_keep_objections,
    may_object,
    may_read_letter,
    may_settle_objection,
    may_write_letter,
)
from budgets.views.requests import visible_application
from config.lib.access import Refused, require
from config.lib.clock import today
from initiatives.permissions.initiatives import may_see_contact

METHODS = ["GET", "HEAD", "POST"]
SHOWN = 100


def seen_letter(request, pk) -> Letter:
    """A letter that this person may see, with its request."""
    found = get_object_or_404(Letter.objects.visible_to(request.user), pk=pk)
    found.application = visible_application(request, found.application_id)
    return found


def _addressee(user, found: Letter) -> str:
    """To whom the letter is; empty for who may not know, and after the name was erased."""
    initiative = found.application.initiative
    if may_see_contact(user, initiative):
        return ""
    return initiative.organisation_name or initiative.contact_name


def pdf_response(found: Letter, addressee: str) -> HttpResponse:
    """The letter to download; kept by no cache. Raises Refused when its text was changed."""
    document = letter_pdf(found, addressee)
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="brief-{found}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def letter(request, pk):
    """One letter, as it prints; for who asked and for colleagues who go about money."""
    found = seen_letter(request, pk)
    require(may_read_letter(request.user, found))
    keeps = not may_keep_objections(request.user, found)
    own = found.application.initiative.submitter_id == request.user.pk
    context = {
        "letter": found,
        "application": found.application,
        "addressee": _addressee(request.user, found),
        "may_object": not may_object(request.user, found) and not runs(found),
        "may_keep": keeps and found.objection_until is not None,
        "may_settle": not may_settle_objection(request.user, found),
        "objections": found.objections.all() if keeps or own else [],
    }
    return render(request, "budgets/letter.html", context)


@require_safe
def letter_file(request, pk):
    """The letter as PDF, as it was sent."""
    found = seen_letter(request, pk)
    require(may_read_letter(request.user, found))
    try:
        return pdf_response(found, _addressee(request.user, found))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(found)


@require_http_methods(METHODS)
def write(request, pk):
    """Write the letter that there is to write, and send it."""
    found = visible_application(request, pk)
    require(may_write_letter(request.user, found))
    form = LetterForm(posted(request), initial=request.draft, application=found)
    if request.method == "POST" and form.is_valid():
        given = {"application": found, "given": form.given(), "by": request.user}
        given["kind"] = form.cleaned_data.get("kind", "")
        if done_once(form, "budgets.letter", lambda: written.send_letter(**given)):
            messages.success(request, _sent(found.letters.first()))
            return redirect(found)
    context = {"application": found, "form": form, "written": bool(kinds_of(found))}
    return render(request, "budgets/letter_write.html", context)


def _sent(found: Letter) -> str:
    """What happens now, and what is still to do for who has no mail address."""
    if found.channel == Channel.PAPER:
        return _("De brief is vastgelegd. Druk hem af en doe hem op de post.")
    return _("De brief is vastgelegd. De indiener krijgt een mail.")


@require_http_methods(METHODS)
def object_to(request, pk):
    """Write down that an objection came."""
    found = seen_letter(request, pk)
    require(may_keep_objections(request.user, found))
    form = ObjectionForm(posted(request), initial=request.draft)
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("reference", "received_on")}
        given |= {"letter": found, "by": request.user}
        if done_once(form, "budgets.objection", lambda: written.note_objection(**given)):
            messages.success(request, _("Het bezwaar staat erin."))
            return redirect(found)
    context = {"letter": found, "form": form, "title": _("Bezwaar vastleggen")}
    return render(request, "budgets/objection.html", context)


@require_http_methods(METHODS)
def settle(request, pk):
    """Write down what came of an objection."""
    letters = Letter.objects.visible_to(request.user)
    objection = get_object_or_404(Objection.objects.filter(letter__in=letters), pk=pk)
    objection.letter = seen_letter(request, objection.letter_id)
    require(may_settle_objection(request.user, objection.letter))
    form = SettleForm(posted(request), initial=request.draft)
    if request.method == "POST" and form.is_valid():
        given = {"objection": objection, "state": form.cleaned_data["state"], "by": request.user}
        if done_once(form, "budgets.settle", lambda: written.settle_objection(**given)):
            messages.success(request, _("De uitkomst staat erin."))
            return redirect(objection.letter)
    context = {"letter": objection.letter, "form": form, "title": _("Uitkomst van het bezwaar")}
    context["text"] = objection.text
    return render(request, "budgets/objection.html", context)


@require_safe
def objections(request):
    """The objections that wait in the areas where the person prepares requests, by their day."""
    areas = areas_where(request.user, Permission.PREPARE_MONEY)
    require("" if areas is not None else _("Alleen wie aanvragen voorbereidt, ziet bezwaren."))
    rows = Objection.objects.filter(
        state=ObjectionState.OPEN,
        letter__application__budget__area__in=areas,
        letter__application__scheme__municipality=request.municipality or None,
    )
    rows = rows.select_related("letter__application__initiative")[:SHOWN]
    context = {"objections": rows, "today": today()}
    return render(request, "budgets/objections.html", context)
