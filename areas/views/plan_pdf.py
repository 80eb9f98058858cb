"""The plan as a document to take along."""

from django.http import HttpResponse

from areas.plan_paper import plan_paper
from areas.views.plans import plan_of
from config.lib.public import public_page
from config.look.pdf import pdf


@public_page
def plan_pdf(request, pk):
    """The plan as PDF, with what this person may read of it."""
    found = plan_of(request, pk)
    document = pdf("areas/plan.typ", plan_paper(found, request.user))
    return HttpResponse(document, content_type="application/pdf")
