"""The portrait of an area gets a next version; earlier ones stay as they were."""

from django.db import transaction

from areas import permissions
from areas.models import Area, Portrait
from config.audit.log import record
from config.lib.access import require
from config.lib.forms import LostRace


@transaction.atomic
def add_portrait(area: Area, *, seen: int, texts: dict, by) -> Portrait:
    """Write the next version, from the one with number `seen` (0: there was none).

    The text on the page of the area follows it. Raises PermissionDenied, or LostRace when
    somebody else wrote a version meanwhile.
    """
    area = Area.objects.select_for_update().get(pk=area.pk)
    require(permissions.edit_portrait(by, area))
    newest = area.portraits.order_by("-at", "-pk").values_list("pk", flat=True).first()
    if (newest or 0) != seen:
        raise LostRace
    portrait = Portrait.objects.create(area=area, by=by, **texts)
    area.portrait = portrait.text
    area.version += 1
    area.save(update_fields=["portrait", "version"])
    record(portrait, "portrait.created", by=by)
    return portrait
