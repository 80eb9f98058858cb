"""Who may do what with partners: "" when allowed, else the sentence why not."""

from areas import permissions
from areas.models import Action


def edit_commitments(user, action: Action) -> str:
    """Whether the person may say which partners join an action and what they bring."""
    return permissions.edit_action(user, action)
