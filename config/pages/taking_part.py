"""Who takes part in an area: counts of a year by form, per 1,000 inhabitants, and how many are new.

Only what is stored anyway is counted. What is under five is not told, nor what would give it away:
an area by its neighbours (areas.actions.telling), newcomers by regulars.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.actions.small_numbers import Parts
from areas.actions.telling import Period, period, told_alone, told_together
from areas.models import Area, AreaAncestor, AreaFigures, Municipality
from initiatives.models import Endorsement, Initiative, Signal, SignUp, State

FORMS = {
    "initiative": _("Ideeën ingediend"),
    "signal": _("Vragen en opmerkingen"),
    "sign_up": _("Aanmeldingen voor een bijeenkomst"),
    "support": _("Steun aan een idee"),
}
# Of whom the mail address is still stored: all of them, and those two together.
PEOPLE, NEW, KNOWN = "people", "new", "known"


@dataclass
class Counts:
    """Numbers by area, with all that lies below it; None for what is not told."""

    forms: dict[str, dict[int, Decimal | None]] = field(default_factory=dict)
    people: dict[str, dict[int, Decimal | None]] = field(default_factory=dict)

    def of(self, name: str, area: int) -> int | None:
        """A number of one area."""
        number = (self.forms | self.people)[name].get(area)
        return None if number is None else int(number)


def counted(town: Municipality) -> Counts:
    """All numbers of a municipality; four questions to the database."""
    span, parts = period(), Parts(town)
    above = defaultdict(list)
    lines = AreaAncestor.objects.filter(area__municipality=town)
    for area, ancestor in lines.values_list("area", "ancestor"):
        above[area].append(ancestor)
    forms = {name: dict.fromkeys(parts.above, 0) for name in FORMS}
    now, then = defaultdict(set), defaultdict(set)
    for form, area, email, recent in _rows(town, span):
        for place in above[area]:
            forms[form][place] += recent
            if email:
                (now if recent else then)[place].add(email.lower())
    people = {
        PEOPLE: {area: len(now[area]) for area in parts.above},
        NEW: {area: len(now[area] - then[area]) for area in parts.above},
        KNOWN: {area: len(now[area] & then[area]) for area in parts.above},
    }
    told = {name: told_alone(values, parts) for name, values in forms.items()}
    return Counts(told, told_together(people, parts))


def _rows(town: Municipality, span: Period) -> Iterator[tuple[str, int, str, int]]:
    """(form, area, mail address or "", 1 in the year and 0 in that before): one question."""
    ideas = Initiative.objects.of(town).exclude(state=State.UNCONFIRMED)
    signals = Signal.objects.of(town).counted()
    support = Endorsement.objects.filter(initiative__municipality=town)
    coming = SignUp.objects.filter(gathering__municipality=town)
    first, *others = [
        _asked("initiative", ideas, "area", "contact_email", "received_on", span),
        _asked("signal", signals, "area", "contact_email", "received_on", span),
        _asked("sign_up", coming, "gathering__area", "email", "confirmed_at", span),
        _asked("support", support, "initiative__area", "email", "confirmed_at", span),
    ]
    return first.union(*others, all=True).iterator(chunk_size=2000)


def _asked(form: str, rows: QuerySet, area: str, email: str, day: str, span: Period) -> QuerySet:
    before, since, until = span.before, span.since, span.until
    if day.endswith("_at"):
        # A day begins at midnight here.
        before, since, until = map(_midnight, (before, since, until))
    rows = rows.order_by().filter(**{f"{day}__gte": before, f"{day}__lt": until})
    recent = Case(When(Q(**{f"{day}__gte": since}), then=Value(1)), default=Value(0))
    return rows.values_list(Value(form), area, email, recent)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class Line:
    """One form in one area: how often, and per 1,000 inhabitants here and in the whole town."""

    label: str
    count: int | None
    rate: Decimal | None
    town_rate: Decimal | None


def inhabitants_of(areas: list[int]) -> dict[int, int]:
    """How many people live there, by the newest figures that say so."""
    rows = AreaFigures.objects.filter(area__in=areas, inhabitants__gt=0).order_by("year")
    return dict(rows.values_list("area", "inhabitants"))


def rate(count: int | None, inhabitants: int | None) -> Decimal | None:
    """So many per 1,000 inhabitants, in tenths; None where one of both is not known."""
    if count is None or not inhabitants:
        return None
    return (Decimal(count) * 1000 / inhabitants).quantize(Decimal("0.1"))


def lines_of(area: Area, counts: Counts, root: int, living: dict[int, int]) -> list[Line]:
    """What the page and the download say of one area."""
    return [
        Line(
            str(label),
            here := counts.of(name, area.pk),
            rate(here, living.get(area.pk)),
            rate(counts.of(name, root), living.get(root)),
        )
        for name, label in FORMS.items()
    ]
