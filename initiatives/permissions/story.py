"""Who may write a story, and put it on the site."""

from django.utils.translation import gettext as _

from initiatives.models import Initiative, Story, StoryState
from initiatives.models.story import UNREAD_STATES
from initiatives.permissions.initiatives import for_initiator, is_submitter, may_handle


def may_write_story(user, initiative: Initiative) -> str:
    """The initiator of what is public; for who came on paper, an advisor types it over."""
    if not initiative.is_public:
        return _("Een verhaal kan pas als het idee op de site staat.")
    return for_initiator(user, initiative, _("Alleen de indiener schrijft hier een verhaal."))


def may_edit_story(user, story: Story) -> str:
    """Its writer, until an advisor has put it on the site."""
    if story.state not in UNREAD_STATES:
        return _("Dit verhaal kunt u niet meer aanpassen.")
    return _of_writer(user, story)


def may_send_story(user, story: Story) -> str:
    """Its writer, when it was not sent in yet or came back."""
    if story.state not in {StoryState.DRAFT, StoryState.RETURNED}:
        return _("Dit verhaal is al ingestuurd.")
    return _of_writer(user, story)


def may_withdraw_story(user, story: Story) -> str:
    """Its writer, always."""
    return _of_writer(user, story)


def may_judge_story(user, story: Story) -> str:
    """An advisor of the area, about what somebody else sent in."""
    if reason := may_handle(user, story.initiative):
        return reason
    if is_submitter(user, story.initiative):
        return _("Een collega leest uw eigen verhaal.")
    return "" if story.state == StoryState.WAITING else _("Dit verhaal wacht niet op u.")


def _of_writer(user, story: Story) -> str:
    refusal = _("Dit kan alleen de schrijver van het verhaal.")
    return for_initiator(user, story.initiative, refusal)
