"""Renderings of bringing an idea: going on later, bringing it together."""

from datetime import timedelta

from config.intake import tokens
from initiatives.actions.later import PURPOSE as LATER
from initiatives.models import SavedIdea
from tests.browser.visits import visit
from tests.browser.world import idea


def later_token() -> str:
    """The secret in a mail to who goes on later."""
    saved, _new = SavedIdea.objects.get_or_create(
        municipality=idea("Een fontein").municipality, email="later@bewoners.example"
    )
    return tokens.issue(LATER, str(saved.pk), timedelta(days=1), email=saved.email)


PUBLIC = [
    visit("later sent", "initiatives:later_sent"),
    visit("later open", "initiatives:later_link", later_token),
    visit("later gone", "initiatives:later_open", status=410),
]
