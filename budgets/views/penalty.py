"""What is found of the penalty for deciding too late on a request."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.views.steps import done_once, posted
from budgets.actions.default import judge_penalty
from budgets.forms import PenaltyForm
from budgets.penalty_clock import penalty_of
from budgets.permissions import may_judge_penalty
from budgets.views.requests import visible_application
from config.lib.access import require


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request, pk):
    """Write down whether the penalty is owed, and how many share it."""
    found = visible_application(request, pk)
    require(may_judge_penalty(request.user, found))
    clock = penalty_of(found, list(found.term_steps.all()))
    if clock is None:
        return redirect(found)
    form = PenaltyForm(posted(request), initial=request.draft)

    def work():
        given = {name: form.cleaned_data[name] for name in ("finding", "applicants", "reason")}
        return judge_penalty(application=found, **given, by=request.user)

    sent = request.method == "POST" and form.is_valid()
    if sent and done_once(form, "budgets.judge_penalty", work):
        messages.success(request, _("Het oordeel over de dwangsom staat erin."))
        return redirect(found)
    context = {"application": found, "form": form, "penalty": clock}
    return render(request, "budgets/penalty.html", context)
