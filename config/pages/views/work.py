"""Mijn werk, the start of the day for who has a role."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from areas.permissions import see_requests
from areas.rights import has_anywhere, rights
from areas.roles import Permission
from config.pages import work
from config.pages.forms import WorkForm
from initiatives.permissions import may_enter_on_paper


@require_safe
def my_work(request):
    """Three lists: waits for you, late, new; a resident goes to their own initiatives."""
    # Who only votes at a table has no rights, and a list as long as there is something to vote on.
    votes = work.to_vote(request.user, request.municipality)
    if not rights(request.user) and not votes.exists():
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
        # Those whose roles can be handed over (areas.roles.HANDED_OVER) report progress too.
        "audits": has_anywhere(request.user, Permission.AUDIT),
        "hands_over": has_anywhere(request.user, Permission.ADD_PROGRESS),
    }
    return render(request, "pages/my_work.html", context)
