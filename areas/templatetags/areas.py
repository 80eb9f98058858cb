"""Template tags of areas."""

from functools import lru_cache

from django import template
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from areas.models.agenda import ACTION_KINDS, Action, ActionState
from config.look.templatetags.gebiedswerk import date_nl, status

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


@register.simple_tag
def action_rows(actions) -> str:
    """Return the rows of the overview for actions that come with area_name and theme_name.

    Put together here, as 25 rows in a template take as long as asking the database for them.
    """
    return format_html_join("\n", _row(), (_printed(action) for action in actions))


def _printed(action: Action) -> tuple:
    return (
        action.get_absolute_url(),
        action.title,
        action.area_name,
        action.theme_name,
        action.lead_label,
        action_status(action),
        date_nl(action.ends_on),
    )


@lru_cache
def _row() -> str:
    cell = '<td class="utrecht-table__cell" role="cell" data-label="{}">{{}}</td>'
    words = (_("Gebied"), _("Thema"), _("Trekker"), _("Stand"), _("Klaar op"))
    head = (
        '<tr class="utrecht-table__row" role="row"><th class="utrecht-table__cell" '
        'role="rowheader" scope="row" data-label="{}">'
        '<a class="utrecht-link" href="{{}}">{{}}</a></th>'
    )
    return head.format(_("Wat")) + "".join(map(cell.format, words)) + "</tr>"
