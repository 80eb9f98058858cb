"""Which area came after which."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from areas.actions.succession import succeed
from areas.models import Area
from config.audit.models import Event
from config.lib.access import Refused
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def oost():
    return factories.AreaFactory(name="Oost")


@pytest.fixture
def nieuw(oost):
    return factories.AreaFactory(name="Nieuw-Oost", municipality=oost.municipality)


def test_the_old_area_ends_the_day_before_the_new_one_begins(oost, nieuw):
    nieuw.valid_from = datetime.date(2026, 1, 1)

    row = succeed(old=oost, new=nieuw, share=Decimal(1), by=None)

    oost.refresh_from_db()
    assert oost.valid_until == datetime.date(2025, 12, 31)
    assert (row.old, row.new, row.share) == (oost, nieuw, 1)
    assert oost.version == 2
    assert Event.objects.get(verb="area.succeeded").changes == {"successor": [None, nieuw.pk]}


def test_without_a_date_it_ended_yesterday(oost, nieuw):
    succeed(old=oost, new=nieuw, by=None)

    assert Area.objects.get(pk=oost.pk).valid_until == datetime.date(2026, 11, 17)


def test_an_area_is_divided_over_two(oost, nieuw):
    other = factories.AreaFactory(name="Rest", municipality=oost.municipality)
    succeed(old=oost, new=nieuw, share=Decimal("0.6"), by=None)
    succeed(old=oost, new=other, share=Decimal("0.4"), by=None)

    assert oost.successors.count() == 2


def test_said_twice_it_counts_once(oost, nieuw):
    succeed(old=oost, new=nieuw, share=Decimal("0.6"), by=None)
    succeed(old=oost, new=nieuw, share=Decimal("0.6"), by=None)

    assert oost.successors.count() == 1
    assert Event.objects.filter(verb="area.succeeded").count() == 1


def test_the_first_last_day_stays(oost, nieuw):
    day = datetime.date(2025, 12, 31)
    succeed(old=oost, new=nieuw, last_day=day, by=None)
    succeed(old=oost, new=nieuw, share=Decimal("0.5"), last_day=datetime.date(2026, 5, 1), by=None)

    assert Area.objects.get(pk=oost.pk).valid_until == day
    assert oost.successors.get().share == Decimal("0.5")


def test_what_hangs_on_the_old_area_stays_there(oost, nieuw):
    action = factories.ActionFactory(area=oost)

    succeed(old=oost, new=nieuw, by=None)

    action.refresh_from_db()
    assert action.area == oost


def test_who_manages_the_settings_may_do_it(oost, nieuw):
    manager = factories.person("administrator", oost.municipality.root)

    assert succeed(old=oost, new=nieuw, by=manager)


def test_an_advisor_may_not(oost, nieuw):
    advisor = factories.person("advisor_social", oost)

    with pytest.raises(PermissionDenied, match="De indeling verandert de beheerder"):
        succeed(old=oost, new=nieuw, by=advisor)
    assert Area.objects.get(pk=oost.pk).valid_until is None


@pytest.mark.parametrize("share", ["0", "-0.1", "1.0001"])
def test_a_part_is_more_than_nothing_and_no_more_than_all(share, oost, nieuw):
    with pytest.raises(Refused, match="Een deel is meer dan 0"):
        succeed(old=oost, new=nieuw, share=Decimal(share), by=None)


def test_parts_are_together_no_more_than_the_whole(oost, nieuw):
    other = factories.AreaFactory(name="Rest", municipality=oost.municipality)
    succeed(old=oost, new=nieuw, share=Decimal("0.6"), by=None)

    with pytest.raises(Refused, match="samen meer dan 1"):
        succeed(old=oost, new=other, share=Decimal("0.5"), by=None)
    assert oost.successors.count() == 1


def test_an_area_does_not_follow_itself_or_its_own_successor(oost, nieuw):
    with pytest.raises(Refused, match="zichzelf"):
        succeed(old=oost, new=oost, by=None)
    succeed(old=oost, new=nieuw, by=None)
    with pytest.raises(Refused, match="ging juist aan Nieuw-Oost vooraf"):
        succeed(old=nieuw, new=oost, by=None)


def test_an_end_before_the_beginning_is_refused(oost, nieuw):
    Area.objects.filter(pk=oost.pk).update(valid_from=datetime.date(2026, 1, 1))

    with pytest.raises(Refused, match="voor de dag waarop Oost begon"):
        succeed(old=oost, new=nieuw, last_day=datetime.date(2025, 12, 31), by=None)
    assert not oost.successors.exists()
