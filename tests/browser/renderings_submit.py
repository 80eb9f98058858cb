"""Renderings of bringing an idea: going on later, bringing it together."""

from datetime import timedelta

from config.intake import tokens
from config.lib.clock import now
from initiatives.actions.later import PURPOSE as LATER
from initiatives.actions.taking_up import PURPOSE as TAKE_UP
from initiatives.actions.together import PURPOSE as TOGETHER
from initiatives.models import CoInitiator, Initiative, SavedIdea, TakeUp
from tests.browser.deeds import press, send_empty
from tests.browser.visits import ADVISOR, own, visit
from tests.browser.world import idea, person

QUESTION, BUSY = "Koffieochtend", "Buurtmoestuin"


def later_token() -> str:
    """The secret in a mail to who goes on later."""
    saved, _new = SavedIdea.objects.get_or_create(
        municipality=idea("Een fontein").municipality, email="later@bewoners.example"
    )
    return tokens.issue(LATER, str(saved.pk), timedelta(days=1), email=saved.email)


def neighbour():
    """Who was asked along by Ria."""
    found, _new = CoInitiator.objects.get_or_create(
        initiative=idea(QUESTION), email="buur@bewoners.example"
    )
    return found


def together_token() -> str:
    """The secret in a mail to who is asked along."""
    found = neighbour()
    return tokens.issue(TOGETHER, str(found.pk), timedelta(days=1), email=found.email)


def along():
    """An idea of somebody else that Wil brings together with them."""
    brought, wil = idea(QUESTION), person("Wil")
    CoInitiator.objects.get_or_create(
        initiative=brought, email=wil.email, user=wil, defaults={"confirmed_at": now()}
    )
    return brought


def take_up_token() -> str:
    """The secret in a mail to who is asked to take up an idea."""
    found = Initiative.objects.get(title="Samen eten op maandag").take_up
    taken, _new = TakeUp.objects.update_or_create(
        initiative=found.initiative,
        defaults={"organisation": None, "email": "nieuw@bewoners.example", "at": now()},
    )
    return tokens.issue(TAKE_UP, str(taken.pk), timedelta(days=1), email=taken.email)


PUBLIC = [
    visit("taken up", "initiatives:detail", own("Samen eten op maandag")),
    visit("asked to take up", "initiatives:take_up_link", take_up_token),
    visit(
        "gone on",
        "initiatives:take_up_link",
        take_up_token,
        deeds=(press("Ja, ik ga verder"),),
    ),
    visit("asked to take up gone", "initiatives:take_up_confirm", status=410),
    visit("asked along", "initiatives:together_link", together_token),
    visit(
        "came along", "initiatives:together_link", together_token, deeds=(press("Ja, ik doe mee"),)
    ),
    visit("asked along gone", "initiatives:together_confirm", status=410),
    visit("later sent", "initiatives:later_sent"),
    visit("later open", "initiatives:later_link", later_token),
    visit("later gone", "initiatives:later_open", status=410),
]
INITIATORS = [
    visit("together", "initiatives:together", own(QUESTION), who="Ria"),
    visit("together empty", "initiatives:together", own(QUESTION), who="Ria", deeds=(send_empty,)),
    visit(
        "together remove",
        "initiatives:together_remove",
        own(QUESTION),
        lambda: neighbour().pk,
        who="Ria",
    ),
    visit("brought together", "initiatives:detail", along, who="Wil"),
    visit("together leave", "initiatives:together_leave", along, who="Wil"),
]
ADVISORS = [
    visit("let take up", "initiatives:take_up", own(BUSY), who=ADVISOR),
    visit(
        "let take up empty",
        "initiatives:take_up",
        own(BUSY),
        who=ADVISOR,
        deeds=(send_empty,),
    ),
]
