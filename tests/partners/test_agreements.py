"""An agreement has one owner and one day, comes back until it is done, and is counted."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from areas.roles import RoleKind
from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from partners.actions.agreements import kept_rate, move_agreement, remind
from partners.models import AgreementState
from tests.factories import (
    AgendaItemFactory,
    AgreementFactory,
    AreaFactory,
    MeetingFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SeatFactory,
    UserFactory,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def oost(db):
    """Oost with a table where Rob promises things and Ada keeps the agenda."""
    area = AreaFactory(name="Oost")
    area.table = RoundtableFactory(area=area, name="Gebiedstafel Oost")
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    area.rob = UserFactory(name="Rob Bewoner")
    area.robs = SeatFactory(roundtable=area.table, user=area.rob)
    return area


def mails() -> list[str]:
    """The texts of reminders that were queued."""
    rows = Mail.objects.filter(purpose="partners.agreement_reminded")
    return list(rows.order_by("pk").values_list("text", flat=True))


def test_it_is_made_beside_the_minutes_and_stands_on_the_next_agenda(oost, client_of):
    meeting = MeetingFactory(roundtable=oost.table)
    item = AgendaItemFactory(meeting=meeting, title="Het hek")
    ada = client_of(oost.ada)
    page = ada.get(f"/partners/punten/{item.pk}/")
    day = today() + 20 * DAY
    given = {"afspraak-what": "Het hek verven", "afspraak-owner": oost.robs.pk}
    sent = filled(page, **given, **{"afspraak-due_on": day.isoformat()})
    assert ada.post(f"/partners/punten/{item.pk}/afspraak/", sent).status_code == 302
    made = oost.table.agreements.get()
    assert (made.what, made.owner, made.first_due_on) == ("Het hek verven", oost.robs, day)
    later = MeetingFactory(roundtable=oost.table)
    assert "Het hek verven" in ada.get(later.get_absolute_url()).text


@pytest.mark.parametrize("wrong", ["what", "owner", "due_on"])
def test_without_what_who_or_when_it_is_no_agreement_and_nothing_typed_is_lost(
    oost, client_of, wrong
):
    item = AgendaItemFactory(meeting=MeetingFactory(roundtable=oost.table))
    ada = client_of(oost.ada)
    fields = {"what": "Verven", "owner": oost.robs.pk, "due_on": (today() + DAY).isoformat()}
    fields[wrong] = ""
    page = ada.get(f"/partners/punten/{item.pk}/")
    sent = filled(page, **{f"afspraak-{name}": value for name, value in fields.items()})
    again = ada.post(f"/partners/punten/{item.pk}/afspraak/", sent)
    assert again.status_code == 200
    assert "Dit veld is verplicht" in again.text
    assert wrong == "what" or "Verven" in again.text
    assert not oost.table.agreements.exists()


def test_its_owner_and_who_leads_say_that_it_is_done_and_others_do_not(oost):
    agreement = AgreementFactory(owner=oost.robs)
    for stranger in (UserFactory(), person(RoleKind.COUNCILLOR, oost, "Coen Raadslid")):
        with pytest.raises(PermissionDenied):
            move_agreement(agreement, state=AgreementState.DONE, by=stranger)
    move_agreement(agreement, state=AgreementState.DONE, by=oost.rob)
    agreement.refresh_from_db()
    assert (agreement.state, agreement.settled_on) == ("done", today())
    with pytest.raises(Refused):
        move_agreement(agreement, state=AgreementState.OPEN, by=oost.ada)
    move_agreement(agreement, state=AgreementState.OPEN, reason="Toch niet.", by=oost.ada)
    with pytest.raises(Refused):
        move_agreement(agreement, state=AgreementState.DROPPED, by=oost.ada)
    move_agreement(agreement, state=AgreementState.DROPPED, reason="Niet nodig.", by=oost.ada)


def test_owners_are_reminded_three_days_before_and_once_when_it_is_late(oost, at):
    AgreementFactory(owner=oost.robs, what="Bellen", due_on=datetime.date(2026, 12, 10))
    for day, count in ((6, 0), (7, 1), (8, 1), (10, 1), (11, 2), (12, 2), (20, 2)):
        with at(2026, 12, day):
            remind()
        assert len(mails()) == count, day
    assert "had op 10 december 2026 klaar moeten zijn" in mails()[1]
    assert "Bellen" in mails()[0]


def test_a_reminder_about_a_confidential_table_does_not_say_what(oost):
    secret = RoundtableKindFactory(code="verdeeltafel", confidential=True)
    seat = SeatFactory(roundtable=RoundtableFactory(area=oost, kind=secret))
    AgreementFactory(owner=seat, what="kanarie-afspraak", due_on=today() + DAY)
    remind()
    assert "kanarie" not in mails()[0]


def test_the_rate_counts_by_the_day_that_was_agreed_first(oost):
    def agreement(first: int, settled: int | None, state="done"):
        AgreementFactory(
            owner=oost.robs,
            due_on=today() + 100 * DAY,
            first_due_on=today() + first * DAY,
            settled_on=None if settled is None else today() + settled * DAY,
            state=state,
        )

    assert kept_rate(oost.table) == (0, 0)
    agreement(-10, -12)  # in time
    agreement(-10, -10)  # on the day itself
    agreement(-10, -2)  # too late
    agreement(-10, None, "open")  # postponed: the first day has passed
    agreement(5, None, "open")  # its day is still to come
    agreement(-10, -11, "dropped")
    assert kept_rate(oost.table) == (2, 4)
