"""The letter for who brought the initiative: by the link in the mail, and objecting to it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.views.steps import done_once, posted
from budgets.actions.letter_links import letter_of
from budgets.actions.own_objection import object_by_link, object_to_letter, runs
from budgets.forms.letters import OwnObjectionForm
from budgets.models import Letter
from budgets.permissions import may_object
from budgets.views.letters import pdf_response, seen_letter
from config.intake.links import MailedLink
from config.lib.access import Refused, require
from config.lib.clock import today

METHODS = ["GET", "HEAD", "POST"]
LINK = MailedLink("letter")


own_letter_link = LINK.leading_to("budgets:own_letter", opens=letter_of)


@login_not_required
@require_http_methods(METHODS)
def own_letter(request):
    """The letter of the link, to read, to download, and to object to."""
    token = LINK.token(request)
    found = letter_of(token)
    if found is None:
        return _old(request)
    form = OwnObjectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if done_once(
            form, "budgets.own_objection", lambda: _made(object_by_link(token, text=text))
        ):
            messages.success(request, _received())
            return redirect("budgets:own_letter")
    context = {"form": form, "addressee": _name(found), **_around(found)}
    return render(request, "budgets/own_letter.html", context)


@login_not_required
@require_safe
def own_letter_file(request):
    """The letter of the link as PDF."""
    found = letter_of(LINK.token(request))
    if found is None:
        return _old(request)
    try:
        return pdf_response(found, _name(found))
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("budgets:own_letter")


@require_http_methods(METHODS)
def own_objection(request, pk):
    """Object to a letter, for who is logged in."""
    found = seen_letter(request, pk)
    require(may_object(request.user, found))
    form = OwnObjectionForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = {"letter": found, "text": form.cleaned_data["text"], "by": request.user}
        if done_once(form, "budgets.own_objection", lambda: _made(object_to_letter(**given))):
            messages.success(request, _received())
            return redirect(found)
    context = {"form": form, "title": _("Bezwaar maken"), **_around(found)}
    return render(request, "budgets/own_objection.html", context)


def _received() -> str:
    return _("Wij hebben uw bezwaar ontvangen. U krijgt daarvan een mail.")


def _made(objection) -> str:
    return objection.get_absolute_url()


def _name(letter: Letter) -> str:
    initiative = letter.application.initiative
    return initiative.organisation_name or initiative.contact_name


def _around(letter: Letter) -> dict:
    """The letter, what was objected to it, and whether one may object now."""
    until = letter.objection_until
    return {
        "letter": letter,
        "objections": letter.objections.all(),
        "may_object": until is not None and not runs(letter),
        "is_late": until is not None and until < today(),
    }


def _old(request):
    return render(request, "link_old.html", status=410)
