"""Asking a department something for an initiative."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.forms.requests import RequestForm
from areas.models import Request
from config.intake.keys import once
from config.lib.access import require
from initiatives.actions.requests import ask_for
from initiatives.permissions.initiatives import may_handle
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted


@require_http_methods(FORMS)
def request_page(request, pk):
    """The question, to whom, and before when."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    form = RequestForm(
        posted(request),
        instance=Request(area=initiative.area, asked_by=request.user),
        user=request.user,
        municipality=request.municipality,
        initial=drafted(request),
    )

    def act():
        key, by = form.cleaned_data["form_key"], request.user
        once(key, "initiatives.request", lambda: ask_for(form, initiative=initiative, by=by))

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Vraag een afdeling"),
        intro=_(
            "De afdeling antwoordt met een link uit de mail. Wie het idee bracht, krijgt het "
            "antwoord per mail als iedereen het mag lezen."
        ),
        submit=_("Verstuur de vraag"),
        done=_("De vraag is verstuurd."),
    )
