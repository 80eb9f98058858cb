"""Opening budgets: the formula of a scheme, for an area and a year."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from areas.models import Area, AreaFigures
from budgets.actions.books import book
from budgets.models import Account, Budget, Rounding, Scheme
from budgets.permissions import may_open_budgets
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.money import format_euro

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Reckoned:
    """The outcome of a formula in cents, with the inhabitants and their year where it uses them."""

    cents: int
    inhabitants: int | None = None
    year: int | None = None


def open_budgets(*, scheme: Scheme, year: int, fictitious: bool = False, by) -> list[Budget]:
    """Open the budget of every area that the scheme has one for; the budgets in order of name.

    All or none: one area without a figure refuses them all. Raises Refused.
    """
    with transaction.atomic():
        return [
            open_budget(scheme=scheme, area=area, year=year, fictitious=fictitious, by=by)
            for area in areas_of(scheme)
        ]


@transaction.atomic
def open_budget(*, scheme: Scheme, area: Area, year: int, fictitious: bool = False, by) -> Budget:
    """Open the budget of an area for a year, with the outcome of the formula (`reckon`).

    Opening it again returns the budget as it was opened, also when figures or rules changed since.
    `by` None is the practice loader. Raises Refused with the reason when the formula gives
    nothing, the area is not one that the scheme has a budget for, or the ceiling is passed.
    """
    if by is not None:
        require(may_open_budgets(by, scheme))
    existing = Budget.objects.of_scheme(scheme).filter(area=area, year=year).first()
    if existing:
        return existing
    refuse_wrong_place(scheme, area, year)
    found = reckon(scheme, area)
    refuse_above_ceiling(scheme, year, found.cents)
    budget, created = Budget.objects.get_or_create(
        scheme=scheme,
        area=area,
        year=year,
        defaults={
            "inhabitants": found.inhabitants,
            "inhabitants_year": found.year,
            "fictitious": fictitious,
        },
    )
    if created:
        _allocate(budget, found.cents, by)
    budget.refresh_from_db()
    return budget


def _allocate(budget: Budget, amount: int, by) -> None:
    book(
        budget=budget,
        source=Account.MUNICIPALITY,
        target=Account.AVAILABLE,
        amount_cents=amount,
        key=f"open:{budget.scheme_id}:{budget.area_id}:{budget.year}",
        text=_("Budget %(year)s beschikbaar gesteld") % {"year": budget.year},
        by=by,
    )
    changes = {"allocated_cents": [0, amount], "year": [None, budget.year]}
    record(budget, "budget.opened", by=by, area_id=budget.area_id, changes=changes)


def areas_of(scheme: Scheme) -> list[Area]:
    """The areas that the scheme has a budget for today, by name.

    Those of its level, within the areas that it names; without a level the areas that it names
    themselves; without either the municipality.
    """
    return list(_places(scheme).order_by("name", "pk"))


def _places(scheme: Scheme):
    if not scheme.level_id and not scheme.area_codes:
        return Area.objects.filter(pk=scheme.municipality.root_id)
    areas = Area.objects.of(scheme.municipality).current()
    if not scheme.level_id:
        return areas.filter(code__in=scheme.area_codes)
    areas = areas.filter(level=scheme.level_id)
    if scheme.area_codes:
        areas = areas.filter(ancestor_rows__ancestor__code__in=scheme.area_codes).distinct()
    return areas


def reckon(scheme: Scheme, area: Area) -> Reckoned:
    """Work the formula out: fixed + rate × inhabitants + amount × institutions, less the share of
    a partner, rounded once as the scheme says.

    Raises Refused when the scheme has no formula, or a number in it is not known.
    """
    if not scheme.has_formula:
        raise Refused(_("De regeling zegt niet hoe hoog een budget is."))
    exact, inhabitants, year = Decimal(scheme.fixed_cents or 0), None, None
    if scheme.per_inhabitant is not None:
        inhabitants, year = inhabitants_of(area, scheme.counted_on and scheme.counted_on.year)
        exact += scheme.per_inhabitant * 100 * inhabitants
    if scheme.per_institution_cents is not None:
        if scheme.institutions is None:
            raise Refused(_("De regeling zegt niet hoeveel instellingen er zijn."))
        exact += scheme.per_institution_cents * scheme.institutions
    exact *= 1 - (scheme.partner_share or 0)
    cents = Rounding(scheme.rounding).cents(exact)
    if cents == 0:
        raise Refused(_("De formule komt voor %(area)s uit op €\xa00.") % {"area": area.name})
    return Reckoned(cents, inhabitants, year)


def inhabitants_of(area: Area, year: int | None = None) -> tuple[int, int]:
    """Return the number of inhabitants of this year, else the newest that is known, and its year.

    An area without figures of its own (a gebied made of CBS wijken) gets the sum of the areas
    right below it, in the newest year in which all of them have one. Raises Refused otherwise.
    """
    known = AreaFigures.objects.filter(inhabitants__isnull=False)
    known = known.filter(year=year) if year else known
    own = known.filter(area=area).order_by("-year").first()
    if own:
        return own.inhabitants, own.year
    parts = Area.objects.current().in_tree().filter(parent=area)
    needed = parts.count()
    per_year = known.filter(area__in=parts).order_by("-year").values("year")
    for row in per_year.annotate(people=Sum("inhabitants"), rows=Count("pk")):
        if row["rows"] == needed:
            return row["people"], row["year"]
    raise Refused(
        _("Van %(area)s is het aantal inwoners niet bekend. Daarom is er geen budget te berekenen.")
        % {"area": area.name}
    )


def refuse_above_ceiling(scheme: Scheme, year: int, cents: int) -> None:
    """What is made available in a year never passes the ceiling, so that no grant can (Awb 4:25).

    Every version of the scheme is held, as two areas may be opened at the same moment.
    """
    if scheme.ceiling_cents is None:
        return
    versions = Scheme.objects.filter(municipality=scheme.municipality_id, code=scheme.code)
    list(versions.select_for_update().order_by("pk").values_list("pk"))
    there = Budget.objects.of_scheme(scheme).filter(year=year).totals()["allocated"]
    if there + cents > scheme.ceiling_cents:
        ceiling = {"ceiling": format_euro(scheme.ceiling_cents), "year": year}
        raise Refused(_("Dit komt boven het plafond van %(ceiling)s voor %(year)s.") % ceiling)


def refuse_wrong_place(scheme: Scheme, area: Area, year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Kies een jaar tussen 2000 en 2100."))
    if not _places(scheme).filter(pk=area.pk).exists():
        raise Refused(
            _("De regeling %(scheme)s heeft geen budget voor %(area)s.")
            % {"scheme": scheme.name, "area": area.name}
        )
