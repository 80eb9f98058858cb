"""Decisions about a budget: giving it more, and opening one that has no formula."""

from django.contrib import messages
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from areas.rights import areas_where
from areas.roles import Permission
from areas.views.steps import done_once, posted
from budgets.actions import allocations
from budgets.forms.allocations import AllocateForm, OpenByDecisionForm
from budgets.models import Allocation, Budget, Scheme
from budgets.permissions import may_allocate
from config.lib.access import require

METHODS = ["GET", "HEAD", "POST"]
MOST_BUDGETS = 200


def decisions_on(budget: Budget) -> list[Allocation]:
    """The decisions that gave this budget money or took it away, newest first."""
    rows = Allocation.objects.filter(Q(budget=budget) | Q(taken_from=budget)).order_by("-pk")
    rows = rows.annotate(area_name=F("budget__area__name"), from_name=F("taken_from__area__name"))
    return list(rows.defer("at", "by"))


def _others(budget: Budget, user) -> list[Budget]:
    """The budgets of the same year from which this person may shift something that is free."""
    rows = Budget.objects.of(budget.scheme.municipality_id).filter(year=budget.year)
    rows = rows.filter(area__in=areas_where(user, Permission.DECIDE_MONEY)).exclude(pk=budget.pk)
    rows = rows.select_related("area", "scheme").order_by("area__name", "scheme__name", "pk")
    return [one for one in rows[:MOST_BUDGETS] if one.left_cents > 0]


@require_http_methods(METHODS)
def allocate(request, pk):
    """Give a budget more by a decision."""
    mine = Budget.objects.of(request.municipality or None).visible_to(request.user)
    found = get_object_or_404(mine.select_related("scheme", "area"), pk=pk)
    require(may_allocate(request.user, found.area_id))
    others = _others(found, request.user)
    given = {"initial": request.draft, "scheme": found.scheme, "others": others}
    form = AllocateForm(posted(request), **given)

    def work():
        made = allocations.allocate(
            budget=found,
            amount_cents=form.cleaned_data["amount"],
            paper=form.paper(),
            taken_from=form.source,
            by=request.user,
        )
        return made.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.allocate", work):
        messages.success(request, _("Het besluit is vastgelegd en geboekt."))
        return redirect(found)
    context = {
        "form": form,
        "title": _("Budget aanpassen bij besluit"),
        "place": found.area.name,
        "scheme": found.scheme,
        "back": found.get_absolute_url(),
    }
    return render(request, "budgets/allocate.html", context)


@require_http_methods(METHODS)
def open_by_decision(request, pk):
    """Give the budget of a scheme without a formula its first money, by a decision."""
    mine = Scheme.objects.of(request.municipality or None).visible_to(request.user)
    found = get_object_or_404(mine.select_related("municipality__root", "level"), pk=pk)
    areas = allocations.places_for(found, request.user)
    if not areas:
        require(may_allocate(request.user, found.municipality.root_id))
        return redirect(found)
    form = OpenByDecisionForm(posted(request), initial=request.draft, scheme=found, areas=areas)

    def work():
        made = allocations.open_by_decision(
            scheme=found,
            area=form.areas[form.cleaned_data["area"]],
            year=form.cleaned_data["year"],
            amount_cents=form.cleaned_data["amount"],
            paper=form.paper(),
            by=request.user,
        )
        return made.get_absolute_url()

    if request.method == "POST" and form.is_valid() and done_once(form, "budgets.open_by", work):
        messages.success(request, _("Het besluit is vastgelegd en geboekt."))
        return redirect(found)
    context = {
        "form": form,
        "title": _("Geld beschikbaar stellen bij besluit"),
        "place": "",
        "scheme": found,
        "back": found.get_absolute_url(),
    }
    return render(request, "budgets/allocate.html", context)
