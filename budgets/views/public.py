"""Figures for everyone: the overview with its exports, the books, a budget, a scheme."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from areas.models import Area
from areas.rights import has_anywhere
from areas.roles import Permission
from budgets.actions.allocations import places_for
from budgets.actions.books import is_closed
from budgets.actions.checks import check_window
from budgets.conditions import conditions, for_whom, how_paid, reckoning
from budgets.forms import EntriesForm, MayIForm, YearForm
from budgets.models import Application, Budget, Entry, Scheme, SpendingReport
from budgets.permissions import may_allocate, may_close_year, may_open_budgets
from budgets.permissions_paid import may_audit
from budgets.spread import budgets_of, spread
from budgets.tables import (
    FIGURE,
    FIGURES,
    NOTHING,
    OVERVIEW,
    added_up,
    amounts,
    chain,
    header,
    parts,
    rows,
)
from budgets.views.allocations import decisions_on
from budgets.views.room import room_of
from config.lib.clock import today
from config.lib.lists import Page
from config.lib.public import kept, public_page
from config.look.exports import csv_response, xlsx_response
from partners.rights import tables_of

PER_PAGE = 50
NEWEST = 10


def _area(request, form) -> Area | None:
    """The area that was asked for, if it is one of this municipality."""
    slug = form.value("gebied")
    mine = Area.objects.of(request.municipality or None).visible_to(request.user)
    return mine.filter(slug=slug).first() if slug else None


def _of_year(request) -> tuple[YearForm, Area | None, QuerySet]:
    """The year and area that were asked for, and their budgets in this municipality."""
    budgets = Budget.objects.of(request.municipality or None).visible_to(request.user)
    years = budgets.order_by("-year").values_list("year", flat=True).distinct()
    form = YearForm(request.GET, years=list(years))
    area = _area(request, form)
    budgets = budgets.within(area) if area else budgets
    return form, area, budgets.filter(year=form.year)


def _handles_money(user) -> bool:
    kinds = (Permission.PREPARE_MONEY, Permission.DECIDE_MONEY)
    return user.is_authenticated and any(has_anywhere(user, kind) for kind in kinds)


def _may_close(request, year: int) -> bool:
    """Whether this person can close the year that is shown."""
    town = request.municipality
    return bool(
        town
        and request.user.is_authenticated
        and year < today().year
        and not may_close_year(request.user, town)
        and not is_closed(town, year)
    )


def _spread(request, year: int):
    """Over how many people and areas the grants of a year went, as kept for visitors."""
    town = request.municipality or None
    return kept(request, ("spread of money", year), lambda: spread(budgets_of(town, year), year))


@public_page
def overview(request):
    """The money of a year: a row for each budget, totals below, every number leads to its books."""
    form, area, budgets = _of_year(request)
    day = form.value("op")
    booked = Entry.objects.filter(budget__in=budgets.order_by()).until(day)
    known = ("figures of money", form.year, area and area.pk, day)
    then = kept(request, known, booked.chains)
    totals = added_up(then)
    page = Paginator(budgets.for_list(), PER_PAGE).get_page(form.value("page", 1))
    known = [(budget, then.get(budget.pk, NOTHING)) for budget in page]
    lines = [(budget, amounts(figures, OVERVIEW), parts(figures)) for budget, figures in known]
    context = {
        "spread": None if area else _spread(request, form.year),
        "sits_at_tables": bool(tables_of(request.user)),
        "years": form.years,
        "area": area,
        "place": f"&gebied={area.slug}" if area else "",
        "year": form.year,
        "form": form,
        "day": day,
        "chain": chain(totals),
        "heads": header(),
        "lines": lines,
        "totals": amounts(totals, OVERVIEW),
        "total": totals["allocated"],
        "parts": parts(totals),
        "page_obj": page,
        "handles_money": _handles_money(request.user),
        "audits": not may_audit(request.user),
        "may_close": _may_close(request, form.year),
        "fictitious": any(budget.fictitious for budget, _amounts, _parts in lines),
    }
    return render(request, "budgets/overview.html", context)


def _export(request):
    form, area, budgets = _of_year(request)
    booked = Entry.objects.filter(budget__in=budgets.order_by()).until(form.value("op"))
    every, then = budgets.for_list().iterator(chunk_size=500), booked.chains()
    lines = rows(every, added_up(then), then)
    name = f"geld-{form.year}-{area.slug}" if area else f"geld-{form.year}"
    return name, header(), lines


@login_not_required
@require_safe
def figures_csv(request):
    """The figures of the overview as CSV."""
    return csv_response(*_export(request))


@login_not_required
@require_safe
def figures_xlsx(request):
    """The figures of the overview as XLSX."""
    name, heads, lines = _export(request)
    return xlsx_response(name, name, heads, lines)


def _linked(page_entries, user) -> list[tuple[Entry, bool]]:
    """Entries with whether this person may open the request that each belongs to."""
    wanted = {entry.application_id for entry in page_entries if entry.application_id}
    seen = Application.objects.visible_to(user).filter(pk__in=wanted) if wanted else []
    visible = {application.pk for application in seen}
    return [(entry, entry.application_id in visible) for entry in page_entries]


@public_page
def entries(request):
    """The entries behind a number: of a year or a budget, and of one of the four amounts."""
    form = EntriesForm(request.GET)
    found = Entry.objects.of(request.municipality or None).visible_to(request.user)
    year, pk, figure = form.value("jaar"), form.value("budget"), FIGURE.get(form.value("bedrag"))
    found = found.filter(budget__year=year) if year else found
    found = found.filter(budget=pk) if pk else found
    asked = form.value("aanvraag")
    found = found.filter(application=asked) if asked else found
    area = _area(request, form)
    found = found.within(area) if area else found
    sums = amounts(found.chain(), OVERVIEW if figure and figure.decided else FIGURES)
    found = figure.rows(found) if figure else found
    page = Page(
        found.select_related("budget__area", "budget__scheme"), ("at", "pk"), request.GET.dict()
    )
    context = {
        "year": year,
        "asked": asked,
        "area": area,
        "budget": page.object_list[0].budget if pk and page.object_list else None,
        "figure": figure,
        "sums": [(one, sum_) for one, sum_ in sums if figure in (None, one)],
        "lines": [
            (entry, linked, figure.of(entry) if figure else entry.amount_cents)
            for entry, linked in _linked(page.object_list, request.user)
        ],
        "page": page,
    }
    return render(request, "budgets/entries.html", context)


def _with_what_came_of_it(asked) -> list[tuple[Application, str]]:
    """Requests with what the receiver told of the money, once that was settled."""
    settled = [one.pk for one in asked if hasattr(one, "settlement")]
    told = SpendingReport.objects.filter(application__in=settled).order_by("pk")
    stories = dict(told.values_list("application", "story")) if settled else {}
    return [(one, stories.get(one.pk, "")) for one in asked]


@public_page
def budget(request, pk):
    """One budget: its figures, how its amount came about, its requests and its newest entries."""
    mine = Budget.objects.of(request.municipality or None).visible_to(request.user)
    found = get_object_or_404(mine.select_related("scheme", "area"), pk=pk)
    newest = list(found.entries.order_by("-at", "-pk")[: NEWEST + 1])
    asked = found.applications.visible_to(request.user)
    asked = asked.select_related("initiative", "decision", "settlement")
    asked = list(asked.order_by("-received_on", "-pk")[: PER_PAGE + 1])
    context = {
        "budget": found,
        "amounts": amounts(found.figures),
        "parts": parts(found.figures),
        "opened": found.opened_cents(),
        "decisions": decisions_on(found),
        "may_allocate": not may_allocate(request.user, found.area_id),
        **room_of(found, request.user),
        "lines": [
            (entry, linked, entry.amount_cents)
            for entry, linked in _linked(newest[:NEWEST], request.user)
        ],
        "more_entries": len(newest) > NEWEST,
        "rankings": list(found.rankings.select_related("scheme")),
        "applications": _with_what_came_of_it(asked[:PER_PAGE]),
        "more_applications": len(asked) > PER_PAGE,
    }
    return render(request, "budgets/budget.html", context)


@public_page
def scheme(request, pk):
    """What a scheme is: in what way, for whom, its conditions, who decides; and its budgets."""
    mine = Scheme.objects.of(request.municipality or None).visible_to(request.user)
    found = get_object_or_404(
        mine.select_related("municipality", "level", "holder", "partner"), pk=pk
    )
    pots = Budget.objects.of_scheme(found).visible_to(request.user)
    newest = pots.order_by("-year").values_list("year", flat=True).first()
    places = Area.objects.of(found.municipality_id).filter(code__in=found.area_codes)
    context = {
        "scheme": found,
        "how_paid": how_paid(found),
        "for_whom": for_whom(found),
        "window": check_window(found, today()),
        "areas": list(places.order_by("name")) if found.area_codes else [],
        "conditions": conditions(found),
        "reckoning": reckoning(found),
        "budgets": list(pots.filter(year=newest).for_list()[:200]),
        "year": newest,
        "may_open": request.user.is_authenticated
        and found.has_formula
        and not may_open_budgets(request.user, found),
        "may_open_by_decision": request.user.is_authenticated
        and bool(places_for(found, request.user)),
    }
    return render(request, "budgets/scheme.html", context)


@public_page
def may_i(request):
    """ "Mag dit?": whether an idea fits the schemes that can be asked for today; and all others."""
    every = Scheme.objects.of(request.municipality or None).visible_to(request.user)
    schemes = list(every.open_today().order_by("name", "pk"))
    mine = {scheme.pk for scheme in schemes}
    asked = request.GET if "bedrag" in request.GET else None
    chosen = {"regeling": request.GET.get("regeling")}
    form = MayIForm(asked, initial=chosen, municipality=request.municipality, schemes=schemes)
    context = {
        "form": form,
        "schemes": schemes,
        "closed": [one for one in every.order_by("name", "pk") if one.pk not in mine],
        "answers": form.answers() if asked else [],
    }
    return render(request, "budgets/may_i.html", context)
