"""The pages of demo mode: become anyone with one click, read the mail."""

import pytest

from areas.models import Municipality
from areas.roles import RoleKind
from config.demo import demo_people
from config.outbox.post import queue
from tests.factories import AreaFactory, MunicipalityFactory, UserFactory, person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_mode")]


@pytest.fixture
def noor():
    """A demo advisor."""
    user = person(RoleKind.ADVISOR_SOCIAL, AreaFactory(name="Oost"), "Noor Voorbeeld")
    user.email = "noor@voorbeeld.example"
    user.save()
    return user


def test_everyone_has_a_button_that_works_without_script(client, noor):
    page = client.get("/demo/").content.decode()
    assert f'<form method="post" action="/demo/{noor.pk}/">' in page
    assert "Ga verder als Noor Voorbeeld" in page
    assert "csrfmiddlewaretoken" in page


def test_one_click_and_you_are_in(client, noor):
    answer = client.post(f"/demo/{noor.pk}/")
    assert answer["Location"] == "/mijn-werk/"
    assert int(client.session["_auth_user_id"]) == noor.pk


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (RoleKind.COUNCILLOR, "/raad/"),
        (RoleKind.SUBSIDY, "/mijn-werk/"),
        (RoleKind.FRONT_DESK, "/mijn-werk/"),
    ],
)
def test_the_day_begins_where_the_work_is(client, noor, kind, start):
    noor.assignments.all().update(role=_role(noor, kind))
    assert client.post(f"/demo/{noor.pk}/")["Location"] == start


def _role(user, kind):
    from tests.factories import RoleFactory

    return RoleFactory(municipality=user.assignments.get().area.municipality, kind=kind)


def test_each_municipality_lists_its_own_people_and_links_to_the_others(client, noor):
    area = noor.assignments.get().area
    Municipality.objects.filter(pk=area.municipality_id).update(host="oost.localhost")
    west = MunicipalityFactory(name="Weststad", host="west.localhost", fictitious=True)
    other = person(RoleKind.ADVISOR_SOCIAL, AreaFactory(municipality=west), "Wies Verzonnen")
    other.email = "wies@voorbeeld.example"
    other.save()
    here = client.get("/demo/", HTTP_HOST="oost.localhost:8000").content.decode()
    assert "Noor Voorbeeld" in here
    assert "Wies Verzonnen" not in here
    there = client.get("/demo/", HTTP_HOST="west.localhost:8000").content.decode()
    assert "Wie wilt u zijn in Weststad?" in there
    assert "Wies Verzonnen" in there
    assert "Noor Voorbeeld" not in there
    assert 'href="http://west.localhost:8000/demo/"' in here


def test_a_link_alone_lets_nobody_in(client, noor):
    assert client.get(f"/demo/{noor.pk}/").status_code == 405
    assert "_auth_user_id" not in client.session


def test_only_demo_people_can_be_entered_as(client):
    real = UserFactory(name="Rosa Resident", email="rosa@example.org")
    assert client.post(f"/demo/{real.pk}/").status_code == 404
    gone = UserFactory(name="Weg", email="weg@voorbeeld.example", is_active=False)
    assert client.post(f"/demo/{gone.pk}/").status_code == 404
    assert "Rosa Resident" not in client.get("/demo/").content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
    ],
)
def test_who_comes_from_elsewhere_finds_nothing(client, noor, headers):
    assert client.get("/demo/", **headers).status_code == 404
    assert client.get("/demo/post/", **headers).status_code == 404
    assert client.post(f"/demo/{noor.pk}/", **headers).status_code == 404


def test_a_person_and_their_roles_are_told_to_who_starts_the_demo(noor):
    assert demo_people() == [
        ("Noor Voorbeeld", "gebiedsadviseur sociaal, Oost", "noor@voorbeeld.example")
    ]


def test_mail_can_be_read_and_its_links_work(client):
    mail = queue(
        to="wil@voorbeeld.example",
        subject="Bevestig uw idee",
        text="Klik op http://127.0.0.1:8000/initiatieven/bevestigen/abc/ <b>nu</b>",
        purpose="test",
    )
    listed = client.get("/demo/post/").content.decode()
    assert f'href="/demo/post/{mail.pk}/"' in listed
    page = client.get(f"/demo/post/{mail.pk}/").content.decode()
    assert 'href="http://127.0.0.1:8000/initiatieven/bevestigen/abc/"' in page
    assert "&lt;b&gt;nu&lt;/b&gt;" in page


def test_an_empty_list_of_mail_says_what_to_do(client):
    assert "Dien bijvoorbeeld een idee in" in client.get("/demo/post/").content.decode()


@pytest.mark.parametrize("page", ["2", "99999", "x", "-1", "", "0"])
def test_any_page_number_gives_a_page(client, page):
    for number in range(30):
        queue(to="a@voorbeeld.example", subject=f"Mail {number}", text="x", purpose="test")
    assert client.get("/demo/post/", {"page": page}).status_code == 200


def test_the_pages_ask_as_much_of_the_database_for_one_as_for_many(
    client, noor, django_assert_max_num_queries
):
    for number in range(20):
        UserFactory(name=f"Demo {number}", email=f"demo{number}@voorbeeld.example")
        queue(to="a@voorbeeld.example", subject=f"Mail {number}", text="x", purpose="test")
    for path in ("/demo/", "/demo/post/"):
        with django_assert_max_num_queries(8):
            assert client.get(path).status_code == 200


def test_the_pages_are_kept_by_nobody(client):
    assert "no-store" in client.get("/demo/")["Cache-Control"]
