"""Pages on which an initiative is taken up by another, and on which a new initiator says yes."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from config.intake.links import MailedLink
from config.lib.access import Refused, require
from initiatives.actions.taking_up import asked_to_take_up, go_on, let_take_up
from initiatives.forms.submit import SendStep
from initiatives.forms.taking_up import TakeUpForm
from initiatives.models import STATE_KINDS, State
from initiatives.permissions.initiatives import may_let_take_up
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted

LINK = MailedLink("take_up")


@sensitive_post_parameters()
@require_http_methods(FORMS)
def take_up(request, pk):
    """Who takes it up, and why; the initiator reads both in a mail."""
    initiative = visible(request, pk)
    require(may_let_take_up(request.user, initiative))
    form = TakeUpForm(
        posted(request),
        initial=drafted(request),
        initiative=initiative,
        label=_("Uitleg voor de indiener"),
        help_text=_("De indiener krijgt deze tekst in een mail. De tekst komt niet op de site."),
        required=True,
    )

    def act():
        data = form.cleaned_data
        let_take_up(
            initiative=initiative,
            organisation=data["organisation"],
            email=data.get("email", ""),
            reason=data["reason"],
            chosen=data.get("chosen"),
            by=request.user,
        )

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Laten overnemen"),
        submit=_("Laat het overnemen"),
        done=_("De stand is nu: %(state)s.") % {"state": State.TAKEN_UP.label},
        template="initiatives/step_confirm.html",
        to=State.TAKEN_UP,
        to_kind=STATE_KINDS[State.TAKEN_UP],
    )


take_up_link = LINK.leading_to("initiatives:take_up_confirm")


@login_not_required
@require_http_methods(FORMS)
def take_up_confirm(request):
    """What one goes on with, and the button for it. Mail scanners press no buttons."""
    token = LINK.token(request)
    taken = asked_to_take_up(token)
    if taken is None or taken.initiative.municipality != request.municipality:
        return render(request, "link_old.html", status=410)
    form = SendStep(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = go_on(token)
        except Refused:
            return render(request, "link_old.html", status=410)
        LINK.forget(request)
        return render(request, "initiatives/gone_on.html", {"initiative": made})
    context = {"form": form, "initiative": taken.initiative}
    return render(request, "initiatives/take_up_confirm.html", context)
