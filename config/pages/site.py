"""Whose site this is: the host decides, else the only municipality."""

from areas.models import Municipality


def municipality_of(request) -> Municipality | None:
    """The municipality of this request; asked of the database once per request."""
    if not hasattr(request, "_municipality"):
        host = request.get_host().rsplit(":", 1)[0]
        request._municipality = Municipality.objects.for_host(host)
    return request._municipality
