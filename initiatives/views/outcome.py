"""Pages on what came of it: by the link in the mail, by who is logged in, and its release."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.intake.keys import once
from config.intake.links import MailedLink
from config.lib.access import Refused, require
from initiatives.actions.outcome import (
    moments_open,
    outcome_of,
    release_outcome,
    say_by_link,
    say_outcome,
)
from initiatives.forms.outcome import EnterForm, SayForm
from initiatives.forms.submit import SendStep
from initiatives.models import Outcome
from initiatives.permissions.initiatives import is_submitter
from initiatives.permissions.outcome import may_release_outcome, may_say_outcome
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted

LINK = MailedLink("outcome")


outcome_link = LINK.leading_to("initiatives:outcome", opens=outcome_of)


@login_not_required
@require_http_methods(FORMS)
def outcome(request):
    """Say with one press whether it worked out; afterwards, what was said."""
    token = LINK.token(request)
    found = outcome_of(token)
    if found is None:
        return render(request, "link_old.html", status=410)
    form = SayForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            say_by_link(token, **form.cleaned_data)
            messages.success(request, _("Bedankt, we hebben het opgeschreven."))
        except Refused as no:
            messages.info(request, no.reason)
        return redirect("initiatives:outcome")
    context = {"outcome": found, "form": form, "choices": Outcome.Result.choices}
    return render(request, "initiatives/outcome.html", context)


@require_http_methods(FORMS)
def outcome_say(request, pk):
    """The same for who is logged in, and for an advisor about what came on paper."""
    initiative = visible(request, pk)
    require(may_say_outcome(request.user, initiative))
    moments = moments_open(initiative)
    if not moments and request.method != "POST":
        messages.info(request, _("Dit kan twee keer: na vier weken en na een jaar."))
        return redirect(initiative)
    form = EnterForm(posted(request), initial=drafted(request), moments=moments)
    if not is_submitter(request.user, initiative):
        form.fields["result"].label = _("Is het gelukt wat de indiener wilde?")
        form.fields["text"].label = _("Wat vertelde de indiener erbij?")

    def act():
        given = {name: form.cleaned_data[name] for name in ("moment", "result", "text")}
        say_outcome(initiative, **given, by=request.user)
        return "-"

    return acting_page(
        request,
        initiative,
        form,
        lambda: once(form.cleaned_data["form_key"], "initiatives.outcome", act),
        title=_("Is het gelukt?"),
        done=_("Het is opgeschreven."),
    )


@require_http_methods(FORMS)
def outcome_release(request, pk):
    """Show the words to everyone, after reading them here."""
    rows = Outcome.objects.said().select_related("initiative")
    found = get_object_or_404(rows, pk=pk)
    initiative = visible(request, found.initiative_id)
    require(may_release_outcome(request.user, found))
    form = SendStep(posted(request))

    def act():
        release_outcome(found, by=request.user)
        return "-"

    return acting_page(
        request,
        initiative,
        form,
        lambda: once(form.cleaned_data["form_key"], "initiatives.outcome", act),
        title=_("Tekst op de site zetten"),
        submit=_("Zet op de site"),
        done=_("De tekst staat op de site."),
        template="initiatives/outcome_release.html",
        outcome=found,
    )
