"""Public pages: without forms that carry a key, so that they may be cached and compressed."""

import functools
from collections.abc import Callable, Hashable

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe

# What a process keeps for visitors at most; the largest, drawn forms, are some 10 kB each.
MOST_KEPT = 300


def public_page(view):
    """Mark a view as open to everyone, to read only, and cacheable for visitors."""

    @login_not_required
    @require_safe
    @functools.wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.public_page = response.status_code == 200
        return response

    return wrapped


def kept(request, key: Hashable, make: Callable):
    """What `make` gives. A visitor gets what it gave before for this key, until something is
    written (`request.kept`, see config.pages.middleware.Site).
    """
    known = getattr(request, "kept", {})
    if key in known:
        return known[key]
    made = make()
    if len(known) < MOST_KEPT:
        known[key] = made
    return made
