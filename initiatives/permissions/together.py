"""Who may bring an initiative together with its initiator."""

from django.utils.translation import gettext as _

from initiatives.models import Initiative
from initiatives.permissions.initiatives import may_edit_own

# More is a group, which has a name of its own.
MAX_TOGETHER = 10


def is_together(user, initiative: Initiative) -> bool:
    """Whether this person brings it together with the initiator: said yes, and did not leave."""
    return user.is_authenticated and initiative.together.taking_part().filter(user=user).exists()


def may_leave_together(user, initiative: Initiative) -> str:
    """Who brings it together, always."""
    if is_together(user, initiative):
        return ""
    return _("Dit is alleen voor wie dit idee samen brengt.")


def may_bring_together(user, initiative: Initiative) -> str:
    """The initiator asks others along, while it runs."""
    return may_edit_own(user, initiative)
