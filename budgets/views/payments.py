"""Paying: the account number, what is ready, the batch, its file, and what the bank says."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from areas.models import Municipality
from areas.rights import has_anywhere
from areas.roles import Permission
from areas.views.steps import done_once, posted
from budgets.actions import payments
from budgets.actions.transfer import makes_transfers, transfer_batch
from budgets.forms import OnlyKeyForm
from budgets.forms_paid import AccountForm, BankForm, CheckForm, read_day, read_status
from budgets.models import ApplicationState, PaymentBatch, PaymentState
from budgets.permissions_paid import may_check, may_give_account
from budgets.views.requests import visible_application
from config.intake.keys import once
from config.lib.access import Refused, require
from config.lib.clock import today
from config.lib.money import format_euro
from config.look.exports import csv_response, euros

METHODS = ["GET", "HEAD", "POST"]
SHOWN = 200


@require_http_methods(METHODS)
def account_number(request, pk):
    """The receiver gives the account number for what was granted."""
    found = visible_application(request, pk)
    require(may_give_account(request.user, found))
    if found.state != ApplicationState.GRANTED:
        return redirect(found)
    form = AccountForm(posted(request), payee=found.payee)

    def work():
        data = form.cleaned_data
        holder = data.get("holder", "")
        payments.give_account(application=found, iban=data["iban"], holder=holder, by=request.user)
        return found.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.account", work):
        said = _("Wij hebben uw rekeningnummer. U krijgt een mail als wij betalen.")
        messages.success(request, _("Het rekeningnummer staat erin.") if found.payee else said)
        return redirect(found)
    texts = {
        "title": _("Rekeningnummer doorgeven"),
        "intro": _("Wij gebruiken het alleen om te betalen, en wissen het acht weken daarna."),
        "submit": _("Geef het rekeningnummer door"),
    }
    return render(request, "budgets/deed.html", {"application": found, "form": form, **texts})


def _require_money(user) -> None:
    """Only who prepares money or decides about it, somewhere. Raises PermissionDenied."""
    kinds = (Permission.PREPARE_MONEY, Permission.DECIDE_MONEY)
    if not any(has_anywhere(user, kind) for kind in kinds):
        raise PermissionDenied(_("Deze pagina is voor wie over geld gaat."))


def _town(request) -> Municipality:
    """The municipality of this site. Raises Http404 where none was loaded yet."""
    if not request.municipality:
        raise Http404
    return request.municipality


@require_http_methods(METHODS)
def ready(request):
    """What can be paid, and the batches; a button puts all of it in a batch."""
    _require_money(request.user)
    town = _town(request)
    form = OnlyKeyForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            url, _new = once(
                form.cleaned_data["form_key"],
                "budgets.batch",
                lambda: payments.make_batch(municipality=town, by=request.user).get_absolute_url(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("De betaalopdracht wacht op goedkeuring van een collega."))
            return redirect(url)
    found = payments.payable(town, request.user)
    batches = PaymentBatch.objects.visible_to(request.user).of(town).select_related("made_by")
    context = {"form": form, "payable": found, "batches": batches[:SHOWN]}
    return render(request, "budgets/payments.html", context)


def _batch(request, pk) -> PaymentBatch:
    mine = PaymentBatch.objects.visible_to(request.user).of(_town(request))
    rows = mine.select_related("municipality", "made_by", "checked_by")
    return get_object_or_404(rows, pk=pk)


@require_safe
def batch(request, pk):
    """One batch: its payments, who made it, and what can be done now."""
    found = _batch(request, pk)
    rows = found.payments.select_related(
        "application__initiative", "application__budget__area", "application__bank_account"
    )
    lines = list(rows)
    context = {
        "batch": found,
        "lines": lines,
        "total": sum(line.amount_cents for line in lines),
        # What was paid is not in the file any more.
        "left_to_pay": any(line.state == PaymentState.READY for line in lines),
        "check_refusal": may_check(request.user, found),
        "may_export": not payments.may_pay_any(request.user, found),
        "makes_transfers": makes_transfers(found),
        "key_form": OnlyKeyForm(),
    }
    return render(request, "budgets/batch.html", context)


def _about(batch: PaymentBatch) -> str:
    """What somebody approves, and what that leads to."""
    sums = batch.payments.aggregate(count=Count("pk"), cents=Sum("amount_cents", default=0))
    what = ngettext(
        "Betaalopdracht %(number)d: %(count)d betaling, samen %(amount)s.",
        "Betaalopdracht %(number)d: %(count)d betalingen, samen %(amount)s.",
        sums["count"],
    ) % {"number": batch.pk, "count": sums["count"], "amount": format_euro(sums["cents"])}
    then = _("Na uw goedkeuring kan een collega het bestand voor de bank ophalen.")
    return f"{what} {then}"


@require_http_methods(METHODS)
def check(request, pk):
    """Approve the batch or turn it down."""
    found = _batch(request, pk)
    require(may_check(request.user, found))
    form = CheckForm(posted(request))

    def work():
        approved = form.cleaned_data["approved"] == "ja"
        payments.check_batch(batch=found, approved=approved, by=request.user)
        return found.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.check", work):
        messages.success(request, _("Uw oordeel is vastgelegd."))
        return redirect(found)
    texts = {
        "title": _("Betaalopdracht goedkeuren"),
        "intro": _about(found),
        "submit": _("Leg vast"),
    }
    return render(request, "budgets/deed.html", {"batch": found, "form": form, **texts})


@require_http_methods(METHODS)
def batch_file(request, pk):
    """The file for the ledger, with whole account numbers; by a button, as it leaves a trail."""
    found = _batch(request, pk)
    require(payments.may_pay_any(request.user, found))
    if request.method != "POST":
        return redirect(found)
    try:
        rows = payments.export(batch=found, by=request.user)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(found)
    lines = [[*row[:3], euros(row[3]), *row[4:]] for row in rows]
    heads = [str(head) for head in payments.HEADS]
    response = csv_response(f"betaalopdracht-{found.pk}", heads, lines)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(METHODS)
def transfer_file(request, pk):
    """The file of credit transfers for the bank; by a button, as it leaves a trail."""
    found = _batch(request, pk)
    require(payments.may_pay_any(request.user, found))
    if request.method != "POST":
        return redirect(found)
    try:
        document = transfer_batch(batch=found, by=request.user)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect(found)
    response = HttpResponse(document, content_type="application/xml")
    name = f"overschrijving-{found.pk}.xml"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(METHODS)
def from_bank(request):
    """Read what was paid from a file; each line is done by itself, and twice does nothing."""
    _require_money(request.user)
    if not has_anywhere(request.user, Permission.PREPARE_MONEY):
        raise PermissionDenied(_("Alleen wie geld klaarzet, leest in wat is betaald."))
    form = BankForm(posted(request), request.FILES or None)
    lines = []
    if request.method == "POST" and form.is_valid():
        lines = [
            (row["betaalnummer"], *_read(row, request.user)) for row in form.cleaned_data["file"]
        ]
    return render(request, "budgets/from_bank.html", {"form": form, "lines": lines})


def _read(row: dict[str, str], by) -> tuple[str, str]:
    """The shape and the words of what happened with one line."""
    try:
        paid = read_status(row["status"])
        on = read_day(row.get("datum", "")) if paid else None
        if on and on > today():
            raise Refused(_("De datum ligt na vandaag."))
        note = row.get("reden", "").strip()
        new = payments.settle_payment(
            number=row["betaalnummer"], paid=paid, on=on, note=note, by=by
        )
    except ValueError:
        return "stopped", _("Vul bij Status in: betaald of niet betaald, en bij betaald een datum.")
    except Refused as refused:
        return "stopped", refused.reason
    return "done", _("Verwerkt.") if new else _("Was al verwerkt.")
