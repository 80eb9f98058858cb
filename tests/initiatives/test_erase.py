"""What points at a person goes: in time by itself, or when somebody asks."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from config.lib.retention import run
from initiatives.actions.erase import erase_person
from initiatives.actions.handle import add_internal_note, add_news, answer, ask, move
from initiatives.actions.submit import submit
from initiatives.actions.tally import recount
from initiatives.models import Initiative, Note, State, Tally
from initiatives.retention import RULES
from tests.factories import InitiativeFactory
from tests.initiatives.test_pictures import stored

PERSONAL = ("Rosa", "rosa.resident", "06 12345678", "Nummer 12", "Buurvrouw Bep")


def everything() -> str:
    """All that the tables of initiatives hold."""
    rows = [*Initiative.objects.values(), *Note.objects.values()]
    return str(rows)


@pytest.fixture
def told(oost, public):
    """Rosa's initiative with her phone number, a question, an answer, news, and a picture."""
    Initiative.objects.update(contact_phone="06 12345678", with_whom="Buurvrouw Bep")
    public.refresh_from_db()
    ask(initiative=public, text="Waar woont Rosa?", by=oost.ada)
    answer(initiative=public, text="Nummer 12.", by=oost.rosa)
    add_news(initiative=public, text="Het hout is binnen.", by=oost.ada)
    add_internal_note(initiative=public, text="Rosa is ziek.", by=oost.ada)
    stored(public, oost.rosa)
    public.refresh_from_db()
    recount()
    return public


def test_what_is_not_confirmed_is_gone_on_the_fifteenth_day(oost, at):
    submit(
        area=oost.area, idea={"title": "Niet bevestigd", "contact_email": "x@example.org"}, by=None
    )
    with at(2026, 12, 2, 9, 0):
        assert {count for _rule, count in run(RULES)} == {0}
    with at(2026, 12, 2, 11, 0):
        assert run(RULES, dry_run=True)[0][1] == 1
        assert Initiative.objects.filter(title="Niet bevestigd").exists()
        assert run(RULES)[0][1] == 1
        assert not Initiative.objects.filter(title="Niet bevestigd").exists()
        assert run(RULES)[0][1] == 0


def test_a_year_after_the_end_contact_goes_and_the_rest_stays(oost, told, at, client):
    move(initiative=told, to=State.DECLINED, reason="Rosa verhuist.", by=oost.ada)
    with at(2027, 11, 17, 10, 0):
        assert run(RULES)[1][1] == 0
        assert "Rosa" in everything()
    with at(2027, 11, 19, 10, 0):
        assert run(RULES)[1][1] == 1
        assert not any(part in everything() for part in PERSONAL)
        assert run(RULES)[1][1] == 0
        page = client.get(told.get_absolute_url()).content.decode()
    assert told.title in page
    assert "Het hout is binnen." in page
    assert Tally.objects.get(count=1).state == State.DECLINED
    assert recount() == 0


def test_what_still_runs_keeps_its_contact(oost, told, at):
    with at(2030, 1, 1):
        assert run(RULES)[1][1] == 0
    assert "Rosa" in everything()


def test_pictures_of_what_is_not_public_go_with_their_files(
    oost, told, at, django_capture_on_commit_callbacks
):
    name = told.pictures.get().file.name
    move(initiative=told, to=State.WITHDRAWN, by=oost.rosa)
    with at(2028, 1, 1), django_capture_on_commit_callbacks(execute=True):
        run(RULES)
    assert not told.pictures.exists()
    assert not default_storage.exists(name)


def test_who_asks_is_erased_everywhere_and_counts_stay(
    oost, told, client, django_capture_on_commit_callbacks
):
    name = told.pictures.get().file.name
    hidden = InitiativeFactory(
        area=oost.area, submitter=oost.rosa, title="Rosa wil een hek", released_at=None
    )
    submit(
        area=oost.area,
        idea={"title": "Van Rosa", "contact_email": oost.rosa.email, "contact_name": "Rosa"},
        by=None,
    )
    before = list(Tally.objects.values_list("area_id", "state", "count"))
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_person(oost.rosa, by=oost.ada) == 2
    assert not Initiative.objects.filter(title="Van Rosa").exists()
    assert not any(part in everything() for part in PERSONAL)
    assert "[verwijderd op verzoek]" in Note.objects.get(kind="answer").text
    hidden.refresh_from_db()
    assert (hidden.title, hidden.search) == ("[verwijderd op verzoek]", "")
    assert not default_storage.exists(name)
    assert list(Tally.objects.values_list("area_id", "state", "count")) == before
    page = client.get(told.get_absolute_url()).content.decode()
    assert told.title in page
    assert "een bewoner" in page


def test_a_second_time_changes_nothing(oost, told):
    erase_person(oost.rosa, by=oost.ada)
    before = everything()
    assert erase_person(oost.rosa, by=oost.ada) == 0
    assert everything() == before


def test_others_keep_theirs(oost, told):
    other = InitiativeFactory(area=oost.area, submitter=oost.stan)
    erase_person(oost.rosa, by=oost.ada)
    other.refresh_from_db()
    assert (other.submitter, other.contact_name) == (oost.stan, "Stan Stranger")


def test_the_admin_looks_up_without_contact_data(oost, told, client_of):
    from areas.models import User

    root = User.objects.create_superuser("beheer@example.org", name="Bo Beheer")
    admin = client_of(root)
    pages = [reverse("admin:initiatives_initiative_changelist")]
    pages.append(reverse("admin:initiatives_initiative_change", args=[told.pk]))
    for url in pages:
        page = admin.get(url).content.decode()
        assert told.title in page
        assert not any(part in page for part in PERSONAL)
    assert admin.get(reverse("admin:initiatives_initiative_add")).status_code == 403
    assert admin.post(pages[1], {"title": "Anders"}).status_code == 403
