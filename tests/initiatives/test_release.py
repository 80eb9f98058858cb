"""Making an initiative public, and nothing of it before."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.audit.models import Event
from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.handle import release
from initiatives.actions.hiding import hide
from initiatives.models import Initiative, Tally
from tests.factories import InitiativeFactory


def url_of(initiative, name="release"):
    """A page of an initiative."""
    return reverse(f"initiatives:{name}", args=[initiative.pk])


def test_an_advisor_makes_it_public_under_a_theme(oost):
    made = release(initiative=oost.initiative, theme=oost.theme, by=oost.ada)
    assert Initiative.objects.public().get() == made
    assert (made.released_by, made.theme) == (oost.ada, oost.theme)
    assert Tally.objects.get().count == 1
    event = Event.objects.get(verb="initiative.released")
    assert (event.actor, event.area_id) == (oost.ada, oost.area.pk)


def test_the_initiator_hears_that_everyone_can_read_it_and_under_which_name(oost):
    release(initiative=oost.initiative, theme=oost.theme, by=oost.ada)
    mail = Mail.objects.get()
    assert (mail.to, mail.purpose) == (oost.rosa.email, "initiatives.released")
    assert "een bewoner" in mail.text


@pytest.mark.parametrize("who", ["rosa", "stan", "wim", "bea", "cor", "raf"])
def test_others_cannot(oost, who):
    with pytest.raises(PermissionDenied):
        release(initiative=oost.initiative, theme=oost.theme, by=getattr(oost, who))
    assert not Initiative.objects.public().exists()


def test_a_second_time_is_refused(oost):
    release(initiative=oost.initiative, theme=oost.theme, by=oost.ada)
    with pytest.raises(PermissionDenied, match="al openbaar"):
        release(initiative=oost.initiative, theme=oost.theme, by=oost.ada)


def test_two_at_once_release_it_once(oost):
    colleague = Initiative.objects.get(pk=oost.initiative.pk)
    release(initiative=oost.initiative, theme=oost.theme, by=oost.ada)
    with pytest.raises(Refused, match="Iemand anders"):
        release(initiative=colleague, theme=oost.theme, by=oost.ada)
    assert Tally.objects.get().count == 1


@pytest.mark.parametrize("who", ["stan", "wim", "raf", None])
def test_before_that_nobody_else_sees_it_anywhere(oost, client, client_of, who):
    browser = client_of(getattr(oost, who)) if who else client
    assert browser.get(oost.initiative.get_absolute_url()).status_code == 404
    for url in (reverse("initiatives:list"), reverse("initiatives:list") + "?q=bankje"):
        assert "Bankje" not in browser.get(url).content.decode()
    assert not Initiative.objects.visible_to(getattr(oost, who or "stan")).exists()


@pytest.mark.parametrize("who", ["rosa", "ada", "bea", "cor"])
def test_the_initiator_and_colleagues_of_the_area_see_it(oost, client_of, who):
    page = client_of(getattr(oost, who)).get(oost.initiative.get_absolute_url())
    assert page.status_code == 200
    assert "Dit staat niet op de site" in page.content.decode()


def test_the_page_shows_what_everyone_will_read_and_asks_a_theme(oost, client_of):
    client = client_of(oost.ada)
    page = client.get(url_of(oost.initiative))
    assert "De naam van de indiener komt niet op de site" in page.content.decode()
    version = page.context["form"]["row_version"].value()
    refused = client.post(url_of(oost.initiative), {"row_version": version, "theme": ""})
    assert refused.status_code == 200
    data = {"row_version": version, "theme": oost.theme.pk}
    answer = client.post(url_of(oost.initiative), data)
    assert answer.url == oost.initiative.get_absolute_url()
    assert Initiative.objects.public().count() == 1


def test_a_text_that_changed_since_the_page_was_opened_is_shown_again_first(oost, client_of):
    client = client_of(oost.ada)
    version = client.get(url_of(oost.initiative)).context["form"]["row_version"].value()
    Initiative.objects.update(title="Iets heel anders", version=version + 1)
    data = {"row_version": version, "theme": oost.theme.pk}
    answer = client.post(url_of(oost.initiative), data)
    assert answer.status_code == 200
    assert "Iets heel anders" in answer.content.decode()
    assert not Initiative.objects.public().exists()
    data["row_version"] = answer.context["form"]["row_version"].value()
    assert client.post(url_of(oost.initiative), data).status_code == 302


def test_without_consent_the_name_is_nowhere_on_the_public_page(public, client):
    page = client.get(public.get_absolute_url()).content.decode()
    assert "een bewoner" in page
    for personal in ("Rosa", "rosa.resident", "06 12345678"):
        assert personal not in page
    assert "Rosa" not in client.get(reverse("initiatives:list")).content.decode()


def test_with_consent_the_name_shows_and_with_a_group_only_the_group(oost, public, client):
    Initiative.objects.update(name_public=True)
    assert "Rosa Resident" in client.get(public.get_absolute_url()).content.decode()
    assert "Rosa Resident" in client.get(reverse("initiatives:list")).content.decode()
    Initiative.objects.update(group_name="Buurtgroep Oost")
    for url in (public.get_absolute_url(), reverse("initiatives:list")):
        page = client.get(url).content.decode()
        assert "Buurtgroep Oost" in page
        assert "Rosa" not in page


def test_the_author_is_the_same_as_a_column_and_as_a_property(oost):
    for fields in (
        {},
        {"name_public": True},
        {"group_name": "Groep"},
        {"group_name": "Groep", "name_public": True},
    ):
        InitiativeFactory(area=oost.area, **fields)
    InitiativeFactory(area=oost.area, submitter=None, name_public=True)
    for one in Initiative.objects.with_author():
        assert (one.author or "een bewoner") == one.public_author


def test_an_advisor_takes_it_off_the_site_with_a_reason_for_colleagues(oost, public, client):
    release_count = Tally.objects.count()
    hide(initiative=public, reason="Er staat een naam in de tekst.", by=oost.ada)
    assert client.get(public.get_absolute_url()).status_code == 404
    assert Tally.objects.count() == release_count
    note = public.notes.get()
    assert note.kind == "internal"
    with pytest.raises(PermissionDenied, match="niet openbaar"):
        hide(initiative=public, reason="Nog eens", by=oost.ada)


def test_taking_it_off_needs_a_reason_and_an_advisor_of_the_area(oost, public, client_of):
    with pytest.raises(Refused, match="reden"):
        hide(initiative=public, reason=" ", by=oost.ada)
    assert client_of(oost.wim).get(url_of(public, "hide")).status_code == 403
    assert client_of(oost.rosa).post(url_of(public, "hide"), {"reason": "x"}).status_code == 403
    assert Initiative.objects.public().count() == 1


def test_a_visitor_logs_in_whether_it_exists_or_not(oost, client):
    for pk in (oost.initiative.pk, 987654):
        answer = client.get(reverse("initiatives:release", args=[pk]))
        assert answer.status_code == 302
        assert answer.url.startswith("/inloggen/")
