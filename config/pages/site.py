"""Whose site this is: the host decides, else the only municipality."""

from django.core.exceptions import DisallowedHost

from areas.models import Municipality


def municipality_of(request) -> Municipality | None:
    """The municipality of this request; asked of the database once per request."""
    if not hasattr(request, "_municipality"):
        try:
            host = request.get_host().rsplit(":", 1)[0]
        except DisallowedHost:
            # The page that refuses the address is nobody's, and must not fail on it again.
            request._municipality = None
        else:
            request._municipality = Municipality.objects.for_host(host)
    return request._municipality
