"""Who may say what came of an initiative, and show the words to everyone."""

from django.utils.translation import gettext as _

from initiatives.models import Initiative, Outcome, State
from initiatives.permissions.initiatives import for_initiator, is_submitter, may_handle


def may_say_outcome(user, initiative: Initiative) -> str:
    """The initiator of what is done and public; for who came on paper, an advisor."""
    if initiative.state != State.DONE or not initiative.is_public:
        return _("Dit kan als het initiatief klaar is en op de site staat.")
    return for_initiator(user, initiative, _("Alleen de indiener zegt of het is gelukt."))


def may_release_outcome(user, outcome: Outcome) -> str:
    """An advisor of the area, when there are words that are not on the site."""
    if reason := may_handle(user, outcome.initiative):
        return reason
    if is_submitter(user, outcome.initiative):
        return _("Een collega leest wat u zelf schreef.")
    if not outcome.text or outcome.released_at:
        return _("Er is geen tekst om op de site te zetten.")
    return ""
