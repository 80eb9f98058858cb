"""Why an initiative stops: a reason from the list of the municipality, and words of one's own."""

from django.utils.translation import gettext as _

from config.lib.access import Refused
from initiatives.models import Initiative, Note, State, StopReason

# The steps that say no, or stop; the initiator's own withdrawal asks nothing.
STOPS = frozenset({State.DECLINED, State.TAKEN_UP})


def explained(initiative: Initiative, reason: str, chosen: StopReason | None, *, to: str) -> str:
    """The whole reason as the initiator reads it: the text of the list, then the words typed.

    Raises Refused when the municipality has a list and nothing of it was chosen.
    """
    if to in STOPS:
        offered = StopReason.objects.to_choose(initiative.municipality_id)
        fits = offered.filter(pk=chosen.pk) if chosen else offered
        if bool(chosen) != fits.exists():
            raise Refused(_("Kies een reden uit de lijst. De indiener leest de uitleg erbij."))
    return "\n\n".join(filter(None, [chosen.text if chosen else "", reason.strip()]))


def write_step(initiative: Initiative, to: str, text: str, chosen: StopReason | None, by) -> Note:
    """Write down the step, with the reason that was chosen."""
    return Note.objects.create(
        initiative=initiative, kind=Note.Kind.STEP, text=text, stop_reason=chosen, by=by, state=to
    )
