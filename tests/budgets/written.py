"""A letter as Ada fills it in, and what a receiver says before a lower settlement."""

import datetime

from budgets.actions.accounts import Heard
from budgets.actions.applications import needs_ground
from budgets.actions.written import send_letter
from budgets.models import Letter, RefusalGround
from config.lib.clock import today

GIVEN = {
    "signed_for": "het college van burgemeester en wethouders",
    "signed_as": "teamleider Gebieden",
    "contact": "Team Gebieden, telefoon 14 0172.",
    "objection_post": "Postbus 1, 2400 AA Voorbeeld",
    "objection_digital": "https://voorbeeld.example/bezwaar",
    "duties": "Plaats het bankje voor 1 mei.",
    "period": "van 1 maart tot en met 1 mei 2027",
    "account_by": datetime.date(2027, 8, 1),
}


def sent(place, **changes) -> Letter:
    """Ada sends the letter about the request of the place."""
    return send_letter(application=place.request, given=GIVEN | changes, by=place.ada)


def heard_today() -> Heard:
    """Until today the receiver could react, and did."""
    return Heard(today(), "Het hout was goedkoper.")


def ground_of(application, cents: int = 0) -> str:
    """The ground that a decision on it needs when this much is granted."""
    return RefusalGround.RULE if needs_ground(application, cents) else ""
