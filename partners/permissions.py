"""Who may do what with partners: "" when allowed, else the sentence why not."""

from django.utils.translation import gettext as _

from areas import permissions
from areas.models import Action, Plan
from partners.models import PlanParty


def add_party(user, plan: Plan) -> str:
    """Whether the person may add a partner to this plan."""
    return permissions.edit_plan(user, plan)


def edit_party(user, party: PlanParty) -> str:
    """Whether the person may change what a partner says it does, or that it signed."""
    return permissions.edit_plan(user, party.plan)


def remove_party(user, party: PlanParty) -> str:
    """Whether the person may take a partner out: a signature stays."""
    if reason := edit_party(user, party):
        return reason
    if party.signed_on:
        return _("Deze partner heeft getekend en blijft bij het plan staan.")
    return ""


def edit_commitments(user, action: Action) -> str:
    """Whether the person may say which partners join an action and what they bring."""
    return permissions.edit_action(user, action)
