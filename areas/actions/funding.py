"""Money of the municipality for an action goes."""

from django.db import transaction

from areas import permissions
from areas.models import Funding
from config.audit.log import record
from config.lib.access import require


@transaction.atomic
def remove_funding(funding: Funding, *, by) -> None:
    """Take a row of money away; its amount stays in the trail. Raises PermissionDenied."""
    funding = Funding.objects.select_for_update().select_related("action").get(pk=funding.pk)
    require(permissions.edit_action(by, funding.action))
    record(
        funding, "funding.removed", by=by, changes={"amount_cents": [funding.amount_cents, None]}
    )
    funding.delete()
