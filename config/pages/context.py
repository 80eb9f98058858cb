"""What every page's frame needs: whose site this is, and what the person may open."""

from django.conf import settings

from areas.rights import rights
from config.pages.site import municipality_of


def frame(request) -> dict:
    """Variables of base.html; one query at most for a visitor, one more for who is logged in."""
    user = getattr(request, "user", None)
    known = bool(user and user.is_authenticated)
    return {
        "municipality": municipality_of(request),
        "demo": settings.DEMO,
        "vendored_styles": settings.VENDORED_STYLES,
        "has_work": known and bool(rights(user)),
    }
