"""Partners in plans."""

from django.db import transaction

from config.audit.log import record
from config.lib.access import require
from partners import permissions
from partners.models import PlanParty


@transaction.atomic
def remove_party(party: PlanParty, *, by) -> None:
    """Take a partner that did not sign out of a plan. Raises PermissionDenied."""
    party = PlanParty.objects.select_for_update().select_related("plan").get(pk=party.pk)
    require(permissions.remove_party(by, party))
    record(party, "planparty.removed", by=by, changes={"organisation": party.organisation_id})
    party.delete()
