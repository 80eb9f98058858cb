"""The money of a year for everyone: a row for each budget, with its exports."""

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from areas.models import Area
from areas.rights import has_anywhere
from areas.roles import Permission
from budgets.actions.books import is_closed
from budgets.forms import YearForm
from budgets.models import Budget, Entry
from budgets.permissions import may_close_year
from budgets.permissions_paid import may_audit
from budgets.spread import budgets_of, spread
from budgets.tables import NOTHING, added_up, chain, header, links, parts, rows
from config.lib.clock import today
from config.lib.public import kept, public_page
from config.look.exports import csv_response, xlsx_response
from partners.rights import tables_of

PER_PAGE = 50


def area_of(request, form) -> Area | None:
    """The area that was asked for, if it is one of this municipality; as kept for visitors."""
    slug = form.value("gebied")
    mine = Area.objects.of(request.municipality or None).visible_to(request.user)
    found = mine.filter(slug=slug)
    return kept(request, ("area", slug), found.first) if slug else None


def years_of(request) -> list[int]:
    """The years with budgets, newest first, as kept for visitors."""

    def found() -> list[int]:
        budgets = Budget.objects.of(request.municipality or None).visible_to(request.user)
        return list(budgets.order_by("-year").values_list("year", flat=True).distinct())

    return kept(request, "years with money", found)


def _of_year(request) -> tuple[YearForm, Area | None, QuerySet]:
    """The year and area that were asked for, and their budgets in this municipality."""
    form = YearForm(request.GET, years=years_of(request))
    area = area_of(request, form)
    budgets = Budget.objects.of(request.municipality or None).visible_to(request.user)
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


def _above(request, area: Area, year: int) -> Budget | None:
    """The budget of the nearest area above that ideas in this area can ask from."""
    mine = Budget.objects.of(request.municipality or None).visible_to(request.user)
    return mine.for_area(area).filter(year=year).select_related("area").first()


def _places(form: YearForm, area: Area | None) -> tuple[str, str, str]:
    """What addresses say of the year, of the area, and of the day that is shown."""
    day = form.value("op")
    place = f"&gebied={area.slug}" if area else ""
    return f"jaar={form.year}", place, f"&op={day.isoformat()}" if day else ""


def _lines(request, form, area, budgets, then) -> dict:
    """One page of budgets, each with its amounts, their addresses and the parts of its bar."""
    pages = Paginator(budgets.for_list(), PER_PAGE)
    known = ("number of budgets", form.year, area and area.pk)
    pages.count = kept(request, known, budgets.order_by().count)
    page = pages.get_page(form.value("page", 1))
    _year, _place, day = _places(form, area)
    lines = [
        (one, links(figures, f"budget={one.pk}{day}", one.area_name), parts(figures))
        for one in page
        for figures in [then.get(one.pk, NOTHING)]
    ]
    return {"page_obj": page, "lines": lines, "fictitious": any(one.fictitious for one in page)}


@public_page
def overview(request):
    """The money of a year: a row for each budget, totals below, every number leads to its books."""
    form, area, budgets = _of_year(request)
    day = form.value("op")
    booked = Entry.objects.filter(budget__in=budgets.order_by()).until(day)
    known = ("figures of money", form.year, area and area.pk, day)
    then = kept(request, known, booked.chains)
    totals = added_up(then)
    year, place, until = _places(form, area)
    context = {
        # Of the whole municipality as it is now; of another day or one area it says nothing.
        "spread": None if area or day else _spread(request, form.year),
        "sits_at_tables": bool(tables_of(request.user)),
        "years": form.years,
        "area": area,
        "query": year + place + until,
        "place": place,
        "year": form.year,
        "form": form,
        "day": day,
        "chain": chain(totals),
        "heads": header(),
        "totals": links(totals, year + place + until, gettext("samen")),
        "total": totals["allocated"],
        "parts": parts(totals),
        "handles_money": _handles_money(request.user),
        "audits": not may_audit(request.user),
        "may_close": _may_close(request, form.year),
        **_lines(request, form, area, budgets, then),
    }
    if area and not context["lines"]:
        context["above"] = _above(request, area, form.year)
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
