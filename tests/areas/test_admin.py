"""Settings and people in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from areas.models import Area, AreaAncestor, Assignment, Theme, User
from areas.roles import RoleKind
from config.audit.models import Event
from tests.factories import (
    LONG_AGO,
    ActionFactory,
    AreaFactory,
    AssignmentFactory,
    LevelFactory,
    MunicipalityFactory,
    RoleFactory,
    ThemeFactory,
    UserFactory,
    person,
)
from tests.filled import filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def bram(oost):
    """The administrator of Waterstad."""
    root = oost.municipality.root
    person(RoleKind.ADMINISTRATOR, root, "Bram Beheerder")
    return _staff("Bram Beheerder")


def _staff(name):
    user = User.objects.get(name=name)
    user.is_staff = True
    user.save()
    return user


@pytest.fixture
def sara(db):
    """A superuser."""
    return User.objects.create_superuser("sara@example.org", name="Sara Superuser")


def url(page, *args):
    return reverse(f"admin:areas_{page}", args=args)


def inline(rows=0, **fields):
    data = {"assignments-TOTAL_FORMS": rows, "assignments-INITIAL_FORMS": 0}
    return data | {f"assignments-0-{name}": value for name, value in fields.items()}


def test_a_change_leaves_our_trail_and_no_second_one(oost, sara, client_of):
    browser, change = client_of(sara), url("theme_change", oost.theme.pk)
    answer = browser.post(change, filled(browser.get(change), name="Natuur", order=3))
    assert answer.status_code == 302
    event = Event.objects.get(verb="theme.changed")
    assert event.actor_id == sara.pk
    assert event.changes == {"name": [], "order": [0, 3]}
    assert not LogEntry.objects.exists()


def test_making_and_deleting_leave_a_trail(oost, sara, client_of):
    data = {"municipality": oost.municipality.pk, "name": "Natuur", "order": 3, "code": "natuur"}
    client_of(sara).post(url("theme_add"), data)
    theme = Theme.objects.get(name="Natuur")
    client_of(sara).post(url("theme_delete", theme.pk), {"post": "yes"})
    verbs = list(Event.objects.order_by("pk").values_list("verb", "object_id"))
    assert verbs == [("theme.created", theme.pk), ("theme.deleted", theme.pk)]
    assert not LogEntry.objects.exists()


def test_the_history_is_our_trail(oost, sara, client_of):
    answer = client_of(sara).get(url("theme_history", oost.theme.pk), follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == reverse("admin:audit_event_changelist")


def area_filled(area, **changes):
    return {
        "row_version": area.version,
        "name": area.name,
        "level": area.level_id,
        "parent": area.parent_id,
        **changes,
    }


def test_a_second_save_over_a_newer_area_shows_both_texts(oost, sara, client_of):
    seen = area_filled(oost.area)
    change = url("area_change", oost.area.pk)
    client_of(sara).post(change, seen | {"portrait": "Eerste tekst."})
    answer = client_of(sara).post(change, seen | {"portrait": "Tweede tekst."})
    assert answer.status_code == 200
    assert "Eerste tekst." in answer.text
    assert "Tweede tekst." in answer.text
    assert Area.objects.get(pk=oost.area.pk).portrait == "Eerste tekst."


def test_hanging_an_area_elsewhere_keeps_the_tree_in_step(oost, sara, client_of):
    data = area_filled(oost.buurt, parent=oost.west.pk)
    client_of(sara).post(url("area_change", oost.buurt.pk), data)
    above = AreaAncestor.objects.filter(area=oost.buurt).values_list("ancestor__name", flat=True)
    assert set(above) == {"Vijverbuurt", "West", "Waterstad"}


def test_an_area_cannot_hang_under_its_own_part(oost, sara, client_of):
    data = area_filled(oost.area, parent=oost.buurt.pk)
    answer = client_of(sara).post(url("area_change", oost.area.pk), data)
    assert "Een gebied kan niet onder zichzelf liggen." in answer.text


def test_a_new_person_comes_with_a_role_and_without_a_password(oost, bram, client_of):
    role = RoleFactory(municipality=oost.municipality, kind=RoleKind.INSPECTOR)
    data = {"name": "Nina Nieuw", "email": "Nina@Example.org", "is_active": "on"}
    rows = inline(1, role=role.pk, area=oost.area.pk, starts_on="2026-11-18")
    answer = client_of(bram).post(url("user_add"), data | rows)
    assert answer.status_code == 302
    nina = User.objects.get(email="nina@example.org")
    assert not nina.has_usable_password()
    assert nina.assignments.get().role == role
    verbs = set(Event.objects.values_list("verb", "actor_id"))
    assert verbs == {("user.created", bram.pk), ("assignment.created", bram.pk)}


@pytest.mark.parametrize("field", ["is_superuser", "is_staff"])
def test_an_administrator_makes_nobody_a_superuser_or_staff(oost, bram, client_of, field):
    data = {"name": oost.ada.name, "is_active": "on", field: "on"}
    client_of(bram).post(url("user_change", oost.ada.pk), data | inline())
    assert not getattr(User.objects.get(pk=oost.ada.pk), field)


def test_an_administrator_does_not_take_over_an_address(oost, bram, client_of):
    data = {"name": oost.ada.name, "is_active": "on", "email": bram.email + ".x"}
    client_of(bram).post(url("user_change", oost.ada.pk), data | inline())
    assert User.objects.get(pk=oost.ada.pk).email == oost.ada.email


def test_nor_touches_a_superuser(oost, bram, sara, client_of):
    AssignmentFactory(user=sara, area=oost.area)
    answer = client_of(bram).post(url("user_change", sara.pk), {"name": "Anders"} | inline())
    assert answer.status_code == 403


@pytest.mark.parametrize("who", ["bram", "sara"])
def test_nobody_changes_their_own_rights(oost, bram, sara, client_of, who):
    user = {"bram": bram, "sara": sara}[who]
    role = RoleFactory(municipality=oost.municipality, kind=RoleKind.BUDGET_HOLDER)
    data = {"name": "Zelf", "is_staff": "on", "is_superuser": "on", "email": "zelf@example.org"}
    rows = inline(1, role=role.pk, area=oost.area.pk, starts_on="2026-11-18")
    client_of(user).post(url("user_change", user.pk), data | rows)
    own = {"user": user.pk, "role": role.pk, "area": oost.area.pk, "starts_on": "2026-11-18"}
    client_of(user).post(url("assignment_add"), own)
    again = User.objects.get(pk=user.pk)
    assert (again.email, again.is_superuser) == (user.email, user.is_superuser)
    assert not again.assignments.filter(role=role).exists()


def test_nor_the_assignment_that_gives_them(oost, bram, client_of):
    mine = bram.assignments.get()
    data = {"user": bram.pk, "role": mine.role_id, "area": mine.area_id, "starts_on": "2026-01-01"}
    answer = client_of(bram).post(url("assignment_change", mine.pk), data)
    assert answer.status_code == 403


def test_people_are_made_inactive_and_never_deleted(oost, sara, client_of):
    browser = client_of(sara)
    for page, pk in (
        ("user_delete", oost.ada.pk),
        ("assignment_delete", Assignment.objects.first().pk),
    ):
        assert browser.post(url(page, pk), {"post": "yes"}).status_code == 403
    change = url("user_change", oost.ada.pk)
    browser.post(change, filled(browser.get(change), is_active=None))
    assert not User.objects.get(pk=oost.ada.pk).is_active


def test_an_administrator_sees_own_people_and_no_residents(oost, bram, client_of):
    page = client_of(bram).get(url("user_changelist")).text
    assert "Ada Adviseur" in page
    assert "Stan Stranger" not in page


def test_an_administrator_stays_in_the_own_municipality(oost, bram, client_of):
    other = MunicipalityFactory(name="Bergstad")
    theme = ThemeFactory(municipality=other, name="Bergen")
    browser = client_of(bram)
    assert "Bergen" not in browser.get(url("theme_changelist")).text
    assert browser.get(url("theme_change", theme.pk)).status_code == 302
    data = {"municipality": other.pk, "name": "Natuur", "order": 1, "code": "natuur"}
    assert browser.post(url("theme_add"), data).status_code == 200
    assert Theme.objects.count() == 2


def test_a_role_for_a_part_gives_no_settings_of_the_whole(oost, client_of):
    person(RoleKind.ADMINISTRATOR, oost.area, "Dora Deel")
    assert client_of(_staff("Dora Deel")).get(url("theme_changelist")).status_code == 403


def test_an_assignment_that_ended_gives_nothing(oost, client_of):
    root = oost.municipality.root
    person(RoleKind.ADMINISTRATOR, root, "Otto Oud", ends_on="2026-11-17", starts_on=LONG_AGO)
    assert client_of(_staff("Otto Oud")).get(url("theme_changelist")).status_code == 403


@pytest.mark.parametrize("page", ["plan", "goal", "action", "progressupdate"])
def test_the_agenda_is_there_to_look_up_only(oost, sara, bram, client_of, page):
    for user in (sara, bram):
        browser = client_of(user)
        assert browser.get(url(f"{page}_changelist")).status_code == 200
        assert browser.get(url(f"{page}_add")).status_code == 403
    if page == "action":
        change = url("action_change", oost.action.pk)
        assert client_of(sara).get(change).status_code == 200
        assert client_of(sara).post(change, {"title": "Anders"}).status_code == 403
        delete = url("action_delete", oost.action.pk)
        assert client_of(sara).post(delete, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("query", ["password__startswith=a", "assignments__role__kind=manager"])
def test_a_list_gives_away_nothing_by_its_filter(oost, sara, client_of, query):
    assert client_of(sara).get(f"{url('user_changelist')}?{query}").status_code in {302, 400}


@pytest.mark.parametrize("page", ["area", "municipality"])
def test_areas_and_municipalities_are_not_made_or_deleted_here(oost, sara, client_of, page):
    assert client_of(sara).get(url(f"{page}_add")).status_code == 403
    pk = oost.municipality.pk if page == "municipality" else oost.area.pk
    assert client_of(sara).post(url(f"{page}_delete", pk), {"post": "yes"}).status_code == 403


def test_who_has_no_business_there_is_sent_to_the_login(oost, client_of):
    for who in (oost.ada, oost.stan):
        assert client_of(who).get(url("theme_changelist")).status_code == 302


@pytest.mark.parametrize("page", ["area", "user", "assignment", "theme", "level", "action"])
def test_lists_cost_as_many_queries_with_many_rows(oost, sara, client_of, page):
    browser = client_of(sara)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert browser.get(url(f"{page}_changelist")).status_code == 200
        return len(found)

    few = queries()
    for number in range(4):
        area = AreaFactory(name=f"Wijk {number}")
        AssignmentFactory(user=UserFactory(), area=area)
        LevelFactory(municipality=oost.municipality, code=f"niveau-{number}")
        ThemeFactory(municipality=oost.municipality, code=f"thema-{number}")
        ActionFactory(area=area, theme=oost.theme)
    assert queries() == few <= 12
