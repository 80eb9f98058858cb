"""Newsletters of an area: drafted from public news, edited, sent once, kept as a page."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from areas.models import ProgressUpdate
from config.lib.access import Refused
from config.lib.clock import now
from config.outbox.models import Mail
from config.pages.letter_page import Piece, pieces_of
from config.pages.letters import draft
from initiatives.actions.following import ask_to_follow, confirm_following, key_of, stop_all
from initiatives.actions.letter import receivers, send_letter
from initiatives.models import Follower, Following, Letter
from tests.factories import (
    ActionFactory,
    FollowerFactory,
    FollowingFactory,
    GatheringFactory,
    InitiativeFactory,
)
from tests.initiatives.conftest import link_in, oost  # noqa: F401 fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def happened(oost):  # noqa: F811
    """Public and internal things in Oost."""
    action = ActionFactory(area=oost.area, title="Bomen planten")
    given = {"action": action, "by": oost.ada, "at": now()}
    ProgressUpdate.objects.create(**given, text="De eerste tien staan er.")
    ProgressUpdate.objects.create(**given, text="Ruzie met de kweker.", public=False)
    InitiativeFactory(area=oost.area, title="Vlaggen in de straat", released_at=now())
    InitiativeFactory(area=oost.west, title="Iets in West", released_at=now())
    GatheringFactory(area=oost.area, title="Optuinen")
    return draft(oost.area, by=oost.ada)


def follows(area, email, *, letters=None, **thing) -> Follower:
    """Somebody follows an area."""
    follower = FollowerFactory(municipality=area.municipality, email=email, letters=letters)
    FollowingFactory(follower=follower, area=area, **thing)
    return follower


def sent_to() -> set[str]:
    """The addresses to which a newsletter went."""
    return set(Mail.objects.filter(purpose="initiatives.letter").values_list("to", flat=True))


def test_the_draft_holds_what_everyone_may_read_of_this_area(oost, happened):  # noqa: F811
    for words in ("Bomen planten", "De eerste tien staan er.", "Vlaggen in de straat", "Optuinen"):
        assert words in happened.text
    for words in ("Ruzie", "Iets in West", oost.initiative.title):
        assert words not in happened.text


def test_on_the_page_things_are_links_with_a_name_below_a_heading(oost, happened, client_of):  # noqa: F811
    page = client_of(oost.ada).get(happened.get_absolute_url()).text
    assert '<h2 class="utrecht-heading-2">Bijeenkomsten</h2>' in page
    assert re.search(r'<a class="utrecht-link" href="https?://[^"]+">Bomen planten \(', page)
    assert "- Bomen planten" not in page


def test_whatever_somebody_made_of_the_text_stays_words():
    text = "Beste buurt\r\n\r\n- <b>Bankje</b>\r\njavascript:alert(1)\r\n\r\nTot ziens"
    assert [(one.kind, one.text) for one in pieces_of(text)] == [
        ("heading", "Beste buurt"),
        ("words", "- <b>Bankje</b>\njavascript:alert(1)"),
        ("words", "Tot ziens"),
    ]
    things = pieces_of("- Bankje (Oost)\nHet staat er.\nhttps://x.example/1/")
    assert things == [Piece("thing", "Het staat er.", "Bankje (Oost)", "https://x.example/1/")]


def test_an_advisor_edits_it_and_it_goes_to_who_asked(oost, happened, client, client_of):  # noqa: F811
    follows(oost.area, "ja@example.org", letters=True)
    follows(oost.area, "nooit-gezegd@example.org")
    follows(oost.west, "west@example.org", letters=True)
    page, ada = happened.get_absolute_url(), client_of(oost.ada)
    assert client.get(page).status_code == 404
    edit = reverse("pages:letter_edit", args=[happened.pk])
    form = ada.get(edit).context["form"]
    mark = {"row_version": form["row_version"].value()}
    ada.post(edit, {**mark, "title": "Nieuws uit Oost", "text": "Beste buurt."})
    send = reverse("pages:letter_send", args=[happened.pk])
    form = ada.get(send).context["form"]
    sent = {name: form[name].value() for name in ("form_key", "seen")}
    for _press in range(2):
        assert ada.post(send, {**sent, "audience": "asked"}).url == page
    assert sent_to() == {"ja@example.org"}
    assert "Beste buurt." in client.get(page).text
    assert page in client.get(reverse("pages:letters", args=[oost.area.slug])).text
    assert Letter.objects.get().receivers == 1


def test_all_who_follow_the_area_or_what_it_lies_in_get_one_mail(oost, happened):  # noqa: F811
    both = follows(oost.area, "twee@example.org")
    FollowingFactory(follower=both, area=oost.area.municipality.root)
    follows(oost.area, "nee@example.org", letters=False)
    follows(oost.area, "thema@example.org", theme=oost.theme)
    follows(oost.area, "thema-en-brief@example.org", theme=oost.theme, letters=True)
    follows(oost.area, "onbevestigd@example.org", confirmed_at=None)
    send_letter(happened, audience="all", seen=1, by=oost.ada)
    assert sent_to() == {"twee@example.org", "thema-en-brief@example.org"}
    assert Mail.objects.filter(to="twee@example.org").count() == 1


def test_one_press_in_the_mail_program_stops_it(oost, happened, client):  # noqa: F811
    follows(oost.area, "ja@example.org", letters=True)
    send_letter(happened, audience="asked", seen=1, by=oost.ada)
    headers = Mail.objects.get(purpose="initiatives.letter").headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.search(r"https?://[^/]+(/[^>]+)", headers["List-Unsubscribe"])[1]
    # A mail program sends no cookie and no token of a form; opening the link changes nothing.
    browser = Client(enforce_csrf_checks=True)
    assert "Stop met nieuwsbrieven" in browser.get(path).text
    assert Follower.objects.get().letters
    for _press in range(2):
        answer = browser.post(path, {"List-Unsubscribe": "One-Click"})
        assert "Nieuws over wat u volgt, blijft komen" in answer.text
    assert Follower.objects.get().letters is False, "the news goes on"
    assert not receivers(oost.area, "asked")
    assert not receivers(oost.area, "all")


def test_a_link_of_somebody_else_or_of_who_stopped_stops_nothing(oost, happened, client):  # noqa: F811
    kept = follows(oost.area, "ja@example.org", letters=True)
    gone = follows(oost.area, "weg@example.org", letters=True)
    key = key_of(gone)
    stop_all(gone)
    page = reverse("following:stop_letters", args=[key])
    assert "niet meer bekend" in client.post(page).text
    forged = reverse("following:stop_letters", args=[key_of(kept)[:-1] + "x"])
    assert client.post(forged).status_code == 410
    assert Follower.objects.get().letters


def test_one_press_on_the_own_page_stops_newsletters_alone(oost, happened, client):  # noqa: F811
    mine = follows(oost.area, "ja@example.org", letters=True)
    page = client.get(reverse("following:manage_link", args=[key_of(mine)]), follow=True)
    assert "Geen nieuwsbrieven meer" in page.text
    page = client.post(reverse("following:manage"), {"no_letters": "1"}, follow=True)
    assert "U krijgt geen nieuwsbrieven meer." in page.text
    assert 'name="no_letters"' not in page.text
    assert Follower.objects.get().letters is False


def test_it_is_sent_once_and_only_as_it_was_read(oost, happened):  # noqa: F811
    with pytest.raises(Refused, match="net aangepast"):
        send_letter(happened, audience="all", seen=7, by=oost.ada)
    send_letter(happened, audience="all", seen=1, by=oost.ada)
    with pytest.raises(PermissionDenied, match="al verstuurd"):
        send_letter(happened, audience="all", seen=2, by=oost.ada)


def test_the_next_draft_begins_where_the_last_one_ended(oost, happened):  # noqa: F811
    assert draft(oost.area, by=oost.ada) == happened, "one draft at a time"
    send_letter(happened, audience="asked", seen=1, by=oost.ada)
    assert "Vlaggen" not in draft(oost.area, by=oost.ada).text


@pytest.mark.parametrize("who", ["rosa", "wim", "bea", "raf"])
def test_others_do_not_write_or_send(oost, happened, who):  # noqa: F811
    with pytest.raises(PermissionDenied):
        draft(oost.area, by=getattr(oost, who))
    with pytest.raises(PermissionDenied):
        send_letter(happened, audience="all", seen=1, by=getattr(oost, who))


def test_asking_for_it_counts_once_the_mailed_link_is_pressed(oost):  # noqa: F811
    wish = Following(area=oost.area)
    town = oost.area.municipality
    ask_to_follow(town, wish, email="ik@example.org", frequency="weekly", letters=True)
    assert Follower.objects.get().letters is None
    confirm_following(link_in(Mail.objects.get()).strip("/").rpartition("/")[2])
    assert Follower.objects.get().letters is True
