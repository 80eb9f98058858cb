"""The public account of money: per area, theme and inhabitant, and over how many people it went.

Only what is stored anyway is counted. Fewer than five people are not told, nor what would give
them away: newcomers by regulars.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Case, CharField, Count, F, Max, Q, Sum, When
from django.db.models.functions import Cast, Lower
from django.utils.translation import gettext as _

from areas.models import AreaFigures
from budgets.models import Budget, Decision

FEW = 5


@dataclass(frozen=True)
class Share:
    """What one area or theme has of the money of a year; amounts in cents."""

    name: str
    slug: str
    allocated: int
    granted: int
    people: int | None = None
    # What the rest of its bar stands for.
    rest: str = ""

    @property
    def per_inhabitant(self) -> int | None:
        """Granted per inhabitant, in cents; None where nobody knows how many live there."""
        if not self.people:
            return None
        exact = Decimal(self.granted) / self.people
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def parts(self) -> list[dict]:
        """The parts of its bar: granted, and what was not."""
        rest = max(self.allocated - self.granted, 0)
        return [
            {"label": _("toegekend"), "value": self.granted, "kind": "spent"},
            {"label": self.rest or _("over"), "value": rest, "kind": "free"},
        ]


@dataclass(frozen=True)
class Spread:
    """Over how many the grants of a year went; None for what is not told."""

    grants: int
    areas: int
    of_areas: int
    people: int | None
    new: int | None
    known: int | None

    @property
    def parts(self) -> list[dict]:
        """First-timers beside regulars, as the parts of a bar; empty when that is not told."""
        if self.new is None:
            return []
        return [
            {"label": _("voor het eerst"), "value": self.new, "kind": "spent"},
            {"label": _("al eerder"), "value": self.known, "kind": "free"},
        ]


def per_area(budgets) -> list[Share]:
    """What each area with a budget has, by name. Inhabitants are the newest that are known, else
    those of the formula.
    """
    rows = budgets.order_by("area__name", "area").values("area", "area__name", "area__slug")
    rows = rows.annotate(
        allocated=Sum("allocated_cents"),
        granted=Sum(F("reserved_cents") + F("spent_cents")),
        counted=Max("inhabitants"),
    )
    found = list(rows)
    figures = AreaFigures.objects.filter(
        area__in=[row["area"] for row in found], inhabitants__gt=0
    ).order_by("year")
    living = dict(figures.values_list("area", "inhabitants"))
    return [
        Share(
            name=row["area__name"],
            slug=row["area__slug"],
            allocated=row["allocated"],
            granted=row["granted"],
            people=living.get(row["area"]) or row["counted"],
        )
        for row in found
    ]


def per_theme(budgets) -> list[Share]:
    """What was granted by the theme of the initiative, the most first."""
    rows = _grants(budgets).order_by().values("application__initiative__theme__name")
    rows = rows.annotate(granted=Sum("amount_cents")).order_by("-granted")
    total = [
        (name or _("nog zonder thema"), granted)
        for name, granted in rows.values_list("application__initiative__theme__name", "granted")
    ]
    whole = sum(granted for _name, granted in total)
    rest = _("andere thema's")
    return [
        Share(name=name, slug="", allocated=whole, granted=granted, rest=rest)
        for name, granted in total
    ]


def spread(budgets, year: int) -> Spread:
    """Over how many initiators and areas the grants from these budgets of a year went, and how
    many of them got money from the same municipality for the first time.
    """
    sums = _grants(budgets).aggregate(
        grants=Count("pk"), areas=Count("application__budget__area", distinct=True)
    )
    of_areas = budgets.order_by().aggregate(n=Count("area", distinct=True))["n"]
    people = _people(budgets, year)
    return Spread(**sums, of_areas=of_areas, **told(people["people"], people["new"]))


def told(people: int, new: int) -> dict[str, int | None]:
    """What may be told of so many people of whom so many are new."""
    known = people - new
    if people < FEW:
        return {"people": None, "new": None, "known": None}
    if 0 < new < FEW or 0 < known < FEW:
        return {"people": people, "new": None, "known": None}
    return {"people": people, "new": new, "known": known}


def _grants(budgets):
    return Decision.objects.filter(granted=True, application__budget__in=budgets.order_by())


def _people(budgets, year: int) -> dict[str, int]:
    """Initiators by account, else by mail address; who was erased is not counted."""
    idea = "application__initiative__"
    town = budgets.order_by().values("scheme__municipality")
    # All years: who got something before is known, wherever in the municipality that was.
    rows = Decision.objects.filter(granted=True, application__scheme__municipality__in=town)
    who = Case(
        When(
            **{f"{idea}submitter__isnull": False},
            then=Cast(f"{idea}submitter", CharField()),
        ),
        default=Lower(f"{idea}contact_email"),
        output_field=CharField(),
    )
    now = Q(application__budget__in=budgets.order_by())
    before = Q(application__budget__year__lt=year)
    each = rows.order_by().annotate(who=who).exclude(who="").values("who")
    each = each.annotate(now=Count("pk", filter=now), before=Count("pk", filter=before))
    return each.filter(now__gt=0).aggregate(
        people=Count("who"), new=Count("who", filter=Q(before=0))
    )


def budgets_of(municipality, year: int, area=None):
    """The budgets of a year, of an area and all below it."""
    rows = Budget.objects.of(municipality).filter(year=year)
    return rows.within(area) if area else rows
