"""What a partner brings to an action is written down, changed and taken away."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from areas.actions.changes import name_lead
from areas.models import Action
from config.audit.log import record
from config.lib.access import Refused, require
from config.lib.forms import save_form
from partners.models import Commitment
from partners.permissions import edit_commitments


class LeadTaken(Refused):
    """Another organisation leads the action already."""


@transaction.atomic
def keep_commitment(form, *, by) -> Commitment:
    """Save a valid CommitmentForm; who leads is shown as the lead of the action.

    Raises PermissionDenied, LostRace when somebody else changed the row, LeadTaken when another
    organisation leads, and Refused when the same line is there.
    """
    action = Action.objects.select_for_update().get(pk=form.instance.action_id)
    require(edit_commitments(by, action))
    led = _lead_of(action)
    _check_lead(form.instance)
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


def _check_lead(commitment: Commitment) -> None:
    if commitment.role != Commitment.Role.LEAD:
        return
    leads = Commitment.objects.filter(action=commitment.action_id, role=Commitment.Role.LEAD)
    other = leads.exclude(pk=commitment.pk).select_related("organisation").first()
    if other:
        name = other.organisation.name
        raise LeadTaken(_("%(name)s trekt deze actie al. Verander dat eerst.") % {"name": name})


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
