"""Renderings of bringing an idea: going on later, bringing it together."""

from datetime import timedelta

from config.intake import tokens
from config.lib.clock import now
from initiatives.actions.later import PURPOSE as LATER
from initiatives.actions.together import PURPOSE as TOGETHER
from initiatives.models import CoInitiator, SavedIdea
from tests.browser.deeds import press, send_empty
from tests.browser.visits import own, visit
from tests.browser.world import idea, person

QUESTION = "Koffieochtend"


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


PUBLIC = [
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
