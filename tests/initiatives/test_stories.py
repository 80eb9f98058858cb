"""Stories: written by who brought the idea, read by an advisor, then for everyone."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse

from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.erase import erase_person
from initiatives.actions.hiding import hide, hide_story
from initiatives.actions.pictures import add_story_picture
from initiatives.actions.story import (
    release_story,
    return_story,
    send_story,
    withdraw_story,
)
from initiatives.models import Picture, Story
from tests.factories import InitiativeFactory, StoryFactory
from tests.initiatives.test_pictures import jpeg, with_place

TOLD = {"title": "Het bankje staat", "text": "We zitten er elke dag."}


def url_of(name, pk):
    """A page of a story."""
    return reverse(f"stories:{name}", args=[pk])


def sent(browser, name, pk, **given):
    """Open a page and send its form."""
    form = browser.get(url_of(name, pk)).context["form"]
    hidden = {field.name: field.value() for field in form.hidden_fields()}
    return browser.post(url_of(name, pk), {**hidden, **given})


@pytest.fixture
def story(public):
    """Rosa's story, which waits for an advisor."""
    return StoryFactory(initiative=public, state="waiting", released_at=None, **TOLD)


def fresh(story):
    """As it is stored now."""
    return Story.objects.select_related("initiative__area").get(pk=story.pk)


def test_from_writing_to_the_area_page(oost, public, client, client_of):
    rosa, ada = client_of(oost.rosa), client_of(oost.ada)
    assert "Schrijf een verhaal" in rosa.get(public.get_absolute_url()).text
    answer = sent(rosa, "write", public.pk, **TOLD)
    one = Story.objects.get()
    assert (answer.url, one.state) == (one.get_absolute_url(), "draft")
    assert ada.get(one.get_absolute_url()).status_code == 404
    sent(rosa, "send", one.pk)
    assert TOLD["title"] in ada.get(reverse("pages:my_work")).text
    assert client.get(one.get_absolute_url()).status_code == 404
    sent(ada, "release", one.pk)
    for page in (
        one.get_absolute_url(),
        public.get_absolute_url(),
        oost.area.get_absolute_url(),
        reverse("stories:list"),
        reverse("stories:list") + "?gebied=oost",
    ):
        assert TOLD["title"] in client.get(page).text, page
    assert "een bewoner" in client.get(one.get_absolute_url()).text
    assert TOLD["title"] not in client.get(reverse("stories:list") + "?gebied=west").text
    assert TOLD["title"] not in ada.get(reverse("pages:my_work")).text.split("Nieuw")[0]
    mail = Mail.objects.get()
    assert (mail.to, mail.purpose) == (oost.rosa.email, "initiatives.story_released")


def test_sent_twice_it_is_written_once(oost, public, client_of):
    rosa = client_of(oost.rosa)
    form = rosa.get(url_of("write", public.pk)).context["form"]
    given = {**TOLD, "form_key": form["form_key"].value()}
    first, second = (rosa.post(url_of("write", public.pk), given) for _turn in range(2))
    assert first.url == second.url
    assert Story.objects.count() == 1


def test_a_group_is_named_as_with_its_initiative(oost, story, client):
    story.initiative.group_name = "Vijverploeg"
    story.initiative.save()
    Story.objects.update(state="public", released_at=story.moved_at)
    for page in (story.get_absolute_url(), reverse("stories:list")):
        assert "Vijverploeg" in client.get(page).text


def test_it_comes_back_with_a_reason_and_goes_in_again(oost, story, client_of):
    rosa, ada = client_of(oost.rosa), client_of(oost.ada)
    sent(ada, "return", story.pk, reason="Wilt u de naam van de buurman weghalen?")
    mail = Mail.objects.get()
    assert "buurman" in mail.text
    assert "buurman" not in mail.subject
    assert "buurman" in rosa.get(story.get_absolute_url()).text
    sent(rosa, "edit", story.pk, title="Het bankje", text="Zonder naam.")
    sent(rosa, "send", story.pk)
    again = fresh(story)
    assert (again.state, again.reason, again.text) == ("waiting", "", "Zonder naam.")


def test_without_a_reason_nothing_comes_back(oost, story, client_of):
    page = sent(client_of(oost.ada), "return", story.pk, reason=" ")
    assert "Dit veld is verplicht" in page.text or page.context["form"].errors["reason"]
    assert fresh(story).state == "waiting"


def test_what_was_changed_meanwhile_is_not_released_unseen(oost, story):
    seen = story.version
    file = ContentFile(jpeg(), name="x.jpg")
    add_story_picture(story=story, file=file, alt="Een bankje", by=oost.rosa)
    with pytest.raises(Refused, match="net aangepast"):
        release_story(fresh(story), seen=seen, by=oost.ada)
    assert fresh(story).state == "waiting"


@pytest.mark.parametrize("who", ["rosa", "stan", "wim", "bea", "cor", "raf"])
def test_only_an_advisor_of_the_area_decides(oost, story, who):
    by = getattr(oost, who)
    with pytest.raises(PermissionDenied):
        release_story(story, seen=story.version, by=by)
    with pytest.raises(PermissionDenied):
        return_story(story, reason="Nee.", by=by)


def test_nobody_releases_their_own(oost):
    own = InitiativeFactory(area=oost.area, submitter=oost.ada)
    story = StoryFactory(initiative=own, state="waiting")
    with pytest.raises(PermissionDenied, match="collega"):
        release_story(story, seen=1, by=oost.ada)


def test_what_came_on_paper_is_typed_over_by_an_advisor(oost, client_of):
    paper = InitiativeFactory(area=oost.area, submitter=None, contact_email="p@example.org")
    ada = client_of(oost.ada)
    sent(ada, "write", paper.pk, **TOLD)
    one = Story.objects.get()
    sent(ada, "send", one.pk)
    sent(ada, "release", one.pk)
    assert fresh(one).is_public
    assert Mail.objects.get().to == "p@example.org"


def test_about_what_is_not_public_there_is_no_story(oost, client_of):
    assert client_of(oost.rosa).get(url_of("write", oost.initiative.pk)).status_code == 403


def test_its_picture_is_clean_and_shows_with_the_story_only(oost, story, client, client_of):
    rosa = client_of(oost.rosa)
    sent_file = ContentFile(with_place(), name="foto.jpg")
    sent(rosa, "pictures", story.pk, alt="Een bankje", file=sent_file)
    picture = Picture.objects.get()
    assert b"GEHEIM" not in picture.file.open("rb").read()
    assert client.get(picture.get_absolute_url()).status_code == 404
    release_story(fresh(story), seen=fresh(story).version, by=oost.ada)
    assert client.get(picture.get_absolute_url()).status_code == 200
    assert picture.get_absolute_url() in client.get(story.get_absolute_url()).text
    assert picture.get_absolute_url() not in client.get(story.initiative.get_absolute_url()).text
    page = reverse("initiatives:picture_remove", args=[picture.pk])
    assert rosa.get(page).status_code == 403


def test_a_picture_goes_before_it_is_released(oost, story, client_of):
    file = ContentFile(jpeg(), name="x.jpg")
    picture = add_story_picture(story=story, file=file, alt="Een bankje", by=oost.rosa)
    page = reverse("initiatives:picture_remove", args=[picture.pk])
    answer = client_of(oost.rosa).post(page)
    assert answer.url == url_of("pictures", story.pk)
    assert not Picture.objects.exists()


def test_a_seventh_picture_is_refused(oost, story):
    for number in range(7):
        file = ContentFile(jpeg(), name="x.jpg")
        if number == 6:
            with pytest.raises(Refused, match="6 foto"):
                add_story_picture(story=fresh(story), file=file, alt="Bank", by=oost.rosa)
        else:
            add_story_picture(story=fresh(story), file=file, alt="Bank", by=oost.rosa)


def test_an_advisor_takes_it_off_the_site_and_its_writer_hears_why(oost, story, client):
    Story.objects.update(state="public", released_at=story.moved_at)
    hide_story(fresh(story), reason="Er staat een naam in.", by=oost.ada)
    assert client.get(story.get_absolute_url()).status_code == 404
    assert "Er staat een naam in." in Mail.objects.get(purpose="initiatives.hidden").text


def test_with_its_initiative_it_leaves_the_site(oost, story, client):
    Story.objects.update(state="public", released_at=story.moved_at)
    hide(initiative=fresh(story).initiative, reason="Onjuist.", by=oost.ada)
    assert client.get(story.get_absolute_url()).status_code == 404
    assert TOLD["title"] not in client.get(reverse("stories:list")).text


def test_its_writer_takes_it_away_for_good(
    oost, story, client_of, django_capture_on_commit_callbacks
):
    file = ContentFile(jpeg(), name="x.jpg")
    picture = add_story_picture(story=story, file=file, alt="Een bankje", by=oost.rosa)
    with django_capture_on_commit_callbacks(execute=True):
        answer = sent(client_of(oost.rosa), "withdraw", story.pk)
    assert answer.url == story.initiative.get_absolute_url()
    gone = fresh(story)
    assert (gone.state, gone.title, gone.text) == ("gone", "", "")
    assert not default_storage.exists(picture.file.name)
    assert client_of(oost.rosa).get(story.get_absolute_url()).status_code == 404
    with pytest.raises(PermissionDenied):
        send_story(gone, by=oost.rosa)


def test_an_erased_person_leaves_no_story(oost, story):
    Story.objects.update(state="public", released_at=story.moved_at)
    erase_person(oost.rosa)
    assert (fresh(story).state, fresh(story).text) == ("gone", "")


def test_an_outsider_cannot_withdraw(oost, story):
    with pytest.raises(PermissionDenied):
        withdraw_story(story, by=oost.stan)


def test_a_number_of_a_citizen_is_refused(oost, public, client_of):
    page = sent(client_of(oost.rosa), "write", public.pk, title="Wij", text="111222333 is van mij")
    assert page.context["form"].errors["text"]
    assert not Story.objects.exists()
