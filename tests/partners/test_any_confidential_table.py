"""Any kind of table that is marked confidential is guarded as a verdeeltafel: its name is data.

Here the "overleg Jongeren in Beeld" of Oost, where Mila and Teun sit, beside a gebiedstafel.
"""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from partners.models import Agreement, CaseNote
from tests.factories import (
    AgendaItemFactory,
    AreaFactory,
    MeetingFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SeatFactory,
    UserFactory,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
PERSON = "Mevrouw Jansen belt elke dag."


@pytest.fixture
def oost(db):
    """Two tables at which Mila sits: one about young people, confidential, and one of the area."""
    area = AreaFactory(name="Oost")
    area.mila = UserFactory(name="Mila")
    for name, code, confidential in (
        ("young", "jongeren-in-beeld", True),
        ("open", "gebiedstafel", False),
    ):
        kind = RoundtableKindFactory(
            municipality=area.municipality, code=code, confidential=confidential
        )
        table = RoundtableFactory(area=area, kind=kind, name=f"Tafel {name}")
        table.seat = SeatFactory(roundtable=table, user=area.mila, leads=True)
        table.point = AgendaItemFactory(meeting=MeetingFactory(roundtable=table))
        setattr(area, name, table)
    return area


def switched_on(table):
    """The table, once the administrator wrote down the DPIA and the legal basis."""
    table.kind.dpia_on = datetime.date(2026, 1, 5)
    table.kind.legal_basis = "Jeugdwet"
    table.kind.save()
    return table


def test_questions_are_asked_there_once_it_is_switched_on(oost, client_of):
    mila, url = client_of(oost.mila), reverse("partners:case_add", args=[oost.young.pk])
    given = {"question": "Wie helpt deze jongere aan werk?", "informed": "yes"}
    off = mila.get(url)
    assert off.status_code == 403
    switched_on(oost.young)
    assert mila.post(url, filled(mila.get(url), **given)).status_code == 302
    stored = CaseNote.objects.get()
    assert "jongere" not in stored.sealed


def test_an_ordinary_table_has_no_questions(oost, client_of):
    mila = client_of(oost.mila)
    assert mila.get(reverse("partners:cases", args=[oost.open.pk])).status_code == 404


def test_its_minutes_ask_about_what_looks_like_a_person(oost, client_of):
    mila, point = client_of(oost.mila), oost.young.point
    url = reverse("partners:item", args=[point.pk])
    answer = mila.post(url, filled(mila.get(url), minutes=PERSON))
    assert "Dit lijkt op: een naam." in answer.text
    assert PERSON in answer.text  # nothing that was typed is lost
    point.refresh_from_db()
    assert point.minutes == ""
    sure = filled(answer, minutes=PERSON) | {"checked": "on"}
    assert mila.post(url, sure).status_code == 302


def test_its_agreements_and_points_ask_too(oost, client_of):
    mila, table = client_of(oost.mila), oost.young
    page = mila.get(reverse("partners:item", args=[table.point.pk]))
    day = (timezone.localdate() + datetime.timedelta(days=9)).isoformat()
    given = {"afspraak-what": PERSON, "afspraak-owner": table.seat.pk, "afspraak-due_on": day}
    url = reverse("partners:agreement_add", args=[table.point.pk])
    answer = mila.post(url, filled(page, **given))
    assert "Dit lijkt op: een naam." in answer.text
    assert not Agreement.objects.exists()
    url = reverse("partners:item_add", args=[table.point.meeting_id])
    answer = mila.post(url, filled(mila.get(url), title="Gesprek", text=PERSON))
    assert "Dit lijkt op: een naam." in answer.text


def test_an_ordinary_table_is_not_asked(oost, client_of):
    mila, point = client_of(oost.mila), oost.open.point
    url = reverse("partners:item", args=[point.pk])
    assert mila.post(url, filled(mila.get(url), minutes=PERSON)).status_code == 302
    point.refresh_from_db()
    assert point.minutes == PERSON


def test_who_was_away_logs_in_again_before_its_pages_open(oost, client_of, at):
    mila = client_of(oost.mila)
    point, meeting = oost.young.point, oost.young.point.meeting
    pages = [
        reverse("partners:item", args=[point.pk]),
        reverse("partners:meeting", args=[meeting.pk]),
        reverse("partners:item_edit", args=[point.pk]),
    ]
    for page in pages:
        mila = client_of(oost.mila)
        assert mila.get(page).status_code == 200
        with at(2026, 11, 18, 11, 0):
            ordinary = reverse("partners:item", args=[oost.open.point.pk])
            assert mila.get(ordinary).status_code == 200
            gone = mila.get(page)
        assert gone.status_code == 302
        assert gone.url.startswith("/inloggen/?next=")


@pytest.mark.parametrize(("table", "kept"), [("young", False), ("open", True)])
def test_what_is_typed_after_the_login_ended_is_kept_at_an_ordinary_table_only(
    oost, client, table, kept
):
    url = reverse("partners:item", args=[getattr(oost, table).point.pk])
    answer = client.post(url, {"minutes": "Half geschreven verslag"})
    assert answer.status_code == 302
    drafts = [one.get_decoded().get("draft") for one in Session.objects.all()]
    assert any(drafts) == kept
