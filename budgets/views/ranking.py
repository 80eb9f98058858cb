"""Comparing requests: the points of one, the list with who gets what, and the list for everyone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.views.steps import done_once, posted
from budgets.actions import ranking as actions
from budgets.actions.checks import check_application
from budgets.forms import DivideForm, ScoreForm
from budgets.models import Application, ApplicationState, Budget, Division, Ranking, Scheme
from budgets.permissions import may_decide, may_rank
from budgets.views.requests import visible_application
from config.lib.access import Refused, require
from config.lib.public import public_page

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
def score(request, pk):
    """Give a request its points."""
    found = visible_application(request, pk)
    require(may_decide(request.user, found))
    if found.state != ApplicationState.ASKED or found.scheme.division != Division.RANKING:
        return redirect(found)
    form = ScoreForm(
        posted(request),
        initial=request.draft,
        criteria=found.scheme.scored_on,
        known=found.scores.first(),
    )

    def work():
        return actions.score(application=found, **form.given(), by=request.user).application

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.score", work):
        messages.success(request, _("De punten staan erin."))
        return redirect("budgets:rank", found.budget_id, found.scheme_id)
    context = {"application": found, "form": form, "checks": check_application(found)}
    return render(request, "budgets/score.html", context)


def _pot(request, pk, scheme_pk) -> tuple[Budget, Scheme]:
    """The budget and the scheme whose requests are compared, for who decides on them."""
    town = request.municipality or None
    scheme = get_object_or_404(Scheme.objects.of(town).select_related("municipality"), pk=scheme_pk)
    rows = Budget.objects.of_scheme(scheme).select_related("area", "scheme")
    budget = get_object_or_404(rows, pk=pk)
    require(may_rank(request.user, budget, scheme))
    if scheme.division != Division.RANKING:
        raise Http404
    return budget, scheme


@require_http_methods(METHODS)
def rank(request, pk, scheme_pk):
    """The requests with their points, who would get what, and the button that decides."""
    budget, scheme = _pot(request, pk, scheme_pk)
    if (done := Ranking.objects.filter(budget=budget, scheme=scheme).first()) is not None:
        return redirect(done)
    form = DivideForm(posted(request), scheme=scheme)
    if request.method == "POST" and form.is_valid() and _divided(form, budget, scheme, request):
        messages.success(request, _("Het geld is verdeeld. Iedereen krijgt een mail."))
        return redirect(budget.rankings.get(scheme=scheme))
    rows = actions.compared(budget, scheme).filter(pk__in=_seen(request))
    rows = list(rows.select_related("initiative").prefetch_related("scores"))
    places, lacking = _tried(rows, budget, scheme)
    context = {
        "budget": budget,
        "scheme": scheme,
        "form": form,
        "places": places,
        "lacking": lacking,
        "waiting": [(one, next(iter(one.scores.all()), None)) for one in rows],
    }
    return render(request, "budgets/rank.html", context)


def _seen(request):
    return Application.objects.visible_to(request.user).values("pk")


def _divided(form, budget, scheme, request) -> bool:
    """Divide once; somebody with a request of their own among them leaves it to a colleague."""
    reference = form.cleaned_data.get("reference", "")

    def work():
        return actions.divide(
            budget=budget, scheme=scheme, reference=reference, by=request.user
        ).get_absolute_url()

    try:
        return done_once(form, "budgets.divide", work)
    except PermissionDenied as no:
        form.add_error(None, str(no))
        return False


def _tried(rows, budget, scheme) -> tuple[list, str]:
    """The list as it would be now, or what is still missing."""
    try:
        return actions.places(rows, budget.left_cents, scheme), ""
    except Refused as refused:
        return [], refused.reason


@public_page
def ranking(request, pk):
    """The list for everyone: places, points and amounts, without persons."""
    mine = Ranking.objects.of(request.municipality or None).visible_to(request.user)
    found = get_object_or_404(mine.select_related("budget__area", "scheme"), pk=pk)
    lines = list(found.lines.select_related("application__initiative").order_by("place"))
    public = set(
        Application.objects.public()
        .filter(pk__in=[line.application_id for line in lines])
        .values_list("pk", flat=True)
    )
    criteria = found.scheme.scored_on
    context = {
        "ranking": found,
        "criteria": criteria,
        "lines": [
            (line, line.application_id in public, zip(criteria, line.points, strict=False))
            for line in lines
        ],
        "granted": sum(line.granted_cents for line in lines),
    }
    return render(request, "budgets/ranking.html", context)
