"""Renderings of gatherings, of signing up, and of what colleagues do with them."""

from datetime import timedelta

from config.intake import tokens
from config.lib.clock import now
from initiatives.actions.sign_up import CONFIRM, LEAVE
from initiatives.models import Gathering, SignUp
from tests.browser.deeds import press, send, send_empty
from tests.browser.visits import ADVISOR, RESIDENT, visit

DAY = timedelta(days=1)


def coming():
    """An evening for which one signs up, that is full."""
    return Gathering.objects.coming().get(seats__isnull=False)


def free():
    """One at which nobody signs up."""
    return Gathering.objects.coming().get(sign_up="none")


def off():
    """One that is off."""
    return Gathering.objects.get(cancelled_at__isnull=False)


def over():
    """One that is over, with what it led to."""
    return Gathering.objects.past().get(led_to_action__isnull=False)


def over_here():
    """One of the advisor's whole area."""
    return Gathering.objects.past().first()


def confirm_link() -> str:
    """The secret in a mail to who wants to come."""
    one, _new = SignUp.objects.get_or_create(
        gathering=coming(), email="nieuw@bewoners.example", defaults={"people": 2, "at": now()}
    )
    return tokens.issue(CONFIRM, str(one.pk), DAY, email=one.email)


def leave_link() -> str:
    """The secret in a mail to who comes."""
    one = coming().sign_ups.seated().first()
    return tokens.issue(LEAVE, str(one.pk), DAY, email=one.email)


PUBLIC = [
    visit("gatherings", "gatherings:list"),
    visit("gatherings past", "gatherings:list", query="?wanneer=geweest"),
    visit("gatherings of an area", "gatherings:list", query="?gebied=rijnwoude"),
    visit("gatherings none", "gatherings:list", query="?gebied=boskoop"),
    visit("gathering full", "gatherings:gathering", coming),
    visit("gathering without signing up", "gatherings:gathering", free),
    visit("gathering off", "gatherings:gathering", off),
    visit("gathering over", "gatherings:gathering", over),
    visit("sign up", "gatherings:sign_up", coming),
    visit("sign up empty", "gatherings:sign_up", coming, deeds=(press("Meld mij aan"),)),
    visit("sign up sent", "gatherings:sent"),
    visit("sign up confirm", "gatherings:confirm_link", confirm_link),
    visit("sign up gone", "gatherings:confirm", status=410),
    visit("sign off", "gatherings:leave_link", leave_link),
    visit("sign off gone", "gatherings:leave", status=410),
]
ADVISORS = [
    visit("gathering of advisor", "gatherings:gathering", coming, who=ADVISOR),
    visit("who signed up", "gatherings:sign_ups", coming, who=ADVISOR),
    visit("plan gathering", "gatherings:create", who=ADVISOR),
    visit("plan gathering empty", "gatherings:create", who=ADVISOR, deeds=(send_empty,)),
    visit("plan gathering refused", "gatherings:create", who=RESIDENT, status=403),
    visit("edit gathering", "gatherings:edit", coming, who=ADVISOR),
    visit("cancel gathering empty", "gatherings:cancel", coming, who=ADVISOR, deeds=(send,)),
    visit("outcome of gathering", "gatherings:outcome", over_here, who=ADVISOR),
]
