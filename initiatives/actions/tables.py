"""An initiative is put on the agenda of a table."""

from django.db import transaction
from django.utils.translation import gettext as _

from config.audit.log import record
from config.lib.access import Refused, require
from initiatives.models import Initiative
from initiatives.permissions.initiatives import may_handle
from partners.actions.meetings import put_point
from partners.models import AgendaItem, Meeting
from partners.models.meetings import NOT_PUBLIC


@transaction.atomic
def put_on_agenda(initiative: Initiative, meeting: Meeting, *, by) -> AgendaItem:
    """Put an initiative on the agenda of a meeting, once. What is not public yet has no title
    there, as others may read an agenda.

    Raises PermissionDenied, and Refused when it stands there already.
    """
    require(may_handle(by, initiative))
    kind = AgendaItem.Kind.INITIATIVE
    title = initiative.title if initiative.is_public else str(NOT_PUBLIC[kind])
    item = put_point(meeting, kind=kind, title=title, by=by)
    # Asked while the agenda is held, so that of two at the same moment one is refused.
    if initiative.agenda_items.filter(meeting=meeting).exists():
        raise Refused(_("Dit initiatief staat daar al op de agenda."))
    initiative.agenda_items.add(item)
    record(initiative, "initiative.on_agenda", by=by, changes={"meeting": meeting.pk})
    return item
