"""Who may answer questions and remarks."""

from django.utils.translation import gettext as _

from areas.rights import has_anywhere, may
from areas.roles import Permission
from initiatives.models import Signal

HANDLES_SIGNALS = (Permission.HANDLE_INITIATIVES, Permission.ENTER_ON_PAPER)


def may_handle_signals(user) -> str:
    """Who handles what residents bring in at least one area."""
    if any(has_anywhere(user, permission) for permission in HANDLES_SIGNALS):
        return ""
    return _("Dit doen de gebiedsadviseurs en de balie van een gebied.")


def may_handle_signal(user, signal: Signal) -> str:
    """Who handles what residents bring in the area, and the front desk."""
    for permission in HANDLES_SIGNALS:
        if may(user, permission, signal.area_id):
            return ""
    return _("Alleen de gebiedsadviseurs en de balie van dit gebied behandelen dit.")
