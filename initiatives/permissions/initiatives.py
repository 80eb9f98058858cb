"""Who may do what with an initiative: each function returns "" or the reason why not."""

from django.utils.translation import gettext as _

from areas.models import Action
from areas.rights import has_anywhere, may
from areas.roles import Permission
from initiatives.models import BY_INITIATOR, SHOWN_STATES, Following, Initiative, State

MAX_PICTURES = 6


def _may_about(user, permission: str, initiative: Initiative) -> bool:
    """Whether the person has the permission for one of the areas that it is about."""
    areas = filter(None, (initiative.area_id, initiative.also_area_id))
    return any(may(user, permission, area_id) for area_id in areas)


def is_submitter(user, initiative: Initiative) -> bool:
    """Whether this person brought the initiative."""
    return user.is_authenticated and initiative.submitter_id == user.pk


def may_see_internal(user, initiative: Initiative) -> str:
    """Colleagues of the area: what is not public, and the notes to each other."""
    if _may_about(user, Permission.SEE_INITIATIVES, initiative):
        return ""
    return _("Dit zien alleen medewerkers die voor dit gebied werken.")


def may_see_contact(user, initiative: Initiative) -> str:
    """Name and address of the initiator: the initiator, and who has that right for the area."""
    if is_submitter(user, initiative) or _may_about(user, Permission.SEE_CONTACT, initiative):
        return ""
    return _("U mag de gegevens van de indiener niet zien.")


def may_handle(user, initiative: Initiative) -> str:
    """Advisors of the area, as soon as the initiative is confirmed."""
    if not _may_about(user, Permission.HANDLE_INITIATIVES, initiative):
        return _("Alleen de gebiedsadviseurs van dit gebied behandelen dit initiatief.")
    if initiative.state == State.UNCONFIRMED:
        return _("Dit initiatief is nog niet bevestigd.")
    return ""


def may_release(user, initiative: Initiative) -> str:
    """An advisor makes it public, once."""
    if reason := may_handle(user, initiative):
        return reason
    if initiative.released_at:
        return _("Dit initiatief is al openbaar.")
    if initiative.state not in SHOWN_STATES:
        return _("Een ingetrokken initiatief wordt niet openbaar.")
    if initiative.hidings.lasting().of_idea().exists():
        return _("Dit initiatief is van de site gehaald. Zet het terug.")
    return ""


def may_move(user, initiative: Initiative, to: str) -> str:
    """Advisors move it on; the initiator withdraws it (for who came on paper, an advisor)."""
    if to in BY_INITIATOR:
        return may_withdraw(user, initiative)
    return may_handle(user, initiative)


def may_let_take_up(user, initiative: Initiative) -> str:
    """An advisor of the area lets another go on with it, while it runs."""
    if reason := may_handle(user, initiative):
        return reason
    return "" if initiative.is_open else _("Dit initiatief is al afgerond of ingetrokken.")


def may_withdraw(user, initiative: Initiative) -> str:
    """The initiator, while it runs; for who came on paper, an advisor does it on request."""
    if not initiative.is_open:
        return _("Dit initiatief is al afgerond of ingetrokken.")
    return for_initiator(user, initiative, _("Alleen de indiener kan dit initiatief intrekken."))


def may_answer(user, initiative: Initiative) -> str:
    """The initiator; for who came on paper, an advisor writes the answer down."""
    if not initiative.is_open:
        return _("Dit initiatief is al afgerond of ingetrokken.")
    return for_initiator(user, initiative, _("Alleen de indiener beantwoordt deze vraag."))


def may_edit_own(user, initiative: Initiative) -> str:
    """The initiator, while it runs."""
    if not is_submitter(user, initiative):
        return _("Alleen de indiener kan dit initiatief aanpassen.")
    if not initiative.is_open:
        return _("Dit initiatief is al afgerond of ingetrokken.")
    return ""


def may_keep_pictures(user, initiative: Initiative) -> str:
    """The initiator while it runs, and advisors: adding pictures and taking them away."""
    if not may_handle(user, initiative):
        return ""
    if not is_submitter(user, initiative):
        return _("Alleen de indiener en de gebiedsadviseur voegen foto's toe.")
    if not initiative.is_open:
        return _("Dit initiatief is al afgerond of ingetrokken.")
    return ""


def may_be_endorsed(initiative: Initiative) -> str:
    """Whether anybody may support it: while it is public and runs."""
    if initiative.is_public and initiative.is_open:
        return ""
    return _("Dit idee kunt u nu niet steunen.")


def may_be_followed(wish: Following) -> str:
    """Whether anybody may follow it: an area always, other things while everyone may read them."""
    if wish.initiative and not wish.initiative.is_public:
        return _("Dit idee kunt u nu niet volgen.")
    if wish.action and not Action.objects.public().filter(pk=wish.action.pk).exists():
        return _("Deze actie kunt u nu niet volgen.")
    return ""


def may_enter_on_paper(user, area_id: int | None = None) -> str:
    """Front desk and advisors; without an area: whether they may do so anywhere."""
    allowed = (
        has_anywhere(user, Permission.ENTER_ON_PAPER)
        if area_id is None
        else may(user, Permission.ENTER_ON_PAPER, area_id)
    )
    if allowed:
        return ""
    return _("U mag voor dit gebied geen initiatieven van papier invoeren.")


def for_initiator(user, initiative, refusal: str) -> str:
    if is_submitter(user, initiative):
        return ""
    if initiative.submitter_id is None and not may_handle(user, initiative):
        return ""
    return refusal
