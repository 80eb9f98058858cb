"""Pages of bringing an initiative together: asking, saying yes by the mailed link, leaving."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config.intake.links import MailedLink
from config.lib.access import Refused, require
from initiatives.actions.together import (
    ask_along,
    asked_by,
    come_along,
    leave_together,
    send_away,
)
from initiatives.forms.submit import SendStep
from initiatives.forms.together import AskAlongForm
from initiatives.permissions.together import MAX_TOGETHER, may_bring_together, may_leave_together
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted, sent_within_limits

A_DAY = 10
LINK = MailedLink("together")


@sensitive_post_parameters()
@require_http_methods(FORMS)
def together(request, pk):
    """Who brings it together, and asking one more; the answer is the same for every address."""
    initiative = visible(request, pk)
    require(may_bring_together(request.user, initiative))
    form, status = AskAlongForm(posted(request), initial=drafted(request)), 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]

        def work():
            ask_along(initiative=initiative, email=email, by=request.user)

        try:
            if sent_within_limits(request, form, "together", work, email=email, a_day=A_DAY):
                messages.success(request, _("We hebben een mail gestuurd met de vraag."))
                return redirect("initiatives:together", pk=pk)
            status = 429
        except Refused as no:
            form.add_error(None, no.reason)
    people = list(initiative.together.all())
    context = {"initiative": initiative, "form": form, "people": people}
    context["room"] = MAX_TOGETHER - len(people)
    return render(request, "initiatives/together.html", context, status=status)


@require_http_methods(FORMS)
def together_remove(request, pk, number):
    """Ask, and then take somebody off."""
    initiative = visible(request, pk)
    require(may_bring_together(request.user, initiative))
    found = get_object_or_404(initiative.together, pk=number)
    return acting_page(
        request,
        initiative,
        SendStep(posted(request)),
        lambda: send_away(initiative=initiative, number=number, by=request.user),
        title=_("Niet meer samen"),
        intro=_("%(email)s ziet het idee dan niet meer bij de eigen ideeën.")
        % {"email": found.email},
        submit=_("Haal weg"),
        danger=True,
        done=_("We hebben dit adres gewist."),
        leads_to=lambda: reverse("initiatives:together", args=[pk]),
    )


@require_http_methods(FORMS)
def together_leave(request, pk):
    """Ask, and then take part no longer."""
    initiative = visible(request, pk)
    require(may_leave_together(request.user, initiative))
    return acting_page(
        request,
        initiative,
        SendStep(posted(request)),
        lambda: leave_together(initiative=initiative, by=request.user),
        title=_("Niet meer meedoen"),
        intro=_("U ziet dit idee dan niet meer bij uw ideeën. We wissen uw adres erbij."),
        submit=_("Ik doe niet meer mee"),
        danger=True,
        done=_("U doet niet meer mee met dit idee."),
        leads_to=lambda: reverse("initiatives:mine"),
    )


together_link = LINK.leading_to("initiatives:together_confirm")


@login_not_required
@require_http_methods(FORMS)
def together_confirm(request):
    """What the idea is, and the button to say yes. Mail scanners press no buttons."""
    token = LINK.token(request)
    found = asked_by(token)
    if found is None or found.initiative.municipality != request.municipality:
        return render(request, "link_old.html", status=410)
    form = SendStep(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            initiative = come_along(token)
        except Refused:
            return render(request, "link_old.html", status=410)
        LINK.forget(request)
        return render(request, "initiatives/came_along.html", {"initiative": initiative})
    context = {"form": form, "initiative": found.initiative}
    return render(request, "initiatives/together_confirm.html", context)
