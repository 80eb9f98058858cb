"""Middleware of the pages: cheap answers for visitors, kept drafts, the second factor."""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.utils.text import compress_string

from areas.models import Municipality
from config.audit.models import Event
from config.lib.clock import today
from config.pages.login import needs_second_factor
from config.pages.site import municipality_of

# Addresses that must not ask the database anything.
UNMARKED = {"/healthz"}
# More writes than this at the same moment do not happen.
EVENTS_AT_ONCE = 200


@lru_cache
def _last_events() -> tuple[str, tuple]:
    """The query for the newest events, written out once: that takes longer than asking."""
    rows = Event.objects.order_by("-pk").values_list("pk")[:EVENTS_AT_ONCE]
    newest, values = rows.query.sql_with_params()
    return f"SELECT MAX(pk), SUM(pk) FROM ({newest}) newest", values  # noqa: S608 no input in it


class Site:
    """Puts the municipality on the request, asked of the database only when a page needs it.

    Every page needs it, so for visitors it is asked again only when the mark has changed.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.known: tuple[str, Municipality | None] = ("", None)
        self.kept: tuple[str, dict] = ("", {})

    def __call__(self, request):
        request.municipality = SimpleLazyObject(lambda: self.municipality_of(request))
        request.kept = self.kept_for(request)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Where no municipality was loaded yet, pages get None and not a promise of it."""
        if request.path not in UNMARKED:
            request.municipality = request.municipality or None

    def kept_for(self, request) -> dict:
        """What pages worked out for visitors and may use again as long as the mark is the same."""
        mark = getattr(request, "mark", "")
        if not mark:
            return {}
        if mark != self.kept[0]:
            self.kept = (mark, {})
        return self.kept[1]

    def municipality_of(self, request) -> Municipality | None:
        """The municipality, as long as the mark is the same the one that was found before."""
        mark = getattr(request, "mark", "")
        if not mark:
            return municipality_of(request)
        if mark != self.known[0]:
            self.known = (mark, municipality_of(request))
        return self.known[1]


@dataclass
class Remembered:
    """A page as it was made; compressed once, when the first browser asks for it so."""

    plain: bytes
    kind: str

    @cached_property
    def zipped(self) -> bytes:
        """The page compressed with gzip."""
        return compress_string(self.plain)


class PublicPages:
    """Sends a visitor's public page again only when something has changed.

    A mark follows from the release, the host, the date and the last audit events: every write
    leaves one. It is read before the page, so that a page can only be newer than its mark. Who
    has a copy with this mark gets 304; who has not gets the page as this process last made it
    for this mark. Only pages marked with `public_page` take part, and a visitor is somebody
    without a session cookie. All other pages are never stored by a browser or proxy.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages: OrderedDict[tuple, Remembered] = OrderedDict()

    def __call__(self, request):
        mark = request.mark = self.mark(request) if self.is_visitor(request) else ""
        if not mark:
            return self.private(self.get_response(request))
        if request.headers.get("If-None-Match") == mark:
            return self.finished(HttpResponseNotModified(), mark)
        key = (mark, request.get_full_path())
        page = self.pages.get(key)
        if page is None:
            response = self.get_response(request)
            if not getattr(response, "public_page", False) or response.streaming:
                return self.private(response)
            page = self.remember(key, response)
        return self.finished(self.answer(request, page), mark)

    def is_visitor(self, request) -> bool:
        """Whether this asks for a page without being logged in, and no message waits for it."""
        reads = request.method in {"GET", "HEAD"} and request.path not in UNMARKED
        return reads and not {settings.SESSION_COOKIE_NAME, "messages"} & request.COOKIES.keys()

    def mark(self, request) -> str:
        """The mark of everything a public page depends on; one query. Empty without a database.

        Numbers of events are given out before they are committed, so the last one alone may
        stand while an earlier one appears; the sum of the last ones changes with each.
        """
        try:
            with connection.cursor() as cursor:
                cursor.execute(*_last_events())
                newest, total = cursor.fetchone()
        except (OperationalError, InterfaceError):
            return ""
        text = f"{settings.RELEASE} {request.get_host()} {today()} {newest} {total}"
        return f'"{sha256(text.encode()).hexdigest()[:24]}"'

    def remember(self, key, response) -> "Remembered":
        """Keep the page until newer ones push it out."""
        page = self.pages[key] = Remembered(response.content, response.headers["Content-Type"])
        while len(self.pages) > settings.PAGES_REMEMBERED:
            self.pages.popitem(last=False)
        return page

    def answer(self, request, page: "Remembered") -> HttpResponse:
        """The page as this visitor's browser can read it; it holds no secret to compress."""
        if "gzip" not in request.headers.get("Accept-Encoding", "") or len(page.plain) < 1000:
            return HttpResponse(page.plain, content_type=page.kind)
        gzip = {"Content-Encoding": "gzip"}
        return HttpResponse(page.zipped, content_type=page.kind, headers=gzip)

    def finished(self, response, mark):
        """Add what lets a browser keep the page and ask whether it still holds."""
        response.headers["ETag"] = mark
        response.headers["Cache-Control"] = "no-cache"
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        return response

    def private(self, response):
        """Tell browsers and proxies not to store it."""
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-store"
        return response


class KeepDraft:
    """Keeps what was typed when the login has ended, and offers it again after logging in.

    A form sent without a login is answered by a redirect to the login page; its text waits in
    the session for its own address. `request.draft` is what the page may use as `initial`.
    A page of a confidential table keeps nothing (partners.idle).
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

    def is_confidential(self, request) -> bool:
        """Whether what was sent is of a confidential table (partners.idle) or must be nowhere."""
        match = request.resolver_match
        if getattr(getattr(match, "func", None), "keeps_no_draft", False):
            return True
        concerns = getattr(getattr(match, "func", None), "of_confidential", None)
        return concerns is not None and concerns(**match.kwargs)

    def draft_of(self, request) -> dict:
        """What was typed for this address before logging in; {} when nothing was."""
        kept = request.session.get("draft") if request.user.is_authenticated else None
        return kept["data"] if kept and kept["path"] == request.path else {}

    def after_post(self, request, response):
        """Keep the text of a form that was sent to the login page; drop it once it is sent well."""
        refused = response.status_code == 302 and response.url.startswith(settings.LOGIN_URL + "?")
        if refused and not request.user.is_authenticated and not self.is_confidential(request):
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
