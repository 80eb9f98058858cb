"""The public register of subsidies (Woo 3.3a, second paragraph under f): receivers that are no
natural person, by name; natural persons are only counted.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import ExtractYear
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import Area
from budgets.models import Construction, Decision, Revocation
from config.look.exports import Cell, euros
from initiatives.models import SHOWN_STATES, Initiative

CHUNK = 1000
# Fewer natural persons than so many could point at one.
FEW = 5
_IDEA = "application__initiative__"
_NAMED = ~Q(**{f"{_IDEA}group_name": ""}) | Q(
    **{f"{_IDEA}brought_as": Initiative.BroughtAs.ORGANISATION}
)
_SHOWN = Q(**{f"{_IDEA}released_at__isnull": False, f"{_IDEA}state__in": SHOWN_STATES})
# What the law asks, by the names in the JSON: basis, receiver, activities, amounts and days.
HEADS = {
    "regeling": gettext_lazy("Regeling"),
    "grondslag": gettext_lazy("Grondslag"),
    "ontvanger": gettext_lazy("Ontvanger"),
    "doel": gettext_lazy("Waarvoor"),
    "gebied": gettext_lazy("Gebied"),
    "jaar": gettext_lazy("Jaar"),
    "verleend": gettext_lazy("Verleend"),
    "datum_verleend": gettext_lazy("Datum van het besluit"),
    "vastgesteld": gettext_lazy("Vastgesteld"),
    "datum_vastgesteld": gettext_lazy("Datum vastgesteld"),
    "gewijzigd": gettext_lazy("Lager vastgesteld"),
    "later_gewijzigd_naar": gettext_lazy("Later gewijzigd naar (0: ingetrokken)"),
    "datum_later_gewijzigd": gettext_lazy("Datum van die wijziging"),
}


@dataclass(frozen=True)
class Grant:
    """One line of the register; amounts in cents, days as everyone reads them."""

    pk: int
    application: int
    scheme: str
    scheme_pk: int
    basis: str
    receiver: str
    purpose: str
    area: str
    year: int
    granted: int
    granted_on: date
    settled: int | None
    settled_on: date | None
    changed: int | None
    changed_on: date | None
    shown: bool

    @property
    def lowered(self) -> int | None:
        """By how much it was settled lower; None when it was not settled."""
        return None if self.settled is None else self.granted - self.settled

    def cells(self) -> list[Cell]:
        """Its values in the order of `HEADS`; amounts in euro."""
        settled = None if self.settled is None else euros(self.settled)
        lowered = euros(self.lowered) if self.lowered else None
        changed = None if self.changed is None else euros(self.changed)
        return [
            *(self.scheme, self.basis, self.receiver, self.purpose, self.area, self.year),
            *(euros(self.granted), self.granted_on, settled, self.settled_on, lowered),
            *(changed, self.changed_on),
        ]


def grants(municipality, *, year: int | None = None, area: Area | None = None):
    """The decisions that granted a subsidy, as rows; of a year of decision and an area below which
    they lie.
    """
    rows = Decision.objects.filter(
        granted=True,
        application__scheme__municipality=municipality,
        application__scheme__construction=Construction.SUBSIDY,
    )
    if year:
        rows = rows.filter(at__year=year)
    if area:
        rows = rows.filter(application__budget__area__ancestor_rows__ancestor=area)
    return rows


def to_receivers(rows):
    """Those of organisations and groups: what stands in the register by name."""
    return rows.filter(_NAMED)


def years_of(municipality) -> list[int]:
    """The years with a decision, newest first."""
    found = grants(municipality).order_by().annotate(y=ExtractYear("at")).values_list("y")
    return sorted({row[0] for row in found.distinct()}, reverse=True)


def natural_persons(rows) -> dict | None:
    """How many grants went to natural persons, and their sum in cents; None for fewer than five."""
    sums = rows.exclude(_NAMED).aggregate(count=Count("pk"), cents=Sum("amount_cents", default=0))
    return sums if sums["count"] >= FEW else None


def lines(decisions) -> Iterator[Grant]:
    """The lines of decisions of `grants`, in the given order. What is not released yet has an
    amount and a day, and no words of who asked.
    """
    nobody = _("een organisatie")
    names = (
        When(_SHOWN & ~Q(**{f"{_IDEA}group_name": ""}), then=F(f"{_IDEA}group_name")),
        When(
            _SHOWN & Q(**{f"{_IDEA}organisation_public": True}),
            then=F(f"{_IDEA}organisation_name"),
        ),
    )
    rows = decisions.annotate(
        receiver=Case(*names, default=Value("")),
        shown=Case(When(_SHOWN, then=True), default=False),
        changed=Subquery(_LAST.values("amount_cents")[:1]),
        changed_at=Subquery(_LAST.values("at")[:1]),
    ).values_list(*_COLUMNS, "receiver", "shown", "changed", "changed_at", named=True)
    # Nothing is known of what a page asks: a list of 25, or all of them in pieces.
    found = rows.iterator(chunk_size=CHUNK)
    for row in found:
        yield Grant(
            pk=row.pk,
            application=row.application,
            scheme=row.application__scheme__name,
            scheme_pk=row.application__scheme,
            basis=row.application__scheme__legal_basis,
            receiver=row.receiver or nobody,
            purpose=row.application__purpose if row.shown else _("nog niet openbaar"),
            area=row.application__budget__area__name,
            year=row.application__budget__year,
            granted=row.amount_cents,
            granted_on=timezone.localdate(row.at),
            settled=row.application__settlement__amount_cents,
            settled_on=_day(row.application__settlement__at),
            changed=row.changed,
            changed_on=_day(row.changed_at),
            shown=row.shown,
        )


_COLUMNS = (
    "pk",
    "at",
    "amount_cents",
    "application",
    "application__purpose",
    "application__scheme",
    "application__scheme__name",
    "application__scheme__legal_basis",
    "application__budget__area__name",
    "application__budget__year",
    "application__settlement__amount_cents",
    "application__settlement__at",
)


# The last time that a grant was lowered or withdrawn.
_LAST = Revocation.objects.filter(application=OuterRef("application")).order_by("-pk")


def _day(moment) -> date | None:
    return timezone.localdate(moment) if moment else None


def as_json(grants_, people: dict | None, updated_on: date) -> Iterator[str]:
    """The register as JSON, piece by piece; amounts as text with two decimals, days as ISO."""
    head = {"bijgewerkt_op": updated_on.isoformat(), "natuurlijke_personen": _people(people)}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "subsidies": ['
    for number, grant in enumerate(grants_):
        values = dict(zip(HEADS, grant.cells(), strict=True))
        yield (", " if number else "") + json.dumps(values, ensure_ascii=False, default=str)
    yield "]}"


def _people(people: dict | None):
    if people is None:
        return None
    return {"aantal": people["count"], "verleend": str(euros(people["cents"]))}
