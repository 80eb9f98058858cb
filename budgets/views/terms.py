"""The term of a request: asking to complete it, completing or leaving it, putting it off."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from budgets.actions import terms
from budgets.actions.default import note_default
from budgets.forms import AskForm, CompleteForm, DefaultForm, LeaveForm, PauseForm, PutOffForm
from budgets.models import ApplicationState
from budgets.permissions import may_complete, may_keep_term, may_leave_untreated
from budgets.term_clock import clock_of
from budgets.views.requests import visible_application
from config.intake.keys import once
from config.lib.access import Refused, require

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def ask(request, pk):
    """Ask the initiator for what is missing."""
    texts = {
        "title": _("Aanvulling vragen"),
        "intro": _("De indiener krijgt een mail. Tot de dag die u kiest, staat de termijn stil."),
        "submit": _("Vraag de aanvulling"),
        "done": _("De indiener krijgt een mail met uw vraag."),
    }
    return _step(request, pk, AskForm, may_keep_term, terms.ask_to_complete, texts)


@require_http_methods(METHODS)
def complete(request, pk):
    """Complete the request, or write down that it was completed on paper."""
    texts = {
        "title": _("Aanvraag aanvullen"),
        "intro": "",
        "submit": _("Vul de aanvraag aan"),
        "done": _("De aanvraag is aangevuld. De termijn loopt weer."),
    }
    return _step(request, pk, CompleteForm, may_complete, terms.complete, texts)


@require_http_methods(METHODS)
def pause(request, pk):
    """Let the term stand still on a ground of the law, and tell the initiator why."""
    texts = {
        "title": _("Termijn opschorten"),
        "intro": _(
            "Dit kan als de aanvrager schriftelijk instemt, als de vertraging door de aanvrager "
            "komt, of bij overmacht (Awb 4:15). De indiener krijgt een mail."
        ),
        "submit": _("Schort de termijn op"),
        "done": _("De termijn is opgeschort. De indiener krijgt een mail."),
    }
    return _step(request, pk, PauseForm, may_keep_term, terms.pause, texts)


@require_http_methods(METHODS)
def put_off(request, pk):
    """Put the decision off, and tell the initiator why."""
    texts = {
        "title": _("Besluit uitstellen"),
        "intro": _("Doe dit voor de termijn voorbij is. De indiener krijgt een mail."),
        "submit": _("Stel het besluit uit"),
        "done": _("Het besluit is uitgesteld. De indiener krijgt een mail."),
    }
    return _step(request, pk, PutOffForm, may_keep_term, terms.put_off, texts)


@require_http_methods(METHODS)
def leave(request, pk):
    """Leave a request untreated that stays incomplete, and tell the initiator why."""
    texts = {
        "title": _("Niet in behandeling nemen"),
        "intro": _(
            "Dit kan alleen na een vraag om aanvulling, tot vier weken na de laatste dag daarvan. "
            "De indiener krijgt een mail. Schrijf daarna de brief: daartegen staat bezwaar open."
        ),
        "submit": _("Neem niet in behandeling"),
        "done": _("De aanvraag is niet in behandeling genomen. Schrijf nu de brief."),
    }
    return _step(request, pk, LeaveForm, may_leave_untreated, terms.leave_untreated, texts)


@require_http_methods(METHODS)
def default(request, pk):
    """Write down that a notice of default came."""
    texts = {
        "title": _("Ingebrekestelling vastleggen"),
        "intro": _(
            "Leg vast dat de indiener schriftelijk om een besluit maande. Twee weken later begint "
            "de dwangsom te lopen (Awb 4:17)."
        ),
        "submit": _("Leg vast"),
        "done": _("De ingebrekestelling staat erin."),
    }
    return _step(request, pk, DefaultForm, may_keep_term, note_default, texts)


def _step(request, pk, form_class, allowed, action, texts):
    """Show the form of a step, and take the step once however often the button is pressed."""
    found = visible_application(request, pk)
    require(allowed(request.user, found))
    if found.state != ApplicationState.ASKED:
        return redirect(found)
    form = form_class(
        request.POST or None, initial=request.draft, application=found, user=request.user
    )

    def work():
        given = {name: form.cleaned_data[name] for name in form.given}
        return action(application=found, by=request.user, **given).get_absolute_url()

    if request.method == "POST" and form.is_valid():
        try:
            url, _new = once(form.cleaned_data["form_key"], f"budgets.{action.__name__}", work)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, texts["done"])
            return redirect(url)
    clock = clock_of(found, list(found.term_steps.all()))
    context = {"application": found, "form": form, "clock": clock, **texts}
    return render(request, "budgets/term_step.html", context)
