"""How many public initiatives there are per area and state: kept at each move, and recounted."""

import logging

from django.db import IntegrityError, transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from initiatives.models import Initiative, Tally

log = logging.getLogger("gebiedswerk.initiatives")


def place(initiative: Initiative) -> tuple[int, str] | None:
    """Where an initiative counts: its area and state when it is public, else nowhere."""
    return (initiative.area_id, str(initiative.state)) if initiative.is_public else None


def retally(old: tuple[int, str] | None, new: tuple[int, str] | None) -> None:
    """Count one less at the old place and one more at the new, in the caller's transaction."""
    if old == new:
        return
    # Always in the same order, so that two moves in opposite directions cannot wait for each other.
    for (area_id, state), change in sorted(
        (spot, change) for spot, change in [(old, -1), (new, 1)] if spot
    ):
        _add(area_id, state, change)


def _add(area_id: int, state: str, change: int) -> None:
    rows = Tally.objects.filter(area_id=area_id, state=state, count__gte=max(0, -change))
    if rows.update(count=F("count") + change):
        return
    if change < 0:
        # A wrong count must not stop the move itself; the nightly recount mends it.
        log.error("tally of area %s, %s was too low", area_id, state)
        return
    try:
        with transaction.atomic():
            Tally.objects.create(area_id=area_id, state=state, count=change)
    except IntegrityError:
        # Another move made the row at the same moment.
        rows.update(count=F("count") + change)


@transaction.atomic
def recount(*, area_ids: list[int] | None = None) -> int:
    """Make the tallies follow the initiatives again, and return how many rows were wrong.

    The one definition of the counts. Stored and real number are read in one statement and the
    difference is added, so that moves at the same moment are not lost.
    """
    public, tallies = Initiative.objects.public().order_by(), Tally.objects.all()
    if area_ids is not None:
        public, tallies = public.filter(area__in=area_ids), tallies.filter(area__in=area_ids)
    found = set(public.values_list("area_id", "state").distinct())
    missing = sorted(found - set(tallies.values_list("area_id", "state")))
    Tally.objects.bulk_create(
        [Tally(area_id=area_id, state=state) for area_id, state in missing],
        ignore_conflicts=True,
        batch_size=2000,
    )
    real = public.filter(area=OuterRef("area"), state=OuterRef("state")).values("area")
    real = Coalesce(Subquery(real.annotate(n=Count("pk")).values("n")), 0)
    wrong = list(
        tallies.annotate(real=real).exclude(count=F("real")).values_list("pk", "count", "real")
    )
    if wrong:
        log.warning("%d tallies of initiatives were wrong", len(wrong))
    for pk, stored, actual in wrong:
        Tally.objects.filter(pk=pk).update(count=F("count") + actual - stored)
    return len(wrong)
