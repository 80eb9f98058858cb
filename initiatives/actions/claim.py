"""The one way a row here is changed: only the version that was read, never by two at once."""

from django.utils.translation import gettext as _

from config.lib.access import Refused
from config.lib.clock import now
from initiatives.models import Gathering, Hiding, Initiative, Letter, Report, Signal, Story


def claim(
    row: Initiative | Signal | Gathering | Story | Report | Hiding | Letter, **changes
) -> None:
    """Write `changes` if the row still has the version that was read; raises Refused if not.

    One conditional UPDATE, so that of two at the same moment one wins, on both databases. It
    makes the version one higher, so that an open form on the old version shows both texts.
    """
    changes = {**changes, "version": row.version + 1}
    if hasattr(row, "moved_at"):
        changes.setdefault("moved_at", now())
    rows = type(row).objects.filter(pk=row.pk, version=row.version)
    if not rows.update(**changes):
        raise Refused(
            _("Iemand anders heeft dit net veranderd. Kijk wat er nu staat en probeer het opnieuw.")
        )
    for name, value in changes.items():
        setattr(row, name, value)
