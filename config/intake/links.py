"""The address in a mail that carries a token: the browser keeps the token, the address loses it.

So the token stays out of the history, the logs and the referrers of the page that follows.
"""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


class MailedLink:
    """One kind of mailed link; `name` is where the session of a browser keeps its token."""

    def __init__(self, name: str):
        self.name = f"{name}_token"

    def token(self, request: HttpRequest) -> str:
        """The token that this browser came in with; empty when it did not."""
        return request.session.get(self.name, "")

    def forget(self, request: HttpRequest) -> None:
        """The link has done its work."""
        request.session.pop(self.name, None)

    def leading_to(
        self,
        page: str,
        opens: Callable[[str], object] | None = None,
        gone: str = "link_old.html",
    ):
        """The view of the mailed address. With `opens`, what that gives for the token must be
        something, else the answer is the page `gone` (410) and nothing is kept.
        """

        @login_not_required
        @require_safe
        def take_out(request, token):
            if opens is not None and opens(token) is None:
                return render(request, gone, status=410)
            request.session[self.name] = token
            return redirect(page)

        return take_out
