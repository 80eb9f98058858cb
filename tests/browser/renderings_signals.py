"""Renderings of what residents ask, and of what colleagues do with it."""

from datetime import timedelta

from config.intake import tokens
from config.lib.clock import now, today
from config.pages.own.deeds import PURPOSE as OWN_DATA
from initiatives.actions.endorse import PURPOSE
from initiatives.actions.following import PURPOSE as FOLLOWING
from initiatives.actions.following import key_of
from initiatives.actions.signal import FOLLOW
from initiatives.models import Endorsement, Follower, Following, Initiative, Signal
from tests.browser.deeds import fill, press, send, send_empty
from tests.browser.visits import ADVISOR, RESIDENT, visit


def waiting():
    """A question that nobody took up."""
    return Signal.objects.filter(state="received", area__code="rijnwoude").first()


def answered():
    """One that was answered."""
    return Signal.objects.filter(state="answered", area__code="rijnwoude").first()


def forwarded():
    """One that was an objection."""
    return Signal.objects.get(state="forwarded")


def link() -> str:
    """The secret in a mail to who asked what was answered."""
    signal = Signal.objects.filter(state="answered", helped="no").get()
    ref = f"initiatives.signal:{signal.pk}"
    return tokens.issue(FOLLOW, ref, timedelta(days=1), email=signal.contact_email)


def link_waiting() -> str:
    """The same for a question without an answer."""
    signal = Signal.objects.filter(state="received").exclude(contact_email="").first()
    ref = f"initiatives.signal:{signal.pk}"
    return tokens.issue(FOLLOW, ref, timedelta(days=1), email=signal.contact_email)


def idea_to_support():
    """A public idea that runs."""
    return Initiative.objects.public().filter(state="running").first()


def support_link() -> str:
    """The secret in a mail to who wants to support it."""
    found, _new = Endorsement.objects.get_or_create(
        initiative=idea_to_support(), email="buur@bewoners.example", defaults={"inside": True}
    )
    return tokens.issue(PURPOSE, str(found.pk), timedelta(days=1), email=found.email)


def followed():
    """Somebody who follows an area and an idea."""
    idea = idea_to_support()
    follower, _new = Follower.objects.get_or_create(
        municipality=idea.municipality,
        email="buur@bewoners.example",
        defaults={"frequency": "weekly", "told_until": now(), "told_on": today()},
    )
    for thing in ({"area": idea.area}, {"initiative": idea}):
        Following.objects.get_or_create(
            follower=follower, **thing, defaults={"wanted": "weekly", "confirmed_at": now()}
        )
    return follower


def follow_token() -> str:
    """The secret in a mail to who wants to follow something."""
    found = followed().followings.first()
    return tokens.issue(FOLLOWING, str(found.pk), timedelta(days=1), email=found.follower.email)


def follow_key() -> str:
    """The secret in each mail with news."""
    return key_of(followed())


def own_link() -> str:
    """The secret in a mail to who asked what is stored of them."""
    email = followed().email
    return tokens.issue(OWN_DATA, "own", timedelta(days=1), email=email)


PUBLIC = [
    visit("follow an area", "following:new", query="?gebied=rijnwoude"),
    visit("follow empty", "following:new", deeds=(press("Volgen"),)),
    visit("follow sent", "following:sent"),
    visit("follow confirm", "following:confirm_link", follow_token),
    visit(
        "followed", "following:confirm_link", follow_token, deeds=(press("Ja, ik wil dit volgen"),)
    ),
    visit("follow link old", "following:confirm", status=410),
    visit("what I follow", "following:manage_link", follow_key),
    visit("what I follow nothing", "following:manage", status=410),
    visit("stop following", "following:stop", follow_key),
    visit("stop newsletters", "following:stop_letters", follow_key),
    visit(
        "stopped newsletters",
        "following:stop_letters",
        follow_key,
        deeds=(press("Stop met nieuwsbrieven"),),
    ),
    visit("stopped following", "following:stopped"),
    visit("ask own data", "pages:own_ask"),
    visit("ask own data empty", "pages:own_ask", deeds=(press("Stuur mij een link"),)),
    visit("own data asked", "pages:own_sent"),
    visit("open own data", "pages:own_link", own_link),
    visit("own data by link", "pages:own_link", own_link, deeds=(press("Toon mijn gegevens"),)),
    visit("own data gone", "pages:own_open", status=410),
    visit("own data of a login", "pages:own", who=RESIDENT),
    visit("own data of a colleague", "pages:own", who=ADVISOR),
    visit("correct own data", "pages:own_correct", who=RESIDENT),
    visit("correct own data empty", "pages:own_correct", who=RESIDENT, deeds=(send_empty,)),
    visit("erase own data", "pages:own_erase", who=RESIDENT),
    visit("erase own data unsure", "pages:own_erase", who=RESIDENT, deeds=(send,)),
    visit("own data erased", "pages:own_erased"),
    visit("support", "initiatives:endorse", idea_to_support),
    visit("support empty", "initiatives:endorse", idea_to_support, deeds=(press("Ik steun dit"),)),
    visit("support sent", "initiatives:endorse_sent"),
    visit("support confirm", "initiatives:endorse_link", support_link),
    visit("support gone", "initiatives:endorse_confirm", status=410),
    visit("signals", "signals:overview"),
    visit("signals of an area", "signals:overview", query="?gebied=rijnwoude"),
    visit("signals too few", "signals:overview", query="?gebied=ridderveld"),
    visit("new signal", "signals:new", query="?gebied=rijnwoude"),
    visit("new signal empty", "signals:new", deeds=(press("Verstuur"),)),
    visit("new signal looks", "signals:new", deeds=(fill(("find", "Rijn")), press("Zoek"))),
    visit("signal sent", "signals:sent", query="?gebied=rijnwoude&antwoord=ja"),
    visit("signal sent without mail", "signals:sent"),
    visit("signal sent, looked at first", "signals:sent", query="?antwoord=ja&eerst=ja"),
    visit("follow answered", "signals:follow_link", link),
    visit("follow waiting", "signals:follow_link", link_waiting),
    visit("follow gone", "signals:follow", status=410),
]
ADVISORS = [
    visit("signals to handle", "signals:list", who=ADVISOR),
    visit("paper support", "initiatives:paper_support", idea_to_support, who=ADVISOR),
    visit("signals set aside", "signals:aside", who=ADVISOR),
    visit("signals none", "signals:list", who=RESIDENT, status=403),
    visit("signal waiting", "signals:signal", waiting, who=ADVISOR),
    visit("signal answered", "signals:signal", answered, who=ADVISOR),
    visit("signal forwarded", "signals:signal", forwarded, who=ADVISOR),
    visit("take signal up", "signals:take_up", waiting, who=ADVISOR),
    visit("answer signal empty", "signals:answer", waiting, who=ADVISOR, deeds=(send,)),
    visit("pass signal on empty", "signals:pass_on", waiting, who=ADVISOR, deeds=(send,)),
    visit("forward signal empty", "signals:forward", waiting, who=ADVISOR, deeds=(send_empty,)),
    visit("combine signal", "signals:combine", waiting, who=ADVISOR),
    visit("link signal", "signals:link", waiting, who=ADVISOR),
]
