"""What the reader for the auditor sees, and the one download from which all totals follow."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from areas.rights import areas_where
from areas.roles import Permission
from budgets.auditing import explanation, tables
from budgets.models import Budget, Letter, PaymentBatch, YearClosing
from budgets.permissions_paid import may_audit
from config.audit.log import record
from config.lib.access import require
from config.lib.clock import today
from config.look.exports import zip_response

SHOWN = 50


def _budgets(request):
    """The budgets of the areas that this person audits, in the municipality of the site."""
    require(may_audit(request.user))
    if not request.municipality:
        raise Http404
    areas = areas_where(request.user, Permission.AUDIT)
    return Budget.objects.of(request.municipality).filter(area__in=areas)


@require_safe
def audit(request):
    """Ways into the books, the newest batches and letters, and the download."""
    budgets = _budgets(request)
    batches = PaymentBatch.objects.visible_to(request.user).of(request.municipality)
    letters = Letter.objects.filter(application__budget__in=budgets)
    context = {
        "years": budgets.order_by("-year").values_list("year", flat=True).distinct(),
        "closed": YearClosing.objects.filter(municipality=request.municipality),
        "batches": batches.select_related("made_by", "checked_by")[:SHOWN],
        "letters": letters.defer("body")[:SHOWN],
    }
    return render(request, "budgets/audit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def audit_file(request):
    """Everything as one file; by a button, as it leaves a trail."""
    budgets = _budgets(request)
    if request.method != "POST":
        return redirect("budgets:audit")
    town = request.municipality
    record(town, "money.exported", by=request.user, area_id=town.root_id)
    name = f"geld-{town.code}-{today():%Y-%m-%d}"
    response = zip_response(name, explanation(), tables(budgets, town))
    response["Cache-Control"] = "no-store"
    return response
