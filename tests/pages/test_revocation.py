"""A right that ends is gone at the next request, by each way in which it can end."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse

from areas.actions.people import erase_user
from areas.actions.tree import rebuild_ancestors
from areas.models import Assignment, Role
from config.intake import tokens
from config.outbox.models import Mail
from config.outbox.post import queue
from config.pages.erasing import erase_person
from initiatives.actions.hiding import hide
from initiatives.actions.submit import PURPOSE, VALID
from partners.models import Organisation, Roundtable, RoundtableKind, Seat
from tests.factories import (
    ActionFactory,
    AreaFactory,
    InitiativeFactory,
    RoleFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = "2026-11-17", "2026-11-19"


@pytest.fixture
def oost():
    """The area Oost."""
    return AreaFactory(name="Oost")


@pytest.fixture
def ada(oost):
    """An advisor of Oost."""
    return person("advisor_social", oost, "Ada Advies")


@pytest.fixture
def link(oost):
    """A link that Ada has kept: an internal action."""
    return ActionFactory(area=oost, public=False, title="Nog geheim").get_absolute_url()


def ends(ada, oost):
    ada.assignments.update(ends_on=YESTERDAY)


def begins_later(ada, oost):
    ada.assignments.update(starts_on=TOMORROW)


def is_deleted(ada, oost):
    Assignment.objects.filter(user=ada).delete()


def becomes_another_role(ada, oost):
    Role.objects.update(kind="clerk", code="griffier")
    oost.actions.update(plan=None)
    ada.assignments.update(role=RoleFactory(municipality=oost.municipality, kind="subsidy"))


def is_for_another_area(ada, oost):
    ada.assignments.update(area=AreaFactory(name="West"))


@pytest.mark.parametrize(
    "change", [ends, begins_later, is_deleted, becomes_another_role, is_for_another_area]
)
def test_a_role_that_is_gone_gives_nothing_any_more(client_of, ada, oost, link, change):
    client = client_of(ada)
    assert client.get(link).status_code == 200
    change(ada, oost)
    assert client.get(link).status_code == 404
    assert client.post(f"{link}voortgang/", {"text": "Nog even."}).status_code == 404


def test_an_area_that_hangs_elsewhere_takes_its_rights_along(client_of, oost):
    ada = person("advisor_social", oost, "Ada Advies")
    wijk = AreaFactory(name="Oosterwijk", parent=oost)
    link = ActionFactory(area=wijk, public=False).get_absolute_url()
    client = client_of(ada)
    assert client.get(link).status_code == 200
    wijk.parent = AreaFactory(name="West")
    wijk.save()
    rebuild_ancestors(wijk.municipality_id)
    assert client.get(link).status_code == 404


def is_inactive(ada):
    ada.is_active = False
    ada.save()


def is_erased(ada):
    erase_user(ada, by=None)


def is_erased_everywhere(ada):
    erase_person(ada, by=None)


def has_no_login(ada):
    Session.objects.all().delete()


@pytest.mark.parametrize("change", [is_inactive, is_erased, is_erased_everywhere, has_no_login])
def test_who_is_gone_is_logged_out(client_of, ada, link, change):
    client = client_of(ada)
    assert client.get("/mijn-werk/").status_code == 200
    change(ada)
    answer = client.get("/mijn-werk/")
    assert (answer.status_code, answer.url) == (302, "/inloggen/?next=/mijn-werk/")
    assert client.get(link).status_code == 404


def test_who_is_inactive_gets_no_code(client, ada, settings):
    settings.EMAIL_BACKEND = "config.outbox.backend.OutboxBackend"
    is_inactive(ada)
    client.post("/inloggen/", {"email": ada.email})
    assert "nog geen account" in Mail.objects.get().text


def test_who_is_no_staff_any_more_is_out_of_the_admin(client_of):
    AreaFactory()
    root = UserFactory(name="Rita Root", is_staff=True, is_superuser=True)
    client = client_of(root)
    assert client.get(reverse("admin:index")).status_code == 200
    root.is_staff = False
    root.save()
    assert client.get(reverse("admin:index")).status_code == 302
    assert client.get(reverse("admin:login")).status_code == 403


def test_a_seat_that_ended_no_longer_counts(oost):
    noor = UserFactory(name="Noor Voorbeeld")
    kind = RoundtableKind.objects.create(
        municipality=oost.municipality, code="raad", name="Raad", plural="raden"
    )
    table = Roundtable.objects.create(kind=kind, area=oost, code="raad", name="Dorpsraad")
    group = Organisation.objects.create(
        municipality=oost.municipality, code="groep", name="Groep", of_residents=True
    )
    seat = Seat.objects.create(roundtable=table, user=noor, organisation=group)
    assert list(Seat.objects.current()) == [seat]
    Seat.objects.update(starts_on="2020-01-01", ends_on=YESTERDAY)
    assert not Seat.objects.current().exists()
    Seat.objects.update(ends_on=None)
    noor.is_active = False
    noor.save()
    assert not Seat.objects.current().exists()


def test_an_initiative_that_is_hidden_is_gone_for_everyone_else(client, client_of, oost, ada):
    noor = UserFactory(name="Noor Voorbeeld")
    initiative = InitiativeFactory(area=oost, submitter=noor)
    link = initiative.get_absolute_url()
    assert client.get(link).status_code == 200
    hide(initiative=initiative, reason="Er staat een naam in.", by=ada)
    assert client.get(link).status_code == 404
    assert client_of(noor).get(link).status_code == 200


def test_links_and_mails_that_wait_go_with_the_person(oost):
    noor = UserFactory(name="Noor Voorbeeld")
    initiative = InitiativeFactory(area=oost, submitter=noor)
    token = tokens.issue(PURPOSE, str(initiative.pk), VALID, email=noor.email)
    queue(to=noor.email, subject="Nieuws", text="Dag Noor.", purpose="initiatives.moved")
    erase_person(noor, by=None)
    assert tokens.look(token, PURPOSE) is None
    assert not Mail.objects.exists()
