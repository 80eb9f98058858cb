"""What a department is asked for an initiative, and telling the initiator what it answered."""

from django.db import transaction

from areas.actions import requests
from areas.models import RequestAnswer
from config.audit.log import record
from config.lib.access import require
from initiatives.actions import mails
from initiatives.models import Initiative
from initiatives.permissions.initiatives import may_handle


@transaction.atomic
def ask_for(form, *, initiative: Initiative, by):
    """Ask a department what a valid form on a new request holds, for an initiative.

    Raises PermissionDenied for who does not handle the initiative.
    """
    require(may_handle(by, initiative))
    request = requests.ask(form, by=by)
    request.initiatives.add(initiative)
    record(initiative, "initiative.department_asked", by=by, changes={"request": request.pk})
    return request


@transaction.atomic
def answer_and_tell(request_pk: int, *, by, **given) -> RequestAnswer:
    """Write the answer of a department down, and tell who brought the initiative it is about.

    Only what is public goes to residents, and only while the initiative runs. Raises as
    areas.actions.requests.answer does.
    """
    answer = requests.answer(request_pk, by=by, **given)
    request = answer.request
    if request.public:
        for initiative in request.initiatives.select_related("municipality", "submitter"):
            if initiative.is_open:
                mails.request_answered(initiative, request, answer)
    return answer
