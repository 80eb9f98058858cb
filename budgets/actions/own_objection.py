"""An objection by the initiator here, after login or by the link in the mail (Awb 2:13, 6:4)."""

from django.db import transaction
from django.utils.translation import gettext as _

from budgets.actions.letter_links import letter_of
from budgets.actions.letters import tell_objection
from budgets.actions.written import add_objection
from budgets.models import Letter, Objection, ObjectionState
from budgets.permissions import may_object
from config.lib.access import Refused, require
from config.lib.clock import today


def runs(letter: Letter) -> bool:
    """Whether an objection to this letter waits for a decision."""
    return letter.objections.filter(state=ObjectionState.OPEN).exists()


@transaction.atomic
def object_to_letter(*, letter: Letter, text: str, by) -> Objection:
    """Object to a letter, by the initiator who is logged in; also when it is late, as on that is
    decided too. A mail says that it came.

    Raises PermissionDenied, and Refused for a letter without objection, without a reason, or while
    an objection runs.
    """
    require(may_object(by, letter))
    return _object(letter, text, by)


@transaction.atomic
def object_by_link(token: str, *, text: str) -> Objection:
    """The same, by who has the link of the mail. Raises Refused for a link that is no good too."""
    letter = letter_of(token)
    if letter is None:
        raise Refused(_("Deze link werkt niet meer. Neem contact op met de gemeente."))
    return _object(letter, text, by=None)


def _object(letter: Letter, text: str, by) -> Objection:
    if letter.objection_until is None:
        raise Refused(_("Tegen deze brief staat geen bezwaar open."))
    if not text.strip():
        raise Refused(_("Schrijf op waarom u het niet met het besluit eens bent."))
    if runs(letter):
        raise Refused(_("Uw bezwaar loopt al. U krijgt bericht als er is beslist."))
    # The number counts on, so of two at the same moment the database lets one in.
    number = f"{_('digitaal')} {letter.pk}-{letter.objections.count() + 1}"
    made = add_objection(letter, reference=number, received_on=today(), text=text.strip(), by=by)
    tell_objection(made)
    return made
