"""Public pages: without forms that carry a key, so that they may be cached and compressed."""

import functools

from django.contrib.auth.decorators import login_not_required
from django.views.decorators.http import require_safe


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
