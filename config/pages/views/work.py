"""Mijn werk, the start of the day for who has a role."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from areas.permissions import see_requests
from areas.rights import has_anywhere, rights
from areas.roles import Permission
from config.pages import work
from config.pages.forms import WorkForm
from initiatives.permissions.initiatives import may_enter_on_paper
from partners.rights import has_work


@require_safe
def my_work(request):
    """Three lists: waits for you, late, new; a resident goes to their own initiatives."""
    if not has_work(request.user):
        return redirect("initiatives:mine")
    slug = WorkForm(request.GET).value("gebied", "")
    reach = work.Reach(request.user, slug)
    context = {
        "waiting": work.waiting(reach, request.municipality),
        "late": work.late(reach, request.municipality),
        "news": work.news(request.user),
        "areas": reach.choice,
        "chosen": slug,
        "may_see_all": has_anywhere(request.user, Permission.SEE_INITIATIVES),
        "may_enter": not may_enter_on_paper(request.user),
        "sees_requests": not see_requests(request.user),
        "only_sits": not rights(request.user),
        "audits": has_anywhere(request.user, Permission.AUDIT),
        # Those whose roles can be handed over (areas.roles.HANDED_OVER) report progress too.
        "hands_over": has_anywhere(request.user, Permission.ADD_PROGRESS),
    }
    return render(request, "pages/my_work.html", context)
