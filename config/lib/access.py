"""Refusals: a permission gives a sentence, an action or a page turns it into a refusal."""

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """A rule of the domain says no; `reason` is the sentence for the user."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


def require(reason: str) -> None:
    """Raise PermissionDenied with the sentence that a permission function returned, if any."""
    if reason:
        raise PermissionDenied(reason)
