"""Middleware of the pages: cheap answers for visitors, kept drafts, the second factor."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject

from django.utils.text import compress_string

from config.audit.models import Event
from config.lib.clock import today
from config.pages.site import municipality_of


class Site:
    """Puts the municipality on the request, asked of the database only when a page needs it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.municipality = SimpleLazyObject(lambda: municipality_of(request))
        return self.get_response(request)


class PublicPages:
    """Gives a visitor's public pages an ETag and answers 304 while nothing has changed.

    The ETag follows from the release, the host, the date and the last audit event: every write
    leaves one. Only pages marked with `public_page` get it, and a visitor is somebody without a
    session cookie, so a 304 can be given before anything else is worked out. All other pages
    are never stored by a browser or proxy.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        visitor = (
            request.method in {"GET", "HEAD"}
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
        )
        asked = request.headers.get("If-None-Match", "") if visitor else ""
        if asked and asked == self.etag(request):
            return self.finish(HttpResponseNotModified(), asked)
        response = self.get_response(request)
        if not getattr(response, "public_page", False):
            if "Cache-Control" not in response.headers:
                response.headers["Cache-Control"] = "private, no-store"
            return response
        if not visitor:
            response.headers["Cache-Control"] = "private, no-store"
            return response
        return self.compressed(request, self.finish(response, self.etag(request)))

    def etag(self, request) -> str:
        """The mark of everything a public page depends on; one query."""
        last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
        known = f"{settings.RELEASE} {request.get_host()} {today()} {last}"
        return f'"{sha256(known.encode()).hexdigest()[:24]}"'

    def finish(self, response, etag):
        """Add what lets a browser keep the page and ask whether it still holds."""
        response.headers["ETag"] = etag
        response.headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        return response

    def compressed(self, request, response):
        """Compress a page that holds no secret; pages with a key are left as they are."""
        wants = "gzip" in request.headers.get("Accept-Encoding", "")
        if wants and not response.streaming and len(response.content) > 1000:
            response.content = compress_string(response.content)
            response.headers["Content-Encoding"] = "gzip"
            response.headers["Content-Length"] = str(len(response.content))
        return response


class KeepDraft:
    """Keeps what was typed when the login has ended."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)


class SecondFactor:
    """Sends who has a role, and no second factor yet, to where one is set up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
