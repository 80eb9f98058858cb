"""Middleware that knows no app: headers that Django does not set, and input no page can use."""

from django.http import HttpResponseBadRequest, HttpResponseNotAllowed

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"


class SecurityHeaders:
    """Adds the headers that neither Django nor the CSP package sets, on every answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


METHODS = ["GET", "HEAD", "POST"]


class CleanInput:
    """Refuses a method that no page knows, so that no page need think of it; and a NUL in the
    address or query, which PostgreSQL cannot compare and would answer by a 500.

    HEAD is answered as GET, without the body: no page ever sees HEAD, and gunicorn sends what it
    is given.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        query = request.META.get("QUERY_STRING", "")
        if "\x00" in request.path or "%00" in query or "\x00" in query:
            return HttpResponseBadRequest("Deze vraag kunnen we niet lezen.")
        if request.method != "HEAD":
            return self.get_response(request)
        request.method = "GET"
        return without_body(self.get_response(request))


def without_body(response):
    """The same answer for HEAD (RFC 9110, 9.3.2): its headers, and nothing more."""
    if response.streaming:
        response.streaming_content = []
    else:
        length, response.content = len(response.content), b""
        response.headers["Content-Length"] = str(length)
    return response
