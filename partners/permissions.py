"""Who may do what with partners: "" when allowed, else the sentence why not."""

from django.utils.translation import gettext as _

from areas.models import Plan
from areas.permissions import edit_plan
from partners.models import PlanParty


def add_party(user, plan: Plan) -> str:
    """Whether the person may add a partner to this plan."""
    return edit_plan(user, plan)


def edit_party(user, party: PlanParty) -> str:
    """Whether the person may change what a partner says it does, or that it signed."""
    return edit_plan(user, party.plan)


def remove_party(user, party: PlanParty) -> str:
    """Whether the person may take a partner out: a signature stays."""
    if reason := edit_party(user, party):
        return reason
    if party.signed_on:
        return _("Deze partner heeft getekend en blijft bij het plan staan.")
    return ""
