"""Giving a budget more by a decision: new money, or what another budget has free (E2, E12)."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.books import book
from budgets.actions.opening import areas_of, refuse_above_ceiling, refuse_wrong_place
from budgets.models import Account, Allocation, Body, Budget, Construction, Scheme
from budgets.permissions import may_allocate
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.clock import today


@dataclass(frozen=True)
class Paper:
    """The decision on paper: who took it, its reference and its day, and why, for everyone."""

    body: str
    reference: str
    decided_on: date
    reason: str


@transaction.atomic
def allocate(
    *, budget: Budget, amount_cents: int, paper: Paper, taken_from: Budget | None = None, by
) -> Allocation:
    """Give a budget an amount (cents): new money, or what is free in `taken_from`.

    Raises PermissionDenied without a say over the money of both areas, and Refused when too little
    is free, a year is closed, the ceiling is passed (Awb 4:25), the budgets are not of one
    municipality and year, or it is money of the council and another decided.
    """
    require(may_allocate(by, budget.area_id))
    _refuse_paper(paper)
    # In one order, so that two shifts at the same moment wait and do not lock each other out.
    numbers = [one.pk for one in (budget, taken_from) if one is not None]
    rows = Budget.objects.filter(pk__in=numbers).select_related("scheme").order_by("pk")
    found = {row.pk: row for row in rows.select_for_update(of=("self",))}
    target, source = found[budget.pk], found[taken_from.pk] if taken_from else None
    _refuse_council(paper, [target, source])
    if source is not None:
        require(may_allocate(by, source.area_id))
        _refuse_across(target, source)
    if source is None or source.scheme.code != target.scheme.code:
        refuse_above_ceiling(target.scheme, target.year, amount_cents)
    allocation = Allocation.objects.create(
        budget=target,
        taken_from=source,
        amount_cents=amount_cents,
        body=paper.body,
        reference=paper.reference.strip(),
        decided_on=paper.decided_on,
        reason=paper.reason.strip(),
        by=by,
    )
    _carry_out(allocation, by)
    changes = {"amount_cents": [None, amount_cents]}
    record(allocation, "budget.allocated", by=by, area_id=target.area_id, changes=changes)
    return allocation


@transaction.atomic
def open_by_decision(
    *, scheme: Scheme, area, year: int, amount_cents: int, paper: Paper, by
) -> Allocation:
    """Give the budget of an area an amount (cents) by a decision, and open it for that when it is
    not there yet: for a scheme without a formula, such as a fund of the council.

    Raises PermissionDenied, and Refused as `allocate` does or for an area without such a budget.
    """
    require(may_allocate(by, area.pk))
    if scheme.has_formula:
        raise Refused(_("Deze regeling heeft een formule. Open eerst de budgetten van dat jaar."))
    refuse_wrong_place(scheme, area, year)
    budget = Budget.objects.of_scheme(scheme).filter(area=area, year=year).first()
    if budget is None:
        budget, _new = Budget.objects.get_or_create(scheme=scheme, area=area, year=year)
    return allocate(budget=budget, amount_cents=amount_cents, paper=paper, by=by)


def places_for(scheme: Scheme, user) -> list:
    """The areas of a scheme without a formula where this person may open a budget by decision."""
    if scheme.has_formula:
        return []
    return [area for area in areas_of(scheme) if not may_allocate(user, area.pk)]


def _carry_out(allocation: Allocation, by) -> None:
    """Book it: what another budget had free leaves first, and then arrives."""
    text = _("Besluit %(reference)s") % {"reference": allocation.reference}
    given = {"amount_cents": allocation.amount_cents, "text": text, "allocation": allocation}
    inside, outside = Account.AVAILABLE, Account.MUNICIPALITY
    if allocation.taken_from:
        key = f"allocate-from:{allocation.pk}"
        source = allocation.taken_from
        book(budget=source, source=inside, target=outside, key=key, by=by, **given)
    key = f"allocate:{allocation.pk}"
    book(budget=allocation.budget, source=outside, target=inside, key=key, by=by, **given)


def _refuse_paper(paper: Paper) -> None:
    if not (paper.reference.strip() and paper.reason.strip()):
        raise Refused(_("Noem het kenmerk van het besluit en de reden."))
    if paper.decided_on > today():
        raise Refused(_("De datum van het besluit ligt na vandaag."))


def _refuse_council(paper: Paper, budgets) -> None:
    of_council = any(one and one.scheme.construction == Construction.COUNCIL for one in budgets)
    if of_council and paper.body != Body.COUNCIL:
        raise Refused(_("Over dit geld besluit de gemeenteraad. Noem het raadsbesluit."))


def _refuse_across(target: Budget, source: Budget) -> None:
    if source.pk == target.pk:
        raise Refused(_("Kies een ander budget om geld uit te halen."))
    same_town = source.scheme.municipality_id == target.scheme.municipality_id
    if not same_town or source.year != target.year:
        raise Refused(_("Schuiven kan alleen tussen budgetten van hetzelfde jaar."))
