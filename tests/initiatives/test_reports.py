"""Reports on a public text or picture: brought by anyone, decided by an advisor, and who hears."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from config.lib.access import Refused
from config.outbox.models import Mail
from initiatives.actions.pictures import remove_picture
from initiatives.actions.report import bring_report, decide_report
from initiatives.models import Hiding, Initiative, Picture, Report, Story
from tests.factories import InitiativeFactory, ReportFactory, StoryFactory

GIVEN = {"reason": "person", "text": "Er staat een naam in.", "contact_email": "m@example.org"}


def bring(browser, url, **given):
    """Open the page of a report and send it."""
    form = browser.get(url).context["form"]
    sent = {"form_key": form["form_key"].value(), "more_info": "", **given}
    return browser.post(url, sent)


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """A test is quicker than a person."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))


def test_anyone_reports_a_text_and_the_advisor_finds_it_at_work(oost, public, client, client_of):
    assert "Meld deze tekst" in client.get(public.get_absolute_url()).text
    page = reverse("stories:report_idea", args=[public.pk])
    answer = bring(client, page, **GIVEN)
    assert answer.url == reverse("stories:reported")
    ada, report = client_of(oost.ada), Report.objects.get()
    assert report.get_absolute_url() in ada.get(reverse("pages:my_work")).text
    form = ada.get(report.get_absolute_url()).context["form"]
    key = {"form_key": form["form_key"].value()}
    ada.post(report.get_absolute_url(), {**key, "decision": "hidden", "reason": "Een naam."})
    assert not Initiative.objects.public().exists()
    mails = dict(Mail.objects.values_list("to", "text"))
    assert set(mails) == {oost.rosa.email, "m@example.org"}
    assert all("Een naam." in text for text in mails.values())
    assert "Er staat een naam in." not in "".join(mails.values())
    assert report.get_absolute_url() not in ada.get(reverse("pages:my_work")).text


def test_a_story_is_hidden_and_its_initiative_stays(oost, public, client):
    story = StoryFactory(initiative=public)
    bring(client, reverse("stories:report_story", args=[story.pk]), **GIVEN)
    report = Report.objects.select_related("initiative", "story__initiative").get()
    decide_report(report, hides=True, reason="Een naam.", by=oost.ada)
    assert Story.objects.get().state == "hidden"
    assert Initiative.objects.public().exists()


def photo(initiative, **more) -> Picture:
    """A picture that everyone sees."""
    drawn = {"file": "initiatives/geen.jpg", "width": 8, "height": 6, "alt": "Buurman Jan"}
    return Picture.objects.create(initiative=initiative, **drawn, **more)


@pytest.mark.parametrize("of_story", [False, True])
def test_anyone_reports_a_picture_and_it_alone_goes_off_the_site(
    oost, public, client, client_of, of_story
):
    story = StoryFactory(initiative=public) if of_story else None
    picture = photo(public, story=story)
    page = reverse("stories:report_picture", args=[picture.pk])
    assert page in client.get((story or public).get_absolute_url()).text
    asked = client.get(page).text
    assert "Wat is er mis met de foto?" in asked
    assert "er staat iemand herkenbaar op" in asked
    assert bring(client, page, **GIVEN).url == reverse("stories:reported")
    report = Report.objects.get()
    assert (report.picture, report.about) == (picture, picture)
    ada = client_of(oost.ada)
    seen = ada.get(report.get_absolute_url())
    assert picture.get_absolute_url() in seen.text
    assert "er staat iemand herkenbaar op" in seen.text
    key = {"form_key": seen.context["form"]["form_key"].value()}
    ada.post(report.get_absolute_url(), {**key, "decision": "hidden", "reason": "Een gezicht."})
    assert Hiding.objects.get().picture == picture
    assert client.get(picture.get_absolute_url()).status_code == 404
    assert client.get((story or public).get_absolute_url()).status_code == 200
    assert client.get(page).status_code == 404, "it is not on the site any more"
    mails = dict(Mail.objects.values_list("to", "text"))
    assert set(mails) == {oost.rosa.email, "m@example.org"}
    assert "U meldde ons een foto" in mails["m@example.org"]
    assert "Een gezicht." in mails["m@example.org"]


def test_who_placed_the_picture_takes_it_away_and_who_reported_it_hears(oost, public):
    picture = photo(public)
    bring_report(picture, given=GIVEN, by=None)
    remove_picture(picture=picture, by=oost.rosa)
    assert "zelf weggehaald" in Mail.objects.get(to="m@example.org").text
    assert not Report.objects.exists()


def test_a_picture_off_the_site_cannot_be_reported_and_its_owner_sees_no_link(
    oost, public, client_of
):
    hidden = photo(public, hidden_at=public.released_at)
    page = reverse("stories:report_picture", args=[hidden.pk])
    rosa = client_of(oost.rosa)
    assert page not in rosa.get(public.get_absolute_url()).text
    assert rosa.get(page).status_code == 403
    with pytest.raises(PermissionDenied):
        bring_report(hidden, given=GIVEN, by=None)


def test_the_text_stays_and_only_who_reported_it_hears(oost, public):
    report = bring_report(public, given=GIVEN, by=None)
    decide_report(report, hides=False, reason="Het klopt.", by=oost.ada)
    assert Initiative.objects.public().exists()
    assert Mail.objects.get().to == "m@example.org"
    with pytest.raises(Refused, match="al besloten"):
        decide_report(report, hides=True, reason="Toch.", by=oost.ada)


def test_without_address_nobody_is_told(oost, public):
    report = bring_report(public, given={**GIVEN, "contact_email": ""}, by=None)
    decide_report(report, hides=False, reason="Het klopt.", by=oost.ada)
    assert not Mail.objects.exists()


def test_what_is_wrong_must_be_said_and_nothing_typed_is_lost(oost, public, client):
    page = bring(client, reverse("stories:report_idea", args=[public.pk]), text="Uitleg.")
    assert page.status_code == 200
    assert page.context["form"].errors["reason"]
    assert "Uitleg." in page.text


def test_what_is_not_public_cannot_be_reported(oost, client):
    assert client.get(reverse("stories:report_idea", args=[oost.initiative.pk])).status_code == 404
    with pytest.raises(PermissionDenied):
        bring_report(oost.initiative, given=GIVEN, by=None)


@pytest.mark.parametrize("who", ["rosa", "stan", "wim", "bea", "raf"])
def test_others_do_not_decide(oost, public, who):
    with pytest.raises(PermissionDenied):
        decide_report(
            ReportFactory(initiative=public), hides=True, reason="Nee.", by=getattr(oost, who)
        )


def test_nobody_decides_about_their_own(oost):
    own = InitiativeFactory(area=oost.area, submitter=oost.ada)
    with pytest.raises(PermissionDenied, match="collega"):
        decide_report(ReportFactory(initiative=own), hides=False, reason="Ja.", by=oost.ada)
