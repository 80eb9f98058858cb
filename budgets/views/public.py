"""Figures for everyone: the books, a budget, a scheme; and whether an idea fits one."""

from django.db.models import Exists, F, OuterRef, Subquery
from django.shortcuts import get_object_or_404, render

from areas.models import Area
from budgets.actions.allocations import places_for
from budgets.actions.checks import check_window
from budgets.conditions import conditions, for_whom, how_paid, reckoning
from budgets.evaluations import evaluation_due
from budgets.forms import EntriesForm, MayIForm
from budgets.models import Application, Budget, Entry, Ranking, Scheme, SpendingReport
from budgets.permissions import may_allocate, may_open_budgets
from budgets.tables import FIGURE, FIGURES, OVERVIEW, amounts, parts
from budgets.views.allocations import decisions_on
from budgets.views.overview import area_of
from budgets.views.room import room_of
from config.lib.addresses import address
from config.lib.clock import today
from config.lib.lists import Page
from config.lib.public import kept, public_page

NEWEST = 10


def _chosen(request, form):
    """The entries that were asked for, and the budget and the area when they are of one."""
    found = Entry.objects.of(request.municipality or None).visible_to(request.user)
    budgets = Budget.objects.of(request.municipality or None).visible_to(request.user)
    year, pk, asked = form.value("jaar"), form.value("budget"), form.value("aanvraag")
    found = found.filter(budget__year=year) if year else found
    found = found.filter(budget=pk) if pk else found
    found = found.filter(application=asked) if asked else found
    budget = budgets.filter(pk=pk).select_related("area", "scheme").first() if pk else None
    area = area_of(request, form)
    found = found.within(area) if area else found
    return found.until(form.value("op")), budget, area


def _linked(page_entries, user) -> list[tuple[Entry, bool]]:
    """Entries with whether this person may open the request that each belongs to."""
    wanted = {entry.application_id for entry in page_entries if entry.application_id}
    seen = Application.objects.visible_to(user).filter(pk__in=wanted).order_by()
    visible = set(seen.values_list("pk", flat=True)) if wanted else set()
    return [(entry, entry.application_id in visible) for entry in page_entries]


@public_page
def entries(request):
    """The entries behind a number: of a year or a budget, and of one of the four amounts."""
    form = EntriesForm(request.GET)
    found, budget, area = _chosen(request, form)
    figure = FIGURE.get(form.value("bedrag"))
    asked_for = tuple(form.value(name) for name in ("jaar", "budget", "aanvraag", "op"))
    known = ("sums of entries", *asked_for, area and area.pk)
    sums = amounts(
        kept(request, known, found.chain), OVERVIEW if figure and figure.decided else FIGURES
    )
    found = figure.rows(found) if figure else found
    page = Page(found.for_list(), ("at", "pk"), request.GET.dict())
    context = {
        "year": form.value("jaar"),
        "asked": form.value("aanvraag"),
        "day": form.value("op"),
        "area": area,
        "budget": budget,
        "figure": figure,
        "sums": [(one, sum_) for one, sum_ in sums if figure in (None, one)],
        "lines": [
            (entry, linked, figure.of(entry) if figure else entry.amount_cents)
            for entry, linked in _linked(page.object_list, request.user)
        ],
        "page": page,
    }
    return render(request, "budgets/entries.html", context)


def _budgets_for_page(request):
    """Budgets with their scheme and area, what each was opened with, and whether a list was made
    of its requests: asked in one question.
    """
    mine = Budget.objects.of(request.municipality or None).visible_to(request.user)
    opened = Entry.objects.openings().filter(budget=OuterRef("pk")).values("amount_cents")
    return mine.select_related("scheme", "area").annotate(
        opened=Subquery(opened[:1]),
        is_ranked=Exists(Ranking.objects.filter(budget=OuterRef("pk"))),
    )


def _asked_of(budget: Budget, request) -> Page:
    """One page of requests, with what was decided and, once settled, what the receiver told."""
    told = SpendingReport.objects.filter(application=OuterRef("pk")).order_by("-pk")
    rows = budget.applications.visible_to(request.user).annotate(
        title=F("initiative__title"),
        granted=F("decision__amount_cents"),
        settled=F("settlement__amount_cents"),
        story=Subquery(told.values("story")[:1]),
    )
    rows = rows.only("budget", "state", "asked_cents", "received_on")
    return Page(rows, ("received_on", "pk"), request.GET.dict())


@public_page
def budget(request, pk):
    """One budget: its figures, how its amount came about, its requests and its newest entries."""
    found = get_object_or_404(_budgets_for_page(request), pk=pk)
    newest = list(found.entries.order_by("-at", "-pk")[: NEWEST + 1])
    context = {
        "budget": found,
        "place": f"{address('budgets:overview')}?jaar={found.year}&gebied={found.area.slug}",
        "parts": parts(found.figures),
        "decisions": decisions_on(found),
        "may_allocate": not may_allocate(request.user, found.area_id),
        **room_of(found, request.user),
        "lines": [
            (entry, linked, entry.amount_cents)
            for entry, linked in _linked(newest[:NEWEST], request.user)
        ],
        "more_entries": len(newest) > NEWEST,
        "rankings": found.rankings.select_related("scheme") if found.is_ranked else [],
        "page": _asked_of(found, request),
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
    keeps = request.user.is_authenticated and not may_open_budgets(request.user, found)
    context = {
        "scheme": found,
        # Lines of a practice file are broken where its editor ends, not where a sentence does.
        "paragraphs": [" ".join(part.split()) for part in found.text.split("\n\n")],
        "how_paid": how_paid(found),
        "for_whom": for_whom(found),
        "window": check_window(found, today()),
        "areas": list(places.order_by("name")) if found.area_codes else [],
        "conditions": conditions(found),
        "evaluation_due": evaluation_due(found) if keeps else "",
        "reckoning": reckoning(found),
        "budgets": list(pots.filter(year=newest).for_list()[:200]),
        "year": newest,
        "may_open": keeps and found.has_formula,
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
