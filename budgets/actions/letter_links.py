"""The link with which an initiator without an account reads a letter, as in other mails to them."""

from datetime import timedelta

from django.urls import reverse

from budgets.models import Letter
from config.intake import tokens
from initiatives.actions.mails import url

READ = "budgets.letter"
# Well past the six weeks to object (Awb 6:7).
VALID = timedelta(weeks=26)


def link_of(letter: Letter) -> str:
    """The address for the mail about a letter: the page after login, or with a secret of its own
    for who has no account.
    """
    initiative = letter.application.initiative
    if initiative.submitter_id or not initiative.contact_email:
        return url(initiative, letter.get_absolute_url())
    ref = f"{letter._meta.label_lower}:{letter.pk}"
    token = tokens.issue(READ, ref, VALID, email=initiative.contact_email)
    return url(initiative, reverse("budgets:own_letter_link", args=[token]))


def letter_of(token: str) -> Letter | None:
    """The letter that this link opens; None when it is no good, or the initiator was erased."""
    found = tokens.look(token, READ) if token else None
    if found is None:
        return None
    rows = Letter.objects.filter(
        pk=found.ref.partition(":")[2], application__initiative__erased_at=None
    )
    return rows.select_related("application__initiative__municipality").first()
