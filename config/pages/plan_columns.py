"""The columns of the download of plans: those of the list, and what a spreadsheet reckons with."""

from collections.abc import Callable, Iterator
from itertools import islice

from django.conf import settings
from django.db.models import F
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from areas.models import Plan
from config.look.exports import Cell
from config.pages.figures import counts_by_plan
from config.pages.tables import PlanTable

CHUNK = 500


def printed(plans):
    """Plans with only what their row prints."""
    plans = plans.annotate(area_name=F("area__name"), kind_name=F("kind__name"))
    return plans.only("title", "state", "starts_on", "ends_on")


def with_counts(plans: list[Plan], user) -> list[Plan]:
    """These plans, each with the counts of its actions that the user may see."""
    counts = counts_by_plan(user, [plan.pk for plan in plans])
    for plan in plans:
        plan.counts = counts[plan.pk]
    return plans


def _in_words(plan: Plan) -> str:
    """How far its actions are, in the words of every page."""
    return get_template("areas/_counts.html").render({"counts": plan.counts}).strip()


# What the list shows, by the names of its columns, in its order.
LISTED: dict[str, Callable[[Plan], Cell]] = {
    "title": lambda plan: plan.title,
    "area": lambda plan: plan.area_name,
    "kind": lambda plan: plan.kind_name,
    "period": lambda plan: plan.years,
    "state": lambda plan: plan.get_state_display(),
    "counts": _in_words,
}
MORE: dict[str, Callable[[Plan], Cell]] = {
    _("Van"): lambda plan: plan.starts_on,
    _("Tot en met"): lambda plan: plan.ends_on,
    _("Acties gereed"): lambda plan: plan.counts["done"],
    _("Acties te laat"): lambda plan: plan.counts["late"],
    _("Acties in totaal"): lambda plan: plan.counts["total"],
    _("Adres"): lambda plan: f"{settings.SITE_URL}{plan.get_absolute_url()}",
}


def header() -> list[str]:
    """The names of the columns: first those of the list."""
    table = PlanTable([])
    return [
        *(str(table.columns[name].header) for name in LISTED),
        *(str(label) for label in MORE),
    ]


def lines(rows, user) -> Iterator[list[Cell]]:
    """A line for each plan, in the order of the list, read in pieces."""
    found = printed(rows).order_by("-starts_on", "-pk").iterator(chunk_size=CHUNK)
    while piece := list(islice(found, CHUNK)):
        for plan in with_counts(piece, user):
            yield [cell(plan) for cell in (*LISTED.values(), *MORE.values())]
