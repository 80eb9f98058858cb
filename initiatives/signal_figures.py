"""What everyone may know about signals: how many, how soon they were answered, about what."""

from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Count, F, Q

from config.lib.clock import today
from initiatives.models import Signal

YEAR = timedelta(days=365)
# Fewer than so many could point at a person, and say nothing about how it goes.
FEW = 5
SAMPLE = 1000


@dataclass(frozen=True)
class SignalFigures:
    """Counts of the last 365 days; `days` is the median number of days until an answer."""

    received: int
    answered: int
    due: int
    in_time: int
    asked: int
    helped: int
    days: int | None
    themes: list[tuple[str, int]]

    @property
    def too_few(self) -> bool:
        """Whether there are too few to tell more."""
        return self.received < FEW


def figures_of(rows) -> SignalFigures:
    """The figures of these signals (a queryset) over the last 365 days: three queries."""
    rows = rows.filter(received_on__gt=today() - YEAR).order_by()
    late = Q(answered_on__isnull=True, due_on__lt=today())
    counts = rows.aggregate(
        received=Count("pk"),
        answered=Count("pk", filter=Q(answered_on__isnull=False)),
        due=Count("pk", filter=late | Q(answered_on__isnull=False)),
        in_time=Count("pk", filter=Q(answered_on__lte=F("due_on"))),
        asked=Count("pk", filter=~Q(helped="")),
        helped=Count("pk", filter=Q(helped=Signal.Helped.YES)),
    )
    days = rows.filter(answered_on__isnull=False).order_by("-answered_on", "-pk")
    took = [
        (end - start).days for start, end in days.values_list("received_on", "answered_on")[:SAMPLE]
    ]
    themes = rows.filter(theme__isnull=False).values_list("theme__name").annotate(n=Count("pk"))
    shown = [(name, number) for name, number in themes.order_by("-n")[:8] if number >= FEW]
    return SignalFigures(**counts, days=round(median(took)) if took else None, themes=shown)
