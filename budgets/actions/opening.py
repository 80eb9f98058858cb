"""Opening budgets: the formula of a scheme, for an area and a year."""

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from areas.models import Area, AreaFigures
from budgets.actions.books import book
from budgets.models import Account, Budget, Scheme
from budgets.permissions import may_open_budgets
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.money import per_inhabitant

FIRST_YEAR, LAST_YEAR = 2000, 2100


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
    """Open the budget of an area for a year: fixed + rate × inhabitants, rounded half up to cents.

    Opening it again returns the budget as it was opened, also when figures or rules changed since.
    `by` None is the practice loader. Raises Refused with the reason when the formula gives
    nothing, or the area is not one that the scheme has a budget for.
    """
    if by is not None:
        require(may_open_budgets(by, scheme))
    existing = Budget.objects.of_scheme(scheme).filter(area=area, year=year).first()
    if existing:
        return existing
    _refuse_wrong_place(scheme, area, year)
    amount, inhabitants, figures_year = amount_of(scheme, area)
    budget, created = Budget.objects.get_or_create(
        scheme=scheme,
        area=area,
        year=year,
        defaults={
            "inhabitants": inhabitants,
            "inhabitants_year": figures_year,
            "fictitious": fictitious,
        },
    )
    if created:
        _allocate(budget, amount, by)
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
    """The areas that the scheme has a budget for today: those of its level, or the municipality."""
    if scheme.level_id is None:
        return [scheme.municipality.root]
    areas = Area.objects.of(scheme.municipality).current()
    return list(areas.filter(level=scheme.level_id).order_by("name", "pk"))


def amount_of(scheme: Scheme, area: Area) -> tuple[int, int | None, int | None]:
    """Return the amount in cents, and the inhabitants with their year where the formula uses them.

    Raises Refused when the scheme has no formula or the inhabitants are not known.
    """
    if not scheme.has_formula:
        raise Refused(_("De regeling zegt niet hoe hoog een budget is."))
    amount, inhabitants, year = scheme.fixed_cents or 0, None, None
    if scheme.per_inhabitant is not None:
        inhabitants, year = inhabitants_of(area)
        amount += per_inhabitant(scheme.per_inhabitant, inhabitants)
    if amount == 0:
        raise Refused(_("De formule komt voor %(area)s uit op € 0.") % {"area": area.name})
    return amount, inhabitants, year


def inhabitants_of(area: Area) -> tuple[int, int]:
    """Return the newest known number of inhabitants and its year.

    An area without figures of its own (a gebied made of CBS wijken) gets the sum of the areas
    right below it, in the newest year in which all of them have one. Raises Refused otherwise.
    """
    known = AreaFigures.objects.filter(inhabitants__isnull=False)
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


def _refuse_wrong_place(scheme: Scheme, area: Area, year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Kies een jaar tussen 2000 en 2100."))
    right = area.municipality_id == scheme.municipality_id and (
        area.level_id == scheme.level_id
        if scheme.level_id
        else area.pk == scheme.municipality.root_id
    )
    if not right:
        raise Refused(
            _("De regeling %(scheme)s heeft geen budget voor %(area)s.")
            % {"scheme": scheme.name, "area": area.name}
        )
