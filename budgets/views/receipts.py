"""Receipts with the account of a grant: the list with one form, a file, and taking it away."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from areas.views.steps import done_once, posted
from budgets.actions import receipts
from budgets.forms import OnlyKeyForm
from budgets.forms.receipts import ReceiptForm
from budgets.models import Application, Receipt
from budgets.permissions_paid import may_give_account
from budgets.views.requests import visible_application
from config.lib.access import require

METHODS = ["GET", "HEAD", "POST"]
KINDS = {"pdf": "application/pdf", "jpg": "image/jpeg"}


def _receipt(request, pk) -> Receipt:
    here = Application.objects.of(request.municipality or None)
    rows = Receipt.objects.visible_to(request.user).filter(application__in=here.order_by())
    return get_object_or_404(
        rows.select_related("application__initiative", "application__budget"), pk=pk
    )


@require_http_methods(METHODS)
def receipt_list(request, pk):
    """What was sent, and one more."""
    found = visible_application(request, pk)
    require(may_give_account(request.user, found))
    form = ReceiptForm(posted(request), request.FILES or None, initial=request.draft)

    def work():
        data = form.cleaned_data
        given = {"name": data["name"], "file": data["file"], "by": request.user}
        receipts.add_receipt(application=found, **given)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.receipt", work):
        messages.success(request, _("Het bestand is erbij. U kunt er nog een toevoegen."))
        return redirect("budgets:receipts", found.pk)
    context = {"application": found, "form": form, "receipts": found.receipts.all()}
    return render(request, "budgets/receipts.html", context)


@require_safe
def receipt(request, pk):
    """One file, to keep: a browser opens nothing of it here."""
    found = _receipt(request, pk)
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"aanvraag-{found.application_id}-{slugify(found.name) or 'bon'}.{found.suffix}"
    kind = KINDS.get(found.suffix, "application/octet-stream")
    response = FileResponse(file, as_attachment=True, content_type=kind, filename=name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(METHODS)
def remove(request, pk):
    """Take a file away, after a page that asks whether to."""
    found = _receipt(request, pk)
    application = found.application
    require(may_give_account(request.user, application))
    form = OnlyKeyForm(posted(request))

    def work():
        receipts.remove_receipt(receipt=found, by=request.user)
        return "-"

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.remove", work):
        messages.success(request, _("Het bestand is weg."))
        return redirect("budgets:receipts", application.pk)
    texts = {
        "title": _("Bestand weghalen"),
        "intro": found.name,
        "submit": _("Haal weg"),
    }
    return render(request, "budgets/deed.html", {"application": application, "form": form, **texts})
