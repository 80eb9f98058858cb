"""Following by mail, without an account: asked, confirmed, changed, and stopped by one press."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from config.intake.models import MailToken
from config.lib.access import Refused
from config.lib.clock import now
from config.outbox.models import Mail
from initiatives.actions.following import (
    ask_to_follow,
    confirm_following,
    follower_by,
    is_ours,
    key_of,
    stop_all,
)
from initiatives.models import Follower, Following
from tests.factories import ActionFactory, FollowerFactory, FollowingFactory, InitiativeFactory
from tests.filled import filled
from tests.initiatives.conftest import link_in

pytestmark = pytest.mark.django_db
ADDRESS = "buur.een@example.org"
NEW = "/volgen/?gebied=oost"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture(autouse=True)
def _slowly(monkeypatch):
    """Nobody here is a bot, however fast the test is."""
    monkeypatch.setattr("config.intake.spam.SHORTEST", datetime.timedelta(0))


@pytest.fixture
def idea(oost):
    """A public idea in Oost."""
    return InitiativeFactory(area=oost.area, submitter=oost.rosa, title="Geveltuintjes")


def token_of(mail: Mail) -> str:
    """The secret in a mail."""
    return link_in(mail).split("/")[-2]


def ask(oost, email=ADDRESS, frequency="weekly", **thing) -> str:
    """Ask to follow something (Oost); returns the secret of the mail."""
    wish = Following(**(thing or {"area": oost.area}))
    ask_to_follow(oost.area.municipality, wish, email=email, frequency=frequency)
    return token_of(Mail.objects.latest("pk"))


def test_from_the_page_to_following(oost, client):
    page = client.get(NEW)
    assert "Volg Oost" in page.text
    sent = client.post(NEW, filled(page, frequency="monthly", email=ADDRESS.upper()), follow=True)
    assert "Kijk in uw mail" in sent.text
    mail = Mail.objects.get(purpose="initiatives.follow")
    assert mail.to == ADDRESS
    assert "Oost" in mail.text
    assert not Following.objects.filter(confirmed_at__isnull=False)
    page = client.get(link_in(mail), follow=True)
    assert not Following.objects.filter(confirmed_at__isnull=False)  # opening a link does nothing
    done = client.post("/volgen/bevestigen/", filled(page))
    assert "U volgt dit nu" in done.text
    following = Following.objects.get(confirmed_at__isnull=False)
    assert following.area == oost.area
    follower = following.follower
    assert (follower.frequency, follower.email) == ("monthly", ADDRESS)
    assert follower.told_until is not None
    assert client.post("/volgen/bevestigen/", filled(page)).status_code == 410


def test_a_theme_of_an_area_an_idea_and_an_action(oost, idea, client):
    action = ActionFactory(area=oost.area, title="Bomen planten")
    for url, more, name in (
        (NEW, {"theme": oost.theme.code}, f"{oost.theme.name} in Oost"),
        (f"/volgen/?initiatief={idea.pk}", {}, "Geveltuintjes"),
        (f"/volgen/?actie={action.pk}", {}, "Bomen planten"),
        ("/volgen/", {}, oost.area.municipality.root.name),
    ):
        page = client.get(url)
        data = filled(page, frequency="weekly", email=ADDRESS, **more)
        assert client.post(url, data).url == "/volgen/verstuurd/"
        confirm_following(token_of(Mail.objects.latest("pk")))
        assert name in {one.name for one in Following.objects.all()}
    assert Following.objects.count() == 4
    assert Follower.objects.count() == 1


def test_what_not_everyone_may_read_cannot_be_followed(oost, client):
    hidden = ActionFactory(area=oost.area, public=False)
    for query in (
        f"initiatief={oost.initiative.pk}",
        f"actie={hidden.pk}",
        "gebied=nergens",
        "actie=99999",
    ):
        assert client.get(f"/volgen/?{query}").status_code == 404


@pytest.mark.parametrize("query", ["actie=x", "initiatief=-1", "thema='", "actie=" + "9" * 40])
def test_nonsense_in_the_address_is_as_if_nothing_was_said(oost, client, query):
    assert client.get(f"/volgen/?{query}").status_code == 200


def test_a_wrong_form_says_so_and_loses_nothing(oost, client):
    page = client.get(NEW)
    again = client.post(NEW, filled(page, frequency="ooit", email="geen adres", theme="x"))
    assert again.status_code == 200
    assert 'value="geen adres"' in again.text
    assert not Follower.objects.exists()
    assert not Mail.objects.exists()


def test_known_or_not_the_answer_and_the_mails_are_the_same(oost, client):
    confirm_following(ask(oost))
    told = []
    for email in (ADDRESS, "niemand@example.org"):
        before = Mail.objects.count()
        page = client.get(NEW)
        sent = client.post(NEW, filled(page, frequency="weekly", email=email))
        told.append((sent.status_code, sent.url, Mail.objects.count() - before))
    assert told[0] == told[1] == (302, "/volgen/verstuurd/", 1)


def test_nobody_changes_the_mails_of_another_without_their_link(oost):
    confirm_following(ask(oost, frequency="daily"))
    ask(oost, frequency="monthly")
    follower = Follower.objects.get()
    assert follower.frequency == "daily"
    assert follower.followings.get().confirmed_at is not None


def test_asked_twice_only_the_newest_link_counts(oost):
    old, new = ask(oost, frequency="daily"), ask(oost, frequency="monthly")
    with pytest.raises(Refused):
        confirm_following(old)
    confirm_following(new)
    assert Follower.objects.get().frequency == "monthly"
    assert Following.objects.count() == 1


def test_an_idea_that_is_off_the_site_is_not_followed_any_more(oost, idea):
    token = ask(oost, initiative=idea)
    idea.released_at = idea.released_by = None
    idea.save()
    with pytest.raises(Refused):
        confirm_following(token)


def test_too_many_askings_for_one_address_are_refused(oost, client):
    statuses = []
    for _number in range(11):
        page = client.get(NEW)
        statuses.append(
            client.post(NEW, filled(page, frequency="weekly", email=ADDRESS)).status_code
        )
    assert statuses == [302] * 10 + [429]
    assert Mail.objects.filter(to=ADDRESS).count() == 10


def test_one_press_in_a_mail_program_stops_all(oost):
    follower = FollowingFactory(area=oost.area).follower
    FollowingFactory(area=oost.west, follower=follower)
    ask(oost, email=follower.email, initiative=InitiativeFactory(area=oost.area))
    url = f"/volgen/stoppen/{key_of(follower)}/"
    # No cookie, no token of a form: only what RFC 8058 says the program sends.
    program = Client(enforce_csrf_checks=True)
    for _time in range(2):
        answer = program.post(url, ONE_CLICK)
        assert answer.status_code == 200
        assert "U krijgt geen mails meer" in answer.text
    assert not Follower.objects.exists()
    assert not Following.objects.exists()
    assert not MailToken.objects.filter(purpose="initiatives.follow", used_at=None).exists()


def test_a_link_checker_that_opens_the_link_stops_nothing(oost, client):
    follower = FollowingFactory(area=oost.area).follower
    url = f"/volgen/stoppen/{key_of(follower)}/"
    page = client.get(url)
    assert "Stop met alle mails" in page.text
    assert client.head(url).status_code == 200
    assert Follower.objects.exists()
    assert "U krijgt geen mails meer" in client.post(url).text
    assert not Follower.objects.exists()


def test_a_key_of_another_or_a_broken_one_is_refused(oost, client):
    mine, other = FollowerFactory(), FollowerFactory()
    number, moment, signature = key_of(mine).split("-", 2)
    for key in (
        f"{other.pk}-{moment}-{signature}",
        f"{number}-{int(moment) + 1}-{signature}",
        f"{number}-{moment}-{signature}x",
        f"{number}-{moment}-",
        f"{number}-{moment}",
        "x",
        "-",
        "--",
    ):
        assert follower_by(key) is None, key
        assert not is_ours(key), key
        answer = Client(enforce_csrf_checks=True).post(f"/volgen/stoppen/{key}/", ONE_CLICK)
        assert answer.status_code == 410
        assert client.get(f"/volgen/mijn/{key}/").status_code == 410
    assert Follower.objects.count() == 2
    assert follower_by(key_of(mine)) == mine


def test_a_number_that_comes_back_does_not_open_an_old_link(oost):
    old = FollowerFactory()
    key, number = key_of(old), old.pk
    stop_all(old)
    FollowerFactory(pk=number, at=now() + datetime.timedelta(days=1))
    assert follower_by(key) is None
    assert is_ours(key)


def test_a_link_of_before_the_secret_changed_still_works(oost, settings):
    follower = FollowerFactory()
    key = key_of(follower)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "een andere sleutel van meer dan vijftig tekens, voor deze test"
    assert follower_by(key) == follower
    assert key_of(follower) != key


def test_changing_how_often_and_following_less(oost, client):
    first = FollowingFactory(area=oost.area)
    FollowingFactory(area=oost.west, follower=first.follower)
    FollowingFactory(area=oost.area, theme=oost.theme, follower=first.follower, confirmed_at=None)
    stranger = FollowingFactory(area=oost.area)
    page = client.get(f"/volgen/mijn/{key_of(first.follower)}/", follow=True)
    assert page.request["PATH_INFO"] == "/volgen/mijn/"  # the secret is out of the address
    assert page.text.count("Niet meer volgen") == 2
    assert first.follower.email not in page.text
    client.post("/volgen/mijn/", {"frequency": "monthly"})
    assert Follower.objects.get(pk=first.follower_id).frequency == "monthly"
    assert client.post("/volgen/mijn/", {"frequency": "ooit"}).status_code == 200
    # Another's number, or nonsense, does nothing.
    for number in (stranger.pk, "x", "-1", "9" * 30):
        client.post("/volgen/mijn/", {"number": number})
    assert Following.objects.count() == 4
    client.post("/volgen/mijn/", {"number": first.pk})
    assert not Following.objects.filter(pk=first.pk)
    left = first.follower.followings.get(confirmed_at__isnull=False)
    Following.objects.filter(follower=first.follower, confirmed_at=None).delete()
    last = client.post("/volgen/mijn/", {"number": left.pk})
    assert last.url == "/volgen/gestopt/"
    assert not Follower.objects.filter(pk=first.follower_id)
    assert client.get("/volgen/mijn/").status_code == 410


def test_the_database_holds_one_thing_per_row_and_each_once(oost, idea):
    follower = FollowerFactory(municipality=oost.area.municipality)
    for thing in (
        {"area": None},
        {"area": oost.area, "initiative": idea},
        {"area": None, "initiative": idea, "theme": oost.theme},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowingFactory(follower=follower, **thing)
    for thing in (
        {"area": oost.area},
        {"area": oost.area, "theme": oost.theme},
        {"area": None, "initiative": idea},
        {"area": None, "action": ActionFactory(area=oost.area)},
    ):
        FollowingFactory(follower=follower, **thing)
        with pytest.raises(IntegrityError), transaction.atomic():
            FollowingFactory(follower=follower, **thing)


def test_the_pages_lead_to_following(oost, idea, client):
    action = ActionFactory(area=oost.area)
    for page, link, feed in (
        ("/gebieden/oost/", "/volgen/?gebied=oost", "/gebieden/oost/nieuws.atom"),
        (
            idea.get_absolute_url(),
            f"/volgen/?initiatief={idea.pk}",
            f"/initiatieven/{idea.pk}/nieuws.atom",
        ),
        (
            action.get_absolute_url(),
            f"/volgen/?actie={action.pk}",
            f"/gebieden/acties/{action.pk}/nieuws.atom",
        ),
        ("/", "/volgen/", "/nieuws.atom"),
    ):
        text = client.get(page).text
        assert f'href="{link}"' in text
        assert '<link rel="alternate" type="application/atom+xml" title="Nieuws: ' in text
        assert f'href="{feed}"' in text


def test_a_page_that_is_not_public_is_not_offered_to_follow(oost, client_of):
    hidden = ActionFactory(area=oost.area, public=False)
    ada = client_of(oost.ada)
    for page in (hidden.get_absolute_url(), oost.initiative.get_absolute_url()):
        text = ada.get(page).text
        assert "nieuws.atom" not in text
        assert "/volgen/?" not in text
