"""Letters about money in the demo, and an objection to one; the words are invented."""

from datetime import timedelta

from areas.models import User
from budgets.actions.written import note_objection, send_letter
from budgets.models import Letter
from config.lib import clock
from initiatives.models import Initiative

LETTER_STEPS = ("brief", "bezwaar")
_WORDS = {
    "signed_for": "het college van burgemeester en wethouders",
    "signed_as": "budgethouder",
    "contact": "Het team van uw gebied",
    "objection_post": "Postbus 1, 0000 AA Voorbeeld",
    "objection_digital": "https://bezwaar.example/",
    "period": "dit jaar",
}


def tell_letter(initiative: Initiative, step: dict, *, by: User) -> None:
    """Send the letter about the newest request, or note an objection to the newest letter."""
    applications = initiative.applications.select_related(
        "scheme", "budget", "decision", "initiative__submitter"
    )
    found = applications.latest("pk")
    if step["wat"] == "brief":
        account_by = clock.today() + timedelta(weeks=26)
        given = _WORDS | {"duties": step["tekst"], "account_by": account_by}
        send_letter(application=found, given=given, by=by)
        return
    letter = Letter.objects.select_related("application__budget").filter(application=found).first()
    note_objection(letter=letter, reference=step["tekst"], received_on=clock.today(), by=by)
