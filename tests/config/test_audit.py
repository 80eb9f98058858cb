"""The trail: who did what and when, and never what was written."""

from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser

from areas.models import Area, User
from config.audit.log import diff, record
from config.audit.models import KEEP_YEARS, Event
from config.audit.retention import RULES
from config.lib import clock, retention
from tests.factories import AreaFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_event_says_who_what_when_and_where():
    anna = UserFactory()
    area = AreaFactory()
    event = record(area, "area.moved", by=anna, area_id=area.pk, changes={"parent": [1, 2]})
    event.refresh_from_db()
    assert (event.actor, event.verb, event.model) == (anna, "area.moved", "areas.area")
    assert (event.object_id, event.area_id) == (area.pk, area.pk)
    assert event.municipality_id == area.municipality_id
    assert event.changes == {"parent": [1, 2]}
    assert abs(clock.now() - event.at) < timedelta(seconds=5)


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_a_resident_without_account_leaves_no_actor(nobody):
    assert record(AreaFactory(), "area.changed", by=nobody).actor is None


@pytest.mark.parametrize("verb", ["", "Released", "released", "initiative.released now", "a.b.c"])
def test_a_verb_is_a_key_for_machines(verb):
    with pytest.raises(ValueError, match="verb"):
        record(AreaFactory(), verb, by=None)


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ["old", "Mijn buurvrouw is ziek, zij woont op nummer 12 en heeft hulp nodig"]},
        {"mail": ["anna@voorbeeld.nl"]},
        {"name": ["Demo de Vries"]},
        {"nested": {"deeper": ["a, b; c"]}},
    ],
)
def test_text_and_addresses_are_refused(changes):
    with pytest.raises(ValueError, match="never text"):
        record(AreaFactory(), "area.changed", by=None, changes=changes)


def test_diff_keeps_numbers_and_names_texts_only():
    area = AreaFactory(name="De Hoef")
    old = {"name": "Hoef", "municipality_id": area.municipality_id, "parent_id": None}
    other = AreaFactory()
    area.parent = other
    found = diff(old, area, ["name", "municipality", "parent", "no_such_field"])
    assert found == {"name": [], "parent": [None, other.pk]}


def test_diff_keeps_no_value_of_a_personal_field():
    anna = UserFactory()
    personal = sorted(User.privacy.personal & {field.name for field in User._meta.concrete_fields})
    assert personal, "the test needs a personal field"
    assert all(pair == [] for pair in diff({}, anna, personal).values())


def test_the_trail_of_one_object_and_of_some_areas():
    here, there = AreaFactory(), AreaFactory()
    first = record(here, "area.created", by=None, area_id=here.pk)
    second = record(here, "area.changed", by=None, area_id=here.pk)
    other = record(there, "area.created", by=None, area_id=there.pk)
    assert list(Event.objects.for_object(here)) == [second, first]
    assert list(Event.objects.in_areas([there.pk])) == [other]
    assert list(Event.objects.in_areas([])) == []


def test_same_number_of_another_kind_is_another_object():
    anna, area = UserFactory(), AreaFactory()
    record(anna, "user.created", by=None)
    assert not Event.objects.for_object(Area(pk=anna.pk)).exists()
    assert not Event.objects.for_object(area).exists()


def test_writing_costs_one_query(django_assert_num_queries):
    area = AreaFactory()
    with django_assert_num_queries(1):
        record(area, "area.changed", by=None)


def test_the_admin_shows_and_changes_nothing(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    page = admin.site._registry[Event]
    assert page.has_view_permission(request)
    assert not page.has_add_permission(request)
    assert not page.has_change_permission(request)
    assert not page.has_delete_permission(request)
    assert page.get_actions(request) == {}


@pytest.mark.real_clock  # the database lets go by its own clock
def test_the_trail_goes_after_seven_years_and_not_a_day_before():
    area = AreaFactory()
    old = clock.now() - timedelta(days=365 * KEEP_YEARS + 3)
    for moment in (old - timedelta(hours=1), old + timedelta(hours=1)):
        Event.objects.create(verb="area.changed", model="areas.area", object_id=area.pk, at=moment)
    assert [count for _rule, count in retention.run(RULES, dry_run=True)] == [1]
    assert [count for _rule, count in retention.run(RULES)] == [1]
    assert [count for _rule, count in retention.run(RULES)] == [0]
    assert Event.objects.count() == 1
