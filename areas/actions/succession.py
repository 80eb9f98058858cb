"""Which area came after which: a merger, a split, new borders."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from areas import permissions
from areas.models import Area, AreaSuccessor
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today


@transaction.atomic
def succeed(
    *, old: Area, new: Area, share: Decimal | None = None, last_day: date | None = None, by
) -> AreaSuccessor:
    """Say that `new` came after `old`, for a share of it (above 0, at most 1; None: not known).

    The old area ends on `last_day` (the day before the new one begins, else yesterday), unless it
    has ended already. What hangs on it stays there. Said again it changes nothing but the share.
    `by` is None on the command line. Raises Refused.
    """
    old = Area.objects.select_for_update().get(pk=old.pk)
    if by is not None:
        require(permissions.end_area(by, old))
    _refuse_nonsense(old, new, share)
    row, created = AreaSuccessor.objects.get_or_create(old=old, new=new, defaults={"share": share})
    if not created and row.share == share and old.valid_until:
        return row
    row.share = share
    row.save(update_fields=["share"])
    if old.valid_until is None:
        _end(old, new, last_day)
    record(old, "area.succeeded", by=by, area_id=old.pk, changes={"successor": [None, new.pk]})
    return row


def _refuse_nonsense(old: Area, new: Area, share: Decimal | None) -> None:
    if old.pk == new.pk:
        raise Refused(_("Een gebied kan zichzelf niet opvolgen."))
    if AreaSuccessor.objects.filter(old=new, new=old).exists():
        raise Refused(_("%(new)s ging juist aan %(old)s vooraf.") % {"new": new, "old": old})
    if share is None:
        return
    if not 0 < share <= 1:
        raise Refused(_("Een deel is meer dan 0 en niet meer dan 1."))
    others = AreaSuccessor.objects.filter(old=old).exclude(new=new)
    if share + (others.aggregate(sum=Sum("share"))["sum"] or 0) > 1:
        raise Refused(_("De delen van %(old)s zijn samen meer dan 1.") % {"old": old})


def _end(old: Area, new: Area, last_day: date | None) -> None:
    day = last_day or (new.valid_from or today()) - timedelta(days=1)
    if old.valid_from and day < old.valid_from:
        raise Refused(_("De laatste dag ligt voor de dag waarop %(old)s begon.") % {"old": old})
    old.valid_until = day
    old.version += 1
    old.save(update_fields=["valid_until", "version"])
