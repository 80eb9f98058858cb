"""Mijn gegevens: asked by mail, seen, downloaded, corrected and erased, by its person alone."""

import datetime
import io
import json
import zipfile

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from areas.models import User
from config.intake.models import MailToken
from config.lib.clock import now
from config.outbox.models import Mail
from config.pages.own.deeds import ask_for_data, correct_data, erase_data
from config.pages.own.parts import NOT_SHOWN, PARTS
from config.pages.own.person import person_at, person_of
from config.pages.own.rows import NAMED, fields_of, name_of, privacy_of, told_about
from config.pages.privacy import LIBRARY_TABLES
from initiatives.models import Endorsement, Follower, Initiative, Picture, Report, Signal, SignUp
from tests.factories import (
    ActionFactory,
    FollowingFactory,
    GatheringFactory,
    InitiativeFactory,
    ReportFactory,
    SeatFactory,
    SignalFactory,
    SignUpFactory,
    UserFactory,
)
from tests.filled import filled
from tests.initiatives.conftest import link_in
from tests.kanarina import ADDRESS as HERS
from tests.kanarina import OLD_ADDRESS, WORDS, found_in, make_kanarina, make_oost
from tests.test_privacy import our_models

pytestmark = pytest.mark.django_db
ADDRESS, OTHER = "buur.een@example.org", "buur.twee@example.org"
ASK, OWN = "/mijn-gegevens/vragen/", "/mijn-gegevens/"
DOWNLOAD, ZIP, ERASE = f"{OWN}gegevens.json", f"{OWN}gegevens.zip", f"{OWN}wissen/"
# What the page keeps to itself: secrets, notes of colleagues, the log of the admin, and the file
# names of pictures, which nobody sees. Her half-typed text is in a session that is not made here.
KEPT_BACK = {
    "internal note",
    "half-typed text",
    "second factor",
    "token",
    "key",
    "admin log",
}


@pytest.fixture(autouse=True)
def _slowly(monkeypatch):
    """Nobody here is a bot, however fast the test is."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))


@pytest.fixture
def oost(db):
    """Oost, who works there, and a budget of € 1.000."""
    return make_oost()


def takes_part(oost, email: str, word: str) -> None:
    """Somebody without an account asks, reports, supports, follows, and comes."""
    idea = InitiativeFactory(area=oost.area, title="Geveltuintjes")
    SignalFactory(area=oost.area, text=f"vraag-{word}", contact_email=email)
    ReportFactory(initiative=idea, text=f"melding-{word}", contact_email=email)
    Endorsement.objects.create(initiative=idea, email=email, inside=True, confirmed_at=now())
    FollowingFactory(area=oost.area, follower__email=email)
    SignUpFactory(gathering=GatheringFactory(area=oost.area, title=f"avond-{word}"), email=email)
    InitiativeFactory(
        area=oost.area, submitter=None, title=f"papier-{word}", contact_email=email, source="paper"
    )
    SeatFactory(user=None, name=f"gast-{word}", email=email)


def opened(client, oost, email=ADDRESS):
    """Ask with this address, follow the link and press the button; returns the page."""
    ask_for_data(oost.area.municipality, email)
    page = client.get(
        link_in(Mail.objects.filter(purpose="pages.own_data").latest("pk")), follow=True
    )
    return client.post(f"{OWN}openen/", filled(page), follow=True)


# --- Nothing is forgotten --------------------------------------------------


def personal_tables() -> set[str]:
    """Every table with a personal or confidential field, ours and of packages."""
    kept = {model._meta.label for model in our_models() if _is_personal(model.privacy)}
    labels = {apps.get_model(name)._meta.label: of for name, of in LIBRARY_TABLES.items()}
    return kept | {label for label, of in labels.items() if _is_personal(of)}


def _is_personal(privacy) -> bool:
    return bool(privacy.personal or privacy.confidential)


def test_every_table_with_personal_data_is_told_or_says_why_not():
    told = {part.model._meta.label for part in PARTS}
    assert personal_tables() - told - set(NOT_SHOWN) == set(), "a table that the page forgets"
    assert told & set(NOT_SHOWN) == set()
    assert set(NOT_SHOWN) <= personal_tables()


def test_a_table_that_is_left_out_is_noticed(monkeypatch):
    """Teeth: the registry without signals no longer covers the classes."""
    fewer = [part for part in PARTS if part.model is not Signal]
    assert "initiatives.Signal" in personal_tables() - {part.model._meta.label for part in fewer}


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.model._meta.label)
def test_every_field_that_is_told_has_a_dutch_name_of_its_own(part):
    assert not {*part.also.split()} & privacy_of(part.model).confidential
    fields = [one for one in fields_of(part) if not one.is_relation or one.related_model in NAMED]
    plain = [one.name for one in fields if name_of(one) == one.name.replace("_", " ")]
    # Two words are the same in both languages.
    assert set(plain) <= {"moment"}
    names = [str(name_of(one)) for one in fields_of(part)]
    assert len(names) == len(set(names))


def test_somebody_with_everything_finds_all_of_it(oost, client_of):
    kanarina = make_kanarina(oost)
    EmailAddress.objects.filter(email=OLD_ADDRESS).update(verified=True)
    page = client_of(kanarina).get(OWN)
    assert set(WORDS) - found_in(page.text) - KEPT_BACK == set()
    assert found_in(page.text) & KEPT_BACK == set()
    assert found_in(client_of(kanarina).get(DOWNLOAD).text) == found_in(page.text)


# --- Only one's own --------------------------------------------------------


def test_without_an_account_one_sees_all_of_oneself_and_nothing_of_others(oost, client):
    takes_part(oost, ADDRESS, "een")
    takes_part(oost, OTHER, "twee")
    page = opened(client, oost)
    for word in ("vraag", "melding", "avond", "papier", "gast"):
        assert f"{word}-een" in page.text
        assert f"{word}-twee" not in page.text
    assert "Geveltuintjes" in page.text
    assert OTHER not in page.text
    file = client.get(DOWNLOAD)
    assert "-een" in file.text
    assert "-twee" not in file.text
    kinds = {one["soort"] for one in json.loads(file.content)["gegevens"]}
    assert {"Uw ideeën", "Steun aan ideeën", "Wat u volgt"} <= kinds


def test_an_address_that_was_only_typed_opens_nothing(oost):
    """Rosa's idea has the address of another with it: neither reads the data of the other."""
    rosa = InitiativeFactory(area=oost.area, title="Van Rosa", contact_email=OTHER).submitter
    SignalFactory(area=oost.area, text="Van de ander", contact_email=OTHER)
    EmailAddress.objects.create(user=rosa, email=OTHER, verified=False)
    seen_by_rosa = str(told_about(person_of(rosa)))
    assert "Van Rosa" in seen_by_rosa
    assert "Van de ander" not in seen_by_rosa
    seen_by_other = str(told_about(person_at(OTHER)))
    assert "Van de ander" in seen_by_other
    assert "Van Rosa" not in seen_by_other


def test_what_went_off_the_site_is_not_named_to_who_supported_it(oost):
    idea = InitiativeFactory(area=oost.area, title="Verborgen", released_at=None, released_by=None)
    hidden = ActionFactory(area=oost.area, title="Interne actie", public=False)
    Endorsement.objects.create(initiative=idea, email=ADDRESS, inside=True)
    town = oost.area.municipality
    FollowingFactory(area=None, action=hidden, follower__email=ADDRESS, follower__municipality=town)
    told = str(told_about(person_at(ADDRESS)))
    assert "Verborgen" not in told
    assert "Interne actie" not in told


# --- Asking and opening ----------------------------------------------------


def test_known_and_unknown_get_the_same_page_and_the_same_mail(oost, client):
    takes_part(oost, ADDRESS, "een")
    answers, asked = [], []
    for email in (ADDRESS, "nergens@example.org"):
        data = filled(client.get(ASK), email=email)
        with CaptureQueriesContext(connection) as count:
            answers.append(client.post(ASK, data).url)
        asked.append(len(count))
    assert answers == [f"{OWN}verstuurd/"] * 2
    assert asked[0] == asked[1], "as much work for both"
    mails = list(Mail.objects.filter(purpose="pages.own_data").order_by("pk"))
    assert [mail.to for mail in mails] == [ADDRESS, "nergens@example.org"]
    first, second = (mail.text.replace(link_in(mail), "") for mail in mails)
    assert first == second


def test_who_is_unknown_reads_that_there_is_nothing_but_the_link_itself(oost, client):
    page = opened(client, oost, "nergens@example.org")
    assert "Links in mails aan u (1)" in page.text
    assert "Uw ideeën" not in page.text


def test_a_link_works_once_and_opening_it_shows_nothing_yet(oost, client):
    takes_part(oost, ADDRESS, "een")
    ask_for_data(oost.area.municipality, ADDRESS)
    url = link_in(Mail.objects.latest("pk"))
    page = client.get(url, follow=True)
    assert "vraag-een" not in page.text
    assert MailToken.objects.get(purpose="pages.own_data").used_at is None
    assert "vraag-een" in client.post(f"{OWN}openen/", filled(page), follow=True).text
    assert type(client)().get(url, follow=True).status_code == 410


def test_what_a_link_opened_closes_after_an_hour_and_by_the_button(oost, client, at):
    takes_part(oost, ADDRESS, "een")
    opened(client, oost)
    assert client.get(OWN).status_code == 200
    with at(2026, 11, 18, 23, 59):
        assert client.get(OWN).url == ASK
        assert client.get(DOWNLOAD).url == ASK
    assert client.post(OWN, {}).url == ASK
    assert client.get(OWN).url == ASK


def test_a_link_in_the_mail_does_not_go_around_the_second_factor(oost, client):
    page = opened(client, oost, oost.ada.email)
    assert "Log eerst in" in page.text
    assert client.get(OWN).url == ASK


def pictured(submitter, alt: str, **more) -> Picture:
    """An idea with a picture, as a file of which the bytes say whose it is."""
    idea = InitiativeFactory(submitter=submitter, **more)
    drawn = {"width": 8, "height": 6, "alt": alt, "file": ContentFile(alt.encode(), "foto.jpg")}
    return Picture.objects.create(initiative=idea, **drawn)


def test_the_pictures_go_along_and_only_ones_own(oost, client_of):
    rosa, other = UserFactory(name="Rosa"), UserFactory(name="Otto")
    mine = pictured(rosa, "Het bankje", area=oost.area)
    off_the_site = pictured(rosa, "De vijver", area=oost.area, released_at=None)
    lost = pictured(rosa, "Weg", area=oost.area)
    lost.file.storage.delete(lost.file.name)
    pictured(other, "Van een ander", area=oost.area)
    browser = client_of(rosa)
    assert ZIP in browser.get(OWN).text
    answer = browser.get(ZIP)
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as files:
        found = {name: files.read(name) for name in files.namelist()}
    told = json.loads(found.pop("gegevens.json"))
    names = {f"fotos/foto-{one.pk}.jpg": one.alt for one in (mine, off_the_site)}
    assert found == {name: alt.encode() for name, alt in names.items()}
    assert (
        names.items() <= {one["bestand"]: one["wat is er te zien"] for one in told["fotos"]}.items()
    )
    assert "Van een ander" not in json.dumps(told)


def test_without_pictures_there_is_no_such_link_and_without_login_no_file(oost, client, client_of):
    assert ZIP not in client_of(UserFactory(name="Rosa")).get(OWN).text
    assert client.get(ZIP).url == ASK


def test_five_mails_a_day_and_then_no_more(oost, client):
    for _turn in range(5):
        client.post(ASK, filled(client.get(ASK), email=ADDRESS))
    again = client.post(ASK, filled(client.get(ASK), email=ADDRESS))
    assert again.status_code == 429
    assert Mail.objects.filter(purpose="pages.own_data").count() == 5


def test_a_wrong_address_is_said_beside_the_field(oost, client):
    again = client.post(ASK, filled(client.get(ASK), email="geen adres"))
    assert 'value="geen adres"' in again.text
    assert not Mail.objects.exists()


# --- Correcting ------------------------------------------------------------


def test_the_name_is_corrected_everywhere_and_goes_off_the_site(oost, client_of):
    idea = InitiativeFactory(area=oost.area, contact_name="Roos", name_public=True)
    other = InitiativeFactory(area=oost.area, contact_name="Piet")
    rosa = client_of(idea.submitter)
    page = rosa.get(f"{OWN}verbeteren/")
    assert rosa.post(f"{OWN}verbeteren/", filled(page, name="Rosa", phone="06 1")).url == OWN
    idea.refresh_from_db()
    idea.submitter.refresh_from_db()
    other.refresh_from_db()
    assert (idea.contact_name, idea.contact_phone, idea.name_public) == ("Rosa", "06 1", False)
    assert (idea.submitter.name, idea.submitter.phone) == ("Rosa", "06 1")
    assert other.contact_name == "Piet"
    again = rosa.post(f"{OWN}verbeteren/", filled(page, name=""))
    assert again.status_code == 200
    assert "gw-errors" in again.text


def test_who_has_no_name_here_has_none_to_correct(oost):
    with pytest.raises(PermissionDenied):
        correct_data(person_at(ADDRESS), name="Rosa", phone="")


# --- Erasing ---------------------------------------------------------------


def test_erased_without_an_account_and_the_neighbour_keeps_all(oost, client):
    takes_part(oost, ADDRESS, "een")
    takes_part(oost, OTHER, "twee")
    theirs = str(told_about(person_at(OTHER)))
    opened(client, oost)
    page = client.get(ERASE)
    unsure = client.post(ERASE, filled(page, sure=""))
    assert "Zet een vinkje" in unsure.text
    done = client.post(ERASE, filled(page, sure="on"), follow=True)
    assert "Uw gegevens zijn gewist" in done.text
    assert told_about(person_at(ADDRESS)) == []
    assert str(told_about(person_at(OTHER))) == theirs
    assert client.get(OWN).url == ASK
    assert Endorsement.objects.count() == 2
    assert Initiative.objects.filter(title="papier-een").exists()
    for model in (Signal, Report):
        assert model.objects.exclude(erased_at=None).count() == 1
    assert Follower.objects.filter(email=ADDRESS).count() == 0
    assert SignUp.objects.filter(email=ADDRESS).count() == 0


def test_erased_with_an_account_ends_the_login(oost, client_of):
    idea = InitiativeFactory(area=oost.area, title="Een hek", contact_name="Rosa")
    rosa = client_of(idea.submitter)
    done = rosa.post(ERASE, filled(rosa.get(ERASE), sure="on"), follow=True)
    assert "Uw gegevens zijn gewist" in done.text
    idea.refresh_from_db()
    assert (idea.contact_name, idea.title, idea.submitter) == ("", "Een hek", None)
    assert User.objects.filter(erased_at__isnull=False).count() == 1
    assert rosa.get(OWN).url == ASK


def test_erasing_oneself_takes_nothing_of_somebody_whose_idea_has_the_address(oost):
    idea = InitiativeFactory(
        area=oost.area, title="Van Rosa", contact_name="Rosa", contact_email=OTHER
    )
    SignalFactory(area=oost.area, text="Van de ander", contact_email=OTHER)
    rosa = idea.submitter
    erase_data(person_at(OTHER))
    idea.refresh_from_db()
    assert (idea.submitter, idea.contact_name, idea.contact_email) == (rosa, "Rosa", "")
    SignalFactory(area=oost.area, text="Nieuw", contact_email=OTHER)
    Initiative.objects.filter(pk=idea.pk).update(contact_email=OTHER)
    erase_data(person_of(rosa))
    assert Signal.objects.filter(text="Nieuw", contact_email=OTHER).exists()


def test_who_works_here_does_not_leave_work_behind(oost, client_of):
    with pytest.raises(PermissionDenied):
        erase_data(person_of(oost.ada))
    page = client_of(oost.ada).get(ERASE, follow=True)
    assert "Draag eerst uw werk over" in page.text
    assert HERS not in page.text
