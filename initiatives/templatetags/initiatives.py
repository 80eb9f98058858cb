"""Template tags of initiatives."""

from django import template

from config.look.templatetags.gebiedswerk import status
from initiatives.models import STATE_KINDS, State

register = template.Library()
# Made once a process: the words do not change, and a list prints 25 of them.
_SHOWN: dict[str, str] = {}


@register.simple_tag
def initiative_status(state: str) -> str:
    """Return a state as a word with a shape, for rows that are plain values."""
    if state not in _SHOWN:
        _SHOWN[state] = status(STATE_KINDS[state], State(state).label)
    return _SHOWN[state]
