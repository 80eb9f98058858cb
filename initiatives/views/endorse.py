"""Pages of support: giving it, confirming it by the mailed link, and counting paper."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from config.intake import keys, tokens
from config.intake.links import MailedLink
from config.lib.access import Refused, require
from initiatives.actions.endorse import PURPOSE, add_paper, confirm_endorsement, endorse
from initiatives.forms.endorse import EndorseForm, PaperSupportForm
from initiatives.forms.submit import SendStep
from initiatives.models import Initiative
from initiatives.permissions.initiatives import may_be_endorsed, may_handle
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted, sent_within_limits

A_DAY = 10
LINK = MailedLink("endorse")


@login_not_required
@sensitive_post_parameters()
@require_http_methods(FORMS)
def endorse_page(request, pk):
    """Support an initiative; the page afterwards is the same for every address."""
    initiative = visible(request, pk)
    require(may_be_endorsed(initiative))
    start = {"email": request.user.email} if request.user.is_authenticated else {}
    form = EndorseForm(posted(request), initial=start)
    status = 200
    if request.method == "POST" and form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("email", "inside")}

        def work():
            endorse(initiative, **given)

        if sent_within_limits(request, form, "endorse", work, email=given["email"], a_day=A_DAY):
            return redirect("initiatives:endorse_sent")
        status = 429
    context = {"initiative": initiative, "form": form}
    return render(request, "initiatives/endorse.html", context, status=status)


@login_not_required
@require_safe
def endorse_sent(request):
    """ "Kijk in uw mail": nobody's data."""
    return render(request, "initiatives/endorse_sent.html")


endorse_link = LINK.leading_to("initiatives:endorse_confirm")


@login_not_required
@require_http_methods(FORMS)
def endorse_confirm(request):
    """The button that counts. Mail scanners open links; they do not press buttons."""
    token = LINK.token(request)
    found = tokens.look(token, PURPOSE)
    if not found:
        return render(request, "link_old.html", status=410)
    form = SendStep(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            initiative = confirm_endorsement(token)
        except (Refused, PermissionDenied):
            return render(request, "link_old.html", status=410)
        LINK.forget(request)
        return render(request, "initiatives/endorsed.html", {"initiative": initiative})
    ideas = Initiative.objects.public().filter(endorsements__pk=found.ref)
    context = {"form": form, "title": ideas.values_list("title", flat=True).first()}
    return render(request, "initiatives/endorse_confirm.html", context)


@require_http_methods(FORMS)
def paper_support(request, pk):
    """Count signatures on paper."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    form = PaperSupportForm(posted(request), initial=drafted(request))

    def act():
        data = form.cleaned_data

        def work():
            add_paper(initiative, inside=data["inside"], outside=data["outside"], by=request.user)
            return "-"

        keys.once(data["form_key"], "initiatives.paper_support", work)

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Handtekeningen tellen"),
        intro=_("Bewaar de lijst volgens uw eigen regels. Hier komen alleen de aantallen."),
        done=_("De handtekeningen zijn meegeteld."),
    )
