"""Who may see the compass of an initiative, fill it in and choose its kind."""

from django.utils.translation import gettext as _

from initiatives.models import Initiative
from initiatives.permissions.initiatives import is_submitter, may_handle


def may_see_compass(user, initiative: Initiative) -> str:
    """The answers in the compass: the initiator, and who handles initiatives in the area."""
    if is_submitter(user, initiative) or not may_handle(user, initiative):
        return ""
    return _("Het kompas zien alleen de indiener en de gebiedsadviseurs van dit gebied.")


def may_use_compass(user, initiative: Initiative) -> str:
    """The same people, while it runs."""
    if reason := may_see_compass(user, initiative):
        return reason
    return "" if initiative.is_open else _("Dit initiatief is al afgerond of ingetrokken.")


def may_choose_kind(user, initiative: Initiative) -> str:
    """An advisor; and the initiator as long as nobody chose."""
    if reason := may_use_compass(user, initiative):
        return reason
    if may_handle(user, initiative) and hasattr(initiative, "compass"):
        return _("De soort is al gekozen. Vraag uw gebiedsadviseur om die te veranderen.")
    return ""
