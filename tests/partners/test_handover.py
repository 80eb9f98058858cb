"""All work of one colleague goes to another in one step: for a leave, or for good."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied

from areas.models import Assignment, Request, User
from areas.rights import may
from areas.roles import Permission, RoleKind
from config.lib.access import Refused
from config.lib.clock import today
from config.outbox.models import Mail
from partners.actions.handover import hand_over
from partners.models import Seat
from tests.factories import (
    ActionFactory,
    AgreementFactory,
    AreaFactory,
    RequestFactory,
    RoundtableFactory,
    RoundtableKindFactory,
    SeatFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def town(db):
    """Ada has work in Oost; Bas works in West; Max manages the town."""
    oost = AreaFactory(name="Oost")
    town = oost.municipality
    town.oost, town.west = oost, AreaFactory(name="West")
    town.ada = person(RoleKind.ADVISOR_SOCIAL, oost, "Ada Adviseur", in_public=True)
    town.bas = person(RoleKind.ADVISOR_PHYSICAL, town.west, "Bas Buurman")
    town.max = person(RoleKind.MANAGER, town.root, "Max Manager")
    town.seat = SeatFactory(roundtable=RoundtableFactory(area=oost), user=town.ada, leads=True)
    town.action = ActionFactory(area=oost, lead_user=town.ada)
    town.agreement = AgreementFactory(owner=town.seat)
    town.request = RequestFactory(area=oost, asked_by=town.ada)
    return town


def give(town, *, by=None, to=None, starts_on=None, ends_on=None):
    """Ada's work goes to Bas."""
    return hand_over(
        leaver=town.ada,
        stand_in=to or town.bas,
        municipality=town,
        starts_on=starts_on or today(),
        ends_on=ends_on,
        by=by or town.ada,
    )


def keeps(user, area) -> bool:
    """Whether somebody keeps the agenda of an area at this moment."""
    return may(User.objects.get(pk=user.pk), Permission.EDIT_AGENDA, area.pk)


def test_during_a_leave_both_can_work_and_afterwards_only_the_first(town, at):
    give(town, ends_on=today() + 10 * DAY)
    assert keeps(town.ada, town.oost)
    assert keeps(town.bas, town.oost)
    assert Seat.objects.get(user=town.bas).leads
    town.action.refresh_from_db()
    assert town.action.lead_user == town.ada
    with at(2026, 11, 28):
        assert keeps(town.bas, town.oost)
    with at(2026, 11, 29):
        assert not keeps(town.bas, town.oost)
        assert keeps(town.ada, town.oost)


def test_for_good_everything_goes_over_and_the_first_lets_go(town, at):
    give(town)
    assert not keeps(town.ada, town.oost)
    assert keeps(town.bas, town.oost)
    for row in (town.action, town.agreement, town.request):
        row.refresh_from_db()
    assert town.action.lead_user == town.bas
    assert town.agreement.owner.user == town.bas
    assert Request.objects.get().asked_by == town.bas
    shown = Assignment.objects.get(user=town.bas, area=town.oost)
    assert shown.in_public
    mail = Mail.objects.get(purpose="partners.took_over")
    assert mail.to == town.bas.email
    assert "Ada" not in mail.subject


def test_from_a_later_day_the_rights_follow_on_that_day(town, at):
    give(town, starts_on=today() + 5 * DAY)
    assert keeps(town.ada, town.oost)
    assert not keeps(town.bas, town.oost)
    with at(2026, 11, 23):
        assert keeps(town.bas, town.oost)
        assert not keeps(town.ada, town.oost)


def test_a_manager_does_it_for_who_works_below_and_nobody_else_does(town):
    for stranger in (town.bas, UserFactory(), person(RoleKind.MANAGER, town.west, "Mo West")):
        with pytest.raises(PermissionDenied):
            give(town, by=stranger)
    give(town, by=town.max)


def test_it_goes_to_who_works_here_and_to_no_resident(town):
    for wrong in (town.ada, UserFactory(name="Rob Bewoner")):
        with pytest.raises(Refused):
            give(town, to=wrong)
    with pytest.raises(Refused):
        give(town, starts_on=today() - DAY)


def test_rights_over_money_and_seats_at_confidential_tables_stay(town):
    role = person(RoleKind.BUDGET_HOLDER, town.oost, "Ada Adviseur")
    assert role == town.ada
    secret = RoundtableKindFactory(code="verdeeltafel", confidential=True)
    SeatFactory(roundtable=RoundtableFactory(area=town.oost, kind=secret), user=town.ada)
    give(town)
    kinds = set(town.bas.assignments.values_list("role__kind", flat=True))
    assert kinds == {"advisor_physical", "advisor_social"}
    assert not Seat.objects.filter(user=town.bas, roundtable__kind__confidential=True).exists()
    assert not may(User.objects.get(pk=town.bas.pk), Permission.DECIDE_MONEY, town.oost.pk)


def test_the_page_says_what_there_is_and_asks_again_when_it_is_wrong(town, client_of):
    ada = client_of(town.ada)
    page = ada.get("/partners/overdragen/")
    assert "Acties die u trekt" in page.text
    sent = {
        "leaver": town.ada.pk,
        "stand_in": town.ada.pk,
        "starts_on": today().isoformat(),
        "form_key": page.context["form"]["form_key"].value(),
    }
    assert "Kies iemand anders." in ada.post("/partners/overdragen/", sent).text
    done = ada.post("/partners/overdragen/", sent | {"stand_in": town.bas.pk})
    assert done.status_code == 302
    assert keeps(town.bas, town.oost)
