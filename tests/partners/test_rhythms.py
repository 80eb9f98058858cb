"""What has to come round in each area: what is late, what is coming, what is on schedule."""

import datetime

import pytest

from areas.roles import RoleKind
from config.lib.clock import now, today
from partners.actions.rhythms import turns_of
from partners.models import RhythmVisit
from tests.factories import (
    AreaFactory,
    MeetingFactory,
    RhythmFactory,
    RoundtableFactory,
    UserFactory,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def oost(db):
    """Oost with a table that meets four times a year, and a talk every six weeks."""
    area = AreaFactory(name="Oost")
    area.table = RoundtableFactory(area=area, name="Gebiedstafel", times_a_year=4)
    area.rhythm = RhythmFactory(level=area.level)
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    return area


def standing(oost) -> dict[str, str]:
    """How each thing in Oost stands."""
    found = {}
    for turn in turns_of(oost.municipality, [oost.pk]):
        late, coming = turn.is_late, turn.is_coming
        found[turn.what] = "late" if late else "coming" if coming else str(turn.due)
    return found


def met(oost, days: int, **fields) -> None:
    """The table met so many days ago."""
    at = now() - days * DAY
    fields = {"state": "held"} | fields
    MeetingFactory(roundtable=oost.table, starts_at=at, ends_at=at + DAY / 24, **fields)


@pytest.mark.parametrize(("days", "how"), [(92, "late"), (80, "coming"), (10, None)])
def test_a_table_is_late_when_its_turn_has_passed(oost, days, how):
    met(oost, days)
    found = standing(oost)["Gebiedstafel"]
    assert found == how or (how is None and found > str(today()))


def test_what_is_planned_is_not_late_and_what_was_cancelled_does_not_count(oost):
    met(oost, 200)
    met(oost, 10, state="cancelled")
    assert standing(oost)["Gebiedstafel"] == "late"
    MeetingFactory(roundtable=oost.table)
    assert standing(oost)["Gebiedstafel"] != "late"


def test_a_table_that_sleeps_is_not_late(oost):
    met(oost, 200)
    oost.table.dormant_since = today()
    oost.table.save()
    assert "Gebiedstafel" not in standing(oost)


@pytest.mark.parametrize(("days", "how"), [(43, "late"), (30, "coming")])
def test_a_visit_is_due_after_its_weeks(oost, days, how):
    RhythmVisit.objects.create(
        rhythm=oost.rhythm, area=oost, on=today() - days * DAY, by=UserFactory()
    )
    assert standing(oost)["Gesprek met de partners"] == how


def test_what_was_never_written_down_is_said_apart(oost, client_of):
    page = client_of(oost.ada).get("/partners/ritme/")
    assert "Nog nooit opgeschreven" in page.text
    assert "Gesprek met de partners" in page.text


def test_it_is_written_down_by_who_keeps_the_agenda_and_not_before_it_happened(oost, client_of):
    ada, url = client_of(oost.ada), f"/partners/ritme/{oost.rhythm.pk}/{oost.pk}/"
    sent = filled(ada.get(url), on=(today() + DAY).isoformat())
    assert "Deze dag moet nog komen." in ada.post(url, sent).text
    sent = filled(ada.get(url), on=today().isoformat(), note="Goed gesprek.")
    assert ada.post(url, sent).status_code == 302
    assert RhythmVisit.objects.get().note == "Goed gesprek."
    west = person(RoleKind.ADVISOR_SOCIAL, AreaFactory(name="West"), "Wes West")
    assert client_of(west).get(url).status_code == 403
