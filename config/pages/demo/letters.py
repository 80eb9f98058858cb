"""Letters about money in the demo, an objection to one, and what the term of a request meets; the
words are invented.
"""

from datetime import timedelta

from areas.models import User
from budgets.actions.default import note_default
from budgets.actions.terms import ask_to_complete, leave_untreated
from budgets.actions.written import note_objection, send_letter
from budgets.models import Application, Letter
from config.lib import clock
from initiatives.models import Initiative

LETTER_STEPS = (
    "brief",
    "bezwaar",
    "aanvulling gevraagd",
    "niet in behandeling",
    "ingebrekestelling",
)
_WORDS = {
    "signed_for": "het college van burgemeester en wethouders",
    "signed_as": "budgethouder",
    "contact": "Het team van uw gebied",
    "objection_post": "Postbus 1, 0000 AA Voorbeeld",
    "objection_digital": "https://bezwaar.example/",
    "period": "dit jaar",
}


def tell_letter(initiative: Initiative, step: dict, *, by: User, decider: User) -> None:
    """Send the letter about the newest request, note an objection to the newest letter, or take a
    step in its term.
    """
    applications = initiative.applications.select_related(
        "scheme", "budget", "decision", "initiative__submitter"
    )
    found = applications.latest("pk")
    if step["wat"] in LETTER_STEPS[2:]:
        _take_step(found, step, by, decider)
        return
    if step["wat"] == "brief":
        account_by = clock.today() + timedelta(weeks=26)
        given = _WORDS | {"duties": step["tekst"], "account_by": account_by}
        send_letter(application=found, given=given, by=by)
        return
    letter = Letter.objects.select_related("application__budget").filter(application=found).first()
    note_objection(letter=letter, reference=step["tekst"], received_on=clock.today(), by=by)


def _take_step(found: Application, step: dict, by: User, decider: User) -> None:
    """Ask to complete it within two weeks, leave it untreated, or note a notice of default."""
    if step["wat"] == "aanvulling gevraagd":
        until = clock.today() + timedelta(weeks=2)
        ask_to_complete(application=found, until=until, text=step["tekst"], by=by)
    elif step["wat"] == "niet in behandeling":
        who = User.objects.get(pk=decider.pk)
        leave_untreated(application=found, text=step["tekst"], by=who)
    else:
        note_default(application=found, on=clock.today(), by=by)
