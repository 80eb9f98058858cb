"""The portrait of an area: each change is a next version, and worries wait until discussed."""

import datetime

import pytest
from django.urls import reverse

from areas.actions.portraits import add_portrait
from areas.models import Area, Portrait
from config.audit.models import Event
from config.lib.forms import LostRace
from tests.filled import filled

pytestmark = pytest.mark.django_db
SECRET = "Jongeren vervelen zich"


def url(area):
    return reverse("areas:portrait", args=[area.slug])


def page_url(area):
    return reverse("areas:portrait_page", args=[area.slug])


def text(words, seen=0, **more):
    return {"row_version": seen, "text": words, **more}


def portrait(area, by=None, **more):
    return Portrait.objects.create(area=area, by=by, **{"text": "Groen en rustig.", **more})


@pytest.mark.parametrize("who", ["ada", "max", "cor"])
def test_advisor_manager_and_communications_write_it(oost, client_of, who):
    answer = client_of(getattr(oost, who)).post(url(oost.area), text("Groen en rustig."))
    assert answer.headers["Location"] == page_url(oost.area)
    made = Portrait.objects.get()
    assert (made.text, made.by) == ("Groen en rustig.", getattr(oost, who))
    assert Event.objects.get(verb="portrait.created").area_id == oost.area.pk


def test_the_text_on_the_page_of_the_area_follows_the_newest(oost, client, client_of):
    first = portrait(oost.area)
    client_of(oost.ada).post(url(oost.area), text("Druk en gezellig.", first.pk))
    assert Area.objects.get(pk=oost.area.pk).portrait == "Druk en gezellig."
    assert "Druk en gezellig." in client.get(oost.area.get_absolute_url()).text


@pytest.mark.parametrize("who", ["ivo", "pam", "raf", "wim", "stan"])
def test_others_may_not(oost, client_of, who):
    answer = client_of(getattr(oost, who)).post(url(oost.area), text("Anders."))
    assert answer.status_code == 403
    assert not Portrait.objects.exists()


def test_opening_the_form_changes_nothing(oost, client_of):
    assert client_of(oost.ada).get(url(oost.area)).status_code == 200
    assert not Event.objects.exists()


def test_an_area_that_is_not_there(oost, client, client_of):
    assert client_of(oost.ada).get("/gebieden/nergens/tekst/").status_code == 404
    assert client.get("/gebieden/nergens/portret/").status_code == 404


def test_it_starts_from_the_newest_and_says_who_made_that(oost, client_of):
    portrait(oost.area, text="Oud.")
    portrait(oost.area, by=oost.cor, text="Nieuw.", people="Veel vrijwilligers")
    answer = client_of(oost.ada).get(url(oost.area))
    assert "Cor Communicatie" in answer.text
    assert filled(answer)["text"] == ["Nieuw."]
    assert filled(answer)["people"] == ["Veel vrijwilligers"]


def test_an_area_without_versions_starts_from_the_text_it_has(oost, client_of):
    Area.objects.filter(pk=oost.area.pk).update(portrait="Een oude polder.")
    assert filled(client_of(oost.ada).get(url(oost.area)))["text"] == ["Een oude polder."]


def test_without_text_there_is_no_version(oost, client_of):
    assert "text" in client_of(oost.ada).post(url(oost.area), text("")).context["form"].errors
    assert not Portrait.objects.exists()


def test_earlier_versions_stay_to_be_read_by_date(oost, client, at):
    with at(2025, 3, 1):
        first = portrait(oost.area, text="Zoals het was.")
    portrait(oost.area, text="Zoals het is.")
    page = client.get(page_url(oost.area)).text
    assert "Zoals het is." in page
    assert "Zoals het was." not in page
    assert f"?versie={first.pk}" in page
    earlier = client.get(page_url(oost.area), {"versie": first.pk}).text
    assert "Zoals het was." in earlier
    assert "Dit is een eerdere versie." in earlier
    assert "1 maart 2025" in earlier


def test_the_version_of_another_area_is_not_shown(oost, client):
    other = portrait(oost.west, text="In West.")
    portrait(oost.area, text="In Oost.")
    page = client.get(page_url(oost.area), {"versie": other.pk}).text
    assert "In Oost." in page
    assert "In West." not in page


# --- Worries ---------------------------------------------------------------


@pytest.mark.parametrize("who", ["ada", "ivo", "pam", "cor"])
def test_colleagues_of_the_area_read_worries(oost, client_of, who):
    portrait(oost.area, worries=SECRET)
    page = client_of(getattr(oost, who)).get(page_url(oost.area)).text
    assert SECRET in page
    assert "Alleen collega" in page


@pytest.mark.parametrize("who", [None, "raf", "wim", "stan"])
def test_others_do_not_before_they_were_discussed(oost, client, client_of, who):
    early = portrait(oost.area, worries=SECRET, discussed_on=datetime.date(2026, 11, 19))
    portrait(oost.area, worries=SECRET)
    browser = client_of(getattr(oost, who)) if who else client
    assert SECRET not in browser.get(page_url(oost.area)).text
    assert SECRET not in browser.get(page_url(oost.area), {"versie": early.pk}).text


def test_everyone_reads_them_from_that_day_on(oost, client, at):
    portrait(oost.area, worries=SECRET, discussed_on=datetime.date(2026, 11, 20))
    assert SECRET not in client.get(page_url(oost.area)).text
    with at(2026, 11, 20):
        page = client.get(page_url(oost.area)).text
    assert SECRET in page
    assert "Besproken in het gebied op 20 november 2026" in page


def test_changed_worries_are_not_public_because_earlier_ones_were_discussed(oost, client_of):
    first = portrait(oost.area, worries="Donkere straten", discussed_on=datetime.date(2026, 1, 5))
    sent = text("Groen.", first.pk, worries=SECRET, discussed_on="2026-01-05")
    answer = client_of(oost.ada).post(url(oost.area), sent)
    assert "discussed_on" in answer.context["form"].errors
    assert Portrait.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"discussed_on": ""},
        {"discussed_on": "2026-11-01"},
        {"still_discussed": "on"},
        {"worries": "Donkere straten"},
    ],
)
def test_who_says_when_they_were_discussed_may_change_them(oost, client_of, change):
    first = portrait(oost.area, worries="Donkere straten", discussed_on=datetime.date(2026, 1, 5))
    sent = text("Groen.", first.pk, worries=SECRET, discussed_on="2026-01-05")
    assert client_of(oost.ada).post(url(oost.area), sent | change).status_code == 302
    assert Portrait.objects.count() == 2


# --- Two at once -----------------------------------------------------------


def test_a_second_save_over_a_newer_version_shows_both(oost, client_of):
    client_of(oost.cor).post(url(oost.area), text("Tekst van Cor."))
    answer = client_of(oost.ada).post(url(oost.area), text("Tekst van Ada."))
    assert "Tekst van Cor." in answer.text
    assert "Tekst van Ada." in answer.text
    assert Area.objects.get(pk=oost.area.pk).portrait == "Tekst van Cor."
    again = client_of(oost.ada).post(url(oost.area), filled(answer))
    assert again.status_code == 302
    assert list(Portrait.objects.values_list("text", flat=True)) == [
        "Tekst van Ada.",
        "Tekst van Cor.",
    ]


def test_at_the_moment_of_writing_a_newer_version_is_still_seen(oost):
    portrait(oost.area)
    with pytest.raises(LostRace):
        add_portrait(oost.area, seen=0, texts={"text": "Anders."}, by=oost.ada)
