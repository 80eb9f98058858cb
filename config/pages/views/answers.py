"""The page on which a department answers a request, by the link in its mail; without an account.

It stands here because the answer also goes to the resident whose initiative it is about.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from areas import permissions
from areas.actions.requests import request_of
from areas.forms.requests import AnswerForm
from areas.models import Request
from config.intake import keys
from config.lib.access import Refused
from initiatives.actions.requests import answer_and_tell

TOKEN = "request_token_%d"  # noqa: S105 the name under which it is kept, not a secret
FIELDS = ("state", "text", "promised_on", "answered_as")


@login_not_required
@require_safe
def answer_link(request, token):
    """Take the token out of the address: it stays out of history, logs and referrers."""
    pk = request_of(token)
    if pk is None:
        return render(request, "pages/answer_gone.html", status=410)
    request.session[TOKEN % pk] = token
    return redirect("pages:answer", pk)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer_page(request, pk):
    """The question, and a form for yes, no or later. Opening it does nothing."""
    token = request.session.get(TOKEN % pk, "")
    asked = _answerable(request, pk, token)
    if asked is None:
        return render(request, "pages/answer_gone.html", status=410)
    form = AnswerForm(request.POST if request.method == "POST" else None, request=asked)
    if request.method == "POST" and form.is_valid():
        try:
            return _answered(request, asked, form, token)
        except (PermissionDenied, ValidationError):
            return render(request, "pages/answer_gone.html", status=410)
        except Refused as no:
            form.add_error(None, no.reason)
    context = {"asked": asked, "form": form, "with_manager": bool(asked.escalated_at)}
    return render(request, "pages/answer.html", context)


@login_not_required
@require_safe
def answered(request):
    """Thanks, and what happens now; nothing of the request itself."""
    return render(request, "pages/answered.html")


def _answerable(request, pk: int, token: str) -> Request | None:
    """The request, for who holds its link or is the manager that it went up to."""
    related = ("area__municipality", "department", "asked_by")
    rows = Request.objects.select_related(*related).filter(pk=pk)
    if token and request_of(token) == pk:
        return rows.first()
    if not request.user.is_authenticated:
        return None
    mine = rows.visible_to(request.user).of(request.municipality or None).first()
    if mine is None or permissions.answer_request(request.user, mine):
        return None
    return mine


def _answered(request, asked: Request, form: AnswerForm, token: str):
    token = token if token and request_of(token) == asked.pk else ""
    given = {name: form.cleaned_data[name] for name in FIELDS}

    def make():
        answer_and_tell(asked.pk, **given, token=token, by=request.user)
        return "-"

    keys.once(form.cleaned_data["form_key"], "pages.answer", make)
    request.session.pop(TOKEN % asked.pk, None)
    return redirect("pages:answered")
