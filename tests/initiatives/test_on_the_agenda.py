"""An initiative is discussed at a table: both pages show the other, as far as one may see."""

import pytest
from django.core.exceptions import PermissionDenied

from areas.roles import RoleKind
from config.lib.access import Refused
from initiatives.actions.hiding import hide
from initiatives.actions.tables import put_on_agenda
from tests.factories import (
    AreaFactory,
    InitiativeFactory,
    MeetingFactory,
    RoundtableFactory,
    UserFactory,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost(db):
    """Oost with a public meeting to come, an idea that is public and one that is not."""
    area = AreaFactory(name="Oost")
    area.meeting = MeetingFactory(roundtable=RoundtableFactory(area=area), public=True)
    area.idea = InitiativeFactory(area=area, title="Een bankje")
    area.hidden = InitiativeFactory(
        area=area, title="kanarie-idee", released_at=None, released_by=None, state="received"
    )
    area.ada = person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur")
    return area


def test_it_is_put_there_once_and_each_page_leads_to_the_other(oost, client, client_of):
    ada, url = client_of(oost.ada), f"/initiatieven/{oost.idea.pk}/tafel/"
    sent = filled(ada.get(url), meeting=oost.meeting.pk)
    assert ada.post(url, sent).status_code == 302
    again = filled(ada.get(url), meeting=oost.meeting.pk)
    assert "staat daar al op de agenda" in ada.post(url, again).text
    assert oost.meeting.get_absolute_url() in client.get(oost.idea.get_absolute_url()).text
    assert oost.idea.get_absolute_url() in client.get(oost.meeting.get_absolute_url()).text


def test_what_is_not_public_has_no_title_on_an_agenda_and_no_link_for_a_visitor(
    oost, client, client_of
):
    put_on_agenda(oost.hidden, oost.meeting, by=oost.ada)
    for browser, seen in ((client, False), (client_of(oost.ada), True)):
        text = browser.get(oost.meeting.get_absolute_url()).text
        assert "Een initiatief dat nog niet openbaar is" in text
        assert (oost.hidden.get_absolute_url() in text) is seen
    assert "kanarie" not in client.get(oost.meeting.get_absolute_url()).text


def test_what_is_taken_off_the_site_loses_its_title_there_too(oost, client):
    put_on_agenda(oost.idea, oost.meeting, by=oost.ada)
    assert "Een bankje" in client.get(oost.meeting.get_absolute_url()).text
    hide(initiative=oost.idea, reason="Er stond een naam in.", by=oost.ada)
    text = client.get(oost.meeting.get_absolute_url()).text
    assert "Een bankje" not in text
    assert "Een initiatief dat nog niet openbaar is" in text


def test_only_who_handles_it_does_so_and_at_a_table_of_the_area(oost, client_of):
    west = MeetingFactory(roundtable=RoundtableFactory(area=AreaFactory(name="West")))
    with pytest.raises(PermissionDenied):
        put_on_agenda(oost.idea, oost.meeting, by=UserFactory())
    with pytest.raises(PermissionDenied):
        put_on_agenda(oost.idea, west, by=oost.ada)
    page = client_of(oost.ada).get(f"/initiatieven/{oost.idea.pk}/tafel/")
    assert page.context["form"].fields["meeting"].queryset.get() == oost.meeting


def test_a_meeting_that_is_over_takes_nothing_more(oost):
    oost.meeting.state = "settled"
    oost.meeting.save()
    with pytest.raises((PermissionDenied, Refused)):
        put_on_agenda(oost.idea, oost.meeting, by=oost.ada)
