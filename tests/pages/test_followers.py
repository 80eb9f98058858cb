"""What followers are told: each thing once, as often as they chose, and never twice."""

import datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from areas.models import PlanVersion, ProgressUpdate
from areas.roles import RoleKind
from config.lib.clock import now
from config.outbox.models import Mail
from config.outbox.worker import run_daily
from config.pages.digest import tell_followers
from config.pages.erasing import erase_address
from config.pages.news import Subject, Window, news_of
from initiatives.actions.following import confirm_following, key_of, tell
from initiatives.models import Follower, Following, Initiative, Note
from tests.factories import (
    ActionFactory,
    AreaFactory,
    FollowerFactory,
    FollowingFactory,
    InitiativeFactory,
    MunicipalityFactory,
    PlanFactory,
    ThemeFactory,
    person,
)

pytestmark = pytest.mark.django_db
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
# A Wednesday, ten past midnight.
NIGHT = datetime.datetime(2026, 6, 10, 0, 10, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def _night():
    """It is night, and the clock goes on."""
    with time_machine.travel(NIGHT):
        yield


@pytest.fixture
def oost(db):
    """Oost with a part and an action there, an area beside it, and a colleague."""
    area = AreaFactory(name="Oost")
    part = AreaFactory(name="Vijverbuurt", municipality=area.municipality, parent=area)
    theme = ThemeFactory(municipality=area.municipality)
    return SimpleNamespace(
        town=area.municipality,
        area=area,
        part=part,
        west=AreaFactory(name="West", municipality=area.municipality),
        theme=theme,
        action=ActionFactory(area=part, theme=theme, title="Bomen planten"),
        ada=person(RoleKind.ADVISOR_SOCIAL, area, "Ada Adviseur"),
    )


def progress(oost, text="De bomen staan.", at=None, action=None, **more):
    """A public note on the action, of an hour ago."""
    given = {"action": action or oost.action, "by": oost.ada, "text": text}
    return ProgressUpdate.objects.create(**given, at=at or now() - HOUR, **more)


def follow(thing, **follower) -> Follower:
    """Somebody follows a thing since last year, and was told everything until yesterday."""
    return FollowingFactory(**thing, **{f"follower__{k}": v for k, v in follower.items()}).follower


def mails(follower) -> list[str]:
    """The texts of the mails with news to somebody."""
    rows = Mail.objects.filter(to=follower.email, purpose="initiatives.news")
    return list(rows.order_by("pk").values_list("text", flat=True))


class TestWhatIsTold:
    def test_one_mail_with_each_thing_once_however_many_ways_it_is_followed(self, oost):
        progress(oost)
        follower = follow({"area": oost.area})
        for thing in (
            {"area": oost.part},
            {"area": oost.area, "theme": oost.theme},
            {"area": None, "action": oost.action},
        ):
            FollowingFactory(follower=follower, **thing)
        assert tell_followers() == 1
        (text,) = mails(follower)
        assert text.count("De bomen staan.") == 1
        assert f"/gebieden/acties/{oost.action.pk}/" in text
        assert "Vijverbuurt" in text

    def test_no_news_is_no_mail(self, oost):
        follow({"area": oost.area})
        assert tell_followers() == 0
        assert not Mail.objects.exists()

    def test_what_is_elsewhere_internal_or_of_another_theme_is_not_told(self, oost):
        other = ThemeFactory(municipality=oost.town, code="sport", name="Sport")
        progress(oost, "Elders.", action=ActionFactory(area=oost.west))
        progress(oost, "Onder ons.", public=False)
        progress(oost, "Besloten.", action=ActionFactory(area=oost.part, public=False))
        progress(oost, "Anders.", action=ActionFactory(area=oost.part, theme=other))
        InitiativeFactory(area=oost.part, released_at=None, released_by=None, state="received")
        follower = follow({"area": oost.area, "theme": oost.theme})
        idea = follow(
            {"area": None, "initiative": InitiativeFactory(area=oost.west)}, municipality=oost.town
        )
        Initiative.objects.update(released_at=now() - 300 * DAY, released_by=oost.ada)
        Initiative.objects.filter(area=oost.part).update(released_at=None, released_by=None)
        assert tell_followers() == 0
        assert mails(follower) == mails(idea) == []

    def test_an_idea_its_news_and_its_steps_without_the_words_about_people(self, oost):
        idea = InitiativeFactory(
            area=oost.part, title="Geveltuintjes", released_at=now() - 5 * HOUR
        )
        given = {"initiative": idea, "by": oost.ada}
        for kind, state, ago in (
            ("news", "", 4),
            ("step", "running", 3),
            ("question", "", 2),
            ("internal", "", 2),
            ("news", "", 6),
        ):
            text = f"Buurman van Dam zegt iets ({kind})."
            Note.objects.create(**given, kind=kind, state=state, text=text, at=now() - ago * HOUR)
        follower = follow({"area": oost.area})
        tell_followers()
        (text,) = mails(follower)
        assert "Nieuw idee: Geveltuintjes" in text
        assert text.count("Geveltuintjes: er is nieuws") == 1
        assert "Geveltuintjes: in uitvoering" in text or "Geveltuintjes: wordt uitgevoerd" in text
        assert "van Dam" not in text

    def test_a_plan_that_began_is_told_when_its_embargo_is_over(self, oost):
        plan = PlanFactory(area=oost.area, title="Jaarplan", public_from=NIGHT.date() + DAY)
        PlanVersion.objects.create(plan=plan, number=1, content={}, at=now() - HOUR, by=oost.ada)
        follower = follow({"area": oost.area})
        assert tell_followers() == 0
        with time_machine.travel(NIGHT + DAY):
            tell_followers()
        (text,) = mails(follower)
        assert "Plan vastgesteld: Jaarplan" in text
        with time_machine.travel(NIGHT + 2 * DAY):
            tell_followers()
        assert len(mails(follower)) == 1

    def test_what_was_there_before_one_followed_is_no_news(self, oost):
        progress(oost, "Oud nieuws.", at=now() - 3 * HOUR)
        follower = follow({"area": oost.west})
        FollowingFactory(area=oost.area, follower=follower, confirmed_at=now() - 2 * HOUR)
        assert tell_followers() == 0

    def test_who_did_not_confirm_is_told_nothing(self, oost):
        progress(oost)
        unsure = FollowerFactory(municipality=oost.town, told_until=None, told_on=None)
        FollowingFactory(area=oost.area, follower=unsure, confirmed_at=None)
        sure = follow({"area": oost.west})
        FollowingFactory(area=oost.area, follower=sure, confirmed_at=None)
        assert tell_followers() == 0

    def test_another_municipality_tells_nothing(self, oost):
        elsewhere = AreaFactory(name="Noord", municipality=MunicipalityFactory(name="Elders"))
        assert elsewhere.municipality != oost.town
        progress(oost)
        follow({"area": elsewhere})
        assert tell_followers() == 0

    def test_a_very_long_list_is_counted_and_not_printed(self, oost):
        for number in range(65):
            progress(oost, f"Stap {number}.", at=now() - HOUR - datetime.timedelta(seconds=number))
        follower = follow({"area": oost.area})
        tell_followers()
        (text,) = mails(follower)
        assert text.count("Bomen planten") == 60
        assert "En nog 5 berichten." in text


class TestNeverTwice:
    def test_a_second_run_tells_nothing(self, oost):
        progress(oost)
        follower = follow({"area": oost.area})
        assert (tell_followers(), tell_followers()) == (1, 0)
        with time_machine.travel(NIGHT + DAY):
            assert tell_followers() == 0
        assert len(mails(follower)) == 1

    def test_what_happens_between_two_nights_is_told_once_whatever_the_minute(self, oost):
        """Each of 48 hours has a note; three nights tell each exactly once."""
        follower = follow({"area": oost.area}, told_until=now() - datetime.timedelta(minutes=5))
        Follower.objects.update(told_on=NIGHT.date())
        for half in range(96):
            at = NIGHT + half * HOUR / 2
            progress(oost, f"Nummer {half}.", at=at)
        for night in (1, 2, 3):
            with time_machine.travel(NIGHT + night * DAY):
                tell_followers()
        told = "\n".join(mails(follower))
        assert [told.count(f"Nummer {half}.") for half in range(96)] == [1] * 96

    def test_of_two_workers_one_tells(self, oost):
        progress(oost)
        follower = follow({"area": oost.area})
        line = SimpleNamespace(title="Iets", text="", where="", path="/")
        one, other = (Follower.objects.get(pk=follower.pk) for _worker in "ab")
        assert tell(one, [line], until=now())
        assert not tell(other, [line], until=now())
        assert len(mails(follower)) == 1

    def test_who_stops_meanwhile_gets_no_mail(self, oost):
        follower = follow({"area": oost.area})
        stale = Follower.objects.get(pk=follower.pk)
        Follower.objects.all().delete()
        line = SimpleNamespace(title="Iets", text="", where="", path="/")
        assert not tell(stale, [line], until=now())
        assert not Mail.objects.exists()

    def test_a_mail_that_is_broken_off_is_told_again(self, oost, monkeypatch):
        progress(oost)
        poor, rich = follow({"area": oost.area}), follow({"area": oost.area})
        real = Mail.objects.create

        def breaks(**given):
            if given["to"] == poor.email:
                raise RuntimeError
            return real(**given)

        with monkeypatch.context() as patch:
            patch.setattr(Mail.objects, "create", breaks)
            with pytest.raises(RuntimeError):
                tell_followers()
        # The other was told; who was not, is told at the next try, and nobody twice.
        assert (len(mails(poor)), len(mails(rich))) == (0, 1)
        assert tell_followers() == 1
        assert (len(mails(poor)), len(mails(rich))) == (1, 1)

    def test_no_commit_no_mail_and_no_mark(self, oost):
        progress(oost)
        follower = follow({"area": oost.area})
        with transaction.atomic():
            tell_followers()
            transaction.set_rollback(True)
        assert mails(follower) == []
        assert Follower.objects.get().told_until == follower.told_until

    def test_the_worker_does_it_by_itself(self, oost, settings):
        progress(oost)
        follower = follow({"area": oost.area})
        assert "config.pages.daily.mail_followers" in settings.WORKER_DAILY
        assert run_daily("config.pages.daily.mail_followers")
        assert not run_daily("config.pages.daily.mail_followers")
        assert len(mails(follower)) == 1


class TestHowOften:
    @pytest.mark.parametrize(
        ("frequency", "nights"),
        [
            ("daily", [11, 12, 13, 14, 15, 16, 17]),
            # Monday the fifteenth; the first of July.
            ("weekly", [15]),
            ("monthly", []),
        ],
    )
    def test_in_the_nights_of_a_week(self, oost, frequency, nights):
        follower = follow({"area": oost.area}, frequency=frequency, told_on=NIGHT.date())
        told = []
        for day in range(11, 18):
            with time_machine.travel(NIGHT.replace(day=day)):
                progress(oost, f"Dag {day}.")
                if tell_followers():
                    told.append(day)
        assert told == nights
        with time_machine.travel(NIGHT.replace(month=7, day=1)):
            progress(oost, "Juli.")
            # The first of July is a Wednesday: a week that was missed is made good.
            assert tell_followers() == 1
        text = "\n".join(mails(follower))
        assert [text.count(f"Dag {day}.") for day in range(11, 18)] == [1] * 7

    def test_a_monday_that_was_missed_is_made_good_and_the_next_stays_monday(self, oost):
        follow({"area": oost.area}, frequency="weekly", told_on=NIGHT.date())
        told = []
        for day in (16, 17, 21, 22, 23):
            with time_machine.travel(NIGHT.replace(day=day)):
                progress(oost, f"Dag {day}.")
                told += [day] * tell_followers()
        assert told == [16, 22]


class TestTheMail:
    def test_it_can_be_stopped_with_one_press(self, oost, client):
        oost.town.host = "oost.example.org"
        oost.town.save()
        progress(oost)
        follower = follow({"area": oost.area})
        tell_followers()
        mail = Mail.objects.get(purpose="initiatives.news")
        url = f"https://oost.example.org/volgen/stoppen/{key_of(follower)}/"
        assert mail.headers == {
            "List-Unsubscribe": f"<{url}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        assert url in mail.text
        assert f"https://oost.example.org/volgen/mijn/{key_of(follower)}/" in mail.text
        assert mail.subject == "Nieuws over wat u volgt"

    def test_a_mail_of_a_year_ago_still_stops(self, oost, client):
        progress(oost)
        follower = follow({"area": oost.area})
        tell_followers()
        url = Mail.objects.get().headers["List-Unsubscribe"].strip("<>").partition("/volgen/")[2]
        with time_machine.travel(NIGHT + 400 * DAY):
            client.post(f"/volgen/{url}", {"List-Unsubscribe": "One-Click"})
        assert not Follower.objects.filter(pk=follower.pk)


def test_who_asks_to_be_forgotten_follows_nothing(oost):
    follower = follow({"area": oost.area}, email="weg@example.org")
    progress(oost)
    tell_followers()
    erase_address("weg@example.org", by=None)
    assert not Follower.objects.filter(pk=follower.pk)
    assert not Following.objects.exists()
    assert not Mail.objects.filter(to="weg@example.org")


def test_the_number_of_questions_stays_the_same(oost, django_assert_max_num_queries):
    """Reading what is new takes ten questions for a municipality; each follower takes three."""
    for number in range(12):
        progress(oost, f"Nummer {number}.")
        follow({"area": oost.west})
    with django_assert_max_num_queries(10 + 12 * 3):
        assert tell_followers() == 0
    with django_assert_max_num_queries(4):
        assert len(news_of(Subject(oost.town), Window())) == 12


def test_a_link_that_is_pressed_again_after_stopping_starts_nothing(oost):
    assert Follower.objects.count() == 0
    with pytest.raises(Exception, match="werkt niet meer"):
        confirm_following("geen-link")
