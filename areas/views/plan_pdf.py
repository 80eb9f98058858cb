"""The plan as a document to take along."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from areas.models import Plan
from areas.plan_paper import plan_paper
from config.lib.public import public_page
from config.look.pdf import pdf


@public_page
def plan_pdf(request, pk):
    """The plan as PDF, with what this person may read of it."""
    plans = Plan.objects.visible_to(request.user).of(request.municipality or None)
    related = ("area__municipality", "kind", "participation")
    found = get_object_or_404(plans.select_related(*related), pk=pk)
    document = pdf("areas/plan.typ", plan_paper(found, request.user))
    return HttpResponse(document, content_type="application/pdf")
