"""Middleware of the pages: cheap answers for visitors, kept drafts, the second factor."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.text import compress_string

from config.audit.models import Event
from config.lib.clock import today
from config.pages.login import needs_second_factor
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
    """Keeps what was typed when the login has ended, and offers it again after logging in.

    A form sent without a login is answered by a redirect to the login page; its text waits in
    the session for its own address. `request.draft` is what the page may use as `initial`.
    """

    MAX_CHARACTERS = 50_000
    NOT_KEPT = {"csrfmiddlewaretoken", "form_key", "row_version"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.draft = SimpleLazyObject(lambda: self.draft_of(request))
        response = self.get_response(request)
        if request.method == "POST":
            self.after_post(request, response)
        return response

    def draft_of(self, request) -> dict:
        """What was typed for this address before logging in; {} when nothing was."""
        kept = request.session.get("draft") if request.user.is_authenticated else None
        return kept["data"] if kept and kept["path"] == request.path else {}

    def after_post(self, request, response):
        """Keep the text of a form that was sent to the login page; drop it once it is sent well."""
        refused = response.status_code == 302 and response.url.startswith(settings.LOGIN_URL + "?")
        if refused and not request.user.is_authenticated:
            data = {k: v for k, v in request.POST.items() if k not in self.NOT_KEPT}
            if sum(map(len, data.values())) <= self.MAX_CHARACTERS:
                request.session["draft"] = {"path": request.path, "data": data}
        elif request.user.is_authenticated and self.draft_of(request):
            del request.session["draft"]


class SecondFactor:
    """Sends who has a role, and no second factor yet, to where one is set up."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Ask before any page but those of logging in."""
        if not settings.SECOND_FACTOR_REQUIRED or not request.user.is_authenticated:
            return None
        if request.path.startswith(settings.LOGIN_URL) or not needs_second_factor(request):
            return None
        return redirect("mfa_activate_totp")
