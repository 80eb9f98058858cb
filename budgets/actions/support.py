"""How many people support an initiative for a scheme: counted, and then frozen (domain D3)."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q
from django.utils.timezone import localdate

from budgets.models import Scheme, SupportCount
from config.lib.clock import today
from initiatives.models import OPEN_STATES, Initiative


@dataclass(frozen=True)
class Support:
    """How many people count, until which day they could, and whether that is over."""

    count: int
    until: date | None = None
    is_over: bool = False


def support_until(initiative: Initiative, scheme: Scheme) -> date | None:
    """The last day to support it for this scheme; None when the scheme sets no time, or it is not
    on the site yet.
    """
    if scheme.support_weeks is None or initiative.released_at is None:
        return None
    return localdate(initiative.released_at) + timedelta(weeks=scheme.support_weeks)


def support_of(initiative: Initiative, scheme: Scheme) -> Support | None:
    """What counts today: the frozen number, else who supports it now; None where none is asked."""
    if scheme.min_endorsements is None:
        return None
    if (row := _frozen(initiative, scheme)) is not None:
        return Support(row.of(scheme), row.until, is_over=True)
    until = support_until(initiative, scheme)
    inside, outside = _counted(initiative, until)
    count = inside + outside if scheme.support_everywhere else inside
    return Support(count, until, is_over=until is not None and today() > until)


def freeze(initiative: Initiative, scheme: Scheme) -> SupportCount | None:
    """Write the number down, once: on the day of the request where the scheme sets no time, else
    when the time is over. Returns None while people can still support it.
    """
    if (row := _frozen(initiative, scheme)) is not None:
        return row
    until = support_until(initiative, scheme)
    if until is not None and today() <= until:
        return None
    inside, outside = _counted(initiative, until)
    given = {"inside": inside, "outside": outside, "until": until or today()}
    row, _new = SupportCount.objects.get_or_create(
        initiative=initiative, scheme=scheme, defaults=given
    )
    return row


def frozen_support(application) -> Support | None:
    """The number that was written down for a request; None where none was."""
    if application.scheme.min_endorsements is None:
        return None
    row = _frozen(application.initiative, application.scheme)
    return Support(row.of(application.scheme), row.until, is_over=True) if row else None


def freeze_all() -> int:
    """Freeze what ended for every scheme that can be asked; returns how many were written down."""
    count = 0
    schemes = Scheme.objects.open_today().filter(
        min_endorsements__isnull=False, support_weeks__isnull=False
    )
    for scheme in schemes:
        before = today() - timedelta(weeks=scheme.support_weeks)
        rows = Initiative.objects.of(scheme.municipality_id).filter(
            state__in=OPEN_STATES, released_at__date__lt=before
        )
        done = SupportCount.objects.filter(_same(scheme)).values("initiative")
        for initiative in rows.exclude(pk__in=done):
            count += freeze(initiative, scheme) is not None
    return count


def _same(scheme: Scheme) -> Q:
    """The scheme in all its versions: a changed rule does not count again."""
    if not scheme.code:
        return Q(scheme=scheme)
    return Q(scheme__municipality=scheme.municipality_id, scheme__code=scheme.code)


def _frozen(initiative: Initiative, scheme: Scheme) -> SupportCount | None:
    return SupportCount.objects.filter(_same(scheme), initiative=initiative).first()


def _counted(initiative: Initiative, until: date | None) -> tuple[int, int]:
    """From the area and from elsewhere, without who came after the last day."""
    inside, outside = initiative.supported_inside, initiative.supported_outside
    if until is None:
        return inside, outside
    late = initiative.endorsements.filter(confirmed_at__date__gt=until).aggregate(
        here=Count("pk", filter=Q(inside=True)), elsewhere=Count("pk", filter=Q(inside=False))
    )
    return inside - late["here"], outside - late["elsewhere"]
