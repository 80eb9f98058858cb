"""The register of subsidies: a page for everyone, and the same as CSV and JSON."""

from django.contrib.auth.decorators import login_not_required
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from areas.models import Area
from budgets.forms.register import RegisterForm
from budgets.register import HEADS, as_json, grants, lines, natural_persons, to_receivers, years_of
from config.lib.clock import today
from config.lib.lists import Page
from config.lib.public import kept, public_page
from config.look.exports import csv_response


def _asked(request):
    """The form, the area that was asked for, and all grants that are chosen."""
    town = request.municipality or None
    years = kept(request, "years of subsidies", lambda: years_of(town))
    form = RegisterForm(request.GET, years=years)
    slug = form.value("gebied")
    area = Area.objects.of(town).filter(slug=slug).first() if slug else None
    return form, area, grants(town, year=form.value("jaar"), area=area)


@public_page
def register(request):
    """Every subsidy to an organisation or group, newest first, and how many went to persons."""
    form, area, rows = _asked(request)
    page = Page(to_receivers(rows).only("at"), ("at", "pk"), request.GET.dict())
    numbers = [one.pk for one in page.object_list]
    found = rows.filter(pk__in=numbers).order_by("-at", "-pk") if numbers else rows.none()
    key = ("people with a subsidy", form.value("jaar"), area and area.pk)
    context = {
        "form": form,
        "area": area,
        "year": form.value("jaar"),
        "years": form.years,
        "heads": HEADS,
        "lines": list(lines(found)),
        "people": kept(request, key, lambda: natural_persons(rows)),
        "page": page,
        "today": today(),
        "query": request.GET.urlencode(),
    }
    return render(request, "budgets/register.html", context)


@login_not_required
@require_safe
def register_csv(request):
    """The register as CSV."""
    _form, _area, rows = _asked(request)
    found = lines(to_receivers(rows).order_by("-at", "-pk"))
    heads = [str(head) for head in HEADS.values()]
    return csv_response("subsidieregister", heads, (grant.cells() for grant in found))


@login_not_required
@require_safe
def register_json(request):
    """The register as JSON, made while it goes out."""
    _form, _area, rows = _asked(request)
    found = lines(to_receivers(rows).order_by("-at", "-pk"))
    pieces = as_json(found, natural_persons(rows), today())
    return StreamingHttpResponse(pieces, content_type="application/json; charset=utf-8")
