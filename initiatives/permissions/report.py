"""Who may say that something on the site is wrong, and who decides about it."""

from django.utils.translation import gettext as _

from initiatives.models import Initiative, Picture, Report, Story
from initiatives.permissions.hiding import about_what_others_wrote


def may_be_reported(about: Initiative | Story | Picture) -> str:
    """Anyone, what is public."""
    return "" if about.is_public else _("Dit staat niet op de site.")


def may_decide_report(user, report: Report) -> str:
    """An advisor of the area, about what somebody else wrote."""
    return about_what_others_wrote(user, report.initiative)
