"""What a partner brings to an action is written down, changed and taken away."""

from django.core.exceptions import ValidationError
from django.db import transaction

from areas.actions.changes import name_lead
from areas.models import Action
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.forms import save_form
from partners.models import Commitment
from partners.permissions import edit_commitments


@transaction.atomic
def keep_commitment(form, *, by) -> Commitment:
    """Save a valid CommitmentForm; who leads is shown as the lead of the action.

    Raises PermissionDenied, LostRace when somebody else changed the row, and Refused when
    somebody else meanwhile named a lead or wrote the same line.
    """
    action = Action.objects.select_for_update().get(pk=form.instance.action_id)
    require(edit_commitments(by, action))
    led = _lead_of(action)
    try:
        form.instance.validate_constraints()
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from None
    commitment = save_form(form, by=by)
    _show_lead(action, before=led, by=by)
    return commitment


@transaction.atomic
def remove_commitment(commitment: Commitment, *, by) -> None:
    """Take a line away; its amount stays in the trail. Raises PermissionDenied."""
    action = Action.objects.select_for_update().get(pk=commitment.action_id)
    require(edit_commitments(by, action))
    led = _lead_of(action)
    changes = {"amount_cents": [commitment.amount_cents, None], "hours": [commitment.hours, None]}
    record(commitment, "commitment.removed", by=by, changes=changes)
    commitment.delete()
    _show_lead(action, before=led, by=by)


def _lead_of(action: Action) -> str:
    """The name of the organisation that leads, "" when none does."""
    names = action.commitments.filter(role=Commitment.Role.LEAD).values_list("organisation__name")
    return next((name for (name,) in names), "")


def _show_lead(action: Action, *, before: str, by) -> None:
    """Let the action show who leads now; words that somebody typed there stay, unless one leads."""
    after = _lead_of(action)
    if after and action.lead_label != after[:100]:
        name_lead(action, label=after, by=by)
    elif before and not after and action.lead_label == before[:100]:
        name_lead(action, label="", by=by)
