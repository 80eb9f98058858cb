"""Giving advice on a request in words."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.views.steps import done_once, posted
from budgets.actions.advice import adviser_of, give_advice
from budgets.actions.checks import check_application
from budgets.forms import AdviseForm
from budgets.models import ApplicationState
from budgets.permissions import may_advise
from budgets.views.requests import visible_application
from config.lib.access import require


@require_http_methods(["GET", "HEAD", "POST"])
def advise(request, pk):
    """Advise to grant an amount or to refuse, with the reason."""
    found = visible_application(request, pk)
    who, table = adviser_of(found)
    require(may_advise(request.user, found, who, table))
    if found.state != ApplicationState.ASKED:
        return redirect(found)
    form = AdviseForm(posted(request), initial=request.draft, application=found)

    def work():
        return give_advice(application=found, **form.given(), by=request.user)

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.advise", work):
        messages.success(request, _("Het advies staat erin."))
        return redirect(found)
    context = {"application": found, "form": form, "who": who, "checks": check_application(found)}
    return render(request, "budgets/advise.html", context)
