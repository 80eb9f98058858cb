"""Template tags of areas."""

from functools import lru_cache

from django import template
from django.utils.translation import gettext as _

from areas.models.agenda import ACTION_KINDS, Action, ActionState
from config.look.templatetags.gebiedswerk import status

register = template.Library()


@register.simple_tag
def action_status(action: Action) -> str:
    """Return the state of an action as a word with a shape; "te laat" goes before its state."""
    return _late() if action.is_late else _shown(action.state)


# Made once a process: the words do not change, and a list prints 25 of them.
@lru_cache
def _shown(state: str) -> str:
    return status(ACTION_KINDS[state], ActionState(state).label)


@lru_cache
def _late() -> str:
    return status("late", _("te laat"))
