"""Contact persons, seats and meetings of the demo, each step through the real action."""

import datetime

from django.utils import timezone

from config.audit.log import record
from config.lib import clock
from config.pages.demo.advice import tell_advice
from config.pages.demo.agenda import World
from config.pages.demo.asked import tell_followers, tell_signals, tell_support
from config.pages.demo.cases import tell_cases
from config.pages.demo.gatherings import tell_gatherings
from config.pages.demo.people import RESIDENTS_DOMAIN, SINCE, address
from config.pages.demo.schema_tables import AT_TABLES
from config.pages.demo.shared import tell_newsletters, tell_saved
from config.pages.demo.told import tell_outcomes, tell_stories
from config.pages.practice.check import Row
from partners.actions.agreements import move_agreement
from partners.actions.meetings import move_meeting, note_attendance, plan_meetings
from partners.models import (
    AgendaItem,
    Agreement,
    AgreementState,
    Attendance,
    Contact,
    Meeting,
    MeetingState,
    Organisation,
    Roundtable,
    Seat,
)

EVENING, MINUTES = datetime.time(19, 30), 90


def tell_tables(world: World, rows: dict[str, list[Row]]) -> int:
    """Store contact persons and seats, and add meetings to the story; how many there are."""
    for row in rows["contacten"]:
        _contact(world, row)
    for row in rows["zetels"]:
        _seat(world, row)
    for row in rows["overleggen"]:
        day = row.get("dag")
        world.story.add(min(day, 0) - 14, lambda row=row: _plan(world, row))
        if row.get("stand", MeetingState.PLANNED) != MeetingState.PLANNED:
            world.story.add(min(day + 1, 0), lambda row=row: _hold(world, row))
        if row.get("stand") == MeetingState.SETTLED:
            world.story.add(min(day + 10, 0), lambda row=row: _settle(world, row))
        for item in row.get("punten", []):
            for one in item.get("afspraken", []):
                if "gedaan" in one:
                    done = max(one["gedaan"], day + 1)
                    world.story.add(min(done, 0), lambda row=row, one=one: _done(world, row, one))
    tell_advice(world, rows)
    tell_cases(world, rows["vragen"])
    tell_signals(world, rows["signalen"])
    tell_gatherings(world, rows["bijeenkomsten"])
    tell_followers(world, rows["volgers"])
    tell_support(world, rows["initiatieven"])
    tell_stories(world, rows["verhalen"])
    tell_newsletters(world, rows["nieuwsbrieven"])
    tell_saved(world, rows["bewaard"])
    tell_outcomes(world, rows["initiatieven"])
    return sum(len(rows[table.name]) for table in AT_TABLES)


def _organisation(world: World, code: str) -> Organisation | None:
    rows = Organisation.objects.filter(municipality=world.municipality)
    return rows.filter(code=code).first()


def _contact(world: World, row: Row) -> None:
    contact = Contact.objects.create(
        organisation=_organisation(world, row.get("organisatie")),
        area=world.areas[row.get("gebied")] if row.get("gebied") else None,
        name=row.get("naam"),
        role=row.get("functie", ""),
        phone=row.get("telefoon", ""),
        email=address(row.get("naam"), RESIDENTS_DOMAIN),
        in_public=row.get("openbaar", False),
    )
    record(contact, "contact.created", by=None)


def _seat(world: World, row: Row) -> None:
    seat = Seat.objects.create(
        roundtable=_table(world, row),
        name=row.get("naam"),
        email=address(row.get("naam"), RESIDENTS_DOMAIN),
        organisation=_organisation(world, row.get("organisatie", "")),
        role=row.get("rol", ""),
        in_public=row.get("openbaar", False),
        starts_on=clock.today() - SINCE,
    )
    record(seat, "seat.created", by=None)


def _table(world: World, row: Row) -> Roundtable:
    tables = Roundtable.objects.of(world.municipality).select_related("kind", "area")
    return tables.get(code=row.get("tafel"))


def _plan(world: World, row: Row) -> None:
    table = _table(world, row)
    at = datetime.datetime.combine(world.day(row.get("dag")), EVENING)
    meeting = plan_meetings(
        table,
        starts_at=timezone.make_aware(at),
        minutes=MINUTES,
        times=1,
        place="",
        public=row.get("openbaar", False),
        by=world.advisor(table.area),
    )
    last = meeting.items.count()
    for place, item in enumerate(row.get("punten", []), start=last + 1):
        made = AgendaItem.objects.create(
            meeting=meeting, title=item["punt"], order=place, closed=item.get("besloten", False)
        )
        record(made, "agendaitem.created", by=None)


def _meeting(world: World, row: Row) -> Meeting:
    meetings = Meeting.objects.filter(roundtable__code=row.get("tafel"))
    day = world.day(row.get("dag"))
    meetings = meetings.of(world.municipality).select_related(
        "roundtable__kind", "roundtable__area"
    )
    return meetings.get(starts_at__date=day)


def _hold(world: World, row: Row) -> None:
    meeting = _meeting(world, row)
    by = world.advisor(meeting.roundtable.area)
    for place, seat in enumerate(meeting.roundtable.seats.current().order_by("pk")):
        state = Attendance.State.EXCUSED if place % 4 == 3 else Attendance.State.PRESENT
        note_attendance(meeting, seat, state=state, by=by)
    for item in row.get("punten", []):
        point = meeting.items.get(title=item["punt"])
        point.minutes, point.decision = item.get("verslag", ""), item.get("besluit", "")
        point.save(update_fields=["minutes", "decision"])
        for one in item.get("afspraken", []):
            _agree(world, point, one)
    move_meeting(meeting, state=MeetingState.HELD, by=by)


def _agree(world: World, point: AgendaItem, item: dict) -> None:
    table = point.meeting.roundtable
    seats = table.seats.select_related("user")
    due = world.day(item["klaar"])
    agreement = Agreement.objects.create(
        roundtable=table,
        item=point,
        owner=next(seat for seat in seats if seat.who == item["wie"]),
        what=item["wat"],
        due_on=due,
        first_due_on=due,
        made_on=clock.today(),
    )
    record(agreement, "agreement.created", by=None)


def _settle(world: World, row: Row) -> None:
    meeting = _meeting(world, row)
    by = world.advisor(meeting.roundtable.area)
    move_meeting(meeting, state=MeetingState.SETTLED, by=by)


def _done(world: World, row: Row, item: dict) -> None:
    table = _table(world, row)
    agreement = Agreement.objects.filter(roundtable=table, what=item["wat"]).latest("pk")
    by = world.advisor(table.area)
    move_agreement(agreement, state=AgreementState.DONE, by=by)
