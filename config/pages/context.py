"""What every page's frame needs: whose site this is, and what the person may open."""

from django.conf import settings

from areas.rights import rights
from partners.rights import has_work


def frame(request) -> dict:
    """Variables of base.html; asks for the municipality only when the page prints it."""
    user = getattr(request, "user", None)
    known = bool(user and user.is_authenticated)
    return {
        # An error page may be made before the site is known.
        "municipality": getattr(request, "municipality", None),
        "demo": settings.DEMO,
        "vendored_styles": settings.VENDORED_STYLES,
        "has_work": known and has_work(user),
        # Who works here has no own ideas in the menu.
        "is_resident": known and not rights(user),
    }
