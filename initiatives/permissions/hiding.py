"""Who may take something off the site, put it back, and decide when its writer objects."""

from django.utils.translation import gettext as _

from initiatives.models import (
    SHOWN_STATES,
    Hiding,
    Initiative,
    Outcome,
    Picture,
    Story,
    StoryState,
)
from initiatives.permissions.initiatives import is_submitter, may_handle


def may_hide(user, initiative: Initiative) -> str:
    """An advisor takes it off the site again."""
    if reason := may_handle(user, initiative):
        return reason
    return "" if initiative.is_public else _("Dit initiatief is niet openbaar.")


def may_hide_story(user, story: Story) -> str:
    """An advisor of the area takes it off the site."""
    if reason := may_handle(user, story.initiative):
        return reason
    return "" if story.state == StoryState.PUBLIC else _("Dit verhaal staat niet op de site.")


def may_hide_picture(user, picture: Picture) -> str:
    """An advisor of the area, what everyone sees."""
    if reason := may_handle(user, picture.initiative):
        return reason
    return "" if picture.is_public else _("Deze foto staat niet op de site.")


def may_hide_outcome(user, outcome: Outcome) -> str:
    """An advisor of the area, words that everyone reads."""
    if reason := may_handle(user, outcome.initiative):
        return reason
    shown = outcome.text and outcome.is_shown and outcome.initiative.is_public
    return "" if shown else _("Deze tekst staat niet op de site.")


def may_put_back(user, hiding: Hiding) -> str:
    """An advisor of the area, unless its writer objected: then a colleague decides about that."""
    if reason := about_what_others_wrote(user, hiding.initiative):
        return reason
    if hiding.state == Hiding.State.APPEALED:
        return _("De schrijver vroeg om nog eens te kijken. Besluit daarover.")
    if hiding.state == Hiding.State.RESTORED:
        return _("Deze tekst staat alweer op de site.")
    return _may_show(hiding)


def _may_show(hiding: Hiding) -> str:
    """Whether there is something that can be on the site."""
    if hiding.initiative.state not in SHOWN_STATES:
        return _("Een ingetrokken initiatief wordt niet openbaar.")
    if hiding.story and hiding.story.state != StoryState.HIDDEN:
        return _("De schrijver heeft dit verhaal weggehaald.")
    return ""


def may_decide_appeal(user, hiding: Hiding) -> str:
    """An advisor of the area who did not hide it."""
    if reason := about_what_others_wrote(user, hiding.initiative):
        return reason
    if hiding.state != Hiding.State.APPEALED:
        return _("Hierover is al besloten, of niemand vroeg erom.")
    if hiding.hidden_by_id == user.pk:
        return _("Een collega besluit over wat u zelf van de site haalde.")
    return ""


def about_what_others_wrote(user, initiative: Initiative) -> str:
    if reason := may_handle(user, initiative):
        return reason
    if is_submitter(user, initiative):
        return _("Een collega besluit over wat u zelf schreef.")
    return ""


def may_redact(user, initiative: Initiative) -> str:
    """An advisor of the area takes words out for ever; nobody from their own."""
    return about_what_others_wrote(user, initiative)
