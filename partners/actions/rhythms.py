"""What comes round in each area: when it last happened, and what is late."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils.timezone import localdate

from areas.models import Area
from config.lib.addresses import address
from config.lib.clock import today
from partners.models import Meeting, Rhythm, RhythmVisit, Roundtable

SOON = timedelta(weeks=4)
WEEKS_A_YEAR = 52.18


@dataclass(frozen=True)
class Turn:
    """One thing that has to come round: where, when it last did, when it should again."""

    what: str
    where: str
    url: str
    last: date | None
    due: date | None
    planned: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether it should have happened by now and is not planned: never counts as late."""
        return self.due is not None and self.due < today() and self.planned is None

    @property
    def is_coming(self) -> bool:
        """Whether it should happen within four weeks and is not planned."""
        soon = self.due is not None and today() <= self.due <= today() + SOON
        return soon and self.planned is None


def turns_of(municipality, areas: list[int]) -> list[Turn]:
    """What comes round in these areas (ids), the longest overdue first: meetings of tables that
    say how often they meet, and what the municipality wants in each area of a level.

    Four questions, however many there are.
    """
    turns = [*_tables(municipality, areas), *_visits(municipality, areas)]
    return sorted(turns, key=lambda turn: (turn.due or date.max, turn.what, turn.where))


def due_turns(municipality, areas: list[int]) -> list[Turn]:
    """What is late or comes within four weeks of all that in these areas (ids), the longest overdue
    first, and is not planned: one question.
    """
    meetings = Meeting.objects.filter(roundtable=OuterRef("pk"))
    held = meetings.took_place().order_by("-starts_at").values("starts_at")
    tables = (
        Roundtable.objects.of(municipality)
        .awake()
        .filter(~Exists(meetings.coming()), area__in=areas)
        .annotate(
            often=Coalesce("times_a_year", "kind__times_a_year"),
            last=TruncDate(Subquery(held[:1])),
        )
    )
    visits = RhythmVisit.objects.filter(area=OuterRef("pk"), rhythm=OuterRef("level__rhythms"))
    places = (
        Area.objects.current()
        .filter(pk__in=areas, level__rhythms__municipality=municipality)
        .annotate(last=Subquery(visits.order_by("-on").values("on")[:1]))
    )
    names = ("level__rhythms__pk", "level__rhythms__name", "name", "last", "level__rhythms__weeks")
    rows = (
        tables.filter(often__gt=0)
        .order_by()
        .values_list("pk", "name", "area__name", "last", "often", Value(0))
        .union(places.order_by().values_list(*names, "pk"), all=True)
    )
    turns = [_turn(*row) for row in rows if row[3] is not None]
    due = [turn for turn in turns if turn.is_late or turn.is_coming]
    return sorted(due, key=lambda turn: (turn.due, turn.what, turn.where))


def _turn(pk: int, what: str, where: str, last: date, number: int, area: int) -> Turn:
    """A row of the question above: `number` is weeks for an area, times a year for a table."""
    weeks = number if area else WEEKS_A_YEAR / number
    page = ("partners:visit_add", pk, area) if area else ("partners:roundtable", pk)
    return Turn(what, where, address(*page), last, _next(last, weeks))


def _tables(municipality, areas: list[int]) -> list[Turn]:
    tables = Roundtable.objects.of(municipality).awake().filter(area__in=areas)
    tables = list(tables.select_related("kind", "area"))
    tables = [table for table in tables if table.meetings_a_year]
    mine = Meeting.objects.filter(roundtable__in=[table.pk for table in tables])
    held = mine.took_place().order_by().values_list("roundtable")
    last = {pk: localdate(at) for pk, at in held.annotate(last=Max("starts_at"))}
    planned: dict[int, date] = {}
    for pk, at in mine.coming().values_list("roundtable", "starts_at"):
        planned.setdefault(pk, localdate(at))
    return [
        Turn(
            what=table.name,
            where=table.area.name,
            url=table.get_absolute_url(),
            last=last.get(table.pk),
            due=_next(last.get(table.pk), WEEKS_A_YEAR / table.meetings_a_year),
            planned=planned.get(table.pk),
        )
        for table in tables
    ]


def _visits(municipality, areas: list[int]) -> list[Turn]:
    rhythms = list(Rhythm.objects.filter(municipality=municipality))
    levels = [rhythm.level_id for rhythm in rhythms]
    places = list(Area.objects.current().filter(pk__in=areas, level__in=levels).order_by("name"))
    rows = RhythmVisit.objects.filter(rhythm__in=rhythms).order_by()
    last = {(r, a): on for r, a, on in rows.values_list("rhythm", "area").annotate(on=Max("on"))}
    return [
        Turn(
            what=rhythm.name,
            where=area.name,
            url=address("partners:visit_add", rhythm.pk, area.pk),
            last=last.get((rhythm.pk, area.pk)),
            due=_next(last.get((rhythm.pk, area.pk)), rhythm.weeks),
        )
        for rhythm in rhythms
        for area in places
        if area.level_id == rhythm.level_id
    ]


def _next(last: date | None, weeks: float) -> date | None:
    """When it should happen again; unknown where it was never written down."""
    return last + timedelta(weeks=weeks) if last else None
