"""Who read a question: rows that nobody can change, and a chain that shows it when somebody did."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from config.audit import append_only
from config.audit.models import Event
from partners.actions.cases import open_case, read_case
from partners.actions.readings import CUT, broken, forget, note_reading
from partners.models import CaseReading, SupportCase
from tests.factories import AreaFactory, RoundtableFactory, SeatFactory, confidential_kind

ROWS, MANY, MUTATIONS, WRITERS, EACH = 60, 500, 200, 8, 5


def table_with_a_case():
    """A verdeeltafel where Mila sits and brought a question in."""
    area = AreaFactory(name="Oost")
    table = RoundtableFactory(area=area, kind=confidential_kind(area.municipality))
    table.mila = SeatFactory(roundtable=table).user
    table.case = open_case(
        table,
        question="Wie helpt?",
        informed="yes",
        reason="",
        organisations=[],
        by=table.mila,
    )
    return table


@pytest.fixture
def read(db):
    """A question that was read sixty times."""
    table = table_with_a_case()
    for _time in range(ROWS):
        read_case(table.case, by=table.mila)
    return table


def change(sql: str, *values) -> None:
    """Change rows as somebody could who took the triggers away."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def one_mutation(dice: random.Random, table) -> None:
    """A field of a row, two rows that change places, or a row that is taken out."""
    place, other = dice.sample(range(1, MANY + 1), 2)
    at = "WHERE roundtable_id = %s AND place = %s"
    row = (table.pk, place)
    kind = dice.choice(["number", "user", "at", "mark", "previous", "delete", "swap"])
    if kind == "number":
        change(f"UPDATE partners_casereading SET number = number + 1 {at}", *row)
    elif kind == "user":
        change(f"UPDATE partners_casereading SET user_id = %s {at}", table.other, *row)
    elif kind == "at":
        later = CaseReading.objects.get(roundtable=table, place=place).at
        moved = later + timezone.timedelta(microseconds=1)
        change(f"UPDATE partners_casereading SET at = %s {at}", moved, *row)
    elif kind in {"mark", "previous"}:
        stored = getattr(CaseReading.objects.get(roundtable=table, place=place), kind)
        one = dice.randrange(64)
        digit = "0" if stored[one : one + 1] == "f" else "f"  # a single one is another
        changed = f"{stored[:one]}{digit}{stored[one + 1 :]}"
        change(f"UPDATE partners_casereading SET {kind} = %s {at}", changed, *row)
    elif kind == "delete":
        change(f"DELETE FROM partners_casereading {at}", *row)
    else:
        for was, becomes in ((place, 9999), (other, place), (9999, other)):
            change(f"UPDATE partners_casereading SET place = %s {at}", becomes, table.pk, was)


def test_reading_once_is_one_row_and_writing_is_none(db):
    table = table_with_a_case()
    assert CaseReading.objects.count() == 0
    read_case(table.case, by=table.mila)
    row = CaseReading.objects.get()
    assert (row.user, row.number, row.place) == (table.mila, 1, 1)


def test_with_the_triggers_off_every_change_is_found(read, figures):
    for _time in range(MANY - ROWS):
        last = note_reading(read.case, by=read.mila)
    heads = {MANY: last.mark}
    read.other = SeatFactory(roundtable=read).user_id
    assert broken(read.pk, heads) == []
    append_only.drop(connection)
    dice, missed = random.Random(7), 0
    for _turn in range(MUTATIONS - 20):
        point = transaction.savepoint()
        one_mutation(dice, read)
        missed += not broken(read.pk, heads)
        transaction.savepoint_rollback(point)
    for cut in range(1, 21):
        point = transaction.savepoint()
        change("DELETE FROM partners_casereading WHERE place > %s", MANY - cut)
        missed += not broken(read.pk, heads)
        # The control: without the mark from the log a cut tail cannot be seen.
        assert broken(read.pk) == []
        transaction.savepoint_rollback(point)
    figures("readings", rows=MANY, changed=MUTATIONS, found=MUTATIONS - missed)
    assert missed == 0


def test_a_chain_made_again_with_another_key_is_found(read, settings):
    """Who can write rows but has not the key cannot make them right."""
    good = settings.CASE_KEYS
    append_only.drop(connection)
    change("DELETE FROM partners_casereading")
    settings.CASE_KEYS = ["YW5vdGhlci1rZXktYW5vdGhlci1rZXktYW5vdGhlci0="]
    for _time in range(3):
        read_case(read.case, by=read.mila)
    assert broken(read.pk) == []  # the forger is content
    settings.CASE_KEYS = good
    assert broken(read.pk) == [1, 2, 3]


def test_old_rows_go_after_their_term_and_the_chain_still_holds(read):
    append_only.drop(connection)
    forget(CaseReading.objects.filter(place__lte=10))
    assert Event.objects.get(verb=CUT).changes["first"] == 11
    assert broken(read.pk) == []
    change("DELETE FROM partners_casereading WHERE place = 11")
    assert broken(read.pk) == [12]


def test_the_mark_of_the_last_reading_goes_to_the_log(db, log, django_capture_on_commit_callbacks):
    table = table_with_a_case()
    with django_capture_on_commit_callbacks(execute=True):
        read_case(table.case, by=table.mila)
    mark = CaseReading.objects.get().mark
    assert f"readings table={table.pk} place=1 mark={mark}" in log.getvalue()


def test_the_command_checks_every_chain_against_a_log(read, tmp_path, capsys):
    call_command("check_readings")
    assert capsys.readouterr().out.strip() == f"readings: tables=1 rows={ROWS} broken=0"
    kept = tmp_path / "site.log"
    kept.write_text(f"INFO readings table={read.pk} place={ROWS} mark={'0' * 64}\n")
    with pytest.raises(CommandError, match="broken=1"):
        call_command("check_readings", heads=str(kept))


@pytest.mark.django_db(transaction=True)
def test_eight_who_read_at_once_leave_one_whole_chain(figures):
    table, gate = table_with_a_case(), threading.Barrier(WRITERS)

    def one(_index):
        gate.wait()
        try:
            for _time in range(EACH):
                read_case(SupportCase._base_manager.get(pk=table.case.pk), by=table.mila)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(one, range(WRITERS)))
    places = list(CaseReading.objects.order_by("place").values_list("place", flat=True))
    assert places == list(range(1, WRITERS * EACH + 1))
    assert broken(table.pk) == []
    figures("readings", writers=WRITERS, breaks=0)
