"""Who read which case: a chain per table that shows when a row was changed, moved or taken out."""

import logging
from datetime import UTC

from django.db import transaction

from config.audit.log import record
from config.audit.models import Event
from config.lib import sealing
from partners.models import CaseReading, Roundtable, SupportCase

log = logging.getLogger("gebiedswerk.cases")
CUT = "readings.cut"


def note_reading(case: SupportCase, *, by) -> CaseReading:
    """Write down that this person reads this case now; inside a transaction.

    The mark of the last row also goes to the log, outside the database: there it shows later when
    the end of the chain was cut off.
    """
    Roundtable.objects.select_for_update().get(pk=case.roundtable_id)
    last = CaseReading.objects.filter(roundtable=case.roundtable_id).order_by("-place").first()
    row = CaseReading(
        roundtable_id=case.roundtable_id,
        place=last.place + 1 if last else 1,
        number=case.number,
        user=by,
        previous=last.mark if last else "",
    )
    row.mark = sealing.marks(_said(row))[0]
    row.save(force_insert=True)
    table, place, mark = row.roundtable_id, row.place, row.mark
    transaction.on_commit(
        lambda: log.info("readings table=%d place=%d mark=%s", table, place, mark)
    )
    return row


def _said(row: CaseReading) -> str:
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = (row.previous, row.roundtable_id, row.place, row.number, row.user_id, at)
    return "|".join(str(part) for part in parts)


def broken(table_pk: int, heads: dict[int, str] | None = None) -> list[int]:
    """The places in the chain of this table (1 is the oldest) where it does not hold.

    `heads` are marks by place that were kept outside the database, as in the log.
    """
    rows = list(CaseReading.objects.filter(roundtable=table_pk).order_by("place"))
    wrong, expected, before = [], _first_place(table_pk, rows), None
    for row in rows:
        linked = row.previous == (before.mark if before else row.previous)
        start = row.previous == "" if row.place == 1 else True
        marked = row.mark in sealing.marks(_said(row))
        if row.place != expected or not (linked and start and marked):
            wrong.append(row.place)
        expected, before = row.place + 1, row
    marks = {row.place: row.mark for row in rows}
    for place, mark in (heads or {}).items():
        if place >= (rows[0].place if rows else 1) and marks.get(place) != mark:
            wrong.append(place)
    return sorted(set(wrong))


def check_chains() -> int:
    """Log as an error each table whose chain does not hold; returns how many. Without a key nobody
    can tell.
    """
    if not sealing.ready():
        return 0
    rows = CaseReading.objects.order_by().values_list("roundtable", flat=True)
    wrong = [table for table in sorted(set(rows)) if broken(table)]
    for table in wrong:
        log.error("readings of table %d do not hold: run manage.py check_readings", table)
    return len(wrong)


def _first_place(table_pk: int, rows: list[CaseReading]) -> int:
    """Where the chain may begin: at 1, or where old rows went after their term."""
    first = rows[0].place if rows else 1
    cuts = Event.objects.filter(
        verb=CUT, model=Roundtable._meta.label_lower, object_id=table_pk, changes__first=first
    )
    seals = [mark[:60] for mark in sealing.marks(_cut(table_pk, first))]
    known = any(event.changes.get("seal") in seals for event in cuts)
    return first if known else 1


def _cut(table_pk: int, first: int) -> str:
    return f"cut|{table_pk}|{first}"


def forget(rows) -> int:
    """Delete readings whose term is over (a queryset); writes down where each chain begins now.

    Returns how many.
    """
    tables = list(rows.order_by().values_list("roundtable", flat=True).distinct())
    count = rows.delete()[0]
    for table in Roundtable.objects.filter(pk__in=tables):
        first = CaseReading.objects.filter(roundtable=table).order_by("place").first()
        if first:
            seal = sealing.marks(_cut(table.pk, first.place))[0][:60]
            record(table, CUT, by=None, changes={"first": first.place, "seal": seal})
    return count
