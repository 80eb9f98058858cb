"""Putting an initiative on the agenda of a table."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from config.intake.keys import once
from config.lib.access import require
from initiatives.actions.tables import put_on_agenda
from initiatives.forms.tables import AgendaForm
from initiatives.permissions.initiatives import may_handle
from initiatives.views.detail import visible
from initiatives.views.page import FORMS, acting_page, drafted, posted


@require_http_methods(FORMS)
def agenda_page(request, pk):
    """At which meeting it is discussed."""
    initiative = visible(request, pk)
    require(may_handle(request.user, initiative))
    form = AgendaForm(
        posted(request), initial=drafted(request), user=request.user, initiative=initiative
    )

    def act():
        def put():
            item = put_on_agenda(initiative, form.cleaned_data["meeting"], by=request.user)
            return item.get_absolute_url()

        once(form.cleaned_data["form_key"], "initiatives.agenda", put)

    return acting_page(
        request,
        initiative,
        form,
        act,
        title=_("Bespreken aan een tafel"),
        intro=_("Het komt op de agenda van dat overleg. Beide pagina's verwijzen naar elkaar."),
        submit=_("Zet op de agenda"),
        done=_("Het initiatief staat op de agenda."),
    )
