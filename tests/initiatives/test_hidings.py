"""A text is taken off the site: its writer hears why, may object, and another colleague decides."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from areas.roles import RoleKind
from config.lib.access import Refused
from config.lib.clock import now
from config.outbox.models import Mail
from initiatives.actions.hiding import (
    appeal,
    decide_appeal,
    hide,
    hide_outcome,
    hide_picture,
    hide_story,
    put_back,
)
from initiatives.models import Hiding, Initiative, Outcome, Picture, Story, Tally
from tests.factories import HidingFactory, InitiativeFactory, StoryFactory, person
from tests.initiatives.conftest import link_in

WHY = "Er staat een telefoonnummer in."
DRAWN = {"file": "initiatives/2026/bankje.jpg", "width": 4, "height": 3}


@pytest.fixture
def tom(oost):
    """A colleague of Ada in the same area."""
    return person(RoleKind.ADVISOR_SOCIAL, oost.area, "Tom Tweede")


def newest() -> Hiding:
    """The last hiding, as it is stored."""
    related = ("initiative__area", "story__initiative", "picture", "outcome")
    return Hiding.objects.select_related(*related).latest("pk")


def object_by_link(client, text="Het is het nummer van de club.") -> Hiding:
    """Follow the link in the mail and send the form."""
    path = link_in(Mail.objects.get(purpose="initiatives.hidden"))
    assert client.get(path).url == reverse("stories:appeal")
    assert WHY in client.get(reverse("stories:appeal")).text
    assert client.post(reverse("stories:appeal"), {"text": text}).url == reverse("stories:appealed")
    return newest()


def test_the_writer_objects_and_another_advisor_puts_the_idea_back(
    oost, public, tom, client, client_of
):
    came_on = public.released_at
    hide(initiative=public, reason=WHY, by=oost.ada)
    hiding = object_by_link(client)
    page = hiding.get_absolute_url()
    assert page not in client_of(oost.ada).get(reverse("pages:my_work")).text
    browser = client_of(tom)
    assert page in browser.get(reverse("pages:my_work")).text
    form = browser.get(page).context["form"]
    sent = {name: form[name].value() for name in ("form_key", "seen")}
    browser.post(page, {**sent, "decision": "restored", "reason": "Het mag."})
    assert Initiative.objects.public().get().released_at == came_on, "put back, it is no news"
    assert Tally.objects.get(area=oost.area, state=public.state).count == 1
    told = Mail.objects.get(purpose="initiatives.appeal_decided")
    assert told.to == oost.rosa.email
    assert "komt terug" in told.text
    assert "Het mag." in told.text


def test_who_hid_it_does_not_decide_about_the_objection(oost, public, tom, client, client_of):
    hide(initiative=public, reason=WHY, by=oost.ada)
    hiding = object_by_link(client)
    given = {"restores": True, "seen": hiding.initiative.version, "reason": "Toch."}
    with pytest.raises(PermissionDenied, match="collega"):
        decide_appeal(hiding, **given, by=oost.ada)
    with pytest.raises(PermissionDenied, match="Besluit daarover"):
        put_back(hiding, seen=hiding.initiative.version, by=oost.ada)
    assert client_of(oost.ada).post(hiding.get_absolute_url(), {}).status_code == 403
    decide_appeal(hiding, **{**given, "restores": False}, by=tom)
    assert not Initiative.objects.public().exists()
    assert "komt niet terug" in Mail.objects.get(purpose="initiatives.appeal_decided").text
    with pytest.raises(PermissionDenied, match="al besloten"):
        decide_appeal(newest(), **given, by=tom)


@pytest.mark.parametrize("who", ["rosa", "stan", "wim", "bea", "raf"])
def test_others_do_not_decide_and_do_not_put_back(oost, who):
    hiding = HidingFactory(initiative__area=oost.area, initiative__submitter=oost.rosa)
    with pytest.raises(PermissionDenied):
        decide_appeal(hiding, restores=True, seen=1, reason="Ja.", by=getattr(oost, who))
    with pytest.raises(PermissionDenied):
        put_back(HidingFactory(initiative=hiding.initiative, state="kept"), seen=1, by=oost.wim)


def test_the_link_works_once_and_for_this_only(oost, public, client):
    hide(initiative=public, reason=WHY, by=oost.ada)
    path = link_in(Mail.objects.get(purpose="initiatives.hidden"))
    object_by_link(client)
    assert client.get(path).status_code == 410
    assert client.get(reverse("stories:appeal")).status_code == 410
    with pytest.raises(Refused, match="al gebruikt"):
        appeal(path.strip("/").rpartition("/")[2], text="Nog eens.")


def test_an_empty_objection_says_so_beside_the_field(oost, public, client):
    hide(initiative=public, reason=WHY, by=oost.ada)
    client.get(link_in(Mail.objects.get()))
    page = client.post(reverse("stories:appeal"), {"text": " "})
    assert page.context["form"].errors["text"]
    assert newest().state == "hidden"


def test_an_advisor_puts_a_story_back_and_the_link_in_the_mail_ends(
    oost, public, client, client_of
):
    story = StoryFactory(initiative=public)
    hide_story(story, reason=WHY, by=oost.ada)
    page = client_of(oost.ada).get(story.get_absolute_url())
    assert newest().get_absolute_url() in page.text
    assert client.get(story.get_absolute_url()).status_code == 404
    put_back(newest(), seen=story.version, by=oost.ada)
    assert Story.objects.public().get().reason == ""
    assert client.get(link_in(Mail.objects.get(purpose="initiatives.hidden"))).status_code == 410
    assert Mail.objects.filter(purpose="initiatives.put_back").count() == 1
    with pytest.raises(PermissionDenied, match="alweer"):
        put_back(newest(), seen=story.version, by=oost.ada)


def test_nothing_is_put_back_that_changed_since_it_was_read(oost, public):
    hide(initiative=public, reason=WHY, by=oost.ada)
    Initiative.objects.filter(pk=public.pk).update(text="Heel iets anders.", version=9)
    with pytest.raises(Refused, match="net aangepast"):
        put_back(newest(), seen=public.version, by=oost.ada)


def test_an_idea_that_was_taken_off_does_not_wait_as_if_new(oost, client_of):
    one = InitiativeFactory(area=oost.area, submitter=oost.rosa, state="received", title="Vlaggen")
    hide(initiative=one, reason=WHY, by=oost.ada)
    ada = client_of(oost.ada)
    assert "Vlaggen" not in str(ada.get(reverse("pages:my_work")).context["waiting"])
    assert ada.get(reverse("initiatives:release", args=[one.pk])).status_code == 403
    assert newest().get_absolute_url() in ada.get(one.get_absolute_url()).text


def test_a_picture_and_its_words_go_off_the_site_alone(oost, public, client, client_of):
    picture = Picture.objects.create(initiative=public, alt="Buurman Jan", **DRAWN)
    hide_picture(picture, reason=WHY, by=oost.ada)
    assert "Buurman Jan" not in client.get(public.get_absolute_url()).text
    assert client.get(picture.get_absolute_url()).status_code == 404
    assert "Buurman Jan" in client_of(oost.ada).get(public.get_absolute_url()).text
    assert "Buurman Jan" in client_of(oost.rosa).get(public.get_absolute_url()).text
    with pytest.raises(PermissionDenied, match="niet op de site"):
        hide_picture(Picture.objects.get(), reason=WHY, by=oost.ada)
    put_back(newest(), seen=0, by=oost.ada)
    assert "Buurman Jan" in client.get(public.get_absolute_url()).text


def test_words_about_what_came_of_it_go_off_the_site_and_the_answer_stays(oost, client):
    done = InitiativeFactory(area=oost.area, submitter=oost.rosa, state="done")
    told = {"text": "Dankzij Jan.", "said_at": now(), "released_at": now()}
    outcome = Outcome.objects.create(initiative=done, moment="weeks", result="yes", **told)
    hide_outcome(outcome, reason=WHY, by=oost.ada)
    page = client.get(done.get_absolute_url()).text
    assert "Dankzij Jan." not in page
    assert "zei de indiener: ja" in page
    put_back(newest(), seen=0, by=oost.ada)
    assert "Dankzij Jan." in client.get(done.get_absolute_url()).text


def test_without_a_reason_nothing_goes_off_the_site(oost, public):
    picture = Picture.objects.create(initiative=public, alt="Het bankje", **DRAWN)
    with pytest.raises(Refused, match="reden"):
        hide_picture(picture, reason=" ", by=oost.ada)
    assert not Hiding.objects.exists()
