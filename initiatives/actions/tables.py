"""An initiative is put on the agenda of a table."""

from django.db import transaction
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from initiatives.models import Initiative
from initiatives.permissions import may_handle
from partners.models import AgendaItem, Meeting
from partners.permissions import put_item


@transaction.atomic
def put_on_agenda(initiative: Initiative, meeting: Meeting, *, by) -> AgendaItem:
    """Put an initiative on the agenda of a meeting, once. What is not public yet has no title
    there, as others may read an agenda.

    Raises PermissionDenied, and Refused when it stands there already.
    """
    require(may_handle(by, initiative))
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    require(put_item(by, meeting))
    if initiative.agenda_items.filter(meeting=meeting).exists():
        raise Refused(_("Dit initiatief staat daar al op de agenda."))
    hidden = _("Een initiatief dat nog niet openbaar is")
    item = AgendaItem.objects.create(
        meeting=meeting,
        kind=AgendaItem.Kind.INITIATIVE,
        title=initiative.title if initiative.is_public else hidden,
        put_by=by,
        order=meeting.items.count() + 1,
    )
    initiative.agenda_items.add(item)
    record(initiative, "initiative.on_agenda", by=by, changes={"meeting": meeting.pk})
    return item
