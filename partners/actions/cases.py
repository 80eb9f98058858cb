"""Cases at a confidential table: brought in, read, worked on and closed (domain C5)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.audit.log import record
from config.lib import sealing
from config.lib.access import Refused, require
from config.lib.clock import today
from partners import permissions
from partners.actions import mails
from partners.actions.readings import note_reading
from partners.models import (
    CaseNote,
    CaseReference,
    CaseTally,
    Organisation,
    Roundtable,
    Seat,
    SupportCase,
)

LOST = gettext_lazy("Deze tekst is verzegeld met een sleutel die hier niet is.")


@dataclass(frozen=True)
class OpenNote:
    """A note as a member of the table reads it."""

    kind: str
    text: str
    who: str
    at: datetime


@dataclass(frozen=True)
class OpenCase:
    """What a member of the table reads of a case, the newest note first."""

    notes: list[OpenNote]
    references: list[tuple[str, str]]


def seat_at(table_pk: int, user) -> Seat:
    """The seat of this person at this table today. Raises PermissionDenied."""
    seat = Seat.objects.current().filter(roundtable=table_pk, user=user).order_by("pk").first()
    if seat is None:
        require(_("U zit niet aan deze tafel."))
    return seat


@transaction.atomic
def open_case(
    table: Roundtable, *, question: str, informed: str, reason: str, organisations, by
) -> SupportCase:
    """Bring a question in, under the next number of the table; the others hear that there is news.

    Raises PermissionDenied, and Refused when the resident does not know and no reason is given.
    """
    require(permissions.add_case(by, table))
    if informed == SupportCase.Informed.NO and not reason.strip():
        raise Refused(_("Zeg waarom de inwoner het niet weet."))
    seat = seat_at(table.pk, by)
    case = SupportCase(roundtable=table, number=_next_number(table), informed=informed)
    case.save()
    _write(case, seat, CaseNote.Kind.QUESTION, question)
    if reason.strip():
        _write(case, seat, CaseNote.Kind.REASON, reason)
    for organisation in organisations:
        CaseReference.objects.create(case=case, organisation=organisation)
    record(case, "supportcase.opened", by=by)
    mails.news(_others(table, by))
    return case


def _next_number(table: Roundtable) -> int:
    """One more than all questions ever brought in here, also when the newest ones have gone."""
    Roundtable.objects.select_for_update().get(pk=table.pk)
    tallies = CaseTally.objects.filter(roundtable=table)
    brought = tallies.aggregate(all=Sum("number"))["all"] or 0
    tally, _new = tallies.get_or_create(roundtable=table, year=today().year)
    CaseTally.objects.filter(pk=tally.pk).update(number=F("number") + 1)
    return brought + 1


def _others(table: Roundtable, by) -> list[Seat]:
    seats = table.seats.current().filter(user__isnull=False).exclude(user=by)
    return list(seats.select_related("user"))


def _write(case: SupportCase, seat: Seat, kind: str, text: str) -> CaseNote:
    sealed = sealing.seal(text.strip())
    return CaseNote.objects.create(case=case, kind=kind, sealed=sealed, seat=seat)


@transaction.atomic
def read_case(case: SupportCase, *, by) -> OpenCase:
    """Open a case to read it, which is written down for the table to see (battery F27).

    Raises PermissionDenied.
    """
    require(permissions.use_cases(by, case.roundtable))
    note_reading(case, by=by)
    notes = case.notes.select_related("seat__user").order_by("-pk")
    references = case.references.select_related("organisation").order_by("organisation__name")
    return OpenCase(
        notes=[
            OpenNote(note.get_kind_display(), _plain(note.sealed), note.seat.who, note.at)
            for note in notes
        ],
        references=[(one.organisation.name, _plain(one.sealed)) for one in references],
    )


def _plain(sealed: str) -> str:
    try:
        return sealing.unseal(sealed) if sealed else ""
    except sealing.Unreadable:
        return str(LOST)


@transaction.atomic
def add_note(case: SupportCase, *, text: str, by) -> CaseNote:
    """Write something down of a case. Raises PermissionDenied, Refused when it is closed."""
    case = _held(case, by)
    note = _write(case, seat_at(case.roundtable_id, by), CaseNote.Kind.NOTE, text)
    record(case, "supportcase.noted", by=by)
    return note


@transaction.atomic
def set_step(case: SupportCase, *, text: str, taker: Seat, on: date, by) -> SupportCase:
    """Say what the next step is, who takes it and by when; who takes it hears that there is news.

    Raises PermissionDenied, and Refused when it is closed or the taker has no seat here today.
    """
    case = _held(case, by)
    if taker.roundtable_id != case.roundtable_id or not taker.is_current:
        raise Refused(_("Deze persoon zit niet meer aan tafel."))
    _write(case, seat_at(case.roundtable_id, by), CaseNote.Kind.STEP, text)
    case.taker, case.step_on = taker, on
    case.save(update_fields=["taker", "step_on"])
    record(case, "supportcase.step", by=by)
    if taker.user_id and taker.user_id != by.pk:
        mails.news([taker])
    return case


@transaction.atomic
def set_reference(case: SupportCase, *, organisation: Organisation, text: str, by) -> CaseReference:
    """Say that an organisation knows this question, and the mark of it in its own records.

    Raises PermissionDenied, and Refused when it is closed.
    """
    case = _held(case, by)
    sealed = sealing.seal(text.strip()) if text.strip() else ""
    found, _new = CaseReference.objects.update_or_create(
        case=case, organisation=organisation, defaults={"sealed": sealed}
    )
    record(case, "supportcase.reference", by=by)
    return found


@transaction.atomic
def close_case(case: SupportCase, *, outcome: str, text: str, by) -> SupportCase:
    """End a case with how it went; after the term of the table it vanishes.

    Raises PermissionDenied, and Refused when it was closed already.
    """
    case = _held(case, by)
    if text.strip():
        _write(case, seat_at(case.roundtable_id, by), CaseNote.Kind.OUTCOME, text)
    case.closed_on, case.outcome = today(), outcome
    case.save(update_fields=["closed_on", "outcome"])
    record(case, "supportcase.closed", by=by)
    return case


def _held(case: SupportCase, by) -> SupportCase:
    """The case as it is now, held until this is done. Raises PermissionDenied, Refused."""
    rows = SupportCase.objects.visible_to(by).select_for_update(of=("self",))
    case = rows.select_related("roundtable__kind").filter(pk=case.pk).first()
    if case is None:
        require(_("U zit niet aan deze tafel."))
    require(permissions.use_cases(by, case.roundtable))
    if case.closed_on:
        raise Refused(_("Deze vraag is afgesloten."))
    return case
