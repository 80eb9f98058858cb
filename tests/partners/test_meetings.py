"""A table meets: planned in its rhythm, prepared, invited, held, and the minutes are settled."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from areas.roles import RoleKind
from config.lib.access import Refused
from config.lib.clock import now, today
from config.outbox.models import Mail
from partners.actions.meetings import (
    change_meeting,
    excuse_by_link,
    invite,
    move_item,
    move_meeting,
    note_attendance,
    plan_meetings,
    put_action,
    remove_item,
)
from partners.forms.meetings import MeetingForm
from partners.minutes_paper import minutes_paper
from partners.models import AgendaItem, Attendance, Meeting, MeetingState
from partners.views.meetings import readable_items
from tests.factories import (
    ActionFactory,
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

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost(db):
    """Oost with a gebiedstafel: Ada keeps the agenda, Rob sits there, Gerda is a guest."""
    area = AreaFactory(name="Oost")
    area.table = RoundtableFactory(area=area, name="Gebiedstafel Oost", place="De Zaal")
    area.table.kind.standing = "Opening\nRondvraag"
    area.table.kind.save()
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    area.rob = UserFactory(name="Rob Bewoner")
    area.robs = SeatFactory(roundtable=area.table, user=area.rob, role="lid")
    area.guest = SeatFactory(
        roundtable=area.table, user=None, name="Gerda Gast", email="gerda@example.org"
    )
    return area


def planned(oost, **more) -> Meeting:
    """A meeting next week."""
    at = timezone.make_aware(
        datetime.datetime.combine(today() + datetime.timedelta(days=7), datetime.time(19, 30))
    )
    given = {"starts_at": at, "minutes": 90, "times": 1, "place": "", "public": False}
    return plan_meetings(oost.table, **given | more, by=oost.ada)


class TestPlanning:
    def test_a_meeting_begins_with_the_standing_points_and_the_agreements(self, oost):
        meeting = planned(oost)
        titles = list(meeting.items.values_list("title", flat=True))
        assert titles == ["Afspraken: wat is er gedaan?", "Opening", "Rondvraag"]
        assert meeting.place == "De Zaal"

    def test_a_year_is_planned_in_the_rhythm_at_the_same_hour_over_summer_time(self, oost):
        oost.table.times_a_year = 4
        oost.table.save()
        at = timezone.make_aware(datetime.datetime(2026, 12, 3, 19, 30))
        planned(oost, starts_at=at, times=4)
        begins = [timezone.localtime(one.starts_at) for one in Meeting.objects.order_by("pk")]
        assert [moment.strftime("%H:%M") for moment in begins] == ["19:30"] * 4
        assert {moment.weekday() for moment in begins} == {3}
        assert (begins[1] - begins[0]).days in {90, 91}
        assert {moment.utcoffset() for moment in begins} == {
            datetime.timedelta(hours=1),
            datetime.timedelta(hours=2),
        }

    def test_who_only_sits_there_does_not_plan(self, oost):
        with pytest.raises(PermissionDenied):
            plan_meetings(
                oost.table,
                starts_at=now(),
                minutes=60,
                times=1,
                place="",
                public=False,
                by=oost.rob,
            )

    def test_a_confidential_table_has_no_public_meeting(self, oost):
        secret = RoundtableKindFactory(code="verdeeltafel", confidential=True)
        table = RoundtableFactory(area=oost, kind=secret)
        lead = SeatFactory(roundtable=table, leads=True).user
        given = {"starts_at": now(), "minutes": 60, "times": 1, "place": ""}
        with pytest.raises(Refused):
            plan_meetings(table, **given, public=True, by=lead)
        with pytest.raises(PermissionDenied):
            plan_meetings(table, **given, public=False, by=oost.ada)


class TestInviting:
    def test_everybody_with_an_address_gets_a_mail_with_a_calendar_file(self, oost):
        assert invite(planned(oost), by=oost.ada) == 2
        mails = Mail.objects.filter(purpose="partners.meeting_invited")
        assert {mail.to for mail in mails} == {oost.rob.email, "gerda@example.org"}
        assert all(mail.subject == "Uitnodiging voor een overleg" for mail in mails)
        assert all("BEGIN:VEVENT" in mail.calendar for mail in mails)

    def test_of_a_confidential_table_a_mail_says_neither_name_nor_agenda(self, oost):
        secret = RoundtableKindFactory(code="verdeeltafel", confidential=True)
        table = RoundtableFactory(area=oost, kind=secret, name="Verdeeltafel Oost", place="MFA")
        lead = SeatFactory(roundtable=table, leads=True).user
        meeting = MeetingFactory(roundtable=table, place="MFA")
        AgendaItemFactory(meeting=meeting, title="kanarie-punt")
        invite(meeting, by=lead)
        mail = Mail.objects.get(purpose="partners.meeting_invited")
        for secret_word in ("kanarie", "Verdeeltafel", "MFA"):
            assert secret_word not in mail.text + mail.calendar + mail.subject

    def test_with_the_link_somebody_sends_apologies_once(self, oost, client):
        meeting = planned(oost)
        invite(meeting, by=oost.ada)
        mail = Mail.objects.get(to="gerda@example.org")
        token = mail.text.partition("/afmelden/")[2].split("/")[0]
        client.get(f"/partners/afmelden/{token}/")
        assert not Attendance.objects.exists()  # a scanner opened it
        assert client.post("/partners/afmelden/").status_code == 200
        found = Attendance.objects.get()
        assert (found.seat, found.state) == (oost.guest, "excused")
        with pytest.raises(PermissionDenied):
            excuse_by_link(token)
        assert client.get(f"/partners/afmelden/{token}/").status_code == 410

    def test_another_time_is_mailed_with_a_newer_number_to_who_was_invited(self, oost):
        meeting = planned(oost)
        invite(meeting, by=oost.ada)
        meeting.refresh_from_db()
        day = (today() + datetime.timedelta(days=8)).isoformat()
        form = MeetingForm(
            {"day": day, "begin": "20:00", "end": "21:30", "place": "De Zaal", "row_version": "1"},
            instance=meeting,
        )
        assert form.is_valid(), form.errors
        change_meeting(form, by=oost.ada)
        mails = Mail.objects.filter(purpose="partners.meeting_moved")
        assert mails.count() == 2
        assert "SEQUENCE:2" in mails[0].calendar
        assert "T200000" in mails[0].calendar

    def test_cancelling_needs_a_reason_and_is_mailed(self, oost):
        meeting = planned(oost)
        invite(meeting, by=oost.ada)
        with pytest.raises(Refused):
            move_meeting(meeting, state=MeetingState.CANCELLED, by=oost.ada)
        move_meeting(meeting, state=MeetingState.CANCELLED, reason="Ziek.", by=oost.ada)
        mail = Mail.objects.filter(purpose="partners.meeting_cancelled").first()
        assert "Ziek." in mail.text
        assert "STATUS:CANCELLED" in mail.calendar

    def test_nobody_to_mail_is_said(self, oost):
        oost.robs.delete()
        oost.guest.delete()
        with pytest.raises(Refused):
            invite(planned(oost), by=oost.ada)


class TestTheAgenda:
    def test_a_late_action_is_put_on_it_once(self, oost):
        meeting, action = planned(oost), ActionFactory(area=oost, title="Bankje")
        first = put_action(meeting, action, by=oost.ada)
        assert put_action(meeting, action, by=oost.ada) == first
        assert meeting.items.filter(action=action).count() == 1

    def test_an_action_that_is_not_public_is_not_named_to_others(self, oost, client, client_of):
        meeting = planned(oost, public=True)
        inner = ActionFactory(area=oost, title="kanarie-actie", public=False)
        put_action(meeting, inner, by=oost.ada)
        later = ActionFactory(area=oost, title="kanarie-bank")
        put_action(meeting, later, by=oost.ada)
        shown = readable_items(AnonymousUser(), meeting, inside=False)
        assert "kanarie-bank" in {item.title for item in shown}
        later.public = False
        later.save()
        assert "kanarie" not in client.get(meeting.get_absolute_url()).text
        items = readable_items(AnonymousUser(), meeting, inside=False)
        paper = minutes_paper(meeting, items, [], inside=False)
        assert "kanarie" not in str(paper)
        assert client.get(meeting.get_absolute_url()).text.count("nog niet openbaar") == 2
        assert inner.get_absolute_url() in client_of(oost.ada).get(meeting.get_absolute_url()).text
        invite(meeting, by=oost.ada)
        assert not Mail.objects.filter(text__contains="kanarie-actie").exists()

    def test_who_sits_there_brings_a_point_before_the_meeting_and_not_after(self, oost, client_of):
        meeting = planned(oost)
        page = client_of(oost.rob).get(f"/partners/overleg/{meeting.pk}/punt/")
        assert page.status_code == 200
        Meeting.objects.filter(pk=meeting.pk).update(state="held")
        page = client_of(oost.rob).get(f"/partners/overleg/{meeting.pk}/punt/")
        assert page.status_code == 403

    def test_points_change_places_and_stop_at_the_edge(self, oost):
        meeting = planned(oost)
        first = meeting.items.first()
        move_item(first, down=False, by=oost.ada)
        move_item(first, down=True, by=oost.ada)
        titles = list(meeting.items.values_list("title", flat=True))
        assert titles == ["Opening", "Afspraken: wat is er gedaan?", "Rondvraag"]

    def test_a_point_with_an_agreement_stays(self, oost):
        meeting = planned(oost)
        item = meeting.items.first()
        AgreementFactory(owner=oost.robs, item=item)
        with pytest.raises(Refused):
            remove_item(item, by=oost.ada)
        remove_item(meeting.items.last(), by=oost.ada)
        assert meeting.items.count() == 2


class TestHolding:
    def test_it_is_closed_after_it_began_and_settled_minutes_do_not_change(self, oost):
        meeting = planned(oost)
        with pytest.raises(Refused):
            move_meeting(meeting, state=MeetingState.HELD, by=oost.ada)
        Meeting.objects.filter(pk=meeting.pk).update(
            starts_at=now() - datetime.timedelta(hours=2), ends_at=now()
        )
        move_meeting(meeting, state=MeetingState.HELD, by=oost.ada)
        move_meeting(meeting, state=MeetingState.SETTLED, by=oost.ada)
        meeting.refresh_from_db()
        with pytest.raises(PermissionDenied):
            remove_item(AgendaItem.objects.filter(meeting=meeting).first(), by=oost.ada)
        with pytest.raises(PermissionDenied):
            note_attendance(meeting, oost.robs, state="present", by=oost.ada)

    def test_one_excuses_oneself_and_nobody_else(self, oost):
        meeting = planned(oost)
        note_attendance(meeting, oost.robs, state="excused", by=oost.rob)
        for seat, state in ((oost.robs, "present"), (oost.guest, "excused")):
            with pytest.raises(PermissionDenied):
                note_attendance(meeting, seat, state=state, by=oost.rob)


class TestReading:
    @pytest.fixture
    def settled(self, oost):
        """A public meeting with settled minutes, one point closed."""
        meeting = planned(oost, public=True)
        item = meeting.items.last()
        item.minutes, item.decision = "Er is gepraat.", "Het hek blijft."
        item.save()
        AgreementFactory(owner=oost.robs, item=item, what="Het hek verven")
        AgendaItemFactory(meeting=meeting, title="kanarie-besloten", closed=True)
        Meeting.objects.filter(pk=meeting.pk).update(state="settled")
        return meeting

    def test_everyone_reads_settled_minutes_without_names_and_closed_points(self, settled, client):
        text = client.get(settled.get_absolute_url()).text
        assert "Er is gepraat." in text
        assert "Het hek blijft." in text
        assert "Het hek verven" in text
        for hidden in ("kanarie", "Rob Bewoner", "Gerda Gast", "Besloten punt"):
            assert hidden not in text

    def test_before_that_only_the_agenda(self, settled, client):
        Meeting.objects.filter(pk=settled.pk).update(state="held")
        text = client.get(settled.get_absolute_url()).text
        assert "Rondvraag" in text
        assert "Er is gepraat." not in text

    def test_a_colleague_reads_all_but_the_closed_point(self, settled, oost, client_of):
        text = client_of(oost.ada).get(settled.get_absolute_url()).text
        assert "Rob Bewoner" in text
        assert "Besloten punt" in text
        assert "kanarie" not in text

    def test_who_sits_there_reads_that_too_until_the_seat_ends(self, settled, oost, client_of):
        rob = client_of(oost.rob)
        assert "kanarie-besloten" in rob.get(settled.get_absolute_url()).text
        oost.robs.ends_on = today() - datetime.timedelta(days=1)
        oost.robs.save()
        assert "kanarie" not in rob.get(settled.get_absolute_url()).text

    def test_a_superuser_has_no_seat_at_a_confidential_table(self, oost, client_of):
        secret = RoundtableKindFactory(code="verdeeltafel", confidential=True)
        table = RoundtableFactory(area=oost, kind=secret)
        meeting = MeetingFactory(roundtable=table)
        sara = UserFactory(name="Sara Superuser", is_superuser=True, is_staff=True)
        assert client_of(sara).get(meeting.get_absolute_url()).status_code == 404

    def test_the_minutes_are_a_document_for_everyone(self, settled, client):
        document = client.get(f"/partners/overleg/{settled.pk}/verslag.pdf")
        assert document.headers["Content-Type"] == "application/pdf"
        assert document.content.startswith(b"%PDF")
