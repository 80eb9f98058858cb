"""Questions at the confidential tables of the demo: invented, and about nobody."""

import datetime

from config.lib import clock, sealing
from config.pages.demo.agenda import World
from config.pages.practice.check import Row
from partners.actions.cases import close_case, open_case, read_case, set_step
from partners.models import Roundtable, RoundtableKind, Seat, SupportCase

BASIS = "verzonnen voor de demonstratie"
DPIA_AGO = datetime.timedelta(days=1500)


def tell_cases(world: World, rows: list[Row]) -> None:
    """Switch on the kinds of table that have questions, and add those to the story; not where
    there is no key to seal with.
    """
    if not sealing.ready():
        return
    codes = {row.get("tafel") for row in rows}
    kinds = RoundtableKind.objects.filter(
        municipality=world.municipality, roundtables__code__in=codes, dpia_on__isnull=True
    )
    pks = list(kinds.values_list("pk", flat=True))
    dpia_on = clock.today() - DPIA_AGO
    RoundtableKind.objects.filter(pk__in=pks).update(dpia_on=dpia_on, legal_basis=BASIS)
    for row in rows:
        made: dict[str, int] = {}
        world.story.add(row.get("dag"), lambda row=row, made=made: _open(world, row, made))
        if "stap" in row.values:
            day = min(row.get("dag") + 1, 0)
            world.story.add(day, lambda row=row, made=made: _step(world, row, made))
        if "gesloten" in row.values:
            day = row.get("gesloten")
            world.story.add(day, lambda row=row, made=made: _close(world, row, made))


def _open(world: World, row: Row, made: dict[str, int]) -> None:
    tables = Roundtable.objects.of(world.municipality).select_related("kind")
    table = tables.get(code=row.get("tafel"))
    organisations = table.organisations.filter(code__in=row.get("organisaties", []))
    case = open_case(
        table,
        question=row.get("vraag"),
        informed=row.get("weet"),
        reason=row.get("waarom", ""),
        organisations=organisations,
        by=world.user(row.get("door")),
    )
    made["case"] = case.pk


def _case(made: dict[str, int], by) -> SupportCase:
    cases = SupportCase.objects.visible_to(by).select_related("roundtable__kind")
    return cases.get(pk=made["case"])


def _step(world: World, row: Row, made: dict[str, int]) -> None:
    by, taker = world.user(row.get("door")), world.user(row.get("wie"))
    case = _case(made, by)
    seat = Seat.objects.current().get(roundtable=case.roundtable_id, user=taker)
    set_step(case, text=row.get("stap"), taker=seat, on=world.day(row.get("klaar")), by=by)
    read_case(case, by=taker)


def _close(world: World, row: Row, made: dict[str, int]) -> None:
    by = world.user(row.get("door"))
    close_case(_case(made, by), outcome=row.get("afloop"), text="", by=by)
