"""Who may write the newsletter of an area."""

from django.utils.translation import gettext as _

from areas.rights import may
from areas.roles import Permission
from initiatives.models import Letter


def may_write_letter(user, area_id: int) -> str:
    """Who writes about an area, writes its newsletter: advisors and communications."""
    if may(user, Permission.EDIT_PORTRAIT, area_id):
        return ""
    return _("De nieuwsbrief maakt een collega die voor dit gebied werkt.")


def may_edit_letter(user, letter: Letter) -> str:
    """The same, until it is sent."""
    if letter.sent_at:
        return _("Deze nieuwsbrief is al verstuurd.")
    return may_write_letter(user, letter.area_id)
