"""What stands around the agenda of the demo: portraits, figures, motions, works and requests."""

import datetime

from areas.actions.portraits import add_portrait
from areas.actions.requests import answerable
from areas.models import (
    Department,
    Indicator,
    Measurement,
    Motion,
    Request,
    RequestAnswer,
    RequestState,
    Work,
)
from config.audit.log import record
from config.lib import clock
from config.pages.demo.agenda import World
from config.pages.practice.check import Row

SOURCE = "Verzonnen voor de demonstratie"


def tell_effects(world: World, rows: dict[str, list[Row]]) -> int:
    """Store figures and works, and add portraits and requests to the story; how many there are."""
    for row in rows["portretten"]:
        world.story.add(row.get("dag"), lambda row=row: _portray(world, row))
    for row in rows["metingen"]:
        _measure(world, row)
    for row in rows["werken"]:
        _work(world, row)
    for row in rows["verzoeken"]:
        world.story.add(row.get("dag"), lambda row=row: _ask(world, row))
    return sum(len(rows[name]) for name in ("portretten", "metingen", "werken", "verzoeken"))


def tell_motions(world: World, rows: list[Row]) -> int:
    """What the council asked or was promised; before the agenda, as actions come from it."""
    for row in rows:
        world.motions[row.code] = _motion(world, row)
    return len(rows)


def _portray(world: World, row: Row) -> None:
    area = world.areas[row.get("gebied")]
    newest = area.portraits.order_by("-at", "-pk").values_list("pk", flat=True).first()
    texts = {
        "text": row.get("tekst"),
        "people": row.get("mensen", ""),
        "places": row.get("plekken", ""),
        "organisations": row.get("organisaties", ""),
        "worries": row.get("zorgen", ""),
        "discussed_on": world.day(row.get("besproken")),
        "fictitious": True,
    }
    add_portrait(area, seen=newest or 0, texts=texts, by=world.advisor(area))


def _measure(world: World, row: Row) -> None:
    indicator = Indicator.objects.get(municipality=world.municipality, code=row.get("indicator"))
    Measurement.objects.bulk_create(
        Measurement(
            indicator=indicator,
            area=world.areas[row.get("gebied")],
            year=world.today.year + item["jaar"],
            value=item["waarde"],
            source=SOURCE,
            fictitious=True,
        )
        for item in row.get("waarden")
    )


def _motion(world: World, row: Row) -> Motion:
    on = world.day(row.get("dag"))
    motion = Motion.objects.create(
        municipality=world.municipality,
        area=world.areas[row.get("gebied")] if row.get("gebied") else None,
        kind=row.get("soort"),
        number=f"{on.year}-{row.get('nummer')}",
        on=on,
        title=row.get("titel"),
        text=row.get("tekst", ""),
        outcome=row.get("uitkomst", ""),
        settled_on=world.day(row.get("afgedaan")),
    )
    record(motion, "motion.created", by=None)
    return motion


def _work(world: World, row: Row) -> None:
    work = Work.objects.create(
        municipality=world.municipality,
        area=world.areas[row.get("gebied")],
        code=row.code,
        title=row.get("titel"),
        kind=row.get("soort", ""),
        text=row.get("tekst", ""),
        state=row.get("stand", Work.State.PLANNED),
        starts_on=world.day(row.get("van")),
        ends_on=world.day(row.get("tot")),
        talk_until=world.day(row.get("meepraten_tot")),
        source=SOURCE,
        **world.spot(row),
    )
    record(work, "work.created", by=None)


def _ask(world: World, row: Row) -> None:
    department = Department.objects.get(municipality=world.municipality, code=row.get("afdeling"))
    by = world.people[row.get("wie")]
    request = Request.objects.create(
        area=world.areas[row.get("gebied")],
        action=world.actions[row.get("actie")] if row.get("actie") else None,
        department=department,
        title=row.get("titel"),
        text=row.get("tekst", ""),
        public=row.get("openbaar", True),
        asked_on=clock.today(),
        asked_by=by,
        due_on=clock.today() + datetime.timedelta(days=row.get("dagen_tijd")),
    )
    record(request, "request.created", by=by)
    if row.get("omhoog") is not None:
        with _on(row, row.get("omhoog")):
            _go_up(request)
    for item in row.get("antwoorden", []):
        with _on(row, item["dag"]):
            _answer(world, request, item, department)


def _on(row: Row, day: int):
    """The moment of what happened with a request on a later day than that of the question."""
    days = max(row.get("dag"), day) - row.get("dag")
    return clock.telling(clock.now() + datetime.timedelta(days=days))


def _go_up(request: Request) -> None:
    """Silence: reminded a week before, and now with who is answerable."""
    old, request.state = request.state, RequestState.ESCALATED
    request.went_to = answerable(request)[0]
    request.escalated_at = clock.now()
    request.reminded_at = clock.now() - datetime.timedelta(days=7)
    request.version += 1
    request.save()
    record(request, "request.escalated", by=None, changes={"state": [old, str(request.state)]})


def _answer(world: World, request: Request, item: dict, department: Department) -> None:
    old, request.state = request.state, item["antwoord"]
    request.version += 1
    if request.state == RequestState.LATER:
        request.due_on = world.day(item["toegezegd"])
    request.save(update_fields=["state", "version", "due_on"])
    RequestAnswer.objects.create(
        request=request,
        state=item["antwoord"],
        text=item.get("tekst", ""),
        promised_on=world.day(item.get("toegezegd")),
        answered_as=department.name,
    )
    record(request, "request.answered", by=None, changes={"state": [old, request.state]})
