"""Public pages: without forms that carry a key, so that they may be cached and compressed."""

import functools

from django.contrib.auth.decorators import login_not_required


def public_page(view):
    """Mark a view as open to everyone, and as cacheable for visitors (see PublicPages)."""

    @login_not_required
    @functools.wraps(view)
    def wrapped(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.public_page = response.status_code == 200
        return response

    return wrapped
